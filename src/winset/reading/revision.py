"""A report read again, or its text changed: what an analyst touched stays as it is.

`relocate` finds a ledger's spans again in a changed text, by their words. `merge` takes a new reading into
a ledger an analyst has reviewed: claims confirmed, edited or rejected stay, machine claims are replaced by
the new ones, and a claim that says the same keeps its id, so that a case's evidence goes on pointing at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from winset.reading.facts import facts
from winset.reading.ledger import Claim, Hedge, Ledger, Segment, Span, text_sha256
from winset.reading.segments import blocks

SAME = 0.6  # share of characters two claims' contents have in common to be one claim; judgement
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " ", "\n": " ", "\r": " ", "\t": " "})


@dataclass(frozen=True)
class Revision:
    """A ledger brought up to date, and the claims whose words are no longer in the text."""

    ledger: Ledger
    lost: tuple[Claim, ...] = ()


class Finder:
    """Finds words again in a text, nearest to where they are expected."""

    def __init__(self, text: str):
        self.text = text
        self.plain = text.translate(PLAIN)  # one character for one: places stay the same
        self.drift = 0

    def span(self, old: Span) -> Span | None:
        """The old span's words in the new text, or None; quotation marks and line ends may have changed."""
        start = self.nearest(self.text, old.exact, old.start + self.drift)
        if start < 0:
            start = self.nearest(self.plain, old.exact.translate(PLAIN), old.start + self.drift)
        if start < 0:
            return None
        self.drift = start - old.start
        end = start + len(old.exact)
        return Span(start, end, self.text[start:end])

    @staticmethod
    def nearest(text: str, words: str, expected: int) -> int:
        """Where `words` stand nearest to `expected`, or -1."""
        expected = max(0, min(expected, len(text)))
        after = text.find(words, expected)
        before = text.rfind(words, 0, expected + len(words))
        if after < 0 or before < 0:
            return max(after, before)
        return after if after - expected < expected - before else before


def relocate(ledger: Ledger, text: str) -> Revision:
    """A ledger's claims with their spans found again in `text`, and those whose content or source is gone.

    >>> from winset.reading.reading import read
    >>> ledger = read("Talks failed, the minister said.").ledger
    >>> revision = relocate(ledger, "Late on Monday talks resumed. Talks failed, the minister said.")
    >>> revision.ledger["c1"].content[0].start, revision.lost
    (30, ())
    """
    finder = Finder(text)
    kept: list[Claim] = []
    lost: list[Claim] = []
    for claim in ledger.claims:
        found = moved(claim, finder)
        if found is None:
            lost.append(claim)
        else:
            kept.append(found)
    parts = blocks(text)
    report = replace(
        ledger.report,
        sha256=text_sha256(text),
        chars=len(text),
        headline=facts(text, parts).headline,
    )
    segments = tuple(Segment(part.kind, part.start, part.end) for part in parts)
    return Revision(Ledger(report, segments, tuple(linked(kept, {}))), tuple(lost))


def moved(claim: Claim, finder: Finder) -> Claim | None:
    """A claim with its spans found again; None when its content, or the words of its source, are gone."""
    content = [finder.span(span) for span in claim.content]
    source = finder.span(claim.source.span) if claim.source.span else None
    if None in content or (claim.source.span and source is None):
        return None
    time = finder.span(claim.time.span) if claim.time else None
    return replace(
        claim,
        content=tuple(span for span in content if span),
        source=replace(claim.source, span=source),
        cue=finder.span(claim.cue) if claim.cue else None,
        hedges=tuple(Hedge(span, one.kind) for one in claim.hedges if (span := finder.span(one.span))),
        time=replace(claim.time, span=time) if claim.time and time else None,
        holder=finder.span(claim.holder) if claim.holder else None,
    )


def merge(reviewed: Ledger, fresh: Ledger) -> Ledger:
    """A new reading of the same text taken into a reviewed ledger.

    Claims the analyst touched stay as they are; a new claim that says what one of them says is left out. A
    new claim that says what a machine claim said has that claim's id.
    """
    touched = [claim for claim in reviewed.claims if claim.review != "machine"]
    old = [claim for claim in reviewed.claims if claim.review == "machine"]
    taken: dict[
        str, str
    ] = {}  # id of a new claim: the id it has, or that of the touched claim that says the same
    fresh_kept: list[Claim] = []
    for claim in fresh.claims:
        twin = same_claim(claim, touched)
        if twin is not None:
            taken[claim.id] = twin.id
            continue
        fresh_kept.append(claim)
        match = same_claim(claim, [one for one in old if one.id not in taken.values()])
        if match is not None:
            taken[claim.id] = match.id
    numbers = next_numbers(reviewed.claims)
    for claim in fresh_kept:
        if claim.id not in taken:
            taken[claim.id] = f"c{next(numbers)}"
    renamed = [replace(claim, id=taken[claim.id]) for claim in linked(fresh_kept, taken)]
    everything = sorted(
        [*touched, *renamed], key=lambda claim: (claim.content[0].start, claim.content[-1].end)
    )
    return Ledger(fresh.report, fresh.segments, tuple(linked(everything, {})))


def update(reviewed: Ledger, fresh: Ledger, text: str) -> Revision:
    """A new reading of `text` taken into a ledger made from it or from an earlier text.

    Claims the analyst touched whose words are gone are given back as lost.
    """
    if reviewed.report.sha256 == fresh.report.sha256:
        return Revision(merge(reviewed, fresh))
    found = relocate(reviewed, text)
    lost = tuple(claim for claim in found.lost if claim.review != "machine")
    return Revision(merge(found.ledger, fresh), lost)


def next_numbers(claims: Iterable[Claim]) -> Iterator[int]:
    """Numbers no claim's id has, upwards."""
    used = [int(claim.id[1:]) for claim in claims if claim.id[1:].isdigit()]
    return iter(range(max(used, default=0) + 1, 10**9))


def same_claim(claim: Claim, others: Iterable[Claim]) -> Claim | None:
    """The claim among `others` that says the same.

    Its content covers mostly the same characters, its source is of one kind.
    """
    for other in others:
        if overlap(claim, other) >= SAME and claim.source.type == other.source.type:
            return other
    return None


def overlap(one: Claim, other: Claim) -> float:
    """Shared characters of two claims' contents, of all they have."""
    total = sum(span.end - span.start for claim in (one, other) for span in claim.content)
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content
    )
    return shared / (total - shared) if total > shared else 0.0


def linked(claims: Iterable[Claim], names: Mapping[str, str]) -> list[Claim]:
    """Claims whose references go to claims that are there, under their present names."""
    kept = list(claims)
    present = {names.get(claim.id, claim.id) for claim in kept} | set(names.values())

    def name(reference: str | None) -> str | None:
        named = names.get(reference, reference) if reference else None
        return named if named in present else None

    return [
        replace(claim, duplicates=name(claim.duplicates), stronger_than=name(claim.stronger_than))
        for claim in kept
    ]
