"""Case files: found, read, checked."""

from __future__ import annotations

from pathlib import Path

from winset.case.assembly import assemble
from winset.case.model import Case
from winset.case.nodes import Source
from winset.case.notebook import Notebook
from winset.case.shape import read_document


def load(path: str | Path) -> Case:
    """The case in a file, or in a folder's `case.yaml`."""
    from dataclasses import replace

    file = Path(path)
    file = file / "case.yaml" if file.is_dir() else file
    return replace(loads(file.read_bytes().decode(), name=str(file)), path=file)


def loads(text: str, name: str = "<text>") -> Case:
    """The case a text describes.

    >>> case = loads('''
    ... winset: 1
    ... title: The bypass
    ... parties: {council: Town council, builder: Builder}
    ... options: {council: {permit: Grant the permit}, builder: {build: Build}}
    ... rules: [build -> permit]
    ... preferences: {council: {statements: [build]}, builder: {statements: [build, permit]}}
    ... ''')
    >>> [option.id for option in case.options], str(case.rules[0].that)
    (['permit', 'build'], 'build -> permit')
    """
    notebook = Notebook(Source(text, name))
    return assemble(read_document(notebook), notebook, ())
