"""Moves in graph form: searches along listed arcs that remember who moved last."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from winset.game.fibres import lowest
from winset.game.game import Game, Indices
from winset.game.graph import GraphGame
from winset.game.moves import Values
from winset.game.processor import has_numba

_MANY = 2**17  # from this many arcs on, compiling the search pays


class ArcMoves:
    """The moves of a game in graph form; see `winset.game.moves.Moves`."""

    def __init__(self, game: GraphGame) -> None:
        self.game = game
        self._arcs = [
            (np.repeat(np.arange(game.outcomes), np.diff(starts)), targets)
            for starts, targets in zip(game.starts, game.targets)
        ]
        self._into = cache(self._sources)

    @staticmethod
    def memory(game: Game) -> int:
        """About how many bytes they take: each arc both ways, and the states of one search."""
        arcs = sum(len(targets) for targets in game.targets) if isinstance(game, GraphGame) else 0
        return arcs * 80 + game.outcomes * len(game.parties) * 20

    def best(self, party: int, values: Values) -> Values:
        """The largest value over s and R_i(s)."""
        best = values.copy()
        sources, targets = self._arcs[party]
        np.maximum.at(best, sources, values[targets])
        return best

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s); the type's lowest number where there is none."""
        best = np.full_like(values, lowest(values))
        sources, targets = self._improving(party)
        np.maximum.at(best, sources, values[targets])
        return best

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s)."""
        return self._worst(party, values, improving=False)

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""
        return self._worst(party, values, improving=True)

    def _improving(self, party: int) -> tuple[Indices, Indices]:
        """A party's arcs to outcomes it strictly prefers."""
        sources, targets = self._arcs[party]
        better = self.game.ranks[party, targets] > self.game.ranks[party, sources]
        return sources[better], targets[better]

    def _sources(self, party: int, improving: bool) -> tuple[Indices, Indices]:
        """A party's arcs by where they lead: where each outcome's begin, and what they come from."""
        sources, targets = self._improving(party) if improving else self._arcs[party]
        order = np.argsort(targets, kind="stable")
        return np.searchsorted(targets[order], np.arange(self.game.outcomes + 1)), sources[order]

    def _worst(self, party: int, values: Values, improving: bool) -> Values:
        """The smallest value over s and what the others' sequences reach."""
        into = [self._into(other, improving) for other in range(len(self.game.parties)) if other != party]
        begins = np.cumsum([0, *(len(sources) for _, sources in into)])
        starts = [places + begin for (places, _), begin in zip(into, begins)]
        sources = [own for _, own in into]
        wide = values.astype(np.int64)  # one type, so that the search is compiled once
        arcs = Arcs(
            np.argsort(values, kind="stable"),
            wide,
            np.concatenate([zeros(0, int), *starts]),
            np.concatenate([zeros(0, int), *sources]),
        )
        states = len(into) * self.game.outcomes
        room = Room(wide.copy(), zeros(states, bool), zeros(states, bool), zeros(states + 1, int))
        if arcs.sources.size >= _MANY and has_numba():
            _compiled_label()(arcs, room)
        else:
            room = Room(*(array.tolist() for array in room))
            label(Arcs(*(array.tolist() for array in arcs)), room)
        return np.asarray(room.worst, dtype=values.dtype)


def zeros(size: int, kind: type) -> npt.NDArray[Any]:
    """An array of zeros, or of false."""
    return np.zeros(size, dtype=kind)


@cache
def _compiled_label() -> Callable[[Arcs, Room], None]:
    from winset.game.compiled import compiled

    return compiled(label)


class Arcs(NamedTuple):
    """What a search reads. Mover k's arcs into s come from sources[starts[k * (outcomes + 1) + s]] on."""

    order: Any  # the outcomes in increasing value
    values: Any
    starts: Any
    sources: Any


class Room(NamedTuple):
    """What a search writes: lists when it is interpreted, arrays when it is compiled."""

    worst: Any  # for each outcome: the smallest value found so far
    entered: Any  # for each mover and outcome: its arcs into the outcome are done
    visited: Any  # for each mover and outcome: a sequence that it begins there is known
    queue: Any  # states to go on from, outcome * (movers + 1) + mover; mover is their number at a seed


def label(arcs: Arcs, room: Room) -> None:
    """Search backwards from every outcome, in increasing value, over (outcome, who moves next).

    What follows a move of k must be begun by someone else, so from a state begun by k the search goes back
    along the others' arcs only. Every arc is followed once: the first seed to reach an outcome has the
    smallest value.
    """
    outcomes = len(arcs.values)
    movers = len(room.visited) // outcomes
    for seed in arcs.order:
        room.queue[0] = seed * (movers + 1) + movers
        head, tail = 0, 1
        while head < tail:
            outcome, last = divmod(room.queue[head], movers + 1)
            head += 1
            for mover in range(movers):
                if mover == last or room.entered[mover * outcomes + outcome]:
                    continue
                room.entered[mover * outcomes + outcome] = True
                begin = mover * (outcomes + 1) + outcome
                for place in range(arcs.starts[begin], arcs.starts[begin + 1]):
                    source = arcs.sources[place]
                    if not room.visited[mover * outcomes + source]:
                        room.visited[mover * outcomes + source] = True
                        room.worst[source] = min(room.worst[source], arcs.values[seed])
                        room.queue[tail] = source * (movers + 1) + mover
                        tail += 1
