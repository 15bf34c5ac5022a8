"""The bundled cases: found by name, read like any other case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from shutil import copytree, ignore_patterns

from winset.case.files import CASE_FILE, load, read_text
from winset.case.model import Case
from winset.case.yaml.nodes import Mapping as MappingNode
from winset.case.yaml.nodes import Scalar, Source
from winset.errors import ArgumentError, suggestion

FIRST = "gaza-isf"  # the case a newcomer meets first


def library() -> Path:
    """The folder of the bundled cases."""
    return Path(str(resources("winset"))) / "library"


@cache
def names() -> tuple[str, ...]:
    """The names of the bundled cases: the first one to read, then by the alphabet.

    >>> names()[:3]
    ('gaza-isf', 'bypass', 'chicken')
    """
    found = sorted(file.parent.name for file in library().glob(f"*/{CASE_FILE}"))
    return tuple(sorted(found, key=lambda name: name != FIRST))


def folder_of(name: str) -> Path:
    """The folder of a bundled case. Raises ArgumentError, with the nearest name, for a name that is none.

    >>> folder_of("garison")
    Traceback (most recent call last):
    winset.errors.ArgumentError: no bundled case "garison" (did you mean "garrison"?)
    """
    if name not in names():
        hint = suggestion(name, names()) or f"there are {', '.join(names())}"
        raise ArgumentError(f'no bundled case "{name}" ({hint})')
    return library() / name


def example(name: str) -> Case:
    """A bundled case, with the reports it cites. Raises ArgumentError for a name that is none.

    Its places name the file as `elmira/case.yaml`, wherever the package is installed.

    >>> example("elmira").title
    'Groundwater contamination at Elmira, Ontario'
    """
    return load(folder_of(name), f"{name}/{CASE_FILE}")


def text_of(name: str) -> str:
    """The file of a bundled case, as its author wrote it. Raises ArgumentError for a name that is none."""
    return read_text(folder_of(name) / CASE_FILE)


def titles() -> Mapping[str, str]:
    """The title of each bundled case, by name; read without checking the cases."""
    return {name: _said(name, "title") for name in names()}


def questions() -> Mapping[str, str]:
    """The question each bundled case answers, by name; read without checking the cases."""
    return {name: _said(name, "question") for name in names()}


def _said(name: str, key: str) -> str:
    root = Source(text_of(name), name).root
    node = root.values.get(key) if isinstance(root, MappingNode) else None
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def copy(name: str, to: str | Path) -> Path:
    """Copies a bundled case and the reports it cites into a new or empty folder; gives the path of its file.

    Raises ArgumentError for a name that is none, a folder that has something in it, or one that cannot be made.
    """
    target = Path(to)
    source = folder_of(name)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise ArgumentError(f"{target} is not an empty folder: name a new one")
        copytree(source, target, ignore=ignore_patterns("published.json"), dirs_exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"{target} cannot be written: {error.strerror or error}") from None
    return target / CASE_FILE
