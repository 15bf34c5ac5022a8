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
from math import inf

import numpy as np
import numpy.typing as npt

from winset.game.game import Indices

Digits = npt.NDArray[np.int16]


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
    maker = _Maker(_digits(feasible, sizes), tuple(sizes))
    found = [maker.family(members)]
    while len(found) < most:
        parts = _best_split(maker, found, most)
        if parts is None:
            break
        place, split = parts
        found[place : place + 1] = split
    return tuple(sorted(found, key=lambda family: (-len(family.members), family.members[0])))


def _best_split(maker: _Maker, found: list[Family], most: int) -> tuple[int, list[Family]] | None:
    """The family to split and its parts, or None when no allowed split leaves fewer strangers."""
    best: tuple[float, int, list[Family]] = (inf, 0, [])
    for place, family in enumerate(found):
        for option, shown in enumerate(family.levels):
            if family.whole or len(shown) < 2 or len(found) + len(shown) - 1 > most:
                continue
            split = maker.split(family, option)
            left = sum(part.strangers for part in split) - family.strangers
            if left < best[0]:
                best = (left, place, split)
    return (best[1], best[2]) if best[0] < 0 else None


class _Maker:
    """Makes families among the feasible outcomes."""

    def __init__(self, feasible: Digits, sizes: tuple[int, ...]) -> None:
        self.feasible, self.sizes = feasible, sizes

    def family(self, members: Indices) -> Family:
        digits = _digits(members, self.sizes)
        levels = tuple(tuple(int(level) for level in np.unique(column)) for column in digits.T)
        fits = np.ones(len(self.feasible), dtype=np.bool_)
        for option, shown in enumerate(levels):
            if len(shown) < self.sizes[option]:
                fits &= np.isin(self.feasible[:, option], shown)
        return Family(tuple(int(index) for index in members), levels, int(fits.sum()) - len(members))

    def split(self, family: Family, option: int) -> list[Family]:
        members = np.asarray(family.members, dtype=np.int64)
        column = _digits(members, self.sizes)[:, option]
        return [self.family(members[column == level]) for level in family.levels[option]]


def _digits(indices: Indices, sizes: Sequence[int]) -> Digits:
    """The level of each option, `(outcomes, options)`."""
    columns, stride = [], 1
    for size in sizes:
        columns.append((np.asarray(indices) // stride % size).astype(np.int16))
        stride *= size
    return np.stack(columns, axis=1)
