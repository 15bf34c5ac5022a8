"""Misperception: what holds when each party judges by its own model, and who would be surprised.

A hypergame (Bennett, "Toward a theory of hypergames", Omega 5, 1977; in the graph model Aljefri, Bashar,
Fang and Hipel, "First-level hypergame for investigating misperception in conflicts", IEEE Transactions on
Systems, Man and Cybernetics: Systems 48, 2018) gives every party a model of its own: it may misread what
others want, and not see outcomes that can happen. An outcome is stable for i when it is stable for i in i's
model, and an equilibrium when it is stable for every party in its own model.

A *strategic surprise* (Wang, Hipel and Fraser, "Modeling misperceptions in hypergames", Behavioral Science
33, 1988): i leaves s, by its own model, and j did not see that coming, because in j's model s is stable for
i, or s or the outcome moved to does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Subject, Table
from winset.analysis.stability import CONCEPTS, TITLES, stability
from winset.analysis.standing import Standing
from winset.analysis.why import why
from winset.case.perception import as_seen_by
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Game, Indices, Mask

if TYPE_CHECKING:
    from winset.case.model import Case

MOST_STARTS = 200  # outcomes from which surprises are looked for

Ground = Literal["stable", "unseen outcome", "unseen target"]

GROUNDS = {
    "stable": "takes it to be stable there",
    "unseen outcome": "does not see that outcome",
    "unseen target": "does not see where it goes",
}


@dataclass(frozen=True)
class Surprise:
    """A party leaves an outcome for another by its own model; for each party surprised by that, why."""

    mover: int
    source: int
    target: int
    surprised: tuple[tuple[int, Ground], ...]


@dataclass(frozen=True, kw_only=True)
class Misperception(Standing):
    """Where each party would stay by its own model, and how the models differ.

    models: one for each party. exists: bool `(parties, outcomes)`, whether an outcome exists in a party's
    model. expected: for each concept, for each party, the equilibria of its model. surprises: for each
    concept.
    """

    models: tuple[Game, ...]
    exists: Mask
    expected: dict[str, tuple[Indices, ...]]
    surprises: dict[str, tuple[Surprise, ...]]

    def in_models(self, outcome: str | int) -> tuple[str, ...]:
        """The parties in whose models an outcome exists."""
        index = self.question.outcome(outcome)
        return tuple(name for name, row in zip(self.question.game.parties, self.exists) if row[index])

    @cached_property
    def partial(self) -> dict[str, Indices]:
        """For each concept the outcomes that not every model has, stable for every party whose model does."""
        missing = ~self.exists.all(axis=0) & self.exists.any(axis=0)
        return {
            name: np.flatnonzero(missing & (rows | ~self.exists).all(axis=0))
            for name, rows in self.stable.items()
        }

    def tables(self) -> tuple[Table, ...]:
        """The equilibria, who expects them, the surprises; then for each concept who would stay where."""
        first, *rest = super().tables()
        return (first, *(self._expectations(name) for name in self.concepts), self._surprise_table(), *rest)

    def findings(self) -> dict[str, Any]:
        """Beside what is stable for whom: what each party expects, sees, and is surprised by."""
        ids, parties = self.question.ids, self.question.game.parties
        return {
            **super().findings(),
            "exists": {party: ids(np.flatnonzero(row)) for party, row in zip(parties, self.exists)},
            "expected": {
                concept: {party: ids(held) for party, held in zip(parties, rows)}
                for concept, rows in self.expected.items()
            },
            "partial": {concept: ids(held) for concept, held in self.partial.items()},
            "surprises": {
                concept: [self._data(one) for one in found] for concept, found in self.surprises.items()
            },
        }

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        name = self.question.name(party)
        if not self.exists[party, outcome]:
            return (f"In {name}'s own model this outcome does not exist.",)
        own = own_question(self.question, self.models[party])
        return (f"In {name}'s own model:", *str(why(own, outcome, party, concept)).splitlines())

    def _expectations(self, concept: str) -> Table:
        """Every outcome that is an equilibrium in somebody's model, or of the hypergame."""
        names = [self.question.name(party) for party in range(len(self.models))]
        held = _union([*self.expected[concept], self.equilibria[concept], self.partial[concept]])
        rows: list[tuple[Cell, ...]] = []
        for index in held.tolist():
            marks = (
                "does not see it" if not self.exists[party, index] else bool(np.isin(index, expected))
                for party, expected in enumerate(self.expected[concept])
            )
            rows.append((self.question.label(index), bool(np.isin(index, self.equilibria[concept])), *marks))
        columns = ("outcome", "holds", *(f"expected by {name}" for name in names))
        return Table(f"What holds and who expects it, {TITLES[concept]}", columns, tuple(rows))

    def _surprise_table(self) -> Table:
        label, name = self.question.label, self.question.name
        rows = tuple(
            (
                TITLES[concept],
                name(one.mover),
                label(one.source),
                label(one.target),
                name(party),
                GROUNDS[ground],
            )
            for concept, found in self.surprises.items()
            for one in found
            for party, ground in one.surprised
        )
        columns = ("concept", "who moves", "from", "to", "who is surprised", "because it")
        notes = () if rows else ("None, from the status quo and what somebody takes for an equilibrium.",)
        surprises = [one for found in self.surprises.values() for one in found]
        ends = self.question.legend(end for one in surprises for end in (one.source, one.target))
        return Table("Strategic surprises", columns, rows, notes, ends)

    def _data(self, one: Surprise) -> dict[str, Any]:
        parties, id_of = self.question.game.parties, self.question.id
        surprised = {parties[party]: ground for party, ground in one.surprised}
        ends = {"from": id_of(one.source), "to": id_of(one.target)}
        return {"mover": parties[one.mover], **ends, "surprised": surprised}


def misperception(
    subject: Game | Case | Question,
    models: Sequence[Game] | None = None,
    concepts: Iterable[str] | str = ("nash", "seq"),
) -> Misperception:
    """What holds when each party judges by its own model, what each expects, and what would surprise whom.

    subject: a case with `perceived` models, or a bare game with `models`: for each party the game as it
    sees it, over the same outcomes. concepts: those of `stability`. Surprises are looked for from the
    status quo and from every equilibrium of some party's model, at most 200 outcomes. Raises ArgumentError
    for models that do not fit.

    >>> true = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> trusting = Game((2, 2), [[2, 3, 0, 1], [3, 0, 2, 1]], parties=("Row", "Column"))  # as Row sees Column
    >>> found = misperception(true, [trusting, true], "nash")
    >>> [held.tolist() for held in found.expected["nash"]], found.equilibria["nash"].tolist()
    ([[3], [3]], [3])
    """
    names = known_names(concepts, CONCEPTS)
    question = ask(subject)
    seen = checked_models(question.game, models_of(question) if models is None else models)
    found = [stability(model, names) for model in seen]
    exists = np.array([_exists(model) for model in seen])
    expected = {name: tuple(one.equilibria[name] for one in found) for name in names}
    judged = {name: np.array([one.stable[name][party] for party, one in enumerate(found)]) for name in names}
    believed = {name: np.array([one.stable[name] for one in found]) for name in names}
    return Misperception(
        subject=question.about,
        method="first-level hypergame, each party by its own model, exact",
        parameters={"concepts": list(names)},
        question=question,
        stable=judged,
        titles={name: TITLES[name] for name in names},
        models=seen,
        exists=exists,
        expected=expected,
        surprises={
            name: tuple(
                _surprises(question, seen, exists, believed[name], (name, _starts(question, expected[name])))
            )
            for name in names
        },
    )


def models_of(question: Question) -> list[Game]:
    """The game as each party of a case sees it; raises UndefinedError where the case says nothing of that."""
    from winset.case.build import build

    if question.case is None or not question.case.perceived:
        raise UndefinedError(
            "nobody is said to misperceive: say how a party sees the conflict under `perceived`, or give `models`"
        )
    return [build(as_seen_by(question.case, party.id)).game for party in question.case.parties]


def checked_models(game: Game, models: Sequence[Game]) -> tuple[Game, ...]:
    """The models, one for each party and over the same outcomes; raises ArgumentError otherwise."""
    if len(models) != len(game.parties):
        raise ArgumentError(
            f"models must be one game for each of {len(game.parties)} parties, not {len(models)}"
        )
    for party, model in zip(game.parties, models):
        if (model.sizes, model.outcomes, model.parties) != (game.sizes, game.outcomes, game.parties):
            raise ArgumentError(f'the model of "{party}" has other parties or outcomes than the game')
    return tuple(models)


def own_question(question: Question, model: Game) -> Question:
    """The same question about a party's own model, in the same words."""
    return Question(model, Subject(question.about.title, model.digest), question.case, question.built)


def _surprises(
    question: Question, models: Sequence[Game], exists: Mask, believed: Mask, asked: tuple[str, Iterable[int]]
) -> Iterator[Surprise]:
    """Who leaves an outcome by its own model, and whom that surprises; believed: by model and party."""
    concept, starts = asked
    for source in starts:
        for mover, model in enumerate(models):
            if not exists[mover, source] or believed[mover, mover, source]:
                continue
            reason = why(own_question(question, model), source, mover, concept)
            target = reason.temptations[0].improvement
            grounds = (
                (party, _ground(exists[party], believed[party, mover], source, target))
                for party in range(len(models))
            )
            surprised = tuple(
                (party, ground) for party, ground in grounds if ground is not None and party != mover
            )
            if surprised:
                yield Surprise(mover, source, target, surprised)


def _ground(exists: Mask, stays: Mask, source: int, target: int) -> Ground | None:
    if not exists[source]:
        return "unseen outcome"
    if not exists[target]:
        return "unseen target"
    return "stable" if stays[source] else None


def _starts(question: Question, expected: Iterable[Indices]) -> list[int]:
    held = _union([*expected]).tolist()
    now = question.built.status_quo if question.built is not None else None
    return [*dict.fromkeys([*([] if now is None else [now]), *held])][:MOST_STARTS]


def _exists(game: Game) -> Mask:
    return np.ones(game.outcomes, dtype=np.bool_) if game.feasible is None else game.feasible


def _union(indices: list[Indices]) -> Indices:
    found: Indices = np.unique(np.concatenate([*indices, np.empty(0, dtype=np.int64)]))
    return found
