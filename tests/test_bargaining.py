"""Efficient outcomes, bargaining solutions, fallback bargaining, Adjusted Winner: textbook and force."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.analysis.bargaining import efficiency
from winset.analysis.bargaining.adjusted_winner import adjusted_winner
from winset.analysis.bargaining.efficiency import efficient, unbeaten
from winset.analysis.bargaining.fallback_bargaining import fallback_bargaining, majority_compromise, minimax
from winset.analysis.bargaining.solutions import Solutions, solutions
from winset.errors import ArgumentError, UndefinedError

SHARED = Path(__file__).parents[2] / "shared" / "cases"
absent = pytest.mark.skipif(not SHARED.exists(), reason="no shared collection of figures beside the project")

# Nash (1950), Econometrica 18: Bill and Jack barter nine goods; each good's worth to (Bill, Jack)
BILL = {"book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1)}
JACK = {"pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2)}


def barter() -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Utilities of the 512 ways of dividing the goods; 0: Bill has it, 1: Jack has it."""
    worth = [*BILL.values(), *JACK.values()]
    ways = list(product((0, 1), repeat=len(worth)))
    totals = [[sum(w[p] for w, owner in zip(worth, way) if owner == p) for way in ways] for p in (0, 1)]
    return np.array(totals, float), ways


def points(values: np.ndarray, found: Solutions, name: str) -> set[tuple[float, ...]]:
    return {tuple(values[:, k].tolist()) for k in found.chosen[name]}


def test_nash_1950() -> None:
    values, ways = barter()
    found = solutions(values, [12, 6])
    assert found.bargaining_set.sum() == 293
    assert found.ideal == (18, 8)
    (best,) = found.chosen["nash"]
    goods = [*BILL, *JACK]
    assert {good for good, owner in zip(goods, ways[best]) if owner == 0} == {"box", "pen", "toy", "knife"}
    assert points(values, found, "nash") == {(24, 11)}
    assert points(values, found, "kalai_smorodinsky") == {(24, 11)}
    assert points(values, found, "egalitarian") == {(20, 12)}
    assert points(values, found, "utilitarian") == {(26, 10), (28, 8), (30, 6)}
    assert len(found.chosen["utilitarian"]) == 7


def test_solutions_of_the_parabola() -> None:
    """y = 1 - x^2 from (0, 0): every solution in closed form, met on a fine grid."""
    x = np.linspace(0, 1, 200_001)
    values = np.array([x, 1 - x * x])
    found = solutions(values, [0, 0], reference=[0.5, 0.2])
    golden = (5**0.5 - 1) / 2
    exact = {"nash": 1 / 3**0.5, "kalai_smorodinsky": golden, "egalitarian": golden, "utilitarian": 0.5}
    exact |= {"raiffa": 0.60797090857, "gupta_livne": 0.69666295470}
    for name, at in exact.items():
        assert x[found.chosen[name]].mean() == pytest.approx(at, abs=2e-5), name
    weighted = solutions(values, [0, 0], weights=[0.7, 0.3])
    assert x[weighted.chosen["nash"]] == pytest.approx((0.7 / 1.3) ** 0.5, abs=1e-5)


def test_sums_that_are_equal_on_paper_tie() -> None:
    found = solutions(np.array([[0.1 + 0.2, 0.3, 0.0], [0.3, 0.1 + 0.2, 0.5]]), [0, 0])
    assert found.chosen["nash"].tolist() == [0, 1]
    assert found.frontier.tolist() == [True, True, True]


def test_where_not_all_can_gain_most_gain() -> None:
    found = solutions(np.array([[5, 1, 0], [0, 0, 0], [0, 3, 9]]), [0, 0, 0])
    assert found.chosen["nash"].tolist() == [1]


def test_solutions_refuse_what_they_cannot_answer() -> None:
    values = np.array([[1.0, 2.0], [2.0, 1.0]])
    with pytest.raises(UndefinedError, match="at least as good as the fallback"):
        solutions(values, [2, 2])
    with pytest.raises(ArgumentError, match="finite"):
        solutions(np.array([[1.0, np.nan], [0, 0]]), [0, 0])
    with pytest.raises(ArgumentError, match="bargaining weights"):
        solutions(values, [0, 0], weights=[1])


@st.composite
def vectors(draw: st.DrawFn, most_parties: int = 5) -> np.ndarray:
    parties, many = draw(st.integers(1, most_parties)), draw(st.integers(1, 60))
    top = draw(st.integers(1, 12))
    seed = draw(st.integers(0, 2**32 - 1))
    return np.random.default_rng(seed).integers(0, top + 1, (parties, many))


def brute_efficient(values: np.ndarray) -> list[bool]:
    columns = values.T.tolist()
    return [not any(all(a >= b for a, b in zip(o, c)) and o != c for o in columns) for c in columns]


@settings(max_examples=100, deadline=None)
@given(vectors())
def test_efficient_outcomes_equal_brute_force(values: np.ndarray) -> None:
    assert efficient(values).tolist() == brute_efficient(values)


@settings(max_examples=60, deadline=None)
@given(vectors())
def test_divide_and_conquer_equals_brute_force(values: np.ndarray) -> None:
    small = efficiency._SMALL
    efficiency._SMALL = 2
    try:
        assert efficient(values).tolist() == brute_efficient(values)
    finally:
        efficiency._SMALL = small


@settings(max_examples=80, deadline=None)
@given(vectors())
def test_the_unanimity_core_equals_brute_force(values: np.ndarray) -> None:
    columns = values.T.tolist()
    expected = [not any(all(a > b for a, b in zip(o, c)) for o in columns) for c in columns]
    assert unbeaten(values).tolist() == expected
    assert not (efficient(values) & ~unbeaten(values)).any()


@settings(max_examples=80, deadline=None)
@given(vectors(), st.data())
def test_solutions_equal_brute_force(values: np.ndarray, data: st.DataObject) -> None:
    parties, many = values.shape
    fallback = [data.draw(st.integers(0, int(row.max()))) for row in values]
    gains = {k: tuple(int(v) - f for v, f in zip(values[:, k], fallback)) for k in range(many)}
    gains = {k: gain for k, gain in gains.items() if min(gain) >= 0}
    if not gains:
        with pytest.raises(UndefinedError):
            solutions(values, fallback)
        return
    ideal = [max(gain[p] for gain in gains.values()) for p in range(parties)]
    maxima = {
        k: g
        for k, g in gains.items()
        if not any(all(map(int.__ge__, o, g)) and o != g for o in gains.values())
    }

    def share(gain: tuple[int, ...]) -> list[Fraction]:
        return sorted(Fraction(g, top) for g, top in zip(gain, ideal) if top)

    def nash(gain: tuple[int, ...]) -> tuple[int, int]:
        return sum(g > 0 for g in gain), int(np.prod([g for g in gain if g > 0], dtype=object))

    found = solutions(values, fallback)
    for name, score in (
        ("nash", nash),
        ("kalai_smorodinsky", share),
        ("egalitarian", sorted),
        ("utilitarian", sum),
    ):
        best = max(map(score, maxima.values()))
        assert found.chosen[name].tolist() == [k for k, gain in maxima.items() if score(gain) == best], name
    assert set(found.chosen["raiffa"].tolist()) <= set(maxima)


@settings(max_examples=80, deadline=None)
@given(vectors(), st.data())
def test_fallback_bargaining_equals_descending_by_hand(values: np.ndarray, data: st.DataObject) -> None:
    parties, many = values.shape
    quota = data.draw(st.integers(1, parties))
    ladders = [sorted(set(row.tolist()), reverse=True) for row in values]
    for depth in range(1, 20):
        accepted = [{k for k in range(many) if values[p, k] in ladders[p][:depth]} for p in range(parties)]
        support = [sum(k in group for group in accepted) for k in range(many)]
        if max(support) >= quota:
            break
    found = fallback_bargaining(values, quota)
    assert (found.depth, found.support) == (depth, max(support))
    assert found.outcomes.tolist() == [k for k in range(many) if support[k] == max(support)]
    assert minimax(values).tolist() == fallback_bargaining(values).outcomes.tolist()


def test_majority_compromise_needs_fewer_steps() -> None:
    ranks = np.array([[4, 3, 2, 1], [2, 4, 3, 1], [1, 2, 3, 4]])
    assert (majority_compromise(ranks).depth, fallback_bargaining(ranks).depth) == (2, 3)


def test_an_impasse_stops_the_descent() -> None:
    """Outcomes a, b, I, c; the third party finds only c better than the impasse I."""
    ranks = np.array([[4, 3, 2, 1], [1, 3, 2, 4], [2, 1, 3, 4]])
    found = fallback_bargaining(ranks)
    assert (found.depth, found.outcomes.tolist()) == (3, [2])


def test_fallback_bargaining_refuses_impossible_quotas() -> None:
    with pytest.raises(ArgumentError, match="there are 2"):
        fallback_bargaining(np.ones((2, 2), int), 3)
    with pytest.raises(UndefinedError, match="no outcome"):
        fallback_bargaining(np.ones((2, 2), int), among=np.zeros(2, bool))


PANAMA = {  # points of the United States and Panama on the issues of the 1974 canal negotiation (Raiffa 1982)
    "US defense rights": (22, 9),
    "Use rights": (22, 15),
    "Land and water": (15, 15),
    "Expansion rights": (14, 3),
    "Duration": (11, 15),
    "Expansion routes": (6, 5),
    "Compensation": (4, 11),
    "Jurisdiction": (2, 7),
    "US military rights": (2, 7),
    "Defense role of Panama": (2, 13),
}


def two_sides(table: dict[str, tuple[int, int]], one: str, two: str) -> dict[str, dict[str, int]]:
    return {one: {i: a for i, (a, _) in table.items()}, two: {i: b for i, (_, b) in table.items()}}


def test_panama_canal() -> None:
    found = adjusted_winner(two_sides(PANAMA, "US", "Panama"))
    assert found.points == {"US": 66, "Panama": 66}
    assert found.share["US"]["Land and water"] == Fraction(2, 15)
    whole = {issue for issue, part in found.share["US"].items() if part == 1}
    assert whole == {"US defense rights", "Use rights", "Expansion rights", "Expansion routes"}
    assert found.moved == (("Land and water", "US", Fraction(2, 15)),)


@st.composite
def divisions(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    issues = [f"i{k}" for k in range(draw(st.integers(1, 7)))]
    cuts = [
        sorted(draw(st.lists(st.integers(0, 100), min_size=len(issues) - 1, max_size=len(issues) - 1)))
        for _ in range(2)
    ]
    rows = [[b - a for a, b in zip([0, *cut], [*cut, 100])] for cut in cuts]
    return {party: dict(zip(issues, row)) for party, row in zip("ab", rows)}


@settings(max_examples=100, deadline=None)
@given(divisions())
def test_adjusted_winner_is_equitable_envy_free_efficient_and_splits_one_issue(
    bids: dict[str, dict[str, int]],
) -> None:
    found = adjusted_winner(bids)
    assert found.points["a"] == found.points["b"] >= 50
    assert sum(0 < part < 1 for part in found.share["a"].values()) <= 1
    for one, two in product(
        bids["a"], bids["a"]
    ):  # nothing a gave up is worth relatively more to a than what it kept
        if found.share["a"][one] > 0 and found.share["a"][two] < 1:
            assert bids["a"][one] * bids["b"][two] >= bids["a"][two] * bids["b"][one]


@pytest.mark.parametrize(
    ("bids", "said"),
    [
        ({"a": {"x": 1}}, "not 1"),
        ({"a": {"x": 1}, "b": {"y": 1}}, "same issues"),
        ({"a": {"x": 60}, "b": {"x": 50}}, "same sum"),
        ({"a": {"x": -1, "y": 2}, "b": {"x": 1, "y": 0}}, "zero or more"),
    ],
)
def test_adjusted_winner_refuses(bids: dict[str, dict[str, int]], said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        adjusted_winner(bids)


@absent
def test_the_shared_divisions() -> None:
    for case in json.loads((SHARED / "adjusted_winner.json").read_text()).values():
        found = adjusted_winner(dict(zip(case["parties"], (case["A"], case["B"]))))
        one, two = case["parties"]
        assert found.share[one] == {
            issue: Fraction(part) for issue, part in case["result"]["share_of_A"].items()
        }
        assert found.points == {
            one: Fraction(case["result"]["score_A"]),
            two: Fraction(case["result"]["score_B"]),
        }
        assert [[issue, str(part)] for issue, _, part in found.moved] == case["result"]["moved"]


@absent
def test_the_shared_textbook_figures() -> None:
    book = json.loads((SHARED / "bargaining_textbook.json").read_text())
    parabola = book["parabola"]
    x = np.linspace(0, 1, 500_001)
    values = np.array([x, 1 - x * x])
    found = solutions(values, [0, 0], reference=[0.5, 0.2])
    expected = {name: parabola[name] for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")}
    expected |= {"raiffa": parabola["raiffa_limit"], "gupta_livne": parabola["gupta_livne_r_0p5_0p2"]}
    for name, point in expected.items():
        assert values[:, found.chosen[name]].mean(axis=1) == pytest.approx(point, abs=2e-5), name
    weighted = solutions(values, [0, 0], weights=[0.7, 0.3])
    assert values[:, weighted.chosen["nash"]].mean(axis=1) == pytest.approx(
        parabola["nash_weight_0_7"], abs=2e-5
    )
    ranks = [[order.index(x) for x in "abcd"] for order in book["ordinal_fallback"]["ranks"]]
    descent = fallback_bargaining(-np.array(ranks))
    assert [["abcd"[k] for k in descent.outcomes], descent.depth] == book["ordinal_fallback"]["unanimity"]
    descent = fallback_bargaining(-np.array(ranks), 2)
    assert [["abcd"[k] for k in descent.outcomes], descent.depth] == book["ordinal_fallback"]["majority_q2"]
    ranks = [[order.index(x) for x in "abIc"] for order in book["ordinal_fallback"]["impasse_ranks"]]
    descent = fallback_bargaining(-np.array(ranks))
    assert [["abIc"[k] for k in descent.outcomes], descent.depth] == book["ordinal_fallback"][
        "impasse_result"
    ]


@absent
def test_the_shared_ballots() -> None:
    """Ten voters on three questions, each ranking the eight answers by how many questions they get wrong."""
    book = json.loads((SHARED / "bargaining_textbook.json").read_text())["brams_kilgour_sanver_A"]
    answers = ["".join(bits) for bits in product("01", repeat=3)]
    tops = [top for top, many in book["top_preferences"].items() for _ in range(many)]
    ranks = -np.array([[sum(a != b for a, b in zip(top, answer)) for answer in answers] for top in tops])
    for quota, expected in book["fallback_by_quota"].items():
        descent = fallback_bargaining(ranks, int(quota))
        assert sorted(answers[k] for k in descent.outcomes) == expected["winners"]
        assert (descent.depth - 1, descent.support) == (expected["level"], expected["support"])
