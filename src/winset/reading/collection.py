"""Many reports as one ledger: a SQLite file with every report, its claims, and a full-text index over them.

Files, folders and JSON Lines (objects with "text", and "url", "date", "outlet" if known) are read one
report at a time, so memory does not grow with their number. Reports are kept in batches, each whole or not
at all: a run that was stopped goes on where it was when started again, and no report is there twice. What
cannot be read is named and passed over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from winset.errors import ArgumentError, Problem, ReportError
from winset.reading.ledger import Claim, Ledger, text_sha256
from winset.reading.likelihood import DEFAULT
from winset.reading.pages import HTML_ENDINGS, MAX_BYTES, Page, load_page, refused
from winset.reading.reading import read
from winset.reading.revision import update
from winset.reading.times import stamp

BATCH = 50  # reports kept at a time: what a stopped run may have to read again
TEXT_ENDINGS = frozenset((".txt", ".text", ".md")) | HTML_ENDINGS
LINES_ENDINGS = frozenset((".jsonl", ".ndjson"))
SCHEMA = """
create table if not exists report (
    number integer primary key, name text not null unique, sha256 text not null, outlet text, published text,
    text text not null, ledger text not null);
create table if not exists claim (
    number integer primary key, report integer not null references report(number) on delete cascade, id text
    not null, section text not null, source text, source_type text not null, status text not null, review
    text not null, words text not null, actors text not null);
create index if not exists claim_report on claim(report);
create table if not exists lost (name text not null, claim text not null);
create table if not exists problem (name text primary key, message text not null);
create virtual table if not exists claim_words using fts5(words, source, actors, content='claim',
content_rowid='number');
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of a collection: the report it is in, that report's outlet and date, and the claim."""

    report: str
    outlet: str | None
    published: str | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: reports read, unchanged ones passed over, and those that could not be read."""

    read: int = 0
    unchanged: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A report to be read: the name it has in the collection, and how to get its text."""

    name: str
    load: Callable[[], Page]


class Collection:
    """A collection of reports in a SQLite file; use it in a `with` statement.

    >>> with Collection(":memory:") as reports:
    ...     reports.add("a", Page("Iran may return to the talks, two officials said."))
    ...     [found.claim.words for found in reports.search("talks")]
    ['Iran may return to the talks']
    """

    def __init__(self, path: str | Path, scale: str = DEFAULT):
        self.scale = scale
        try:
            self.store = sqlite3.connect(path)
            self.store.execute("pragma foreign_keys = on")
            self.store.executescript(SCHEMA)
        except sqlite3.DatabaseError as error:
            raise refused(str(path), f"not a collection of reports: {error}", "name another file") from None

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what is not yet kept is not kept."""
        self.store.close()

    def __len__(self) -> int:
        return int(self.store.execute("select count(*) from report").fetchone()[0])

    def read(
        self, paths: Iterable[str | Path], progress: Callable[[Progress], None] | None = None
    ) -> Progress:
        """Read every report in files, folders and JSON Lines; `progress` is called after each one.

        Reports that are there already, with the same text, are passed over. What cannot be read is in
        `problems()`.
        """
        done = Progress()
        for count, entry in enumerate(entries(paths), 1):
            done = self.take(entry, done)
            if progress is not None:
                progress(done)
            if count % BATCH == 0:
                self.store.commit()
        self.store.commit()
        return done

    def take(self, entry: Entry, done: Progress) -> Progress:
        """Read one report into the collection, and count it."""
        try:
            page = entry.load()
            new = self.keep(entry.name, page)
        except ReportError as error:
            message = "; ".join(problem.message for problem in error.problems)
            self.store.execute("insert or replace into problem values (?, ?)", (entry.name, message))
            return Progress(done.read, done.unchanged, done.bad + 1)
        self.store.execute("delete from problem where name = ?", (entry.name,))
        return Progress(done.read + new, done.unchanged + (not new), done.bad)

    def add(self, name: str, page: Page) -> None:
        """Read one page into the collection under `name`, and keep it."""
        self.keep(name, page)
        self.store.commit()

    def keep(self, name: str, page: Page) -> bool:
        """Read a page unless it is there with the same text.

        What an analyst touched in an earlier ledger stays.
        """
        row = self.store.execute(
            "select number, sha256, ledger from report where name = ?", (name,)
        ).fetchone()
        sha = text_sha256(page.text)
        if row is not None and row[1] == sha:
            return False
        published = (stamp(page.published) or page.published) if page.published else None
        try:
            ledger = read(page.text, outlet=page.outlet, published=published, scale=self.scale).ledger
        except ArgumentError as error:
            raise refused(name, str(error)) from None
        if row is not None:
            revision = update(Ledger.from_dict(json.loads(row[2])), ledger, page.text)
            ledger = revision.ledger
            self.store.executemany(
                "insert into lost values (?, ?)", [(name, claim.words) for claim in revision.lost]
            )
            self.forget(row[0])
        self.write(name, page.text, ledger)
        return True

    def write(self, name: str, text: str, ledger: Ledger) -> None:
        """Write a report, its ledger and its claims."""
        facts = ledger.report
        data = json.dumps(ledger.to_dict(), ensure_ascii=False)
        cursor = self.store.execute(
            "insert into report (name, sha256, outlet, published, text, ledger) values (?, ?, ?, ?, ?, ?)",
            (name, facts.sha256, facts.outlet, facts.published, text, data),
        )
        for claim in ledger.claims:
            self.index(cursor.lastrowid or 0, claim)

    def index(self, report: int, claim: Claim) -> None:
        """Write one claim and its words for search."""
        source = claim.source.span.exact if claim.source.span else None
        actors = ", ".join(claim.actors)
        row = (claim.id, claim.section, source, claim.source.type, claim.status, claim.review)
        cursor = self.store.execute(
            "insert into claim (report, id, section, source, source_type, status, review, words, actors)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (report, *row, claim.words, actors),
        )
        self.store.execute(
            "insert into claim_words (rowid, words, source, actors) values (?, ?, ?, ?)",
            (cursor.lastrowid, claim.words, source, actors),
        )

    def forget(self, report: int) -> None:
        """Remove a report and its claims."""
        rows = self.store.execute(
            "select number, words, source, actors from claim where report = ?", (report,)
        ).fetchall()
        self.store.executemany(
            "insert into claim_words (claim_words, rowid, words, source, actors)"
            " values ('delete', ?, ?, ?, ?)",
            rows,
        )
        self.store.execute("delete from report where number = ?", (report,))

    def ledger(self, name: str) -> Ledger:
        """The ledger of a report; raises ArgumentError when there is none of that name."""
        return Ledger.from_dict(json.loads(self._row(name)[0]), name)

    def text(self, name: str) -> str:
        """The text of a report, in which its ledger's offsets count."""
        return str(self._row(name)[1])

    def _row(self, name: str) -> Any:
        row = self.store.execute("select ledger, text from report where name = ?", (name,)).fetchone()
        if row is None:
            raise ArgumentError(f'no report named "{name}" in this collection')
        return row

    def names(self) -> Iterator[str]:
        """The names of the reports, in the order they were read."""
        with closing(self.store.execute("select name from report order by number")) as rows:
            yield from (str(row[0]) for row in rows)

    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, and why."""
        rows = self.store.execute("select name, message from problem order by name")
        return tuple(Problem(message, name) for name, message in rows)

    def lost(self) -> tuple[tuple[str, str], ...]:
        """Claims an analyst had touched whose words a later text of their report no longer has.

        Report and words.
        """
        return tuple(self.store.execute("select name, claim from lost order by rowid"))

    def review(self, name: str, claim: Claim) -> None:
        """Put a claim an analyst confirmed, edited or rejected in the place of the one with its id."""
        ledger = self.ledger(name)
        if claim.id not in ledger.by_id:
            raise ArgumentError(f'no claim "{claim.id}" in report "{name}"')
        changed = replace(ledger, claims=tuple(claim if one.id == claim.id else one for one in ledger.claims))
        number = self.store.execute("select number from report where name = ?", (name,)).fetchone()[0]
        text = self.text(name)
        self.forget(number)
        self.write(name, text, changed)
        self.store.commit()

    def search(self, words: str, limit: int = 100) -> list[Found]:
        """Claims whose words, source or actors hold all of `words`, best first."""
        terms = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        if not terms:
            return []
        rows = self.store.execute(
            "select report.name, report.outlet, report.published, report.ledger, claim.id from claim_words"
            " join claim on claim.number = claim_words.rowid join report on report.number = claim.report"
            " where claim_words match ? order by rank, claim.number limit ?",
            (terms, limit),
        )
        return [
            Found(name, outlet, published, Ledger.from_dict(json.loads(ledger))[claim])
            for name, outlet, published, ledger, claim in rows
        ]


def entries(paths: Iterable[str | Path]) -> Iterator[Entry]:
    """Every report in files, folders (and folders in them, in order of name) and JSON Lines."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            yield from (entry for one in inside for entry in file_entries(one, listed=False))
        else:
            yield from file_entries(path, listed=True)


def file_entries(path: Path, listed: bool) -> Iterator[Entry]:
    """The reports in one file; in a folder, files that are no reports by their ending are passed over."""
    ending = path.suffix.lower()
    if ending in LINES_ENDINGS:
        yield from line_entries(path)
    elif listed or ending in TEXT_ENDINGS:
        yield Entry(str(path), lambda: load_page(path))


def line_entries(path: Path) -> Iterator[Entry]:
    """The reports in a JSON Lines file, one a line; named by their url, else by file and line."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(MAX_BYTES + 1), b""), 1):
                if line.strip():
                    yield line_entry(f"{path}:{number}", line)
    except OSError as error:
        problem = refused(str(path), f"cannot be read: {error.strerror}")
        yield Entry(str(path), failing(problem))


def line_entry(place: str, line: bytes) -> Entry:
    """The report in one line."""
    try:
        data = json.loads(line) if len(line) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        return Entry(place, failing(refused(place, "not JSON")))
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return Entry(
            place, failing(refused(place, 'no text (an object with "text" is needed, of moderate length)'))
        )
    try:
        data["text"].encode()
    except UnicodeEncodeError:
        return Entry(place, failing(refused(place, "half a character in its text")))
    known = {
        key: data[key] for key in ("url", "date", "outlet") if isinstance(data.get(key), str) and data[key]
    }
    page = Page(data["text"], known.get("outlet"), known.get("date"))
    return Entry(known.get("url", place), lambda: page)


def failing(error: ReportError) -> Callable[[], Page]:
    """A loader that raises."""

    def load() -> Page:
        raise error

    return load
