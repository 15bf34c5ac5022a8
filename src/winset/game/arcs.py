"""Moves in graph form: values travel along listed arcs; sequences remember who moved last."""

from __future__ import annotations

import numpy as np

from winset.game.fibres import highest, lowest
from winset.game.game import Indices
from winset.game.graph import GraphGame
from winset.game.moves import Values


class ArcMoves:
    """The moves of a game in graph form; see `winset.game.moves.Moves`."""

    def __init__(self, game: GraphGame) -> None:
        self.game = game
        self._arcs = [
            (np.repeat(np.arange(game.outcomes), np.diff(starts)), targets)
            for starts, targets in zip(game.starts, game.targets)
        ]

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
        return self._worst(values, [self._arcs[other] for other in self._others(party)])

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""
        return self._worst(values, [self._improving(other) for other in self._others(party)])

    def _others(self, party: int) -> list[int]:
        return [other for other in range(len(self.game.parties)) if other != party]

    def _improving(self, party: int) -> tuple[Indices, Indices]:
        """A party's arcs to outcomes it strictly prefers."""
        sources, targets = self._arcs[party]
        better = self.game.ranks[party, targets] > self.game.ranks[party, sources]
        return sources[better], targets[better]

    def _worst(self, values: Values, arcs: list[tuple[Indices, Indices]]) -> Values:
        """The smallest value over s and what sequences of these movers' arcs reach, nobody moving twice in a row.

        after[k] holds the smallest value over the ends of sequences from s that mover k begins; a sequence that
        goes on after k's first move is begun by someone else.
        """
        after = np.full((len(arcs), values.size), highest(values), dtype=values.dtype)
        changed = True
        while changed:
            before = after.copy()
            for mover, (sources, targets) in enumerate(arcs):
                rest = np.delete(after, mover, axis=0).min(axis=0, initial=highest(values))
                np.minimum.at(after[mover], sources, np.minimum(values, rest)[targets])
            changed = not np.array_equal(before, after)
        return np.minimum(values, after.min(axis=0, initial=highest(values)))
