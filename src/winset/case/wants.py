"""What the parties want, from the document: each of the five kinds of preference, its formulas read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from winset.case.document import FormulaEntry, PreferenceEntry, WeightEntry
from winset.case.model import (
    Alternatives,
    Likelihood,
    Line,
    Ordering,
    PartialOrder,
    Preference,
    Ranking,
    Statement,
    Statements,
    Utilities,
    Weight,
    Weights,
)
from winset.case.nodes import Path
from winset.case.rankings import extensions
from winset.case.resolver import Resolver, party_order
from winset.errors import ArgumentError


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
    path: Path = ("preferences", party)
    line = Line(**names.line(f"{party} preference", entry, path))
    if entry.one_of is None:
        return replace(_of_kind(names, f"{party} ", entry, path), line=line)
    found = [_alternative(names, party, k, one) for k, one in enumerate(entry.one_of)]
    return Alternatives(tuple(found), line=line)


def _alternative(names: Resolver, party: str, k: int, entry: PreferenceEntry) -> Any:
    """One of several preferences, with its share of likelihood."""
    path, name = ("preferences", party, "one_of", k), f"{party} alternative {k + 1}"
    line = Line(**names.line(name, entry, path))
    if line.likelihood is None:
        share = 1 / len(names.document.preferences[party].one_of or ())
        line = replace(line, likelihood=Likelihood(share, share, share))
    return replace(_of_kind(names, f"{name}.", entry, path), line=line)


def _of_kind(
    names: Resolver, owner: str, entry: PreferenceEntry, place: Path
) -> Statements | Weights | Ranking | Ordering | Utilities | PartialOrder:
    path: Path = (*place, entry.kind)
    if entry.statements is not None:
        return Statements(_statements(names, owner, entry.statements, path))
    if entry.weights is not None:
        return Weights(_weights(names, owner, entry.weights, path))
    if entry.ranking is not None:
        tiers = enumerate(entry.ranking)
        return Ranking(tuple(_statements(names, f"{owner}{k + 1}.", tier, (*path, k)) for k, tier in tiers))
    if entry.prefers is not None:
        chains = enumerate(entry.prefers)
        found = (_statements(names, f"{owner}{k + 1}.", chain, (*path, k)) for k, chain in chains)
        return _partial_order(names, PartialOrder(tuple(found)), path)
    if entry.outcomes is not None:
        for k, tie in enumerate(entry.outcomes):
            _check_ids(names, {outcome: (*path, k, j) for j, outcome in enumerate(tie)}, key=False)
        return Ordering(tuple(tuple(tie) for tie in entry.outcomes))
    utilities = dict(entry.utilities or {})
    _check_ids(names, {outcome: (*path, outcome) for outcome in utilities}, key=True)
    return Utilities(utilities)


def _partial_order(names: Resolver, preference: PartialOrder, path: Path) -> PartialOrder:
    """A partial order, or none of it where its chains contradict each other or hold too much."""
    try:
        count = extensions(preference).count
    except ArgumentError as error:
        names.notebook.note(path, str(error), "rank fewer, larger sets of outcomes")
    else:
        if not count:
            hint = "somewhere a formula stands, through several chains, before itself"
            names.notebook.note(path, "the chains contradict each other", hint)
    return preference


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
    names: Resolver, owner: str, entries: Mapping[str, WeightEntry], path: Path
) -> tuple[Weight, ...]:
    found = []
    for k, (text, entry) in enumerate(entries.items()):
        line = names.line(f"{owner}{k + 1}", entry, (*path, text))
        span = entry.weight if isinstance(entry.weight, tuple) else None
        weight = middle(*entry.weight) if isinstance(entry.weight, tuple) else entry.weight
        if formula := names.notebook.formula(text, (*path, text), names.levels, key=True):
            found.append(Weight(**line, that=formula, text=text, weight=weight, span=span))
    return tuple(found)


def middle(low: float, high: float) -> float:
    """The middle of a range of weights, exact as the decimals they are written as.

    >>> middle(0.1, 0.2)
    0.15
    """
    return float((Fraction(str(low)) + Fraction(str(high))) / 2)
