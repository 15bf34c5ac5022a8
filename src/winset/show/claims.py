"""A ledger's claims for a reader: what is said, on whose word, how firmly, and whether it has happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from winset.analysis.result import Table
from winset.reading.ledger import Claim, Ledger, Source
from winset.show.brief.sources import STATUS, whose
from winset.show.wording import date_words

FIRMNESS = {
    "proposed": "proposed",
    "agreed_in_principle": "agreed in principle",
    "agreed_partly": "agreed in part",
    "agreed": "agreed",
    "signed": "signed",
    "implemented": "carried out",
    "withdrawn": "withdrawn",
}
WEAKENING = ("approximator", "limiter", "epistemic", "schedule", "evidential")


@dataclass(frozen=True)
class Listed:
    """A claim in a list: its full id, and the claim."""

    id: str
    claim: Claim


@dataclass(frozen=True)
class ClaimList:
    """Claims to be shown as an answer: a title, the claims, and the data behind them."""

    title: str
    claims: tuple[Listed, ...]
    data: Any
    main: Any = None  # the table CSV is written from, where it is not the one shown

    def tables(self) -> Sequence[Table]:
        """The one table a reader sees."""
        return (claims_table(self.title, self.claims),)

    def table(self) -> Any:
        """The main table."""
        return self.main or self.tables()[0]

    def to_dict(self) -> Any:
        """The claims as JSON-ready data."""
        return self.data


WILLED = frozenset(("planned", "demanded", "refused"))


def claims_table(title: str, claims: Iterable[Listed]) -> Table:
    """Claims as a table: id, what is said, on whose word, how firmly, status; and the review where there was one."""
    listed = list(claims)
    touched = any(one.claim.review != "machine" for one in listed)
    rows = tuple(
        (one.id, said(one.claim), voice(one.claim.source), firmness(one.claim), status_words(one.claim))
        + ((one.claim.review,) if touched else ())
        for one in listed
    )
    columns = ("claim", "what it says", "on whose word", "how firmly", "status")
    return Table(title, columns + (("review",) if touched else ()), rows, tuple(_notes(listed)))


def said(claim: Claim) -> str:
    """The proposition, the part of the page it stands in where that is not the body."""
    words = " ".join(claim.words.split())
    return words if claim.section == "body" else f"{words} [{claim.section}]"


def firmness(claim: Claim) -> str:
    """How firmly: the commitment it speaks of, how likely its words make it, the words that weaken it."""
    found = [FIRMNESS[claim.commitment]] if claim.commitment else []
    weak = ", ".join(f"“{one.span.exact}”" for one in claim.hedges if one.kind in WEAKENING)
    likely = claim.likelihood
    if likely is not None:
        weak = f"{weak} {round(100 * likely.low)}-{round(100 * likely.high)} %".strip()
    return ", ".join(filter(None, [*found, weak]))


def voice(source: Source) -> str:
    """On whose word, in as few words as a column has room for."""
    words = source.descriptor or (source.span.exact if source.span else "")
    if source.type == "outlet":
        return "the outlet"
    if source.type == "anonymous":
        return f"{words} (unnamed)" if words else "unnamed sources"
    return " ".join(words.split()) or whose(source)


def status_words(claim: Claim) -> str:
    """Whether it has happened, whose wish it is, and whether it is said in the negative."""
    words = STATUS[claim.status]
    if claim.holder is not None and claim.holder != claim.source.span:
        link = "by" if claim.status in WILLED else "for"  # "planned by Norda", but "foreseen for Norda"
        words += f" {link} {' '.join(claim.holder.exact.split())}"
    return f"{words} (negative)" if claim.polarity == "negative" else words


def _notes(listed: Sequence[Listed]) -> Iterable[str]:
    for one in listed:
        if one.claim.stronger_than:
            yield f"{one.id} says more than {one.claim.stronger_than}, which it stands for."
    repeats = [f"{one.id} repeats {one.claim.duplicates}" for one in listed if one.claim.duplicates]
    if repeats:
        yield "Said twice: " + ", ".join(repeats) + "."


def ledger_title(name: str, ledger: Ledger) -> str:
    """What a ledger's table is called: the outlet and the day, else the file; and how many claims it has."""
    facts = ledger.report
    day = date_words(facts.published[:10]) if facts.published else None
    who = ", ".join(filter(None, (facts.outlet or name, day)))
    return f"{who}: {len(ledger.claims)} claims" if len(ledger.claims) != 1 else f"{who}: 1 claim"
