"""The reports behind a case: on whose word its claims rest, and the claims its lines cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from winset.analysis.result import Table
from winset.case.model import Case, Report
from winset.case.remarks import unverified
from winset.reading.ledger import Claim, Source
from winset.show.brief.content import Annex, Basis, Block, Paragraph
from winset.show.brief.lines import lines_of
from winset.show.wording import counted, date_words, listed

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
    """Each report in a sentence: where it appeared, how many claims are used, on whose word they rest."""
    for report in case.reports:
        cited = cited_claims(case, report)
        said = [report.outlet, report.published and date_words(report.published)]
        text = "; ".join(
            [", ".join(filter(None, said)), f"{counted(len(cited), 'claim')} cited"]
        ).removeprefix("; ")
        words = Counter(whose(claim.source) for claim in cited)
        if words:
            text += ": " + listed(f"{number} on the word of {who}" for who, number in words.items())
        unnamed = sum(claim.source.type == "anonymous" for claim in cited)
        if unnamed > 1:
            text += ". Unnamed sources of one report count as one source"
        if report.absent:
            text += f". Its text is not here: {unverified(case, report)}"
        yield Paragraph(
            f"{text}.", Basis("the case", (f"report {report.id}",)), lead=f"{report.title or report.id}:"
        )


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
