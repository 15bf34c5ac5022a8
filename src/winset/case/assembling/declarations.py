"""From the document: parties, options, rules, the status quo, moves, names of outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from winset.case.assembling.notebook import nearest, repeated
from winset.case.assembling.resolver import YES_OR_NO, Resolver, party_order
from winset.case.formulas.formula import Formula
from winset.case.model import Line, Option, Party, Rule
from winset.case.yaml.document import Document, OptionEntry
from winset.case.yaml.nodes import Path

MAX_LEVELS = 10_000  # of one option


def parties(names: Resolver) -> tuple[Party, ...]:
    """The parties in their order; those of whom the case says nothing else are noted."""
    document = names.document
    if names.notebook.whole:
        mentioned = _mentioned(document)
        for party in document.parties:
            if party not in mentioned:
                hint = "give it options or a preference, or leave it out"
                names.notebook.note_key(("parties", party), f'party "{party}" is not used', hint)
            elif party not in document.preferences:
                hint = f"add `{party}:` under `preferences`"
                names.notebook.note_key(("parties", party), f'party "{party}" has no preference', hint)
    order = [(name, document.parties[name]) for name in party_order(document)]
    return tuple(
        Party(**names.line(name, entry, ("parties", name)), name=entry.name or name) for name, entry in order
    )


def _mentioned(document: Document) -> set[str]:
    """The parties that options, moves, preferences, coalitions or the deal speak of."""
    found = {*document.preferences, *document.moves}
    found |= {party for party, group in document.options.items() if group}
    found |= {party for coalition in document.coalitions for party in coalition}
    if deal := document.deal:
        found |= {*(deal.between or ()), *deal.fallback}
        found |= {party for body in deal.ratified_by for party in body.stands_for.values()}
    return found


def options(names: Resolver) -> tuple[Option, ...]:
    """The options, party by party; an option of a party that is not there belongs to nobody."""
    found = []
    for party, group in names.document.options.items():
        if party not in names.document.parties:
            hint = nearest(party, names.document.parties)
            message = f'unknown party "{party}": its options belong to nobody'
            names.notebook.note_key(("options", party), message, hint)
        found += [_option(names, party, name, entry) for name, entry in group.items()]
    return tuple(found)


def _option(names: Resolver, party: str, name: str, entry: OptionEntry) -> Option:
    path: Path = ("options", party, name)
    levels = tuple(entry.levels or YES_OR_NO)
    if entry.levels is not None and len(entry.levels) < 2:
        hint = "the first is the level when nothing is done"
        names.notebook.note((*path, "levels"), f'option "{name}" needs two levels or more', hint)
    if len(levels) > MAX_LEVELS:
        message = f'option "{name}" has {len(levels):,} levels, and at most {MAX_LEVELS:,} are read'
        names.notebook.note((*path, "levels"), message, "take coarser steps")
    for k in repeated(levels):
        names.notebook.note((*path, "levels", k), f'level "{levels[k]}" of "{name}" is there already')
    line = names.line(name, entry, path)
    direction = entry.one_way.direction if entry.one_way else "both"
    mark = Line(**names.line(f"{name} one way", entry.one_way, (*path, "one_way"))) if entry.one_way else None
    if mark and replace(mark, place=None) == Line(id=mark.id):  # nothing is said of the mark itself
        mark = None
    shown = entry.name or name
    return Option(**line, party=party, name=shown, levels=levels, direction=direction, one_way=mark)


def rules(names: Resolver) -> tuple[Rule, ...]:
    """The rules whose formulas can be read."""
    found = []
    for k, entry in enumerate(names.document.rules):
        line = names.line(f"rule {k + 1}", entry, ("rules", k))
        if formula := names.notebook.formula(entry.that, ("rules", k, "that"), names.levels):
            found.append(Rule(**line, that=formula, text=entry.that, name=entry.name))
    return tuple(found)


def status_quo(names: Resolver) -> dict[str, str]:
    """A level for every option, the first where the file gives none; empty where it gives no status quo."""
    given = names.document.status_quo
    if given is None:
        return {}
    known = names.known_levels(given, ("status_quo",))
    if names.document.is_graph:
        return known
    return {option: known.get(option, next(iter(levels))) for option, levels in names.levels.items()}


def moves(names: Resolver) -> dict[str, dict[str, tuple[str, ...]]]:
    """The moves of graph form by party and outcome, those between outcomes that exist."""
    return {party: _arcs(names, party) for party in names.document.moves}


def _arcs(names: Resolver, party: str) -> dict[str, tuple[str, ...]]:
    outcomes, found = names.document.outcomes, {}
    names.known_party(party, ("moves", party), key=True)
    for start, ends in names.document.moves[party].items():
        path: Path = ("moves", party, start)
        names.notebook.known("outcome", start, outcomes, path, key=True)
        for k, end in enumerate(ends):
            if names.notebook.known("outcome", end, outcomes, (*path, k)) and end == start:
                names.notebook.note(
                    (*path, k), f"a move leads from outcome {start} to itself", "leave it out"
                )
        found[start] = tuple(dict.fromkeys(ends))
    return found


def named_outcomes(names: Resolver) -> dict[str, Any]:
    """The formulas of named outcomes that can be read."""
    texts = names.document.names.items()
    found = ((name, names.notebook.formula(text, ("names", name), names.levels)) for name, text in texts)
    return {name: formula for name, formula in found if formula is not None}


def target(names: Resolver) -> Formula | None:
    """What the question asks for, where the case says it as a formula that can be read."""
    given = names.document.target
    return None if given is None else names.notebook.formula(given, ("target",), names.levels)
