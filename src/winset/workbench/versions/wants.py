"""What parties want, set as a whole in the text of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset.workbench.versions.changes import entry_added
from winset.workbench.versions.contents import data_of


def with_every_party(text: str) -> str:
    """The text with an empty preference for each party that has none: such a party is indifferent."""
    data = data_of(text)
    top: dict[str, Any] = data if isinstance(data, dict) else {}
    stated = top.get("preferences") or {}
    for party in top.get("parties") or {}:
        if party not in stated:
            text = entry_added(text, ("preferences", party), {"statements": []})
    return text


def wants_set(text: str, party: str, wants: Mapping[str, list[Any]]) -> str:
    """The text with a party's preference replaced; a statement that it had already keeps its evidence and its reason."""
    data = data_of(text)
    top: dict[str, Any] = data if isinstance(data, dict) else {}
    before = (top.get("preferences") or {}).get(party)
    lines = before.get("statements", []) if isinstance(before, dict) else []
    known = {_formula(line): line for line in lines if isinstance(line, dict)}
    value = {
        kind: [known.get(one, one) if isinstance(one, str) else one for one in own]
        for kind, own in wants.items()
    }
    return text if before == value else entry_added(text, ("preferences", party), value)


def _formula(line: Mapping[str, Any]) -> str:
    return str(line.get("that", ""))
