"""The files of a case on the disk: what they hold, and writing them whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from winset.case.changing.drafts import Draft
from winset.case.evidence.sources import MAX_REPORT_BYTES, inside, ledger_names
from winset.case.files import read_text
from winset.errors import CaseError, Problem, WinsetError

SAVING: Final = Lock()
"""Held while files are compared with the disk and written, so that no tab writes between another's two steps."""


def read_files(folder: Path, names: Mapping[str, str] | list[str]) -> dict[str, str]:
    """The texts of those named files of a folder that are there; CaseError for one that cannot be read."""
    found = {}
    for name in names:
        file = inside(folder, name)
        if file is not None and file.is_file():
            found[name] = read_text(file)
    return found


def report_files(reports: Mapping[str, str], folder: Path) -> dict[str, str]:
    """For each report id (with its file), the ledger file it has, or would be given."""
    found = {}
    for report, file in reports.items():
        names = ledger_names(file, report)
        found[report] = next((name for name in names if (folder / name).is_file()), names[0])
    return found


def read_report(folder: Path, name: str) -> str:
    """The text of a report in a case's folder; WinsetError where it is not there or cannot be read."""
    file = inside(folder, name)
    if file is None or not file.is_file():
        raise WinsetError(f'the report "{name}" is not in the case\'s folder')
    with file.open("rb") as opened:
        return opened.read(MAX_REPORT_BYTES).decode(errors="replace")


def write_files(folder: Path, texts: Mapping[str, str], seals: Mapping[str, str | None]) -> None:
    """Write texts to their files, each whole or not at all, a case's file last.

    seals: what each file is believed to hold now (None: it is not there yet). Raises CaseError, before
    anything is written to that file, where it holds something else.
    """
    for name in sorted(texts, key=lambda one: one.endswith((".yaml", ".yml"))):
        file = inside(folder, name)
        if file is None:
            raise CaseError([Problem("leads out of the case's folder", name)])
        before = seals[name]
        if before is None:
            _create(file, texts[name])
        else:
            Draft(file, texts[name], seal_of(before)).save()


def _create(file: Path, text: str) -> None:
    """A new file, refused where one stands; it appears empty first, then whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x"):
            pass
    except OSError as error:
        raise CaseError([Problem(f"cannot be made: {error.strerror}", str(file))]) from None
    Draft(file, text, seal_of("")).save()


def seal_of(text: str) -> str:
    """What tells whether a file still holds a text."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()
