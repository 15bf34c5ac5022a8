"""What many outcomes share and where they part: a set of outcomes told in a few families.

A *family* is a set of outcomes with the levels all its members share; it is *whole* when every feasible
outcome made of levels its members show, option by option, is itself a member, so that naming the levels
tells it exactly. Families are found by splitting: as long as some family is not whole and there may be more
families, the family and option whose split by level leaves the fewest strangers (feasible outcomes a
description wrongly includes) are split; ties go to the first family and the first option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import mul

import numpy as np
import numpy.typing as npt

from winset.game.game import Indices


@dataclass(frozen=True)
class Family:
    """Members of a set, ascending; for each option the levels they show; how many strangers fit those."""

    members: tuple[int, ...]
    levels: tuple[tuple[int, ...], ...]
    strangers: int

    @property
    def whole(self) -> bool:
        """Whether the levels tell the members exactly."""
        return self.strangers == 0

    @property
    def shared(self) -> dict[int, int]:
        """The options on which all members agree, with the level."""
        return {option: shown[0] for option, shown in enumerate(self.levels) if len(shown) == 1}


def families(members: Indices, feasible: Indices, sizes: Sequence[int], most: int = 6) -> tuple[Family, ...]:
    """A set of outcomes in at most `most` families, the largest first.

    members, feasible: outcome indices, ascending, the first among the second. sizes: levels of each option,
    first option lowest digit. An empty set has no families.

    >>> told = families(np.array([1, 3, 4]), np.arange(8), (2, 2, 2))
    >>> [(family.members, family.shared, family.whole) for family in told]
    [((1, 3), {0: 1, 2: 0}, True), ((4,), {0: 0, 1: 0, 2: 1}, True)]
    """
    if not len(members):
        return ()
    rows = np.arange(len(feasible), dtype=np.int64)
    groups = [_Group(_Levels.of(feasible, sizes), np.searchsorted(feasible, members), rows)]
    while (place := _place_to_split(groups, most)) is not None:
        groups[place : place + 1] = groups[place].best_split[1]
    return tuple(
        sorted(
            (
                Family(tuple(feasible[group.members].tolist()), group.levels, group.strangers)
                for group in groups
            ),
            key=lambda family: (-len(family.members), family.members[0]),
        )
    )


def _place_to_split(groups: Sequence[_Group], most: int) -> int | None:
    """The group whose best split leaves the fewest strangers and is allowed; None when none helps."""
    helpful = [
        (change, place)
        for place, (change, parts) in enumerate(group.best_split for group in groups)
        if change < 0 and len(groups) + len(parts) - 1 <= most
    ]
    return min(helpful)[1] if helpful else None


@dataclass(frozen=True, eq=False)
class _Levels:
    """The levels of all options in one row of places, and those that each feasible outcome has.

    places: ints `(outcomes, options)`. begins: the first place of each option, and where all end.
    """

    places: npt.NDArray[np.int32]
    begins: tuple[int, ...]

    @classmethod
    def of(cls, indices: Indices, sizes: Sequence[int]) -> _Levels:
        """The levels of outcomes, the first option the lowest digit."""
        begins, strides = (0, *accumulate(sizes)), accumulate(sizes, mul, initial=1)
        places = np.empty((len(indices), len(sizes)), dtype=np.int32)
        for option, (begin, size, stride) in enumerate(zip(begins, sizes, strides)):
            places[:, option] = indices // stride % size + begin
        return cls(places, begins)


class _Group:
    """A family while it is looked for: rows of the feasible outcomes, its own and all that fit it."""

    def __init__(self, known: _Levels, members: Indices, candidates: Indices) -> None:
        self.known, self.members = known, members
        self.shown = np.bincount(known.places[members].reshape(-1), minlength=known.begins[-1]) > 0
        self.fits = candidates[self.shown[known.places[candidates]].all(axis=1)]

    @property
    def levels(self) -> tuple[tuple[int, ...], ...]:
        """For each option the levels that occur, ascending."""
        ends = pairwise(self.known.begins)
        return tuple(tuple(np.flatnonzero(self.shown[begin:end]).tolist()) for begin, end in ends)

    @property
    def strangers(self) -> int:
        return len(self.fits) - len(self.members)

    @cached_property
    def best_split(self) -> tuple[int, list[_Group]]:
        """How a split by one option's levels changes the strangers, and its parts; of several the first."""
        best: tuple[int, list[_Group]] = (0, [])
        if not self.strangers:
            return best
        for option, shown in enumerate(self.levels):
            if len(shown) > 1:
                parts = [self._part(option, level) for level in shown]
                change = sum(part.strangers for part in parts) - self.strangers
                best = (change, parts) if change < best[0] else best
        return best

    def _part(self, option: int, level: int) -> _Group:
        there = self.known.places[:, option] == self.known.begins[option] + level
        return _Group(self.known, self.members[there[self.members]], self.fits[there[self.fits]])
