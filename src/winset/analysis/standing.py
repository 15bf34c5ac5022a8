"""What the further concepts of stability share: where each party would stay, and where all would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from winset.analysis.naming import known_name
from winset.analysis.question import Question
from winset.analysis.reasoning.reasons import Reason
from winset.analysis.result import Cell, Result, Table
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Game, Indices, Mask

FEW_OUTCOMES = 40  # tables with a column for each outcome end here
MOST_ROWS = 1000  # equilibria in a table; the arrays and `to_dict()` are complete


@dataclass(frozen=True, kw_only=True)
class Standing(Result):
    """Where each party would stay under some concepts.

    stable: for each concept, bool `(parties, outcomes)`, false where infeasible. titles: what each concept
    is called. notes: what a reader of the answer must know. Subclasses give the reasons.
    """

    question: Question
    stable: Mapping[str, Mask]
    titles: Mapping[str, str]
    notes: tuple[str, ...] = field(default=())

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts asked for, in their order."""
        return tuple(self.stable)

    @cached_property
    def equilibria(self) -> dict[str, Indices]:
        """For each concept the indices of the outcomes stable for every party, ascending."""
        return {name: np.flatnonzero(rows.all(axis=0)) for name, rows in self.stable.items()}

    def why(self, outcome: str | int, party: str | int, concept: str) -> Reason:
        """Why an outcome is stable for a party under a concept, or is not."""
        known_name(concept, self.stable)
        index, who = self.question.outcome(outcome), self.question.party(party)
        return Reason(
            question=self.question,
            outcome=index,
            who=(who,),
            concept=self.titles[concept],
            stable=bool(self.stable[concept][who, index]),
            because=self._because(index, who, concept),
        )

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        """The sentences that give the reason for a verdict."""
        raise NotImplementedError

    def tables(self) -> tuple[Table, ...]:
        """The equilibria, then for each concept who would stay where."""
        together = equilibrium_table(self.question, self.equilibria, self.titles, self.notes)
        return (together, *(self._party_table(concept) for concept in self.concepts))

    def findings(self) -> dict[str, Any]:
        """By concept what is stable for whom, and the equilibria."""
        ids, parties = self.question.ids, self.question.game.parties
        return {
            "parties": list(parties),
            "stable": {
                concept: {party: ids(np.flatnonzero(row)) for party, row in zip(parties, rows)}
                for concept, rows in self.stable.items()
            },
            "equilibria": {concept: ids(indices) for concept, indices in self.equilibria.items()},
            "notes": list(self.notes),
        }

    def _party_table(self, concept: str) -> Table:
        outcomes, title = self.question.feasible, f"Stable under {self.titles[concept]}"
        names = [self.question.name(party) for party in range(len(self.question.game.parties))]
        rows = self.stable[concept]
        if outcomes.size > FEW_OUTCOMES:
            counts: list[tuple[Cell, ...]] = [(name, int(row.sum())) for name, row in zip(names, rows)]
            return Table(title, ("party", f"stable outcomes of {outcomes.size:,}"), tuple(counts))
        marks: list[tuple[Cell, ...]] = [(name, *row[outcomes].tolist()) for name, row in zip(names, rows)]
        return Table(title, ("party", *(str(name) for name in self.question.ids(outcomes))), tuple(marks))


def equilibrium_table(
    question: Question,
    equilibria: Mapping[str, Indices],
    titles: Mapping[str, str],
    notes: tuple[str, ...] = (),
) -> Table:
    """The outcomes that are equilibria under some concept, and under which; at most `MOST_ROWS` of them."""
    held = np.unique(np.concatenate([*equilibria.values(), np.empty(0, dtype=np.intp)]))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (question.label(index), *(bool(np.isin(index, found)) for found in equilibria.values()))
        for index in held[:MOST_ROWS].tolist()
    )
    none = () if rows else ("No outcome is stable for every party.",)
    cut = (f"The first {MOST_ROWS:,} of {held.size:,}.",) if held.size > MOST_ROWS else ()
    columns = ("outcome", *(titles[name] for name in equilibria))
    return Table("Equilibria", columns, rows, (*none, *notes, *cut))


def only_feasible(game: Game, rows: list[Mask]) -> Mask:
    """One row for each party, false where infeasible."""
    table: Mask = np.stack(rows)
    return table if game.feasible is None else table & game.feasible


def two_parties(game: Game, analysis: str) -> None:
    """Raise UndefinedError, with the reason, unless the game has two parties."""
    count = len(game.parties)
    if count != 2:
        raise UndefinedError(
            f"{analysis} is defined for two parties, and this game has {count}: with more, who moves after "
            "whom is open, and the literature has no agreed definition"
        )


def horizons(given: object, most: int) -> tuple[int, ...]:
    """How many moves ahead to look: whole numbers from 1 to a limit, each once, ascending."""
    numbers = [given] if isinstance(given, int) else list(given)  # type: ignore[call-overload]
    if not numbers or not all(isinstance(h, int) and 1 <= h <= most for h in numbers):
        raise ArgumentError(f"horizons must be whole numbers from 1 to {most}, not {given!r}")
    return tuple(sorted(set(numbers)))
