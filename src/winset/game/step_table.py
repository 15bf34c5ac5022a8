"""Every step of a small game in option form, worked out once and looked up from then on.

A search over a conflict's evolution asks for the same steps again and again. Up to `MOST` outcomes a table of
all of them, a bit for each pair of outcomes, is sooner made than the questions are answered one by one.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from winset.game.game import Mask
from winset.game.reach import Reach, Words

MOST = 1024  # outcomes: a table of 1 MB for each mover

Members = tuple[int, ...]


class StepTable:
    """Which outcomes a mover's step leads to: bool `(outcomes, outcomes)`, from the row to the column.

    >>> from winset.game.game import Game
    >>> table = StepTable(Reach(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]])))
    >>> [np.flatnonzero(table.moves((0,))[3]).tolist(), np.flatnonzero(table.improvements((0,))[2]).tolist()]
    [[2, 3], [3]]
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self.moves = cache(self._moves)
        self.improvements = cache(self._improvements)
        self.any_of = cache(self._any_of)

    def _moves(self, mover: Members) -> Mask:
        """To s itself and R_C(s)."""
        ahead = self._reach.any_ahead(mover, self._own_bits())
        rows = np.ascontiguousarray(ahead.T).astype("<u8", copy=False).view(np.uint8)
        count = self._reach.game.outcomes
        return np.unpackbits(rows, axis=1, count=count, bitorder="little").view(np.bool_)

    def _improvements(self, mover: Members) -> Mask:
        """To the outcomes in R_C(s) that every member strictly prefers to s."""
        found = self.moves(mover).copy()
        for ranks in self._reach.game.ranks[list(mover)]:
            found &= ranks[None, :] > ranks[:, None]
        return found

    def _any_of(self, movers: tuple[Members, ...], improving: bool) -> Mask:
        """By a step of one mover or another."""
        step = self.improvements if improving else self.moves
        count = self._reach.game.outcomes
        found = np.zeros((count, count), dtype=np.bool_)  # where nobody may move, no step
        for mover in movers:
            found |= step(mover)
        return found

    def _own_bits(self) -> Words:
        """A bit for each feasible outcome, at itself alone: `(words, outcomes)`, the lowest bits first."""
        game = self._reach.game
        index = np.arange(game.outcomes)
        words = np.zeros((-(-game.outcomes // 64), game.outcomes), dtype=np.uint64)
        words[index // 64, index] = np.left_shift(np.uint64(1), (index % 64).astype(np.uint64))
        return words if game.feasible is None else np.where(game.feasible, words, np.uint64(0))
