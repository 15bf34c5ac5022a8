"""What moves lead to, for whole arrays at once: the four questions every stability concept is made of.

No edge between outcomes is ever stored in option form: fibres are sorted once, and values travel along them.
The same four questions are answered by whole-array passes (`winset.game.fibres`), for large games by compiled
loops (`winset.game.packed`), and for graph form along its arcs (`winset.game.arcs`). All answers are exact
and the same.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from winset.game.game import Game
from winset.game.processor import has_numba, require_memory

Values = npt.NDArray[np.signedinteger]

COMPILED_FROM = 2**20  # outcomes; below, importing the compiler costs about what it saves


class Moves(Protocol):
    """The moves of a game. `values` and answers hold one integer per outcome; infeasible ones mean nothing.

    R_i(s) and R_i^+(s) are party i's moves and improvements from s; N-i is every party but i, and its moves
    and improvements are finite sequences in which no party moves twice in a row (Fang, Hipel and Kilgour
    1993).
    """

    game: Game

    @staticmethod
    def memory(game: Game) -> int:
        """About how many bytes they take while a question is answered, the game's ranks not counted."""

    def best(self, party: int, values: Values) -> Values:
        """The largest value over s and R_i(s), for each s."""

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s), for each s; the type's lowest number where there is none."""

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s), for each s."""

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s), for each s."""


def moves_of(game: Game) -> Moves:
    """The moves of a game, ready to be asked; SizeError, before any work, when they would not fit in memory.

    >>> game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]])
    >>> moves_of(game).best(0, game.ranks[0]).tolist()
    [3, 3, 1, 1]
    """
    kind = _kind(game)
    require_memory(kind.memory(game), game.outcomes, "leave out options or levels, or use a larger machine")
    moves: Moves = kind(game)
    return moves


def _kind(game: Game) -> Any:
    """The class that answers for a game of this form and size."""
    if game.is_graph:
        from winset.game.arcs import ArcMoves

        return ArcMoves
    if COMPILED_FROM <= game.outcomes < 2**31 and has_numba():
        from winset.game.packed import PackedMoves

        return PackedMoves
    from winset.game.fibres import FibreMoves

    return FibreMoves
