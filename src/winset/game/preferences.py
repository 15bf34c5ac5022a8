"""Preferences as ranks: one integer per outcome, larger is better, equal is indifferent.

Ranks are made once, exactly, and dense: 0, 1, 2, ... in the smallest integer type that holds them. Nothing
compares floating-point sums: weights are added as the decimals an analyst wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError

Mask = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.signedinteger]

_BLOCK = 24  # statements folded into one code at a time, so that a code stays well inside 64 bits


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

    values: one number per outcome, larger is better. Raises ArgumentError for a value that is not a finite number.

    >>> dense([0.5, 2.0, 0.5, -1.0]).tolist()
    [1, 2, 1, 0]
    """
    array = np.asarray(values)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        bad = int(np.flatnonzero(~np.isfinite(array))[0])
        raise ArgumentError(f"utilities must be finite numbers: outcome {bad} has {array[bad]}")
    return smallest(np.unique(array, return_inverse=True)[1].reshape(array.shape))


def by_statements(statements: Sequence[Mask], outcomes: int) -> Ranks:
    """Ranks by ordered statements (option prioritising; Hipel, Kilgour, Fang and Peng 1997).

    statements: bool arrays over outcomes, most important first. Of two outcomes the one that makes true the first
    statement on which they differ is preferred; outcomes that agree on all are indifferent. Any number of
    statements: they are compared lexicographically, never as one weighted sum.

    >>> first, second = np.array([True, False, True]), np.array([False, True, True])
    >>> by_statements([first, second], 3).tolist()
    [1, 0, 2]
    """
    ranks: npt.NDArray[np.int64] = np.zeros(outcomes, dtype=np.int64)
    for begin in range(0, len(statements), _BLOCK):
        for statement in statements[begin : begin + _BLOCK]:
            ranks = 2 * ranks + statement
        ranks = _dense_codes(ranks)
    return smallest(ranks)


def _dense_codes(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Dense ranks of non-negative integers; without sorting where a table of all codes is small."""
    top = int(codes.max(initial=0)) + 1
    if top > 4 * codes.size + 1024:
        return np.unique(codes, return_inverse=True)[1].astype(np.int64, copy=False)
    used = np.zeros(top, dtype=np.int64)
    used[codes] = 1
    return (np.cumsum(used) - 1)[codes]


def by_weights(conditions: Sequence[Mask], weights: Sequence[float], outcomes: int) -> tuple[Ranks, int]:
    """Exact sums of weights over the conditions that hold, as integers, and the number they are scaled by.

    The utility of outcome k is `sums[k] / scale`. Weights count as the decimals they are written as, so that 0.1
    and 0.2 together tie with 0.3. The sums order outcomes and may serve as ranks.

    >>> a, b = np.array([True, True, False]), np.array([False, True, False])
    >>> sums, scale = by_weights([a, b], [0.5, -2], 3)
    >>> sums.tolist(), scale
    ([1, -3, 0], 2)
    """
    exact = [Fraction(str(weight)) for weight in weights]
    scale = lcm(*(part.denominator for part in exact))
    whole = [int(part * scale) for part in exact]
    if sum(abs(part) for part in whole) >= 2**62:
        raise ArgumentError(f"weights {list(weights)} differ too much in size to be added exactly: use fewer digits")
    sums: npt.NDArray[np.int64] = np.zeros(outcomes, dtype=np.int64)
    for condition, part in zip(conditions, whole):
        sums += np.where(condition, part, 0)
    return sums, scale


def by_tiers(tiers: Sequence[Mask], outcomes: int) -> Ranks:
    """Ranks by tiers, best first: an outcome belongs to the first tier that has it, and to the last if none has.

    >>> by_tiers([np.array([False, True, False]), np.array([True, True, False]), np.array([False, False, True])], 3).tolist()
    [1, 2, 0]
    """
    ranks: npt.NDArray[np.int64] = np.zeros(outcomes, dtype=np.int64)
    for place, tier in enumerate(reversed(tiers)):
        ranks[tier] = place
    return smallest(ranks)
