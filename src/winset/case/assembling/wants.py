"""What the parties want, from the document: each kind of preference, what is unknown of it, how others see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from winset.case.assembling.resolver import Resolver, party_order
from winset.case.model import (
    Alternatives,
    Determined,
    Likelihood,
    Line,
    Ordering,
    PartialOrder,
    Perception,
    Preference,
    Ranking,
    Rule,
    Statement,
    Statements,
    Unknown,
    Utilities,
    Weight,
    Weights,
)
from winset.case.uncertain.rankings import extensions
from winset.case.yaml.document import PerceivedEntry
from winset.case.yaml.entries import FormulaEntry
from winset.case.yaml.nodes import Path
from winset.case.yaml.preference_entries import PreferenceEntry, StatementEntry, UnknownEntry, WeightEntry
from winset.errors import ArgumentError


def preferences(names: Resolver) -> dict[str, Preference]:
    """Each party's preference, in the order of the parties."""
    return _by_party(names, names.document.preferences, (), "")


def _by_party(
    names: Resolver, given: Mapping[str, PreferenceEntry], place: Path, owner: str
) -> dict[str, Preference]:
    """The preferences at a place of the document; `owner` begins the ids of their lines."""
    for party in given:
        names.known_party(party, (*place, "preferences", party), key=True)
    return {
        party: _preference(names, owner + party, given[party], (*place, "preferences", party))
        for party in party_order(names.document)
        if party in given
    }


def _preference(names: Resolver, owner: str, entry: PreferenceEntry, path: Path) -> Preference:
    line = Line(**names.line(f"{owner} preference", entry, path))
    if entry.one_of is None:
        return replace(_of_kind(names, f"{owner} ", entry, path), line=line)
    share = 1 / len(entry.one_of)
    even = Likelihood(share, share, share)
    found = [
        _alternative(names, owner, one, (*path, "one_of", k), even) for k, one in enumerate(entry.one_of)
    ]
    return Alternatives(tuple(found), line=line)


def _alternative(names: Resolver, owner: str, entry: PreferenceEntry, path: Path, even: Likelihood) -> Any:
    """One of several preferences, with its likelihood, or an even share of it."""
    name = f"{owner} alternative {int(path[-1]) + 1}"
    line = Line(**names.line(name, entry, path))
    line = replace(line, likelihood=line.likelihood or even)
    return replace(_of_kind(names, f"{name}.", entry, path), line=line)


def unknown(names: Resolver) -> dict[str, tuple[Unknown, ...]]:
    """The comparisons of each party that nobody knows, whose formulas can be read."""
    given = names.document.preferences
    found = {
        party: _unknowns(names, party, given[party])
        for party in party_order(names.document)
        if party in given
    }
    return {party: own for party, own in found.items() if own}


def _unknowns(names: Resolver, party: str, entry: PreferenceEntry) -> tuple[Unknown, ...]:
    path: Path = ("preferences", party, "unknown")
    found = (
        _unknown(names, f"{party} unknown {k + 1}", one, (*path, k)) for k, one in enumerate(entry.unknown)
    )
    return tuple(one for one in found if one is not None)


def _unknown(names: Resolver, name: str, entry: UnknownEntry, path: Path) -> Unknown | None:
    line, texts = names.line(name, entry, path), (entry.between[0], entry.between[1])
    one, other = (
        names.notebook.formula(text, (*path, "between", k), names.levels) for k, text in enumerate(texts)
    )
    return Unknown(**line, between=(one, other), texts=texts) if one and other else None


def perceived(names: Resolver) -> dict[str, Perception]:
    """How each party sees the conflict, where it sees it otherwise than it is."""
    given = names.document.perceived
    for party in given:
        names.known_party(party, ("perceived", party), key=True)
    return {
        party: _perception(names, party, given[party])
        for party in party_order(names.document)
        if party in given
    }


def _perception(names: Resolver, party: str, entry: PerceivedEntry) -> Perception:
    path: Path = ("perceived", party)
    if party in entry.preferences:
        hint = f"what it wants stands under `preferences`, as {party} knows"
        names.notebook.note_key((*path, "preferences", party), f'"{party}" knows its own preference', hint)
    if entry.rules and names.document.is_graph:
        hint = "say what it takes others to want"
        names.notebook.note_key((*path, "rules"), "rules cannot stand beside outcomes and moves", hint)
    line = names.line(f"{party} perception", entry, path)
    wants = _by_party(names, entry.preferences, path, f"{party} sees ")
    return Perception(**line, preferences=wants, rules=_rules(names, party, entry, (*path, "rules")))


def _rules(names: Resolver, party: str, entry: PerceivedEntry, path: Path) -> tuple[Rule, ...]:
    found = []
    for k, one in enumerate(entry.rules):
        line = names.line(f"{party} sees rule {k + 1}", one, (*path, k))
        if formula := names.notebook.formula(one.that, (*path, k, "that"), names.levels):
            found.append(Rule(**line, that=formula, text=one.that, name=one.name))
    return tuple(found)


def _of_kind(names: Resolver, owner: str, entry: PreferenceEntry, place: Path) -> Determined | PartialOrder:
    path: Path = (*place, entry.kind)
    if entry.statements is not None:
        return Statements(_statements(names, owner, entry.statements, path))
    if entry.weights is not None:
        weights = _weights(names, owner, entry.weights, path)
        return Weights(weights, strong_difference=entry.strong_difference)
    if entry.ranking is not None:
        tiers = enumerate(entry.ranking)
        read = tuple(_statements(names, f"{owner}{k + 1}.", tier, (*path, k)) for k, tier in tiers)
        return Ranking(read, strongly_above=tuple(entry.strongly_above))
    if entry.prefers is not None:
        chains = enumerate(entry.prefers)
        found = (_statements(names, f"{owner}{k + 1}.", chain, (*path, k)) for k, chain in chains)
        return _partial_order(names, PartialOrder(tuple(found)), path)
    if entry.outcomes is not None:
        for k, tie in enumerate(entry.outcomes):
            _check_ids(names, {outcome: (*path, k, j) for j, outcome in enumerate(tie)}, key=False)
        ties = tuple(tuple(tie) for tie in entry.outcomes)
        return Ordering(ties, strongly_above=tuple(entry.strongly_above))
    utilities = dict(entry.utilities or {})
    _check_ids(names, {outcome: (*path, outcome) for outcome in utilities}, key=True)
    return Utilities(utilities, strong_difference=entry.strong_difference)


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
    names: Resolver, owner: str, entries: Sequence[FormulaEntry], path: Path
) -> tuple[Statement, ...]:
    found = []
    for k, entry in enumerate(entries):
        line = names.line(f"{owner}{k + 1}", entry, (*path, k))
        strong = isinstance(entry, StatementEntry) and entry.strength == "strong"
        if formula := names.notebook.formula(entry.that, (*path, k, "that"), names.levels):
            found.append(Statement(**line, that=formula, text=entry.that, name=entry.name, strong=strong))
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
