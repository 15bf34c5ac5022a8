"""What the parties want, from the document: each of the five kinds of preference, its formulas read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from winset.case.document import FormulaEntry, PreferenceEntry, WeightEntry
from winset.case.model import (
    Line,
    Ordering,
    Preference,
    Ranking,
    Statement,
    Statements,
    Utilities,
    Weight,
    Weights,
)
from winset.case.nodes import Path
from winset.case.resolver import Resolver, party_order


def preferences(names: Resolver) -> dict[str, Preference]:
    """Each party's preference, in the order of the parties."""
    given = names.document.preferences
    for party in given:
        names.known_party(party, ("preferences", party), key=True)
    return {
        party: _preference(names, party, given[party])
        for party in party_order(names.document)
        if party in given
    }


def _preference(names: Resolver, party: str, entry: PreferenceEntry) -> Preference:
    line = Line(**names.line(f"{party} preference", entry, ("preferences", party)))
    return replace(_of_kind(names, party, entry), line=line)


def _of_kind(names: Resolver, party: str, entry: PreferenceEntry) -> Preference:
    path: Path = ("preferences", party, entry.kind)
    if entry.statements is not None:
        return Statements(_statements(names, f"{party} ", entry.statements, path))
    if entry.weights is not None:
        return Weights(_weights(names, party, entry.weights, path))
    if entry.ranking is not None:
        tiers = enumerate(entry.ranking)
        return Ranking(tuple(_statements(names, f"{party} {k + 1}.", tier, (*path, k)) for k, tier in tiers))
    if entry.outcomes is not None:
        for k, tie in enumerate(entry.outcomes):
            _check_ids(names, {outcome: (*path, k, j) for j, outcome in enumerate(tie)}, key=False)
        return Ordering(tuple(tuple(tie) for tie in entry.outcomes))
    utilities = dict(entry.utilities or {})
    _check_ids(names, {outcome: (*path, outcome) for outcome in utilities}, key=True)
    return Utilities(utilities)


def _check_ids(names: Resolver, places: Mapping[str, Path], *, key: bool) -> None:
    """Note ids that graph form does not list; option form knows its ids only once the rules are applied."""
    if names.document.is_graph:
        for outcome, path in places.items():
            names.notebook.known("outcome", outcome, names.document.outcomes, path, key=key)


def _statements(
    names: Resolver, owner: str, entries: list[FormulaEntry], path: Path
) -> tuple[Statement, ...]:
    found = []
    for k, entry in enumerate(entries):
        line = names.line(f"{owner}{k + 1}", entry, (*path, k))
        if formula := names.notebook.formula(entry.that, (*path, k, "that"), names.levels):
            found.append(Statement(**line, that=formula, text=entry.that, name=entry.name))
    return tuple(found)


def _weights(
    names: Resolver, party: str, entries: Mapping[str, WeightEntry], path: Path
) -> tuple[Weight, ...]:
    found = []
    for k, (text, entry) in enumerate(entries.items()):
        line = names.line(f"{party} {k + 1}", entry, (*path, text))
        if formula := names.notebook.formula(text, (*path, text), names.levels, key=True):
            found.append(Weight(**line, that=formula, text=text, weight=entry.weight))
    return tuple(found)
