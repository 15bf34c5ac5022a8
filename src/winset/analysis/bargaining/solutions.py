"""Bargaining solutions on a finite set of outcomes, for parties whose utilities mean something.

A gain is a party's utility less that of its fallback; only outcomes that leave nobody below its fallback
count. Every maximiser is listed when several tie, and no maximiser is chosen among them.

- Nash (1950): the greatest product of gains; with weights, of gains to the power of each party's weight.
  Where not everybody can gain at once: the greatest number of gainers, then the product of their gains
  (Caragiannis et al. 2019).
- Kalai-Smorodinsky (1975), discrete: the largest smallest share of one's ideal gain; ties by the next
  smallest share, and so on (leximin; Nagahisa & Tanaka 2002). A party whose ideal gain is nought has no
  share.
- Gupta-Livne (1988): the same with gains measured from a reference outcome instead of the fallback.
- Egalitarian (Kalai 1977): the largest smallest gain; ties by the next smallest, and so on (leximin).
- Utilitarian: the greatest sum of gains.
- Raiffa (1953), discrete: from the fallbacks, step again and again to the mean of the points where each
  party in turn gets its best, keeping the outcomes at or above; the last ones kept.

Egalitarian and utilitarian add up what different parties feel: they mean something only where utilities
share a unit. Numbers are taken to twelve digits, so that sums which are equal on paper tie; from there on
all is exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.efficiency import Bools, efficient
from winset.analysis.bodies.voting import Number, exact
from winset.errors import ArgumentError, UndefinedError

Gains = tuple[int, ...]

RULES = {
    "nash": "greatest product of gains",
    "kalai_smorodinsky": "largest smallest share of one's ideal gain, then the next smallest",
    "egalitarian": "largest smallest gain, then the next smallest",
    "utilitarian": "greatest sum of gains",
    "raiffa": "last outcomes above Raiffa's steps",
}


@dataclass(frozen=True)
class Solutions:
    """What each solution picks: `chosen[name]` holds the indices of every tied maximiser, in index order.

    `ideal` is the most each party can gain, `bargaining_set` marks the outcomes at or above every fallback,
    and `frontier` the efficient ones among them: bool (outcomes,).
    """

    chosen: dict[str, NDArray[np.intp]]
    ideal: tuple[float, ...]
    bargaining_set: Bools
    frontier: Bools


def solutions(
    utilities: NDArray[Any],
    fallback: Sequence[float],
    *,
    among: Bools | None = None,
    weights: Sequence[Number] | None = None,
    reference: Sequence[float] | None = None,
) -> Solutions:
    """Find every solution on the outcomes at or above the fallbacks.

    `utilities` is float (parties, outcomes), `fallback` one utility per party, `among` bool (outcomes,)
    where the choice is narrower than all outcomes, `weights` the parties' bargaining weights for the
    weighted Nash solution, `reference` the utilities Gupta-Livne's solution starts from. Definitions: this
    module's text.

    Raises UndefinedError when no outcome is at or above every fallback, ArgumentError for numbers that do
    not fit.

    >>> split = np.array([[0, 10, 20, 30], [12, 10, 7, 0]])
    >>> found = solutions(split, [0, 0])
    >>> {name: outcomes.tolist() for name, outcomes in found.chosen.items()}
    {'nash': [2], 'kalai_smorodinsky': [2], 'egalitarian': [1], 'utilitarian': [3], 'raiffa': [2]}
    """
    starts = [fallback] if reference is None else [fallback, reference]
    values, scale = in_integers(np.column_stack([utilities, *starts]))
    outcomes = utilities.shape[1]
    gains = values[:, :outcomes] - values[:, outcomes, None]
    allowed = np.logical_and.reduce(gains >= 0, axis=0)
    if among is not None:
        allowed &= among
    if not allowed.any():
        raise UndefinedError("no outcome is at least as good as the fallback for every party")
    frontier = efficient(gains, allowed)
    here = np.flatnonzero(frontier)
    points, places = np.unique(gains[:, here], axis=1, return_inverse=True)
    ideal = points.max(axis=1)
    powers = _powers(weights, len(gains))
    best = {
        "nash": _best(points, _log_product(points, powers), lambda gain: _product(gain, powers)),
        "kalai_smorodinsky": _most_even(points, points, ideal),
        "egalitarian": _best(points, points.min(axis=0), sorted),
        "utilitarian": _best(points, points.sum(axis=0, dtype=np.float64), sum),
        "raiffa": _raiffa(points),
    }
    if reference is not None:
        start = values[:, outcomes + 1] - values[:, outcomes]
        above = np.flatnonzero((points >= start[:, None]).all(axis=0))
        if not above.size:
            raise UndefinedError("no outcome is at least as good as the reference for every party")
        best["gupta_livne"] = above[
            _most_even(points[:, above], points[:, above] - start[:, None], ideal - start)
        ]
    chosen = {name: here[np.isin(places.ravel(), found)] for name, found in best.items()}
    return Solutions(chosen, tuple(float(gain) / scale for gain in ideal), allowed, frontier)


def in_integers(values: NDArray[Any]) -> tuple[NDArray[np.int64], float]:
    """Utilities as whole numbers on one scale: (the numbers, how many of them make one unit).

    Decimals of up to nine places become whole exactly; anything else is rounded to twelve digits of the
    largest.

    >>> in_integers(np.array([[0.1 + 0.2, 0.3, 1]]))
    (array([[ 3,  3, 10]]), 10.0)
    """
    if not np.isfinite(values).all():
        raise ArgumentError("utilities must be finite numbers, one for every outcome")
    largest = float(np.abs(values).max(initial=0.0)) or 1.0
    for places in range(10):
        scale = 10.0**places
        if largest * scale >= 2**53:
            break
        if _are_whole(values.ravel()[:1000] * scale) and _are_whole(scaled := values * scale):
            return np.rint(scaled).astype(np.int64), scale
    scale = 10.0 ** (12 - math.ceil(math.log10(largest)))
    return np.rint(values * scale).astype(np.int64), scale


def _are_whole(values: NDArray[Any]) -> bool:
    return bool((np.abs(values - np.rint(values)) < 1e-6).all())


def _best(points: NDArray[np.int64], rough: NDArray[Any], score: Callable[[Gains], Any]) -> NDArray[np.intp]:
    """Every point with the greatest exact score, sought among those whose rough score comes near it."""
    top = rough.max()
    near = np.flatnonzero(rough >= top - 1e-9 * max(1.0, abs(float(top))))
    scores = [score(tuple(points[:, k].tolist())) for k in near]
    greatest = max(scores)
    return near[[one == greatest for one in scores]]


def _most_even(
    points: NDArray[np.int64], gains: NDArray[np.int64], ideal: NDArray[np.int64]
) -> NDArray[np.intp]:
    """Points whose shares of the ideal gains are leximin; parties that can gain nothing have no share."""
    can = np.flatnonzero(ideal > 0)
    if not can.size:
        return np.arange(points.shape[1])
    shares = gains[can] / ideal[can, None]
    wholes = [int(ideal[k]) for k in can]
    return _best(gains[can], shares.min(axis=0), lambda gain: sorted(map(Fraction, gain, wholes)))


def _powers(weights: Sequence[Number] | None, parties: int) -> tuple[int, ...]:
    """Bargaining weights as whole powers: products of powers compare exactly."""
    fractions = [exact(weight) for weight in weights or [1] * parties]
    if len(fractions) != parties or min(fractions) < 0 or not any(fractions):
        raise ArgumentError(f"bargaining weights: {parties} numbers of zero or more are needed, not all zero")
    common = math.lcm(*(weight.denominator for weight in fractions))
    if common > 1000:
        raise ArgumentError("bargaining weights with more than three decimals: give them as small fractions")
    return tuple(int(weight * common) for weight in fractions)


def _log_product(points: NDArray[np.int64], powers: tuple[int, ...]) -> NDArray[np.float64]:
    gainers = (points > 0).sum(axis=0)
    logs = np.log(np.maximum(points, 1))
    score = np.average(logs, axis=0, weights=powers)
    return np.where(gainers == gainers.max(), score, -np.inf)


def _product(gains: Gains, powers: tuple[int, ...]) -> tuple[int, int]:
    positive = [(gain, power) for gain, power in zip(gains, powers) if gain > 0]
    return len(positive), math.prod(gain**power for gain, power in positive)


def _raiffa(points: NDArray[np.int64]) -> NDArray[np.intp]:
    """Step to the mean of the parties' best points, each taken with the others held at the last step."""
    parties, left = len(points), np.arange(points.shape[1])
    step = [Fraction(0)] * parties
    while left.size > 1:
        ideal = points[:, left].max(axis=1)
        step = [at + (int(most) - at) / parties for at, most in zip(step, ideal)]
        needed = np.array([math.ceil(at) for at in step])
        kept = left[(points[:, left] >= needed[:, None]).all(axis=0)]
        if not kept.size:
            break
        left = kept
    return left
