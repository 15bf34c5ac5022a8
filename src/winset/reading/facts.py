"""What a page says of itself: headline, outlet, byline, times of publication and update."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.reading.ledger import ReportFacts, Span, text_sha256
from winset.reading.lexicon import listed
from winset.reading.segments import Block
from winset.reading.times import stamp

MEDIA = "(?:" + "|".join(sorted(listed("media"), reverse=True)) + ")"
NAME = r"(?:[A-Z][\w&.'’]*-?){1,3}(?: [A-Z][\w&'’-]*){0,3}"
TOLD = re.compile(
    rf"\b(?:tells?|told|seen by|obtained by|reviewed by|interview with|speaks? to|spoke to) (?:the )?({NAME})"
)
AGENCY = re.compile(r"\(([A-Z][A-Za-z .&-]{1,40})\)\s*(?:--|[-–—])\s*$")
COPYRIGHT = re.compile(rf"(?:©|\(c\)|Copyright)\s*(?:\d{{4}},?\s*)?({NAME})")
OWNER = re.compile(rf"\b(?:not|of|by) ({NAME})(?:['’]s)\b")
MEDIA_NAME = re.compile(rf"(?:^|[ -]){MEDIA}(?:\d|$|[ -])|{MEDIA}\d*$")


def facts(text: str, parts: Sequence[Block]) -> ReportFacts:
    """The facts of a page's parts."""
    headline = next((part for part in parts if part.kind == "headline"), None)
    meta = [text[part.start : part.end] for part in parts if part.kind == "metadata"]
    published, updated = times(meta)
    return ReportFacts(
        sha256=text_sha256(text),
        chars=len(text),
        headline=Span(headline.start, headline.end, text[headline.start : headline.end])
        if headline
        else None,
        outlet=outlet(text, parts, meta),
        published=published or updated,
        updated=updated,
        byline=next(
            (line[3:].strip() for line in meta if line[:3].lower() == "by " and line[3:4].isupper()), None
        ),
    )


def times(meta: Sequence[str]) -> tuple[str | None, str | None]:
    """The times of publication and update in metadata lines.

    A label may stand on the line before its time.
    """
    published = updated = None
    label = ""
    for line in meta:
        for part in line.split("|"):
            low = part.lower()
            named = (
                "updated"
                if "updated" in low or "modified" in low
                else "published"
                if re.search("publish|posted|date", low)
                else ""
            )
            value = stamp(part)
            if value is None:
                label = named or label
                continue
            if (named or label) == "updated":
                updated = updated or value
            else:
                published = published or value
            label = ""
    return published, updated


def outlet(text: str, parts: Sequence[Block], meta: Sequence[str]) -> str | None:
    """The outlet: the agency of the dateline, the one that was told, the owner of the page."""
    for line in meta:
        match = AGENCY.search(line)
        if match:
            return match.group(1)
    body = " ".join(text[part.start : part.end] for part in parts if part.kind in ("body", "deck"))[:20000]
    for match in TOLD.finditer(body):
        if MEDIA_NAME.search(match.group(1)):
            return match.group(1).rstrip(".'’")
    rest = " ".join(text[part.start : part.end] for part in parts if part.kind == "boilerplate")[:5000]
    match = COPYRIGHT.search(rest) or OWNER.search(rest)
    return match.group(1) if match else None
