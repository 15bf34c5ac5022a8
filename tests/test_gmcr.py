"""`.gmcr` files: read as the game they describe, written as the same game, refused with a place."""

from __future__ import annotations

import copy
import itertools
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from winset.case import catalogue, files
from winset.case.build import Built, build
from winset.case.foreign.gmcr import load, read_gmcr, write_gmcr
from winset.case.formulas.formula import evaluate, parse
from winset.case.formulas.masks import levels_of
from winset.case.formulas.patterns import Bits
from winset.case.model import (
    Case,
    Option,
    Ordering,
    Party,
    Rule,
    Statement,
    Statements,
    Utilities,
    Weight,
    Weights,
)
from winset.errors import CaseError, ForeignFileError, InputError, SizeError, UndefinedError

FERRY: dict[str, Any] = {
    "program": "gmcr-py",
    "version": "0.4.1",
    "options": [
        {"name": "Run", "permittedDirection": "both"},
        {"name": "Strike", "permittedDirection": "both"},
        {"name": "Run", "permittedDirection": "fwd"},
        {"name": "Close", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {
            "name": "Ferry Line",
            "options": [0, 3],
            "preferences": [[[1, "N"]], {"compound": True, "members": [[[0, "Y"], [3, "N"]], [[2, "Y"]]]}],
            "payoffs": [1, 2, 3],
        },
        {"name": "Crew", "options": [1], "preferences": [], "misperceptions": [[[0, "Y"], [3, "Y"]]]},
        {"name": "Bridge Co.", "options": [2], "preferences": [[[2, "Y"], [0, "N"]]]},
    ],
    "infeasibles": [[[0, "Y"], [3, "Y"]], [[1, "N"], [2, "N"]], [[0, "Y"], [2, "N"]]],
    "useManualPreferenceRanking": False,
    "coalitions": [[0, 2], 1],
    "coalitionsFull": [],
}


def read(data: Any) -> Case:
    return read_gmcr(json.dumps(data), "ferry.gmcr")


def changed(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(FERRY), **changes}


# --- What a file says, the slow way ---


def slow_model(data: dict[str, Any]) -> tuple[list[int], dict[str, list[int]], set[tuple[str, int, int]]]:
    """Feasible numbers, each maker's ranks over them, and moves (maker, from, to)."""
    count = len(data["options"])

    def holds(pattern: list[Any], number: int) -> bool:
        return all((number >> bit & 1 == 1) == (taken == "Y") for bit, taken in pattern)

    def true(condition: Any, number: int) -> bool:
        members = condition["members"] if isinstance(condition, dict) else [condition]
        return any(holds(pattern, number) for pattern in members)

    feasible = [n for n in range(2**count) if not any(true(one, n) for one in data["infeasibles"])]
    ranks, moves = {}, set()
    for maker in data["decisionMakers"]:
        if data["useManualPreferenceRanking"]:
            place = {
                n: k
                for k, tie in enumerate(maker["preferenceRanking"])
                for n in (tie if isinstance(tie, list) else [tie])
            }
            scores = [-place[k + 1] for k in range(len(feasible))]
        else:
            conditions = maker["preferences"]
            weights = [2 ** (len(conditions) - k) for k in range(len(conditions))]
            scores = [sum(w for w, one in zip(weights, conditions) if true(one, n)) for n in feasible]
        ranks[maker["name"]] = [sorted(set(scores)).index(score) for score in scores]
        own = sum(1 << bit for bit in maker["options"])
        for start, end in itertools.permutations(feasible, 2):
            if (start ^ end) & ~own:
                continue
            ways = {
                bit: data["options"][bit].get("permittedDirection", "both")
                for bit in maker["options"]
                if (start ^ end) >> bit & 1
            }
            if all(way == "both" or (way == "fwd") == bool(end >> bit & 1) for bit, way in ways.items()):
                moves.add((maker["name"], start, end))
    return feasible, ranks, moves


def compare(case: Case, data: dict[str, Any]) -> None:
    """The case's game is the file's, each outcome found by the bits of its options' places in the file."""
    feasible, ranks, moves = slow_model(data)
    built = build(case)
    names = [party.name for party in case.parties]
    bits = [
        bit
        for name in names
        for maker in data["decisionMakers"]
        if maker["name"] == name
        for bit in maker["options"]
    ]
    number = {
        int(index): sum(1 << bits[k] for k in range(len(bits)) if index >> k & 1) for index in built.indices
    }
    assert sorted(number.values()) == feasible
    for party, name in enumerate(names):
        own = [int(built.game.ranks[party, index]) for index in built.indices]
        expected = [ranks[name][feasible.index(number[int(index)])] for index in built.indices]
        assert own == expected
        found = {
            (name, number[int(s)], number[int(t)])
            for s in built.indices
            for t in built.game.moves(party, int(s))
        }
        assert found == {move for move in moves if move[0] == name}


def random_file(chance: random.Random) -> dict[str, Any]:
    """Any bits to any makers, with directions, infeasible patterns, and conditions or rankings."""
    count, makers = chance.randint(2, 6), chance.randint(1, 3)
    owner = [chance.randrange(makers) for _ in range(count)]

    def pattern(most: int) -> list[Any]:
        return [
            [bit, chance.choice("YN")]
            for bit in chance.sample(range(count), chance.randint(1, min(most, count)))
        ]

    def condition() -> Any:
        return (
            pattern(3)
            if chance.random() < 0.6
            else {"compound": True, "members": [pattern(3) for _ in range(chance.randint(1, 3))]}
        )

    data: dict[str, Any] = {
        "options": [{"name": chance.choice(["Go", "Stay", f"Option {k}"])} for k in range(count)],
        "decisionMakers": [
            {
                "name": f"Maker {k}",
                "options": [bit for bit in range(count) if owner[bit] == k],
                "preferences": [condition() for _ in range(chance.randint(0, 5))],
            }
            for k in range(makers)
        ],
        "infeasibles": [pattern(4) for _ in range(chance.randint(0, 3))],
        "useManualPreferenceRanking": chance.random() < 0.5,
    }
    for option in data["options"]:
        if chance.random() < 0.5:
            option["permittedDirection"] = chance.choice(["both", "fwd", "back"])
    if data["useManualPreferenceRanking"]:
        data["useManualPreferenceRanking"] = False
        feasible = slow_model(data)[0]
        data["useManualPreferenceRanking"] = True
        for maker in data["decisionMakers"]:
            maker["preferenceRanking"] = random_ranking(chance, len(feasible))
    return data


def random_ranking(chance: random.Random, count: int) -> list[Any]:
    places, ranking = list(range(1, count + 1)), []
    chance.shuffle(places)
    while places:
        tie = [places.pop() for _ in range(min(len(places), chance.choice([1, 1, 1, 2, 3])))]
        ranking.append(tie if len(tie) > 1 or chance.random() < 0.2 else tie[0])
    return ranking


@pytest.mark.parametrize("seed", range(60))
def test_the_game_read_is_the_game_of_the_file(seed: int) -> None:
    data = random_file(random.Random(seed))
    if not slow_model({**data, "decisionMakers": []})[0]:
        with pytest.raises(CaseError, match="no outcome is left"):
            build(read(data))
        return
    compare(read(data), data)


# --- Reading ---


def test_a_file_becomes_a_case() -> None:
    case = read(FERRY)
    assert case.title == "ferry"
    assert case.source == "ferry.gmcr, a file of gmcr-py 0.4.1"
    assert [(party.id, party.name) for party in case.parties] == [
        ("ferry_line", "Ferry Line"),
        ("crew", "Crew"),
        ("bridge_co", "Bridge Co."),
    ]
    assert [(one.id, one.party, one.direction) for one in case.options] == [
        ("ferry_line.run", "ferry_line", "both"),
        ("close", "ferry_line", "down"),
        ("strike", "crew", "both"),
        ("bridge_co.run", "bridge_co", "up"),
    ]
    assert [rule.text for rule in case.rules] == [
        "not (ferry_line.run and close)",
        "strike or bridge_co.run",
        "ferry_line.run -> bridge_co.run",
    ]
    assert all(parse(rule.text) == rule.that for rule in case.rules)
    wanted = case.preferences["ferry_line"]
    assert isinstance(wanted, Statements)
    assert [one.text for one in wanted.statements] == [
        "not strike",
        "ferry_line.run and not close or bridge_co.run",
    ]
    assert case.coalitions == (("ferry_line", "bridge_co"),)
    assert case.status_quo == {}
    assert len(case.digest) == 64
    compare(case, FERRY)


def test_what_a_party_does_not_perceive_is_named_in_the_note() -> None:
    note = read(FERRY).note
    assert note is not None
    assert "Crew does not perceive outcomes with ferry_line.run and close" in note
    assert read(changed(surprise=1)).note == note[:-1] + "; the key surprise was not read."


def test_rankings_count_places_in_the_files_order_of_options() -> None:
    data = changed(useManualPreferenceRanking=True, coalitions=[0])
    feasible = slow_model(FERRY)[0]
    assert len(feasible) == 8
    rankings: list[list[Any]] = [
        [7, 1, [3, 2], 8, 4, 5, 6],
        [[8, 7, 6, 5, 4, 3, 2, 1]],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ]
    for maker, ranking in zip(data["decisionMakers"], rankings):
        maker["preferenceRanking"] = ranking
    compare(read(data), data)
    # bits 0 and 3 are the first party's, so the case counts outcomes in another order than the file
    own = read(data).preferences["bridge_co"]
    assert isinstance(own, Ordering)
    assert [tier[0] for tier in own.tiers] != ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_older_files() -> None:
    data = changed()
    del (
        data["useManualPreferenceRanking"],
        data["coalitions"],
        data["program"],
        data["version"],
        data["coalitionsFull"],
    )
    for option in data["options"]:
        del option["permittedDirection"]
    case = read(data)
    assert {option.direction for option in case.options} == {"both"}
    assert case.coalitions == ()
    assert case.source == "ferry.gmcr, a file of GMCR"
    old = changed(useManualPreferenceVectors=True)
    del old["useManualPreferenceRanking"]
    for maker in old["decisionMakers"]:
        maker["preferenceVector"] = [1, [2, 3], 4, 5, 8, 7, 6]
    preference = read(old).preferences["crew"]
    assert isinstance(preference, Ordering)
    assert len(preference.tiers) == 7


def test_names_become_distinct_words() -> None:
    names = ["", "not", "The Plan: A/B", "the plan (a b)", "Crew", "Sí, se puede", "\x1b[31mred\n", "42"]
    data = {
        "options": [{"name": name} for name in names],
        "decisionMakers": [
            {"name": "Crew", "options": [0, 1, 2, 3]},
            {"name": "crew!", "options": [4, 5, 6, 7]},
        ],
    }
    case = read(data)
    assert [party.id for party in case.parties] == ["crew", "crew_2"]
    assert [option.id for option in case.options] == [
        "option_1",
        "crew.not",
        "crew.the_plan_a_b",
        "crew.the_plan_a_b_2",
        "crew_2.crew",
        "sí_se_puede",
        "31mred",
        "42",
    ]
    assert [option.name for option in case.options][-2:] == ["[31mred", "42"]
    options = levels_of(case)
    formula = parse(" and ".join(options))
    assert evaluate(formula, dict.fromkeys(options, "yes"), options)


def test_conditions_that_say_nothing_are_dropped() -> None:
    data = changed()
    data["decisionMakers"][0]["preferences"] = [
        [],
        {"members": []},
        {"members": [[], [[0, "Y"]]]},
        [[1, "N"]],
    ]
    wanted = read(data).preferences["ferry_line"]
    assert isinstance(wanted, Statements)
    assert [one.text for one in wanted.statements] == ["not strike"]
    assert [one.id for one in wanted.statements] == ["ferry_line 1"]


def test_a_file_is_loaded_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "ferry.gmcr"
    path.write_text("\ufeff" + json.dumps(FERRY), encoding="utf-8")
    case = load(path)
    assert (case.title, case.path) == ("ferry", path)
    with pytest.raises(ForeignFileError, match="cannot be read"):
        load(tmp_path / "none.gmcr")
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(ForeignFileError, match="not text"):
        load(path)


def test_a_file_may_stand_wherever_a_case_may(tmp_path: Path) -> None:
    path = tmp_path / "ferry.GMCR"
    path.write_text(json.dumps(FERRY))
    assert files.load(path) == load(path)
    report = files.check(path)
    assert report.ok
    assert report.counts["outcomes"] == 8
    path.write_text(json.dumps(changed(infeasibles=[[[9, "Y"]], [[8, "Y"]]])))
    assert len(files.check(path).problems) == 2
    data = {"options": [{"name": "x"}] * 60, "decisionMakers": [{"name": "One", "options": [*range(60)]}]}
    path.write_text(json.dumps(data))
    assert "60 options give" in str(files.check(path))


# --- Refusals ---


def with_option(place: int, value: Any) -> dict[str, Any]:
    data = changed()
    data["options"][place] = value
    return data


def with_maker(**changes: Any) -> dict[str, Any]:
    data = changed()
    data["decisionMakers"][1].update(changes)
    return data


REFUSED: list[tuple[Any, str]] = [
    ([], "it is one JSON object"),
    ({"options": []}, "it is one JSON object"),
    (changed(options={}), "options: a list is needed, not dict"),
    (changed(options=None), "options: a list is needed, not null"),
    (changed(decisionMakers="x"), 'decisionMakers: a list is needed, not "x"'),
    (with_option(1, "Strike"), "options[1]: an option is an object"),
    (with_option(1, {"name": 7}), "options[1].name: a name of at most 500 characters is needed, not 7"),
    (with_option(1, {"name": "x" * 501}), "options[1].name: a name"),
    (with_option(1, {"name": "x", "permittedDirection": "up"}), '"fwd" or "back" is needed, not "up"'),
    (with_option(1, {"name": "x", "permittedDirection": []}), "options[1].permittedDirection"),
    (with_maker(options=[4]), "decisionMakers[1].options[0]: 4 is no option: numbers run from 0 to 3"),
    (with_maker(options=[-1]), "decisionMakers[1].options[0]: -1 is no option"),
    (with_maker(options=[True]), "decisionMakers[1].options[0]: true is no option"),
    (with_maker(options=[10**4000]), "decisionMakers[1].options[0]: 1000"),
    (with_maker(options=[]), 'options[1]: "Strike" belongs to no decision maker'),
    (with_maker(options=[1, 2]), 'options[2]: "Run" belongs to 2 decision makers'),
    (with_maker(preferences=[[[9, "Y"]]]), "decisionMakers[1].preferences[0][0][0]: 9 is no option"),
    (with_maker(preferences=[[[0, "?"]]]), 'preferences[0][0]: an option\'s number with "Y" or "N"'),
    (with_maker(preferences=[[0, "Y"]]), "decisionMakers[1].preferences[0][0]: an option's number"),
    (with_maker(preferences=[{"compound": True}]), "preferences[0].members: a list is needed, not null"),
    (with_maker(preferences=7), "decisionMakers[1].preferences: a list is needed, not 7"),
    (with_maker(misperceptions=[[[7, "Y"]]]), "decisionMakers[1].misperceptions[0][0][0]"),
    (changed(decisionMakers=[None]), "decisionMakers[0]: a decision maker is an object"),
    (changed(infeasibles=[[[0, "Y"], [9, "N"]]]), "infeasibles[0][1][0]: 9 is no option"),
    (changed(infeasibles=[[]]), "infeasibles[0]: a pattern without options makes every outcome infeasible"),
    (changed(coalitions=[[0, 3]]), "coalitions[0][1]: 3 is no decision maker"),
    (changed(useManualPreferenceRanking="yes"), "useManualPreferenceRanking: true or false is needed"),
    (changed(useManualPreferenceRanking=True), "decisionMakers[0]: preferenceRanking is missing"),
    (changed(options=[{"name": "x"}] * 1001), "options: 1,001 are too many"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_refused_with_the_place_inside_the_json(data: Any, message: str) -> None:
    with pytest.raises(ForeignFileError) as refusal:
        read(data)
    assert message in str(refusal.value)
    assert all(problem.file == "ferry.gmcr" for problem in refusal.value.problems)


@pytest.mark.parametrize(
    ("ranking", "message"),
    [
        ([1, 2, 3], "decisionMakers[0].preferenceRanking: it misses outcomes 4, 5, 6, 7, 8"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], "no outcome 9: 8 are feasible"),
        ([[1, 2, 3, 4, 5, 6, 7, 8], 7], "outcome 7 is there 2 times"),
        ([0, 1, 2, 3, 4, 5, 6, 7], "decisionMakers[0].preferenceRanking[0]: 0 is no outcome"),
        (["1", 2, 3, 4, 5, 6, 7], 'decisionMakers[0].preferenceRanking[0]: "1" is no outcome'),
        ([[[1]], 2, 3, 4, 5, 6, 7], "decisionMakers[0].preferenceRanking[0][0]: list is no outcome"),
    ],
)
def test_rankings_hold_every_outcome_once(ranking: Any, message: str) -> None:
    data = changed(useManualPreferenceRanking=True)
    for maker in data["decisionMakers"]:
        maker["preferenceRanking"] = ranking
    with pytest.raises(ForeignFileError) as refusal:
        read(data)
    assert message in str(refusal.value)


TEXTS = {
    "empty": "",
    "not JSON": "winset: 1",
    "cut short": json.dumps(FERRY)[:200],
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "deep and closed": "[" * 100_000 + "]" * 100_000,
    "a huge number": '{"options": [], "decisionMakers": ' + "9" * 100_000 + "}",
    "too long": " " * 8_000_001,
    "deep inside": '{"options": ' + "[" * 900 + "]" * 900 + ', "decisionMakers": []}',
    "not a number": '{"options": [NaN], "decisionMakers": [Infinity]}',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_texts_that_are_no_file_are_refused(text: str) -> None:
    with pytest.raises(ForeignFileError):
        read_gmcr(text)


def test_many_problems_are_counted_not_listed() -> None:
    with pytest.raises(ForeignFileError) as refusal:
        read(changed(infeasibles=[[[99, "Y"]]] * 5_000))
    assert len(refusal.value.problems) == 21
    assert "and 4,980 more problems" in str(refusal.value)


@pytest.mark.parametrize("seed", range(100))
def test_spoilt_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = random_file(chance)

    def spoil(value: Any) -> Any:
        if chance.random() < 0.04:
            return chance.choice([None, -1, 99, 1.5, "", "Y", [], {}, [[]], True])
        if isinstance(value, dict):
            return {key: spoil(item) for key, item in value.items() if chance.random() > 0.01}
        return [spoil(item) for item in value] if isinstance(value, list) else value

    try:
        case = read(spoil(data))
    except InputError as error:
        assert error.problems  # noqa: PT017 (either way is right)
        return
    assert all(parse(rule.text) == rule.that for rule in case.rules)


def test_a_ranking_over_more_outcomes_than_can_be_built_is_refused() -> None:
    options = [{"name": f"o{k}"} for k in range(60)]
    maker = {"name": "One", "options": [*range(60)], "preferences": [], "preferenceRanking": [1]}
    with pytest.raises(SizeError, match="60 options"):
        read({"options": options, "decisionMakers": [maker], "useManualPreferenceRanking": True})


# --- Writing ---

BYPASS = """
winset: 1
title: The bypass
question: Will it be built?
parties: {council: Town council, builder: {name: Builder, note: the only bidder}, tenants: Tenants' union}
options:
  council: {permit: Grant the permit, toll: {name: Toll, levels: [none, low, high]}}
  builder: {build: {name: Build, one_way: true}, pace: {name: Pace, levels: [slow, fast]}}
  tenants: {protest: {name: Protest, one_way: down}}
rules:
  - {that: build -> permit, why: the law}
  - not (protest and toll = high)
  - at most 2 of (build, protest, toll)
status_quo: {permit: yes}
preferences:
  council: {statements: [build, not protest, toll = high, toll != none]}
  builder: {weights: {build: 5, toll = low: 2, toll = high: -1}}
  tenants: {ranking: [[not build], [build and toll = none], [build]]}
coalitions: [[council, builder], [council, tenants]]
names: {the road: build}
"""


def same_game(one: Case, other: Case) -> None:
    """The feasible outcomes, one by one in index order, have the same moves and the same order of ranks."""
    first, second = build(one), build(other)
    assert len(first.indices) == len(second.indices)
    for party in range(len(one.parties)):
        ranks = [dense(built, party) for built in (first, second)]
        assert ranks[0] == ranks[1]
        moves = [positions(built, party) for built in (first, second)]
        assert moves[0] == moves[1]


def dense(built: Built, party: int) -> list[int]:
    return [int(rank) for rank in np.unique(built.game.ranks[party, built.indices], return_inverse=True)[1]]


def positions(built: Built, party: int) -> list[list[int]]:
    place = {int(index): position for position, index in enumerate(built.indices)}
    return [[place[int(to)] for to in built.game.moves(party, int(start))] for start in built.indices]


def test_a_case_written_says_what_was_left_out() -> None:
    text, left_out = write_gmcr(files.loads(BYPASS))
    same_game(files.loads(BYPASS), read_gmcr(text))
    compare(read_gmcr(text), json.loads(text))
    assert left_out == (
        "title",
        "question",
        "status_quo",
        "names",
        "coalitions: they overlap, and a file has a partition",
        "the levels of toll: written as 2 options and their order",
        "the levels of pace: fast is written as yes",
        "the weights of builder: only their order is written",
        "the why of 1 line",
        "the note of 1 line",
    )


def test_what_is_written() -> None:
    case = files.loads(BYPASS.replace("[[council, builder], [council, tenants]]", "[[council, tenants]]"))
    data = json.loads(write_gmcr(case)[0])
    assert [option["name"] for option in data["options"]] == [
        "Grant the permit",
        "Toll: low",
        "Toll: high",
        "Build",
        "Pace",
        "Protest",
    ]
    assert [option["permittedDirection"] for option in data["options"]] == [
        "both",
        "both",
        "both",
        "fwd",
        "both",
        "back",
    ]
    assert [maker["options"] for maker in data["decisionMakers"]] == [[0, 1, 2], [3, 4], [5]]
    assert data["infeasibles"][:3] == [[[1, "N"], [2, "Y"]], [[0, "N"], [3, "Y"]], [[2, "Y"], [5, "Y"]]]
    assert data["useManualPreferenceRanking"] is True
    assert data["coalitions"] == [[0, 2], 1]
    assert write_gmcr(case)[0] == write_gmcr(case)[0]


def test_statements_are_written_as_conditions() -> None:
    text = BYPASS.replace(
        "{weights: {build: 5, toll = low: 2, toll = high: -1}}", "{statements: [build or toll]}"
    )
    text = text.replace(
        "{ranking: [[not build], [build and toll = none], [build]]}", "{statements: [a_or_b]}"
    )
    data = json.loads(write_gmcr(files.loads(text.replace("a_or_b", "build or not build, not build")))[0])
    assert data["useManualPreferenceRanking"] is False
    assert [maker["preferences"] for maker in data["decisionMakers"]] == [
        [[[3, "Y"]], [[5, "N"]], [[2, "Y"]], [[1, "Y"]]],
        [{"compound": True, "members": [[[1, "Y"]], [[3, "Y"]]]}],
        [[[3, "N"]]],
    ]
    assert "preferenceRanking" not in data["decisionMakers"][0]


def random_case(chance: random.Random) -> Case:
    """Options of two to four levels, some one way, rules, and preferences of several kinds."""
    parties = tuple(Party(id=f"p{k}", name=f"Party {k}") for k in range(chance.randint(1, 3)))
    options: list[Option] = []
    for party in parties:
        for _ in range(chance.randint(1, 2)):
            levels = ("no", "yes") if chance.random() < 0.6 else tuple("wxyz"[: chance.randint(2, 4)])
            way = chance.choice(["both", "both", "up", "down"])
            name = f"o{len(options)}"
            options.append(Option(id=name, party=party.id, name=name, levels=levels, direction=way))  # type: ignore[arg-type]

    def formula(depth: int = 2) -> str:
        if depth and chance.random() < 0.7:
            one, two = formula(depth - 1), formula(depth - 1)
            return chance.choice(
                [
                    f"not ({one})",
                    f"({one}) and ({two})",
                    f"({one}) or ({two})",
                    f"({one}) xor ({two})",
                    f"({one}) -> ({two})",
                ]
            )
        option = chance.choice(options)
        return f"{option.id} {chance.choice(['=', '!=', '>='])} {chance.choice(option.levels)}"

    def rule(k: int) -> Rule:
        text = formula()
        return Rule(id=f"rule {k}", that=parse(text), text=text)

    case = Case(
        title="t",
        digest="",
        parties=parties,
        options=tuple(options),
        rules=tuple(rule(k) for k in range(chance.randint(0, 2))),
    )
    only_statements = chance.random() < 0.5
    return replace_preferences(case, chance, formula, only_statements)


def replace_preferences(case: Case, chance: random.Random, formula: Any, only_statements: bool) -> Case:
    preferences: dict[str, Any] = {}
    for party in case.parties:
        texts = [formula() for _ in range(chance.randint(0, 6))]
        if only_statements or chance.random() < 0.5:
            lines = [
                Statement(id=f"{party.id} {k}", that=parse(text), text=text) for k, text in enumerate(texts)
            ]
            preferences[party.id] = Statements(tuple(lines))
        else:
            weights = [
                Weight(id=f"{party.id} {k}", that=parse(text), text=text, weight=chance.randint(-3, 3))
                for k, text in enumerate(texts)
            ]
            preferences[party.id] = Weights(tuple(weights))
    return replace(case, preferences=preferences)


@pytest.mark.parametrize("seed", range(80))
def test_written_and_read_back_the_game_is_the_same(seed: int) -> None:
    case = random_case(random.Random(seed))
    try:
        build(case)
    except CaseError:
        return
    text, _ = write_gmcr(case)
    same_game(case, read_gmcr(text))
    again, left_out = write_gmcr(read_gmcr(text, "model.gmcr"))
    same_game(case, read_gmcr(again))
    assert set(left_out) <= {"title", "source", "note"}


@pytest.mark.parametrize("name", [name for name in catalogue.names() if not catalogue.example(name).is_graph])
def test_bundled_cases_written_and_read_back_are_the_same_games(name: str) -> None:
    case = catalogue.example(name)
    text, left_out = write_gmcr(case)
    same_game(case, read_gmcr(text))
    compare(read_gmcr(text), json.loads(text))
    assert {"title", "source"} <= set(left_out)


def test_options_of_one_name_get_dotted_ids() -> None:
    garrison = catalogue.example("garrison")
    names = {"ijc.full": "Full", "full": "Full", "ijc.reduced": "Reduced", "reduced": "Reduced"}
    options = tuple(replace(option, name=names.get(option.id, option.name)) for option in garrison.options)
    found = [option.id for option in read_gmcr(write_gmcr(replace(garrison, options=options))[0]).options]
    assert found[:2] == ["us_support.full", "us_support.reduced"]
    assert found[5:7] == ["international_joint_commission.full", "international_joint_commission.reduced"]


def test_most_random_cases_have_outcomes() -> None:
    possible = 0
    for seed in range(80):
        case = random_case(random.Random(seed))
        try:
            build(case)
        except CaseError:
            continue
        possible += 1
    assert possible > 50


def test_what_cannot_be_written_is_refused() -> None:
    graph = Case(title="t", digest="", parties=(Party(id="one", name="One"),), outcomes={"1": "here"})
    with pytest.raises(UndefinedError, match="lists its outcomes"):
        write_gmcr(graph)
    options = tuple(Option(id=f"o{k}", party="one", name=f"O {k}") for k in range(18))
    text = f"exactly 9 of ({', '.join(option.id for option in options)})"
    rule = Rule(id="rule 1", that=parse(text), text=text)
    wide = Case(title="t", digest="", parties=graph.parties, options=options, rules=(rule,))
    with pytest.raises(UndefinedError, match=r"rule 1 .* too many options"):
        write_gmcr(wide)
    weights = Weights((Weight(id="one 1", that=parse("o0"), text="o0", weight=1),))
    with pytest.raises(SizeError, match="lists every outcome: 262,144 are too many"):
        write_gmcr(
            Case(title="t", digest="", parties=graph.parties, options=options, preferences={"one": weights})
        )


def test_utilities_and_parties_without_options() -> None:
    parties = (Party(id="one", name="One"), Party(id="judge", name="Judge"))
    options = (Option(id="a", party="one", name="A"),)
    case = Case(
        title="t", digest="", parties=parties, options=options,
        preferences={"one": Statements(()), "judge": Utilities({"1": 0.5, "2": -0.5})},
    )  # fmt: skip
    text, left_out = write_gmcr(case)
    same_game(case, read_gmcr(text))
    assert "the utilities of judge: only their order is written" in left_out
    assert json.loads(text)["decisionMakers"][1]["preferenceRanking"] == [1, 2]
    assert json.loads(text)["decisionMakers"][0]["preferenceRanking"] == [[1, 2]]


@pytest.mark.parametrize("seed", range(40))
def test_patterns_cover_exactly_and_none_can_be_dropped(seed: int) -> None:
    case = random_case(random.Random(seed))
    levels = levels_of(case)
    bits = Bits(levels)
    outcomes = [dict(zip(levels, one)) for one in itertools.product(*levels.values())]

    def values(outcome: dict[str, str]) -> list[bool]:
        return [
            order.index(outcome[option]) > k
            for option, order in levels.items()
            for k in range(len(order) - 1)
        ]

    for line in case.rules:
        patterns = bits.patterns(line.that)
        assert patterns is not None
        covering = [
            [all(values(outcome)[bit] == value for bit, value in one) for one in patterns]
            for outcome in outcomes
        ]
        assert [any(row) for row in covering] == [
            evaluate(line.that, outcome, levels) for outcome in outcomes
        ]
