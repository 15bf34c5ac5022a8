"""The spans of a claim's content, and whether it is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from winset.reading.drafts import Draft
from winset.reading.ledger import Quote, Span
from winset.reading.setting import Setting

EDGE = " \t\r\n\xa0\"“”„«»‘’'`,;:-–—•‣◦·▪*"
STOPS = ".?!"
MARKS = 'Q",.:;-'
OPENING = {"”": "“", "’": "‘"}


def spans(setting: Setting, parts: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """The spans of a draft's parts, without marks at their edges; parts with only space between are one."""
    found: list[tuple[int, int]] = []
    text = setting.text
    for index, a, b in parts:
        s = setting.sentences[index]
        start, end = s.start(a), s.end(b - 1)
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(span for start, end in found if (span := trimmed(text, start, end)))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space, quotation marks and a last stop at its edges.

    None when nothing is left.
    """
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and (text[end - 1] in EDGE or stops(text, start, end)):
        end -= 1
    end += closes_inner(text, start, end)
    return Span(start, end, text[start:end]) if start < end else None


def stops(text: str, start: int, end: int) -> bool:
    """Whether the last character is a stop, and not part of letters like U.S."""
    return text[end - 1] in STOPS and end - start > 1 and "." not in text[max(start, end - 4) : end - 1]


def closes_inner(text: str, start: int, end: int) -> bool:
    """Whether the mark at `end` closes a quotation that opens inside the span: 'an answer "soon"'."""
    mark = text[end : end + 1]
    words = text[start:end]
    if mark == '"':
        return words.count('"') % 2 == 1
    if mark == "'":
        return words.count(" '") == 1 and not words.endswith("s")
    return mark in OPENING and words.count(OPENING[mark]) > words.count(mark)


def quote_of(setting: Setting, draft: Draft) -> Quote:
    """Direct when the content is quotations only, mixed when it holds one.

    Indirect when it is only reported.
    """
    if draft.by is None:
        return "none"
    if draft.by.frame == "l":
        return "direct"
    items = [(setting.sentences[index], k) for index, a, b in draft.parts for k in range(a, b)]
    if not any(s.spoken or s.tags[k] in 'Q"' for s, k in items):
        return "indirect"
    told = any(s.tags[k] not in MARKS and not s.quoted[k] and not s.spoken for s, k in items)
    return "mixed" if told else "direct"
