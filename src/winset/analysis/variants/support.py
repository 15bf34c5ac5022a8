"""What rests on a claim, a source or a report, and how far the answer moves without it or when it is confirmed.

The definitions are those of `winset.analysis.variants.leverage` and `winset.case.evidence.withdrawal`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from winset.analysis.variants.batches import Asked
from winset.analysis.variants.leverage import Setting, forced
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


@dataclass(frozen=True)
class Supports:
    """Claims, those on which most hangs first; sources, those on which most rests first; reports in their order."""

    claims: tuple[Support, ...]
    sources: tuple[Support, ...]
    reports: tuple[Support, ...]


def supports(case: Case, asked: Asked, run: Run, probability: float) -> Supports:
    """Each claim, source and report of a case withdrawn and confirmed; what makes the same lines fall is asked once."""
    cited = {str(one): claim_of(case, one) for one in evidence_of(case) if one.claim}
    unsure = {one.id for one in asked.plan.found.elements if one.uncertain}
    claims = [_Thing(case, name, claim.words if claim else "", unsure) for name, claim in cited.items()]
    voices = [_Thing(case, one.id, str(one), unsure, one.unnamed) for one in sources(case)]
    reports = [_Thing(case, one.id, one.title or one.outlet or "", unsure) for one in case.reports]
    settings = dict.fromkeys(x for one in (*claims, *voices, *reports) for x in one.settings if x[0])
    known = dict(zip(settings, (round(end, 12) for end in forced(asked, list(settings), run))))
    known |= {((), 0): probability, ((), 1): probability}

    def swing(one: Support) -> float:
        return max(abs(end - probability) for end in (one.without, one.confirmed))

    return Supports(
        tuple(sorted((one.told(known) for one in claims), key=lambda one: (-swing(one), -len(one.cited_by)))),
        tuple(
            sorted(
                (one.told(known) for one in voices), key=lambda one: (-len(one.fallen), -len(one.cited_by))
            )
        ),
        tuple(one.told(known) for one in reports),
    )


class _Thing:
    """What can be withdrawn: what falls with it, and the settings that say how far the answer moves."""

    def __init__(
        self, case: Case, name: str, words: str, unsure: Collection[str], unnamed: bool = False
    ) -> None:
        falls = fall(case, withdrawn(case, name))
        self.told_as, self.unnamed = (name, words), unnamed
        self.fallen, self.cited_by = falls.fallen, (*falls.fallen, *falls.weakened)
        kept = tuple(line for line in falls.fallen if line in unsure)
        self.settings: tuple[Setting, Setting] = (falls.fallen, 0), (kept, 1)

    def told(self, known: Mapping[Setting, float]) -> Support:
        without, confirmed = (known[one] for one in self.settings)
        return Support(*self.told_as, self.fallen, self.cited_by, without, confirmed, self.unnamed)
