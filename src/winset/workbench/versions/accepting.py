"""Proposed lines taken into a case's text, each as `winset draft` would write it, with whatever it cannot be without."""

from __future__ import annotations

import re
from typing import Any

from winset.case.proposing.page import entry
from winset.case.proposing.proposal import Proposal, Proposed, ProposedOption, ProposedRule
from winset.workbench.versions.changes import entry_added, line_added
from winset.workbench.versions.contents import data_of


def accepted(text: str, proposal: Proposal, one: Proposed, name: str = "") -> str:
    """The text with a proposed line; an option brings its party, a rule its options.

    name: what the line is to be called (a rule: its formula), as proposed where it is empty.
    """
    if isinstance(one, ProposedRule):
        for option in proposal.options:
            if option.id in re.findall(r"[\w.]+", name or one.id):
                text = _with(text, proposal, option)
        return line_added(text, ("rules",), {**entry(one), "that": name or one.id})
    line = {**entry(one), "name": name or one.name}
    if not isinstance(one, ProposedOption):
        return entry_added(text, ("parties", one.id), line)
    for party in proposal.parties:
        text = _with(text, proposal, party) if party.id == one.party else text
    text = entry_added(text, ("options", one.party, one.id), line)
    return entry_added(text, ("status_quo", one.id), "yes") if one.now else text


def _with(text: str, proposal: Proposal, one: Proposed) -> str:
    """The text with a line that another needs, unless it is there."""
    return text if one.id in _ids(data_of(text), one) else accepted(text, proposal, one)


def _ids(data: Any, one: Proposed) -> Any:
    """The ids of what the text has of a line's kind."""
    top = data if isinstance(data, dict) else {}
    if isinstance(one, ProposedOption):
        return (top.get("options") or {}).get(one.party) or {}
    return top.get("parties") or {}
