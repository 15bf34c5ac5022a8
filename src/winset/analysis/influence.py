"""What an answer hangs on: which lines, claims, sources and reports move it, and what would change our mind.

The answer is whether a target holds in some equilibrium under one concept. The definitions are those of
`winset.analysis.variants.leverage`; what rests on a claim, a source or a report is found by
`winset.case.evidence.withdrawal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from winset.analysis.naming import known_name
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.stability import CONCEPTS, TITLES
from winset.analysis.variants.batches import asked_of
from winset.analysis.variants.leverage import Finding, Leverage, flips, more_likely_than_not, weighed
from winset.analysis.variants.probability import Probability, percent
from winset.analysis.variants.running import Run, answer
from winset.analysis.variants.sampling import plan, standard_error
from winset.analysis.variants.support import Support, supports
from winset.analysis.variants.wagered import likeliest_target
from winset.case.build import build
from winset.case.model import Case, Line
from winset.case.uncertain.dependence import sources_of
from winset.case.uncertain.uncertainty import Element, uncertainty

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula

SHOWN = 10
"""Rows of a table; all others are in the data."""

NOTICED = 0.01
"""How far an answer must move, in expectation or by withdrawal, for a reader to be told to watch for it."""


@dataclass(frozen=True, kw_only=True)
class Influence(Result):
    """What an answer hangs on.

    probability: the answer's own. elements: uncertain lines, the one most worth settling first. claims,
    sources, reports: those the case cites; sources by how much rests on them. flips: the smallest sets of
    findings that flip the bottom line, with the probability given each.
    """

    question: Question
    case: Case
    target: str
    concept: str
    probability: Probability
    elements: tuple[Leverage, ...]
    claims: tuple[Support, ...]
    sources: tuple[Support, ...]
    reports: tuple[Support, ...]
    flips: tuple[tuple[tuple[Finding, ...], float], ...]

    @property
    def one_unnamed_source(self) -> Support | None:
        """The unnamed source on which the conclusion rests alone, if there is one.

        It does when the bottom line flips without it, or when it is the only source behind the uncertain
        lines that move the answer and cite anything.
        """
        moving = [
            one.element.line for one in self.elements if one.value >= NOTICED and one.element.line.evidence
        ]
        behind = {source.id for line in moving for source in sources_of(self.case, line)}
        for one in self.sources:
            flipped = more_likely_than_not(one.without) != more_likely_than_not(self.probability.best)
            if one.unnamed and (flipped or behind == {one.id}):
                return one
        return None

    def tables(self) -> tuple[Table, ...]:
        """What moves the answer, what would change our mind, what to watch for; claims, sources and reports."""
        return (
            self._element_table(),
            self._flip_table(),
            self._watch_table(),
            self._support_table("sources", self.sources),
            self._support_table("claims", self.claims),
            self._support_table("reports", self.reports),
        )

    def findings(self) -> dict[str, Any]:
        """The answer's probability, and all that moves it."""
        lone = self.one_unnamed_source
        return {
            "target": self.target,
            "concept": self.concept,
            "probability": self.probability.to_dict(),
            "elements": [_element_data(one) for one in self.elements],
            "flips": [
                {"findings": [{"id": e.id, "state": s} for e, s in found], "probability": given}
                for found, given in self.flips
            ],
            "claims": [_support_data(one) for one in self.claims],
            "sources": [_support_data(one) for one in self.sources],
            "reports": [_support_data(one) for one in self.reports],
            "rests_on_one_unnamed_source": lone.id if lone else None,
        }

    def why(self, name: str) -> str:
        """How far one line, claim, source or report moves the answer, in a sentence."""
        for one in self.elements:
            if one.element.id == name:
                said = (
                    f"{percent(s.probability)} if {self._state(one.element, s.state)}" for s in one.settled
                )
                return f"{self._says(one.element)}: the answer is {', '.join(said)}."
        for support in (*self.claims, *self.sources, *self.reports):
            if support.id == name:
                falls = ", ".join(support.fallen) or "nothing"
                return f"Without {name} the answer is {percent(support.without)}; what falls: {falls}."
        return f"Nothing uncertain is called {name}."

    def _element_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for one in self.elements[:SHOWN]:
            ends = [one.given(state) for state in ((1, 0) if one.element.holds_or_not else (0, 0))]
            shown = [percent(end) if end is not None and one.element.holds_or_not else "" for end in ends]
            rows.append((one.element.id, self._says(one.element), *shown, percent(one.value)))
        notes = (f"The answer as the case stands: {self.probability}.", self._rest(len(self.elements)))
        columns = ("line", "it says", "answer if it is so", "if it is not", "expected change")
        title = f"What the answer hangs on: {self.target}, in some {TITLES[self.concept]} equilibrium"
        return Table(title, columns, tuple(rows), tuple(filter(None, notes)))

    def _flip_table(self) -> Table:
        rows = tuple(
            (" and ".join(f"{e.id}: {self._state(e, s)}" for e, s in found), percent(given))
            for found, given in self.flips[:SHOWN]
        )
        side = (
            "more likely than not" if more_likely_than_not(self.probability.best) else "less likely than not"
        )
        notes = [f"As the case stands, the target is {side}.", self._rest(len(self.flips))]
        if not rows:
            notes.append("No finding about up to three uncertain lines would change that.")
        return Table(
            "What would change our mind",
            ("if it is found that", "the answer becomes"),
            rows,
            tuple(filter(None, notes)),
        )

    def _watch_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for one in self.elements:
            if one.value >= NOTICED and one.element.holds_or_not:
                rows.append((self._says(one.element), self._direction(one), self._grounds(one.element.line)))
        columns = ("watch for news on whether", "it would make the target", "until now it rests on")
        notes = () if rows else ("No uncertain line moves the answer by a percentage point or more.",)
        return Table("What to watch for", columns, tuple(rows[:SHOWN]), notes)

    def _support_table(self, kind: str, supports: Sequence[Support]) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (
                one.id,
                one.words,
                len(one.cited_by),
                len(one.fallen),
                percent(one.without),
                percent(one.confirmed),
            )
            for one in supports[:SHOWN]
        ]
        notes = [self._rest(len(supports))]
        lone = self.one_unnamed_source
        if kind == "sources" and lone is not None:
            notes.append(f"The conclusion rests on one unnamed source: {lone.id}.")
        words = "what it says" if kind == "claims" else "who or what"
        columns = (
            kind.removesuffix("s"),
            words,
            "cited by",
            "fall without it",
            "answer without it",
            "if confirmed",
        )
        return Table(f"What rests on which {kind}", columns, tuple(rows), tuple(filter(None, notes)))

    def _rest(self, count: int) -> str:
        return f"{count - SHOWN} more in the data." if count > SHOWN else ""

    def _says(self, element: Element) -> str:
        """An element as what it says, with whose it is."""
        text = getattr(element.line, "text", None) or getattr(element.line, "name", None) or element.id
        if element.kind == "statement" and element.owner:
            return f"{self.question.name(self.question.party(element.owner))} wants: {text}"
        if element.kind == "option":
            return f"it is possible: {text}"
        return text

    def _state(self, element: Element, state: int) -> str:
        if element.holds_or_not:
            return "it is so" if state else "it is not so"
        if element.kind == "range":
            return ("at the low end", "in the middle", "at the high end")[state]
        return f"it is number {state + 1} of {element.count}"

    def _direction(self, one: Leverage) -> str:
        so, not_so = one.given(1), one.given(0)
        if so is None or not_so is None:
            return "no different"
        return (
            f"{'likelier' if so > not_so else 'less likely'} if so ({percent(so)}; if not, {percent(not_so)})"
        )

    def _grounds(self, line: Line) -> str:
        names = [str(source) for source in sources_of(self.case, line)]
        return " and ".join(names) if names else "judgement: no report speaks to it"


def influence(
    case: Case,
    target: str | Formula | None = None,
    concept: str = "nash",
    samples: int | None = None,
    seed: int = 0,
    workers: int | Run = 1,
) -> Influence:
    """What an answer hangs on: whether a target holds in some equilibrium under a concept.

    target: a formula; by default the case's own, or else the likeliest equilibrium. concept: a stability
    concept. samples, seed, workers: as in `winset.analysis.robustness.robustness`. Raises ArgumentError as
    it does.

    >>> from winset.case.catalogue import example
    >>> found = influence(example("bypass"), "build and not protest", "seq")
    >>> print(found.why("rule 3"))
    not (protest and toll = high): the answer is 0% if it is not so, 100% if it is so.
    """
    name = known_name(concept, CONCEPTS)
    run = workers if isinstance(workers, Run) else Run(workers)
    question = ask(case)
    found = uncertainty(case)
    formula = case.target if target is None else target
    formula = build(case).formula(formula) if isinstance(formula, str) else formula
    if formula is None:
        formula = likeliest_target(case, name, samples, seed)
    made = plan(found, question.game.outcomes, samples, seed)
    asked = replace(asked_of(case, made, (name,), formula), has_paths=False, has_zone=False)
    first = answer(asked, run)
    variants = weighed(asked, first)
    ends = dict(zip(made.ends, (round(float(w @ first.flags[:, 0]), 12) for w in first.weights)))
    error = None if made.samples is None else standard_error(ends["best"], made.samples)
    single = replace(asked, plan=replace(made, ends=("best",)))
    resting = supports(case, single, Run(run.workers, run.cluster), ends["best"])
    return Influence(
        subject=question.about,
        method="conditioning and withdrawal over "
        + ("all variants, exact" if made.exact else "sampled variants"),
        parameters={"target": str(formula), "concept": name, "samples": made.samples},
        seed=None if made.exact else seed,
        question=question,
        case=case,
        target=str(formula),
        concept=name,
        probability=Probability(ends["best"], ends.get("low"), ends.get("high"), error),
        elements=variants.leverage(),
        claims=resting.claims,
        sources=resting.sources,
        reports=resting.reports,
        flips=flips(variants),
    )


def _element_data(one: Leverage) -> dict[str, Any]:
    settled = [{"state": s.state, "chance": s.chance, "probability": s.probability} for s in one.settled]
    return {"id": one.element.id, "kind": one.element.kind, "value": one.value, "settled": settled}


def _support_data(one: Support) -> dict[str, Any]:
    return {
        "id": one.id,
        "unnamed": one.unnamed,
        "fallen": list(one.fallen),
        "cited_by": list(one.cited_by),
        "without": one.without,
        "confirmed": one.confirmed,
    }
