"""What stands or falls together: on whose word each line rests, and which uncertain lines share a fate.

A *source* is on whose word a claim rests. Claims on the word of one unnamed group in one report are one
source, not several; a person, an office, a document or an outlet that is named is one source wherever it
speaks. Evidence that is a quote without a claim rests on the outlet that printed it.

The uncertain lines of a *group* share one draw u, uniform on 0 to 1: a line of likelihood p holds when u <
p. Lines of one likelihood then hold and fall exactly together; of two, the likelier holds whenever the
other does; and a group of n lines has at most n + 1 states, not 2^n. (In the language of copulas, the lines
of a group are comonotone.) What forms a group is the case's `dependence`:

    sources   lines whose evidence rests on the same set of sources (the default)
    shared    lines joined by any source, directly or through other lines: the strongest dependence
    none      each line by itself

A line without evidence, and one marked `independent`, is a group of its own; so are weights with a range,
alternatives and partial orders, which say how much or which, not whether a source is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from winset.case.model import Case, Evidence, Likelihood, Line
from winset.reading.ledger import Claim

FROM_CLAIMS = "from claims"

_MODIFIERS = frozenset(
    [
        *("the", "a", "an", "some", "several", "many", "two", "three", "other", "its", "their"),
        *("top", "senior", "high-ranking", "high-level", "unnamed", "anonymous"),
    ]
)


@dataclass(frozen=True, slots=True, order=True)
class SourceName:
    """A source by what makes it one: its kind, its name, and the report where it is unnamed (else empty)."""

    kind: str
    name: str
    report: str = ""

    @property
    def unnamed(self) -> bool:
        """Whether nobody answers for what it says."""
        return self.kind in ("anonymous", "unspecified")

    @property
    def id(self) -> str:
        """How it is named in a command or a call: its name, after its report where it is unnamed."""
        return f"{self.report}: {self.name}" if self.report else self.name

    def __str__(self) -> str:
        return f"unnamed {self.name} in {self.report}" if self.unnamed else self.name


def source_of(case: Case, evidence: Evidence) -> SourceName:
    """On whose word evidence rests."""
    report = next((one for one in case.reports if one.id == evidence.report), None)
    claim = claim_of(case, evidence)
    if claim is None or claim.source.type == "outlet":
        ledger = report.ledger if report else None
        outlet = (report and report.outlet) or (ledger and ledger.report.outlet) or evidence.report
        return SourceName("outlet", str(outlet))
    source = claim.source
    words = source.descriptor or (source.span.exact if source.span else "")
    if source.type in ("anonymous", "unspecified"):
        return SourceName(source.type, source.id or family(words) or "sources", evidence.report)
    if not words:
        return SourceName(source.type, source.id or source.type, evidence.report)
    return SourceName(source.type, " ".join(words.split()))


def claim_of(case: Case, evidence: Evidence) -> Claim | None:
    """The claim that evidence cites, where its ledger is here."""
    ledgers = (one.ledger for one in case.reports if one.id == evidence.report)
    found = next((ledger for ledger in ledgers if ledger is not None), None)
    return None if found is None or evidence.claim is None else found.by_id.get(evidence.claim)


def family(words: str) -> str:
    """What an unnamed group is called, however many of it speak and however high they stand.

    >>> family("top security sources"), family("a senior security source"), family("the officials")
    ('security sources', 'security sources', 'officials')
    """
    kept = [word for word in re.findall(r"[\w'’-]+", words.casefold()) if word not in _MODIFIERS]
    if kept and not kept[-1].endswith("s"):
        kept[-1] += "s"
    return " ".join(kept)


def sources_of(case: Case, line: Line) -> tuple[SourceName, ...]:
    """The sources behind a line, each once, in a fixed order."""
    return tuple(sorted({source_of(case, evidence) for evidence in line.evidence}))


def from_claims(claims: Iterable[Claim]) -> Likelihood | None:
    """How likely a line is by the claims it cites: as likely as the least likely of them.

    A line needs all it cites, and claims that share a source hold together, so that the least likely one
    decides. A claim without a likelihood counts as certain. None when every claim is.

    >>> from winset.reading.ledger import ClaimLikelihood, Source
    >>> may = Claim("c1", "body", (), Source("outlet"), "planned", likelihood=ClaimLikelihood(0.2, 0.4, 0.6, "judgement"))
    >>> from_claims([may, Claim("c2", "body", (), Source("outlet"), "done")])
    Likelihood(low=0.2, best=0.4, high=0.6, word='from claims')
    """
    found = [claim.likelihood for claim in claims if claim.likelihood is not None]
    if not found:
        return None
    low, best, high = (min(getattr(one, end) for one in found) for end in ("low", "best", "high"))
    return Likelihood(low, best, high, FROM_CLAIMS)


def groups(case: Case, lines: Sequence[Line], alone: Sequence[bool]) -> tuple[tuple[int, ...], ...]:
    """Which of some uncertain lines share a fate: their positions by group, each group by its first line.

    alone: for each line, whether it forms a group of its own whatever its sources.
    """
    found: list[tuple[frozenset[SourceName], list[int]]] = []
    for position, line in enumerate(lines):
        sources = frozenset(sources_of(case, line))
        own = alone[position] or line.independent or case.dependence == "none" or not sources
        joined = [] if own else [pair for pair in found if _together(case, pair[0], sources)]
        members = sorted([position, *(one for _, others in joined for one in others)])
        shared = frozenset[SourceName]() if own else sources.union(*(pair[0] for pair in joined))
        found = [pair for pair in found if all(pair is not one for one in joined)]
        found.append((shared, members))
    return tuple(sorted(tuple(members) for _, members in found))


def _together(case: Case, first: frozenset[SourceName], second: frozenset[SourceName]) -> bool:
    return bool(first & second) if case.dependence == "shared" else first == second
