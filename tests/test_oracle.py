"""The oracle against published conflicts and against facts that hold on every model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import oracle
from strategies import Generated, models, seeded

CASES = Path(__file__).parents[2] / "shared" / "cases"
FILES = sorted(path for path in CASES.glob("*.json") if "by_definition" in path.read_text(encoding="utf-8"))
NAMES = {"R": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq"}


def conflict(data: dict[str, Any]) -> oracle.Model:
    """A published conflict as a model: moves arc by arc, rankings best first with ties nested."""
    outcomes = tuple(state["id"] for state in data["states"])
    moves, ranks = [], []
    for party in data["dms"]:
        arcs = data["moves"][party]
        moves.append({s: frozenset(t for a, t in arcs if a == s) for s in outcomes})
        ranking = data["preferences_best_to_worst"][party]
        tiers = [tier if isinstance(tier, list) else [tier] for tier in ranking]
        ranks.append({s: -place for place, tier in enumerate(tiers) for s in tier})
    return oracle.Model(range(len(data["dms"])), outcomes, moves, oracle.by_ranks(ranks))


@pytest.mark.skipif(not FILES, reason="the published conflicts are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_conflicts(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    model = conflict(data)
    for label, concept in NAMES.items():
        expected = data["by_definition"][label]
        assert oracle.equilibria(model, concept) == set(expected["equilibria"])
        for i, party in enumerate(data["dms"]):
            assert oracle.stable(model, concept, i) == set(expected["per_dm"][party]), (label, party)


def test_reach_forbids_two_moves_in_a_row_but_lets_a_party_move_again() -> None:
    first = [[1], [2], [], [4], []]
    model = oracle.from_graph([first, [[], [3], [], [], []]], [[0] * 5] * 2)
    assert oracle.reach(model, [0], 0) == {1}
    assert oracle.reach(model, [0, 1], 0) == {1, 3, 4}  # at 1 the first party moved last
    back = oracle.from_graph([first, [[], [3], [], [], [1]]], [[0] * 5] * 2)
    assert oracle.reach(back, [0, 1], 0) == {1, 2, 3, 4}  # back at 1 with the second party last


def test_prisoners_dilemma() -> None:
    # Outcomes: both cooperate, first defects, second defects, both defect.
    model = oracle.from_option_form([2, 2], [[3, 4, 1, 2], [3, 1, 4, 2]])
    found = {concept: oracle.equilibria(model, concept) for concept in oracle.CONCEPTS}
    assert found == {"nash": {3}, "gmr": {0, 3}, "smr": {0, 3}, "seq": {0, 3}, "sseq": {0, 3}}


def test_preference_need_not_be_transitive() -> None:
    # One party, a cycle of preference over three outcomes: every outcome tempts, none is stable.
    moves = [{s: frozenset({0, 1, 2} - {s}) for s in range(3)}]
    model = oracle.Model(range(1), (0, 1, 2), moves, lambda i, a, b: (0, 1, -1)[(a - b) % 3])
    assert all(oracle.stable(model, concept, 0) == set() for concept in oracle.CONCEPTS)


@given(models())
def test_inclusions_between_the_concepts(generated: Generated) -> None:
    model = generated.model()
    for i in model.parties:
        sets = {concept: oracle.stable(model, concept, i) for concept in oracle.CONCEPTS}
        assert sets["nash"] <= sets["smr"] <= sets["gmr"]
        assert sets["nash"] <= sets["seq"] <= sets["gmr"]
        assert sets["nash"] <= sets["sseq"] <= sets["seq"] & sets["smr"]


def test_the_recipe_gives_every_kind_of_model() -> None:
    made = list(seeded(400, seed=1))
    assert made == list(seeded(400, seed=1))
    assert {len(one.ranks) for one in made} == {2, 3, 4, 5}
    assert max(one.outcomes for one in made) <= 40
    assert sum(one.moves is not None for one in made) > 60
    assert sum(one.feasible is not None for one in made) > 60
    assert sum(any(one.one_way or ()) for one in made) > 60
    assert sum(any(bar[2] for party in one.one_way or () for bar in party) for one in made) > 20
    assert sum(any(len(set(row)) < len(row) for row in one.ranks) for one in made) > 100
    assert sum(1 in (one.sizes or ()) for one in made) > 20
