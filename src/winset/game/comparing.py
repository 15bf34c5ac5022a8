"""Preferences found by comparing outcomes two at a time: what the answers imply, and what to ask next.

A *feature* is something an outcome has or has not. A *lexicographic order* goes through features by importance, each
wanted or unwanted: of two outcomes, the better is the one that has the wanted side of the first feature in which they
differ (Fishburn 1974); the ordered statements of a case say just this. A feature may come next in an order that fits
some answers if no answer that is still undecided contradicts it; placing one only ever decides more answers, so going
on greedily finds an order whenever there is one, and every order can be reached so (Schmitt and Martignon 2006).

A *ranking* of outcomes that have no features is found by binary insertion: every outcome is placed among those that
stand already by halving them (Knuth 1973, section 5.3.1).

Questions are asked only where both answers fit all earlier ones, so that no answer can contradict another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, log2

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError

Bools = npt.NDArray[np.bool_]
Signs = npt.NDArray[np.int8]

DRAWN = 48  # orders drawn to choose a question by
MOST_OUTCOMES = 256  # outcomes among which a pair is looked for
MOST_FEATURES = 14  # beyond that nobody answers so many questions


@dataclass(frozen=True)
class Answer:
    """One comparison: the outcomes, and 1 where the first is better, -1 where the second is, 0 for no difference."""

    one: int
    other: int
    verdict: int


@dataclass(frozen=True, eq=False)
class Order:
    """What is known of a lexicographic order.

    features: bool `(features, outcomes)`. answers: comparisons so far, of columns. seed: of the orders drawn to
    choose by. Raises ArgumentError for more features than can be asked about, and for answers that no order fits.

    >>> features = np.array([[0, 1, 0, 1], [0, 0, 1, 1]], dtype=bool)
    >>> found = Order(features, [Answer(1, 2, 1), Answer(0, 2, -1), Answer(0, 1, -1)])
    >>> found.question, found.implied
    (None, ((0, True), (1, True)))
    """

    features: Bools
    answers: Sequence[Answer] = ()
    seed: int = 0
    _signs: Signs = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.features) > MOST_FEATURES:
            raise ArgumentError(
                f"{len(self.features)} things to weigh are too many to compare two by two (at most {MOST_FEATURES})"
            )
        strict = [
            one if one.verdict > 0 else Answer(one.other, one.one, 1) for one in self.answers if one.verdict
        ]
        object.__setattr__(self, "_signs", _signs(self.features, [(one.one, one.other) for one in strict]))
        if not self._fits(self._excluded):
            raise ArgumentError("no order of statements fits all these answers")

    @cached_property
    def _excluded(self) -> Bools:
        """The features that make no difference: two outcomes that differ in them were said to be alike."""
        alike = [(one.one, one.other) for one in self.answers if not one.verdict]
        return np.asarray((_signs(self.features, alike) != 0).any(axis=0), dtype=np.bool_)

    # --- What fits ---

    def _allowed(self, undecided: Signs, barred: Bools) -> Bools:
        """Which features may come next, `(features, 2)`: as unwanted, as wanted."""
        allowed = np.stack([~(undecided > 0).any(axis=0), ~(undecided < 0).any(axis=0)], axis=1)
        return allowed & ~barred[:, None]

    def _without(self, barred: Bools) -> tuple[Signs, Bools]:
        """The answers left undecided when all features but those barred are placed, and what may come next then."""
        undecided = self._signs
        while True:
            allowed = self._allowed(undecided, barred)
            left = undecided[~(undecided[:, allowed.any(axis=1)] != 0).any(axis=1)]
            if len(left) == len(undecided):
                return undecided, allowed
            undecided = left

    def _fits(self, barred: Bools) -> bool:
        return not len(self._without(barred)[0])

    def _open(self, difference: Signs) -> bool:
        """Whether orders that fit disagree on two outcomes with this difference."""
        undecided, _ = self._without(self._excluded | (difference != 0))
        allowed = self._allowed(undecided, self._excluded)
        wanted, unwanted = difference > 0, difference < 0
        better = allowed[wanted, 1].any() or allowed[unwanted, 0].any()
        worse = allowed[wanted, 0].any() or allowed[unwanted, 1].any()
        return bool(better and worse)

    def may_be_alike(self, one: int, other: int) -> bool:
        """Whether "no difference" between two outcomes fits the answers."""
        return self._fits(self._excluded | (_signs(self.features, [(one, other)])[0] != 0))

    # --- What follows ---

    @cached_property
    def implied(self) -> tuple[tuple[int, bool], ...]:
        """The features that the answers need, most important first, each wanted or not."""
        found: list[tuple[int, bool]] = []
        undecided = self._signs
        while len(undecided):
            allowed = self._allowed(undecided, self._excluded)
            decides = (undecided != 0).sum(axis=0) * allowed.any(axis=1)
            place = int(np.argmax(decides))
            found.append((place, bool(allowed[place, 1])))
            undecided = undecided[undecided[:, place] == 0]
        return tuple(found)

    # --- What to ask ---

    @cached_property
    def question(self) -> tuple[int, int] | None:
        """Two outcomes to compare, so that either answer tells most; None where nothing is open any more."""
        values, weights = self._drawn
        chosen = self._looked_at
        one, other = np.triu_indices(len(chosen), 1)
        ahead = values[:, chosen[one]] > values[:, chosen[other]]
        behind = values[:, chosen[one]] < values[:, chosen[other]]
        share, against = (weights @ ahead) / weights.sum(), (weights @ behind) / weights.sum()
        split = np.flatnonzero((share > 0) & (against > 0))
        if not len(split):
            return self._left_open
        count = (self.features[:, chosen[one[split]]] != self.features[:, chosen[other[split]]]).sum(axis=0)
        uneven = np.abs(share[split] - 0.5)
        best = split[np.lexsort((uneven, count, np.round(uneven * 4)))[0]]
        return int(chosen[one[best]]), int(chosen[other[best]])

    @property
    def left(self) -> int:
        """About how many questions are left: the binary logarithm of the orders that fit, estimated from those drawn."""
        if self.question is None:
            return 0
        return max(1, ceil(log2(float(self._drawn[1].mean()))))

    @cached_property
    def _looked_at(self) -> npt.NDArray[np.intp]:
        """The outcomes among which pairs are looked for: one of each kind, not more than can be compared quickly."""
        _, first = np.unique(self.features, axis=1, return_index=True)
        first = np.sort(first)
        if len(first) <= MOST_OUTCOMES:
            return first
        return np.sort(np.random.default_rng(self.seed).choice(first, MOST_OUTCOMES, replace=False))

    @cached_property
    def _left_open(self) -> tuple[int, int] | None:
        """A pair that is open though no orders drawn disagree on it: every kind of difference is looked at."""
        chosen = self._looked_at
        one, other = np.triu_indices(len(chosen), 1)
        numbers = self.features.astype(np.int8)
        differences = (numbers[:, chosen[one]] - numbers[:, chosen[other]]).T
        kinds, first = np.unique(differences, axis=0, return_index=True)
        for difference, pair in zip(kinds, first.tolist()):
            if self._open(difference):
                return int(chosen[one[pair]]), int(chosen[other[pair]])
        return None

    @cached_property
    def _drawn(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Orders that fit, drawn at random: the value of every outcome in each, and how many orders each stands for.

        The number of choices on the way to a leaf of a tree is an unbiased estimate of its leaves (Knuth 1975).
        """
        generator = np.random.default_rng(self.seed)
        values = np.zeros((DRAWN, self.features.shape[1]), dtype=np.int64)
        weights = np.ones(DRAWN)
        for k in range(DRAWN):
            undecided, barred = self._signs, self._excluded.copy()
            while (choices := np.argwhere(self._allowed(undecided, barred))).size:
                weights[k] *= len(choices)
                place, wanted = choices[generator.integers(len(choices))].tolist()
                values[k] = 2 * values[k] + (self.features[place] == bool(wanted))
                barred[place] = True
                undecided = undecided[undecided[:, place] == 0]
        return values, weights


def _signs(features: Bools, pairs: Sequence[tuple[int, int]]) -> Signs:
    """The difference of each pair of outcomes, `(pairs, features)`: 1 where the first has a feature and the second not."""
    numbers = features.astype(np.int8)
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    return np.asarray(numbers[:, one] - numbers[:, other], dtype=np.int8).T


@dataclass(frozen=True)
class Insertion:
    """What is known of a ranking of `count` outcomes, by binary insertion in their order.

    >>> Insertion(3, [Answer(1, 0, 1), Answer(2, 1, -1)]).question
    (2, 0)
    >>> Insertion(3, [Answer(1, 0, 1), Answer(2, 1, -1), Answer(2, 0, 0)]).tiers
    ((1,), (0, 2))
    """

    count: int
    answers: Sequence[Answer] = ()

    @cached_property
    def _state(self) -> tuple[tuple[tuple[int, ...], ...], tuple[int, int] | None, int]:
        """The tiers so far, best first; the next question; and how many at most are left."""
        known = {(one.one, one.other): one.verdict for one in self.answers}
        tiers: list[tuple[int, ...]] = [(0,)] if self.count else []
        for new in range(1, self.count):
            low, high = 0, len(tiers)
            while low < high:
                middle = (low + high) // 2
                verdict = known.get((new, tiers[middle][0]))
                if verdict is None:
                    halves = ceil(log2(high - low + 1))
                    further = sum(ceil(log2(len(tiers) + 2 + k)) for k in range(self.count - new - 1))
                    return tuple(tiers), (new, tiers[middle][0]), halves + further
                if verdict == 0:
                    tiers[middle] = (*tiers[middle], new)
                    break
                low, high = (low, middle) if verdict > 0 else (middle + 1, high)
            else:
                tiers.insert(low, (new,))
        return tuple(tiers), None, 0

    @property
    def tiers(self) -> tuple[tuple[int, ...], ...]:
        """The outcomes placed so far, best first, those alike together."""
        return self._state[0]

    @property
    def question(self) -> tuple[int, int] | None:
        """Two outcomes to compare; None where the ranking is whole."""
        return self._state[1]

    @property
    def left(self) -> int:
        """How many questions are left at most."""
        return self._state[2]
