"""Moves in option form for large games: fibres packed into rows, and compiled loops over them.

The answers are those of `winset.game.fibres`, exactly. What differs is the cost: a fibre is sorted once; a game is
cut along the party whose opponents move, into slices that fit the processor's cache; within a slice a search goes
backwards from the smallest values, so that every outcome is labelled once. Slices are shared out over the cores.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from winset.game import kernels
from winset.game.bundles import Bundle, bundles
from winset.game.fibres import FibreMoves, lowest
from winset.game.game import Game, Indices, Mask
from winset.game.moves import Values
from winset.game.processor import cores

_TASK = 2**16  # outcomes in a task: long enough to be worth handing over, short enough to stop soon


class PackedMoves(FibreMoves):
    """The moves of a large game in option form; see `winset.game.moves.Moves`."""

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self._exists: Mask = np.empty(0, dtype=np.bool_) if game.feasible is None else game.feasible
        self._rows = _rows(game)
        for party in range(len(game.parties)):
            fibres = game.outcomes // game.sizes[party]
            ranks = game.ranks[party].astype(np.int32, copy=False)
            _share(
                fibres,
                game.sizes[party],
                lambda *span: kernels.pack(self._rows, ranks, self._exists, party, span),  # noqa: B023 (done at once)
            )

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s); the type's lowest number where there is none."""
        game = self.game
        ranks = game.ranks[party].astype(np.int32, copy=False)
        heights = self._masked(values, lowest(values)).astype(np.int32, copy=False)
        best = np.empty(game.outcomes, dtype=np.int32)

        def task(first: int, last: int) -> None:
            kernels.climb(self._rows, ranks, heights, best, (party, first, last, lowest(heights)))

        _share(game.outcomes // game.sizes[party], game.sizes[party], task)
        return best

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s)."""
        if self.game.feasible is None:
            return super().worst_by_moves(party, values)
        return self._search(party, values, improving=False)

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""
        return self._search(party, values, improving=True)

    def _search(self, party: int, values: Values, improving: bool) -> Values:
        slices = _slices(self.game, party)
        values = values.astype(np.int32, copy=False)
        worst = np.empty(self.game.outcomes, dtype=np.int32)

        def task(first: int, last: int) -> None:
            kernels.search(self._rows, slices, self._exists, values, worst, (first, last, improving))

        _share(self.game.sizes[party], slices.outcomes, task)
        return worst


def _share(pieces: int, size: int, task: Callable[[int, int], None]) -> None:
    """Do a task for all pieces, `size` outcomes each, in ranges shared out over the cores."""
    step = max(1, min(_TASK // size, -(-pieces // cores())))
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for done in [pool.submit(task, first, min(first + step, pieces)) for first in range(0, pieces, step)]:
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _rows(game: Game) -> kernels.Rows:
    """Empty rows, and the tables that say what lies where in them."""
    moves = [_listed(size, one_way) for size, one_way in zip(game.sizes, game.one_way)]
    asks = [_memberships(size, [bundle.targets for bundle in lists]) for size, lists in zip(game.sizes, moves)]
    joins = [_memberships(size, [bundle.sources for bundle in lists]) for size, lists in zip(game.sizes, moves)]
    lengths = [[len(bundle.sources) for bundle in lists] for lists in moves]
    heads = [len(lists) + len(asked) for lists, (_, asked) in zip(moves, asks)]
    widths = [head + sum(own) for head, own in zip(heads, lengths)]
    spots = [head + np.cumsum([0, *own[:-1]]) for head, own in zip(heads, lengths)]
    total = [game.outcomes // size * width for size, width in zip(game.sizes, widths)]
    kind = np.min_scalar_type(max(game.sizes))
    return kernels.Rows(
        np.zeros(sum(total), dtype=kind),
        _places(total),
        np.array(widths),
        np.array(game.sizes),
        np.array(game.strides),
        _places([len(lists) for lists in moves]),
        np.concatenate(spots),
        np.concatenate([np.array(own) for own in lengths]),
        _places([size + 1 for size in game.sizes]),
        *_joined(asks),
        *_joined(joins),
    )


def _listed(size: int, one_way: tuple[object, ...]) -> list[Bundle]:
    """The bundles of a party, after a list of everything that nobody asks unless it is the only one."""
    found = bundles(size, one_way)
    everything = np.arange(size)
    return found if len(found) == 1 else [Bundle(everything, everything[:0]), *found]


def _memberships(size: int, lists: list[Indices]) -> tuple[Indices, Indices]:
    """For each choice, the numbers of the lists that have it: where they begin, and the numbers."""
    choices = np.concatenate(lists)
    numbers = np.repeat(np.arange(len(lists)), [len(members) for members in lists])
    order = np.argsort(choices, kind="stable")
    return np.searchsorted(choices[order], np.arange(size + 1)), numbers[order]


def _joined(tables: list[tuple[Indices, Indices]]) -> tuple[Indices, Indices]:
    """The parties' tables one after another."""
    begins = _places([len(numbers) for _, numbers in tables])
    places = [places + begin for (places, _), begin in zip(tables, begins)]
    return np.concatenate(places), np.concatenate([numbers for _, numbers in tables])


def _places(lengths: list[int]) -> Indices:
    """Where things of these lengths begin when laid one after another, and the end."""
    return np.cumsum([0, *lengths], dtype=np.int64)


def _slices(game: Game, party: int) -> kernels.Slices:
    """The game cut along a party."""
    others = [other for other in range(len(game.sizes)) if other != party]
    sizes = [game.sizes[other] for other in others]
    shifts = [31 + (size - 1).bit_length() for size in sizes]
    return kernels.Slices(
        party,
        game.outcomes // game.sizes[party],
        np.array(others, dtype=np.int64),
        np.array([int(np.prod(sizes[:k])) for k in range(len(sizes))], dtype=np.int64),
        np.array([-(-(1 << shift) // size) for shift, size in zip(shifts, sizes)], dtype=np.int64),
        np.array(shifts, dtype=np.int64),
    )
