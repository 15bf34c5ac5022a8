"""The ledger of claims: what a report says, each claim with its span, source, status and likelihood.

A claim is the one thing the reading of reports and the case language share. All spans count code points in
the report's text exactly as read, half open, and `text[span.start:span.end] == span.exact` always.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from winset.errors import Problem, ReportError
from winset.reading.records import json_of, read_json, read_record

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
    """On whose word a claim rests; `descriptor` keeps the words that describe an unnamed source.

    Claims of one report whose sources have one `id` rest on one source, however each names it.
    """

    type: SourceType
    span: Span | None = None
    descriptor: str | None = None
    id: str | None = None


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
    """One thing a report says: the proposition, on whose word, how firmly, done or only planned.

    `holder` is whose wish, plan or view the proposition is: the source itself, or somebody of whom the
    source says so. A headline with `stronger_than` says more than the claim of the text it names.
    """

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
    holder: Span | None = None
    stronger_than: str | None = None

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

    def to_dict(self) -> dict[str, Any]:
        """The ledger as JSON-ready data; `from_dict` gives the same ledger back."""
        claims = [{key: _data(getattr(claim, key)) for key in CLAIM_KEYS} for claim in self.claims]
        return {"report": _data(self.report), "segments": _data(self.segments), "claims": claims}

    @cached_property
    def claims_written(self) -> str:
        """The claims as compact JSON: what tells one ledger's claims from another's."""
        return json.dumps(self.to_dict()["claims"], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, data: Any, file: str | None = None) -> Ledger:
        """The ledger in JSON data; `file` names it in errors. What may be null or empty may be left out.

        Raises ReportError with every problem: a missing or unknown key, a word that is not one of those
        allowed, a span whose words are not as long as it says, a claim id used twice or not there.

        >>> Ledger.from_dict({"report": {"sha256": "0", "chars": 3}, "claims": [{"id": "c1"}]})
        Traceback (most recent call last):
        winset.errors.ReportError: claims[0]: "section" is missing
        claims[0]: "content" is missing
        claims[0]: "source" is missing
        claims[0]: "status" is missing
        """
        if isinstance(data, dict):
            data = {key: value for key, value in data.items() if key != "winset"}  # the version that wrote it
        ledger, problems = read_record(cls, data)
        if ledger is not None and not problems:
            problems = [*_inconsistencies(ledger)]
        if ledger is None or problems:
            raise ReportError(Problem(problem, file) for problem in problems)
        return ledger

    @classmethod
    def load(cls, path: str | Path) -> Ledger:
        """The ledger in a JSON file; raises ReportError naming the file and what is wrong with it."""
        return cls.from_dict(read_json(Path(path)), str(path))

    @classmethod
    def loads(cls, text: str, name: str) -> Ledger:
        """The ledger in a JSON text; `name` stands for the file in errors. Raises as `load` does."""
        return cls.from_dict(json_of(text.encode(), Path(name)), name)

    def disagreements(self, text: str) -> list[str]:
        """What this ledger says of its report that is not so of `text`; empty when they belong together."""
        if self.report.sha256 != text_sha256(text):
            return ["it was made from another text: the sha256 is not the same"]
        return [
            f'the report does not say "{span.exact}" from character {span.start}'
            for claim in self.claims
            for span in spans_of(claim)
            if text[span.start : span.end] != span.exact
        ]


# The order in which a claim is written: what is said, on whose word, how firmly, then what was made of it.
CLAIM_KEYS = (
    *("id", "section", "content", "source", "cue", "quote", "polarity", "status", "commitment", "hedges"),
    *("likelihood", "actors", "time", "duplicates", "review", "holder", "stronger_than"),
)


def text_sha256(text: str) -> str:
    """The sha256 that ties a ledger to its report: of the text exactly as read, in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def spans_of(claim: Claim) -> Iterator[Span]:
    """Every span of a claim: content, source, cue, hedges, time."""
    yield from claim.content
    yield from (hedge.span for hedge in claim.hedges)
    own = (claim.source.span, claim.cue, claim.time.span if claim.time else None, claim.holder)
    yield from (span for span in own if span is not None)


def _data(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _data(getattr(value, one.name)) for one in fields(value)}
    return [_data(item) for item in value] if isinstance(value, tuple) else value


def _inconsistencies(ledger: Ledger) -> Iterator[str]:
    for claim_id, times in Counter(claim.id for claim in ledger.claims).items():
        if times > 1:
            yield f'claim id "{claim_id}" is used {times} times'
    for k, claim in enumerate(ledger.claims):
        for span in spans_of(claim):
            if not 0 <= span.start < span.end <= ledger.report.chars or span.end - span.start != len(
                span.exact
            ):
                yield f'claims[{k}]: "{span.exact}" cannot be characters {span.start} to {span.end}'
        for word, other in (("duplicates", claim.duplicates), ("stronger_than", claim.stronger_than)):
            if other is not None and other not in ledger.by_id:
                yield f'claims[{k}]: {word} "{other}", which is no claim here'
        if (likely := claim.likelihood) and not 0 <= likely.low <= likely.best <= likely.high <= 1:
            yield f"claims[{k}]: likelihood needs 0 <= low <= best <= high <= 1"
