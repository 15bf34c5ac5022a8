"""Which outcomes are stable, for whom, and under which concept.

Five definitions of individual stability for any number of parties, in option form and in graph form. An *equilibrium*
under a concept is an outcome stable for every party. Notation: R_i(s) are party i's moves from s, R_i^+(s) its
improvements, R_{N-i}(s) and R_{N-i}^+(s) what the other parties reach together by finite sequences of moves or of
improvements in which no party moves twice in a row. Every party may move more than once in a sequence.

KHF87 is Kilgour, Hipel and Fang, Automatica 23 (1987); FHK93 is Fang, Hipel and Kilgour, Interactive Decision
Making (1993).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from winset.analysis.result import Result, Subject, Table
from winset.errors import ArgumentError, suggestion
from winset.game.game import Game, Indices, Mask
from winset.game.moves import Moves, Values, moves_of
from winset.game.outcomes import ids as outcome_ids

if TYPE_CHECKING:
    from winset.case.build import Built
    from winset.case.model import Case


def nash(moves: Moves, party: int) -> Mask:
    """Nash stability (R): R_i^+(s) is empty (KHF87)."""
    ranks = moves.game.ranks[party]
    return moves.best(party, ranks) <= ranks


def gmr(moves: Moves, party: int) -> Mask:
    """General metarationality: every s1 in R_i^+(s) has an s2 in R_{N-i}(s1) that i does not prefer to s.

    Howard, Paradoxes of Rationality (1971); FHK93.
    """
    return _deterred(moves, party, moves.worst_by_moves(party, moves.game.ranks[party]))


def smr(moves: Moves, party: int) -> Mask:
    """Symmetric metarationality: as GMR, and every s3 in R_i(s2) is also not preferred by i to s.

    Howard, Paradoxes of Rationality (1971); FHK93. A sanction s2 counts as the best i can make of it: itself, or any of i's
    moves from it, improvement or not.
    """
    escape = moves.best(party, moves.game.ranks[party])
    return _deterred(moves, party, moves.worst_by_moves(party, escape))


def seq(moves: Moves, party: int) -> Mask:
    """Sequential stability: every s1 in R_i^+(s) has an s2 in R_{N-i}^+(s1) that i does not prefer to s.

    Fraser and Hipel, IEEE Trans. SMC 9 (1979); FHK93. Each step of a sanction is an improvement for its mover
    over the outcome it moves from.
    """
    return _deterred(moves, party, moves.worst_by_improvements(party, moves.game.ranks[party]))


def sseq(moves: Moves, party: int) -> Mask:
    """Symmetric sequential stability: as SEQ, and every s3 in R_i(s2) is also not preferred by i to s.

    Rego and Vieira, Group Decision and Negotiation 24 (2015) and 26 (2017).
    """
    escape = moves.best(party, moves.game.ranks[party])
    return _deterred(moves, party, moves.worst_by_improvements(party, escape))


def _deterred(moves: Moves, party: int, worst: Values) -> Mask:
    """Where every improvement t of the party has worst[t] no better for it than where it started.

    t itself may count among its own sanctions: it is strictly better than the start, so it never deters.
    """
    return moves.best_improvement(party, worst) <= moves.game.ranks[party]


CONCEPTS: Mapping[str, Callable[[Moves, int], Mask]] = {
    "nash": nash,
    "gmr": gmr,
    "smr": smr,
    "seq": seq,
    "sseq": sseq,
}

TITLES: Mapping[str, str] = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ"}


@dataclass(frozen=True, kw_only=True)
class Stability(Result):
    """Where each party would stay, and where all would.

    stable: for each concept, bool `(parties, outcomes)`, false where infeasible. equilibria: for each concept, the
    indices of outcomes stable for every party, ascending.
    """

    game: Game
    stable: Mapping[str, Mask]
    equilibria: Mapping[str, Indices]
    built: Built | None = None
    case: Case | None = None

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts asked for, in their order."""
        return tuple(self.stable)

    def findings(self) -> dict[str, Any]:
        """Parties, options, outcomes, and by concept what is stable for whom; outcomes by id (a bare game: index)."""
        everything = np.ones(self.game.outcomes, dtype=np.bool_)
        outcomes = np.flatnonzero(everything if self.game.feasible is None else self.game.feasible)
        return {
            "parties": list(self.game.parties),
            "options": self._options(),
            "outcomes": [self._outcome(int(index)) for index in outcomes],
            "stable": {
                concept: {
                    party: self._ids(np.flatnonzero(row)) for party, row in zip(self.game.parties, table)
                }
                for concept, table in self.stable.items()
            },
            "equilibria": {concept: self._ids(indices) for concept, indices in self.equilibria.items()},
        }

    def tables(self) -> tuple[Table, ...]:
        """Equilibria by concept: one row for each outcome that is one under some concept."""
        held = np.unique(np.concatenate([*self.equilibria.values(), np.empty(0, dtype=np.int64)]))
        rows = tuple(
            (self._label(int(index)), *(bool(np.isin(index, self.equilibria[name])) for name in self.concepts))
            for index in held
        )
        columns = ("outcome", *(TITLES[name] for name in self.concepts))
        return (Table("Equilibria", columns, rows, () if rows else ("No outcome is stable for every party.",)),)

    def _options(self) -> list[dict[str, Any]]:
        if self.case is None:
            pairs = zip(self.game.parties, self.game.sizes)
            return [{"id": party, "party": party, "levels": list(range(size))} for party, size in pairs]
        options = self.case.options
        return [{"id": option.id, "party": option.party, "levels": list(option.levels)} for option in options]

    def _outcome(self, index: int) -> dict[str, Any]:
        if self.built is None:
            choices = enumerate(self.game.parties) if self.game.sizes else ()
            return {"id": index, "levels": {name: self.game.choice(party, index) for party, name in choices}}
        name = self.built.name(index)
        levels = dict(self.built.levels(index))
        return {"id": self._ids([index])[0], "levels": levels, **({"name": name} if name else {})}

    def _ids(self, indices: Iterable[int]) -> list[Any]:
        return [self._id_of(int(index)) for index in indices]

    @cached_property
    def _id_of(self) -> Callable[[int], Any]:
        if self.case is None:
            return lambda index: index
        if self.game.is_graph:
            return tuple(self.case.outcomes).__getitem__
        if self.game.feasible is None:
            return lambda index: str(index + 1)
        numbers = outcome_ids(self.game.feasible)
        return lambda index: str(numbers[index])

    def _label(self, index: int) -> str:
        name = self.built.name(index) if self.built else None
        return f"{self._ids([index])[0]}" + (f" {name}" if name else "")


def stability(subject: Game | Case, concepts: Iterable[str] | str = tuple(CONCEPTS)) -> Stability:
    """The outcomes stable for each party, and the equilibria, under each concept asked for.

    subject: a case, or a bare game. concepts: among "nash", "gmr", "smr", "seq", "sseq" (the default is all). The
    definitions, with their sources, are the functions of those names in this module. Raises ArgumentError for an
    unknown concept.

    >>> game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))  # the prisoners' dilemma
    >>> result = stability(game, ["nash", "seq"])
    >>> result.equilibria["nash"].tolist(), result.equilibria["seq"].tolist()
    ([3], [0, 3])
    """
    names = _checked_concepts(concepts)
    if isinstance(subject, Game):
        return _answer(names, subject, Subject("game", subject.digest))
    from winset.case.build import build

    built = build(subject)
    return _answer(names, built.game, Subject(subject.title, subject.digest), built, subject)


def _answer(
    names: tuple[str, ...], game: Game, about: Subject, built: Built | None = None, case: Case | None = None
) -> Stability:
    moves = moves_of(game)
    stable = {name: _by_party(moves, CONCEPTS[name]) for name in names}
    return Stability(
        subject=about,
        method="stability by definition, every party and outcome, exact",
        parameters={"concepts": list(names)},
        game=game,
        stable=stable,
        equilibria={name: np.flatnonzero(table.all(axis=0)) for name, table in stable.items()},
        built=built,
        case=case,
    )


def _checked_concepts(concepts: Iterable[str] | str) -> tuple[str, ...]:
    """The names of known concepts, each once."""
    names = tuple(dict.fromkeys([concepts] if isinstance(concepts, str) else concepts))
    for name in names:
        if name not in CONCEPTS:
            hint = suggestion(str(name), CONCEPTS) or f"known are {', '.join(CONCEPTS)}"
            raise ArgumentError(f"unknown concept {name!r} ({hint})")
    if not names:
        raise ArgumentError(f"concepts is empty: name at least one of {', '.join(CONCEPTS)}")
    return names


def _by_party(moves: Moves, concept: Callable[[Moves, int], Mask]) -> Mask:
    """A concept for every party, `(parties, outcomes)`, false where infeasible."""
    game = moves.game
    table: npt.NDArray[np.bool_] = np.empty((len(game.parties), game.outcomes), dtype=np.bool_)
    for party in range(len(game.parties)):
        table[party] = concept(moves, party)
    if game.feasible is not None:
        table &= game.feasible
    return table
