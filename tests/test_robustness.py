"""Robustness: exact over all variants, as if each had been written out and asked by itself; samples agree with it."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest

import strategies
import uncertain_cases as cases
import winset
from winset.analysis.bargaining.agreement import agreement
from winset.analysis.paths import paths
from winset.analysis.robustness import Robustness, robustness
from winset.analysis.stability import CONCEPTS, stability
from winset.analysis.variants.sampling import draws, standard_error
from winset.case.files import loads
from winset.case.model import Case
from winset.errors import ArgumentError, UndefinedError
from winset.game.stack import Form, Rows, Stack, StackedFibres


@pytest.mark.parametrize("seed", range(24))
def test_probabilities_are_those_of_all_variants_written_out(seed: int) -> None:
    rng = random.Random(seed)
    document = cases.draw(rng)
    concept = rng.choice(["nash", "gmr", "smr", "seq", "sseq"])
    sure = robustness(cases.case_of(document), "a", [concept])
    assert sure.exact
    want: dict[frozenset[tuple[str, str]], float] = defaultdict(float)
    some = every = 0.0
    for weight, states in cases.variants(document):
        found = cases.equilibria(cases.written(document, states), concept)
        for outcome in found:
            want[outcome] += weight
        meeting = [dict(outcome)["a"] not in ("no", "none") for outcome in found]
        some += weight * any(meeting)
        every += weight * (bool(meeting) and all(meeting))
    built = sure.question.built
    got = {frozenset(built.levels(k).items()): sure.equilibrium(k, concept).best for k in sure.likely}
    assert got == pytest.approx(dict(want))
    assert sure.holds(concept, "some").best == pytest.approx(some)
    assert sure.holds(concept, "all").best == pytest.approx(every)
    assert sure.holds(concept, "none").best == pytest.approx(1 - some)


def test_the_drawn_cases_hold_every_kind_of_uncertainty() -> None:
    drawn = [cases.draw(random.Random(seed)) for seed in range(40)]
    kinds = {one[0] for document in drawn for one in cases.unsure(document)}
    assert kinds == {"rule", "statement", "tier", "weight", "range", "one_of", "order", "option", "one way"}
    assert any(len(group) > 1 for document in drawn for group in cases.grouped(document))


@pytest.fixture(params=["Sobol points", "a Latin hypercube"])
def sampler(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either kind of sample: that of SciPy, and that of an installation without it."""
    if request.param == "Sobol points":
        pytest.importorskip("scipy")
    else:
        monkeypatch.setattr("winset.analysis.variants.sampling.find_spec", lambda _: None)
    return str(request.param)


@pytest.fixture(scope="module")
def answered_exactly() -> list[tuple[Case, Robustness]]:
    """Two hundred drawn cases with the answer over all their variants."""
    drawn = [cases.case_of(cases.draw(random.Random(1000 + seed), 16)) for seed in range(200)]
    return [(case, robustness(case, "a", "nash")) for case in drawn]


def test_samples_agree_with_all_variants_within_three_standard_errors(
    sampler: str, answered_exactly: list[tuple[Case, Robustness]]
) -> None:
    apart = moved = 0
    for seed, (case, exact) in enumerate(answered_exactly):
        sample = robustness(case, "a", "nash", samples=512, seed=seed)
        assert exact.exact
        assert not sample.exact
        assert sampler in sample.method
        figures = [(exact.holds("nash", way), sample.holds("nash", way)) for way in ("some", "all", "none")]
        figures += [(exact.equilibrium(k, "nash"), sample.equilibrium(k, "nash")) for k in exact.likely]
        apart += sum(abs(all_.best - some.best) > 3 * (some.error or 0) for all_, some in figures)
        moved += sum(all_.best != some.best for all_, some in figures)
    assert apart == 0
    assert moved > 200  # figures that a sample could have missed


def test_the_standard_error_is_that_of_independent_draws() -> None:
    """Shares of independent draws lie about the truth with the spread that the standard error says."""
    share, samples = 0.3, 200
    found = np.random.default_rng(7).binomial(samples, share, 4000) / samples
    apart = [(one - share) / standard_error(float(one), samples) for one in found]
    assert np.sqrt(np.mean(np.square(apart))) == pytest.approx(1, abs=0.05)


def test_stacked_games_are_answered_as_each_by_itself() -> None:
    """Games that differ in ranks and in what is feasible, with one-way options, all five concepts."""
    for seed in range(60):
        rng = random.Random(seed)
        model = strategies.generate(rng.randint, 30)
        if model.sizes is None:
            continue
        numbers = np.random.default_rng(seed)
        game, count = model.game(), 4
        ranks = [
            numbers.integers(0, rng.choice([2, game.outcomes]), (3, game.outcomes)).astype(np.int16)
            for _ in game.sizes
        ]
        masks = numbers.random((2, game.outcomes)) < rng.choice([0.5, 1.1])
        rows = Rows(
            ranks, masks, numbers.integers(0, 3, (len(game.sizes), count)), numbers.integers(0, 2, count)
        )
        moves = StackedFibres(Stack(Form(game.sizes, game.one_way), rows))
        stacked = {
            name: [ask(moves, party) for party in range(len(game.sizes))] for name, ask in CONCEPTS.items()
        }
        for k in range(count):
            if not masks[rows.masks[k]].any():
                continue
            own = np.stack([table[pick] for table, pick in zip(ranks, rows.picks[:, k])])
            alone = stability(winset.Game(game.sizes, own, masks[rows.masks[k]], game.one_way)).stable
            part = slice(k * game.outcomes, (k + 1) * game.outcomes)
            for name, parties in stacked.items():
                for party, stable in enumerate(parties):
                    assert np.array_equal(stable[part] & masks[rows.masks[k]], alone[name][party]), (
                        seed,
                        name,
                    )


ROAD = """
winset: 1
title: Road
parties: {council: Council, builder: Builder, tenants: Tenants}
options:
  council: {permit: Permit, toll: {levels: [none, low, high]}}
  builder: {build: {one_way: {direction: yes, likelihood: 0.5}}}
  tenants: {protest: Protest}
rules:
  - permit if build
  - {that: not (protest and toll = high), likelihood: 0.7}
status_quo: {permit: yes}
preferences:
  council: {statements: [{that: build, likelihood: 0.8}, not protest, {that: toll = low, likelihood: 0.6}]}
  builder: {weights: {build: [1, 5], toll = high: -2, build and protest: -4}}
  tenants:
    one_of:
      - {likelihood: 0.3, statements: [not build, protest]}
      - {likelihood: 0.7, statements: [protest if toll, not protest]}
coalitions: [[council, builder]]
deal:
  between: [council, builder]
  must_gain: [builder]
  red_lines: {council: [{that: toll = high, likelihood: 0.5}]}
  ratified_by:
    - {body: Vote, members: {tenants: 1}, likelihood: 0.25}
"""


def variants_of_the_road() -> list[tuple[float, winset.Case]]:
    """The variants of the road, written out by replacing words in its text."""
    found = []
    for way, rule, wish, low, side, red, vote in np.ndindex(2, 2, 2, 2, 2, 2, 2):
        for end, share in ((1, 1 / 6), (3, 2 / 3), (5, 1 / 6)):
            text = ROAD.replace("[1, 5]", str(end)).replace(
                "one_way: {direction: yes, likelihood: 0.5}", "one_way: yes" if way else ""
            )
            text = text.replace(
                "  - {that: not (protest and toll = high), likelihood: 0.7}\n",
                "  - not (protest and toll = high)\n" if rule else "",
            )
            text = text.replace("{that: build, likelihood: 0.8}, ", "build, " if wish else "")
            text = text.replace(", {that: toll = low, likelihood: 0.6}", ", toll = low" if low else "")
            sides = ["[not build, protest]", "[protest if toll, not protest]"]
            text = text.replace(
                text[text.index("tenants:\n    one_of") : text.index("coalitions")],
                f"tenants: {{statements: {sides[side]}}}\n",
            )
            text = text.replace(
                "  red_lines: {council: [{that: toll = high, likelihood: 0.5}]}\n",
                "  red_lines: {council: [toll = high]}\n" if red else "",
            )
            text = text.replace(", likelihood: 0.25}", "}") if vote else text[: text.index("  ratified_by")]
            weight = share * 0.5 * (0.7 if rule else 0.3) * (0.8 if wish else 0.2) * (0.6 if low else 0.4)
            found.append((weight * (0.7 if side else 0.3) * 0.5 * (0.25 if vote else 0.75), loads(text)))
    return found


def test_paths_and_zones_are_those_of_each_variant() -> None:
    sure = robustness(loads(ROAD), "protest", ["nash", "seq"])
    reached, empty, total = {"nash": 0.0, "seq": 0.0}, 0.0, 0.0
    for weight, case in variants_of_the_road():
        total += weight
        way = paths(case, concepts=["nash", "seq"])
        goal = way.question.built.masks(way.question.built.formula("protest"))
        ahead = set(way.reached("improvements").tolist())
        for concept, held in way.equilibria.items():
            reached[concept] += weight * any(goal[k] and k in ahead for k in held.tolist())
        empty += weight * (not agreement(case).zone().any())
    assert total == pytest.approx(1)
    assert sure.zone_empty is not None
    assert 0 < reached["nash"] < 1
    assert 0 < empty < 1
    assert sure.holds("nash", "path").best == pytest.approx(reached["nash"])
    assert sure.holds("seq", "path").best == pytest.approx(reached["seq"])
    assert sure.zone_empty.best == pytest.approx(empty)


GRAPH = """
winset: 1
title: Elsewhere
parties: {a: A, b: B}
outcomes: {1: start, 2: middle, 3: end}
moves: {a: {1: 2, 2: [1, 3]}, b: {2: 3, 3: 1}}
status_quo: 1
preferences:
  a: {statements: [{that: outcome = 3, likelihood: 0.3}, outcome = 2]}
  b: {one_of: [{likelihood: 0.6, outcomes: [3, 2, 1]}, {likelihood: 0.4, outcomes: [1, 2, 3]}]}
"""


def test_graph_form() -> None:
    sure = robustness(loads(GRAPH), "outcome = 3", ["nash"])
    want = [0.0, 0.0, 0.0]
    for wish, p in (("outcome = 3, ", 0.3), ("", 0.7)):
        for order, q in (("[3, 2, 1]", 0.6), ("[1, 2, 3]", 0.4)):
            text = GRAPH[: GRAPH.index("preferences")]
            text += f"preferences: {{a: {{statements: [{wish}outcome = 2]}}, b: {{outcomes: {order}}}}}"
            for index in stability(loads(text), "nash").equilibria["nash"]:
                want[index] += p * q
    assert [sure.equilibrium(k, "nash").best for k in range(3)] == pytest.approx(want)


def test_ranges_of_likelihood_move_the_answer_from_end_to_end() -> None:
    text = "{winset: 1, title: T, parties: {a: A}, options: {a: {x: X}}, preferences: {a: {statements: [x]}},"
    text += " rules: [{that: not x, likelihood: [0.6, 0.9]}]}"
    sure = robustness(loads(text), "x", "nash")
    assert [sure.holds("nash").low, sure.holds("nash").best, sure.holds("nash").high] == pytest.approx(
        [0.4, 0.25, 0.1]
    )
    sample = robustness(loads(text), "x", "nash", samples=2000).holds("nash")
    assert [sample.low, sample.best, sample.high] == pytest.approx([0.4, 0.25, 0.1], abs=0.03)


def test_the_same_sample_for_the_same_seed_and_its_convergence() -> None:
    case = loads(ROAD)
    first, again, other = (robustness(case, "build", "nash", samples=300, seed=seed) for seed in (1, 1, 2))
    assert first.to_dict() == again.to_dict()
    assert first.to_dict() != other.to_dict()
    assert [count for count, _ in first.convergence] == [37, 75, 150, 300]
    assert first.convergence[-1][1] == pytest.approx(first.holds("nash").best)


def test_draws_are_even_and_the_error_of_a_share_is_never_zero() -> None:
    found = draws(64, 3, 5)
    assert found.shape == (64, 3)
    assert np.all((found >= 0) & (found < 1))
    assert standard_error(0.0, 100) > 0
    assert standard_error(1.0, 100) > 0


def test_what_cannot_be_asked() -> None:
    case = loads(ROAD)
    with pytest.raises(ArgumentError, match="at least 1"):
        robustness(case, samples=0)
    with pytest.raises(ArgumentError, match="workers must be at least 1"):
        robustness(case, workers=0)
    with pytest.raises(ArgumentError, match="was not asked"):
        robustness(case, None, "nash").holds("nash")
    by_id = ROAD.replace(
        "council: {statements: [{that: build, likelihood: 0.8}, not protest, {that: toll = low, likelihood: 0.6}]}",
        "council: {outcomes: [%s]}",
    )
    ids = ", ".join(str(k) for k in range(1, len(case.game().feasible.nonzero()[0]) + 1))
    with pytest.raises(UndefinedError, match="ranks outcomes by their ids"):
        robustness(loads(by_id % ids))
