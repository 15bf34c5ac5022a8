"""Where a case keeps its reports: the text under `reports/`, the ledger beside it, the entry in the case file.

The case file need not be sound for this: an analyst reads reports long before the case is finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from winset.case.changing.drafts import Draft
from winset.case.changing.edits import Move, Put
from winset.case.evidence.sources import MAX_REPORT_BYTES, inside, ledger_names
from winset.errors import ArgumentError, CaseError, Problem, ReportError, suggestion
from winset.reading.ledger import Ledger

FOLDER = "reports"


@dataclass(frozen=True)
class Place:
    """A report's place in a case: its id, its file as the case names it, and what the case says of it."""

    folder: Path
    report: str
    file: str
    said: Mapping[str, Any]  # the entry's own keys; empty where the case does not name the report yet

    @property
    def path(self) -> Path:
        """The file of the text; ReportError where it leads out of the case's folder."""
        return self._inside(self.file)

    @property
    def ledger_path(self) -> Path:
        """The file of the claims: the first there is, else the one to be made."""
        names = ledger_names(self.file, self.report)
        there = (name for name in names if self._inside(name).exists())
        return self._inside(next(there, names[0]))

    def text(self) -> str | None:
        """The text that lies there, or None."""
        if not self.path.exists():
            return None
        try:
            with self.path.open("rb") as opened:
                content = opened.read(MAX_REPORT_BYTES + 1)
            if len(content) > MAX_REPORT_BYTES:
                raise self._problem(f"a report has at most {MAX_REPORT_BYTES:,} bytes")
            return content.decode()
        except OSError as error:
            raise self._problem(f"cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise self._problem("not UTF-8 text") from None

    def ledger(self) -> Ledger | None:
        """The ledger that lies there, or None; ReportError with its problems."""
        return Ledger.load(self.ledger_path) if self.ledger_path.exists() else None

    def _inside(self, file: str) -> Path:
        real = inside(self.folder, file)
        if real is None:
            raise self._problem("leads out of the case's folder", "keep reports in the folder of the case")
        return real

    def _problem(self, message: str, hint: str | None = None) -> ReportError:
        return ReportError([Problem(message, self.file, hint=hint)])


def places(draft: Draft) -> tuple[Place, ...]:
    """The places of the reports a case file names; what is no entry of a report is passed over."""
    return tuple(_entries(draft))


def _entries(draft: Draft) -> Iterator[Place]:
    data = draft.data
    listed = data.get("reports") if isinstance(data, dict) else None
    for name, entry in (listed if isinstance(listed, dict) else {}).items():
        said = entry if isinstance(entry, dict) else {"file": entry}
        if isinstance(said.get("file"), str):
            yield Place(draft.path.parent, name, said["file"], said)


def place_of(draft: Draft, report: str) -> Place:
    """The place of a report the case names; ArgumentError with the nearest for an id that is none."""
    known = {place.report: place for place in places(draft)}
    if report not in known:
        hint = suggestion(report, known) or (
            f"it names {', '.join(known)}" if known else "`winset read REPORT --into CASE` adds one"
        )
        raise ArgumentError(f'{draft.path.name} names no report "{report}" ({hint})')
    return known[report]


def place_for(draft: Draft, source: Path | None, name: str | None) -> Place:
    """Where a report that is read into a case goes: the place the case has for it, else a new one.

    A source that lies in the case's folder stays where it is; any other goes under `reports/`. Its id is `name`, or
    made from the file's name. Raises ArgumentError for a name that cannot be one, or that stands for something else.
    """
    folder = draft.path.parent
    own = _own_file(folder, source)
    for place in places(draft):
        if place.report == name or (
            name is None and own is not None and inside(folder, place.file) == folder / own
        ):
            return place
    report = name or report_id(source.stem if source else "report")
    _check_id(draft, report)
    known = {place.report: place for place in places(draft)}
    return known.get(report) or Place(folder, report, own or f"{FOLDER}/{report}.txt", {})


def _own_file(folder: Path, source: Path | None) -> str | None:
    """The path of a text that lies in the folder already, from there; None for any other."""
    if source is None or source.suffix.lower() in (".html", ".htm", ".xhtml"):
        return None
    real = source.resolve()
    return real.relative_to(folder).as_posix() if real.is_relative_to(folder) else None


def report_id(words: str) -> str:
    """An id made from words: letters and digits of any script, joined by hyphens.

    >>> report_id("Davos, 22 January 2026 (final)")
    'davos-22-january-2026-final'
    """
    return "-".join(re.findall(r"\w+", words.lower()))[:60] or "report"


def _check_id(draft: Draft, report: str) -> None:
    if not re.fullmatch(r"[\w.-]+", report) or not report.isprintable():
        raise ArgumentError(
            f'"{report}" cannot name a report (letters, digits and hyphens, as in gazette-27)'
        )
    data = draft.data if isinstance(draft.data, dict) else {}
    options = (group for group in _mapping(data, "options").values() if isinstance(group, dict))
    taken = {
        *_mapping(data, "parties"),
        *_mapping(data, "names"),
        *(one for group in options for one in group),
    }
    if report in taken:
        raise ArgumentError(
            f'"{report}" is already the name of something else in this case (name the report with --as)'
        )


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def with_entry(draft: Draft, place: Place, ledger: Ledger) -> Draft:
    """The case file with an entry for a report it does not name yet; only its own lines change.

    A first `reports:` goes before the parties, where a reader looks for it.
    """
    if place.said:
        return draft
    facts = ledger.report
    entry: dict[str, str] = {"file": place.file}
    if facts.headline:
        entry["title"] = " ".join(facts.headline.exact.split())
    if facts.outlet:
        entry["outlet"] = facts.outlet
    if facts.published:
        entry["published"] = facts.published
    if not isinstance(draft.data, dict):
        raise CaseError(
            [Problem("the file holds no case", str(draft.path), hint="`winset example` shows one")]
        )
    if _mapping(draft.data, "reports"):
        return draft.edited(Put(("reports", place.report), entry))
    added = draft.edited(Put(("reports",), {place.report: entry}))
    keys = list(added.data)
    if "parties" not in keys or keys.index("parties") > keys.index("reports"):
        return added
    return added.edited(Move(("reports",), keys.index("parties")))


def cited_ids(draft: Draft, report: str) -> frozenset[str]:
    """The ids of a report's claims that the case's lines cite, wherever `report#claim` stands."""
    return frozenset(re.findall(rf"(?<![\w.-]){re.escape(report)}#([\w.-]+)", draft.text))
