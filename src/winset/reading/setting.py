"""What the claims of one report are read against, and what of a draft its manner is read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from winset.reading.actors import Actors
from winset.reading.clauses import states
from winset.reading.drafts import Draft
from winset.reading.ledger import Section, Span
from winset.reading.likelihood import Scale
from winset.reading.phrases import Items
from winset.reading.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Setting:
    """One report: its text, its sentences and the part each stands in, the scale, the day it came out.

    Its actors.
    """

    text: str
    sentences: Sequence[Sentence]
    sections: Sequence[Section]
    scale: Scale
    day: date | None
    actors: Actors


@dataclass(frozen=True, slots=True)
class Focus:
    """The stretch whose predicate and hedges are a draft's: items [start, end) of a sentence."""

    s: Sentence
    start: int
    end: int


def focus(setting: Setting, draft: Draft) -> Focus:
    """The first stretch of a draft that states something: a part, or a sentence of the quotation it starts with."""
    pieces = (piece for part in draft.parts for piece in stretches(setting, *part))
    first = next(pieces)
    return first if says(first) else next((piece for piece in pieces if says(piece)), first)


def stretches(setting: Setting, index: int, i: int, j: int) -> Iterator[Focus]:
    """Items [i, j) of a sentence, or the sentences of the quotation they start with."""
    s = setting.sentences[index]
    inner = inside(s, i)
    yield from (Focus(one, 0, len(one)) for one in inner) if inner else (Focus(s, i, j),)


def says(at: Focus) -> bool:
    """Whether a stretch states something."""
    return states(at.s, at.start, at.end)


def inside(s: Sentence, k: int) -> list[Sentence]:
    """The sentences inside item k, if it is a whole quotation."""
    first, last = s.first[k] + 1, s.last[k]
    return sentences(s.tokens, first, last, s.paragraph) if s.tags[k] == "Q" and last > first else []


def item_span(s: Sentence, items: Items) -> Span:
    """The span of items [a, b)."""
    start, end = s.start(items[0]), s.end(items[1] - 1)
    return Span(start, end, s.tokens.text[start:end])
