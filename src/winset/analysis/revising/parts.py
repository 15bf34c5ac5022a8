"""The parts of a case that may change from one version to the next, each under what it says.

Rules, statements and weights are known by their formula and whose they are, options, bodies and parties by
their names, other things by what they are. Two parts of two versions with one key are the same part, whose
facts may differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from winset.analysis.variants.probability import percent
from winset.case.model import (
    Alternatives,
    Body,
    Case,
    Deal,
    Line,
    Option,
    Ordering,
    PartialOrder,
    Preference,
    Ranking,
    Statements,
    Utilities,
    Weight,
    Weights,
)

Key = tuple[str, str, str]  # kind, owner, what it says
Home = tuple[str, ...]  # where parts of its kind stand


@dataclass(frozen=True)
class Part:
    """One part: where it stands (`place` from 1 among those of its home), its facts, and its line if it has one."""

    key: Key
    home: Home
    place: int
    facts: Mapping[str, str]
    line: Line | None = None


def parts(case: Case) -> dict[Key, Part]:
    """Every part of a case; of those that say the same, the second is numbered 2, and so on."""
    found: dict[Key, Part] = {}
    seen: Counter[Key] = Counter()
    places: Counter[Home] = Counter()
    for key, home, facts, line in _parts(case):
        places[home] += 1
        seen[key] += 1
        kind, owner, says = key
        own = key if seen[key] == 1 else (kind, owner, f"{says} ({seen[key]})")
        found[own] = Part(own, home, places[home], {**facts, **_certainty(line)}, line)
    return found


_Found = tuple[Key, Home, dict[str, str], Line | None]


def _parts(case: Case) -> Iterator[_Found]:
    for party in case.parties:
        yield ("party", "", party.id), ("parties",), {"name": party.name}, party
    yield from _options(case)
    for rule in case.rules:
        yield ("rule", "", str(rule.that)), ("rules",), {}, rule
    for owner, want in case.preferences.items():
        yield from _wants(owner, want)
    yield from _deal(case.deal) if case.deal else ()
    for name, level in case.status_quo.items():
        yield ("status quo", "", name), ("status quo",), {"level": level}, None
    for members in case.coalitions:
        yield ("coalition", "", ", ".join(members)), ("coalitions",), {}, None
    for mover, moves in case.moves.items():
        said = "; ".join(f"{start} to {', '.join(ends)}" for start, ends in moves.items())
        yield ("moves", mover, "from outcome to outcome"), ("moves",), {"list": said}, None
    for what in ("dependence", "from_claims"):
        yield ("case", "", what.replace("_", " ")), (what,), {"setting": str(getattr(case, what))}, None


def _options(case: Case) -> Iterator[_Found]:
    for option in case.options:
        facts = {"levels": ", ".join(option.levels), "owner": option.party}
        yield ("option", option.party, option.name), ("options",), facts, option
        if option.direction != "both":
            mark = ("one way", option.party, option.name)
            yield mark, ("one way", option.id), {"direction": option.direction}, _mark(option)


def _mark(option: Option) -> Line:
    return option.one_way or Line(id=f"{option.id} one way")


def _wants(owner: str, want: Preference) -> Iterator[_Found]:
    """A preference as a whole, then its lines; those of alternatives one after the other."""
    yield (
        ("preference", owner, "as a whole"),
        ("whole", owner),
        {"form": want.kind, **_whole(want)},
        want.line,
    )
    if not isinstance(want, Alternatives):
        yield from _lines(owner, ("wants", owner), want)
        return
    for k, one in enumerate(want.preferences, 1):
        yield from _lines(f"{owner} alternative {k}", ("wants", owner, str(k)), one)


def _whole(want: Preference) -> dict[str, str]:
    """What a preference says that is not in its lines."""
    match want:
        case Ordering(tiers):
            return {"ranking": "; ".join(", ".join(tier) for tier in tiers)}
        case Utilities(utilities):
            return {"utilities": ", ".join(f"{name}: {value:g}" for name, value in utilities.items())}
        case PartialOrder(chains):
            return {"order": "; ".join(" > ".join(one.text for one in chain) for chain in chains)}
        case Alternatives(preferences):
            return {"alternatives": "; ".join(f"{one.kind} {_ends(one.line)}" for one in preferences)}
    return {}


def _lines(owner: str, home: Home, want: Preference) -> Iterator[_Found]:
    match want:
        case Statements(statements):
            for one in statements:
                yield ("statement", owner, str(one.that)), home, {"strength": _strong(one.strong)}, one
        case Ranking(tiers):
            for k, tier in enumerate(tiers, 1):
                for one in tier:
                    yield ("statement", owner, str(one.that)), (*home, f"tier {k}"), {}, one
        case Weights(weights):
            for weight in weights:
                yield ("weight", owner, str(weight.that)), home, _weighs(weight), weight


def _strong(strong: bool) -> str:
    return "strong" if strong else "plain"


def _weighs(weight: Weight) -> dict[str, str]:
    low, high = weight.span or (weight.weight, weight.weight)
    return {"weight": f"{low:g}" if low == high else f"{low:g} to {high:g}"}


def _deal(deal: Deal) -> Iterator[_Found]:
    yield ("agreement", "", "whose consent it needs"), ("between",), {"list": ", ".join(deal.between)}, None
    yield ("agreement", "", "who must gain by it"), ("must_gain",), {"list": ", ".join(deal.must_gain)}, None
    for party, levels in deal.fallback.items():
        said = ", ".join(f"{name}: {level}" for name, level in levels.items())
        yield ("fallback", party, "without agreement"), ("fallback",), {"levels": said}, None
    for party, value in deal.reservation.items():
        yield ("reservation", party, "without agreement"), ("reservation",), {"utility": f"{value:g}"}, None
    for red in deal.red_lines:
        yield ("red line", red.party, str(red.that)), ("red_lines",), {}, red
    for body in deal.ratified_by:
        yield ("body", "", body.name), ("ratified_by",), _body(body), body


def _body(body: Body) -> dict[str, str]:
    return {
        "members": ", ".join(f"{name}: {weight:g}" for name, weight in body.members.items()),
        "quota": "all" if body.quota is None else f"{body.quota:g}",
        "vetoes": ", ".join(body.vetoes) or "none",
        "stands for": ", ".join(f"{name}: {party}" for name, party in body.stands_for.items()),
        "further thresholds": "; ".join(f"{one.quota} of {sum(one.members.values()):g}" for one in body.also),
        "chair": body.chair or "none",
    }


def _certainty(line: Line | None) -> dict[str, str]:
    return {} if line is None else {"likelihood": _ends(line)}


def _ends(line: Line | None) -> str:
    likely = None if line is None else line.likelihood
    if likely is None:
        return "certain"
    low, high = percent(likely.low), percent(likely.high)
    return low if low == high else f"{low} to {high}"
