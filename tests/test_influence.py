"""Influence: settling a line is conditioning on it, as counted over all variants written out."""

from __future__ import annotations

import random
from collections import defaultdict
from copy import deepcopy
from itertools import combinations, product
from typing import Any

import pytest

import uncertain_cases as cases
import winset
from winset.analysis.influence import influence
from winset.analysis.robustness import robustness
from winset.case.files import loads
from winset.errors import UndefinedError


def id_of(what: str, path: tuple[Any, ...], document: cases.Document) -> str:
    """The name the package gives something uncertain that stands at a path of the document."""
    if what == "rule":
        return f"rule {path[1] + 1}"
    if what in ("option", "one way"):
        return path[2] + (" one way" if what == "one way" else "")
    owner = f"{path[1]} " if "one_of" not in path else f"{path[1]} alternative {path[3] + 1}."
    if what == "one_of":
        return f"{path[1]} preference"
    if what == "order":
        return (
            f"{owner.rstrip('. ')} preference order" if "one_of" not in path else f"{owner.rstrip('.')} order"
        )
    if what == "tier":
        return f"{owner}{path[-2] + 1}.1"
    if what in ("weight", "range"):
        weights = cases._at(document, path[:-1])
        return f"{owner}{[*weights].index(path[-1]) + 1}" + (" range" if what == "range" else "")
    return f"{owner}{path[-1] + 1}"


def brute(document: cases.Document, concept: str) -> tuple[list[tuple[float, dict[str, int], bool]], float]:
    """Every variant with its weight, the state of every element by name, and whether the target holds in some."""
    found = []
    for weight, states in cases.variants(document):
        held = cases.equilibria(cases.written(document, states), concept)
        true = any(dict(outcome)["a"] not in ("no", "none") for outcome in held)
        found.append((weight, {id_of(what, path, document): state for what, path, state in states}, true))
    return found, sum(weight for weight, _, true in found if true)


@pytest.mark.parametrize("seed", range(500, 516))
def test_settling_an_element_is_conditioning_on_it(seed: int) -> None:
    rng = random.Random(seed)
    document = cases.draw(rng, 24)
    concept = rng.choice(["nash", "seq"])
    variants, probability = brute(document, concept)
    result = influence(cases.case_of(document), "a", concept)
    assert result.probability.best == pytest.approx(probability)
    assert {one.element.id for one in result.elements} == set(variants[0][1])
    for one in result.elements:
        chance: dict[int, float] = defaultdict(float)
        both: dict[int, float] = defaultdict(float)
        for weight, states, true in variants:
            chance[states[one.element.id]] += weight
            both[states[one.element.id]] += weight * true
        settled = {s.state: (s.chance, s.probability) for s in one.settled}
        assert settled == {s: pytest.approx((p, both[s] / p)) for s, p in chance.items() if p > 0}
        value = sum(abs(both[s] - p * probability) for s, p in chance.items())
        assert one.value == pytest.approx(value)
    values = [round(one.value, 12) for one in result.elements]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("seed", range(600, 608))
def test_the_smallest_sets_that_flip_the_bottom_line(seed: int) -> None:
    document = cases.draw(random.Random(seed), 16)
    variants, probability = brute(document, "nash")
    result = influence(cases.case_of(document), "a", "nash")
    few = [one.element for one in result.elements if one.element.count <= 3]
    want: dict[frozenset[tuple[str, int]], float] = {}
    for size in (1, 2, 3):
        for chosen in combinations(few, size):
            for states in product(*(range(element.count) for element in chosen)):
                given = [v for v in variants if all(v[1][e.id] == s for e, s in zip(chosen, states))]
                chance = sum(weight for weight, _, _ in given)
                share = sum(weight for weight, _, true in given if true) / chance if chance > 0 else None
                if share is not None and abs(share - 0.5) > 1e-9 and (share > 0.5) != (probability > 0.5):
                    want[frozenset((e.id, s) for e, s in zip(chosen, states))] = share
        if want:
            break
    got = {frozenset((e.id, s) for e, s in found): given for found, given in result.flips}
    assert got == pytest.approx(want)


@pytest.mark.parametrize("seed", range(700, 708))
def test_a_claim_is_judged_by_the_lines_that_fall_without_it(seed: int) -> None:
    """Impossible instead of absent, certain instead of confirmed: the same thing, said in the case."""
    document = cases.draw(random.Random(seed), 24)
    result = influence(cases.case_of(document), "a")
    for support in result.claims:
        for likelihood, probability in ((0, support.without), (1, support.confirmed)):
            changed = deepcopy(document)
            fallen = []
            for what, path, entry, _ in cases.unsure(document):
                if entry.get("evidence") == [support.id]:
                    cases._at(changed, path)["likelihood"] = likelihood
                    fallen.append(id_of(what, path, document))
            assert set(support.fallen) == set(fallen)
            sure = robustness(cases.case_of(changed), "a", "nash")
            assert sure.holds("nash").best == pytest.approx(probability)


def test_the_bundled_case_says_on_what_it_hangs() -> None:
    result = influence(winset.example("gaza-isf"), "troops")
    assert result.sources[0].id == "davos: security sources"
    assert result.sources[0].unnamed
    assert len(result.sources) == 2
    data = result.to_dict()
    assert (
        data["probability"]["best"]
        == robustness(winset.example("gaza-isf"), "troops", "nash").holds("nash").best
    )
    assert "What to watch for" in [table.title for table in result.tables()]


LONE = """
winset: 1
title: Lone
reports: {r: r.txt}
parties: {a: A, b: B}
options: {a: {x: X}, b: {y: Y}}
rules: [{that: not x, likelihood: 0.8, evidence: [{report: r, quote: never}]}]
preferences: {a: {statements: [x]}, b: {statements: [y]}}
"""


def test_a_single_finding_that_changes_the_bottom_line() -> None:
    result = influence(loads(LONE), "x")
    assert result.probability.best == pytest.approx(0.2)
    assert [([(e.id, s) for e, s in found], given) for found, given in result.flips] == [
        ([("rule 1", 0)], 1.0)
    ]
    assert result.why("rule 1") == "not x: the answer is 100% if it is not so, 0% if it is so."
    assert result.one_unnamed_source is None


def test_without_a_target_the_likeliest_equilibrium_is_asked_about() -> None:
    assert influence(loads(LONE)).target == "x = no and y = yes"


def test_a_case_without_any_equilibrium_needs_a_target() -> None:
    pennies = "{winset: 1, title: P, parties: {a: A, b: B}, options: {a: {x: X}, b: {y: Y}},"
    pennies += " preferences: {a: {statements: [x iff y]}, b: {statements: [x iff not y]}}}"
    with pytest.raises(UndefinedError, match="say with a target"):
        influence(loads(pennies))
