"""What a party prefers, found by comparing outcomes two at a time.

In option form the answers lead to ordered statements, each that an option is (or is not) taken or carried so far
(`winset.game.comparing.Order`); in graph form to a ranking of the outcomes (`winset.game.comparing.Insertion`). Either
way what is found is what the case file would say, and no question is asked whose answer follows from earlier ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.analysis.question import Question, ask
from winset.analysis.result import Result, Table
from winset.case.build import build
from winset.case.model import Case, Option
from winset.errors import ArgumentError
from winset.game.comparing import Answer, Bools, Insertion, Order
from winset.game.game import Indices


@dataclass(frozen=True, kw_only=True)
class Elicitation(Result):
    """What answers say of a party's preference, and what to ask next.

    question: two outcomes by id, or None where nothing is open. left: about how many questions are left. may_be_alike:
    whether "no difference" can be said of the two. wants: what the case file would say so far, `{"statements": [...]}`
    or `{"outcomes": [[...], ...]}`.
    """

    case: Case
    party: str
    asked: int
    question: tuple[str, str] | None
    left: int
    may_be_alike: bool
    wants: dict[str, list[Any]]

    def tables(self) -> tuple[Table, ...]:
        """What is implied so far, most important or best first."""
        (kind, lines), *_ = self.wants.items()
        rows = tuple(
            (k + 1, " = ".join(one) if isinstance(one, list) else one) for k, one in enumerate(lines)
        )
        notes = (f"{self.asked} comparisons made, about {self.left} left.",) if self.left else ()
        return (Table(f"What {self.party} wants, by its {kind}", ("place", "line"), rows, notes),)

    def findings(self) -> dict[str, Any]:
        """The question, what is left to ask, and what is implied."""
        return {
            "party": self.party,
            "asked": self.asked,
            "question": list(self.question) if self.question else None,
            "left": self.left,
            "wants": self.wants,
        }


def elicit(case: Case, party: str, answers: Sequence[tuple[str, str, int]] = ()) -> Elicitation:
    """What comparisons say of a party's preference, and the next one to make.

    answers: outcomes by id, with 1 where the first is better, -1 where the second is, 0 where there is no difference.
    What the case says of the party's preference is not used. Raises ArgumentError for what the case does not know, for
    answers that contradict each other, and where there is too much to compare.

    >>> from winset.case.catalogue import example
    >>> found = elicit(example("chicken"), "row")
    >>> found.question, found.left
    (('1', '3'), 3)
    >>> elicit(example("chicken"), "row", [("1", "2", -1), ("1", "3", 1), ("1", "4", 1)]).wants
    {'statements': ['not column.firm', 'row.firm']}
    """
    if party not in [one.id for one in case.parties]:
        raise ArgumentError(f'the case has no party "{party}"')
    question = ask(case)
    found = _ranking(question, answers) if case.is_graph else _statements(case, question, answers)
    return Elicitation(
        subject=question.about,
        method="binary insertion" if case.is_graph else "lexicographic orders that fit, split evenly",
        parameters={"party": party},
        seed=None if case.is_graph else 0,
        case=case,
        party=party,
        asked=len(answers),
        **found,
    )


# --- Graph form ---


def _ranking(question: Question, answers: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    made = [
        Answer(question.outcome(one), question.outcome(other), verdict) for one, other, verdict in answers
    ]
    found = Insertion(question.game.outcomes, made)
    return {
        "question": _named(question, found.question),
        "left": found.left,
        "may_be_alike": True,
        "wants": {"outcomes": [[question.id(one) for one in tier] for tier in found.tiers]},
    }


def _named(question: Question, pair: tuple[int, int] | None) -> tuple[str, str] | None:
    return None if pair is None else (question.id(pair[0]), question.id(pair[1]))


# --- Option form ---


def _statements(case: Case, question: Question, answers: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    feasible = question.feasible
    place = {int(index): k for k, index in enumerate(feasible)}
    words, features = _features(case, feasible)
    made = [
        Answer(place[question.outcome(one)], place[question.outcome(other)], verdict)
        for one, other, verdict in answers
    ]
    found = Order(features, made)
    pair = found.question
    return {
        "question": _named(question, pair and (int(feasible[pair[0]]), int(feasible[pair[1]]))),
        "left": found.left,
        "may_be_alike": pair is not None and found.may_be_alike(*pair),
        "wants": {"statements": [words[k][0 if wanted else 1] for k, wanted in found.implied]},
    }


def _features(case: Case, feasible: Indices) -> tuple[list[tuple[str, str]], Bools]:
    """What an outcome has or not, `(features, outcomes)`, with formulas for both; what never differs is left out."""
    built = build(case)
    words: list[tuple[str, str]] = []
    rows: list[Bools] = []
    for option in case.options:
        for formula, negation in _sides(option):
            row = built.masks(built.formula(formula))[feasible]
            known = any((row == one).all() or (row != one).all() for one in rows)
            if not known and row.any() and not row.all():
                words.append((formula, negation))
                rows.append(row)
    return words, np.array(rows, dtype=bool).reshape(len(rows), len(feasible))


def _sides(option: Option) -> list[tuple[str, str]]:
    """An option taken so far, or not, for each level but the first: as a formula says it.

    >>> _sides(Option(id="toll", party="council", name="Toll", levels=("none", "low", "high")))
    [('toll', 'not toll'), ('toll = high', 'toll != high')]
    """
    found = [(option.id, f"not {option.id}")]
    for level in option.levels[2:-1]:
        found.append((f"{option.id} >= {level}", f"not {option.id} >= {level}"))
    if len(option.levels) > 2:
        found.append((f"{option.id} = {option.levels[-1]}", f"{option.id} != {option.levels[-1]}"))
    return found
