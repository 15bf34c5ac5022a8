"""Stability against coalitions: what would hold if parties could move together.

A coalition C improves from s by going to t in R_C(s), what its members reach by moves of any of them, when
every member strictly prefers t to s. An outcome is *coalition-proof* under a concept when it is stable for
every non-empty coalition. Notation as in `winset.analysis.stability`, with C in place of party i.

KHFP01 is Kilgour, Hipel, Fang and Peng, "Coalition analysis in group decision support", Group Decision and
Negotiation 10 (2001); IH08 is Inohara and Hipel, "Coalition analysis in the graph model for conflict
resolution", Systems Engineering 11 (2008).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.naming import known_name, known_names
from winset.analysis.question import Question, ask
from winset.analysis.reasoning.coalition_reasons import TITLES, joint_improvements, reason
from winset.analysis.reasoning.reasons import Reason
from winset.analysis.result import Cell, Result, Table
from winset.analysis.stability import stability
from winset.errors import ArgumentError, SizeError
from winset.game.game import Game, Indices, Mask
from winset.game.joint import existing, held_down, jumps, tempted, withstands
from winset.game.reach import Reach
from winset.game.steps import Mover

if TYPE_CHECKING:
    from winset.case.model import Case

MOST_PARTIES = 6  # for every coalition at once: 63 of them
MOST_OUTCOMES_CSMR = 2**17  # for coalitions of two or more: a search for each outcome, 64 at a time


def cnash(reach: Reach, members: Mover) -> Mask:
    """Coalition Nash stability: the coalition has no improvement from s (KHFP01; IH08)."""
    return ~tempted(reach, members, reach.game.ranks[list(members)])


def cgmr(reach: Reach, members: Mover) -> Mask:
    """Coalition general metarationality: every coalition improvement t can be sanctioned.

    From t the others reach an s2 in R_{N-C}(t) that at least one member does not prefer to s (IH08).
    """
    ranks = reach.game.ranks[list(members)]
    return ~tempted(reach, members, held_down(reach, members, ranks))


def csmr(reach: Reach, members: Mover) -> Mask:
    """Coalition symmetric metarationality: as CGMR, and the sanction cannot be escaped.

    Every s3 in R_C(s2) is likewise one that at least one member does not prefer to s (IH08). Which member
    that is may differ from one s3 to the next. Where it can be one and the same, or where CGMR fails, that
    settles it; what is left is decided outcome by outcome.
    """
    escapes = np.stack([reach.best(members, rank) for rank in reach.game.ranks[list(members)]])
    sure = ~tempted(reach, members, held_down(reach, members, escapes))
    if len(members) == 1:
        return sure
    return sure | withstands(reach, members, cgmr(reach, members) & ~sure)


def cseq(reach: Reach, members: Mover) -> Mask:
    """Coalition sequential stability: as CGMR, equal to SEQ for a single party (IH08).

    The sanction s2 is in R_{N-C}^+(t): each step is an improvement for its own mover over where it moves
    from.
    """
    ranks = reach.game.ranks[list(members)]
    return ~tempted(reach, members, held_down(reach, members, ranks, improving=True))


CONCEPTS: Mapping[str, Callable[[Reach, Mover], Mask]] = {
    "cnash": cnash,
    "cgmr": cgmr,
    "csmr": csmr,
    "cseq": cseq,
}


@dataclass(frozen=True)
class Jump:
    """An equilibrium jump: a coalition leaves one equilibrium for another that all its members prefer."""

    source: int
    target: int
    members: Mover


@dataclass(frozen=True, kw_only=True)
class Coalitions(Result):
    """Where each coalition would stay, and where all of them would.

    coalitions: members as indices. stable: for each concept, bool `(coalitions, outcomes)`, false where
    infeasible. proof: for each concept the indices of the outcomes stable for every coalition asked about.
    jumps: between equilibria for single parties, under the concept `parameters["jumps"]`.
    """

    question: Question
    coalitions: tuple[Mover, ...]
    stable: Mapping[str, Mask]
    proof: Mapping[str, Indices]
    jumps: tuple[Jump, ...]

    @property
    def titles(self) -> Mapping[str, str]:
        """What each concept is called."""
        return TITLES

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts asked for, in their order."""
        return tuple(self.stable)

    def improvements(self, members: Iterable[str | int], outcome: str | int) -> Indices:
        """Where a coalition can go from an outcome with every member better off, ascending."""
        return joint_improvements(
            self._reach, self.question.coalition(members), self.question.outcome(outcome)
        )

    def why(self, outcome: str | int, members: Iterable[str | int], concept: str) -> Reason:
        """Why an outcome is stable for a coalition under a concept, or is not.

        For a stable one every improvement with a sanction; else the first improvement that nothing deters.
        """
        name = known_name(concept, CONCEPTS, "coalition concept")
        place = self.question.outcome(outcome)
        return reason(self.question, self._reach, self.question.coalition(members), place, name)

    def tables(self) -> tuple[Table, ...]:
        """What is coalition-proof, what is stable for each coalition, and the equilibrium jumps."""
        return (self._proof_table(), *(self._table(concept) for concept in self.concepts), self._jump_table())

    def findings(self) -> dict[str, Any]:
        """Coalitions; by concept what is stable for each, members joined by +, and coalition-proof; jumps."""
        ids = self.question.ids
        return {
            "coalitions": [self._party_ids(members) for members in self.coalitions],
            "stable": {
                concept: {
                    "+".join(self._party_ids(members)): ids(np.flatnonzero(row))
                    for members, row in zip(self.coalitions, rows)
                }
                for concept, rows in self.stable.items()
            },
            "proof": {concept: ids(indices) for concept, indices in self.proof.items()},
            "jumps": [
                {
                    "from": self.question.id(jump.source),
                    "to": self.question.id(jump.target),
                    "coalition": self._party_ids(jump.members),
                }
                for jump in self.jumps
            ],
        }

    @property
    def _reach(self) -> Reach:
        return Reach(self.question.game)

    def _party_ids(self, members: Mover) -> list[str]:
        return [self.question.game.parties[party] for party in members]

    def _proof_table(self) -> Table:
        held = np.unique(np.concatenate([*self.proof.values(), np.empty(0, dtype=np.int64)]))
        rows: list[tuple[Cell, ...]] = [
            (
                self.question.label(int(index)),
                *(bool(self.stable[name][:, index].all()) for name in self.concepts),
            )
            for index in held
        ]
        columns = ("outcome", *(TITLES[name] for name in self.concepts))
        title, note = self._asked_words()
        return Table(title, columns, tuple(rows), (note,) if rows else ("None.", note))

    def _asked_words(self) -> tuple[str, str]:
        """The title of what is stable for every coalition asked about, and which those are."""
        written = [self._written(members) for members in self.coalitions]
        if len(written) == 2 ** len(self.question.game.parties) - 1:
            return "Coalition-proof", f"Stable for every coalition: {len(written)} of one party or more."
        if len(written) == 1:
            return f"Stable for {written[0]}", "No other coalition was asked about."
        listed = ", ".join(written)
        return f"Stable for each of {len(written)} coalitions", f"Asked about: {listed}."

    def _table(self, concept: str) -> Table:
        """Coalitions by outcomes for few outcomes, else how many outcomes each coalition would stay at."""
        outcomes = self.question.feasible
        title = f"Stable under {TITLES[concept]}"
        legend = self._legend() if concept == self.concepts[0] else ()
        if outcomes.size > 40:
            counts: tuple[tuple[Cell, ...], ...] = tuple(
                (self._written(members), int(row.sum()))
                for members, row in zip(self.coalitions, self.stable[concept])
            )
            return Table(title, ("coalition", f"stable outcomes of {outcomes.size:,}"), counts, legend)
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (self._written(members), *(bool(mark) for mark in row[outcomes]))
            for members, row in zip(self.coalitions, self.stable[concept])
        )
        columns = ("coalition", *(str(name) for name in self.question.ids(outcomes)))
        return Table(title, columns, rows, legend)

    def _written(self, members: Mover) -> str:
        """A coalition as it is asked for: the ids of its members, joined by +."""
        return "+".join(self._party_ids(members))

    def _legend(self) -> tuple[str, ...]:
        """What the ids of parties stand for, where they are not the names."""
        game, asked = self.question.game, sorted({party for group in self.coalitions for party in group})
        known = [(game.parties[party], self.question.name(party)) for party in asked]
        return tuple(f"{short}: {name}" for short, name in known if short != name)

    def _jump_table(self) -> Table:
        label = self.question.label
        rows = tuple(
            (label(jump.source), label(jump.target), self._written(jump.members)) for jump in self.jumps
        )
        notes = () if rows else ("None.",)
        return Table("Equilibrium jumps", ("from", "to", "coalition"), rows, notes)


def coalitions(
    subject: Game | Case | Question,
    members: Iterable[Iterable[str | int]] | None = None,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    jumps_under: str = "nash",
) -> Coalitions:
    """What is stable when parties may move together, and where a coalition would jump between equilibria.

    subject: a case, or a bare game. members: the coalitions to ask about, each a list of parties; every
    non-empty one by default. concepts: among "cnash", "cgmr", "csmr", "cseq", defined by the functions of
    those names in this module. jumps_under: the individual concept whose equilibria are left and reached.
    Raises ArgumentError for an unknown party or concept, SizeError for more coalitions than a default can
    mean, or for CSMR beyond 131,072 outcomes.

    >>> dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> found = coalitions(dilemma, concepts=["cnash"])
    >>> found.stable["cnash"][2].tolist()  # both together leave only the outcome at which both are worst off
    [True, True, True, False]
    >>> print(found.why(3, ["Row", "Column"], "cnash"))
    3 is not stable for Row and Column together under CNash.
      They could go to 0, which each of them prefers: 3 → 1 (Column), 1 → 0 (Row).
      CNash looks no further.
    """
    names = known_names(concepts, CONCEPTS, "coalition concept")
    question = ask(subject)
    asked = _asked(question, members)
    _check_size(question.game, asked, names)
    reach = Reach(question.game)
    real = existing(question.game)
    stable = {name: np.stack([CONCEPTS[name](reach, group) & real for group in asked]) for name in names}
    held = stability(question.game, jumps_under).equilibria[jumps_under]
    found = [Jump(*ends, group) for group in asked if len(group) > 1 for ends in jumps(reach, group, held)]
    ids = [[question.game.parties[party] for party in group] for group in asked]
    return Coalitions(
        subject=question.about,
        method="coalition stability by definition, exact",
        parameters={"concepts": list(names), "coalitions": ids, "jumps": jumps_under},
        question=question,
        coalitions=asked,
        stable=stable,
        proof={name: np.flatnonzero(rows.all(axis=0)) for name, rows in stable.items()},
        jumps=tuple(found),
    )


def _asked(question: Question, members: Iterable[Iterable[str | int]] | None) -> tuple[Mover, ...]:
    if members is not None:
        asked = tuple(dict.fromkeys(question.coalition(group) for group in members))
        if not asked:
            raise ArgumentError("no coalition is named: give at least one, or leave `members` out for all")
        return asked
    count = len(question.game.parties)
    if count > MOST_PARTIES:
        raise SizeError(
            f"{count} parties make {2**count - 1} coalitions: name those that could move together",
            question.game.outcomes,
        )
    return tuple(group for size in range(1, count + 1) for group in combinations(range(count), size))


def _check_size(game: Game, asked: Iterable[Mover], names: Iterable[str]) -> None:
    joint = any(len(group) > 1 for group in asked)
    if joint and "csmr" in names and game.outcomes > MOST_OUTCOMES_CSMR:
        raise SizeError(
            f"CSMR needs a search for each of {game.outcomes:,} outcomes, and at most "
            f"{MOST_OUTCOMES_CSMR:,} are made: leave CSMR out, or ask for single parties",
            game.outcomes,
        )
