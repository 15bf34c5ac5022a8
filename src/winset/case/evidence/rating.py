"""Ratings from the document: sources and claims that are rated must be ones the case cites."""

from __future__ import annotations

from winset.case.assembling.notebook import Notebook, nearest
from winset.case.evidence.admiralty import Rated, Ratings
from winset.case.evidence.withdrawal import evidence_of, sources
from winset.case.model import Case
from winset.case.yaml.document import Document, RatedSourceEntry


def ratings(document: Document) -> Ratings | None:
    """The ratings of a document; None where it has none."""
    if document.ratings is None:
        return None
    given = document.ratings.sources
    return Ratings({name: _rated(entry) for name, entry in given.items()}, dict(document.ratings.claims))


def _rated(entry: RatedSourceEntry) -> tuple[Rated, ...]:
    """A source's ratings by the day since when they hold; what holds now came last, whatever its day."""
    before = [Rated(one.reliability, one.since, one.why) for one in entry.history]
    before.sort(key=lambda one: one.since or "")
    return (*before, Rated(entry.reliability, entry.since, entry.why))


def check_ratings(case: Case, notebook: Notebook) -> None:
    """Note ratings of sources or claims that nothing in the case cites.

    Names of sources come from the ledgers; where one is not here, as in a case read from bare text, nothing is
    looked up.
    """
    if case.ratings is None:
        return
    if any(report.ledger is None for report in case.reports):
        return
    names = [source.id for source in sources(case)]
    for name in case.ratings.sources:
        if name not in names:
            message = f'no line rests on a source "{name}"'
            notebook.note_key(("ratings", "sources", name), message, nearest(name, names))
    claims = [str(one) for one in evidence_of(case) if one.claim]
    for name in case.ratings.claims:
        if name not in claims:
            notebook.note_key(
                ("ratings", "claims", name), f'no line cites a claim "{name}"', nearest(name, claims)
            )
