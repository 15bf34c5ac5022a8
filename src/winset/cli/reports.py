"""What REPORT names: a file of text or HTML, a folder, JSON Lines, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from winset.errors import ArgumentError, Problem, ReportError

if TYPE_CHECKING:
    from winset.reading.pages import Page
    from winset.reading.reading import Reading

STDIN = "standard input"
COLLECTION = b"SQLite format 3\0"


@dataclass(frozen=True)
class Origin:
    """What the user says of reports: outlet, day of publication, scale of likelihood; None where nothing is said."""

    outlet: str | None = None
    published: str | None = None
    scale: str | None = None


def open_page(name: str) -> Page:
    """The page a single REPORT argument names; ReportError where it cannot be read."""
    from winset.reading.pages import Page, decode, from_html, load_page, refused

    if name != "-":
        if Path(name).is_dir():
            raise refused(name, "is a folder", "name one report, or collect many with --ledger FILE.sqlite")
        return load_page(Path(name))
    text = decode(sys.stdin.buffer.read(), STDIN)
    start = text[:200].lstrip().lower()
    return from_html(text, STDIN) if start.startswith(("<!doctype html", "<html")) else Page(text)


def read_page(page: Page, origin: Origin) -> Reading:
    """The claims of a page, its own outlet and date where the user gives none."""
    from winset.reading.likelihood import DEFAULT
    from winset.reading.reading import read

    outlet, published = origin.outlet or page.outlet, origin.published or page.published
    return read(page.text, outlet=outlet, published=published, scale=origin.scale or DEFAULT)


def holds_many(name: str) -> bool:
    """Whether a REPORT argument names a folder or JSON Lines."""
    return name != "-" and (Path(name).is_dir() or Path(name).suffix.lower() in (".jsonl", ".ndjson"))


def pages(names: Sequence[str]) -> Iterator[tuple[str, Page | ReportError]]:
    """Every report that names, files, folders and JSON Lines hold; in place of one that cannot be read, why."""
    from winset.reading.collection import entries

    for name in names:
        if name == "-":
            yield STDIN, _tried(lambda: open_page("-"))
            continue
        for entry in entries([name]):
            yield entry.name, _tried(entry.load)


def _tried(load: object) -> Page | ReportError:
    try:
        return load()  # type: ignore[operator,no-any-return]  # a loader of a page
    except ReportError as error:
        return error


def is_collection(name: str) -> bool:
    """Whether a file is a collection of reports (SQLite)."""
    try:
        with Path(name).open("rb") as opened:
            return opened.read(len(COLLECTION)) == COLLECTION
    except OSError:
        return False


def must_be_collection(path: Path) -> None:
    """Refuse a file that is there and is something else."""
    if path.is_dir() or (path.exists() and path.stat().st_size and not is_collection(str(path))):
        raise ArgumentError(f"{path} is not a collection of reports (name a new file, as in reports.sqlite)")


def refusal(problems: Sequence[Problem]) -> ReportError:
    """One error with the problems of several reports."""
    return ReportError(problems)
