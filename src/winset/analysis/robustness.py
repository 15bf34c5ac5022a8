"""How sure an answer is: what holds over all variants of an uncertain case, and with what probability.

The probability of an answer is the weight of the variants in which it is true, each variant weighted with
the probability of its fates (`winset.case.uncertain`): exact over all variants where there are at most 2^20,
else from a sample, with a standard error on every figure. Where likelihoods are ranges, the answer is given
with all of them at their best, all at their low and all at their high end.

The target holds *in some* equilibrium of a variant when an equilibrium makes it true, *in all* when there
is an equilibrium and every one does, *in none* else than in some. It is *reached* when an equilibrium that
makes it true can be reached from the status quo by improvements, of parties alone or of the coalitions the
case names. The *zone of agreement is empty* when no outcome satisfies everyone whose consent the deal
needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.stability import CONCEPTS, TITLES
from winset.analysis.variants.batches import WAYS, Answer, Asked, asked_of
from winset.analysis.variants.probability import Probability, percent
from winset.analysis.variants.running import Run, answer
from winset.analysis.variants.sampling import plan, points, standard_error
from winset.case.build import build
from winset.case.uncertain.uncertainty import Element, Uncertainty, uncertainty
from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula
    from winset.case.model import Case
    from winset.case.uncertain.uncertainty import Numbers

SHOWN = 15
"""Outcomes in the table; all others are in the data."""

_DIGITS = 12  # beyond these, a sum of weights is rounding


@dataclass(frozen=True, kw_only=True)
class Robustness(Result):
    """What holds over the variants of a case, and with what probability.

    answer: the flags and weights of every variant looked at, and the weights of equilibria `(ends, concepts,
    outcomes)`. target: the formula asked about, if any.
    """

    question: Question
    asked: Asked
    answer: Answer
    target: str | None = None

    @property
    def found(self) -> Uncertainty:
        """What is uncertain in the case."""
        return self.asked.plan.found

    @property
    def exact(self) -> bool:
        """Whether all variants were looked at."""
        return self.asked.plan.exact

    def holds(self, concept: str, way: str = "some") -> Probability:
        """The probability that the target holds under a concept, in one of the ways asked about.

        way: in "some", "all" or "none" of the equilibria, or in one that a "path" leads to. Raises ArgumentError
        where there is no target, or no such question was asked.
        """
        if way == "none":
            some = self.holds(concept, "some")
            low, high = (None if end is None else 1 - end for end in (some.low, some.high))
            return Probability(1 - some.best, low, high, some.error)
        if (way, concept) not in self.asked.questions:
            asked = ", ".join(f"{one} {name}" for one, name in self.asked.questions) or "no target"
            raise ArgumentError(f"whether the target holds in {way} {concept} was not asked (asked: {asked})")
        column = self.asked.questions.index((way, concept))
        return self._probability(self.answer.weights @ self.answer.flags[:, column])

    @property
    def zone_empty(self) -> Probability | None:
        """The probability that nothing is left to agree on; None where the case has no deal."""
        if not self.asked.has_zone:
            return None
        return self._probability(self.answer.weights @ self.answer.flags[:, -1])

    def equilibrium(self, outcome: int, concept: str) -> Probability:
        """The probability that the outcome of an index is an equilibrium."""
        return self._probability(self.answer.held[:, self.asked.concepts.index(concept), outcome])

    @cached_property
    def likely(self) -> tuple[int, ...]:
        """The outcomes that are equilibria in some variant, those that hold most firmly first, by index.

        Stronger concepts imply weaker ones, so the sum of an outcome's probabilities over them says how firmly.
        """
        best = self.answer.held[self._best]
        some = np.flatnonzero(best.any(axis=0)).tolist()
        return tuple(sorted(some, key=lambda index: (-float(best[:, index].sum()), index)))

    @property
    def convergence(self) -> tuple[tuple[int, float], ...]:
        """The first question's probability after an eighth, a quarter, half and all of a sample."""
        plan_ = self.asked.plan
        if plan_.exact or not self.asked.questions:
            return ()
        weights, flags = self.answer.weights[self._best], self.answer.flags[:, 0]
        own = flags[weights > 0]
        steps = sorted({max(1, len(own) // part) for part in (8, 4, 2, 1)})
        return tuple((step, float(own[:step].mean())) for step in steps)

    def tables(self) -> tuple[Table, ...]:
        """The target and the deal, the outcomes, what is uncertain and, of a sample, how it converged."""
        found = [self._target_table()] if self.target else []
        found += [self._outcome_table(), self._element_table()]
        return (*found, *([self._convergence_table()] if self.convergence else []))

    def findings(self) -> dict[str, Any]:
        """Probabilities of the target, of an empty zone, and of every outcome that is an equilibrium somewhere."""
        ways = [way for way in (*WAYS, "none") if way != "path" or self.asked.has_paths]
        target = {
            concept: {way: self.holds(concept, way).to_dict() for way in ways}
            for concept in (self.asked.concepts if self.target else ())
        }
        zone = self.zone_empty
        return {
            "target": self.target,
            "variants": self.asked.plan.variants,
            "different_games": self.answer.games,
            "exact": self.exact,
            "target_holds": target if self.target else None,
            "zone_empty": None if zone is None else zone.to_dict(),
            "equilibria": {concept: self._held(concept) for concept in self.asked.concepts},
            "groups": [[self._data(self.found.elements[k]) for k in group] for group in self.found.groups],
            "convergence": [{"samples": samples, "share": share} for samples, share in self.convergence],
        }

    def why(self, outcome: str | int) -> str:
        """How often an outcome, by id, is an equilibrium under each concept."""
        index = self.question.outcome(outcome)
        said = (f"{TITLES[one]} {self.equilibrium(index, one)}" for one in self.asked.concepts)
        return f"{self.question.label(index)} is an equilibrium with a probability of: {', '.join(said)}."

    @property
    def _best(self) -> int:
        return self.asked.plan.ends.index("best")

    def _probability(self, weights: Numbers) -> Probability:
        plan_ = self.asked.plan
        shares = dict(zip(plan_.ends, (round(float(one), _DIGITS) for one in weights)))
        error = None if plan_.samples is None else standard_error(shares["best"], plan_.samples)
        return Probability(shares["best"], shares.get("low"), shares.get("high"), error)

    def _held(self, concept: str) -> list[dict[str, Any]]:
        k = self.asked.concepts.index(concept)
        built = build(self.asked.case)
        return [
            {
                "id": self._id(index),
                "levels": built.levels(index),
                **self.equilibrium(index, concept).to_dict(),
            }
            for index in self.likely
            if self.answer.held[self._best, k, index] > 0
        ]

    def _id(self, index: int) -> Any:
        return self.question.id(index) if self.question.game.exists(index) else None

    def _label(self, index: int) -> str:
        if self.question.game.exists(index):
            return self.question.label(index)
        described = build(self.asked.case).describe(index)
        return f"(kept out by a rule as the case is written) {described}"

    def _data(self, element: Element) -> dict[str, Any]:
        likely = element.line.likelihood
        ends = None if likely is None else [likely.low, likely.best, likely.high]
        return {"id": element.id, "kind": element.kind, "likelihood": ends, "states": element.count}

    def _target_table(self) -> Table:
        ways = [*WAYS, "none"] if self.asked.has_paths else ["some", "all", "none"]
        heads = {
            "some": "in some equilibrium",
            "all": "in every one",
            "path": "and can be reached",
            "none": "in none",
        }
        rows = tuple(
            (TITLES[one], *(str(self.holds(one, way)) for way in ways)) for one in self.asked.concepts
        )
        notes = [self._method_note()]
        if self.asked.plan.ends != ("best",):
            notes.append(
                "In brackets: the range between every likelihood at the low end and every one at the high end."
            )
        if self.zone_empty is not None:
            notes.append(f"That nothing is left to agree on has a probability of {self.zone_empty}.")
        return Table(
            f"How likely it is that this holds: {self.target}",
            ("concept", *(heads[way] for way in ways)),
            rows,
            tuple(notes),
        )

    def _outcome_table(self) -> Table:
        shown = self.likely[:SHOWN]
        rows: list[tuple[Cell, ...]] = [
            (self._label(index), *(self.equilibrium(index, one).shown for one in self.asked.concepts))
            for index in shown
        ]
        left = len(self.likely) - len(shown)
        notes = [f"{left} more outcomes hold in some variant; the data list them all."] if left else []
        if not self.target:
            notes.append(self._method_note())
        columns = ("outcome", *(TITLES[one] for one in self.asked.concepts))
        return Table("How likely each outcome is to be an equilibrium", columns, tuple(rows), tuple(notes))

    def _element_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for number, group in enumerate(self.found.groups, 1):
            rows += [
                (
                    number,
                    self.found.elements[k].id,
                    self.found.elements[k].kind,
                    _likelihood(self.found.elements[k]),
                )
                for k in group
            ]
        notes = (
            ("Lines of one group stand or fall together: they rest on the same sources.",)
            if rows
            else ("Nothing in the case is marked uncertain.",)
        )
        return Table("What is uncertain", ("group", "line", "what it is", "likelihood"), tuple(rows), notes)

    def _convergence_table(self) -> Table:
        rows = tuple((samples, percent(share)) for samples, share in self.convergence)
        return Table(
            "How the sample converged", ("variants", "target in some equilibrium, first concept"), rows
        )

    def _method_note(self) -> str:
        plan_ = self.asked.plan
        if plan_.exact:
            if plan_.variants == 1:
                return "Nothing in the case is uncertain, so there is one variant of it: the case itself."
            return f"All {plan_.variants:,} variants of the case were looked at; the figures are exact."
        return f"From {plan_.samples:,} sampled variants; after ± the standard error."


def _likelihood(element: Element) -> str:
    likely = element.line.likelihood
    if not element.holds_or_not or likely is None:
        return f"{element.count:,} possibilities"
    low, high = percent(likely.low), percent(likely.high)
    span = low if low == high else f"{low} to {high}"
    return f"{likely.word} ({span})" if likely.word else span


def robustness(
    case: Case,
    target: str | Formula | None = None,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    samples: int | None = None,
    seed: int = 0,
    workers: int | Run = 1,
) -> Robustness:
    """What holds in a case whose lines are uncertain, and with what probability.

    target: a formula; the case's own target by default. concepts: stability concepts, all by default.
    samples: look at so many sampled variants; by default at all of them, or at 4,096 where they are more
    than 2^20. workers: processes on this machine, or a `Run` that says more. Raises ArgumentError for a
    formula, concept or number that will not do.

    >>> from winset.case.catalogue import example
    >>> sure = robustness(example("bypass"), "build and not protest", ["nash", "seq"])
    >>> sure.asked.plan.variants, str(sure.holds("seq", "some")), sure.exact
    (2, '75% (60% to 85%)', True)
    """
    names = known_names(concepts, CONCEPTS)
    question = ask(case)
    formula = case.target if target is None else target
    formula = build(case).formula(formula) if isinstance(formula, str) else formula
    found = uncertainty(case)
    made = plan(found, question.game.outcomes, samples, seed)
    asked = asked_of(case, made, names, formula)
    run = workers if isinstance(workers, Run) else Run(workers)
    return Robustness(
        subject=question.about,
        method=f"all {made.variants} variants, exact"
        if made.exact
        else f"{made.samples} variants by {points()}",
        parameters={
            "target": str(formula) if formula else None,
            "concepts": list(names),
            "samples": made.samples,
        },
        seed=None if made.exact else seed,
        question=question,
        asked=asked,
        answer=answer(asked, run),
        target=str(formula) if formula else None,
    )
