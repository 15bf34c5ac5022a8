"""The inverse question: which preferences would make a target an equilibrium, how many, and which are nearest.

Kinsara, Kilgour and Hipel, "Inverse approach to the graph model for conflict resolution", IEEE Transactions
on Systems, Man and Cybernetics: Systems 45 (2015). The conditions are those of
`winset.analysis.inverting.conditions`, counted in `winset.analysis.inverting.counting`; what is nearest is said in
`winset.analysis.inverting.nearest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.inverting.conditions import Condition, condition
from winset.analysis.inverting.nearest import Row, swaps_needed
from winset.analysis.inverting.requirements import Requirement, TargetAnswer, answered, met, statement_texts
from winset.analysis.naming import known_name
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.stability import CONCEPTS, TITLES
from winset.errors import ArgumentError
from winset.game.game import Game, Indices
from winset.game.moves import moves_of

if TYPE_CHECKING:
    from winset.case.model import Case

MOST_TARGETS = 5  # worked out in full, the nearest first; the swaps are given for every target
MOST_NAMED = 12  # outcomes told by name under a table of ids
SHORT = 12  # tiers of a ranking that is shown whole
LARGE = 10_000  # outcomes, from which on the nearest alone is worked out in full


@dataclass(frozen=True, kw_only=True)
class Inverse(Result):
    """Which preferences would make the targets equilibria under one concept.

    varied: the parties whose preferences may change. targets: all of them. swaps: for each party and
    target, the fewest swaps that make the target stable for the party, the others as they are. answers: the
    nearest targets.
    """

    question: Question
    concept: str
    varied: tuple[int, ...]
    targets: Indices
    swaps: Row
    answers: tuple[TargetAnswer, ...]

    def conditions(self, outcome: str | int) -> tuple[Condition, ...]:
        """For each party the condition under which an outcome is stable for it."""
        index = self.question.outcome(outcome)
        parties = range(len(self.question.game.parties))
        return tuple(condition(self.question, party, index, self.concept) for party in parties)

    def why(self, outcome: str | int) -> str:
        """The conditions an outcome asks for, in words, and which of them are met."""
        lines = []
        for one in self.conditions(outcome):
            met = "met" if one.holds(self.question.game.ranks[one.party]) else "not met"
            lines += [f"{self.question.name(one.party)} ({met}):", *(f"  {line}" for line in one.sentences())]
        return "\n".join(lines)

    def tables(self) -> tuple[Table, ...]:
        """The targets, what the nearest ask of each party, and the least changes."""
        return (self._target_table(), self._requirement_table(), self._change_table())

    def findings(self) -> dict[str, Any]:
        """Targets and swaps; for the nearest targets conditions, counts and least changes."""
        parties = self.question.game.parties
        return {
            "concept": self.concept,
            "varied": [parties[party] for party in self.varied],
            "targets": self.question.ids(self.targets),
            "swaps": {party: row.tolist() for party, row in zip(parties, self.swaps)},
            "answers": [self._answer(one) for one in self.answers],
        }

    def _answer(self, one: TargetAnswer) -> dict[str, Any]:
        parties = self.question.game.parties
        changed = (
            None
            if one.rankings is None
            else {parties[party]: self._best_first(one.rankings[party]) for party in self.varied}
        )
        return {
            "target": self.question.id(one.outcome),
            "requirements": {party: self._requirement(own) for party, own in zip(parties, one.requirements)},
            "swaps": one.swaps,
            "least": one.least,
            "rankings": changed,
        }

    def _requirement(self, one: Requirement) -> dict[str, Any]:
        count, id_of = one.count, self.question.id
        clauses = [
            {
                "move": id_of(clause.move),
                "at_least_as_good_as_one_of": [self.question.ids(sorted(own)) for own in clause.alternatives],
            }
            for clause in one.condition.clauses
        ]
        counted: dict[str, Any] | None = None
        if count is not None:
            fraction = str(count.share) if isinstance(count.share, Fraction) else None
            numbers = {"satisfying": count.satisfying, "of": count.of}
            counted = {"share": float(count.share), "fraction": fraction, **numbers}
        return {
            "holds": one.holds,
            "words": list(one.condition.sentences()),
            "clauses": clauses,
            "rankings": counted,
            "swaps": one.swaps,
            "statements": self._statements(one),
        }

    def _statements(self, one: Requirement) -> dict[str, Any] | None:
        found = one.statements
        if found is None:
            return None
        texts = statement_texts(self.question, one.condition.party)
        order = None if found.order is None else [texts[place] for place in found.order]
        moved = None if found.moved is None else [texts[place] for place in found.moved]
        return {"order": order, "moved": moved, "complete": found.complete}

    def _best_first(self, ranks: Row) -> list[list[Any]]:
        """A ranking as tiers of outcomes, best first."""
        outcomes = self.question.feasible
        levels = np.unique(ranks[outcomes])[::-1]
        return [self.question.ids(outcomes[ranks[outcomes] == level]) for level in levels]

    def _target_table(self) -> Table:
        order = np.argsort(self.swaps.sum(axis=0), kind="stable")[:50]
        rows = tuple((self.question.label(int(self.targets[k])), *self.swaps[:, k].tolist()) for k in order)
        notes: tuple[str, ...] = (
            "Fewest swaps of neighbours in a party's ranking that make the target stable for it.",
            *self._legend(),
        )
        if len(order) < self.targets.size:
            notes += (f"The nearest {len(order)} of {self.targets.size:,} targets.",)
        title = f"How near the targets are, {TITLES[self.concept]}"
        return Table(title, ("target", *self.question.game.parties), rows, notes)

    def _legend(self) -> tuple[str, ...]:
        """What the ids of parties stand for, where they are not the names."""
        ids = enumerate(self.question.game.parties)
        return tuple(f"{short}: {name}" for k, short in ids if (name := self.question.name(k)) != short)

    def _requirement_table(self) -> Table:
        parties = self.question.game.parties
        rows = tuple(
            (self.question.id(one.outcome), parties[own.condition.party], own.condition.listed(), *met(own))
            for one in self.answers
            for own in one.requirements
        )
        columns = (
            "target",
            "party",
            "must find it at least as good as",
            "met",
            "rankings that meet it",
            "in numbers",
        )
        return Table("What the targets ask of each party", columns, rows, self._notes_on_conditions())

    def _notes_on_conditions(self) -> tuple[str, ...]:
        """How the conditions are to be read, and the names of the outcomes they speak of."""
        asked = [own.condition for one in self.answers for own in one.requirements]
        answered_moves = any(len(clause.alternatives) > 1 for one in asked for clause in one.clauses)
        how = ("Before “or” what it could move to, after it what that can be answered by.",)
        spoken_of = sorted({place for one in asked for place in one.outcomes})
        named = [
            self.question.label(k) for k in spoken_of if self.question.label(k) != str(self.question.id(k))
        ]
        legend = (f"Outcomes: {'; '.join(named)}.",) if 0 < len(named) <= MOST_NAMED else ()
        return (how if answered_moves else ()) + legend

    def _change_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for one in self.answers:
            for party in self.varied:
                own = one.requirements[party]
                if one.rankings is not None and not own.holds:
                    best = around(self._best_first(one.rankings[party]), self.question.id(one.outcome))
                    target, name = self.question.id(one.outcome), self.question.game.parties[party]
                    rows.append((target, name, own.swaps, best, self._moved(own)))
        notes = tuple(
            f"{self.question.label(one.outcome)}: no change of these parties' rankings was found that makes it hold."
            for one in self.answers
            if one.rankings is None
        )
        if not rows and not notes:
            notes = ("None is needed: the targets hold as the parties' rankings are.",)
        columns = ("target", "party", "swaps", "nearest ranking, best first", "statements to move")
        return Table("The least changes", columns, tuple(rows), notes)

    def _moved(self, one: Requirement) -> str | None:
        found = one.statements
        if found is None:
            return None
        if found.moved is None or found.order is None:
            return (
                "no order of its statements does" if found.complete else "none found among the orders tried"
            )
        texts = statement_texts(self.question, one.condition.party)
        return "; ".join(f"{texts[place]} to place {found.order.index(place) + 1}" for place in found.moved)


def around(tiers: Sequence[Sequence[Any]], target: Any) -> str:
    """A ranking by tiers, best first: all of a short one, of a long one the target's tier and its neighbours.

    >>> around([[3], [1, 2], [0]], 0)
    '3 > 1 ~ 2 > 0'
    >>> around([[k] for k in range(20)], 7)
    '… > 6 > 7 > 8 > …'
    """
    first, last = 0, len(tiers)
    if last > SHORT:
        place = next(k for k, tier in enumerate(tiers) if target in tier)
        first, last = max(0, place - 1), min(last, place + 2)
    shown = [" ~ ".join(map(str, tier)) for tier in tiers[first:last]]
    return " > ".join(["…"] * (first > 0) + shown + ["…"] * (last < len(tiers)))


def inverse(
    subject: Game | Case,
    target: str | int | Iterable[int],
    concept: str = "nash",
    parties: Iterable[str | int] | None = None,
) -> Inverse:
    """Which preferences would make a target an equilibrium: the conditions, how many rankings, the nearest.

    subject: a case, or a bare game. target: for a case an outcome id or a formula, for a bare game an index
    or several; each outcome it picks out is a target. concept: one of `stability`. parties: whose
    preferences may change, all by default. The swaps are found for every target; conditions, counts and
    changes for the five nearest. Under SEQ and SSEQ conditions and counts take the other parties'
    preferences as they are, and changes of several parties are tried together, at most 300. Raises
    ArgumentError for a target that picks out no outcome.

    >>> game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> found = inverse(game, 0)  # both cooperate, in the prisoners' dilemma
    >>> print(found.why(0))
    Row (not met):
      Row must find 0 at least as good as 1, to which it can move.
    Column (not met):
      Column must find 0 at least as good as 2, to which it can move.
    >>> found.answers[0].swaps, found.answers[0].requirements[0].count.satisfying
    (2, 12)
    """
    known_name(concept, CONCEPTS)
    question = ask(subject)
    varied = _varied(question, parties)
    targets = _targets(question, target)
    moves = moves_of(question.game)
    everyone = range(len(question.game.parties))
    swaps = np.stack([swaps_needed(moves, party, concept)[targets] for party in everyone])
    fixed = [party for party in everyone if party not in varied]
    nearest = MOST_TARGETS if question.game.outcomes <= LARGE else 1
    order = np.lexsort((swaps.sum(axis=0), swaps[fixed].sum(axis=0) > 0))[:nearest]
    return Inverse(
        subject=question.about,
        method="inverse analysis by conditions on each party's ranking, exact",
        parameters={
            "target": target if isinstance(target, str | int) else list(target),
            "concept": concept,
            "parties": [question.game.parties[party] for party in varied],
        },
        question=question,
        concept=concept,
        varied=varied,
        targets=targets,
        swaps=swaps,
        answers=tuple(answered(question, int(targets[k]), concept, varied) for k in order),
    )


def _varied(question: Question, parties: Iterable[str | int] | None) -> tuple[int, ...]:
    if parties is None:
        return tuple(range(len(question.game.parties)))
    return question.coalition([parties] if isinstance(parties, str) else parties)


def _targets(question: Question, target: str | int | Iterable[int]) -> Indices:
    """The outcomes a target picks out, ascending."""
    if not isinstance(target, str | int):
        return np.array(sorted({question.outcome(one) for one in target}), dtype=np.int64)
    if question.built is None or str(target) in question.built.ids:
        return np.array([question.outcome(target)], dtype=np.int64)
    wanted = question.built.masks(question.built.formula(str(target)))
    found = question.feasible[wanted[question.feasible]]
    if not found.size:
        raise ArgumentError(f'no feasible outcome makes "{target}" true')
    return found
