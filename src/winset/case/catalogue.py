"""The bundled cases: found by name, read like any other case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from winset.case.files import CASE_FILE, load, read_text
from winset.case.model import Case
from winset.errors import ArgumentError, suggestion

LIBRARY = Path(__file__).parents[1] / "library"
FIRST = "gaza-isf"  # the case a newcomer meets first


@cache
def names() -> tuple[str, ...]:
    """The names of the bundled cases: the first one to read, then by the alphabet.

    >>> names()[:3]
    ('gaza-isf', 'bypass', 'chicken')
    """
    found = sorted(folder.parent.name for folder in LIBRARY.glob(f"*/{CASE_FILE}"))
    return tuple(sorted(found, key=lambda name: name != FIRST))


def folder_of(name: str) -> Path:
    """The folder of a bundled case. Raises ArgumentError for a name that is none."""
    if name not in names():
        hint = suggestion(name, names()) or f"there are {', '.join(names())}"
        raise ArgumentError(f'no bundled case "{name}" ({hint})')
    return LIBRARY / name


def example(name: str) -> Case:
    """A bundled case, with the reports it cites. Raises ArgumentError for a name that is none.

    >>> example("elmira").title
    'Groundwater contamination at Elmira, Ontario'
    """
    return load(folder_of(name))


def text_of(name: str) -> str:
    """The case file of a bundled case, as its author wrote it. Raises ArgumentError for a name that is none."""
    return read_text(folder_of(name) / CASE_FILE)


def titles() -> Mapping[str, str]:
    """The title of each bundled case, by name."""
    return {name: example(name).title for name in names()}
