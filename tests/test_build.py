"""Games from cases: outcomes and their numbers, rules, ranks, names, and what is refused."""

from __future__ import annotations

import itertools
import pickle
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from winset.case.build import MAX_OUTCOMES, build
from winset.case.clash import broken_rules, clashing_rules
from winset.case.files import loads
from winset.case.formulas.formula import FormulaError, evaluate, parse
from winset.case.formulas.masks import Masks
from winset.case.model import Case, Option, Ordering, Party, Ranking, Rule, Statement, Statements
from winset.errors import ArgumentError, CaseError, SizeError

BYPASS = """
winset: 1
title: The bypass
parties: {council: Town council, builder: Builder, tenants: Tenants' union}
options:
  council: {permit: Grant the permit, toll: {name: Set a toll, levels: [none, low, high]}}
  builder: {build: {name: Build, one_way: true}}
rules: [build -> permit]
status_quo: {permit: yes}
preferences:
  council: {statements: [build, toll = high, not permit]}
  builder: {weights: {build: 5, toll = low: 2, toll = high: -1}}
  tenants: {ranking: [[not build, toll = high], [build and toll = none], [build]]}
names: {the road: build, stalemate: not permit and not toll}
"""


def case_with(preference: str, extra: str = "") -> Case:
    """Two parties, options a, b (two levels) and c (three) of the first; the preference is the second's."""
    return loads(
        "winset: 1\ntitle: t\nparties: {one: One, two: Two}\n"
        "options: {one: {a: A, b: B, c: {name: C, levels: [none, low, high]}}}\n"
        f"preferences: {{one: {{statements: []}}, two: {preference}}}\n{extra}\n"
    )


def ranks(case: Case, party: int) -> list[int]:
    built = build(case)
    return [int(rank) for rank in built.game.ranks[party, built.indices]]


def order(values: list[Any]) -> list[int]:
    """Dense ranks, the slow way."""
    places = sorted(set(values))
    return [places.index(value) for value in values]


# --- Outcomes ---


def test_outcomes_number_levels_with_the_first_option_lowest() -> None:
    built = build(loads(BYPASS))
    assert (built.game.sizes, built.game.outcomes, built.game.parties) == (
        (6, 2, 1),
        12,
        ("council", "builder", "tenants"),
    )
    assert built.levels(0) == {"permit": "no", "toll": "none", "build": "no"}
    assert built.levels(1) == {"permit": "yes", "toll": "none", "build": "no"}
    assert built.levels(2) == {"permit": "no", "toll": "low", "build": "no"}
    assert built.levels(11) == {"permit": "yes", "toll": "high", "build": "yes"}


def test_ids_number_the_feasible_outcomes_from_one() -> None:
    built = build(loads(BYPASS))
    assert built.indices.tolist() == [0, 1, 2, 3, 4, 5, 7, 9, 11]
    assert built.ids == tuple("123456789")
    assert [built.index_of(id) for id in built.ids] == built.indices.tolist()
    assert [built.id_of(index) for index in built.indices] == list(built.ids)
    assert built.game.feasible is not None
    assert np.flatnonzero(built.game.feasible).tolist() == built.indices.tolist()


@pytest.mark.parametrize("wrong", ["0", "10", "01", "-1", "x", "", "1.0", "٣", "9" * 30])
def test_ids_that_do_not_exist_are_refused(wrong: str) -> None:
    with pytest.raises(ArgumentError, match="ids run from 1 to 9"):
        build(loads(BYPASS)).index_of(wrong)


@pytest.mark.parametrize("index", [6, -1, 12])
def test_an_infeasible_index_has_no_id(index: int) -> None:
    with pytest.raises(ArgumentError, match="not a feasible outcome"):
        build(loads(BYPASS)).id_of(index)


def test_status_quo_levels_and_indices() -> None:
    built = build(loads(BYPASS))
    assert built.status_quo == 1
    assert built.index_at({}) == 0
    assert built.index_at({"toll": "high", "build": "yes"}) == 10
    assert build(loads(BYPASS.replace("status_quo: {permit: yes}", "status_quo: {}"))).status_quo == 0
    assert build(loads(BYPASS.replace("status_quo: {permit: yes}", ""))).status_quo is None


def test_names_and_words() -> None:
    built = build(loads(BYPASS))
    assert (built.name(7), built.name(0), built.name(5)) == ("the road", "stalemate", None)
    assert built.describe(7) == "the road"
    assert built.describe(5) == "Grant the permit, Set a toll: high"
    assert build(loads(BYPASS.split("names", maxsplit=1)[0])).describe(0) == "nothing done"


def test_one_way_options_bind_moves() -> None:
    built = build(loads(BYPASS))
    assert built.game.moves(1, 1).tolist() == [7]
    assert built.game.moves(1, 7).tolist() == []
    down = build(loads(BYPASS.replace("one_way: true", "one_way: down")))
    assert (down.game.moves(1, 1).tolist(), down.game.moves(1, 7).tolist()) == ([], [1])


def test_one_way_among_several_options_of_a_party() -> None:
    case = loads(BYPASS.replace("levels: [none, low, high]", "levels: [none, low, high], one_way: yes"))
    assert build(case).game.moves(0, 3).tolist() == [2, 4, 5]
    assert build(case).game.moves(0, 5).tolist() == [4]


def test_one_game_for_all_who_ask() -> None:
    case = loads(BYPASS)
    assert build(case) is build(case)
    assert case.game() is build(case).game
    assert build(replace(case, title="Another")) is not build(case)
    copy = pickle.loads(pickle.dumps(case))
    assert copy == case
    assert "_built" not in vars(copy)
    assert build(copy).game.digest == build(case).game.digest


def test_options_must_stand_by_party() -> None:
    case = loads(BYPASS)
    with pytest.raises(ArgumentError, match="together by party"):
        build(replace(case, options=(case.options[0], case.options[2], case.options[1])))
    with pytest.raises(ArgumentError, match="together by party"):
        build(replace(case, parties=case.parties[::-1]))


def test_nothing_to_build() -> None:
    with pytest.raises(CaseError, match="the case has no options"):
        build(Case(title="t", digest="", parties=(Party(id="one", name="One"),)))


# --- Formulas over outcomes ---

Truth = Callable[[dict[str, int]], bool]
LEVELS = {"a": ("no", "yes"), "b": ("no", "yes"), "c": ("none", "low", "high"), "d": ("w", "x", "y", "z")}


def random_formula(chance: random.Random, depth: int = 3) -> tuple[str, Truth]:
    """A formula, and what it means in Python."""
    if depth == 0 or chance.random() < 0.2:
        return random_atom(chance)
    (x, p), (y, q), (z, r) = (random_formula(chance, depth - 1) for _ in range(3))
    number = chance.randint(0, 4)
    return chance.choice(
        [
            (f"not ({x})", lambda o: not p(o)),
            (f"({x}) and ({y})", lambda o: p(o) and q(o)),
            (f"({x}) or ({y}) or ({z})", lambda o: p(o) or q(o) or r(o)),
            (f"({x}) xor ({y})", lambda o: p(o) != q(o)),
            (f"({x}) -> ({y})", lambda o: q(o) or not p(o)),
            (f"({x}) if ({y})", lambda o: p(o) or not q(o)),
            (f"({x}) unless ({y})", lambda o: p(o) or q(o)),
            (f"({x}) only if ({y})", lambda o: q(o) or not p(o)),
            (f"({x}) <-> ({y})", lambda o: p(o) == q(o)),
            (f"at least {number} of ({x}, {y}, {z})", lambda o: p(o) + q(o) + r(o) >= number),
            (f"at most {number} of ({x}, {y}, {z})", lambda o: p(o) + q(o) + r(o) <= number),
            (f"exactly {number} of ({x}, {y}, {z})", lambda o: p(o) + q(o) + r(o) == number),
        ]
    )


def random_atom(chance: random.Random) -> tuple[str, Truth]:
    option = chance.choice([*LEVELS])
    at = chance.randrange(len(LEVELS[option]))
    level = LEVELS[option][at]
    return chance.choice(
        [
            (option, lambda o: o[option] > 0),
            (f"{option} = {level}", lambda o: o[option] == at),
            (f"{option} != {level}", lambda o: o[option] != at),
            (f"{option} >= {level}", lambda o: o[option] >= at),
        ]
    )


def all_outcomes() -> list[dict[str, int]]:
    """Every combination, the first option changing fastest."""
    backwards = itertools.product(*(range(len(levels)) for levels in reversed(LEVELS.values())))
    return [dict(zip(LEVELS, reversed(digits))) for digits in backwards]


@pytest.mark.parametrize("seed", range(60))
def test_masks_say_what_the_formula_says(seed: int) -> None:
    text, meaning = random_formula(random.Random(seed))
    masks, formula = Masks(LEVELS), parse(text)
    expected = [bool(meaning(outcome)) for outcome in all_outcomes()]
    assert masks.mask(formula).tolist() == expected
    words = [{o: LEVELS[o][level] for o, level in outcome.items()} for outcome in all_outcomes()]
    assert [evaluate(formula, outcome, LEVELS) for outcome in words] == expected


def test_a_formula_mentioning_few_options_is_worked_out_on_few() -> None:
    masks = Masks({f"o{k}": ("no", "yes") for k in range(30)})
    assert masks.compact(parse("o3 -> o17 and not o29")).size == 8


def test_targets_are_read_over_the_cases_names() -> None:
    built = build(loads(BYPASS))
    assert built.masks(built.formula("build and toll")).sum() == 4
    with pytest.raises(FormulaError, match='did you mean "permit"'):
        built.formula("permitt or build")
    with pytest.raises(FormulaError, match="never closed"):
        built.formula("(build")


# --- Preferences ---


def test_statements_are_lexicographic() -> None:
    case = case_with("{statements: [c = high, a xor b, not a]}")
    outcomes = [build(case).levels(k) for k in range(12)]
    keys = [(o["c"] == "high", (o["a"] == "yes") != (o["b"] == "yes"), o["a"] == "no") for o in outcomes]
    assert ranks(case, 1) == order(keys)
    assert ranks(case, 0) == [0] * 12


@pytest.mark.parametrize("seed", range(2))
def test_any_number_of_statements(seed: int) -> None:
    chance = random.Random(seed)
    parties = (Party(id="one", name="One"),)
    options = tuple(Option(id=f"o{k}", party="one", name=f"O {k}") for k in range(9))
    texts = [
        f"{chance.choice(['', 'not '])}o{k // 10} {chance.choice(['or', 'and', 'xor'])} o{k % 9}"
        for k in range(90)
    ]
    lines = tuple(Statement(id=f"one {k}", that=parse(text), text=text) for k, text in enumerate(texts))
    case = Case(
        title="t", digest="", parties=parties, options=options, preferences={"one": Statements(lines)}
    )
    levels = {option.id: option.levels for option in options}
    keys = [tuple(evaluate(line.that, build(case).levels(k), levels) for line in lines) for k in range(512)]
    assert ranks(case, 0) == order(keys)


def test_the_last_of_many_statements_still_counts() -> None:
    statements = ", ".join(["a or not a"] * 70 + ["a"])
    assert ranks(case_with(f"{{statements: [{statements}]}}"), 1) == [0, 1] * 6


def test_weights_are_added_exactly() -> None:
    case = case_with("{weights: {a: 0.1, b: 0.2, c = high: 0.3, c = low: -1}}")
    built = build(case)
    sums = [10 * (k % 2) + 20 * (k // 2 % 2) + (0, -100, 30)[k // 4] for k in range(12)]
    assert ranks(case, 1) == order(sums)
    utilities = built.utilities(1)
    assert utilities is not None
    assert utilities[3] == utilities[8] == 0.3  # a and b: 0.1 + 0.2; c = high: 0.3
    assert built.utilities(0) is None


@pytest.mark.parametrize("scale", [1, 1000, 10**9, 10**15])
def test_weights_of_any_size_order_alike(scale: int) -> None:
    case = case_with(f"{{weights: {{a: {3 * scale}, b: {-7 * scale}, c = low: {3 * scale}, c = high: 1}}}}")
    sums = [3 * scale * (k % 2) - 7 * scale * (k // 2 % 2) + (0, 3 * scale, 1)[k // 4] for k in range(12)]
    assert ranks(case, 1) == order(sums)


def test_weights_too_far_apart_are_refused() -> None:
    with pytest.raises(CaseError, match=r'"two".*use fewer digits'):
        build(case_with("{weights: {a: 1e-12, b: 1e12}}"))


def test_an_outcome_belongs_to_the_first_tier_that_has_it() -> None:
    built = build(loads(BYPASS))
    levels = [built.levels(index) for index in built.indices]
    tiers = [
        0 if o["build"] == "no" or o["toll"] == "high" else 1 if o["toll"] == "none" else 2 for o in levels
    ]
    assert ranks(loads(BYPASS), 2) == order([-tier for tier in tiers])


def test_empty_tiers_leave_no_gap() -> None:
    assert ranks(case_with("{ranking: [[a and not a], [a], [b and not b], [not a]]}"), 1) == [0, 1] * 6


def test_a_ranking_that_misses_outcomes_is_refused() -> None:
    with pytest.raises(CaseError, match='ranking of "two" misses outcomes 1, 3, 5, 7, 9 and 1 more'):
        build(case_with("{ranking: [[a]]}"))


def test_outcomes_in_order() -> None:
    case = case_with("{outcomes: [[12], [11, 1], [2, 3, 4, 5, 6, 7, 8, 9, 10]]}")
    assert ranks(case, 1) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]


def test_utilities_by_outcome() -> None:
    values = ", ".join(f"{k}: {(k * 7) % 5 / 10}" for k in range(1, 13))
    case = case_with(f"{{utilities: {{{values}}}}}")
    assert ranks(case, 1) == order([(k * 7) % 5 for k in range(1, 13)])
    utilities = build(case).utilities(1)
    assert utilities is not None
    assert utilities.tolist() == [(k * 7) % 5 / 10 for k in range(1, 13)]


def test_utilities_of_infeasible_outcomes_are_not_numbers() -> None:
    utilities = build(loads(BYPASS)).utilities(1)
    assert utilities is not None
    assert np.flatnonzero(np.isnan(utilities)).tolist() == [6, 8, 10]
    assert utilities[[7, 9, 11]].tolist() == [5, 7, 4]


@pytest.mark.parametrize(
    ("preference", "message"),
    [
        ("{outcomes: [[1, 2], [3]]}", "misses outcomes 4, 5, 6, 7, 8 and 4 more"),
        ("{outcomes: [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11]]}", "misses outcome 12"),
        (
            "{outcomes: [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13]]}",
            'no outcome "13": ids run from 1 to 12',
        ),
        ("{outcomes: [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 1]]}", 'outcome "1" is there 2 times'),
        ("{utilities: {1: 3, 02: 4}}", 'no outcome "02"'),
        ("{utilities: {1: 3, 2: 4}}", "misses outcomes 3, 4, 5, 6, 7 and 5 more"),
    ],
)
def test_listed_outcomes_are_each_there_once(preference: str, message: str) -> None:
    with pytest.raises(CaseError) as refusal:
        build(case_with(preference))
    assert message in str(refusal.value)
    assert 'preference of "two"' in str(refusal.value)


def test_problems_of_all_preferences_come_at_once() -> None:
    options = (Option(id="a", party="one", name="A"), Option(id="b", party="two", name="B"))
    broken = Rule(id="rule 1", that=parse("not a"), text="not a")
    gap = Ranking(((Statement(id="one 1.1", that=parse("a"), text="a"),),))
    case = Case(
        title="t",
        digest="",
        parties=(Party(id="one", name="One"), Party(id="two", name="Two")),
        options=options,
        rules=(broken,),
        status_quo={"a": "yes", "b": "no"},
        preferences={"one": gap, "two": Ordering((("1", "9"),))},
    )
    with pytest.raises(CaseError) as refusal:
        build(case)
    messages = [problem.message for problem in refusal.value.problems]
    assert messages[0] == 'the status quo breaks rule 1 "not a"'
    assert messages[1].startswith('the ranking of "one" misses outcomes 1, 2')
    assert messages[2:] == [
        'preference of "two" by outcomes: no outcome "9": ids run from 1 to 2',
        'preference of "two" by outcomes: it misses outcome 2',
    ]


def test_problems_stand_at_their_lines() -> None:
    with pytest.raises(CaseError) as refusal:
        build(case_with("{ranking: [[a]]}", "rules: [not b]\nstatus_quo: {b: yes}"))
    assert [(problem.line, problem.column) for problem in refusal.value.problems] == [(5, 38), (6, 9)]


def test_a_party_that_states_no_preference_is_indifferent() -> None:
    case = replace(loads(BYPASS), preferences={})
    assert build(case).game.ranks[0].tolist() == [-1 if k in (6, 8, 10) else 0 for k in range(12)]


# --- Graph form ---

GRAPH = """
winset: 1
title: A graph
parties: {one: One, two: Two}
outcomes: {s: start, m: middle, e: ''}
moves: {one: {s: [m, e], m: [s]}, two: {m: [e]}}
status_quo: m
preferences:
  one: {outcomes: [[e], [s, m]]}
  two: {ranking: [[outcome = s or outcome = e], [outcome != s]]}
names: {the end: outcome = e}
"""


def test_graph_form() -> None:
    built = build(loads(GRAPH))
    assert (built.game.is_graph, built.game.outcomes, built.ids) == (True, 3, ("s", "m", "e"))
    assert [built.game.moves(0, k).tolist() for k in range(3)] == [[1, 2], [0], []]
    assert [built.game.moves(1, k).tolist() for k in range(3)] == [[], [2], []]
    assert built.game.ranks.tolist() == [[0, 0, 1], [1, 0, 1]]
    assert (built.status_quo, built.index_of("e"), built.id_of(0)) == (1, 2, "s")
    assert built.levels(2) == {"outcome": "e"}
    assert [built.describe(k) for k in range(3)] == ["start", "middle", "the end"]
    assert built.masks(built.formula("outcome = e or outcome = s")).tolist() == [True, False, True]


def test_outcomes_of_a_graph_have_no_order() -> None:
    with pytest.raises(FormulaError, match="which outcome"):
        build(loads(GRAPH)).formula("outcome >= m")


# --- Sizes ---


def case_of(options: int) -> Case:
    one = Party(id="one", name="One")
    return Case(
        title="t",
        digest="",
        parties=(one,),
        options=tuple(Option(id=f"o{k}", party="one", name=f"O {k}") for k in range(options)),
        rules=(Rule(id="rule 1", that=parse("not o0"), text="not o0"),),
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            40,
            "1,099,511,627,776 outcomes, which need about 54 TB of memory; at most 2,147,483,648 are built",
        ),
        (400, "400 options give about 10^120 outcomes, more than any machine holds"),
        (40_000, "40000 options give about 10^12041 outcomes"),
    ],
)
def test_too_many_outcomes_are_refused_before_anything_is_made(options: int, words: str) -> None:
    with pytest.raises(SizeError) as refusal:
        build(case_of(options), max_outcomes=10**13)
    assert refusal.value.outcomes == 2**options
    assert words in str(refusal.value)
    assert "drop or merge options" in str(refusal.value)


def test_a_model_over_the_limit_names_the_remedy() -> None:
    with pytest.raises(SizeError, match=r"67,108,864 outcomes.*GB.*at most 33,554,432.*--max-outcomes"):
        build(case_of(26))
    with pytest.raises(SizeError, match=r"4 options give 16 outcomes.*at most 15 "):
        build(case_of(4), max_outcomes=15)
    assert build(case_of(4), max_outcomes=16).game.outcomes == 16
    with pytest.raises(ArgumentError, match="max_outcomes"):
        build(case_of(4), max_outcomes=0)
    assert MAX_OUTCOMES == 2**25


def test_a_model_that_memory_does_not_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Masks, formula: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Masks, "compact", full)
    with pytest.raises(SizeError, match="16 outcomes do not fit"):
        build(case_of(4))


def test_the_limit_holds_for_a_game_already_made() -> None:
    case = case_of(4)
    build(case)
    with pytest.raises(SizeError):
        build(case, max_outcomes=8)


def test_a_million_outcomes_agree_with_their_formulas() -> None:
    chance = random.Random(7)
    levels = {f"o{k}": ("no", "yes") for k in range(20)}

    def lines(count: int) -> list[str]:
        return ["o{} -> not o{} or o{}".format(*chance.sample(range(20), 3)) for _ in range(count)]

    options = tuple(Option(id=id, party="one" if k < 10 else "two", name=id) for k, id in enumerate(levels))
    rules = tuple(Rule(id=f"rule {k}", that=parse(text), text=text) for k, text in enumerate(lines(20)))
    statements = tuple(
        Statement(id=f"one {k}", that=parse(text), text=text) for k, text in enumerate(lines(20))
    )
    parties = (Party(id="one", name="One"), Party(id="two", name="Two"))
    case = Case(
        title="t",
        digest="",
        parties=parties,
        options=options,
        rules=rules,
        preferences={"one": Statements(statements)},
    )
    built = build(case)
    assert built.game.feasible is not None
    sample = [chance.randrange(2**20) for _ in range(200)]
    for index in sample:
        assert built.game.feasible[index] == (not broken_rules(case, built.levels(index)))
    some = [built.index_of(str(chance.randint(1, len(built.indices)))) for _ in range(100)]
    keys = {
        index: [evaluate(line.that, built.levels(index), levels) for line in statements] for index in some
    }
    for first, second in itertools.pairwise(some):
        assert (built.game.ranks[0, first] > built.game.ranks[0, second]) == (keys[first] > keys[second])


# --- Rules that clash ---


def test_rules_that_leave_no_outcome_name_a_minimal_set() -> None:
    rules = "[a -> b, not c, c = low or b, b -> c, a or b, not b or c = high]"
    with pytest.raises(CaseError) as refusal:
        build(case_with("{statements: [a]}", f"rules: {rules}"))
    (problem,) = refusal.value.problems
    assert "these 3 rules cannot all hold" in problem.message
    assert 'rule 2 "not c" (line 6); rule 3 "c = low or b" (line 6); rule 4 "b -> c"' in problem.message
    assert (problem.line, problem.column) == (6, 17)


def test_a_rule_that_can_never_hold() -> None:
    with pytest.raises(CaseError, match=r'rule 2 "a and not a" \(line 6\) can never hold'):
        build(case_with("{statements: [a]}", "rules: [b, a and not a, not b]"))


@pytest.mark.parametrize("seed", range(40))
def test_clashing_sets_are_minimal(seed: int) -> None:
    chance = random.Random(seed)
    meanings: dict[str, Truth] = {}
    rules = []
    for k in range(14):
        text, meaning = random_formula(chance, 1)
        meanings[f"rule {k}"] = meaning
        rules.append(Rule(id=f"rule {k}", that=parse(text), text=text))
    options = tuple(Option(id=id, party="one", name=id, levels=levels) for id, levels in LEVELS.items())
    case = Case(
        title="t", digest="", parties=(Party(id="one", name="One"),), options=options, rules=tuple(rules)
    )

    def possible(named: list[str]) -> bool:
        return any(all(meanings[id](outcome) for id in named) for outcome in all_outcomes())

    clash = [rule.id for rule in clashing_rules(case)]
    assert (clash == []) == possible([rule.id for rule in rules])
    assert not clash or not possible(clash)
    assert all(possible([other for other in clash if other != id]) for id in clash)


def test_a_status_quo_that_breaks_rules_names_each() -> None:
    with pytest.raises(CaseError) as refusal:
        build(case_with("{statements: [a]}", "rules: [not a, b, a or b]\nstatus_quo: {a: yes}"))
    assert [problem.message for problem in refusal.value.problems] == [
        'the status quo breaks rule 1 "not a" (line 6)',
        'the status quo breaks rule 2 "b" (line 6)',
    ]


def test_rules_that_an_outcome_breaks() -> None:
    case = case_with("{statements: [a]}", "rules: [not a, b, a or b]")
    assert [rule.id for rule in broken_rules(case, {"a": "yes", "b": "no", "c": "low"})] == [
        "rule 1",
        "rule 2",
    ]
    assert broken_rules(case, {"a": "no", "b": "yes", "c": "low"}) == ()
