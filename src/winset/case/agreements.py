"""From the document: who may act together, and what an agreement needs."""

from __future__ import annotations

from collections import Counter

from winset.case.document import BodyEntry
from winset.case.model import Body, Deal
from winset.case.nodes import Path
from winset.case.resolver import Resolver, party_order


def coalitions(names: Resolver) -> tuple[tuple[str, ...], ...]:
    """The coalitions as given: two parties or more, none twice."""
    given = [tuple(coalition) for coalition in names.document.coalitions]
    for k, coalition in enumerate(given):
        path: Path = ("coalitions", k)
        _check_parties(names, coalition, path)
        if len(set(coalition)) < 2:
            names.notebook.note(path, "a coalition has two parties or more")
        if any(set(coalition) == set(other) for other in given[:k]):
            names.notebook.note(
                path, f"the coalition of {' and '.join(coalition)} is there already", "leave it out"
            )
    return tuple(given)


def _check_parties(names: Resolver, given: tuple[str, ...], path: Path) -> None:
    for k, party in enumerate(given):
        if names.known_party(party, (*path, k)) and party in given[:k]:
            names.notebook.note((*path, k), f'party "{party}" is there already', "leave it out")


def deal(names: Resolver) -> Deal | None:
    """What an agreement needs; all parties' consent where the file does not say whose."""
    entry = names.document.deal
    if entry is None:
        return None
    between = tuple(entry.between if entry.between is not None else party_order(names.document))
    _check_parties(names, between, ("deal", "between"))
    if not between:
        names.notebook.note(("deal", "between"), "an agreement is between two parties or more")
    for party in entry.fallback:
        names.known_party(party, ("deal", "fallback", party), key=True)
    fallback = {
        party: names.known_levels(levels, ("deal", "fallback", party))
        for party, levels in entry.fallback.items()
    }
    return Deal(between, fallback, _bodies(names, entry.ratified_by))


def _bodies(names: Resolver, entries: list[BodyEntry]) -> tuple[Body, ...]:
    found = tuple(_body(names, entry, ("deal", "ratified_by", k)) for k, entry in enumerate(entries))
    for k, body in enumerate(found):
        if Counter(one.name for one in found[:k])[body.name]:
            names.notebook.note(("deal", "ratified_by", k, "body"), f'body "{body.name}" is there already')
    return found


def _body(names: Resolver, entry: BodyEntry, path: Path) -> Body:
    _check_quota(names, entry, path)
    for k, member in enumerate(entry.vetoes):
        names.notebook.known("member", member, entry.members, (*path, "vetoes", k))
    for member, party in entry.stands_for.items():
        names.notebook.known("member", member, entry.members, (*path, "stands_for", member), key=True)
        names.known_party(party, (*path, "stands_for", member))
    return Body(
        **names.line(f"body {entry.body}", entry, path),
        name=entry.body,
        members=dict(entry.members),
        quota=entry.quota,
        vetoes=tuple(dict.fromkeys(entry.vetoes)),
        stands_for=dict(entry.stands_for),
    )


def _check_quota(names: Resolver, entry: BodyEntry, path: Path) -> None:
    if not entry.members:
        names.notebook.note((*path, "members"), f'body "{entry.body}" has no members', "name at least one")
        return
    for member, weight in entry.members.items():
        if weight < 0:
            names.notebook.note((*path, "members", member), f'the weight of "{member}" is below 0')
    if entry.quota is None:
        return
    total = sum(entry.members.values())
    if entry.quota > total:
        message = f"the quota {entry.quota:g} is more than all weights together, {total:g}"
        names.notebook.note((*path, "quota"), message, "no decision could ever pass")
    elif entry.quota <= 0:
        names.notebook.note((*path, "quota"), "a quota is more than 0", "every decision would pass")
