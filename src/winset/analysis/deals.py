"""What could be agreed: the zone of agreement, who ratifies, good deals in it, and whether they would hold.

Definitions and sources: `winset.analysis.bargaining.agreement` (win-sets, zone), `efficiency`, `choices`, `ratification`
(slack, who decides, who is absorbed), `defection` (whether a deal would hold), `unlocking` (what blocks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from winset.analysis.bargaining.agreement import Agreement, agreement
from winset.analysis.bargaining.choices import TITLES, Choices, Indices, choices
from winset.analysis.bargaining.defection import Holding, holdings, involuntary
from winset.analysis.bargaining.efficiency import efficient, unbeaten
from winset.analysis.bargaining.fallback_bargaining import levels
from winset.analysis.bargaining.ratification import Standing, power_of, standings
from winset.analysis.blocking.obstacles import element_words
from winset.analysis.blocking.targets import target
from winset.analysis.blocking.unlocking import Family, blocking_sets, unlocking_sets
from winset.analysis.bodies.voting import Number
from winset.analysis.power import Power
from winset.analysis.question import Question
from winset.analysis.reasoning.grounds import cited, ground
from winset.analysis.result import Cell, Result, Subject, Table
from winset.analysis.stability import CONCEPTS, stability
from winset.case.model import Case
from winset.errors import ArgumentError, suggestion

MOST_SHOWN = 30
"""Packages listed one by one; sets and counts are always complete."""

COUNTING = "Counts depend on how finely the options are cut: compare which outcomes, not only how many."


@dataclass(frozen=True, kw_only=True)
class Deals(Result):
    """What could be agreed in a case. Outcomes are indices, ascending unless said otherwise.

    zone: what all whose yes is needed accept. packages: the zone without the outcome that is everybody's
    fallback already. shown: at most `MOST_SHOWN` packages, those that hold first, then the efficient, then
    those placed highest by whoever places them lowest. efficient: of all feasible outcomes, for those at
    the table. zone_efficient: of the zone. core: the unanimity core. held: by concept, the zone's outcomes
    that all parties would stay at. changed: by element, the zone with that one lifted. blocking: minimal
    sets that keep every package out, where there is none.
    """

    agreement: Agreement
    question: Question
    zone: Indices
    packages: Indices
    shown: tuple[Holding, ...]
    efficient: Indices
    zone_efficient: Indices
    core: Indices
    held: dict[str, Indices]
    choices: Choices | None
    standings: tuple[Standing, ...]
    changed: dict[str, int]
    power: Power | None
    blocking: Family | None

    @property
    def no_deal(self) -> int | None:
        """The outcome that is the fallback of everyone at the table, where it is one and the same."""
        return self.agreement.no_deal

    def picked_by(self, index: int) -> list[str]:
        """The ways of choosing that pick an outcome."""
        made = self.choices.made if self.choices else {}
        return [name for name, choice in made.items() if index in choice.outcomes]

    def why(self, outcome: str | int) -> str:
        """Who would accept an outcome and who would not, each with the line that decides."""
        index = self.question.outcome(outcome)
        lines = [f"{self.question.label(index)}:"]
        lines += [self._answer(party, index) for party in self.agreement.asked]
        for one in self.agreement.ratifiers:
            said = "ratifies" if self.agreement.win_sets[one.body.name][index] else "does not ratify"
            lines.append(f"  {one.body.name} {said}.")
        return "\n".join(lines)

    def table(self) -> Table:
        """The packages that could be agreed."""
        return self._packages

    def tables(self) -> tuple[Table, ...]:
        """The packages, who accepts what, what one change would do, and what each way of choosing picks."""
        return (self._packages, self._accepting, self._changing, self._choosing)

    @cached_property
    def _packages(self) -> Table:
        columns = ("outcome", "efficient", "holds (SEQ)", "who would leave it", "picked by")
        rows = tuple(self._package(one) for one in self.shown)
        more = len(self.packages) - len(rows)
        notes = (f"{more:,} more packages are in the JSON.",) if more else ()
        total = len(self.question.feasible)
        title = f"What could be agreed: {len(self.packages):,} of {total:,} outcomes"
        return Table(title, columns, rows, (*notes, *self._empty()))

    def _empty(self) -> tuple[str, ...]:
        return () if len(self.packages) else ("There is nothing that everyone whose yes is needed accepts.",)

    def _package(self, one: Holding) -> tuple[Cell, ...]:
        leavers = ", ".join(self._party(party) for party in one.leaves["seq"])
        picked = ", ".join(TITLES[name] for name in self.picked_by(one.outcome))
        is_efficient = bool(np.isin(one.outcome, self.zone_efficient))
        return (self.question.label(one.outcome), is_efficient, one.holds["seq"], leavers, picked)

    @cached_property
    def _accepting(self) -> Table:
        total = len(self.question.feasible)
        columns = ("who", "accepts", "share", "decides at", "never missing", "best margin")
        rows = tuple(
            (
                self._party(one.name),
                one.accepts,
                f"{100 * one.accepts / total:.0f}%",
                one.decides,
                one.absorbed,
                None if one.slack is None else f"{one.slack:+g}",
            )
            for one in self.standings
        )
        return Table("Who accepts what", columns, rows, (COUNTING,))

    @cached_property
    def _changing(self) -> Table:
        by_id = {element.id: element for element in self.agreement.elements}
        rows = tuple(
            (element_words(self.agreement, by_id[name]), size, size - len(self.zone))
            for name, size in sorted(self.changed.items(), key=lambda item: -item[1])
            if size != len(self.zone)
        )
        notes = () if rows else ("No single change would let another outcome in.",)
        title = f"The zone with one thing out of the way (now {len(self.zone):,})"
        return Table(title, ("without", "outcomes", "more"), rows, notes)

    @cached_property
    def _choosing(self) -> Table:
        found = self.choices or Choices({}, {})
        rows = [
            (TITLES[name], ", ".join(map(self.question.label, choice.outcomes[:5].tolist())), choice.rule)
            for name, choice in found.made.items()
        ]
        reasons = dict.fromkeys(found.refused.values())
        refused = ", ".join(TITLES[name] for name in found.refused)
        notes = tuple(f"Left out: {refused}: {reason}." for reason in reasons)
        return Table("What each way of choosing picks", ("way", "outcomes", "rule"), tuple(rows), notes)

    def findings(self) -> dict[str, Any]:
        """Fallbacks, win-sets, zone, what is chosen, what holds, who decides, what one change would do."""
        return {**self._needed(), **self._agreed(), **self._chosen(), **self._lasting(), **self._deciding()}

    def _needed(self) -> dict[str, Any]:
        """Whose yes is needed, what each has without agreement, and what each accepts."""
        terms = self.agreement
        at = {p: None if k is None else self.question.id(k) for p, k in terms.fallback.items()}
        sets = {name: self._counted(np.flatnonzero(mask)) for name, mask in terms.win_sets.items()}
        bodies = [one.body.name for one in terms.ratifiers]
        needed = {"between": list(terms.deal.between), "ratified_by": bodies, "fallback": at}
        return {**needed, "outcomes": len(self.question.feasible), "win_sets": sets}

    def _counted(self, outcomes: Indices) -> dict[str, Any]:
        """Outcomes with their number and their share of all feasible ones."""
        size = len(outcomes)
        share = size / len(self.question.feasible)
        return {"outcomes": self.question.ids(outcomes), "size": size, "share": share}

    def _agreed(self) -> dict[str, Any]:
        """What could be agreed, by each side and by all, and what of it cannot be bettered."""
        ids = self.question.ids
        sides = {party: ids(np.flatnonzero(mask)) for party, mask in self.agreement.sides.items()}
        best = {"efficient": ids(self.efficient), "zone_efficient": ids(self.zone_efficient)}
        zone = {"zone": self._counted(self.zone), "packages": ids(self.packages)}
        return {"sides": sides, **zone, **best, "core": ids(self.core)}

    def _chosen(self) -> dict[str, Any]:
        """What each way of choosing picks, and why the others cannot be used."""
        found, ids = self.choices or Choices({}, {}), self.question.ids
        made = {name: {"outcomes": ids(one.outcomes), "rule": one.rule} for name, one in found.made.items()}
        return {"chosen": made, "not_chosen": found.refused}

    def _lasting(self) -> dict[str, Any]:
        """What would hold, who would leave the packages shown, and what whoever signed could not deliver."""
        ids = self.question.ids
        return {
            "held": {concept: ids(own) for concept, own in self.held.items()},
            "leave": {str(self.question.id(one.outcome)): _lists(one.leaves) for one in self.shown},
            "involuntary": {n: ids(np.flatnonzero(own)) for n, own in involuntary(self.agreement).items()},
        }

    def _deciding(self) -> dict[str, Any]:
        """Who decides, what one change would do, and what blocks where nothing can be agreed."""
        return {
            "ratifiers": [self._standing(one) for one in self.standings],
            "power": None if self.power is None else self.power.findings(),
            "zone_without": self.changed,
            "blocking": None if self.blocking is None else self.blocking.findings(),
            "rules_fixed": self.agreement.fixed,
        }

    def _standing(self, one: Standing) -> dict[str, Any]:
        at = None if one.best is None else self.question.id(one.best)
        counts = {"accepts": one.accepts, "decides": one.decides, "absorbed": one.absorbed}
        return {"id": one.name, "body": one.is_body, **counts, "slack": one.slack, "best": at}

    def _answer(self, party: str, index: int) -> str:
        found = ground(self.agreement, party, index)
        said = "accepts" if self.agreement.accepts(party)[index] else "refuses"
        texts = [getattr(line, "text", line.id) for line in found.lines]
        claims = "".join(f" [{claim}]" for claim in cited(found.lines))
        because = (
            f": {'; '.join(texts)}"
            if texts
            else ": no better and no worse than its fallback" * (said == "accepts")
        )
        return f"  {self._party(party)} {said}{because}{claims}"

    def _party(self, name: str) -> str:
        return next((party.name for party in self.agreement.case.parties if party.id == name), name)


def deals(
    case: Case, *, weights: Mapping[str, Number] | None = None, max_outcomes: int | None = None
) -> Deals:
    """What could be agreed in a case, who must ratify, what is good in it, and whether it would hold.

    `weights` are bargaining weights by party for the Nash solution. Raises UndefinedError where a party has
    no fallback, and what `winset.analysis.bargaining.agreement.agreement` raises.

    >>> from winset.case.catalogue import example
    >>> found = deals(example("gaza-isf"))
    >>> found.question.ids(found.zone), found.question.ids(found.held["seq"])
    (['4', '57', '60', '69', '72'], ['4', '72'])
    """
    terms = agreement(case, max_outcomes)
    _check_weights(terms, weights)
    question = Question(terms.built.game, Subject(case.title, case.digest), case, terms.built)
    zone = terms.zone()
    ranks = terms.built.game.ranks[[terms.index(party) for party in terms.deal.between]]
    best = efficient(ranks, zone)
    packages = zone.copy()
    if (no_deal := terms.no_deal) is not None:
        packages[no_deal] = False
    stable = stability(case, tuple(CONCEPTS)).stable
    held = {name: np.flatnonzero(zone & mask.all(axis=0)) for name, mask in stable.items()}
    return Deals(
        subject=question.about,
        method="win-sets, zone and frontiers over explicit outcomes, exact",
        parameters={"weights": {p: str(w) for p, w in (weights or {}).items()}},
        agreement=terms,
        question=question,
        zone=np.flatnonzero(zone),
        packages=np.flatnonzero(packages),
        shown=holdings(terms, _in_order(terms, ranks, packages, best, held["seq"]), stable),
        efficient=np.flatnonzero(efficient(ranks, terms.feasible)),
        zone_efficient=np.flatnonzero(best),
        core=np.flatnonzero(unbeaten(ranks, terms.feasible)),
        held=held,
        choices=choices(terms, packages, weights) if packages.any() else None,
        standings=standings(terms),
        changed={element.id: int(terms.zone([element.id]).sum()) for element in terms.elements},
        power=power_of(terms),
        blocking=None if packages.any() else _blocking(terms, no_deal),
    )


def _in_order(
    terms: Agreement,
    ranks: np.ndarray[Any, Any],
    packages: np.ndarray[Any, Any],
    best: np.ndarray[Any, Any],
    held: Indices,
) -> list[int]:
    """The packages to list: those that hold, then the efficient, then by the worst-placed party's place."""
    here = np.flatnonzero(packages)
    if not here.size:
        return []
    worst = levels(ranks, terms.feasible)[:, here].max(axis=0)
    order = np.lexsort((here, worst, ~best[here], ~np.isin(here, held)))
    return [int(index) for index in here[order[:MOST_SHOWN]]]


def _blocking(terms: Agreement, no_deal: int | None) -> Family:
    """Every minimal set of elements that keeps all packages out."""
    wanted = np.ones(terms.built.game.outcomes, np.bool_)
    if no_deal is not None:
        wanted[no_deal] = False
    return blocking_sets(unlocking_sets(target(terms, wanted)))


def _check_weights(terms: Agreement, weights: Mapping[str, Number] | None) -> None:
    for party, weight in (weights or {}).items():
        if party not in terms.deal.between:
            hint = suggestion(party, terms.deal.between) or f"at the table: {', '.join(terms.deal.between)}"
            raise ArgumentError(f'"{party}" has no seat at the table for a bargaining weight ({hint})')
        if weight < 0:
            raise ArgumentError(f'the bargaining weight of "{party}" is {weight}: a weight is zero or more')


def _lists(given: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(own) for name, own in given.items()}
