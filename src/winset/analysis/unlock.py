"""Why a target is not to be had, and the least that would let it in.

A target is a formula; it is *reached* when some outcome that makes it true is in the zone of agreement and,
unless that is not asked, no party would leave it. Both searches are `winset.analysis.unlocking`: complete
and minimal, or saying that they were cut. Changing an element costs 1 unless the case (`costs` of its deal
block) or the caller says otherwise; what costs `never` is in no advice, but it may be among what blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from winset.analysis.agreement import Agreement, Element, Mask, agreement
from winset.analysis.choices import Indices
from winset.analysis.deals import element_words, family_findings
from winset.analysis.fallback_bargaining import fallback_bargaining
from winset.analysis.obstacles import Obstacle, obstacles
from winset.analysis.payments import Payments, side_payments
from winset.analysis.question import Question
from winset.analysis.restatement import Restatement, restatements
from winset.analysis.result import Cell, Result, Subject, Table
from winset.analysis.stability import CONCEPTS
from winset.analysis.unlocking import Family, Target, blocking_sets, target, unlocking_sets
from winset.case.model import Case
from winset.errors import ArgumentError, UndefinedError, suggestion

MOST_TOLD = 40
"""Sets told with an example and its grounds; all of them are counted, and their elements in the JSON."""

Costs = Mapping[str, float | None]


@dataclass(frozen=True)
class Blocking:
    """Elements that together keep the target out, each with its grounds at an outcome it excludes."""

    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Unlocking:
    """Elements that together let the target in: what it costs, how many outcomes, a good one among them."""

    obstacles: tuple[Obstacle, ...]
    cost: float
    outcomes: int
    example: int


@dataclass(frozen=True, kw_only=True)
class _About(Result):
    """What both answers know: the target, and where it stands today.

    target: the formula as given. wanted: the outcomes that make it true. reached: those already in the zone
    that nobody would leave. left: those in the zone that somebody would leave. common: what the reached
    ones share.
    """

    agreement: Agreement
    question: Question
    target: str
    wanted: Target
    reached: Indices
    left: Indices
    common: dict[str, str]

    def label(self, index: int) -> str:
        """An outcome for a table: id and name, or its levels where a rule excludes it."""
        if self.agreement.feasible[index]:
            return self.question.label(index)
        return self.agreement.built.describe(index)

    def _standing(self) -> dict[str, Any]:
        ids = self.question.ids
        return {"target": self.target, "reached": ids(self.reached), "agreed_but_left": ids(self.left)}


@dataclass(frozen=True, kw_only=True)
class WhyNot(_About):
    """Every minimal set of elements that keeps a target out."""

    family: Family
    told: tuple[Blocking, ...]

    @property
    def complete(self) -> bool:
        """Whether these are all the minimal sets there are."""
        return self.family.complete

    def tables(self) -> tuple[Table, ...]:
        """One row for each set, smallest first."""
        rows = tuple(self._row(k, one) for k, one in enumerate(self.told, 1))
        title = f"What keeps out: {self.target}"
        return (Table(title, ("set", "these together", "lines", "claims"), rows, self._notes()),)

    def _row(self, number: int, one: Blocking) -> tuple[Cell, ...]:
        words = "; ".join(element_words(self.agreement, each.element) for each in one.obstacles)
        return (number, words, *_rests_on(one.obstacles))

    def _notes(self) -> tuple[str, ...]:
        if self.reached.size:
            return (
                f"Nothing keeps it out: {len(self.reached):,} such outcomes could be agreed and would hold.",
            )
        return _cut_notes(len(self.told), self.family)

    def findings(self) -> dict[str, Any]:
        """The sets as element ids, and each element's lines and claims."""
        elements = {each.element.id: each.findings() for one in self.told for each in one.obstacles}
        return {**self._standing(), "blocking": family_findings(self.family), "elements": elements}


@dataclass(frozen=True, kw_only=True)
class Unlock(_About):
    """Every minimal set of changes that lets a target in, cheapest first.

    never: how many sets were left out because they change what costs `never`. payments and restatements:
    other ways to win a party over, for outcomes that its refusal alone keeps out.
    """

    family: Family
    told: tuple[Unlocking, ...]
    costs: dict[str, float | None]
    never: int
    payments: tuple[Payments, ...]
    restatements: tuple[Restatement, ...]

    @property
    def complete(self) -> bool:
        """Whether these are all the minimal sets there are."""
        return self.family.complete

    def tables(self) -> tuple[Table, ...]:
        """The sets, cheapest first; then payments, then statements to move."""
        return tuple(
            table for table in (self._sets, self._paying, self._restating) if table.rows or table.notes
        )

    @cached_property
    def _sets(self) -> Table:
        columns = ("cost", "change together", "lets in", "for example", "lines", "claims")
        return Table(
            f"What would let in: {self.target}", columns, tuple(map(self._row, self.told)), self._notes()
        )

    def _row(self, one: Unlocking) -> tuple[Cell, ...]:
        words = "; ".join(element_words(self.agreement, each.element) for each in one.obstacles)
        cost = int(one.cost) if one.cost == int(one.cost) else one.cost
        return (cost, words, one.outcomes, self.label(one.example), *_rests_on(one.obstacles))

    def _notes(self) -> tuple[str, ...]:
        if self.reached.size:
            return (
                f"It is open already: {len(self.reached):,} such outcomes could be agreed and would hold.",
            )
        fixed = (f"{self.never:,} further sets change what may never change.",) if self.never else ()
        return (*_cut_notes(len(self.told), self.family), *fixed)

    @cached_property
    def _paying(self) -> Table:
        rows = tuple(
            (
                self.label(one.outcome),
                *("; ".join(self._payment(one, p) for p in one.rises),),
                round(one.total, 9),
            )
            for one in self.payments
        )
        return Table("What payments alone would do", ("outcome", "least rise in utility", "sum"), rows)

    def _payment(self, one: Payments, party: str) -> str:
        more = "more than " if party in one.more_than else ""
        return f"{self.agreement.case.parties[self.agreement.index(party)].name}: {more}{one.rises[party]:g}"

    @cached_property
    def _restating(self) -> Table:
        names = {party.id: party.name for party in self.agreement.case.parties}
        rows = tuple(
            (names[one.party], one.statement.text, one.place, one.to, one.outcomes, self.label(one.example))
            for one in self.restatements
        )
        columns = ("party", "statement", "from place", "to", "lets in", "for example")
        return Table("One statement moved that would do it", columns, rows)

    def findings(self) -> dict[str, Any]:
        """The sets with costs and examples, payments and restatements."""
        elements = {each.element.id: each.findings() for one in self.told for each in one.obstacles}
        return {
            **self._standing(),
            "common": self.common,
            "unlocking": family_findings(self.family),
            "sets": [self._set(one) for one in self.told],
            "elements": elements,
            "never": self.never,
            "payments": [
                {"outcome": self.question.id(one.outcome), "rises": one.rises} for one in self.payments
            ],
            "restatements": [
                {"party": one.party, "statement": one.statement.id, "from": one.place, "to": one.to}
                for one in self.restatements
            ],
        }

    def _set(self, one: Unlocking) -> dict[str, Any]:
        ids = [each.element.id for each in one.obstacles]
        example = self.agreement.built.levels(one.example)
        return {"elements": ids, "cost": one.cost, "outcomes": one.outcomes, "example": example}


def why_not(
    case: Case, target: str, *, hold: str | None = "seq", most: int = 10_000, max_outcomes: int | None = None
) -> WhyNot:
    """Find every minimal set of elements that keeps a target out.

    `target` is a formula over the case's options; `hold` the stability concept under which an agreed
    outcome must hold for every party, None where that is not asked; `most` the number of sets after which
    the search is cut. Raises ArgumentError for a target that no combination of levels satisfies, or that
    cannot be read.

    >>> from winset.case.catalogue import example
    >>> found = why_not(example("gaza-isf"), "troops = combat", hold=None)
    >>> [sorted(element.id for element in found.family.named(one)) for one in found.family.sets]
    [['refusal pakistan'], ['body Parliament of Pakistan', 'refusal parliament', 'rule 4']]
    """
    about, family = _asked(case, target, hold, max_outcomes)
    blocking = blocking_sets(family, most)
    told = tuple(_blocking(about["wanted"], blocking.named(one)) for one in blocking.sets[:MOST_TOLD])
    return WhyNot(**about, family=blocking, told=told)


def unlock(
    case: Case,
    target: str,
    *,
    costs: Costs | None = None,
    hold: str | None = "seq",
    max_outcomes: int | None = None,
) -> Unlock:
    """Find every minimal set of changes that lets a target in, cheapest first.

    The arguments are those of `why_not`; `costs` are numbers by element id (`rule 2`, `red line council 1`,
    `refusal council`, `body Referendum`, `veto Referendum north`, `instability council`), None for never,
    and go before the costs in the case.

    >>> from winset.case.catalogue import example
    >>> found = unlock(example("gaza-isf"), "troops = combat", hold=None)
    >>> [sorted(each.element.id for each in one.obstacles) for one in found.told][0]
    ['refusal pakistan', 'rule 4']
    """
    about, family = _asked(case, target, hold, max_outcomes)
    wanted: Target = about["wanted"]
    prices = _prices(wanted, {**wanted.agreement.deal.costs, **(costs or {})})
    may = [one for one in family.sets if all(prices[e.id] is not None for e in family.named(one))]
    told = sorted(may, key=lambda one: (_cost(prices, family.named(one)), one.bit_count(), one))
    return Unlock(
        **about,
        family=Family(family.elements, tuple(told), family.complete),
        told=tuple(_unlocking(wanted, family.named(one), prices) for one in told[:MOST_TOLD] if one),
        costs=prices,
        never=len(family.sets) - len(may),
        payments=() if about["reached"].size else side_payments(wanted),
        restatements=() if about["reached"].size else restatements(wanted),
    )


def _asked(
    case: Case, formula: str, hold: str | None, max_outcomes: int | None
) -> tuple[dict[str, Any], Family]:
    """What both answers begin with: the target made an array, and the minimal sets that let it in."""
    if hold is not None and hold not in CONCEPTS:
        hint = suggestion(hold, CONCEPTS) or f"known are {', '.join(CONCEPTS)}"
        raise ArgumentError(f"unknown concept {hold!r} ({hint})")
    terms = agreement(case, max_outcomes)
    mask = terms.built.masks(terms.built.formula(formula))
    if not mask.any():
        raise ArgumentError(f'no combination of options makes "{formula}" true: there is nothing to unlock')
    wanted = target(terms, mask, hold)
    if not wanted.wanted.any():
        raise UndefinedError(f'every outcome that makes "{formula}" true breaks a rule, and {terms.fixed}')
    reached, agreed = wanted.reached(), terms.zone() & mask
    about = {
        "subject": Subject(case.title, case.digest),
        "method": "minimal sets over explicit outcomes",
        "parameters": {"target": formula, "hold": hold},
        "agreement": terms,
        "question": Question(terms.built.game, Subject(case.title, case.digest), case, terms.built),
        "target": formula,
        "wanted": wanted,
        "reached": np.flatnonzero(reached),
        "left": np.flatnonzero(agreed & ~reached),
        "common": _common(terms, reached),
    }
    return about, unlocking_sets(wanted)


def _common(terms: Agreement, reached: Mask) -> dict[str, str]:
    """The levels that all reached outcomes share, by option."""
    rows = [terms.built.levels(int(index)) for index in np.flatnonzero(reached)]
    return (
        {option: level for option, level in rows[0].items() if all(r[option] == level for r in rows)}
        if rows
        else {}
    )


def _blocking(wanted: Target, elements: tuple[Element, ...]) -> Blocking:
    """Each element of a blocking set with its grounds at an outcome that it, of the set, alone keeps out."""
    ids = [element.id for element in elements]
    everything = {element.id for element in wanted.elements} - set(ids)
    found: list[Obstacle] = []
    for element in elements:
        let_in = wanted.reached(everything | {element.id})
        found += obstacles(wanted.agreement, [element], _good_one(wanted.agreement, let_in))
    return Blocking(tuple(found))


def _unlocking(wanted: Target, elements: tuple[Element, ...], prices: Costs) -> Unlocking:
    let_in = wanted.reached(element.id for element in elements)
    example = _good_one(wanted.agreement, let_in)
    cost = _cost(prices, elements)
    return Unlocking(obstacles(wanted.agreement, elements, example), cost, int(let_in.sum()), example)


def _good_one(terms: Agreement, among: Mask) -> int:
    """Choose an example: of the feasible outcomes, if any, one that fallback bargaining would pick."""
    feasible = among & terms.feasible
    if not feasible.any():
        return int(np.flatnonzero(among)[0])
    ranks = terms.built.game.ranks[[terms.index(party) for party in terms.deal.between]]
    return int(fallback_bargaining(ranks, among=feasible).outcomes[0])


def _prices(wanted: Target, given: Costs) -> dict[str, float | None]:
    known = [element.id for element in wanted.elements]
    fixed = [rule.id for rule in wanted.agreement.case.rules] if wanted.agreement.fixed else []
    for name, cost in given.items():
        if name not in known and name not in fixed and not name.startswith("instability "):
            raise ArgumentError(
                f'no element "{name}" to cost anything ({suggestion(name, known) or _few(known)})'
            )
        if cost is not None and cost < 0:
            raise ArgumentError(f'the cost of "{name}" is {cost:g}: a cost is zero or more')
    return {name: given.get(name, 1.0) for name in known}


def _cost(prices: Costs, elements: tuple[Element, ...]) -> float:
    return float(sum(prices[element.id] or 0.0 for element in elements))


def _few(known: list[str]) -> str:
    return f"elements: {', '.join(known[:8])}{', ...' if len(known) > 8 else ''}"


def _rests_on(found: tuple[Obstacle, ...]) -> tuple[str, str]:
    lines = dict.fromkeys(line.id for each in found for line in each.lines)
    return ", ".join(lines), ", ".join(dict.fromkeys(claim for each in found for claim in each.claims))


def _cut_notes(told: int, family: Family) -> tuple[str, ...]:
    all_of = len(family.sets)
    more = (f"{told} of {all_of:,} sets are shown.",) if told < all_of else ()
    cut = () if family.complete else ("The search was cut: there may be more sets than these.",)
    return (*more, *cut)
