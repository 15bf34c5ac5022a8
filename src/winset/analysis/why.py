"""Why an outcome is stable for a party, or is not: what tempts it, and what would answer each temptation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.analysis.evolution import Kind, Step, explore, trace
from winset.analysis.question import Question
from winset.game.game import Mask
from winset.game.moves import moves_of
from winset.game.steps import Steps

SANCTIONS: Mapping[str, tuple[Kind, bool]] = {
    "gmr": ("moves", False),
    "smr": ("moves", True),
    "seq": ("improvements", False),
    "sseq": ("improvements", True),
}
"""The steps a concept's sanctions may have, and whether the party must be unable to escape their end."""

_UNDETERRED = {
    None: "Nash stability looks no further.",
    ("moves", False): "Whatever moves the others make from there, it stays better off.",
    (
        "moves",
        True,
    ): "Whatever moves the others make from there, it stays better off, or can move on and be so again.",
    ("improvements", False): "Whatever the others do from there in their own interest, it stays better off.",
    ("improvements", True): (
        "Whatever the others do from there in their own interest, it stays better off,"
        " or can move on and be so again."
    ),
}


@dataclass(frozen=True)
class Temptation:
    """An improvement of the party, and the shortest sanction that deters it (None: nothing does).

    escape: the best outcome the party can move to from the end of the sanction; None where the concept does
    not ask, or the party has no move there.
    """

    improvement: int
    sanction: tuple[Step, ...] | None = None
    escape: int | None = None


@dataclass(frozen=True, repr=False)
class Why:
    """The reason for one verdict: as indices, in words by `str()`, by id in `to_dict()`.

    temptations: where the outcome is stable, every improvement with its sanction; where it is not, the most
    tempting improvement that nothing deters.
    """

    question: Question
    outcome: int
    party: int
    concept: str
    stable: bool
    temptations: tuple[Temptation, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return str(self)

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready data."""
        return {
            "outcome": self.question.id(self.outcome),
            "party": self.question.game.parties[self.party],
            "concept": self.concept,
            "stable": self.stable,
            "temptations": [self._temptation(temptation) for temptation in self.temptations],
        }

    def _temptation(self, temptation: Temptation) -> dict[str, Any]:
        id_of, game = self.question.id, self.question.game
        steps = (
            None
            if temptation.sanction is None
            else [
                {
                    "party": game.parties[step.movers[0]],
                    "from": id_of(step.source),
                    "to": id_of(step.target),
                    "gains": step.improves,
                }
                for step in temptation.sanction
            ]
        )
        escape = None if temptation.escape is None else id_of(temptation.escape)
        return {"improvement": id_of(temptation.improvement), "sanction": steps, "escape": escape}

    def _lines(self) -> Iterator[str]:
        here, who = self.question.label(self.outcome), self.question.name(self.party)
        title = self.concept.upper() if self.concept != "nash" else "Nash"
        verdict = f"{here} is {'' if self.stable else 'not '}stable for {who} under {title}"
        if not self.temptations:
            yield f"{verdict}: it has no move to an outcome it prefers."
        elif self.stable:
            yield f"{verdict}: every improvement it has can be answered."
        else:
            yield f"{verdict}: nothing deters it from an improvement it has."
        for temptation in self.temptations:
            change = self._change(self.outcome, temptation.improvement)
            yield f"  It would gain by moving to {self.question.label(temptation.improvement)}{change}."
            if temptation.sanction is None:
                yield f"    {_UNDETERRED[SANCTIONS.get(self.concept)]}"
            else:
                yield from (f"    {line}" for line in self._sanction(temptation, temptation.sanction))

    def _sanction(self, temptation: Temptation, steps: tuple[Step, ...]) -> Iterator[str]:
        label, ranks = self.question.label, self.question.game.ranks[self.party]
        for number, step in enumerate(steps):
            verb = "then" if number else "But"
            mover = self.question.name(step.movers[0])
            change = self._change(step.source, step.target)
            cost = "" if step.improves else ", though it gains nothing by that"
            yield f"{verb} {mover} can move from {label(step.source)} to {label(step.target)}{change}{cost}"
        end = steps[-1].target
        verdict = "no better" if ranks[end] == ranks[self.outcome] else "worse"
        yield f"and {label(end)} is {verdict} than {label(self.outcome)} for it."
        if SANCTIONS[self.concept][1]:
            yield self._escape(temptation.escape, end)

    def _escape(self, escape: int | None, end: int) -> str:
        label = self.question.label
        if escape is None:
            return f"It has no move from {label(end)}."
        best = f"The best it can do from {label(end)} is {label(escape)}"
        return f"{best}, no better than {label(self.outcome)} either."

    def _change(self, source: int, target: int) -> str:
        """The options that a move changes, in brackets; nothing where outcomes are not made of options."""
        if self.question.case is None or self.question.built is None or self.question.game.is_graph:
            return ""
        before, after = self.question.built.levels(source), self.question.built.levels(target)
        changed = [option for option in self.question.case.options if before[option.id] != after[option.id]]
        return f" ({', '.join(f'{own.name}: {before[own.id]} → {after[own.id]}' for own in changed)})"


def why(question: Question, outcome: int, party: int, concept: str) -> Why:
    """The reason why an outcome is or is not stable for a party; indices, and one of the five concepts.

    >>> from winset.analysis.question import ask
    >>> from winset.game.game import Game
    >>> dilemma = ask(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column")))
    >>> print(why(dilemma, 0, 0, "seq"))
    0 is stable for Row under SEQ: every improvement it has can be answered.
      It would gain by moving to 1.
        But Column can move from 1 to 3
        and 3 is worse than 0 for it.
    >>> print(why(dilemma, 0, 0, "nash"))
    0 is not stable for Row under Nash: nothing deters it from an improvement it has.
      It would gain by moving to 1.
        Nash stability looks no further.
    """
    improvements = question.game.improvements(party, outcome)
    best_first = improvements[
        np.argsort(-question.game.ranks[party, improvements].astype(np.int64), kind="stable")
    ]
    if concept in SANCTIONS:
        deterring = _deterring(question, outcome, party, SANCTIONS[concept][1])
        tempting = [_answered(question, int(target), party, concept, deterring) for target in best_first]
    else:
        tempting = [Temptation(int(target)) for target in best_first]
    undeterred = [temptation for temptation in tempting if temptation.sanction is None]
    if undeterred:
        return Why(question, outcome, party, concept, False, (undeterred[0],))
    return Why(question, outcome, party, concept, True, tuple(tempting))


def _deterring(question: Question, outcome: int, party: int, symmetric: bool) -> Mask:
    """The outcomes whose threat would deter the party from leaving an outcome."""
    game = question.game
    ranks = game.ranks[party]
    held: Mask = (moves_of(game).best(party, ranks) if symmetric else ranks) <= ranks[outcome]
    return held if game.feasible is None else held & game.feasible


def _answered(question: Question, improvement: int, party: int, concept: str, deterring: Mask) -> Temptation:
    """An improvement with a shortest sanction by the others, if there is one."""
    kind, symmetric = SANCTIONS[concept]
    others = [(other,) for other in range(len(question.game.parties)) if other != party]
    walk = Steps(question.game)
    evolution = explore(walk, improvement, others, kind, until=deterring)
    ends = np.flatnonzero(deterring & (evolution.fewest >= 0))
    if not ends.size:
        return Temptation(improvement)
    end = int(ends[evolution.fewest[ends].argmin()])
    escape = _escape(question, party, end) if symmetric else None
    return Temptation(improvement, trace(walk, evolution, others, end).steps, escape)


def _escape(question: Question, party: int, end: int) -> int | None:
    """The best outcome the party can move to from the end of a sanction, if it can move at all."""
    moves = question.game.moves(party, end)
    return int(moves[question.game.ranks[party, moves].argmax()]) if moves.size else None
