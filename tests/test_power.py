"""Power indices: published figures exactly, and brute force over all coalitions on generated rules."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from itertools import combinations
from math import factorial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.analysis.bodies.tallies import Tally
from winset.analysis.bodies.voting import VotingRule, voting_rule
from winset.analysis.power import power
from winset.errors import ArgumentError

SHARED = Path(__file__).parents[2] / "shared" / "cases" / "power_indices.json"


def one_each(prefix: str, many: int) -> dict[str, int]:
    return {f"{prefix}{k}": 1 for k in range(many)}


def federal(senators: int, two_thirds: int, vice_president: bool) -> VotingRule:
    """A law of the United States: president, Senate and House, or both chambers by two thirds."""
    senate, house = one_each("s", senators), one_each("r", 435)
    majority = voting_rule(senate, senators // 2 + 1, chair="vp" if vice_president else None)
    signed = voting_rule({"president": 1}, 1) & majority & voting_rule(house, 218)
    return signed | voting_rule(senate, two_thirds) & voting_rule(house, 290)


def passes(rule: VotingRule, coalition: tuple[str, ...]) -> bool:
    """Slow and obvious."""
    return any(
        all(sum(w for m, w in quota.weights if m in coalition) >= quota.needed for quota in route)
        for route in rule.routes
    )


def brute(rule: VotingRule) -> tuple[dict[str, int], dict[str, Fraction], int]:
    n = len(rule.members)
    swings, shapley, winning = dict.fromkeys(rule.members, 0), dict.fromkeys(rule.members, Fraction(0)), 0
    for size in range(n + 1):
        for coalition in combinations(rule.members, size):
            if not passes(rule, coalition):
                continue
            winning += 1
            for member in coalition:
                if not passes(rule, tuple(m for m in coalition if m != member)):
                    swings[member] += 1
                    shapley[member] += Fraction(factorial(size - 1) * factorial(n - size), factorial(n))
    return swings, shapley, winning


def assert_exact(rule: VotingRule) -> None:
    swings, shapley, winning = brute(rule)
    found = power(rule)
    assert found.swings == swings
    assert found.shapley_shubik == shapley
    assert found.winning == winning
    assert sum(found.banzhaf.values()) == sum(found.shapley_shubik.values()) == 1


@st.composite
def rules(draw: st.DrawFn, prefix: str = "m") -> VotingRule:
    n = draw(st.integers(1, 6))
    columns = draw(st.integers(1, 3))
    rows = draw(
        st.lists(st.lists(st.integers(0, 6), min_size=n, max_size=n), min_size=columns, max_size=columns)
    )
    rows = [row if sum(row) else [1] * n for row in rows]
    quotas = [draw(st.integers(1, sum(row))) for row in rows]
    names = [f"{prefix}{k}" for k in range(n)]
    vetoes = draw(st.lists(st.sampled_from(names), max_size=2))
    return voting_rule({m: tuple(row[k] for row in rows) for k, m in enumerate(names)}, quotas, vetoes=vetoes)


@settings(max_examples=120, deadline=None)
@given(rules())
def test_every_index_equals_brute_force(rule: VotingRule) -> None:
    assert_exact(rule)


@settings(max_examples=40, deadline=None)
@given(rules("a"), rules("b"), rules("a"))
def test_bodies_in_parallel_and_overrides_equal_brute_force(
    one: VotingRule, two: VotingRule, over: VotingRule
) -> None:
    if len(one.members + two.members) <= 9:
        assert_exact(one & two)
        assert_exact(one & two | over)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=8), st.data())
def test_the_three_ways_of_counting_agree(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    body = Tally((0, 1), [[quota], [2]], [(weight, 1) for weight in weights])
    absent = data.draw(st.sampled_from([(weight, 1) for weight in weights]))
    kinds = body.kinds.copy()
    kinds[absent] -= 1
    ways = [body._by_kinds(+kinds), body._by_totals(absent)]
    if any(weight != 1 for weight in weights):
        ways.append(body._by_halves(+kinds))
    seen = []
    for totals, sizes, counts in ways:
        tally: dict[tuple[int, bool, bool], int] = {}
        for weight, number, size, many in zip(totals[0], totals[1], sizes, counts):
            key = (int(size), bool(weight >= quota), bool(number >= 2))
            tally[key] = tally.get(key, 0) + int(many)
        seen.append({key: many for key, many in tally.items() if many})
    assert all(tally == seen[0] for tally in seen)


def test_security_council_by_veto_and_by_weights() -> None:
    permanent, elected = one_each("p", 5), one_each("e", 10)
    by_veto = power(permanent | elected, 9, vetoes=permanent)
    by_weight = power(dict.fromkeys(permanent, 7) | elected, 39)
    for found in (by_veto, by_weight):
        assert found.winning == 848
        assert sum(found.swings.values()) == 5080
        assert found.banzhaf["p0"] == Fraction(106, 635)
        assert found.banzhaf["e0"] == Fraction(21, 1270)
        assert found.banzhaf_absolute["e9"] == Fraction(21, 4096)
        assert found.shapley_shubik["p4"] == Fraction(421, 2145)
        assert found.shapley_shubik["e0"] == Fraction(4, 2145)


def test_council_of_1958_gave_luxembourg_no_power() -> None:
    found = power({"DE": 4, "IT": 4, "FR": 4, "NL": 2, "BE": 2, "LU": 1}, 12)
    assert found.swings == {"DE": 10, "IT": 10, "FR": 10, "NL": 6, "BE": 6, "LU": 0}
    assert found.shapley_shubik["DE"] == Fraction(7, 30)
    assert found.banzhaf["NL"] == Fraction(1, 7)
    assert found.coleman_prevent["DE"] == Fraction(10, 14)
    assert found.coleman_initiate["DE"] == Fraction(10, 64 - 14)
    assert found.coleman_collective == Fraction(14, 64)


def test_a_veto_prevents_everything_and_a_chair_only_breaks_ties() -> None:
    assert power({"a": 1, "b": 1, "c": 1}, 1, vetoes=["a"]).coleman_prevent["a"] == 1
    chaired = power({"a": 1, "b": 1}, 2, chair="chair")
    assert chaired.shapley_shubik == {m: Fraction(1, 3) for m in ("a", "b", "chair")}
    odd = power({"a": 1, "b": 1, "c": 1}, 2, chair="chair")
    assert odd.shapley_shubik["chair"] == 0


def test_weights_are_taken_as_written() -> None:
    decimal = power({"a": 0.1, "b": 0.2, "c": 0.3}, 0.3)
    whole = power({"a": 1, "b": 2, "c": 3}, 3)
    assert decimal.swings == whole.swings


@pytest.mark.parametrize(
    ("weights", "quota", "more", "said"),
    [
        ({"a": 1, "b": 2}, 4, {}, "above the total weight 3"),
        ({"a": 1, "b": -2}, 1, {}, "a weight is zero or more"),
        ({"a": 1}, 0, {}, "no votes at all"),
        ({}, 1, {}, "at least one member"),
        ({"a": (1, 2), "b": 1}, (1, 1), {}, "as many weights"),
        ({"a": (1, 2)}, 1, {}, "2 weights per member but 1 quotas"),
        ({"anna": 1, "b": 1}, 1, {"vetoes": ["ana"]}, 'did you mean "anna"?'),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, 4, {"chair": "a"}, "only under a simple majority"),
        ({"a": float("nan")}, 1, {}, "finite"),
    ],
)
def test_impossible_rules_are_refused(weights: dict[str, int], quota: int, more: dict, said: str) -> None:
    with pytest.raises(ArgumentError, match=said.replace("?", r"\?")):
        power(weights, quota, **more)


def test_slack_is_the_weight_beyond_the_quota() -> None:
    rule = voting_rule({"a": 4, "b": 3, "c": 2}, 6)
    votes = np.array([[1, 1, 0], [1, 0, 1], [0, 0, 1]], bool)
    yes = dict(zip("abc", votes))
    assert rule.slack(yes).tolist() == [1, -2, -1]
    assert rule.passes(yes).tolist() == [True, False, False]


def test_twenty_seven_members_with_weight_and_count_quotas_are_exact() -> None:
    weights = {f"m{k}": (k * k * 137 + 811, 1) for k in range(27)}
    total = sum(weight for weight, _ in weights.values())
    started = time.process_time()
    found = power(weights, (total * 65 // 100, 15))
    assert time.process_time() - started < 10  # no benchmark: only that 2^27 coalitions are not enumerated
    assert sum(found.shapley_shubik.values()) == 1
    assert found.shapley_shubik["m26"] > found.shapley_shubik["m0"] > 0


@pytest.mark.parametrize(
    ("senators", "two_thirds", "vice_president", "president"),
    [
        (100, 67, True, 0.16312036276443242),
        (100, 67, False, 0.16046952552431812),
        (96, 64, True, 0.16143665046467234),
    ],
)
def test_federal_system(senators: int, two_thirds: int, vice_president: bool, president: float) -> None:
    found = power(federal(senators, two_thirds, vice_president))
    assert sum(found.shapley_shubik.values()) == 1
    assert float(found.shapley_shubik["president"]) == pytest.approx(president, rel=1e-12)
    if vice_president:
        assert float(found.banzhaf["vp"]) == pytest.approx(float(found.banzhaf["s0"]), rel=1e-9)
        assert found.shapley_shubik["vp"] < found.shapley_shubik["s0"]


@pytest.mark.skipif(not SHARED.exists(), reason="no shared collection of figures beside the project")
def test_the_shared_collection_of_published_figures() -> None:
    published = json.loads(SHARED.read_text())
    for council in published["eu_council"].values():
        found = power({m: row["weight"] for m, row in council["members"].items()}, council["quota"])
        assert found.winning == council["n_winning"]
        for member, row in council["members"].items():
            assert found.swings[member] == row["swings"]
            assert found.banzhaf[member] == Fraction(row["banzhaf_normalised"])
            assert found.banzhaf_absolute[member] == Fraction(row["banzhaf_absolute"])
            assert found.shapley_shubik[member] == Fraction(row["shapley_shubik"])
    for small in published["small"].values():
        found = power({str(k): weight for k, weight in enumerate(small["weights"])}, small["quota"])
        assert list(found.swings.values()) == small["swings"]
        assert list(found.banzhaf.values()) == [Fraction(share) for share in small["banzhaf"]]
        assert list(found.shapley_shubik.values()) == [Fraction(share) for share in small["ss"]]
    for system in published["us_federal"]:
        found = power(federal(system["S"], system["rules"]["senate_two_thirds"], system["vp"]))
        members = {"president": "president", "senator": "s0", "representative": "r0", "vice-president": "vp"}
        for kind, row in system["players"].items():
            for index in ("banzhaf", "banzhaf_absolute", "shapley_shubik"):
                name = "banzhaf_normalised" if index == "banzhaf" else index
                assert float(getattr(found, index)[members[kind]]) == pytest.approx(row[name], rel=1e-9)
