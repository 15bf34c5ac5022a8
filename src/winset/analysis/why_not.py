"""Why a target is not to be had: every minimal set of elements that together keep it out.

The search is `winset.analysis.blocking.unlocking`: complete and minimal, or saying that it was cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from winset.analysis.bargaining.agreement import Element
from winset.analysis.blocking.obstacles import Obstacle, element_words, obstacles
from winset.analysis.blocking.targets import Asked, Target, asked, good_one
from winset.analysis.blocking.unlocking import Family, blocking_sets, unlocking_sets
from winset.analysis.result import Cell, Table
from winset.case.model import Case

MOST_TOLD = 40
"""Sets told with their grounds; all of them are counted and in the JSON."""


@dataclass(frozen=True)
class Blocking:
    """Elements that together keep the target out, each with its grounds at an outcome it excludes."""

    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, kw_only=True)
class WhyNot(Asked):
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
        return (number, words, *rests_on(one.obstacles))

    def _notes(self) -> tuple[str, ...]:
        if self.reached.size:
            return (
                f"Nothing keeps it out: {len(self.reached):,} such outcomes could be agreed and would hold.",
            )
        return cut_notes(len(self.told), self.family)

    def findings(self) -> dict[str, Any]:
        """The sets as element ids, and each element's lines and claims."""
        elements = {each.element.id: each.findings() for one in self.told for each in one.obstacles}
        return {**self.standing(), "blocking": self.family.findings(), "elements": elements}


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
    about = asked(case, target, hold, max_outcomes)
    blocking = blocking_sets(unlocking_sets(about["wanted"]), most)
    told = tuple(_blocking(about["wanted"], blocking.named(one)) for one in blocking.sets[:MOST_TOLD])
    return WhyNot(**about, family=blocking, told=told)


def _blocking(wanted: Target, elements: tuple[Element, ...]) -> Blocking:
    """Each element of a blocking set with its grounds at an outcome that it, of the set, alone keeps out."""
    ids = [element.id for element in elements]
    everything = {element.id for element in wanted.elements} - set(ids)
    found: list[Obstacle] = []
    for element in elements:
        let_in = wanted.reached(everything | {element.id})
        found += obstacles(wanted.agreement, [element], good_one(wanted.agreement, let_in))
    return Blocking(tuple(found))


def rests_on(found: tuple[Obstacle, ...]) -> tuple[str, str]:
    """The ids of the lines that obstacles rest on, and the claims they cite, as words."""
    lines = dict.fromkeys(line.id for each in found for line in each.lines)
    return ", ".join(lines), ", ".join(dict.fromkeys(claim for each in found for claim in each.claims))


def cut_notes(told: int, family: Family) -> tuple[str, ...]:
    """What a reader must know of sets not shown and not searched."""
    all_of = len(family.sets)
    more = (f"{told} of {all_of:,} sets are shown.",) if told < all_of else ()
    cut = () if family.complete else ("The search was cut: there may be more sets than these.",)
    return (*more, *cut)
