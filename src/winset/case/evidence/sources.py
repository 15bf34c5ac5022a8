"""The reports a case cites: their texts and ledgers found beside it, and whether they say what is cited.

Reports are read only from the case's own folder, symbolic links followed before the folder is compared. A
case read from bare text has no folder; its reports are kept by name and what is cited from them is not looked
up. A report whose file is not there is kept as absent, which `winset.case.remarks` speaks of: a case may travel
without its reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from winset.case.assembling.notebook import Notebook, nearest
from winset.case.model import Evidence, Report
from winset.case.yaml.document import ReportEntry
from winset.case.yaml.entries import EvidenceEntry
from winset.case.yaml.nodes import Path as DocumentPath
from winset.errors import ReportError
from winset.reading.ledger import Claim, Ledger

MAX_REPORT_BYTES = 10_000_000

_FOLDER = "paths begin at the case's folder"
_STRAIGHT = str.maketrans("“”„‘’–—\u00a0", '"""\'\'-- ')


@dataclass(frozen=True)
class Archive:
    """The reports of a case by id, and the texts of those that could be read; `unread` had problems."""

    reports: Mapping[str, Report]
    texts: Mapping[str, str]
    unread: frozenset[str]
    folder: Path | None

    def check(self, evidence: EvidenceEntry, path: DocumentPath, notebook: Notebook) -> Evidence:
        """Evidence as the case keeps it; notes an unknown report or claim, and a quote not in its report."""
        known = notebook.known("report", evidence.report, self.reports, path)
        if known and self.folder is not None:
            if evidence.quote is not None:
                self._check_quote(evidence.report, evidence.quote, path, notebook)
            elif evidence.claim is not None:
                self._check_claim(evidence.report, evidence.claim, path, notebook)
        return Evidence(evidence.report, evidence.claim, evidence.quote)

    def cited(self, evidence: Iterable[EvidenceEntry]) -> list[Claim]:
        """The claims that evidence cites, as far as their ledgers are here."""
        found: list[Claim] = []
        for one in evidence:
            report = self.reports.get(one.report)
            claims = report.ledger.by_id if report is not None and report.ledger is not None else {}
            found += [claims[one.claim]] if one.claim is not None and one.claim in claims else []
        return found

    def lacks(self, evidence: Iterable[EvidenceEntry]) -> bool:
        """Whether evidence rests on a report that is absent."""
        reports = (self.reports.get(one.report) for one in evidence)
        return any(report is not None and report.absent for report in reports)

    def _check_claim(self, report: str, claim: str, path: DocumentPath, notebook: Notebook) -> None:
        ledger = self.reports[report].ledger
        if ledger is None and report not in self.unread and not self.reports[report].absent:
            file = self.reports[report].file
            hint = f"`winset read {file}` makes {ledger_names(file, report)[0]}"
            notebook.note(path, f'report "{report}" has no claims', hint)
        elif ledger is not None and claim not in ledger.by_id:
            notebook.note(path, f'report "{report}" has no claim "{claim}"', nearest(claim, ledger.by_id))

    def _check_quote(self, report: str, quote: str, path: DocumentPath, notebook: Notebook) -> None:
        text = self.texts.get(report)
        if text is None or not (missing := words_not_found(quote, text)):
            return
        found = quote[: len(quote) - len(missing)].strip()
        hint = f'it has "{found}", but not then "{missing}"' if found else "give its exact words"
        notebook.note(path, f'report "{report}" does not say "{quote}"', hint)


def words_not_found(quote: str, text: str) -> str:
    r"""The end of a quote that a text does not have after the words before it; empty where it has them all.

    White space, curly or straight quotation marks and the length of dashes make no difference.

    >>> words_not_found("the road “will be”  built", 'he said the road "will\nbe" built soon')
    ''
    >>> words_not_found("the road was built", "the road will be built")
    'was built'
    """
    folded = fold(text)
    words = quote.split()
    low, high = 0, len(words)  # the first `low` words are there in one piece
    while low < high:
        middle = (low + high + 1) // 2
        found = fold(" ".join(words[:middle])) in folded
        low, high = (middle, high) if found else (low, middle - 1)
    return " ".join(words[low:])


def fold(text: str) -> str:
    """Text with every white space one space, quotation marks straight and dashes short."""
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT)).strip()


def ledger_names(file: str, report: str) -> list[str]:
    """Where the claims of a report may lie: beside it, named after its file or else after its id.

    >>> ledger_names("reports/gazette-27.txt", "gazette")
    ['reports/gazette-27.claims.json', 'reports/gazette.claims.json']
    """
    beside = Path(file)
    names = [beside.with_name(f"{name}.claims.json").as_posix() for name in (beside.stem, report)]
    return list(dict.fromkeys(names))


def read_archive(
    entries: Mapping[str, ReportEntry],
    folder: Path | None,
    notebook: Notebook,
    beside: Mapping[str, str] | None = None,
) -> Archive:
    """The reports of a case, read where they lie in its folder; notes what is wrong with them.

    `beside` are texts, by their paths in the folder, that are read instead of the files.
    """
    reports, texts, unread = {}, {}, set()
    for key, entry in entries.items():
        text = ledger = None
        absent = False
        if folder is not None:
            before = len(notebook.problems)
            reader = _Reader(folder, notebook, ("reports", key, "file"), beside or {})
            absent = reader.is_absent(entry.file)
            text = None if absent else reader.text(entry.file)
            if absent or text is not None:
                ledger = reader.ledger(ledger_names(entry.file, key), text)
            unread |= {key} if len(notebook.problems) > before else set()
        if text is not None:
            texts[key] = text
        fields = entry.model_dump(include={"file", "title", "outlet", "published", "note"})
        reports[key] = Report(id=key, ledger=ledger, absent=absent, **fields)
    return Archive(reports, texts, frozenset(unread), folder)


def inside(folder: Path, file: str) -> Path | None:
    """A file of a folder, or None where its path, links followed, leads out of it."""
    try:
        real = (folder / file).resolve()
        return real if not Path(file).is_absolute() and real.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError, RuntimeError):
        return None


# A case that is being worked on is checked at every change, its ledgers as they were.
_ledger = lru_cache(maxsize=16)(Ledger.loads)


@dataclass(frozen=True)
class _Reader:
    """Reads one report's files from a folder; problems are noted where the case names its file."""

    folder: Path
    notebook: Notebook
    path: DocumentPath
    beside: Mapping[str, str] = field(default_factory=dict)

    def is_absent(self, file: str) -> bool:
        """Whether nothing lies where the case names a file of its folder."""
        if file in self.beside:
            return False
        real = inside(self.folder, file)
        return real is not None and not real.exists()

    def text(self, file: str) -> str | None:
        if file in self.beside:
            return self.beside[file]
        found = self.found(file)
        if found is None:
            return None
        try:
            with found.open("rb") as opened:
                content = opened.read(MAX_REPORT_BYTES + 1)
            if len(content) <= MAX_REPORT_BYTES:
                return content.decode()
            self.note(f"a report has at most {MAX_REPORT_BYTES:,} bytes", "keep its text only")
        except OSError as error:
            self.note(f'"{file}" cannot be read: {error.strerror}', _FOLDER)
        except UnicodeDecodeError:
            self.note(f'"{file}" is not UTF-8 text', "save the report as plain UTF-8 text")
        return None

    def ledger(self, names: list[str], text: str | None) -> Ledger | None:
        """The first ledger there is; compared with the report's text, unless that is absent."""
        name = next((one for one in names if one in self.beside or (self.folder / one).exists()), None)
        if name is None or (name not in self.beside and self.found(name) is None):
            return None
        try:
            ledger = self.loaded(name)
        except ReportError as error:
            self.notebook.add(*error.problems)
            return None
        if text is not None and (wrong := ledger.disagreements(text)):
            self.note(f"{name} does not fit this report: {wrong[0]}", "make it again with `winset read`")
        return ledger

    def loaded(self, name: str) -> Ledger:
        if name not in self.beside:
            return Ledger.load(self.folder / name)
        return _ledger(self.beside[name], name)

    def found(self, file: str) -> Path | None:
        """A file of the folder that can be opened; noted where it lies elsewhere or is none."""
        real = inside(self.folder, file)
        if real is None:
            self.note(f'"{file}" leads out of the case\'s folder', "keep reports in the folder of the case")
        elif not real.is_file():
            what = "is not a file" if real.exists() else "is not there"
            self.note(f'"{file}" {what}', _FOLDER)
        else:
            return real
        return None

    def note(self, message: str, hint: str) -> None:
        self.notebook.note(self.path, message, hint)
