"""What CASE names: a file, a folder, another program's file, a bundled case, or standard input."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from winset.errors import CaseError, InputError, Problem, suggestion

if TYPE_CHECKING:
    from winset.case.checking import Check
    from winset.case.model import Case

FOREIGN = {
    ".gmcr": "winset.case.foreign.gmcr",
    ".xml": "winset.case.foreign.genius",
    ".csv": "winset.case.foreign.ktab",
}
"""Other programs' files by their ending, and the module that reads them."""


def open_case(name: str, max_outcomes: int | None = None) -> Case:
    """The case a CASE argument names; where a limit on its outcomes is given, built within it.

    A file or folder of that name comes before a bundled case. Raises CaseError with every problem of the
    input, also when there is nothing of that name; SizeError above the limit.
    """
    case = _found(name)
    if max_outcomes is not None:
        from winset.case.build import build

        build(case, max_outcomes)
    return case


def check_case(name: str, max_outcomes: int | None = None) -> Check:
    """Every problem of a case, or what it contains."""
    from winset.case import catalogue, files

    path = Path(name)
    if not path.exists() and name in catalogue.names():
        return replace(files.check(catalogue.folder_of(name), max_outcomes), file=name)
    if name == "-" or path.suffix.lower() in FOREIGN:
        return _checked(name, max_outcomes)
    return files.check(path, max_outcomes)


def _checked(name: str, max_outcomes: int | None) -> Check:
    """The check of what is no file of Winset's own: whatever can be loaded has no problem."""
    from winset.case.checking import Check, checked

    try:
        return checked(_found(name), name, max_outcomes)
    except InputError as error:
        return Check(name, error.problems, None, {})


def _found(name: str) -> Case:
    from winset.case import catalogue, files

    if name == "-":
        return files.loads(_standard_input(), name="standard input")
    path = Path(name)
    if path.suffix.lower() in FOREIGN and path.exists():
        return read_foreign(path)
    if path.exists() or name not in catalogue.names():
        _must_exist(path, catalogue.names())
        return files.load(path)
    return catalogue.example(name)


def read_foreign(path: Path) -> Case:
    """The case in another program's file."""
    reader = import_module(FOREIGN[path.suffix.lower()])
    case: Case = reader.load(path)
    return case


def _standard_input() -> str:
    from winset.case.files import MAX_BYTES, decoded

    name = "standard input"
    if sys.stdin is None:
        raise CaseError([Problem("closed, so there is no case to read", name)])
    return decoded(sys.stdin.buffer.read(MAX_BYTES + 1), name)


def _must_exist(path: Path, bundled: tuple[str, ...]) -> None:
    if path.exists():
        return
    hint = suggestion(str(path), bundled) or "`winset cases` lists the bundled ones"
    raise CaseError([Problem("no such file, folder or bundled case", str(path), hint=hint)])
