"""One change undone in the new version: the case in which all else is as it is now, and one part as it was.

An option that is new stays where it stands in the status quo; one that was removed is there again. A line is
taken out, put back at its old place, or said as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from winset.analysis.revising.parts import Home, Key, Part, parts
from winset.case.digest import with_digest
from winset.case.formulas.formula import Atom
from winset.case.model import Alternatives, Case, Option, Ranking, Rule, Statements, Weights


def undone(key: Key, old: Case, new: Case) -> Case | None:
    """The new case with one part as it was; None where that makes no case, as with a party that came or went."""
    before, after = parts(old).get(key), parts(new).get(key)
    part = before or after
    if part is None:
        return None
    kind = part.key[0]
    case = _line(kind, before, after, new) if kind in LINES else _other(key, part.home, old, new)
    return None if case is None else with_digest(case)


LINES = ("rule", "statement", "weight", "red line", "body")


def _line(kind: str, before: Part | None, after: Part | None, new: Case) -> Case | None:
    """A line taken out of where it stands, and put where it stood."""
    case: Case | None = new
    if after is not None and after.line is not None:
        left = [one for one in _at(new, after.home) if one.id != after.line.id]
        case = _with(new, after.home, left)
    if case is None or before is None or before.line is None:
        return case
    lines = list(_at(case, before.home))
    lines.insert(before.place - 1, replace(before.line, id=f"{before.line.id} as it was"))
    return _with(case, before.home, lines)


def _at(case: Case, home: Home) -> tuple[Any, ...]:
    """The lines of a home; none where the case has no such home."""
    match home:
        case ("rules",):
            return case.rules
        case ("red_lines" | "ratified_by" as where,):
            return () if case.deal is None else tuple(getattr(case.deal, where))
    want, tier = _want(case, home)
    match want:
        case Statements(statements):
            return statements
        case Weights(weights):
            return weights
        case Ranking(tiers) if tier is not None and tier <= len(tiers):
            return tiers[tier - 1]
    return ()


def _with(case: Case, home: Home, lines: list[Any]) -> Case | None:
    """The case with other lines in a home; None where it has no such home."""
    match home:
        case ("rules",):
            return replace(case, rules=tuple(lines))
        case ("red_lines" | "ratified_by" as where,):
            changes: Any = {where: tuple(lines)}
            return None if case.deal is None else replace(case, deal=replace(case.deal, **changes))
    want, tier = _want(case, home)
    made: Any = None
    match want:
        case Statements():
            made = replace(want, statements=tuple(lines))
        case Weights():
            made = replace(want, weights=tuple(lines))
        case Ranking(tiers) if tier is not None and tier <= len(tiers):
            kept = (*tiers[: tier - 1], tuple(lines), *tiers[tier:])
            made = replace(want, tiers=tuple(one for one in kept if one))
    return None if made is None else _with_want(case, home, made)


def _want(case: Case, home: Home) -> tuple[Any, int | None]:
    """The preference of a home, one of several alternatives if it says so, and the tier."""
    _, party, *rest = home
    want: Any = case.preferences.get(party)
    tier = next((int(one.removeprefix("tier ")) for one in rest if one.startswith("tier ")), None)
    numbers = [int(one) for one in rest if one.isdigit()]
    if not numbers:
        return want, tier
    if not isinstance(want, Alternatives) or numbers[0] > len(want.preferences):
        return None, tier
    return want.preferences[numbers[0] - 1], tier


def _with_want(case: Case, home: Home, made: Any) -> Case:
    _, party, *rest = home
    numbers = [int(one) for one in rest if one.isdigit()]
    want = case.preferences[party]
    if numbers and isinstance(want, Alternatives):
        k = numbers[0]
        made = replace(want, preferences=(*want.preferences[: k - 1], made, *want.preferences[k:]))
    return replace(case, preferences={**case.preferences, party: made})


def _other(key: Key, home: Home, old: Case, new: Case) -> Case | None:
    """What is no line of a list: options, marks, whole preferences, the status quo, the agreement, settings."""
    kind, owner, says = key
    made: Any
    match kind:
        case "option":
            return _option(says, old, new)
        case "one way":
            return _mark(home[1], old, new)
        case "preference":
            return replace(new, preferences=_as_was(new.preferences, old.preferences, owner))
        case "status quo":
            return replace(new, status_quo=_as_was(new.status_quo, old.status_quo, says))
        case "moves":
            return replace(new, moves=_as_was(new.moves, old.moves, owner))
        case "coalition":
            return replace(new, coalitions=old.coalitions)
        case "case":
            made = {home[0]: getattr(old, home[0])}
            return replace(new, **made)
        case "agreement" if old.deal and new.deal:
            made = {home[0]: getattr(old.deal, home[0])}
            return replace(new, deal=replace(new.deal, **made))
        case "fallback" | "reservation" if old.deal and new.deal:
            made = {home[0]: _as_was(getattr(new.deal, home[0]), getattr(old.deal, home[0]), owner)}
            return replace(new, deal=replace(new.deal, **made))
    return None


def _as_was(now: Any, then: Any, name: str) -> dict[str, Any]:
    """A mapping with one entry as it was in another."""
    left = {one: value for one, value in now.items() if one != name or name in then}
    return {**left, name: then[name]} if name in then else left


def _option(name: str, old: Case, new: Case) -> Case:
    """The options with that of a name as it was: there again, otherwise, or staying where it stands."""
    then = next((one for one in old.options if one.name == name), None)
    now = next((one for one in new.options if one.name == name), None)
    if now is None and then is not None:
        return replace(
            new, options=_beside(new, then), status_quo={**new.status_quo, then.id: _level(old, then)}
        )
    if now is not None and then is not None:
        options = tuple(replace(then, id=now.id) if one is now else one for one in new.options)
        level = new.status_quo.get(now.id)
        fits = level if level in then.levels else _level(old, then)
        return replace(new, options=options, status_quo={**new.status_quo, now.id: str(fits)})
    stays = [Atom(one.id, "=", _level(new, one)) for one in new.options if one is now]
    rules = tuple(Rule(id=f"{that.option} stays", that=that, text=str(that)) for that in stays)
    return replace(new, rules=(*new.rules, *rules))


def _beside(new: Case, option: Option) -> tuple[Option, ...]:
    """The options with one more, after the others of its party."""
    last = max(
        (k for k, one in enumerate(new.options, 1) if one.party == option.party), default=len(new.options)
    )
    return (*new.options[:last], option, *new.options[last:])


def _level(case: Case, option: Option) -> str:
    return case.status_quo.get(option.id, option.levels[0])


def _mark(option: str, old: Case, new: Case) -> Case | None:
    """An option's mark that it goes one way, as it was."""
    then = next((one for one in old.options if one.id == option), None)
    if then is None:
        return None
    options = tuple(
        replace(one, direction=then.direction, one_way=then.one_way) if one.id == option else one
        for one in new.options
    )
    return replace(new, options=options)


def certain(case: Case, ids: Collection[str]) -> Case:
    """The case in which uncertain lines of these ids hold for certain."""
    found = case
    for part in parts(case).values():
        line = part.line
        if line is None or line.id not in ids or line.likelihood is None:
            continue
        if part.key[0] in LINES:
            lines = [
                replace(one, likelihood=None) if one.id == line.id else one for one in _at(found, part.home)
            ]
            found = _with(found, part.home, lines) or found
        elif part.key[0] == "option":
            options = tuple(
                replace(one, likelihood=None) if one.id == line.id else one for one in found.options
            )
            found = replace(found, options=options)
    return with_digest(found)
