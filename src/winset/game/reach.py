"""What several parties reach together, for whole arrays at once, forwards and backwards.

R_H(s) is the set of end points of finite non-empty sequences of moves by members of H in which no party moves
twice in a row (Fang, Hipel and Kilgour, Interactive Decision Making, 1993); R_H^+(s) the same with every step
an improvement for its mover over the outcome it moves from. In option form the moves of a party are
transitive, and so are its improvements, so that plain reachability gives the same outcomes; in graph form the
search runs over (outcome, last mover). Every answer here counts s itself as reached from s, which no
definition of stability minds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from winset.game.game import Game, Indices, Mask, OneWay
from winset.game.graph import GraphGame
from winset.game.moves import Moves, Values, moves_of

Words = npt.NDArray[np.uint64]
Numbers = TypeVar("Numbers", bound=npt.NDArray[np.integer[Any]])
Arcs = tuple[Indices, Indices]  # sources and targets, one entry for each move


class Reach:
    """Coalition reach in a game.

    `values` hold one integer per outcome; entries of infeasible outcomes mean nothing.

    >>> reach = Reach(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]]))
    >>> [np.flatnonzero(reach.from_outcome(members, 3)).tolist() for members in ([0], [0, 1])]
    [[2, 3], [0, 1, 2, 3]]
    >>> reach.best([0, 1], reach.game.ranks[0], improving=True).tolist()  # both would end at 3
    [3, 3, 1, 1]
    """

    def __init__(self, game: Game) -> None:
        self.game = game

    @cached_property
    def moves(self) -> Moves:
        """The moves of single parties."""
        return moves_of(self.game)

    @cached_property
    def backwards(self) -> Moves:
        """The moves of single parties with every move, and with it every improvement, turned round."""
        return moves_of(turned_round(self.game))

    def best(self, members: Iterable[int], values: Values, improving: bool = False) -> Values:
        """The largest value over s and R_H(s), for each s; over s and R_H^+(s) when `improving`."""
        if isinstance(self.game, GraphGame):
            steps = [arcs(self.game, member, improving) for member in members]
            return _ahead(steps, values, np.maximum, int(np.iinfo(values.dtype).min))
        step = self.moves.best_improvement if improving else self.moves.best
        return _settled(self.game, step, tuple(members), values)

    def worst(self, members: Iterable[int], values: Values, improving: bool = False) -> Values:
        """The smallest value over s and R_H(s), for each s; over s and R_H^+(s) when `improving`."""
        return ~self.best(members, ~values, improving)

    def leading_to(self, members: Iterable[int], targets: Mask, improving: bool = False) -> Mask:
        """The outcomes that are among the targets, or from which the members can reach one of them."""
        return self.best(members, _marks(self.game, targets), improving) > 0

    def any_ahead(self, members: Iterable[int], words: Words) -> Words:
        """The union of the words' bits over s and R_H(s), for each s: 64 questions of `leading_to` at once.

        words: one for each outcome, nothing at infeasible ones; in option form also `(rows, outcomes)`, each
        row 64 questions more.
        """
        if isinstance(self.game, GraphGame):
            return _ahead([arcs(self.game, member) for member in members], words, np.bitwise_or, 0)
        return _settled(self.game, self._any_move, tuple(members), words, np.bitwise_or)

    def onward(self, members: Iterable[int], sources: Mask, improving: bool = False) -> Mask:
        """The sources and what the members can reach from them."""
        if isinstance(self.game, GraphGame):
            return _reached_from([arcs(self.game, member, improving) for member in members], sources)
        step = self.backwards.best_improvement if improving else self.backwards.best
        return _settled(self.game, step, tuple(members), _marks(self.game, sources)) > 0

    def from_outcome(self, members: Iterable[int], outcome: int, improving: bool = False) -> Mask:
        """The outcome itself and what the members can reach from it."""
        return self.onward(members, np.arange(self.game.outcomes) == outcome, improving)

    def _any_move(self, party: int, words: Words) -> Words:
        """The union of bits over s and R_i(s) in option form: along the party's axis, digit by digit."""
        size, bars = self.game.sizes[party], self.game.one_way[party]
        edges = [1, *(edge for bar in bars for edge in (bar.stride, bar.stride * bar.levels)), size]
        digits = [high // low for low, high in pairwise(edges)]  # lowest first; every second one is one-way
        spread = words.reshape(-1, *reversed(digits), self.game.strides[party])
        for place in range(len(digits)):
            axis = len(digits) - place
            if place % 2 == 0:
                spread = np.broadcast_to(np.bitwise_or.reduce(spread, axis=axis, keepdims=True), spread.shape)
            else:
                ahead = spread if bars[place // 2].down else np.flip(spread, axis)
                passed = np.bitwise_or.accumulate(ahead, axis=axis)
                spread = passed if bars[place // 2].down else np.flip(passed, axis)
        return spread.reshape(words.shape)


def turned_round(game: Game) -> Game:
    """The game with every move and every preference reversed: its improvements lead where they came from."""
    if isinstance(game, GraphGame):
        return Game.graph(_turned_arcs(game), ~game.ranks, game.parties)
    one_way = [[OneWay(way.stride, way.levels, not way.down) for way in ways] for ways in game.one_way]
    return Game(game.sizes, ~game.ranks, game.feasible, one_way, game.parties)


def _turned_arcs(game: GraphGame) -> list[list[list[int]]]:
    turned: list[list[list[int]]] = [[[] for _ in range(game.outcomes)] for _ in game.parties]
    for party, lists in enumerate(turned):
        for source, target in zip(*(ends.tolist() for ends in arcs(game, party))):
            lists[target].append(source)
    return turned


def arcs(game: GraphGame, party: int, improving: bool = False) -> Arcs:
    """A party's moves in graph form as sources and targets; only its improvements when `improving`."""
    sources = np.repeat(np.arange(game.outcomes, dtype=np.int64), np.diff(game.starts[party]))
    targets = game.targets[party]
    if not improving:
        return sources, targets
    better = game.ranks[party, targets] > game.ranks[party, sources]
    return sources[better], targets[better]


def _marks(game: Game, outcomes: Mask) -> Values:
    return (outcomes if game.feasible is None else outcomes & game.feasible).astype(np.int8)


def _settled(
    game: Game,
    step: Callable[[int, Numbers], Numbers],
    members: Sequence[int],
    values: Numbers,
    combine: np.ufunc = np.maximum,
) -> Numbers:
    """One member's step after another's, until a whole round changes nothing."""
    steady, turn = 0, 0
    while steady < len(members):
        found = combine(values, step(members[turn % len(members)], values))
        if game.feasible is not None:
            found = np.where(game.feasible, found, values)
        steady = steady + 1 if np.array_equal(found, values) else 1
        values, turn = found, turn + 1
    return values


def _ahead(steps: Sequence[Arcs], values: Numbers, combine: np.ufunc, neutral: int) -> Numbers:
    """The values combined over s and the ends of sequences from s in which nobody moves twice in a row.

    begun[k] holds the values combined over the ends of sequences that mover k begins; after k's first move
    such a sequence ends, or somebody else goes on.
    """
    begun = np.full((len(steps), values.size), neutral, dtype=values.dtype)
    before = None
    while before is None or not np.array_equal(before, begun):
        before = begun.copy()
        for mover, (sources, targets) in enumerate(steps):
            onward = combine.reduce(np.delete(begun, mover, axis=0), axis=0, initial=neutral)
            combine.at(begun[mover], sources, combine(values, onward)[targets])
    together: Numbers = combine(values, combine.reduce(begun, axis=0, initial=neutral))
    return together


def _reached_from(steps: Sequence[Arcs], start: Mask) -> Mask:
    """The start, and where sequences from it end; last[k] marks the ends at which mover k moved last."""
    last = np.zeros((len(steps), start.size), dtype=np.bool_)
    before = None
    while before is None or not np.array_equal(before, last):
        before = last.copy()
        for mover, (sources, targets) in enumerate(steps):
            at = start | np.delete(last, mover, axis=0).any(axis=0)
            last[mover][targets[at[sources]]] = True
    return np.asarray(start | last.any(axis=0))
