"""Games in graph form: outcomes with every move listed, for models whose moves are not those of options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError
from winset.game.game import Game, Indices, _fingerprint, checked_parties, checked_ranks


class GraphGame(Game):
    """A graph model in graph form: `moves[i][s]` lists the outcomes party i can move to from s.

    Needed for published models whose outcomes were merged, and where a party's moves are not transitive:
    being able to go from a to b and from b to c does not mean being able to go from a to c in one move. Made
    by `Game.graph`. All outcomes are feasible; `sizes` and `one_way` are empty. Party i's arcs are
    `targets[i][starts[i][s]:starts[i][s+1]]`, without repetitions and in index order.
    """

    is_graph = True

    def __init__(
        self,
        moves: Sequence[Sequence[Iterable[int]]],
        ranks: npt.ArrayLike,
        parties: Sequence[str] | None = None,
    ) -> None:
        if not len(moves) or not len(moves[0]):
            raise ArgumentError(
                "moves must list, for each party and each outcome, the outcomes it can move to"
            )
        self.sizes = ()
        self.one_way = ()
        self.feasible = None
        self.outcomes = len(moves[0])
        self.parties = checked_parties(parties, len(moves))
        self.ranks = checked_ranks(ranks, (len(moves), self.outcomes), f"the moves of {len(moves)} parties")
        arcs = [_checked_arcs(party, listed, self.outcomes) for party, listed in enumerate(moves)]
        self.starts: tuple[Indices, ...] = tuple(starts for starts, _ in arcs)
        self.targets: tuple[Indices, ...] = tuple(targets for _, targets in arcs)

    def moves(self, party: int, outcome: int) -> Indices:
        """R_i(s): the outcomes a party can reach in one move, in index order."""
        self._check_place(party, outcome)
        return self.targets[party][self.starts[party][outcome] : self.starts[party][outcome + 1]]

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the whole game."""
        return _fingerprint(repr(self.parties), self.ranks, *self.starts, *self.targets)


def _checked_arcs(party: int, moves: Sequence[Iterable[int]], outcomes: int) -> tuple[Indices, Indices]:
    """One party's moves as starts `(outcomes + 1,)` and sorted targets."""
    if len(moves) != outcomes:
        raise ArgumentError(f"moves[{party}] must list moves from all {outcomes} outcomes, not {len(moves)}")
    listed = [sorted({int(target) for target in targets}) for targets in moves]
    for outcome, targets in enumerate(listed):
        if targets and (targets[0] < 0 or targets[-1] >= outcomes or outcome in targets):
            raise ArgumentError(
                f"moves[{party}][{outcome}] is {targets}: moves lead to other outcomes, 0 to {outcomes - 1}"
            )
    starts = np.cumsum([0, *map(len, listed)], dtype=np.int64)
    return starts, np.array([target for targets in listed for target in targets], dtype=np.int64)
