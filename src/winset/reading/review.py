"""Claims found again and reviewed: an analyst confirms, edits or rejects what the machine read.

>>> from winset.reading.reading import read
>>> ledger = read("The union may strike in May, two officials said. The mayor has resigned.").ledger
>>> [claim.id for claim in select(ledger.claims, about="strikes")]
['c1']
>>> edited(ledger["c1"], {"status": "planned", "likelihood": "0.5"}, "").review
'edited'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from winset.errors import ArgumentError, suggestion
from winset.reading.ledger import (
    Claim,
    ClaimLikelihood,
    Commitment,
    Ledger,
    Polarity,
    Review,
    Source,
    SourceType,
    Span,
    Status,
)
from winset.reading.likelihood import scale
from winset.reading.revision import Finder

STATUSES: tuple[str, ...] = get_args(Status)
REVIEWS: tuple[str, ...] = get_args(Review)
NONE = ("", "none")  # how an edit takes a value away

_WORD = re.compile(r"\w+")


def select(
    claims: Iterable[Claim],
    about: str | None = None,
    source: str | None = None,
    status: str | None = None,
    review: str | None = None,
) -> list[Claim]:
    """The claims whose words or actors hold all of `about`, whose source `source` describes, of a status and a review.

    A word is found at the beginning of a word, its plural s aside: "troops" finds "troop deployment".
    """
    return [
        claim
        for claim in claims
        if (about is None or holds(about, [claim.words, *claim.actors]))
        and (source is None or holds(source, source_words(claim.source)))
        and status in (None, claim.status)
        and review in (None, claim.review)
    ]


def holds(words: str, texts: Iterable[str]) -> bool:
    """Whether every one of `words` begins some word of the texts."""
    there = [found.casefold() for text in texts for found in _WORD.findall(text)]
    wanted = [word.casefold() for word in _WORD.findall(words)]
    stems = [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in wanted]
    return all(any(word.startswith(stem) for word in there) for stem in stems)


def source_words(source: Source) -> list[str]:
    """Every word a source goes by: its kind, its id, its description, the words of the report."""
    kind = "unnamed anonymous" if source.type == "anonymous" else source.type
    return [kind, source.id or "", source.descriptor or "", source.span.exact if source.span else ""]


def reviewed(ledger: Ledger, claim_id: str, change: Callable[[Claim], Claim]) -> Ledger:
    """A ledger with one claim changed; ArgumentError, naming the nearest, for an id that is none."""
    if claim_id not in ledger.by_id:
        hint = suggestion(claim_id, ledger.by_id) or f"it has {len(ledger.claims)} claims"
        raise ArgumentError(f'no claim "{claim_id}" ({hint})')
    changed = (change(one) if one.id == claim_id else one for one in ledger.claims)
    return replace(ledger, claims=tuple(changed))


def edited(claim: Claim, changes: Mapping[str, str], text: str) -> Claim:
    """A claim with some of its values changed, marked as edited.

    The keys: status, commitment, polarity, likelihood (a word of the scale, a number or "none"), source (its type),
    descriptor (who an unnamed source is), words (the proposition, as it stands in `text`, the report).
    Raises ArgumentError for a key or a value that is none, and for words the report does not have.
    """
    for key, value in changes.items():
        if key not in EDITS:
            hint = suggestion(key, EDITS) or f"one of {', '.join(EDITS)}"
            raise ArgumentError(f'a claim has no "{key}" to edit ({hint})')
        claim = EDITS[key](claim, value.strip(), text)
    return replace(claim, review="edited")


def with_field(claim: Claim, name: str, value: Any) -> Claim:
    """A claim with one field changed, the field by its name."""
    changes: dict[str, Any] = {name: value}
    return replace(claim, **changes)


def _word(field: str, kind: Any, *, optional: bool = False) -> Callable[[Claim, str, str], Claim]:
    """An edit that puts one of a type's words into a field."""
    words = get_args(kind)

    def change(claim: Claim, value: str, _: str) -> Claim:
        if optional and value in NONE:
            return with_field(claim, field, None)
        if value not in words:
            hint = suggestion(value, words) or f"one of {', '.join(words)}"
            raise ArgumentError(f'"{value}" is no {field} ({hint})')
        return with_field(claim, field, value)

    return change


def _source(claim: Claim, value: str, _: str) -> Claim:
    types = get_args(SourceType)
    if value not in types:
        raise ArgumentError(f'"{value}" is no type of source (one of {", ".join(types)})')
    return replace(claim, source=replace(claim.source, type=cast(SourceType, value)))


def _descriptor(claim: Claim, value: str, _: str) -> Claim:
    return replace(claim, source=replace(claim.source, descriptor=value or None))


def _likelihood(claim: Claim, value: str, _: str) -> Claim:
    if value in NONE:
        return replace(claim, likelihood=None)
    term = scale().terms.get(value.lower())
    if term is not None:
        return replace(claim, likelihood=ClaimLikelihood(term.low, term.best, term.high, term.scale))
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        hint = suggestion(value.lower(), scale().terms) or "a word of the scale, or a number from 0 to 1"
        raise ArgumentError(f'"{value}" is no likelihood ({hint})')
    return replace(claim, likelihood=ClaimLikelihood(number, number, number, "number"))


def _words(claim: Claim, value: str, text: str) -> Claim:
    expected = Span(claim.content[0].start, claim.content[0].start + len(value), value)
    found = Finder(text).span(expected) if value else None
    if found is None:
        raise ArgumentError(f'the report does not say "{value}" (give its exact words)')
    return replace(claim, content=(found,))


EDITS: dict[str, Callable[[Claim, str, str], Claim]] = {
    "status": _word("status", Status),
    "commitment": _word("commitment", Commitment, optional=True),
    "polarity": _word("polarity", Polarity),
    "likelihood": _likelihood,
    "source": _source,
    "descriptor": _descriptor,
    "words": _words,
}
