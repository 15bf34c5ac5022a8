"""Small cases drawn at random in which every kind of thing is uncertain, and all their variants written out.

The variants are made slowly and obviously: lines are taken out of the document, the rest is read as a case of its
own. Nothing of the package decides what is uncertain or with what probability.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise, permutations, product
from typing import Any

from winset.analysis.stability import stability
from winset.case.files import loads
from winset.case.model import Case
from winset.errors import CaseError

Document = dict[str, Any]
Fate = tuple[float, list[tuple[str, Any, int]]]  # probability; what, where, state

CHANCES = [0.2, 0.4, 0.5, 0.7, 0.9]
REPORTS = ["gazette", "herald"]


def draw(rng: random.Random, most: int = 40) -> Document:
    """A document that can be read, with a few uncertain lines."""
    while True:
        document = _draw(rng, most)
        try:
            case_of(document)
        except CaseError:
            continue
        if 1 < count(document) <= 150:
            return document


def case_of(document: Document) -> Case:
    return loads(json.dumps(document))


def _draw(rng: random.Random, most: int) -> Document:
    names = iter("abcdefg")
    parties = ["p", "q", "r"][: rng.randint(2, 3)]
    options: dict[str, dict[str, Any]] = {party: {} for party in parties}
    total = 1
    for _ in range(rng.randint(3, 5)):
        levels = ["none", "low", "high"] if rng.random() < 0.25 else ["no", "yes"]
        if total * len(levels) > most:
            break
        total *= len(levels)
        entry: dict[str, Any] = {"levels": levels, **_unsure(rng, 0.15)}
        if rng.random() < 0.25:
            direction = rng.choice(["yes", "down"])
            entry["one_way"] = {"direction": direction, **_unsure(rng, 0.5)}
        options[rng.choice(parties)][next(names)] = entry
    own = {name: entry["levels"] for group in options.values() for name, entry in group.items()}
    document: Document = {"winset": 1, "title": "Drawn", "parties": {party: party for party in parties}}
    document["reports"] = {name: f"{name}.txt" for name in REPORTS}
    document["options"] = {party: group for party, group in options.items() if group}
    document["rules"] = [
        {"that": f"not ({_atom(rng, own)} and {_atom(rng, own)})", **_unsure(rng, 0.6)}
        for _ in range(rng.randint(0, 2))
    ]
    document["status_quo"] = {name: rng.choice(levels) for name, levels in own.items() if rng.random() < 0.3}
    document["preferences"] = {party: _preference(rng, own) for party in parties}
    document["dependence"] = rng.choice(["sources", "sources", "shared", "none"])
    return document


def _unsure(rng: random.Random, chance: float) -> dict[str, Any]:
    if rng.random() >= chance:
        return {}
    found: dict[str, Any] = {"likelihood": rng.choice(CHANCES)}
    cited = [f"{name}#c{rng.randint(1, 3)}" for name in REPORTS if rng.random() < 0.45]
    if cited:
        found["evidence"] = cited
    if rng.random() < 0.15:
        found["independent"] = True
    return found


def _atom(rng: random.Random, own: dict[str, list[str]]) -> str:
    name = rng.choice([*own])
    return f"{name} = {rng.choice(own[name])}"


def _formula(rng: random.Random, own: dict[str, list[str]]) -> str:
    first, second = _atom(rng, own), _atom(rng, own)
    return rng.choice([first, f"not {first}", f"{first} and {second}", f"{first} if {second}"])


def _preference(rng: random.Random, own: dict[str, list[str]], nested: bool = False) -> dict[str, Any]:
    kind = rng.choice(
        ["statements", "statements", "weights", "ranking", "prefers"] + ["one_of"] * (not nested)
    )
    if kind == "statements":
        return {kind: [{"that": _formula(rng, own), **_unsure(rng, 0.4)} for _ in range(rng.randint(2, 5))]}
    if kind == "weights":
        weight = lambda: rng.choice([3, -1.5, [1, 4], 0.1, [-2, 2]])  # noqa: E731
        return {
            kind: {
                _formula(rng, own): {"weight": weight(), **_unsure(rng, 0.3)}
                for _ in range(rng.randint(2, 4))
            }
        }
    atom = _atom(rng, own)
    if kind == "ranking":
        tiers = [[{"that": _formula(rng, own), **_unsure(rng, 0.3)}] for _ in range(rng.randint(1, 2))]
        return {kind: [*tiers, [{"that": atom}], [{"that": f"not {atom}"}]]}
    if kind == "prefers":
        other = _atom(rng, own)
        return {kind: [[atom, f"not {atom}"], [f"{other} and {atom}", f"not {other}"]]}
    return {kind: [{"likelihood": share, **_preference(rng, own, nested=True)} for share in (0.3, 0.7)]}


# What is uncertain, found by walking through the document.


def unsure(document: Document) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any], list[float]]]:
    """Everything uncertain: what it is, where, its entry, and the probability of each of its states."""
    for k, rule in enumerate(document["rules"]):
        yield from _line("rule", ("rules", k), rule)
    for party, group in document["options"].items():
        for name, entry in group.items():
            yield from _line("option", ("options", party, name), entry)
            if "one_way" in entry:
                yield from _line("one way", ("options", party, name, "one_way"), entry["one_way"])
    for party, want in document["preferences"].items():
        path = ("preferences", party)
        yield from _want(path, want)
        if "one_of" in want:
            yield "one_of", path, {}, [one["likelihood"] for one in want["one_of"]]
            for k, one in enumerate(want["one_of"]):
                yield from _want((*path, "one_of", k), one)


def _line(kind: str, path: tuple[Any, ...], entry: dict[str, Any]) -> Iterator[Any]:
    if "likelihood" in entry:
        yield kind, path, entry, [1 - entry["likelihood"], entry["likelihood"]]


def _want(path: tuple[Any, ...], want: dict[str, Any]) -> Iterator[Any]:
    for k, one in enumerate(want.get("statements", [])):
        yield from _line("statement", (*path, "statements", k), one)
    for k, tier in enumerate(want.get("ranking", [])):
        yield from _line("tier", (*path, "ranking", k, 0), tier[0])
    for text, one in want.get("weights", {}).items():
        yield from _line("weight", (*path, "weights", text), one)
        if isinstance(one["weight"], list):
            yield "range", (*path, "weights", text), {}, [1 / 6, 2 / 3, 1 / 6]
    if "prefers" in want:
        orders = len(rankings(want["prefers"]))
        yield "order", path, {}, [1 / orders] * orders


def rankings(chains: list[list[str]]) -> list[tuple[str, ...]]:
    """Every ranking that keeps the chains."""
    items = list(dict.fromkeys(item for chain in chains for item in chain))
    pairs = [(a, b) for chain in chains for a, b in pairwise(chain)]
    return [one for one in permutations(items) if all(one.index(a) < one.index(b) for a, b in pairs)]


def grouped(document: Document) -> list[list[Any]]:
    """The uncertain things that share a draw."""
    groups: list[tuple[set[str], list[Any]]] = []
    for one in unsure(document):
        cited = {claim.split("#")[0] for claim in one[2].get("evidence", [])}
        if document["dependence"] == "none" or "independent" in one[2]:
            cited = set()
        same = [
            group
            for group in groups
            if cited and (group[0] & cited if document["dependence"] == "shared" else group[0] == cited)
        ]
        groups = [group for group in groups if not any(group is own for own in same)]
        groups.append(
            (cited.union(*(group[0] for group in same)), [x for group in same for x in group[1]] + [one])
        )
    return [members for _, members in groups]


def fates(members: list[Any]) -> list[Fate]:
    """The ways a group can turn out: a draw u, and what is likelier than u holds."""
    if members[0][0] in ("range", "one_of", "order"):
        ((what, path, _, shares),) = members
        return [(share, [(what, path, state)]) for state, share in enumerate(shares)]
    ends = sorted({0.0, 1.0, *(shares[1] for _, _, _, shares in members)})
    return [
        (high - low, [(what, path, int(high <= shares[1])) for what, path, _, shares in members])
        for low, high in pairwise(ends)
    ]


def count(document: Document) -> int:
    total = 1
    for members in grouped(document):
        total *= len(fates(members))
    return total


def variants(document: Document) -> Iterator[tuple[float, list[tuple[str, Any, int]]]]:
    """Every variant: its probability, and the state of everything uncertain."""
    for chosen in product(*(fates(members) for members in grouped(document))):
        weight = 1.0
        for share, _ in chosen:
            weight *= share
        yield weight, [one for _, states in chosen for one in states]


def written(document: Document, states: list[tuple[str, Any, int]]) -> Document:
    """A variant as a document in which nothing is uncertain."""
    found = deepcopy(document)
    found["dependence"] = "none"
    absent = [(what, path) for what, path, state in states if state == 0]
    for what, path, state in states:
        if what == "range":
            entry = _at(found, path)
            low, high = entry["weight"]
            entry["weight"] = [low, (low + high) / 2, high][state]
        elif what == "order":
            want = _at(found, path)
            want["ranking"] = [[one] for one in rankings(want.pop("prefers"))[state]]
        elif what == "option" and state == 0:
            levels = _at(found, path)["levels"]
            found["rules"].append({"that": f"{path[-1]} = {found['status_quo'].get(path[-1], levels[0])}"})
        elif what == "one way" and state == 0:
            _at(found, path[:-1]).pop("one_way")
    # from the last line of each list to the first, so that the places of the others stay what they are
    for what, path in sorted(absent, key=lambda one: [str(step).zfill(3) for step in one[1]], reverse=True):
        if what in ("rule", "statement", "weight"):
            del _at(found, path[:-1])[path[-1]]
        elif what == "tier":
            tiers = _at(found, path[:-2])
            tiers[path[-2]] = []
    for what, path, state in states:
        if what == "one_of":
            want = _at(found, path)
            chosen = want.pop("one_of")[state]
            want.update({key: value for key, value in chosen.items() if key != "likelihood"})
    _settle(found)
    return found


def _settle(value: Any) -> None:
    """Nothing is uncertain any more, empty tiers are gone, and what no tier has is in the last."""
    if isinstance(value, dict):
        value.pop("likelihood", None)
        value.pop("evidence", None)
        if "ranking" in value:
            tiers = value["ranking"]
            value["ranking"] = [tier for tier in tiers if tier]
            value["ranking"][-1].append("a or not a")
        for item in value.values():
            _settle(item)
    elif isinstance(value, list):
        for item in value:
            _settle(item)


def _at(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def equilibria(document: Document, concept: str) -> set[frozenset[tuple[str, str]]]:
    """The equilibria of a document in which nothing is uncertain, as levels; none where nothing can exist."""
    try:
        case = case_of({key: value for key, value in document.items() if key != "status_quo"})
    except CaseError as error:
        if "no outcome" not in str(error):
            raise
        return set()
    result = stability(case, concept)
    built = result.question.built
    assert built is not None
    return {frozenset(built.levels(int(index)).items()) for index in result.equilibria[concept]}
