"""Moves in option form for large games: fibres packed into rows, and compiled loops over them.

The answers are those of `winset.game.fibres`, exactly. What differs is the cost: a fibre is sorted once; a
game is cut along the party whose opponents move, into slices that fit the processor's cache; within a slice a
search goes backwards from the smallest values, so that every outcome is labelled once. Slices are shared out
over the cores.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from winset.game import packing, searching
from winset.game.fibres import FibreMoves, lowest
from winset.game.game import Game
from winset.game.moves import Values
from winset.game.processor import cores
from winset.game.rows import empty_rows, row_bytes, slices_of

_TASK = 2**16  # outcomes in a task: long enough to be worth handing over, short enough to stop soon


class PackedMoves(FibreMoves):
    """The moves of a large game in option form; see `winset.game.moves.Moves`."""

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self._exists = _given(np.empty(0, np.bool_) if game.feasible is None else game.feasible, np.bool_)
        self._rows = empty_rows(game)
        for party in range(len(game.parties)):
            self._pack(party)

    @staticmethod
    def memory(game: Game) -> int:
        """About how many bytes they take: rows, five numbers for each outcome, a slice for each core."""
        rows = row_bytes(game)
        slices = (rows + game.outcomes * 20) // min(game.sizes)
        return rows + game.outcomes * 20 + cores() * slices

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s); the type's lowest number where there is none."""
        ranks = _given(self.game.ranks[party])
        heights = _given(self._masked(values, lowest(values)), _width(values))
        best = np.empty(self.game.outcomes, dtype=heights.dtype)

        def task(first: int, last: int) -> None:
            packing.climb(self._rows, ranks, heights, best, (party, first, last))

        _share(self.game.outcomes // self.game.sizes[party], self.game.sizes[party], task)
        return best

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s)."""
        if self.game.feasible is None:
            return super().worst_by_moves(party, values)
        return self._search(party, values, improving=False)

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""
        return self._search(party, values, improving=True)

    def _pack(self, party: int) -> None:
        ranks = _given(self.game.ranks[party])

        def task(first: int, last: int) -> None:
            packing.pack(self._rows, ranks, self._exists, party, (first, last))

        _share(self.game.outcomes // self.game.sizes[party], self.game.sizes[party], task)

    def _search(self, party: int, values: Values, improving: bool) -> Values:
        slices = slices_of(self.game, party)
        values = _given(values, _width(values))
        worst = np.empty(self.game.outcomes, dtype=values.dtype)

        def task(first: int, last: int) -> None:
            searching.search(self._rows, slices, self._exists, values, worst, (first, last, improving))

        _share(self.game.sizes[party], slices.outcomes, task)
        return worst


def _width(values: Values) -> type[np.signedinteger]:
    """The type values are walked in: 32 bits, unless they come in 64."""
    return np.int64 if values.dtype.itemsize == 8 else np.int32


def _given(array: npt.NDArray[Any], kind: type[np.generic] = np.int32) -> npt.NDArray[Any]:
    """An array as every kernel is given it: one type, contiguous, read-only; so each is compiled once."""
    given = np.ascontiguousarray(array, dtype=kind).view()
    given.flags.writeable = False
    return given


def _share(pieces: int, size: int, task: Callable[[int, int], None]) -> None:
    """Do a task for all pieces, `size` outcomes each, in ranges shared out over the cores."""
    if pieces * size <= _TASK:
        task(0, pieces)
        return
    step = max(1, _TASK // size)
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for done in [
                pool.submit(task, first, min(first + step, pieces)) for first in range(0, pieces, step)
            ]:
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
