"""Which variants of a case are looked at, and with what weight: all of them, or a sample.

All: the product of the groups' fates, each variant weighted with the product of their probabilities. A
sample: one draw from 0 to 1 for each group, of equal weight; Sobol points, scrambled with the seed, where
SciPy is installed (Owen, *Annals of Statistics* 25, 1997: their error is at most a small factor above that
of independent draws, and mostly far below), else a Latin hypercube (McKay, Beckman and Conover,
*Technometrics* 21, 1979), whose variance for n draws is never more than n/(n-1) times that of independent
ones, and mostly far less (Owen, *SIAM Journal on Numerical Analysis* 34, 1997). Variants are numbered, and
cut into batches of a size that depends on the case only, so that whoever answers which batch, the answer
is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.util import find_spec
from itertools import accumulate
from operator import mul

import numpy as np
import numpy.typing as npt

from winset.case.uncertain.uncertainty import ENDS, End, Numbers, States, Uncertainty
from winset.errors import ArgumentError

MOST_EXACT = 2**20
"""Variants up to which all are looked at."""

SAMPLES = 2**12
"""Variants sampled where there are more, unless a caller says how many."""

CELLS = 2**20
"""Variants times outcomes in a batch: at least a tenth of a second of work, and few enough to stay in cache."""


@dataclass(frozen=True)
class Plan:
    """The variants to look at, in batches.

    ends: the ends of the likelihoods' ranges that are answered for, among "low", "best", "high". samples:
    how many draws, or None for all variants. settings: elements put to one state whatever their fate, by
    position; every variant is looked at in each setting. cells: variants times outcomes in a batch.
    """

    found: Uncertainty
    outcomes: int
    ends: tuple[End, ...] = ("best",)
    samples: int | None = None
    seed: int = 0
    settings: tuple[Mapping[int, int], ...] = ({},)
    cells: int = CELLS

    @property
    def exact(self) -> bool:
        """Whether all variants are looked at."""
        return self.samples is None

    @property
    def variants(self) -> int:
        """How many variants are looked at."""
        return self._above[-1] if self.samples is None else self.samples * len(self.ends)

    @property
    def batches(self) -> int:
        """How many batches they are cut into."""
        return -(-(self.samples or self.variants) // self._step)

    def batch(self, number: int) -> tuple[States, Numbers]:
        """The states of a batch and the weights `(ends, variants)`, which all settings share.

        The states are `(settings x variants, elements)`, those of the first setting first.
        """
        first = number * self._step
        numbers = np.arange(first, min(first + self._step, self.samples or self.variants))
        states, weights = self._all(numbers) if self.samples is None else self._drawn(numbers)
        return np.concatenate([_put(states, setting) for setting in self.settings]), weights

    @property
    def _step(self) -> int:
        each = 1 if self.exact else len(self.ends)
        return max(1, self.cells // self.outcomes // each)

    @cached_property
    def _fates(self) -> list[tuple[States, Numbers]]:
        return [joint_fates(self.found, group, self.ends) for group in self.found.groups]

    @cached_property
    def _above(self) -> list[int]:
        """How many variants the first groups make together, none of them first."""
        return list(accumulate((len(states) for states, _ in self._fates), mul, initial=1))

    def _all(self, numbers: npt.NDArray[np.int64]) -> tuple[States, Numbers]:
        states = np.repeat(self.found.certain_states()[None, :], len(numbers), axis=0)
        weights = np.ones((len(self.ends), len(numbers)))
        for group, above, (fates, chances) in zip(self.found.groups, self._above, self._fates):
            fate = numbers // above % len(fates)
            states[:, group] = fates[fate]
            weights *= chances[:, fate]
        return states, weights

    def _drawn(self, numbers: npt.NDArray[np.int64]) -> tuple[States, Numbers]:
        part = slice(int(numbers[0]), int(numbers[-1]) + 1)
        blocks, points = [], draws(self.samples or 0, len(self.found.groups), self.seed, part)
        for end in self.ends:
            states = np.repeat(self.found.certain_states()[None, :], len(numbers), axis=0)
            for column, group in enumerate(self.found.groups):
                for k in group:
                    states[:, k] = self.found.elements[k].states(points[:, column], end)
            blocks.append(states)
        share = np.full(len(numbers), 1 / (self.samples or 1))
        return np.concatenate(blocks), np.kron(np.eye(len(self.ends)), share)


def _put(states: States, setting: Mapping[int, int]) -> States:
    """The states with some elements put to one state."""
    states = states.copy()
    for position, state in setting.items():
        states[:, position] = state
    return states


def plan(found: Uncertainty, outcomes: int, samples: int | None = None, seed: int = 0) -> Plan:
    """All variants of a case where they are few enough and no sample is asked for, else a sample.

    Ranges of likelihood are answered for at both ends. Raises ArgumentError for fewer than one sample.
    """
    if samples is not None and samples < 1:
        raise ArgumentError(f"samples must be at least 1, not {samples}")
    ranged = any(
        one.holds_or_not and one.uncertain and one.likelihood("low") != one.likelihood("high")
        for one in found.elements
    )
    ends = ENDS if ranged else ("best",)
    made = Plan(found, outcomes, ends, samples, seed)
    # The ends of ranges may add some variants to those of the best likelihoods.
    if samples is None and (found.variants > MOST_EXACT or made.variants > MOST_EXACT):
        return replace(made, samples=SAMPLES)
    return made


def joint_fates(found: Uncertainty, group: Sequence[int], ends: Sequence[End]) -> tuple[States, Numbers]:
    """The fates of a group possible at any of the ends `(fates, members)`, with their chances `(ends, fates)`."""
    each = [found.fates(group, end) for end in ends]
    states, which = np.unique(np.concatenate([one.states for one in each]), axis=0, return_inverse=True)
    chances = np.zeros((len(ends), len(states)))
    numbers = iter(which.reshape(-1))
    for row, one in zip(chances, each):
        for chance in one.probabilities:
            row[next(numbers)] += chance
    return states, chances


def draws(samples: int, groups: int, seed: int, part: slice = slice(None)) -> Numbers:
    """Points of the unit cube, `(samples, groups)`, or a part: Sobol's where SciPy has them, else a Latin hypercube.

    >>> sorted(int(4 * x) for x in draws(4, 1, seed=1)[:, 0])
    [0, 1, 2, 3]
    """
    if groups == 0 or not _has_sobol():
        return _latin_hypercube(samples, groups, seed)[part]
    first, end, _ = part.indices(samples)
    return _sobol(first, end - first, groups, seed)


def _has_sobol() -> bool:
    return find_spec("scipy") is not None


def _sobol(first: int, count: int, groups: int, seed: int) -> Numbers:
    """Sobol's points from one on."""
    from scipy.stats import qmc

    engine = qmc.Sobol(groups, seed=seed)
    if first:
        points: Numbers = engine.fast_forward(first).random(count)
    else:  # a number of points that is no power of two would be warned of: they are the first of more
        points = engine.random_base2(max(0, count - 1).bit_length())[:count]
    return points


@lru_cache(maxsize=1)  # it can be had only all at once, and is asked for batch after batch
def _latin_hypercube(samples: int, groups: int, seed: int) -> Numbers:
    """In each of the equal strata of every axis one point, the strata of different axes matched at random."""
    rng = np.random.default_rng(seed)
    strata = np.empty((samples, groups))
    for axis in strata.T:
        axis[:] = rng.permutation(samples)
    return (strata + rng.random((samples, groups))) / max(1, samples)


def points() -> str:
    """What the draws of a sample are, in words."""
    return "scrambled Sobol points" if _has_sobol() else "a Latin hypercube"


def standard_error(share: float, samples: int) -> float:
    """The standard error of a share of a sample: that of independent draws, two hits and two misses added.

    The addition keeps it above zero where all draws agree (Agresti and Coull, *The American Statistician*
    52, 1998).

    >>> round(standard_error(0.5, 996), 6), round(standard_error(0.0, 96), 4)
    (0.015811, 0.014)
    """
    middle = (share * samples + 2) / (samples + 4)
    return float(np.sqrt(middle * (1 - middle) / (samples + 4)))
