"""A report read into a case: its text, its ledger and its entry, each written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from winset.cli.reports import STDIN, Origin, open_page, read_page
from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.case.changing.drafts import Draft
    from winset.case.evidence.shelf import Place
    from winset.reading.ledger import Claim, Ledger


def shelve(case: str, report: str, name: str | None, origin: Origin, *, replace: bool) -> str:
    """Put a report and its claims into a case; gives a sentence on what was added, kept and lost.

    Read again, what an analyst touched stays. Where words of touched or cited claims are gone from the text, the
    earlier ledger is kept beside the new one. Raises ArgumentError for a bundled case or a text that is another.
    """
    from winset.case.evidence.shelf import place_for, with_entry

    draft = opened(case)
    page = open_page(report)
    place = place_for(
        draft, None if report == "-" else Path(report), name or (STDIN.split()[0] if report == "-" else None)
    )
    before = place.text()
    if before is not None and before != page.text and not replace and not _is_own(place, report):
        raise ArgumentError(
            f'the case has another text as report "{place.report}": --as ID gives this one a name of its own,'
            " --replace puts it in that one's place"
        )
    ledger = read_page(page, _origin(place, origin)).ledger
    kept, lost = _updated(place, ledger, page.text, draft)
    _write(place, page.text, kept, lost)
    with_entry(draft, place, kept).save()
    return _told(draft, place, kept, lost)


def opened(case: str) -> Draft:
    """The case file to be changed; a bundled case is not."""
    from winset.case import catalogue
    from winset.case.changing.drafts import Draft

    if not Path(case).exists() and case in catalogue.names():
        raise ArgumentError(f"{case} is bundled: `winset example {case} -o my-case` makes a copy to work on")
    return Draft.open(case)


def _is_own(place: Place, report: str) -> bool:
    return report != "-" and Path(report).resolve() == place.path


def _origin(place: Place, origin: Origin) -> Origin:
    """What is said of the report's origin: by the user, else by the case."""
    said = {key: str(place.said[key]) for key in ("outlet", "published") if place.said.get(key) is not None}
    return replace(
        origin,
        outlet=origin.outlet or said.get("outlet"),
        published=origin.published or said.get("published"),
    )


def _updated(place: Place, fresh: Ledger, text: str, draft: Draft) -> tuple[Ledger, tuple[Claim, ...]]:
    """The ledger to write, and the claims an analyst touched or the case cites whose words are gone."""
    from winset.case.evidence.shelf import cited_ids
    from winset.reading.revision import relocate, update

    old = place.ledger()
    if old is None:
        return fresh, ()
    revision = update(old, fresh, text)
    missing = [
        old[one]
        for one in sorted(cited_ids(draft, place.report))
        if one in old.by_id and one not in revision.ledger.by_id
    ]
    found = relocate(old, text).ledger.by_id
    back = [found[claim.id] for claim in missing if claim.id in found]
    everything = sorted(
        [*revision.ledger.claims, *back], key=lambda claim: (claim.content[0].start, claim.id)
    )
    lost = {
        claim.id: claim for claim in (*revision.lost, *missing) if claim not in back and claim.id not in found
    }
    return replace(revision.ledger, claims=tuple(_linked(everything))), tuple(lost.values())


def _linked(claims: list[Claim]) -> list[Claim]:
    from winset.reading.revision import linked

    return linked(claims, {})


def _write(place: Place, text: str, ledger: Ledger, lost: tuple[Claim, ...]) -> None:
    from winset.cli.writing import write_file

    place.path.parent.mkdir(parents=True, exist_ok=True)
    if lost:
        earlier = place.ledger_path
        write_file(
            earlier.with_name(earlier.name.replace(".claims.json", ".claims.before.json")),
            earlier.read_bytes(),
        )
    if place.text() != text:
        write_file(place.path, text.encode())
    write_ledger(place.ledger_path, ledger)


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write a ledger as the JSON that `Ledger.load` reads, whole or not at all."""
    import json

    from winset.cli.writing import write_file

    write_file(path, (json.dumps(ledger.to_dict(), ensure_ascii=False, indent=1) + "\n").encode())


def _told(draft: Draft, place: Place, ledger: Ledger, lost: tuple[Claim, ...]) -> str:
    touched = sum(claim.review != "machine" for claim in ledger.claims)
    lines = [
        f"{place.report}: {len(ledger.claims)} claims in {place.ledger_path.relative_to(draft.path.parent)}"
        + (f", {touched} of them reviewed and kept as they were" if touched else "")
    ]
    if not place.said:
        lines[0] += f"; {draft.path.name} names the report as {place.report}"
    lines += [
        f'lost, its words are no longer there: {place.report}#{claim.id} "{claim.words}"' for claim in lost
    ]
    if lost:
        lines.append("the earlier ledger is kept beside the new one (.claims.before.json)")
    return "\n".join(lines)
