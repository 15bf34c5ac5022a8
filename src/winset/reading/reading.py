"""Read a report: from its text to the ledger of its claims.

>>> result = read("Talks failed on Monday, the minister said. A new round is likely to start in May.")
>>> for claim in result.ledger.claims:
...     print(claim.id, claim.source.type, claim.status, claim.words)
c1 office done Talks failed on Monday
c2 outlet forecast A new round is likely to start in May
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

from winset.errors import ArgumentError
from winset.reading.actors import collect
from winset.reading.agreement import compared
from winset.reading.attributing import attributions
from winset.reading.claims import describe
from winset.reading.drafts import drafts
from winset.reading.facts import facts
from winset.reading.ledger import Ledger, ReportFacts, Section, Segment
from winset.reading.likelihood import DEFAULT
from winset.reading.likelihood import scale as scale_named
from winset.reading.segments import Block, blocks
from winset.reading.sentences import Sentence, sentences
from winset.reading.setting import Setting
from winset.reading.speakers import speakers
from winset.reading.tokens import Tokens, tokenize
from winset.reading.turns import parted
from winset.version import __version__

READ = ("headline", "deck", "body", "caption")


@dataclass(frozen=True)
class Reading:
    """What reading a report found: its ledger of claims, and the version and scale that made it."""

    ledger: Ledger
    scale: str
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """The ledger as JSON-ready data, led by the version."""
        return {"winset": self.version, **self.ledger.to_dict()}

    def tables(self) -> tuple[ClaimTable, ...]:
        """The claims as a table: the main one, and the only one."""
        return (claim_table(self.ledger),)

    def table(self) -> ClaimTable:
        """The table of claims."""
        return self.tables()[0]

    def _repr_html_(self) -> str:
        table = self.table()
        head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
        )
        return f"<table><caption>{escape(table.title)}</caption><tr>{head}</tr>{body}</table>"


@dataclass(frozen=True)
class ClaimTable:
    """A table as data: title, columns, rows of text, notes."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def claim_table(ledger: Ledger) -> ClaimTable:
    """A ledger's claims, one a row: who says it, what, how firmly, how likely."""
    rows = []
    for one in ledger.claims:
        who = one.source.span.exact if one.source.span else one.source.type
        likely = (
            f"{round(100 * one.likelihood.low)}-{round(100 * one.likelihood.high)} %"
            if one.likelihood
            else ""
        )
        state = one.status + (f", {one.commitment.replace('_', ' ')}" if one.commitment else "")
        marks = " ".join(
            filter(
                None,
                (
                    f"repeats {one.duplicates}" if one.duplicates else "",
                    f"says more than {one.stronger_than}" if one.stronger_than else "",
                ),
            )
        )
        negated = "not: " if one.polarity == "negative" else ""
        rows.append((one.id, one.section, who, one.source.type, negated + one.words, state, likely, marks))
    columns = ("id", "part", "source", "kind", "claim", "status", "likelihood", "note")
    return ClaimTable(f"Claims of {ledger.report.outlet or 'the report'}", columns, tuple(rows))


def read(
    text: str, *, outlet: str | None = None, published: str | None = None, scale: str = DEFAULT
) -> Reading:
    """Read a report's text: its parts, and what it claims on whose word.

    `outlet` and `published` (ISO 8601) say what the page does not, or better than it; `scale` names the
    scale of likelihood. All offsets count code points of `text`. Raises ArgumentError for a scale or a date
    that is none.

    >>> read("Iran may return to the talks, two officials said.").ledger["c1"].likelihood.best
    0.4
    """
    chosen = scale_named(scale)
    tokens, parts = tokenize(text), blocks(text)
    report = facts(text, parts)
    report = replace(report, outlet=outlet or report.outlet, published=published or report.published)
    found, sections = split(tokens, parts)
    heads = frozenset(k for k, section in enumerate(sections) if section == "headline")
    attributed = attributions(found, heads)
    actors = collect(found)
    silent = asked(found)
    made = parted(drafts(found, attributed, silent, heads), found, sections)
    setting = Setting(text, found, sections, chosen, day_of(report), actors)
    claims = compared(describe(setting, made))
    segments = tuple(Segment(part.kind, part.start, part.end) for part in parts)
    return Reading(Ledger(report, segments, tuple(claims)), scale)


def split(tokens: Tokens, parts: list[Block]) -> tuple[list[Sentence], list[Section]]:
    """The sentences of the parts that make claims, and the part each stands in."""
    found: list[Sentence] = []
    sections: list[Section] = []
    for number, part in enumerate(parts):
        if part.kind not in READ:
            continue
        first, last = bisect_left(tokens.starts, part.start), bisect_left(tokens.starts, part.end)
        here = sentences(tokens, first, last, number)
        found += here
        sections += [part.kind] * len(here)  # type: ignore[list-item]  # the kinds of READ
    return found, sections


def asked(found: list[Sentence]) -> frozenset[int]:
    """Sentences of the one who asks in an interview."""
    asking = {found[index].paragraph for index, colon in speakers(found).items() if colon < 0}
    return frozenset(index for index, s in enumerate(found) if s.paragraph in asking)


def day_of(report: ReportFacts) -> date | None:
    """The day of publication."""
    stamp = report.published or report.updated
    if stamp is None:
        return None
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        raise ArgumentError(f'"{stamp}" is no date of publication (write it as 2026-01-22)') from None
