"""The ledger of claims: what a report says, each claim with its span, source, status and likelihood.

A claim is the one thing the reading of reports and the case language share. All spans count code points in the
report's text exactly as read, half open, and `text[span.start:span.end] == span.exact` always.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from winset.errors import Problem, ReportError

Section = Literal["headline", "deck", "body", "caption"]
SegmentKind = Literal["headline", "deck", "body", "caption", "metadata", "boilerplate"]
SourceType = Literal["outlet", "named", "office", "document", "anonymous", "unspecified"]
Quote = Literal["direct", "mixed", "indirect", "none"]
Polarity = Literal["positive", "negative"]
Status = Literal["done", "ongoing", "planned", "forecast", "conditional", "demanded", "refused", "unresolved"]
Commitment = Literal[
    "proposed", "agreed_in_principle", "agreed_partly", "agreed", "signed", "implemented", "withdrawn"
]
HedgeKind = Literal["epistemic", "schedule", "approximator", "limiter", "conditional", "evidential"]
Review = Literal["machine", "confirmed", "edited", "rejected"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the report's text: code points, half open, with the words themselves."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the page and what it is."""

    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """On whose word a claim rests; `descriptor` keeps the words that describe an unnamed source."""

    type: SourceType
    span: Span | None = None
    descriptor: str | None = None


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that weakens a claim, and how."""

    span: Span
    kind: HedgeKind


@dataclass(frozen=True, slots=True)
class ClaimLikelihood:
    """How likely the claim's words make it: probabilities from 0 to 1, and the scale that read them so."""

    low: float
    best: float
    high: float
    scale: str


@dataclass(frozen=True, slots=True)
class Time:
    """When the thing claimed happens: the words, and an ISO 8601 value where they fix one."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a report says: the proposition, on whose word, how firmly, done or only planned."""

    id: str
    section: Section
    content: tuple[Span, ...]
    source: Source
    status: Status
    cue: Span | None = None
    quote: Quote = "none"
    polarity: Polarity = "positive"
    commitment: Commitment | None = None
    hedges: tuple[Hedge, ...] = ()
    likelihood: ClaimLikelihood | None = None
    actors: tuple[str, ...] = ()
    time: Time | None = None
    duplicates: str | None = None
    review: Review = "machine"

    @property
    def words(self) -> str:
        """The proposition's own words, its spans joined."""
        return " … ".join(span.exact for span in self.content)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says of itself; times are ISO 8601 with offset."""

    sha256: str
    chars: int
    headline: Span | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None


@dataclass(frozen=True)
class Ledger:
    """A report's claims, in the order of its text."""

    report: ReportFacts
    segments: tuple[Segment, ...] = ()
    claims: tuple[Claim, ...] = ()
    by_id: Mapping[str, Claim] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {claim.id: claim for claim in self.claims})

    def __getitem__(self, claim_id: str) -> Claim:
        return self.by_id[claim_id]
