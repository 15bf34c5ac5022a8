"""The ledgers a CASE argument leads to: a case's own, beside its reports, or those of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset.errors import ArgumentError, InputError
from winset.version import __version__

if TYPE_CHECKING:
    from winset.case.evidence.shelf import Place
    from winset.reading.collection import Collection, Found
    from winset.reading.ledger import Claim
    from winset.show.claims import ClaimList


def listing(case: str, collected: bool, options: Mapping[str, Any]) -> ClaimList:
    """The claims asked for, to be shown; those of a case in the order of its reports, of a collection best first."""
    from winset.show.claims import ClaimList, Listed

    pairs = list(collection_claims(case, options) if collected else case_claims(case, options))
    listed = tuple(Listed(f"{report}#{claim.id}", claim) for report, claim in pairs)
    title = f"{len(listed)} claims" if len(listed) != 1 else "1 claim"
    data = {
        "winset": __version__,
        "case": None if collected else _about(case),
        "claims": [claim_data(report, claim) for report, claim in pairs],
    }
    return ClaimList(title, listed, data)


def _about(case: str) -> dict[str, str | None]:
    """The title and digest of a case; of one with problems, whose claims are listed all the same, neither."""
    from winset.cli.sources import open_case

    try:
        found = open_case(case)
    except InputError:
        return {"title": None, "digest": None}
    return {"title": found.title, "digest": found.digest}


def claim_data(report: str, claim: Claim) -> dict[str, Any]:
    """A claim as JSON-ready data, led by the report it is in."""
    from winset.reading.ledger import Ledger, ReportFacts

    (data,) = Ledger(ReportFacts("", 0), (), (claim,)).to_dict()["claims"]
    return {"report": report, **data}


def filters(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the options choose claims by."""
    return {key: options[key] for key in ("about", "source", "status", "review")}


def case_claims(case: str, options: Mapping[str, Any]) -> Iterator[tuple[str, Claim]]:
    """The claims of a case's reports that the options choose, each with its report's id."""
    from winset.reading.review import select

    for place in case_places(case, options["report"]):
        ledger = place.ledger()
        if ledger is not None:
            yield from ((place.report, claim) for claim in select(ledger.claims, **filters(options)))


def case_places(case: str, report: str | None = None) -> tuple[Place, ...]:
    """The places of a case's reports, or of one of them; a bundled case may be looked at too."""
    from winset.case import catalogue
    from winset.case.changing.drafts import Draft
    from winset.case.evidence.shelf import place_of, places

    bundled = not Path(case).exists() and case in catalogue.names()
    draft = Draft.open(catalogue.folder_of(case) if bundled else case)
    return (place_of(draft, report),) if report is not None else places(draft)


def without_ledger(case: str, report: str | None) -> Iterator[str]:
    """A sentence for each report of a case that has no ledger, with the remedy."""
    places = case_places(case, report)
    if not places:
        yield f"{case} names no reports: `winset read REPORT --into {case}` adds one"
    for place in places:
        if not place.ledger_path.exists():
            there = f"`winset read {place.path} --into {case}` reads them"
            remedy = there if place.path.exists() else f"its text, {place.file}, is not here"
            yield f"{place.report} has no claims: {remedy}"


def collection_claims(file: str, options: Mapping[str, Any]) -> Iterator[tuple[str, Claim]]:
    """The claims of a collection that the options choose, at most `limit`."""
    from winset.reading.collection import Collection
    from winset.reading.review import select

    rest = {**filters(options), "about": None}
    with Collection(file) as collection:
        found = (
            (one.report, one.claim)
            for one in _searched(collection, options)
            if options["report"] in (None, one.report) and select([one.claim], **rest)
        )
        yield from islice(found, options["limit"])


def _searched(collection: Collection, options: Mapping[str, Any]) -> Iterable[Found]:
    """What the index finds for the words, else every claim; filtered by the caller."""
    from winset.reading.collection import Found

    if options["about"]:
        return collection.search(options["about"], 10 * options["limit"])
    names = [options["report"]] if options["report"] else list(collection.names())
    return (Found(name, None, None, claim) for name in names for claim in collection.ledger(name).claims)


def changed(case: str, action: str, claims: Sequence[str], changes: Sequence[str]) -> Iterator[str]:
    """Confirm, reject or edit claims, and say of each what it now is. All are known before the first is changed."""
    references = [reference(claim) for claim in claims]
    edits = dict(_pair(change) for change in changes)
    if is_sqlite(case):
        yield from _changed_in_collection(case, action, references, edits)
    else:
        yield from _changed_in_case(case, action, references, edits)


def is_sqlite(case: str) -> bool:
    """Whether a CASE argument is a collection."""
    from winset.cli.reports import is_collection

    return is_collection(case)


def reference(claim: str) -> tuple[str, str]:
    """A report's name and a claim's id in it."""
    report, mark, own = claim.rpartition("#")
    if not (report and mark and own):
        raise ArgumentError(f'"{claim}" names no claim (write report#claim, as in davos#c7)')
    return report, own


def _pair(change: str) -> tuple[str, str]:
    key, mark, value = change.partition("=")
    if not mark:
        raise ArgumentError(f'"{change}" changes nothing (write KEY=VALUE, as in status=planned)')
    return key.strip(), value


def _reviewer(action: str, edits: Mapping[str, str], text: str) -> Any:
    """What an action does to a claim."""
    from winset.reading.review import edited

    if action == "edit":
        return lambda claim: edited(claim, edits, text)
    return lambda claim: replace(claim, review="confirmed" if action == "confirm" else "rejected")


def _changed_in_case(
    case: str, action: str, references: Sequence[tuple[str, str]], edits: Mapping[str, str]
) -> Iterator[str]:
    from winset.case.evidence.shelf import place_of
    from winset.cli.shelving import opened, write_ledger
    from winset.reading.review import reviewed

    draft = opened(case)
    done = {}
    for report in dict(references):
        place = place_of(draft, report)
        ledger = place.ledger()
        if ledger is None:
            raise ArgumentError(
                f"{report} has no claims yet (`winset read {place.file} --into {case}` reads them)"
            )
        change = _reviewer(action, edits, place.text() or "")
        for own in (own for name, own in references if name == report):
            ledger = reviewed(ledger, own, change)
        done[report] = (place, ledger)
    for place, ledger in done.values():
        write_ledger(place.ledger_path, ledger)
    yield from (_told(report, done[report][1][own]) for report, own in references)


def _changed_in_collection(
    file: str, action: str, references: Sequence[tuple[str, str]], edits: Mapping[str, str]
) -> Iterator[str]:
    from winset.reading.collection import Collection
    from winset.reading.review import reviewed

    with Collection(file) as collection:
        found = []
        for report, own in references:
            change = _reviewer(action, edits, collection.text(report))
            found.append((report, reviewed(collection.ledger(report), own, change)[own]))
        for report, claim in found:
            collection.review(report, claim)
    yield from (_told(report, claim) for report, claim in found)


def _told(report: str, claim: Claim) -> str:
    return f'{report}#{claim.id} {claim.review}: "{claim.words}"'
