"""Every step of a small game in option form, worked out once and looked up from then on.

A search over a conflict's evolution asks for the same steps again and again. Up to `MOST` outcomes a table of
all of them, a bit for each pair of outcomes, is sooner made than the questions are answered one by one.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from winset.game.game import Indices, Mask
from winset.game.reach import Reach, Words

MOST = 1024  # outcomes: a table of 128 kB for each mover

Members = tuple[int, ...]
Bits = npt.NDArray[np.uint8]


class StepTable:
    """Which outcomes a mover's step leads to: a row of bits for each outcome, the first outcome's bit lowest.

    >>> from winset.game.game import Game
    >>> table = StepTable(Reach(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]])))
    >>> at_two = np.arange(4) == 2
    >>> [np.flatnonzero(table.onward(((0,),), at_two, gain)).tolist() for gain in (False, True)]
    [[2, 3], [3]]
    >>> np.flatnonzero(table.onward((), at_two, True)).tolist()
    []
    >>> table.before((0,), 3).tolist()
    [2]
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._moves = cache(self._made_moves)
        self._steps = cache(self._made_steps)

    def onward(self, movers: tuple[Members, ...], sources: Mask, improving: bool) -> Mask:
        """Where a step of one of the movers leads from one of the sources; by a move also the sources."""
        rows = self._steps(movers, improving)[sources]
        return self._unpacked(np.bitwise_or.reduce(rows, axis=0))

    def before(self, mover: Members, outcome: int) -> Indices:
        """The other outcomes from which the mover's move leads to an outcome, ascending."""
        leading = self._moves(mover)[:, outcome // 8] >> np.uint8(outcome % 8) & np.uint8(1)
        leading[outcome] = 0
        return np.flatnonzero(leading)

    def moves(self, mover: Members) -> Mask:
        """Where a mover's move leads from each outcome, itself among them: `(from, to)`."""
        rows = self._moves(mover)
        return np.unpackbits(rows, axis=1, count=len(rows), bitorder="little").view(np.bool_)

    def _made_moves(self, mover: Members) -> Bits:
        """To s itself and R_C(s)."""
        ahead = self._reach.any_ahead(mover, self._own_bits())
        rows = np.ascontiguousarray(ahead.T).astype("<u8", copy=False).view(np.uint8)
        return rows[:, : -(-self._reach.game.outcomes // 8)].copy()

    def _made_steps(self, movers: tuple[Members, ...], improving: bool) -> Bits:
        """By a step of one mover or another; an improving one is a gain for every member."""
        count = self._reach.game.outcomes
        found = np.zeros((count, -(-count // 8)), dtype=np.uint8)  # where nobody may move, no step
        for mover in movers:
            step = self._moves(mover)
            found |= step & self._gains(mover) if improving else step
        return found

    def _gains(self, mover: Members) -> Bits:
        """To the outcomes that every member strictly prefers."""
        first, *others = self._reach.game.ranks[list(mover)]
        better = first[None, :] > first[:, None]
        for ranks in others:
            better &= ranks[None, :] > ranks[:, None]
        return np.packbits(better, axis=1, bitorder="little")

    def _unpacked(self, row: Bits) -> Mask:
        return np.unpackbits(row, count=self._reach.game.outcomes, bitorder="little").view(np.bool_)

    def _own_bits(self) -> Words:
        """A bit for each feasible outcome, at itself alone: `(words, outcomes)`, the lowest bits first."""
        game = self._reach.game
        index = np.arange(game.outcomes)
        words = np.zeros((-(-game.outcomes // 64), game.outcomes), dtype=np.uint64)
        words[index // 64, index] = np.left_shift(np.uint64(1), (index % 64).astype(np.uint64))
        return words if game.feasible is None else np.where(game.feasible, words, np.uint64(0))
