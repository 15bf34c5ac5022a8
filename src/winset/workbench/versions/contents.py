"""What a case file's text holds, read without checking it: its bare data, and the reports it names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from winset.case.changing.editing import edited
from winset.case.changing.edits import Edit
from winset.case.yaml.nodes import Source, plain
from winset.errors import CaseError


@lru_cache(maxsize=32)
def data_of(text: str) -> Any:
    """The bare data of a case's text, not to be changed; CaseError where it cannot be read."""
    return plain(Source.of(text.removeprefix("\ufeff"), "case.yaml").root)


def reports_of(text: str) -> dict[str, str]:
    """The file of each report that a case's text names; none where the text cannot be read.

    >>> reports_of("reports: {gazette: reports/gazette.txt, wire: {file: wire.txt}}")
    {'gazette': 'reports/gazette.txt', 'wire': 'wire.txt'}
    """
    try:
        data = data_of(text)
    except CaseError:
        return {}
    entries = data.get("reports") if isinstance(data, dict) else None
    named = (
        {key: one.get("file") if isinstance(one, dict) else one for key, one in entries.items()}
        if isinstance(entries, dict)
        else {}
    )
    return {str(key): file for key, file in named.items() if isinstance(file, str)}


def with_edits(text: str, *edits: Edit) -> str:
    """A case's text after edits, a mark at its beginning kept."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + edited(text.removeprefix(mark), *edits)
