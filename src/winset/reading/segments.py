"""The parts of a pasted page: headline, deck, body, captions, metadata and boilerplate, as spans of the text.

The text is never changed. Each line is judged by its own shape and by its neighbours; lines that were
wrapped are judged together. What a line is not known to be is body.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from winset.reading.ledger import SegmentKind
from winset.reading.line_kinds import (
    WORD,
    furniture,
    has_verb,
    is_caption,
    is_label,
    line_kind,
    sentence_count,
    speaks,
    titled,
)
from winset.reading.times import stamp

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
ENDS = (".", "?", "!", "…", ":", ";", '"', "”", "’", "'", ")", "»")
PLACE = r"[A-Z][A-Z'’.-]{2,30}(?:[ ,/]{1,2}[A-Z0-9][\w.'’-]{0,20}){0,6}[ ,]{0,2}"  # "PORT ELSIN, March 4 "
AGENCY = r"\([A-Z][^()\n]{1,40}\)[ ,]{0,2}"
DASH = r"(?:--|[-–—])\s"
DATELINE = re.compile(
    rf"{PLACE}(?:{AGENCY})?{DASH}|[A-Z][A-Za-z .,'’]{{2,40}}{AGENCY}{DASH}"
    rf"|{AGENCY}{DASH}|[A-Z][A-Z'’-]{{3,30}}:\s"
)
WIRE_RUBRIC = re.compile(r"(?:[A-Z]{4,} ?\d{0,2}(?:--?|[–—])|[A-Z]{5,} - )(?=\S)")  # "UPDATE 2-Talks fail"
MOST_HEADLINE_WORDS = 32
TOP_LINES = 12  # a stand-first and a caption stand among the first lines of a page


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or several that were wrapped: its kind and its span, white space at the edges left out."""

    kind: SegmentKind
    start: int
    end: int


def lines(text: str) -> list[tuple[int, int]]:
    """The lines of a text that hold something, without the white space at their edges.

    Wrapped lines are joined.
    """
    found: list[tuple[int, int]] = []
    wrapped = is_wrapped(text)
    for match in LINE.finditer(text):
        words = match.group()
        stripped = words.strip()
        if not stripped:
            continue
        start = match.start() + len(words) - len(words.lstrip())
        end = start + len(stripped)
        if found and wrapped and continues(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def is_wrapped(text: str) -> bool:
    """Whether lines were broken at a fixed width: most long lines end in the middle of a sentence."""
    long = [line for line in text.splitlines() if 45 <= len(line.rstrip()) <= 120]
    return len(long) >= 3 and sum(not line.rstrip().endswith(ENDS) for line in long) > len(long) / 2


def continues(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether the line at `start` goes on from the line before.

    No blank line between, no end of sentence before.
    """
    gap = text[before[1] : start]
    return (
        gap.count("\n") <= 1
        and gap.count("\r") <= 1
        and not text[before[0] : before[1]].endswith((":", "…"))
        and before[1] - text.rfind("\n", 0, before[1]) > 40
    )


def blocks(text: str) -> list[Block]:
    r"""The parts of a page, in the order of the text.

    >>> page = "Ferry talks fail\nBy Jo Marsh\n\nTalks failed. Nobody knows why.\n\nRead More"
    >>> [(block.kind, page[block.start : block.end]) for block in blocks(page)][:2]
    [('headline', 'Ferry talks fail'), ('metadata', 'By Jo Marsh')]
    """
    spans = lines(text)
    kinds: list[SegmentKind] = [line_kind(text[start:end]) for start, end in spans]
    mark_end(text, spans, kinds)
    mark_issuer(text, spans, kinds)
    mark_headline(text, spans, kinds)
    mark_deck_and_captions(text, spans, kinds)
    labels = repeated_labels(text, spans)
    whole = (Block(kind, *span) for span, kind in zip(spans, kinds))
    return [block for one in whole for block in parts(text, one, labels)]


def repeated_labels(text: str, spans: list[tuple[int, int]]) -> frozenset[str]:
    """What looks like a place and a colon, but opens several lines: a speaker's label."""
    found = (DATELINE.match(text[start : start + 200]) for start, _ in spans)
    times = Counter(match.group() for match in found if match and match.group().rstrip().endswith(":"))
    return frozenset(label for label, count in times.items() if count > 1)


def parts(text: str, block: Block, labels: frozenset[str]) -> list[Block]:
    """A line's blocks: a dateline and a breadcrumb are metadata in front of what follows them."""
    kind, start, end = block.kind, block.start, block.end
    head = 0
    if kind == "body":
        match = DATELINE.match(text[start : start + 200])
        match = None if match and match.group() in labels else match
        head = match.end() if match and not text[start + match.end() : end].startswith(("http",)) else 0
    elif kind == "headline":
        rubric = WIRE_RUBRIC.match(text[start : start + 60])
        head = rubric.end() if rubric else breadcrumb(text[start:end])
    if head == 0 or head >= end - start:
        return [Block(kind, start, end)]
    cut = start + head
    return [Block("metadata", start, start + len(text[start:cut].rstrip())), Block(kind, cut, end)]


def breadcrumb(line: str) -> int:
    """How many characters of a headline are section names before it ("News world Pakistan Set To ...")."""
    sections = furniture()["section"]
    at, count = 0, 0
    for match in re.finditer(r"(\S+)\s+(?:[›»>/|]\s*)?", line[:120]):
        word = match.group(1)
        if word.lower().strip("›»>/|:") not in sections:
            break
        at, count = match.end(), count + 1
        if count == 4:
            break
    marked = any(mark in line[:at] for mark in "›»>|")
    return at if count >= 2 or marked else 0


def mark_headline(text: str, spans: list[tuple[int, int]], kinds: list[SegmentKind]) -> None:
    """Find the headline.

    The first line if it reads like one, else a line in title case anywhere on the page.
    """
    content = [k for k, kind in enumerate(kinds) if kind == "body"]
    if len(content) < 2:
        return
    first = content[0]
    line = text[slice(*spans[first])]
    if speaks(line):
        return  # a transcript without a title
    if heads_page(line, blank_after(text, spans, first)):
        kinds[first] = "headline"
        return
    for k in content:
        line = text[slice(*spans[k])]
        words = len(WORD.findall(line[:400]))
        if 5 <= words <= MOST_HEADLINE_WORDS and titled(line) and not line.endswith((".", "!", "?", ":")):
            kinds[k] = "headline"
            return


END_MARK = re.compile(
    r"[-–—*#\s]*(?:ends?|end of (?:text|statement|release))[-–—*#\s]*\.?|#{3,}|- ?30 ?-", re.IGNORECASE
)


def mark_end(text: str, spans: list[tuple[int, int]], kinds: list[SegmentKind]) -> None:
    """What stands below the mark that ends a release ("- ENDS -", "###") is notes and addresses, not the report."""
    marks = (k for k, span in enumerate(spans) if END_MARK.fullmatch(text[slice(*span)][:40]))
    if (end := next(marks, 0)) and len(spans) > end:
        kinds[end:] = ["boilerplate"] * (len(spans) - end)


def mark_issuer(text: str, spans: list[tuple[int, int]], kinds: list[SegmentKind]) -> None:
    """The name of the body that issues a release, alone on a line above its headline, is metadata."""
    heads = [text[slice(*span)] for span in spans[:6]]
    released = any(head.lower().rstrip(".:") in RELEASE for head in heads)
    for k, head in enumerate(heads if released else []):
        words = [word for word in WORD.findall(head) if len(word) > 3]
        capitals = 1 < len(words) <= 10 and all(word[0].isupper() for word in words)
        if kinds[k] == "body" and capitals and not has_verb(head):
            kinds[k] = "metadata"


RELEASE = frozenset(
    ("press release", "news release", "media release", "for immediate release", "press statement")
)


def blank_after(text: str, spans: list[tuple[int, int]], k: int) -> bool:
    """Whether a blank line follows line k."""
    return k + 1 < len(spans) and text[spans[k][1] : spans[k + 1][0]].count("\n") >= 2


def heads_page(line: str, blank: bool) -> bool:
    """Whether the first line of content is a headline: short, and unlike a sentence of the text."""
    words = len(WORD.findall(line[:400]))
    if words > MOST_HEADLINE_WORDS or len(line) > 300:
        return False
    if not line.endswith((".", ",", ";", ":", ")")) and not line.endswith((".”", '."', ".’")):
        return words >= 2
    return line.endswith(".") and line.count(". ") == 0 and (titled(line) or (blank and words <= 14))


def mark_deck_and_captions(text: str, spans: list[tuple[int, int]], kinds: list[SegmentKind]) -> None:
    """Find stand-firsts, captions without a mark and lone labels among the lines that are still body."""
    content = [k for k, kind in enumerate(kinds) if kind == "body"]
    longest = {k: spans[k][1] - spans[k][0] for k in content}
    opening = next(
        (k for k in content if longest[k] > 300 or sentence_count(text[slice(*spans[k])]) > 1), len(kinds)
    )
    body = text[spans[opening][0] :] if opening < len(kinds) else ""
    top = set(content[:TOP_LINES])
    for k in content:
        line = text[slice(*spans[k])]
        if k < opening and k in top and len(line) <= 400:
            if line in body and len(line) > 20:
                kinds[k] = "deck"
            elif is_caption(line):
                kinds[k] = "caption"
            elif after_headline(kinds, k) and signed_below(text, spans, kinds, k) and not line.endswith(":"):
                kinds[k] = "deck"
        elif len(line) <= 300 and is_label(line):
            kinds[k] = "metadata"


def signed_below(text: str, spans: list[tuple[int, int]], kinds: list[SegmentKind], k: int) -> bool:
    """Whether a byline or a date, and no bare clock time as in a live blog, follows line k."""
    if k + 1 >= len(kinds) or kinds[k + 1] != "metadata":
        return False
    line = text[slice(*spans[k + 1])]
    return line.lower().startswith("by ") or stamp(line) is not None


def after_headline(kinds: list[SegmentKind], k: int) -> bool:
    """Whether line k follows the headline, with nothing but metadata between."""
    k -= 1
    while k >= 0 and kinds[k] == "metadata":
        k -= 1
    return k >= 0 and kinds[k] == "headline"
