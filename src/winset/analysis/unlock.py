"""The least that would let a target in: every minimal set of changes, cheapest first.

The search is `winset.analysis.blocking.unlocking`: complete and minimal, or saying that it was cut. Changing an
element costs 1 unless the case (`costs` of its deal block) or the caller says otherwise; what costs `never`
is in no advice. Beside the sets: payments (`payments`) and single statements moved (`restatement`) that
would do it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from winset.analysis.bargaining.agreement import Element
from winset.analysis.blocking.obstacles import Obstacle, element_words, obstacles
from winset.analysis.blocking.payments import Payments, side_payments
from winset.analysis.blocking.restatement import Restatement, restatements
from winset.analysis.blocking.targets import Asked, Target, asked, good_one
from winset.analysis.blocking.unlocking import Family, unlocking_sets
from winset.analysis.result import Cell, Table
from winset.analysis.why_not import MOST_TOLD, cut_notes, rests_on
from winset.case.model import Case
from winset.errors import ArgumentError, suggestion

Costs = Mapping[str, float | None]


@dataclass(frozen=True)
class Unlocking:
    """Elements that together let the target in: what it costs, how many outcomes, a good one among them."""

    obstacles: tuple[Obstacle, ...]
    cost: float
    outcomes: int
    example: int


@dataclass(frozen=True, kw_only=True)
class Unlock(Asked):
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
        return (cost, words, one.outcomes, self.label(one.example), *rests_on(one.obstacles))

    def _notes(self) -> tuple[str, ...]:
        if self.reached.size:
            return (
                f"It is open already: {len(self.reached):,} such outcomes could be agreed and would hold.",
            )
        fixed = (f"{self.never:,} further sets change what may never change.",) if self.never else ()
        return (*cut_notes(len(self.told), self.family), *fixed)

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
            **self.standing(),
            "common": self.common,
            "unlocking": self.family.findings(),
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
    >>> [sorted(each.element.id for each in one.obstacles) for one in found.told]
    [['refusal pakistan', 'refusal parliament'], ['body Parliament of Pakistan', 'refusal pakistan']]
    """
    about = asked(case, target, hold, max_outcomes)
    wanted: Target = about["wanted"]
    family = unlocking_sets(wanted)
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


def _unlocking(wanted: Target, elements: tuple[Element, ...], prices: Costs) -> Unlocking:
    let_in = wanted.reached(element.id for element in elements)
    example = good_one(wanted.agreement, let_in)
    cost = _cost(prices, elements)
    return Unlocking(obstacles(wanted.agreement, elements, example), cost, int(let_in.sum()), example)


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
