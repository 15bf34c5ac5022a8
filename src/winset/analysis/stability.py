"""Which outcomes are stable, for whom, and under which concept.

Five definitions of individual stability for any number of parties, in option form and in graph form. An
*equilibrium* under a concept is an outcome stable for every party. Notation: R_i(s) are party i's moves from
s, R_i^+(s) its improvements, R_{N-i}(s) and R_{N-i}^+(s) what the other parties reach together by finite
sequences of moves or of improvements in which no party moves twice in a row. Every party may move more than
once in a sequence.

KHF87 is Kilgour, Hipel and Fang, Automatica 23 (1987); FHK93 is Fang, Hipel and Kilgour, Interactive Decision
Making (1993).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.naming import known_name, known_names
from winset.analysis.question import Question, ask
from winset.analysis.result import Result, Table
from winset.analysis.standing import equilibrium_table
from winset.analysis.why import Why
from winset.analysis.why import why as reason
from winset.game.game import Game, Indices, Mask
from winset.game.moves import Moves, Values, moves_of

if TYPE_CHECKING:
    from winset.case.build import Built
    from winset.case.model import Case


def nash(moves: Moves, party: int) -> Mask:
    """Nash stability (R): R_i^+(s) is empty (KHF87)."""
    ranks = moves.game.ranks[party]
    return np.asarray(moves.best(party, ranks) <= ranks)


def gmr(moves: Moves, party: int) -> Mask:
    """General metarationality: every s1 in R_i^+(s) has an s2 in R_{N-i}(s1) that i does not prefer to s.

    Howard, Paradoxes of Rationality (1971); FHK93.
    """
    return _deterred(moves, party, moves.worst_by_moves(party, moves.game.ranks[party]))


def smr(moves: Moves, party: int) -> Mask:
    """Symmetric metarationality: as GMR, and every s3 in R_i(s2) is also not preferred by i to s.

    Howard, Paradoxes of Rationality (1971); FHK93. A sanction s2 counts as the best i can make of it: itself,
    or any of i's moves from it, improvement or not.
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
    return np.asarray(moves.best_improvement(party, worst) <= moves.game.ranks[party])


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

    stable: for each concept, bool `(parties, outcomes)`, false where infeasible. equilibria: for each
    concept, the indices of outcomes stable for every party, ascending.
    """

    question: Question
    stable: Mapping[str, Mask]
    equilibria: Mapping[str, Indices]

    @property
    def game(self) -> Game:
        """The game asked about."""
        return self.question.game

    @property
    def case(self) -> Case | None:
        """The case it comes from; None for a bare game."""
        return self.question.case

    @property
    def built(self) -> Built | None:
        """The case built; None for a bare game."""
        return self.question.built

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts asked for, in their order."""
        return tuple(self.stable)

    def why(self, outcome: str | int, party: str | int, concept: str) -> Why:
        """Why an outcome is stable for a party under a concept, or is not: improvements and their sanctions.

        outcome: its id (a bare game: its index). party: its id, name or index. Raises ArgumentError for
        anything unknown.
        """
        name = known_name(concept, CONCEPTS)
        return reason(self.question, self.question.outcome(outcome), self.question.party(party), name)

    def findings(self) -> dict[str, Any]:
        """Parties, options, outcomes, and by concept what is stable for whom; outcomes by id or index."""
        ids, parties = self.question.ids, self.game.parties
        return {
            "parties": list(parties),
            "options": self._options(),
            "outcomes": [self._outcome(index) for index in self.question.feasible.tolist()],
            "stable": {
                concept: {party: ids(np.flatnonzero(row)) for party, row in zip(parties, table)}
                for concept, table in self.stable.items()
            },
            "equilibria": {concept: ids(indices) for concept, indices in self.equilibria.items()},
        }

    def tables(self) -> tuple[Table, ...]:
        """The outcomes that are equilibria under some concept, and under which."""
        return (equilibrium_table(self.question, self.equilibria, TITLES),)

    def _options(self) -> list[dict[str, Any]]:
        if self.case is None:
            sizes = zip(self.game.parties, self.game.sizes)
            return [{"id": party, "party": party, "levels": list(range(size))} for party, size in sizes]
        return [
            {"id": option.id, "party": option.party, "levels": list(option.levels)}
            for option in self.case.options
        ]

    def _outcome(self, index: int) -> dict[str, Any]:
        levels: dict[str, Any] = {}
        if self.built is not None and not self.game.is_graph:
            levels = self.built.levels(index)
        elif self.built is None:
            levels = {
                name: self.game.choice(k, index)
                for k, name in enumerate(self.game.parties[: len(self.game.sizes)])
            }
        name = self.built.name(index) if self.built is not None else None
        return {"id": self.question.id(index), "levels": levels, **({"name": name} if name else {})}


def stability(
    subject: Game | Case | Question,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    progress: Callable[[int, int], object] | None = None,
) -> Stability:
    """Find the outcomes stable for each party, and the equilibria, under each concept asked for.

    subject: a case, or a bare game. concepts: among "nash", "gmr", "smr", "seq", "sseq" (all by default).
    progress: called with how many of how many (concept, party) pairs are done. The definitions, with their
    sources, are the functions of those names in this module. Raises ArgumentError for an unknown concept, and
    SizeError, before any work, for a game too large for the memory that is free.

    >>> game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))  # the prisoners' dilemma
    >>> result = stability(game, ["nash", "seq"])
    >>> result.equilibria["nash"].tolist(), result.equilibria["seq"].tolist()
    ([3], [0, 3])
    """
    names = known_names(concepts, CONCEPTS)
    question = ask(subject)
    stable = _by_concept(question.game, names, progress)
    return Stability(
        subject=question.about,
        method="individual stability by definition, every party and outcome, exact",
        parameters={"concepts": list(names)},
        question=question,
        stable=stable,
        equilibria={name: np.flatnonzero(table.all(axis=0)) for name, table in stable.items()},
    )


def _by_concept(
    game: Game, names: tuple[str, ...], progress: Callable[[int, int], object] | None
) -> dict[str, Mask]:
    """Each concept for every party, `(parties, outcomes)`, false where infeasible."""
    parties = range(len(game.parties))
    moves = moves_of(game)
    tables = {name: np.zeros((len(parties), game.outcomes), dtype=np.bool_) for name in names}
    pairs = [(name, party) for party in parties for name in names]
    for done, (name, party) in enumerate(pairs, 1):
        held = CONCEPTS[name](moves, party)
        np.logical_and(held, True if game.feasible is None else game.feasible, out=tables[name][party])
        if progress is not None:
            progress(done, len(pairs))
    return tables
