"""The review of claims: a ledger's text with one claim confirmed, corrected, rejected, or its span set anew.

Only the values that change are rewritten, so that the ledger keeps its layout.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from winset.case.yaml.nodes import Source, plain
from winset.errors import ArgumentError
from winset.reading.ledger import Commitment, Polarity, Review, SourceType, Status

FIELDS: Mapping[str, tuple[str, ...]] = {
    "review": get_args(Review),
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "commitment": tuple(word for one in get_args(Commitment) for word in (get_args(one) or (one,))),
}
"""The words that a claim's fields may be set to."""

SOURCES: tuple[str, ...] = get_args(SourceType)


def reviewed(ledger: str, claim: str, review: str) -> str:
    """The ledger with a claim marked as confirmed, rejected or for the machine's word again.

    >>> reviewed('{"claims": [{"id": "c1", "review": "machine"}]}', "c1", "confirmed")
    '{"claims": [{"id": "c1", "review": "confirmed"}]}'
    """
    return _with(ledger, claim, {"review": review})


def corrected(ledger: str, claim: str, field: str, value: str | None) -> str:
    """The ledger with a field of a claim set anew, and the claim marked as edited."""
    if field == "source":
        if value not in SOURCES:
            raise ArgumentError(f'"{value}" is no kind of source: {", ".join(SOURCES)}')
        return _with(ledger, claim, {"source": {"type": value}, "review": "edited"})
    return _with(ledger, claim, {field: value or None, "review": "edited"})


def respanned(ledger: str, claim: str, report: str, start: int, end: int) -> str:
    """The ledger with a claim's words set to a stretch of the report, code points, half open."""
    if not 0 <= start < end <= len(report):
        raise ArgumentError("select the claim's words in the report first")
    span = {"start": start, "end": end, "exact": report[start:end]}
    return _with(ledger, claim, {"content": [span], "review": "edited"})


def _with(ledger: str, claim: str, values: Mapping[str, Any]) -> str:
    """The ledger's text with some values of a claim replaced where they stand, last first."""
    source = Source(ledger, "ledger")
    claims = plain(source.root).get("claims", [])
    place = next((k for k, one in enumerate(claims) if one.get("id") == claim), None)
    if place is None:
        raise ArgumentError(f'the ledger has no claim "{claim}"')
    for field, value in values.items():
        if field in FIELDS and value is not None and value not in FIELDS[field]:
            raise ArgumentError(f'"{value}" is no {field}: {", ".join(FIELDS[field])}')
    spots = []
    for path, value in _leaves(values):
        node = source.at(("claims", place, *path))
        if path[-1] not in _at(claims[place], path[:-1]):
            raise ArgumentError(f"claim {claim} does not say its {path[-1]}")
        spots.append((node.start, node.end, json.dumps(value, ensure_ascii=False)))
    for start, end, written in sorted(spots, reverse=True):
        ledger = ledger[:start] + written + ledger[end:]
    return ledger


def _leaves(values: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    nested = [
        ((key, *rest), value)
        for key, inner in values.items()
        if isinstance(inner, dict)
        for rest, value in _leaves(inner)
    ]
    return nested + [((key,), value) for key, value in values.items() if not isinstance(value, dict)]


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data[step]
    return data
