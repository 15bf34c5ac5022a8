"""Coalitions of one body, counted by size and by the quotas they meet.

Three ways of counting give the same numbers; the one with the fewest states is taken: by how many members
of each kind vote yes (few kinds), by total weights (small weights), or by meeting in the middle (one weight
of any size, up to 40 members; Klinz & Woeginger 2005). Counts are int64 up to 62 members and Python
integers beyond.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.errors import SizeError

Kind = tuple[int, ...]  # a member's weight in every total of the rule
Profile = dict[tuple[int, ...], NDArray[Any]]  # how many quotas of each total are met: coalitions by size
Cells = tuple[NDArray[Any], NDArray[np.int64], NDArray[Any]]  # totals (axes, cells), sizes, coalitions

MOST_STATES = 30_000_000  # 240 MB of counts
MOST_IN_HALVES = 40  # members


class Tally:
    """The coalitions of one body: `axes` are the totals its members carry weight in."""

    def __init__(self, axes: tuple[int, ...], quotas: list[list[int]], members: Sequence[Kind]):
        self.axes = axes
        self.quotas = quotas
        self.kinds = Counter(members)

    def profile(self, absent: Kind | None = None) -> Profile:
        """Coalitions of the body, or of the body without one member of the kind `absent`."""
        kinds = self.kinds - Counter([absent] if absent else [])
        members = kinds.total()
        totals, sizes, counts = self._cells(kinds, absent)
        met = np.zeros((len(self.quotas), len(sizes)), np.int64)
        for axis, total in zip(self.axes, totals):
            met[axis] = np.searchsorted(self.quotas[axis], total, side="right")
        profile: Profile = {}
        patterns, places = np.unique(met, axis=1, return_inverse=True)
        for k, pattern in enumerate(patterns.T):
            here = places.ravel() == k
            profile[tuple(pattern.tolist())] = _by_size(sizes[here], counts[here], members)
        return profile

    def _cells(self, kinds: Counter[Kind], absent: Kind | None) -> Cells:
        """Coalitions lumped into cells that no quota tells apart, by the cheapest of the three ways."""
        by_kinds = math.prod(many + 1 for many in self.kinds.values())
        by_totals = math.prod(self._shape)
        members = self.kinds.total()
        by_halves = members * 2 ** ((members + 1) // 2)
        if members > MOST_IN_HALVES or len(self._weighty) != 1:
            by_halves = by_kinds
        fewest = min(by_kinds, by_totals, by_halves)
        if fewest > MOST_STATES:
            raise SizeError(
                f"exact power of {members} members would need {fewest:,} states (most: {MOST_STATES:,}); "
                "round the weights or divide them by a common factor",
                fewest,
            )
        if fewest == by_kinds:
            return self._by_kinds(kinds)
        return self._by_totals(absent) if fewest == by_totals else self._by_halves(kinds)

    def _by_kinds(self, kinds: Counter[Kind]) -> Cells:
        """One cell for every number of yes votes of each kind: a product of binomials."""
        many = list(kinds.values())
        counts: NDArray[Any] = np.ones(1, object)
        for m in many:
            binomials = np.array([math.comb(m, k) for k in range(m + 1)], object)
            counts = np.multiply.outer(counts, binomials).ravel()
        votes = np.indices([m + 1 for m in many]).reshape(len(many), len(counts))
        weights = np.array([[kind[axis] for kind in kinds] for axis in self.axes], np.int64)
        return weights @ votes, votes.sum(axis=0), counts

    @cached_property
    def _weighty(self) -> tuple[int, ...]:
        """Axes whose total is not simply the size of the coalition."""
        return tuple(axis for axis in self.axes if any(kind[axis] != 1 for kind in self.kinds))

    @cached_property
    def _shape(self) -> tuple[int, ...]:
        totals = [sum(kind[axis] * many for kind, many in self.kinds.items()) for axis in self._weighty]
        return self.kinds.total() + 1, *(total + 1 for total in totals)

    @cached_property
    def _grid(self) -> NDArray[Any]:
        """Coalitions by size and total weights: the generating function, one factor for each member."""
        grid: NDArray[Any] = np.zeros(self._shape, _dtype(self.kinds.total()))
        grid[(0,) * grid.ndim] = 1
        for kind in self.kinds.elements():
            here, before = self._shifted(kind)
            grid[here] = grid[here] + grid[before]
        return grid

    def _shifted(self, kind: Kind) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
        """Where coalitions with a member of this kind stand, and where they stood without it."""
        steps = [(1, self._shape[0])] + [(kind[axis], n) for axis, n in zip(self._weighty, self._shape[1:])]
        return tuple(slice(w, None) for w, _ in steps), tuple(slice(0, n - w) for w, n in steps)

    def _by_totals(self, absent: Kind | None) -> Cells:
        grid: NDArray[Any] = self._grid
        if absent:
            here, before = (index[1:] for index in self._shifted(absent))
            grid = grid.copy()
            for size in range(1, len(grid)):  # divide by the member's factor
                grid[size, ...][here] -= grid[size - 1, ...][before]
            grid = grid[:-1]
        starts = [np.array([0, *self.quotas[axis]]) for axis in self._weighty]
        for k, cuts in enumerate(starts):
            grid = np.add.reduceat(grid, cuts, axis=k + 1)
        sizes, *places = np.indices(grid.shape).reshape(grid.ndim, -1)
        found = {axis: cuts[place] for axis, cuts, place in zip(self._weighty, starts, places)}
        return np.array([found.get(axis, sizes) for axis in self.axes]), sizes, grid.ravel()

    def _by_halves(self, kinds: Counter[Kind]) -> Cells:
        """Count pairs of half coalitions: one half sorted within each size, the other looked up in it."""
        axis = self._weighty[0]
        weights = [kind[axis] for kind in kinds.elements()]
        near, near_sizes = _subsets(weights[::2])
        far, far_sizes = _subsets(weights[1::2])
        cuts = [0, *self.quotas[axis]]
        reaching = np.zeros((len(cuts), len(weights) + 1), np.int64)
        for size in range(len(weights) // 2 + 1):
            ordered = np.sort(far[far_sizes == size])
            for k, cut in enumerate(cuts):
                pairs = len(ordered) - np.searchsorted(ordered, cut - near)
                found = np.bincount(near_sizes, pairs, len(weights) + 1).astype(np.int64)
                reaching[k, size:] += found[: len(weights) + 1 - size]
        counts = reaching - np.vstack([reaching[1:], np.zeros_like(reaching[:1])])
        places, sizes = np.indices(counts.shape).reshape(2, -1)
        total = np.array(cuts)[places]
        return np.array([total if a == axis else sizes for a in self.axes]), sizes, counts.ravel()


def _subsets(weights: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Total weight and size of every subset."""
    totals = sizes = np.zeros(1, np.int64)
    for weight in weights:
        totals, sizes = np.concatenate([totals, totals + weight]), np.concatenate([sizes, sizes + 1])
    return totals, sizes


def _by_size(sizes: NDArray[np.int64], counts: NDArray[Any], members: int) -> NDArray[Any]:
    coalitions = np.zeros(members + 1, object)
    np.add.at(coalitions, sizes, counts.astype(object))
    return coalitions


def _dtype(members: int) -> type:
    return np.int64 if members <= 62 else object
