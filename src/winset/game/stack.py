"""Many games at once: one form, and for each game its own ranks and feasible outcomes.

The games lie one above another: outcome s of game g has index `g * size + s`, as if a further party without
moves chose among the games. Whatever answers the four questions about moves for one game then answers them
for all of them in the same passes. Games share rows: a party's ranks are told once however many games use
them, and its fibres are sorted once for each row and set of feasible outcomes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from winset.game.fibres import FibreMoves, Ladder, ladders
from winset.game.game import Game, Indices, Mask, OneWay, Ranks


@dataclass(frozen=True, eq=False)
class Form:
    """What the games of a stack share: the joint choices of each party, and its one-way digits."""

    sizes: tuple[int, ...]
    one_way: tuple[tuple[OneWay, ...], ...]

    @property
    def size(self) -> int:
        """Outcomes of one game, infeasible ones included."""
        return prod(self.sizes)


@dataclass(frozen=True, eq=False)
class Rows:
    """What the games of a stack are put together from, and how.

    ranks: for each party `(its rows, size)`. feasible: bool `(masks, size)`. picks: ints `(parties,
    games)`, the row of each party in each game. masks: ints `(games,)`, the mask of each game.
    """

    ranks: Sequence[Ranks]
    feasible: Mask
    picks: Indices
    masks: Indices

    def pairs(self, party: int) -> tuple[Indices, Indices, Indices]:
        """The different pairs of a party's row and a mask: rows, masks, and for each game its pair."""
        keys = self.picks[party] * len(self.feasible) + self.masks
        found, place = np.unique(keys, return_inverse=True)
        return found // len(self.feasible), found % len(self.feasible), place.reshape(-1)

    def picked(self, games: Indices) -> Rows:
        """Some of the games, put together from the same rows."""
        return Rows(self.ranks, self.feasible, self.picks[:, games], self.masks[games])


class Stack(Game):
    """Games that share their form.

    Unlike in a single game, none of the outcomes may be feasible: nothing is stable then.

    >>> dilemma = [np.array([[2, 3, 0, 1]]), np.array([[2, 0, 3, 1], [0, 1, 2, 3]])]
    >>> rows = Rows(dilemma, np.ones((1, 4), bool), np.array([[0, 0], [0, 1]]), np.array([0, 0]))
    >>> stack = Stack(Form((2, 2), ((), ())), rows)
    >>> stack.games, StackedFibres(stack).best(1, stack.ranks[1]).tolist()
    (2, [3, 1, 3, 1, 2, 3, 2, 3])
    """

    def __init__(self, form: Form, rows: Rows) -> None:
        self.form, self.rows = form, rows
        self.sizes, self.one_way = form.sizes, form.one_way
        self.games = len(rows.masks)
        self.outcomes = self.games * form.size
        self.parties = tuple(str(party + 1) for party in range(len(form.sizes)))
        self.ranks = np.stack([table[pick].reshape(-1) for table, pick in zip(rows.ranks, rows.picks)])
        self.feasible = None if rows.feasible.all() else rows.feasible[rows.masks].reshape(-1)

    def alone(self, party: int) -> Stack:
        """A stack of the party's different pairs of a row and a mask; what the others want in it means nothing."""
        ranks, masks, _ = self.rows.pairs(party)
        tables = [table[:1] for table in self.rows.ranks]
        tables[party] = self.rows.ranks[party]
        picks = np.zeros((len(self.sizes), len(ranks)), dtype=np.int64)
        picks[party] = ranks
        return Stack(self.form, Rows(tables, self.rows.feasible, picks, masks))


class StackedFibres(FibreMoves):
    """The moves of a stack; see `winset.game.moves.Moves`.

    alone: for each party the moves of a stack of its different pairs of a row and a mask (`Stack.alone`),
    whose sorted fibres are then used.
    """

    def __init__(self, stack: Stack, alone: Sequence[StackedFibres] = ()) -> None:
        super().__init__(stack, lambda party: tuple(_shared(stack, party, alone)))
        self._digits = [(len(stack.sizes), stack.games, None), *self._digits]

    def sorted_fibres(self, party: int) -> tuple[Ladder, ...]:
        """The party's sorted fibres."""
        return self._ladders(party)


def _shared(stack: Stack, party: int, alone: Sequence[StackedFibres]) -> list[Ladder]:
    """A party's sorted fibres, each row and mask sorted once and then put where the games use them."""
    size, fibres = stack.form.size, stack.form.size // stack.sizes[party]
    ranks, masks, place = stack.rows.pairs(party)
    found: Iterable[Ladder]
    if alone:
        found = alone[party].sorted_fibres(party)
    else:
        key = np.where(stack.rows.feasible[masks], ~stack.rows.ranks[party][ranks], _last(stack.ranks))
        one = key.astype(stack.ranks.dtype).reshape(-1)
        found = ladders(one, (stack.strides[party], stack.sizes[party]), stack.one_way[party])
    if np.array_equal(place, np.arange(len(ranks))):
        return list(found)
    return [_put(ladder, place, size, fibres) for ladder in found]


def _last(ranks: npt.NDArray[np.signedinteger]) -> int:
    return int(np.iinfo(ranks.dtype).max)


def _put(ladder: Ladder, place: Indices, size: int, fibres: int) -> Ladder:
    """A ladder over different rows as one over games: `place[g]` is the row of game g."""
    rows, games = ladder.rungs.shape[1] // fibres, len(place)
    above = np.arange(games) * size
    local = ladder.rungs.reshape(len(ladder.rungs), rows, fibres) - (np.arange(rows) * size)[:, None]
    rungs = (local[:, place] + above[:, None]).reshape(len(ladder.rungs), -1)
    level, fibre = np.divmod(ladder.place, rows * fibres)
    level, fibre = level.reshape(rows, -1)[place], (fibre % fibres).reshape(rows, -1)[place]
    at = level * (games * fibres) + fibre + np.arange(games)[:, None] * fibres
    if ladder.movers is None:
        return Ladder(rungs, None, at.reshape(-1))
    movers = ladder.movers.reshape(rows, -1) - (np.arange(rows) * size)[:, None]
    return Ladder(rungs, (movers[place] + above[:, None]).reshape(-1), at.reshape(-1))
