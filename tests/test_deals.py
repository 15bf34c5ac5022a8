"""Deals, why-not and unlock on cases: bundled, generated and wrong ones, and what each answer must keep."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deal_models as slow
from winset.analysis.bargaining.agreement import agreement, refusal_id
from winset.analysis.blocking.unlocking import Family
from winset.analysis.deals import Deals, deals
from winset.analysis.unlock import unlock
from winset.analysis.why_not import why_not
from winset.case.catalogue import example
from winset.case.files import loads
from winset.case.model import Case, Statements
from winset.errors import ArgumentError, CaseError, UndefinedError

SHARED = Path(__file__).parents[2] / "shared" / "cases" / "winset_toy.json"
seeds = st.integers(0, 10**9)


def two_sided() -> Case:
    """Two governments, each with a body at home, over a tariff (0-4) and a standard (0-2); from (4, 0)."""
    ideal = {
        "gov_A": lambda t, s: -abs(t - 1) - abs(s - 1),
        "P1": lambda t, s: -2 * abs(t - 1) - abs(s - 1),
        "P2": lambda t, s: -abs(t - 3) - 2 * abs(s),
        "P3": lambda t, s: -abs(t - 2) - abs(s - 2),
        "gov_B": lambda t, s: -abs(t - 2) - 2 * abs(s - 2),
        "chamber": lambda t, s: -abs(t - 3) - abs(s - 1),
    }
    utilities = "".join(
        f"  {party}: {{utilities: {{"
        + ", ".join(f"{t + 5 * s + 1}: {worth(t, s)}" for s in range(3) for t in range(5))
        + "}}\n"
        for party, worth in ideal.items()
    )
    return loads(
        f"""\
winset: 1
title: Two-sided ratification
parties: {{{", ".join(f"{party}: {party}" for party in ideal)}}}
options:
  gov_A: {{tariff: {{name: Tariff, levels: [0, 1, 2, 3, 4]}}, standard: {{name: Standard, levels: [0, 1,
  2]}}}}
status_quo: {{tariff: 4}}
preferences:
{utilities}deal:
  between: [gov_A, gov_B]
  must_gain: all
  ratified_by:
    - {{body: Parliament A, of: gov_A, members: {{P1: 40, P2: 35, P3: 25}}, quota: 51}}
    - {{body: Chamber B, of: gov_B, members: [chamber]}}
"""
    )


def points(case: Case, mask: np.ndarray) -> list[list[int]]:
    built = agreement(case).built
    found = [built.levels(int(k)) for k in np.flatnonzero(mask)]
    return sorted([int(one["tariff"]), int(one["standard"])] for one in found)


def test_a_two_sided_ratification() -> None:
    case = two_sided()
    sets, found = agreement(case).win_sets, deals(case)
    side_a, side_b = sets["gov_A"] & sets["Parliament A"], sets["gov_B"] & sets["Chamber B"]
    assert (agreement(case).sides["gov_A"] == side_a).all()
    assert len(found.to_dict()["sides"]["gov_B"]) == 5
    assert points(case, side_b) == [[2, 1], [3, 0], [3, 1], [3, 2], [4, 1]]
    assert len(points(case, side_a)) == 12
    assert points(case, agreement(case).zone()) == [[2, 1], [3, 0], [3, 1], [3, 2], [4, 1]]
    without = {name: points(case, agreement(case).zone([name])) for name in found.changed}
    assert {name: len(zone) for name, zone in without.items()} == found.changed
    assert found.changed[refusal_id("gov_A")] == found.changed["body Parliament A"] == 5
    assert found.changed[refusal_id("gov_B")] == 5
    assert found.changed["body Chamber B"] == 12
    absorbed = {one.name for one in found.standings if one.absorbed}
    assert absorbed == {"gov_A", "Parliament A", "gov_B"}  # Tsebelis: the chamber alone makes the difference


@pytest.mark.skipif(not SHARED.exists(), reason="no shared collection of figures beside the project")
def test_the_shared_two_sided_ratification() -> None:
    figures, case = json.loads(SHARED.read_text()), two_sided()
    sets, found = agreement(case).win_sets, deals(case)
    assert points(case, sets["gov_A"] & sets["Parliament A"]) == figures["winset_A"]
    assert points(case, sets["gov_B"] & sets["Chamber B"]) == figures["winset_B"]
    assert points(case, agreement(case).zone()) == figures["zopa"]
    names = {
        "gov_A": "refusal gov_A",
        "parl_A": "body Parliament A",
        "gov_B": "refusal gov_B",
        "chamber_B": "body Chamber B",
    }
    assert {k: found.changed[name] for k, name in names.items()} == figures["zopa_size_without"]


def test_cardinal_choices_of_the_two_sided_ratification() -> None:
    """By hand: gains of (gov_A, gov_B) over (4, 0), which is worth (-4, -6), inside the zone of five."""
    case = two_sided()
    found = deals(case)
    gains = {(2, 1): (3, 4), (3, 0): (1, 1), (3, 1): (2, 3), (3, 2): (1, 5), (4, 1): (1, 2)}
    assert points(case, _mask(found, found.zone)) == sorted(map(list, gains))
    best = max(a * b for a, b in gains.values())
    assert found.choices is not None
    assert points(case, _mask(found, found.choices.made["nash"].outcomes)) == [
        list(point) for point, (a, b) in gains.items() if a * b == best
    ]
    assert points(case, _mask(found, found.zone_efficient)) == [[2, 1], [3, 2]]
    assert found.choices.refused == {}
    assert (
        deals(case, weights={"gov_B": 9}).choices.made["nash"].outcomes.tolist()
        != found.choices.made["nash"].outcomes.tolist()
    )  # type: ignore[union-attr]


def _mask(found: Deals, indices: np.ndarray) -> np.ndarray:
    mask = np.zeros(found.agreement.built.game.outcomes, bool)
    mask[indices] = True
    return mask


def test_the_stabilisation_force() -> None:
    case = example("gaza-isf")
    found = deals(case)
    ids = found.question.ids
    assert ids(found.packages) == ["57", "60", "69", "72"]
    assert ids(found.held["seq"]) == ["4", "72"]
    assert found.blocking is None
    assert {one.outcome: one.leaves["seq"] for one in found.shown}[found.question.outcome("57")] == (
        "clerics",
    )
    opened = unlock(case, "troops != none")
    assert opened.question.ids(opened.reached) == ["72"]
    assert opened.question.ids(opened.left) == ["57", "60", "69"]
    assert (opened.told, opened.payments, opened.restatements) == ((), (), ())
    closed = why_not(case, "troops = combat", hold=None)
    assert {frozenset(e.id for e in closed.family.named(one)) for one in closed.family.sets} == {
        frozenset({"refusal pakistan"}),
        frozenset({"refusal parliament", "rule 4", "body Parliament of Pakistan"}),
    }
    assert closed.told[0].obstacles[0].claims == ("davos#c25",)
    assert "refuses" in found.why("240")


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_every_answer_about_a_generated_case_agrees_with_its_definition(seed: int) -> None:
    case = slow.generate(seed)
    found, every = deals(case), slow.combinations_of(case)
    assert found.zone.tolist() == [k for k, levels in enumerate(every) if slow.agreed(case, levels)]
    assert set(found.zone_efficient.tolist()) <= set(found.zone.tolist())
    assert set(found.efficient.tolist()) <= set(found.core.tolist())
    for one in found.shown:
        assert all((one.outcome in found.held[name]) == holds for name, holds in one.holds.items())
    for standing in found.standings:
        others = [name for name in found.agreement.needed if name != standing.name]
        common = found.agreement.feasible.copy()
        for name in others:
            common &= found.agreement.win_sets[name]
        assert standing.decides == common.sum()
        assert standing.absorbed == (not (common & ~found.agreement.win_sets[standing.name]).any())
    if found.blocking is not None:
        assert not len(found.packages)
    assert json.loads(json.dumps(found.to_dict()))["zone"]["size"] == len(found.zone)
    assert found.tables()[0].title.startswith("What could be agreed")


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_a_moved_statement_does_what_is_promised(seed: int) -> None:
    case = slow.generate(seed)
    levels = {option.id: option.levels for option in case.options}
    text = slow.formula(slow.random.Random(seed), levels)
    wanted = agreement(case).built.masks(slow.parse(text))
    if not wanted.any():
        return
    for one in unlock(case, text, hold=None).restatements:
        preference = case.preferences[one.party]
        assert isinstance(preference, Statements)
        order = list(preference.statements)
        order.insert(one.to - 1, order.pop(one.place - 1))
        changed = {**case.preferences, one.party: Statements(tuple(order))}
        zone = agreement(replace(case, preferences=changed)).zone()
        assert zone[one.example]
        assert wanted[one.example]


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_every_unlocking_set_told_is_priced_and_cheapest_first(seed: int) -> None:
    case = slow.generate(seed)
    text = slow.formula(slow.random.Random(seed), {option.id: option.levels for option in case.options})
    draw = slow.random.Random(seed)
    ids = slow.element_ids(case)
    costs = {name: draw.choice([0, 1, 2.5, None]) for name in ids if draw.random() < 0.6}
    try:
        found = unlock(case, text, costs=costs, hold=None)
    except ArgumentError:
        return
    prices = [one.cost for one in found.told]
    assert prices == sorted(prices)
    for one in found.told:
        used = [each.element.id for each in one.obstacles]
        assert all(costs.get(name, 1) is not None for name in used)
        assert one.cost == sum(costs.get(name, 1) or 0 for name in used)
        assert found.wanted.reached(used)[one.example]


BARTER = """\
winset: 1
title: Barter
parties: {seller: Seller, buyer: Buyer}
options: {seller: {good: Hand over}, buyer: {price: {name: Pay, levels: [0, 1, 2, 3]}}}
status_quo: {}
preferences:
  seller: {weights: {good: -2.5, price >= 1: 1, price >= 2: 1, price >= 3: 1}}
  buyer: {weights: {good: 2, price >= 1: -1, price >= 2: -1, price >= 3: -1}}
"""


def test_payments_buy_a_deal_at_the_least_rise() -> None:
    found = unlock(loads(BARTER), "good", hold=None)
    assert {frozenset(one.rises) for one in found.payments} <= {
        frozenset({"seller"}),
        frozenset({"buyer"}),
        frozenset({"seller", "buyer"}),
    }
    assert found.payments[0].rises == {"seller": 0.5}
    assert found.payments[0].total == 0.5
    assert [one.total for one in found.payments] == [0.5, 1.0, 1.5, 2.5]


def test_no_zone_is_said_first_with_what_blocks() -> None:
    found = deals(loads(BARTER))
    assert found.tables()[0].notes[-1].startswith("There is nothing")
    assert found.blocking is not None
    sets = {frozenset(e.id for e in found.blocking.named(one)) for one in found.blocking.sets}
    assert sets == {frozenset({"refusal seller", "refusal buyer"})}
    assert found.choices is None


def test_what_costs_never_is_in_no_advice() -> None:
    case = loads(BARTER + "deal: {costs: {refusal seller: never, refusal buyer: 4}}\n")
    found = unlock(case, "good", hold=None)
    assert [[e.element.id for e in one.obstacles] for one in found.told] == [["refusal buyer"]]
    assert (found.told[0].cost, found.never) == (4, 1)
    cheaper = unlock(case, "good", costs={"refusal seller": 1}, hold=None)
    assert [one.cost for one in cheaper.told] == [1, 4]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("good and not good", "nothing to unlock"),
        ("goood", 'did you mean "good"'),
        ("good and", "good and|ends|missing|expected"),
    ],
)
def test_targets_that_cannot_be_had_are_refused(target: str, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        unlock(loads(BARTER), target)


def test_wrong_arguments_are_named() -> None:
    case = loads(BARTER)
    with pytest.raises(ArgumentError, match="unknown concept"):
        why_not(case, "good", hold="sec")
    with pytest.raises(ArgumentError, match='no element "refusal sellr"'):
        unlock(case, "good", costs={"refusal sellr": 2})
    with pytest.raises(ArgumentError, match="no seat at the table"):
        deals(case, weights={"bank": 2})


def test_utilities_for_some_outcomes_only_are_refused() -> None:
    with pytest.raises(CaseError, match="misses outcomes"):
        loads(
            BARTER.replace(
                "{weights: {good: 2, price >= 1: -1, price >= 2: -1, price >= 3: -1}}", "{utilities: {1: 2}}"
            )
        )


def test_preferences_by_outcome_leave_the_rules_alone() -> None:
    text = BARTER.replace("status_quo: {}", "rules: [good or price = 0]\nstatus_quo: {}").replace(
        "{weights: {good: 2, price >= 1: -1, price >= 2: -1, price >= 3: -1}}",
        "{outcomes: [2, 3, 4, 5, 1]}",
    )
    case = loads(text)
    found = agreement(case)
    assert found.fixed is not None
    assert all(element.kind != "rule" for element in found.elements)
    with pytest.raises(UndefinedError, match="breaks a rule"):
        unlock(case, "price = 3 and not good")


def test_families_name_their_elements() -> None:
    found = why_not(loads(BARTER), "good", hold=None).family
    assert isinstance(found, Family)
    assert found.complete
    assert found.findings()["sets"]
