"""One step of a conflict's evolution, for whole sets of states at once.

A state is an outcome and who moved last, so that nobody moves twice in a row (Li, Kilgour and Hipel 2005).
Sets of states are bool arrays `(rows, outcomes)`: in graph form a row for each last mover and one for
nobody; in option form, where moves are transitive and the last mover changes nothing, a single row.

A step is made by a mover: one party, or a coalition whose joint step is any sequence of its members' moves.
It is an improvement when every member strictly prefers where it leads to where it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from winset.game.game import Game, Indices, Mask
from winset.game.graph import GraphGame
from winset.game.reach import Arcs, Reach, arcs, turned_round
from winset.game.step_table import MOST, StepTable

Mover = tuple[int, ...]


class Steps:
    """The steps of a game.

    >>> steps = Steps(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]]))
    >>> [np.flatnonzero(steps.improvements(steps.at(0), mover)).tolist() for mover in ((0,), (1,), (0, 1))]
    [[1], [2], []]
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.rows = len(game.parties) + 1 if game.is_graph else 1
        self._reach = Reach(game)

    def at(self, outcome: int) -> Mask:
        """The state of an outcome that nobody has moved to yet."""
        states = np.zeros((self.rows, self.game.outcomes), dtype=np.bool_)
        states[-1, outcome] = True
        return states

    def moves(self, states: Mask, mover: Mover) -> Mask:
        """The states a mover's step leads to; in option form those it starts from may be among them."""
        if self._table is not None:
            return self._table.onward((mover,), states[0], improving=False)[None, :]
        if isinstance(self.game, GraphGame):
            return self._along([self._arcs[party] for party in mover], states, mover)
        return self._reach.onward(mover, states[0])[None, :]

    def improvements(self, states: Mask, mover: Mover) -> Mask:
        """The states an improving step of the mover leads to."""
        if self._table is not None:
            return self._table.onward((mover,), states[0], improving=True)[None, :]
        if len(mover) > 1:
            return self._joint_improvements(states, mover)
        if isinstance(self.game, GraphGame):
            sources, targets = arcs(self.game, mover[0], improving=True)
            return self._one_step(states, mover[0], sources, targets)
        ranks = self.game.ranks[mover[0]]
        kept = np.where(states[0], ranks, np.iinfo(ranks.dtype).max)
        lowest = ~self._reach.backwards.best(mover[0], ~kept)
        better: Mask = lowest < ranks
        return (better if self.game.feasible is None else better & self.game.feasible)[None, :]

    def onward(self, states: Mask, movers: Sequence[Mover], improving: bool) -> Mask:
        """The states a step of any of the movers leads to, an improving one when `improving`."""
        if self._table is not None:
            return self._table.onward(tuple(movers), states[0], improving)[None, :]
        found = np.zeros_like(states)
        for mover in movers:
            found |= self.improvements(states, mover) if improving else self.moves(states, mover)
        return found

    def before(self, row: int, outcome: int, mover: Mover) -> tuple[Indices, Indices]:
        """The states, as rows and outcomes, from which a mover's step leads to a state."""
        if isinstance(self.game, GraphGame):
            return self._before_along(row, outcome, mover)
        if self._table is not None:
            sources = self._table.before(mover, outcome)
        elif len(mover) == 1:
            sources = self._turned.moves(mover[0], outcome)
        else:
            here = np.arange(self.game.outcomes) == outcome
            sources = np.flatnonzero(self._reach.leading_to(mover, here) & ~here)
        return np.zeros_like(sources), sources

    def gains(self, mover: Mover, source: int | Indices, target: int) -> Mask:
        """Whether every member strictly prefers the target to the source."""
        ranks = self.game.ranks[list(mover)]
        return np.asarray(np.all(ranks[:, target][:, None] > ranks[:, np.atleast_1d(source)], axis=0))

    def _joint_improvements(self, states: Mask, mover: Mover) -> Mask:
        """Source by source, one in each fibre of the coalition at a time.

        A state that an improving step reaches need not be a source itself: whatever the same coalition
        improves to from there, it improves to from the source as well.
        """
        fibres = coalition_fibres(self.game, mover)
        ranks = self.game.ranks[list(mover)].astype(np.int64)
        total = ranks.sum(axis=0)
        waiting, found = states.copy(), np.zeros_like(states)
        while waiting.any():
            row = int(np.flatnonzero(waiting.any(axis=1))[0])
            chosen = _least_in_each(waiting[row], total, fibres)
            here = np.zeros_like(waiting)
            here[row, chosen[chosen >= 0]] = True
            floor = np.full((len(mover), len(fibres)), np.iinfo(np.int64).max)
            floor[:, chosen >= 0] = ranks[:, chosen[chosen >= 0]]
            better = np.zeros(self.game.outcomes, dtype=np.bool_)
            better[fibres] = np.all(ranks[:, fibres] > floor[:, :, None], axis=0)
            reached = self.moves(here, mover) & better
            found |= reached
            waiting &= ~(reached | here)
        return found

    @cached_property
    def _table(self) -> StepTable | None:
        """The steps looked up, in a game small enough for that; in graph form who moved last matters too."""
        small = not self.game.is_graph and self.game.outcomes <= MOST
        return StepTable(self._reach) if small else None

    @cached_property
    def _turned(self) -> Game:
        return turned_round(self.game)

    @cached_property
    def _arcs(self) -> Sequence[Arcs]:
        game = self.game
        return (
            [arcs(game, party) for party in range(len(game.parties))] if isinstance(game, GraphGame) else []
        )

    def _one_step(self, states: Mask, party: int, sources: Indices, targets: Indices) -> Mask:
        reached = np.zeros_like(states)
        reached[party, targets[_but(states, party)[sources]]] = True
        return reached

    def _along(self, steps: Sequence[Arcs], states: Mask, mover: Mover) -> Mask:
        """States reached by sequences of the members' arcs, nobody moving twice in a row."""
        reached = np.zeros_like(states)
        before = None
        while before is None or not np.array_equal(before, reached):
            before = reached.copy()
            for party, ends in zip(mover, steps):
                reached |= self._one_step(states | reached, party, *ends)
        return reached

    def _before_along(self, row: int, outcome: int, mover: Mover) -> tuple[Indices, Indices]:
        """begin[m] marks where a sequence that m begins and the state's last mover ends can start."""
        begin = np.zeros((self.rows, self.game.outcomes), dtype=np.bool_)
        if row in mover:
            sources, targets = self._arcs[row]
            begin[row, sources[targets == outcome]] = True
        before = None
        while before is None or not np.array_equal(before, begin):
            before = begin.copy()
            for party in mover:
                sources, targets = self._arcs[party]
                begin[party, sources[_but(begin, party)[targets]]] = True
        possible = np.stack([_but(begin, last) for last in range(self.rows)])
        rows, sources = np.nonzero(possible)
        return rows, sources


def coalition_fibres(game: Game, members: Mover) -> Indices:
    """Outcomes grouped by what everybody else does: `(groups, outcomes in each)`; one group in graph form."""
    index = np.arange(game.outcomes, dtype=np.int64)
    if game.is_graph:
        return index[None, :]
    count = len(game.sizes)
    own = [count - 1 - member for member in members]  # the last party is the first axis
    others = [axis for axis in range(count) if axis not in own]
    groups = index.reshape(game.sizes[::-1]).transpose(*others, *own)
    inside = int(np.prod([game.sizes[member] for member in members], dtype=np.int64))
    return np.ascontiguousarray(groups.reshape(-1, inside))


def _but(states: Mask, last: int) -> Mask:
    """The outcomes at which somebody else moved last."""
    return np.asarray(np.delete(states, last, axis=0).any(axis=0))


def _least_in_each(waiting: Mask, total: Indices, fibres: Indices) -> Indices:
    """In each fibre the waiting outcome with the least total; -1 where none waits."""
    most = np.iinfo(np.int64).max
    keys = np.where(waiting, total, most)[fibres]
    best = keys.argmin(axis=1)
    lines = np.arange(len(fibres))
    return np.where(keys[lines, best] < most, fibres[lines, best], -1)
