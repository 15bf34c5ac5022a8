"""The reports behind a case: on whose word its claims rest, and the claims its lines cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from winset.analysis.result import Table
from winset.case.evidence.admiralty import CREDIBILITY, RELIABILITY, Ratings
from winset.case.evidence.withdrawal import evidence_of, sources
from winset.case.model import Case, Report
from winset.case.remarks import unverified
from winset.case.uncertain.dependence import SourceName
from winset.reading.ledger import Claim, Source
from winset.show.brief.content import Annex, Basis, Block, Bullets, Paragraph
from winset.show.brief.lines import lines_of
from winset.show.wording import capital, counted, date_words, listed, number_words

STATUS = {
    "done": "done",
    "ongoing": "under way",
    "planned": "planned",
    "forecast": "foreseen",
    "conditional": "conditional",
    "demanded": "demanded",
    "refused": "refused",
    "unresolved": "open",
}


def sources_words(case: Case) -> Iterator[Block]:
    """All sources in a sentence, then each report: where it appeared, how many claims are used, on whose word."""
    yield from sourcing(case)
    for report in case.reports:
        cited = cited_claims(case, report)
        said = [report.outlet, report.published and date_words(report.published)]
        text = "; ".join(
            [", ".join(filter(None, said)), f"{counted(len(cited), 'claim')} cited"]
        ).removeprefix("; ")
        words = Counter(whose(claim.source) for claim in cited)
        if words:
            text += ": " + listed(
                f"{number_words(number)} on the word of {who}" for who, number in words.items()
            )
        unnamed = sum(claim.source.type == "anonymous" for claim in cited)
        if unnamed > 1:
            text += ". Unnamed sources of one report count as one source"
        if report.absent:
            text += f". Its text is not here: {unverified(case, report)}"
        yield Paragraph(
            f"{text}.", Basis("the case", (f"report {report.id}",)), lead=f"{report.title or report.id}:"
        )


def sourcing(case: Case) -> Iterator[Block]:
    """How many independent sources the case rests on, how many of them nobody answers for, and how old they are."""
    found = sources(case)
    if not found:
        return
    unnamed = sum(source.unnamed for source in found)
    cited = len(evidence_of(case))
    text = f"{capital(counted(cited, 'claim'))} cited, on the word of {counted(len(found), 'independent source')}"
    if unnamed:
        text += f", {number_words(unnamed)} of them unnamed" if unnamed < len(found) else ", unnamed"
    yield Paragraph(f"{text}{_age(case)}.", Basis("the case"), "Sourcing:")
    if case.ratings is not None:
        yield Bullets((*_reliability(case, found), *_credibility(case, case.ratings)))


def _reliability(case: Case, found: Sequence[SourceName]) -> Iterator[Paragraph]:
    """How reliable each source is, and how it was rated before."""
    for source in found:
        rated = case.ratings.reliability(source.id) if case.ratings else None
        if case.ratings is None or rated is None:
            yield Paragraph("its reliability is not rated.", lead=f"{capital(str(source))}:")
            continue
        since = f" since {date_words(rated.since)}" if rated.since else ""
        text = f"{RELIABILITY[rated.reliability]} ({rated.reliability}){since}"
        before = [
            f"{one.reliability}{f' from {date_words(one.since)}' if one.since else ''}"
            for one in case.ratings.sources[source.id][:-1]
        ]
        text += f"; rated before {listed(before)}" if before else ""
        text += f"; {' '.join(rated.why.split()).rstrip('.')}" if rated.why else ""
        yield Paragraph(f"{text}.", lead=f"{capital(str(source))}:")


def _credibility(case: Case, ratings: Ratings) -> Iterator[Paragraph]:
    """How many of the claims cited are of which credibility."""
    if not ratings.claims:
        return
    counts = Counter(ratings.claims.values())
    said = [
        f"{number_words(counts[key])} {words} ({key})" for key, words in CREDIBILITY.items() if counts[key]
    ]
    left = len({str(one) for one in evidence_of(case) if one.claim} - set(ratings.claims))
    said += [f"{number_words(left)} not rated"] * bool(left)
    yield Paragraph(f"{listed(said)}.", lead="Credibility of the claims, whoever makes them:")


def _age(case: Case) -> str:
    """How old the reports are on the day up to which the case is told, where both are known."""
    days = [day for report in case.reports if (day := _day(report.published))]
    told = _day(case.as_of)
    if not days:
        return ""
    if told is None:
        return f"; the newest report is of {date_words(max(days).isoformat())}"
    ages = sorted({(told - day).days for day in days})
    if ages == [0]:
        return "; all of it reported on the day up to which the case is told"
    if ages[0] == ages[-1]:
        return f"; reported {counted(ages[0], 'day')} before the day up to which the case is told"
    return f"; reported {number_words(ages[0])} to {counted(ages[-1], 'day')} before the day up to which the case is told"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def whose(source: Source) -> str:
    """On whose word a claim rests, in words."""
    if source.type == "outlet":
        return "the outlet itself"
    words = source.descriptor or (source.span.exact if source.span else "")
    if source.type == "anonymous":
        return f"unnamed sources ({words})" if words else "unnamed sources"
    return words or {"unspecified": "nobody in particular"}.get(source.type, "a source not described")


def cited_claims(case: Case, report: Report) -> list[Claim]:
    """The claims of a report that the case's lines cite, in the report's order."""
    cited = {e.claim for line in lines_of(case) for e in line.evidence if e.report == report.id}
    return [claim for claim in report.ledger.claims if claim.id in cited] if report.ledger else []


def claims_table(case: Case) -> Iterator[Annex]:
    """The cited claims of all reports: what is said, on whose word, done or only planned."""
    rows = tuple(
        (f"{report.id}#{claim.id}", claim.words, whose(claim.source), STATUS[claim.status])
        for report in case.reports
        for claim in cited_claims(case, report)
    )
    if rows:
        columns = ("claim", "what the report says", "on whose word", "status")
        yield Annex(Table("The claims cited", columns, rows))
