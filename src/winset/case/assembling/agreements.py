"""From the document: who may act together, and what an agreement needs."""

from __future__ import annotations

from winset.case.assembling.notebook import repeated
from winset.case.assembling.resolver import Resolver, party_order
from winset.case.model import Body, Deal, RedLine, Threshold
from winset.case.yaml.deal_entries import BodyEntry, DealEntry, ThresholdEntry
from winset.case.yaml.nodes import Path


def coalitions(names: Resolver) -> tuple[tuple[str, ...], ...]:
    """The coalitions as given: two parties or more, none twice."""
    given = [tuple(coalition) for coalition in names.document.coalitions]
    for k, coalition in enumerate(given):
        _check_parties(names, coalition, ("coalitions", k))
        if len(set(coalition)) < 2:
            names.notebook.note(("coalitions", k), "a coalition has two parties or more")
    for k in repeated(frozenset(coalition) for coalition in given):
        members = " and ".join(given[k])
        names.notebook.note(("coalitions", k), f"the coalition of {members} is there already", "leave it out")
    return tuple(given)


def _check_parties(names: Resolver, given: tuple[str, ...], path: Path) -> None:
    for k, party in enumerate(given):
        names.known_party(party, (*path, k))
    for k in repeated(given):
        names.notebook.note((*path, k), f'party "{given[k]}" is there already', "leave it out")


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
    _check_costs(names, entry)
    return Deal(
        between=between,
        fallback=fallback,
        ratified_by=_bodies(names, entry.ratified_by),
        red_lines=_red_lines(names, entry),
        must_gain=_must_gain(names, entry, between),
        reservation=_reservation(names, entry),
        costs=dict(entry.costs),
    )


def _check_costs(names: Resolver, entry: DealEntry) -> None:
    """Note costs of what is not there: every rule, red line, refusal, body, veto and instability has a name."""
    parties = names.document.parties
    lines = [(party, k + 1) for party, own in entry.red_lines.items() for k in range(len(own))]
    known = [
        *(f"rule {k + 1}" for k in range(len(names.document.rules))),
        *(f"red line {party} {number}" for party, number in lines),
        *(f"refusal {party}" for party in parties),
        *(f"body {body.body}" for body in entry.ratified_by),
        *(f"veto {body.body} {member}" for body in entry.ratified_by for member in body.vetoes),
        *(f"instability {party}" for party in parties),
    ]
    for name in entry.costs:
        names.notebook.known("element", name, known, ("deal", "costs", name), key=True)


def _red_lines(names: Resolver, entry: DealEntry) -> tuple[RedLine, ...]:
    found = []
    for party, lines in entry.red_lines.items():
        names.known_party(party, ("deal", "red_lines", party), key=True)
        for k, one in enumerate(lines):
            path: Path = ("deal", "red_lines", party, k)
            line = names.line(f"red line {party} {k + 1}", one, path)
            if formula := names.notebook.formula(one.that, (*path, "that"), names.levels):
                found.append(RedLine(**line, party=party, that=formula, text=one.that, name=one.name))
    return tuple(found)


def _must_gain(names: Resolver, entry: DealEntry, between: tuple[str, ...]) -> tuple[str, ...]:
    if entry.must_gain == ["all"]:
        voters = [party for body in entry.ratified_by for party in _standing(body).values()]
        return tuple(dict.fromkeys([*between, *voters]))
    for k, party in enumerate(entry.must_gain):
        names.known_party(party, ("deal", "must_gain", k))
    return tuple(dict.fromkeys(entry.must_gain))


def _reservation(names: Resolver, entry: DealEntry) -> dict[str, float]:
    for party in entry.reservation:
        path: Path = ("deal", "reservation", party)
        wanted = names.document.preferences.get(party)
        if names.known_party(party, path, key=True) and wanted:
            if wanted.kind not in ("weights", "utilities"):
                hint = "give its fallback as levels, under `fallback`"
                names.notebook.note_key(path, f'"{party}" has no utilities to compare a number with', hint)
            elif party in entry.fallback:
                names.notebook.note_key(path, f'"{party}" has a fallback already', "keep one of the two")
    return dict(entry.reservation)


def _bodies(names: Resolver, entries: list[BodyEntry]) -> tuple[Body, ...]:
    found = tuple(_body(names, entry, ("deal", "ratified_by", k)) for k, entry in enumerate(entries))
    for k in repeated(body.name for body in found):
        names.notebook.note(("deal", "ratified_by", k, "body"), f'body "{found[k].name}" is there already')
    return found


def _body(names: Resolver, entry: BodyEntry, path: Path) -> Body:
    first = _threshold(names, f'body "{entry.body}"', entry, path)
    also = tuple(
        _threshold(names, f'threshold {k + 2} of "{entry.body}"', one, (*path, "also", k))
        for k, one in enumerate(entry.also)
    )
    _check_members(names, entry, path)
    if entry.of is not None:
        names.known_party(entry.of, (*path, "of"))
    return Body(
        **names.line(f"body {entry.body}", entry, path),
        name=entry.body,
        members=first.members,
        quota=first.quota,
        vetoes=tuple(dict.fromkeys(entry.vetoes)),
        stands_for=_standing(entry),
        also=also,
        chair=entry.chair,
        of=entry.of,
    )


def _standing(entry: BodyEntry) -> dict[str, str]:
    """The party each member stands for: its own name's where the file says nothing."""
    voters = dict.fromkeys([*entry.members, *([entry.chair] if entry.chair else [])])
    return {voter: entry.stands_for.get(voter, voter) for voter in voters}


def _check_members(names: Resolver, entry: BodyEntry, path: Path) -> None:
    """Note votes of nobody, and members who stand for nobody."""
    standing = _standing(entry)
    for k, member in enumerate(entry.vetoes):
        names.notebook.known("member", member, standing, (*path, "vetoes", k))
    for k, threshold in enumerate(entry.also):
        for member in threshold.members:
            names.notebook.known("member", member, standing, (*path, "also", k, "members", member), key=True)
    for member, party in entry.stands_for.items():
        own: Path = (*path, "stands_for", member)
        names.notebook.known("member", member, standing, own, key=True)
        names.known_party(party, own)
    for member, party in standing.items():
        if member not in entry.stands_for and party not in names.document.parties:
            hint = f"say whom under `stands_for: {{{member}: ...}}`"
            names.notebook.note((*path, "members"), f'member "{member}" stands for nobody', hint)


def _threshold(names: Resolver, what: str, entry: BodyEntry | ThresholdEntry, path: Path) -> Threshold:
    if not entry.members:
        names.notebook.note((*path, "members"), f"{what} has no members", "name at least one")
        return Threshold({})
    for member, weight in entry.members.items():
        if weight < 0:
            names.notebook.note((*path, "members", member), f'the weight of "{member}" is below 0')
    total, quota = sum(entry.members.values()), entry.quota
    if isinstance(quota, str):
        if any(weight != int(weight) for weight in entry.members.values()):
            names.notebook.note((*path, "quota"), "a majority is counted in whole weights", "give a number")
        quota = total // 2 + 1
    _check_quota(names, quota, total, (*path, "quota"))
    return Threshold(dict(entry.members), quota)


def _check_quota(names: Resolver, quota: float | None, total: float, path: Path) -> None:
    if quota is None:
        return
    if quota > total:
        message = f"the quota {quota:g} is more than all weights together, {total:g}"
        names.notebook.note(path, message, "no decision could ever pass")
    elif quota <= 0:
        names.notebook.note(path, "a quota is more than 0", "every decision would pass")
