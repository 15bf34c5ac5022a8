"""Pictures of what a case rests on: who carries which part of it, and what is done, planned or open when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from winset.case.model import Case, Line
from winset.case.uncertain.dependence import SourceName, source_of
from winset.reading.ledger import Claim
from winset.show.brief.lines import lines_of
from winset.show.brief.sources import STATUS, cited_claims
from winset.show.charts import SourceMap, Timeline, Told
from winset.show.wording import capital, counted

FEWEST = 3  # claims cited, below which a picture says less than the table
MOST_SOURCES, MOST_DAYS = 12, 8


def pictures(case: Case) -> Iterator[SourceMap | Timeline]:
    """The map of sources and the timeline of claims; none where too little is cited."""
    claims = [claim for report in case.reports for claim in cited_claims(case, report)]
    if len(claims) >= FEWEST:
        yield _source_map(case)
        yield _timeline(case)


def _source_map(case: Case) -> SourceMap:
    """How many citations join each source to the rules, the wishes of each party, and the rest."""
    counts: Counter[tuple[SourceName, str]] = Counter()
    parts: dict[str, None] = {}
    for line in lines_of(case):
        part = _part(case, line)
        for evidence in line.evidence:
            parts[part] = None
            counts[source_of(case, evidence), part] += 1
    carried = Counter[SourceName]()
    for (source, _), many in counts.items():
        carried[source] += many
    ranked = sorted(carried, key=lambda source: (-carried[source], source))
    found, left = ranked[:MOST_SOURCES], len(ranked) - MOST_SOURCES
    names = [*parts]
    return SourceMap(
        "Who carries which part of the case",
        tuple((capital(str(source)), source.unnamed) for source in found),
        tuple(names),
        tuple((found.index(s), names.index(p), many) for (s, p), many in counts.items() if s in found),
        (
            "Numbers are citations; what is dashed rests on an unnamed source.",
            *([f"{left} more sources carry less."] if left > 0 else []),
        ),
    )


def _part(case: Case, line: Line) -> str:
    """The part of the case that a line belongs to, as a reader calls it."""
    names = {party.id: party.name for party in case.parties}
    if line in case.parties or line in case.options:
        return "who the parties are, what they can do"
    if line in case.rules:
        return "what cannot happen otherwise"
    owner = next((party for party in names if line.id.startswith(f"{party} ")), None)
    return f"wishes: {names[owner]}" if owner else "who must ratify"


def _timeline(case: Case) -> Timeline:
    """Every claim cited on the day it is about, else the day of its report, by status."""
    told = [
        Told(_name(case, report.id, claim), day, STATUS[claim.status], _commitment(claim), _unnamed(claim))
        for report in case.reports
        for claim in cited_claims(case, report)
        if (day := _day(claim, report.published))
    ]
    days = sorted({one.day for one in told})[-MOST_DAYS:]
    earlier = sum(one.day not in days for one in told)
    told = [one for one in told if one.day in days]
    order = list(STATUS.values())
    told.sort(key=lambda one: (order.index(one.status), one.day))
    notes = ["A dark box is a commitment, a dashed frame an unnamed source."]
    notes += [f"{capital(counted(earlier, 'earlier claim'))} not shown."] if earlier else []
    notes += [f"{one.claim}: {one.commitment}." for one in told if one.commitment]
    return Timeline("What is said to be done, planned or open", tuple(told), tuple(notes))


def _name(case: Case, report: str, claim: Claim) -> str:
    return claim.id if len(case.reports) == 1 else f"{report}#{claim.id}"


def _day(claim: Claim, published: str | None) -> str:
    return ((claim.time.value if claim.time else None) or published or "")[:10]


def _commitment(claim: Claim) -> str | None:
    return claim.commitment.replace("_", " ") if claim.commitment else None


def _unnamed(claim: Claim) -> bool:
    return claim.source.type in ("anonymous", "unspecified")
