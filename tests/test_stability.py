"""Individual stability: against the oracle, on published conflicts, and in the words that explain it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import oracle
import winset
from strategies import Generated, models, seeded
from winset.analysis.stability import CONCEPTS, Stability, stability
from winset.analysis.why import Why
from winset.errors import ArgumentError
from winset.game.game import Game

CASES = Path(__file__).parents[2] / "shared" / "cases"
FILES = sorted(path for path in CASES.glob("*.json") if "by_definition" in path.read_text(encoding="utf-8"))
NAMES = {"R": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq"}


def held(table: np.ndarray, party: int) -> set[int]:
    return set(np.flatnonzero(table[party]).tolist())


# --- Against the definitions ---


def test_generated_models_agree_with_the_oracle() -> None:
    for generated in seeded(2000, seed=20):
        result, model = stability(generated.game()), generated.model()
        for concept, table in result.stable.items():
            for party in model.parties:
                assert held(table, party) == oracle.stable(model, concept, party), (concept, party, generated)
            together = set.intersection(*(held(table, party) for party in model.parties))
            assert set(result.equilibria[concept].tolist()) == together
        assert_inclusions(result)


def assert_inclusions(result: Stability) -> None:
    """Nash => SMR => GMR; Nash => SEQ => GMR; Nash => SSEQ => SEQ and SMR."""
    found = result.stable
    for narrow, wide in (("nash", "smr"), ("smr", "gmr"), ("nash", "seq"), ("seq", "gmr"), ("nash", "sseq")):
        assert not (found[narrow] & ~found[wide]).any(), (narrow, wide)
    assert not (found["sseq"] & ~(found["seq"] & found["smr"])).any()


@given(models(max_outcomes=16, parties=(2, 4)))
def test_inclusions_hold_on_every_model(generated: Generated) -> None:
    assert_inclusions(stability(generated.game()))


def test_seq_and_smr_together_do_not_give_sseq() -> None:
    apart = 0
    for generated in seeded(300, seed=5):
        found = stability(generated.game()).stable
        apart += int((found["seq"] & found["smr"] & ~found["sseq"]).any())
    assert apart > 5


def test_order_of_parties_changes_nothing() -> None:
    for generated in seeded(60, seed=8):
        if generated.sizes is None or generated.feasible is not None or generated.one_way is not None:
            continue
        game, count = generated.game(), len(generated.sizes)
        shape, turned = game.sizes[::-1], tuple(reversed(range(count)))
        flipped = Game(
            game.sizes[::-1],
            [row.reshape(shape).transpose(turned).reshape(-1) for row in game.ranks[::-1]],
        )
        there, here = stability(flipped), stability(game)
        for concept in CONCEPTS:
            back = [
                row.reshape(shape[::-1]).transpose(turned).reshape(-1) for row in there.stable[concept][::-1]
            ]
            assert np.array_equal(here.stable[concept], np.stack(back))


def test_a_single_party_holds_what_nothing_it_can_reach_beats() -> None:
    result = stability(Game((4,), [[2, 3, 3, 0]]))
    assert all(result.equilibria[concept].tolist() == [1, 2] for concept in CONCEPTS)


# --- Published conflicts ---


def conflict(data: dict[str, Any]) -> Game:
    """A published conflict, moves arc by arc, rankings best first with ties nested."""
    place = {state["id"]: k for k, state in enumerate(data["states"])}
    moves: list[list[list[int]]] = [[[] for _ in place] for _ in data["dms"]]
    ranks = np.zeros((len(data["dms"]), len(place)), dtype=int)
    for party, name in enumerate(data["dms"]):
        for source, target in data["moves"][name]:
            moves[party][place[source]].append(place[target])
        for depth, tier in enumerate(data["preferences_best_to_worst"][name]):
            for state in tier if isinstance(tier, list) else [tier]:
                ranks[party, place[state]] = -depth
    return Game.graph(moves, ranks, data["dms"])


@pytest.mark.skipif(not FILES, reason="the published conflicts are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_conflicts(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    ids = [state["id"] for state in data["states"]]
    result = stability(conflict(data))
    for label, concept in NAMES.items():
        expected = data["by_definition"][label]
        assert [ids[k] for k in result.equilibria[concept]] == expected["equilibria"]
        for party, name in enumerate(data["dms"]):
            assert [ids[k] for k in np.flatnonzero(result.stable[concept][party])] == expected["per_dm"][name]


def test_garrison_needs_parties_to_move_more_than_once() -> None:
    # Hipel and Fraser (1980); 4, 6 and 10 are missed when each opponent may move only once in a sanction.
    result = stability(winset.example("garrison"), ["gmr", "smr"])
    for concept in ("gmr", "smr"):
        assert {"4", "6", "10"} <= set(result.to_dict()["equilibria"][concept])
    reason = result.why("6", "Canadian Opposition", "gmr")
    (temptation,) = reason.to_dict()["temptations"]
    assert temptation["improvement"] == "2"
    steps = [(step["party"], step["from"], step["to"]) for step in temptation["sanction"]]
    assert steps == [("support", "2", "1"), ("opposition", "1", "4"), ("support", "4", "3")]
    assert "But US Support can move from 2 to 1" in str(reason)
    assert "and 3 is worse than 6 for it." in str(reason)


# --- The result ---


def test_a_case_is_answered_in_its_own_ids() -> None:
    case = winset.example("elmira")
    data = stability(case, ["nash", "seq"]).to_dict()
    assert list(data)[:2] == ["winset", "case"]
    assert data["case"] == {"title": case.title, "digest": case.digest}
    assert [option["id"] for option in data["options"]] == [option.id for option in case.options]
    assert data["equilibria"] == {"nash": ["5", "8", "9"], "seq": ["5", "8", "9"]}
    assert list(data["stable"]["nash"]) == data["parties"]
    json.dumps(data)


def test_a_game_is_answered_by_index() -> None:
    game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], [True, True, False, True], parties=("Row", "Column"))
    data = stability(game, "nash").to_dict()
    assert [outcome["id"] for outcome in data["outcomes"]] == [0, 1, 3]
    assert data["outcomes"][-1] == {"id": 3, "levels": {"Row": 1, "Column": 1}}
    assert data["stable"]["nash"] == {"Row": [1, 3], "Column": [0, 3]}
    json.dumps(data)


def test_the_table_says_which_concepts_an_outcome_holds_under() -> None:
    table = stability(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]]), ["nash", "gmr"]).table()
    assert table.rows == (("0", False, True), ("3", True, True))


def test_no_equilibrium_is_said_in_words() -> None:
    pennies = stability(Game((2, 2), [[1, 0, 0, 1], [0, 1, 1, 0]]), "nash")
    assert pennies.equilibria["nash"].size == 0
    assert pennies.table().notes == ("No outcome is stable for every party.",)


@pytest.mark.parametrize(
    ("concepts", "message"),
    [
        (["nsh"], r"unknown concept 'nsh' \(did you mean \"nash\"\?\)"),
        ("Q", r"unknown concept 'Q' \(known are nash, gmr, smr, seq, sseq\)"),
        ([], "no concept is named: name at least one of nash"),
    ],
)
def test_unknown_concepts_are_refused(concepts: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        stability(Game((2,), [[0, 1]]), concepts)


def test_progress_counts_every_party_and_concept() -> None:
    calls: list[tuple[int, int]] = []
    stability(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]]), ["nash", "gmr"], lambda *call: calls.append(call))
    assert calls == [(1, 4), (2, 4), (3, 4), (4, 4)]


# --- Why ---


def test_reasons_are_legal_shortest_and_true() -> None:
    for number, generated in enumerate(seeded(220, seed=77, max_outcomes=18)):
        result, model = stability(generated.game()), generated.model()
        party = number % len(model.parties)
        for concept in CONCEPTS:
            for s in model.outcomes[:6]:
                check_reason(model, result, result.why(s, party, concept))


def check_reason(model: oracle.Model, result: Stability, reason: Why) -> None:
    """The verdict is the result's, the temptations are the oracle's improvements, sanctions can be walked."""
    i, s = reason.party, reason.outcome
    improvements = model.improvements(i, s)
    assert reason.stable == bool(result.stable[reason.concept][i, s])
    named = {temptation.improvement for temptation in reason.temptations}
    assert named == improvements if reason.stable else named < improvements or len(improvements) == 1
    for temptation in reason.temptations:
        ends = sanctions(model, reason.concept, i, s, temptation.improvement)
        if temptation.sanction is None:
            assert not reason.stable
            assert not ends
            continue
        steps = temptation.sanction
        assert steps[0].source == temptation.improvement
        assert steps[-1].target in ends
        assert all(one.target == two.source for one, two in pairwise(steps))
        assert all(one.movers != two.movers for one, two in pairwise(steps))
        for step in steps:
            (mover,) = step.movers
            improving = reason.concept in ("seq", "sseq")
            assert step.target in (
                model.improvements(mover, step.source) if improving else model.moves[mover][step.source]
            )
        assert len(steps) == fewest(model, reason.concept, i, temptation.improvement, ends)
        if temptation.escape is not None:
            assert temptation.escape in model.moves[i][steps[-1].target]
            assert model.prefers(i, temptation.escape, s) <= 0
    assert str(reason).startswith(f"{s} is {'' if reason.stable else 'not '}stable for ")


def sanctions(model: oracle.Model, concept: str, i: int, s: int, t: int) -> set[oracle.Outcome]:
    """Every outcome at which the party would be deterred from going to t."""
    if concept == "nash":
        return set()
    reached = oracle.reach(model, model.others([i]), t, concept in ("seq", "sseq"))
    deterred = {x for x in reached if model.prefers(i, x, s) <= 0}
    if concept in ("gmr", "seq"):
        return deterred
    return {x for x in deterred if all(model.prefers(i, y, s) <= 0 for y in model.moves[i][x])}


def fewest(model: oracle.Model, concept: str, i: int, t: int, ends: set[oracle.Outcome]) -> int:
    """The fewest steps of the others from t to one of the ends."""
    states: set[tuple[oracle.Outcome, int | None]] = {(t, None)}
    for steps in range(1, 200):
        states = {
            (x, mover)
            for outcome, last in states
            for mover in model.others([i]) - {last}
            for x in (
                model.improvements(mover, outcome)
                if concept in ("seq", "sseq")
                else model.moves[mover][outcome]
            )
        }
        if ends & {outcome for outcome, _ in states}:
            return steps
    raise AssertionError("no end was reached")


def test_reasons_speak_the_words_of_the_case() -> None:
    result = stability(winset.example("garrison"), ["seq", "smr", "nash"])
    assert str(result.why("6", "canada", "seq")).splitlines()[0] == (
        "6 is not stable for Canadian Opposition under SEQ: nothing deters it from an improvement it has."
    )
    assert "The best it can do from 3 is 7, no better than 6 either." in str(result.why("6", "canada", "smr"))
    assert str(result.why("2", "canada", "nash")).endswith(
        "under Nash: it has no move to an outcome it prefers."
    )


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (("99", "canada", "gmr"), 'no outcome "99" here'),
        (("6", "canda", "gmr"), 'unknown party "canda"'),
        (("6", "canada", "gmrr"), "unknown concept 'gmrr'"),
    ],
)
def test_unknown_reasons_are_refused(question: tuple[str, str, str], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        stability(winset.example("garrison"), "nash").why(*question)
