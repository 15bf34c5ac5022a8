"""How good a source and a claim are: two scales that are kept apart.

The Admiralty system rates the *reliability* of a source, A to F, by its record, and the *credibility* of a piece of
information, 1 to 6, by whether others confirm it (NATO, AJP-2.1; Hanson 2015, *The Admiralty Code: a cognitive tool for
self-directed learning*, Int. J. of Learning, Teaching and Educational Research 14(1)). Neither is a likelihood: a
rating says how good the ground is, not how likely the line that stands on it. F and 6 mean that nothing can be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """A source's reliability, A to F, since a day (None: from the first), and why."""

    reliability: str
    since: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """What a case says of its sources and claims: each source's ratings, the latest last, and claims' credibility.

    Sources stand by the id they have in `winset.case.uncertain.dependence`, claims as `report#claim`.
    """

    sources: Mapping[str, tuple[Rated, ...]] = field(default_factory=dict)
    claims: Mapping[str, int] = field(default_factory=dict)

    def reliability(self, source: str, day: str | None = None) -> Rated | None:
        """The rating of a source on a day, by default the latest; None where it has none.

        >>> rated = Ratings({"Gazette": (Rated("B"), Rated("C", "2026-02-01", "a retraction"))})
        >>> rated.reliability("Gazette").reliability, rated.reliability("Gazette", "2026-01-31").reliability
        ('C', 'B')
        """
        known = [
            one
            for one in self.sources.get(source, ())
            if day is None or one.since is None or one.since <= day
        ]
        return known[-1] if known else None
