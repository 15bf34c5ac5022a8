"""What rests on a claim, a source or a report, and how far the answer moves without it or when it is confirmed.

The definitions are those of `winset.analysis.variants.leverage` and `winset.case.evidence.withdrawal`.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.analysis.variants.batches import Asked
from winset.analysis.variants.leverage import forced
from winset.analysis.variants.running import Run
from winset.case.evidence.withdrawal import evidence_of, fall, sources, withdrawn
from winset.case.model import Case
from winset.case.uncertain.dependence import claim_of


@dataclass(frozen=True)
class Support:
    """A claim, a source or a report: what falls without it, what cites it, and how far the answer moves.

    without: the answer's probability when it is withdrawn. confirmed: when the lines that would fall hold
    for certain.
    """

    id: str
    words: str
    fallen: tuple[str, ...]
    cited_by: tuple[str, ...]
    without: float
    confirmed: float
    unnamed: bool = False


class Supports:
    """Withdraws and confirms claims, sources and reports; what makes the same lines fall is worked out once."""

    def __init__(self, case: Case, asked: Asked, run: Run, probability: float) -> None:
        self.case, self.asked, self.run = case, asked, run
        self._known: dict[tuple[tuple[str, ...], int], float] = {((), 0): probability, ((), 1): probability}
        self._unsure = {one.id for one in asked.plan.found.elements if one.uncertain}

    def claims(self) -> tuple[Support, ...]:
        """Every claim cited, that on which most hangs first."""
        cited = {str(one): claim_of(self.case, one) for one in evidence_of(self.case) if one.claim}
        found = [self._support(name, claim.words if claim else "") for name, claim in cited.items()]
        return tuple(sorted(found, key=lambda one: (-self._swing(one), -len(one.cited_by))))

    def _swing(self, one: Support) -> float:
        return max(abs(end - self._known[(), 0]) for end in (one.without, one.confirmed))

    def sources(self) -> tuple[Support, ...]:
        """Every source, that on which most rests first."""
        found = [self._support(one.id, str(one), one.unnamed) for one in sources(self.case)]
        return tuple(sorted(found, key=lambda one: (-len(one.fallen), -len(one.cited_by))))

    def reports(self) -> tuple[Support, ...]:
        """Every report, in the case's order."""
        listed = self.case.reports
        return tuple(self._support(one.id, one.title or one.outlet or "") for one in listed)

    def _support(self, name: str, words: str, unnamed: bool = False) -> Support:
        gone = withdrawn(self.case, name)
        falls = fall(self.case, gone)
        unsure = tuple(line for line in falls.fallen if line in self._unsure)
        cited = (*falls.fallen, *falls.weakened)
        return Support(
            name, words, falls.fallen, cited, self._forced(falls.fallen, 0), self._forced(unsure, 1), unnamed
        )

    def _forced(self, lines: tuple[str, ...], state: int) -> float:
        if (lines, state) not in self._known:
            self._known[lines, state] = round(forced(self.asked, lines, state, self.run), 12)
        return self._known[lines, state]
