"""Preferences as ranks: one integer per outcome, larger is better, equal is indifferent.

Ranks are made once, exactly, and dense: 0, 1, 2, ... in the smallest integer type that holds them. Nothing
compares floating-point sums: weights are added as the decimals an analyst wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError

Mask = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.signedinteger]


def smallest(ranks: npt.NDArray[np.integer]) -> Ranks:
    """The same integers in the smallest signed type that holds them (not copied when already so)."""
    if ranks.size == 0:
        return ranks.astype(np.int8)
    low, high = int(ranks.min()), int(ranks.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return ranks.astype(kind, copy=False)
    return ranks.astype(np.int64, copy=False)


def dense(values: npt.ArrayLike) -> Ranks:
    """Dense ranks of numbers: equal numbers, and only those, share a rank.

    values: one number per outcome, larger is better. Raises ArgumentError for a value that is not finite.

    >>> dense([0.5, 2.0, 0.5, -1.0]).tolist()
    [1, 2, 1, 0]
    """
    array = np.asarray(values)
    if array.dtype.kind in "iu" and array.size:
        low, high = int(array.min()), int(array.max())
        if high - low <= 2 * array.size + 1024:
            return smallest(_dense_codes(array - low, high - low + 1)[0])
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        bad = int(np.flatnonzero(~np.isfinite(array))[0])
        raise ArgumentError(f"utilities must be finite numbers: outcome {bad} has {array[bad]}")
    return smallest(np.unique(array, return_inverse=True)[1].reshape(array.shape))


def dense_rows(values: npt.NDArray[np.integer]) -> Ranks:
    """Dense ranks of integers row by row, `(rows, outcomes)`, in the smallest type that holds any ranks of so many.

    >>> dense_rows(np.array([[5, 9, 5], [0, -1, 7]])).tolist()
    [[0, 1, 0], [1, 0, 2]]
    """
    rows, outcomes = values.shape
    kind = np.int8 if outcomes <= 2**7 else np.int16 if outcomes <= 2**15 else np.int32
    low = int(values.min()) if values.size else 0
    below = int(values.max()) - low + 1 if values.size else 1
    if below <= 4 * outcomes + 64:  # by a table, without sorting
        codes = values + (np.arange(rows) * below - low)[:, None]
        used = np.zeros(rows * below, dtype=np.bool_)
        used[codes] = True
        places = np.cumsum(used.reshape(rows, below), axis=1, dtype=np.int32).reshape(-1)
        found: Ranks = (places[codes] - 1).astype(kind)
        return found
    order = np.argsort(values, axis=1)
    ascending = np.take_along_axis(values, order, axis=1)
    steps = np.zeros(values.shape, dtype=kind)
    np.cumsum(ascending[:, 1:] != ascending[:, :-1], axis=1, dtype=kind, out=steps[:, 1:])
    ranks = np.empty_like(steps)
    np.put_along_axis(ranks, order, steps, axis=1)
    return ranks


def by_statements(statements: Iterable[Mask], outcomes: int) -> Ranks:
    """Ranks by ordered statements (option prioritising; Hipel, Kilgour, Fang and Peng 1997).

    statements: bool arrays over outcomes, most important first. Of two outcomes the one that makes true the
    first statement on which they differ is preferred; outcomes that agree on all are indifferent. Any number
    of statements: they are compared lexicographically, never as one weighted sum. Once all outcomes are told
    apart no further statement is asked for.

    >>> first, second = np.array([True, False, True]), np.array([False, True, True])
    >>> by_statements([first, second], 3).tolist()
    [1, 0, 2]
    """
    codes: npt.NDArray[np.integer] = np.zeros(outcomes, dtype=np.int32 if outcomes < 2**28 else np.int64)
    below = 1  # every code is
    for statement in statements:
        codes *= 2
        codes += statement
        below *= 2
        if below > 2 * outcomes + 1024:
            codes, below = _dense_codes(codes, below)
            if below == outcomes:
                break
    return smallest(_dense_codes(codes, below)[0])


def _dense_codes(codes: npt.NDArray[np.integer], below: int) -> tuple[npt.NDArray[np.integer], int]:
    """Dense ranks of integers from 0 up to `below`, and how many there are: by a table, without sorting."""
    used = np.zeros(below, dtype=np.bool_)
    used[codes] = True
    places = np.cumsum(used, dtype=np.int32 if below < 2**31 else np.int64)
    return (places - 1)[codes], int(places[-1])


def by_weights(conditions: Iterable[Mask], weights: Sequence[float], outcomes: int) -> tuple[Ranks, int]:
    """Exact sums of weights over the conditions that hold, as integers, and the number they are scaled by.

    The utility of outcome k is `sums[k] / scale`. Weights count as the decimals they are written as, so that
    0.1 and 0.2 together tie with 0.3. The sums order outcomes and may serve as ranks.

    >>> a, b = np.array([True, True, False]), np.array([False, True, False])
    >>> sums, scale = by_weights([a, b], [0.5, -2], 3)
    >>> sums.tolist(), scale
    ([1, -3, 0], 2)
    """
    exact = [Fraction(str(weight)) for weight in weights]
    scale = lcm(*(part.denominator for part in exact))
    whole = [int(part * scale) for part in exact]
    if sum(abs(part) for part in whole) >= 2**62:
        raise ArgumentError(
            f"weights {list(weights)} differ too much in size to be added exactly: use fewer digits"
        )
    sums: npt.NDArray[np.int64] = np.zeros(outcomes, dtype=np.int64)
    for condition, part in zip(conditions, whole):
        sums += condition * np.int64(part)
    return sums, scale


def by_tiers(tiers: Sequence[Mask], outcomes: int) -> Ranks:
    """Ranks by tiers, best first: an outcome belongs to the first tier that has it, else to the last.

    >>> best, second = np.array([False, True, False]), np.array([True, True, False])
    >>> by_tiers([best, second, ~second], 3).tolist()
    [1, 2, 0]
    """
    ranks: npt.NDArray[np.int64] = np.zeros(outcomes, dtype=np.int64)
    for place, tier in enumerate(reversed(tiers)):
        ranks[tier] = place
    return smallest(ranks)
