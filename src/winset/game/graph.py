"""Games in graph form: outcomes with every move listed, for models whose moves are not those of options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from reprlib import repr as short

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError
from winset.game.game import Game, Indices, checked_parties, checked_ranks, fingerprint


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
        if not _is_listing(moves) or not len(moves) or not _is_listing(moves[0]) or not len(moves[0]):
            raise ArgumentError(
                f"moves must list, for each party and each outcome, the outcomes it can move to, not {short(moves)}"
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
        return fingerprint(repr(self.parties), self.ranks, *self.starts, *self.targets)


def _is_listing(given: object) -> bool:
    return isinstance(given, (Sequence, np.ndarray)) and not isinstance(given, str)


def _checked_arcs(party: int, moves: Sequence[Iterable[int]], outcomes: int) -> tuple[Indices, Indices]:
    """One party's moves as starts `(outcomes + 1,)` and sorted targets."""
    if not _is_listing(moves) or len(moves) != outcomes:
        raise ArgumentError(
            f"moves[{party}] must list the moves from each of {outcomes} outcomes, not {short(moves)}"
        )
    listed = [
        _checked_targets(f"moves[{party}][{s}]", targets, s, outcomes) for s, targets in enumerate(moves)
    ]
    starts = np.cumsum([0, *map(len, listed)], dtype=np.int64)
    return starts, np.array([target for targets in listed for target in targets], dtype=np.int64)


def _checked_targets(where: str, targets: Iterable[int], outcome: int, outcomes: int) -> list[int]:
    """The outcomes one party can move to from one outcome, ascending."""
    whole = isinstance(targets, Iterable) and all(isinstance(target, (int, np.integer)) for target in targets)
    found = sorted({int(target) for target in targets}) if whole else []
    if not whole or (found and (found[0] < 0 or found[-1] >= outcomes or outcome in found)):
        raise ArgumentError(f"{where} is {short(targets)}: moves lead to other outcomes, 0 to {outcomes - 1}")
    return found
