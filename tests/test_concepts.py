"""Every concept by its name: the answers are those of the analyses the concepts belong to."""

from __future__ import annotations

import numpy as np
import pytest

from test_paths import elmira
from winset.analysis.coalitions import Coalitions
from winset.analysis.concepts import NAMES, Standings, standings
from winset.analysis.foresight import foresight
from winset.analysis.maximin import maximin
from winset.analysis.simultaneous import simultaneous
from winset.analysis.stability import Stability, stability
from winset.analysis.unknown import unknown_preferences
from winset.case.files import loads
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Game
from winset.show.figures.saving import figure_bytes
from winset.show.figures.standing import standing_grid

CHICKEN = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Column"))

ROAD = """
winset: 1
title: Road
parties: {council: Town council, builder: Builder}
options: {council: {permit: Permit}, builder: {build: Build}}
preferences:
  council: {statements: [{that: build, strength: strong}, not permit], unknown: [[permit, not permit]]}
  builder: {statements: [permit, build]}
"""


def test_every_name_is_answered() -> None:
    found = standings(loads(ROAD), NAMES)
    assert isinstance(found, Standings)
    assert set(found.stable) | {"cnash", "cgmr", "csmr", "cseq"} == set(NAMES)
    data = found.to_dict()
    assert set(data["stable"]) == set(found.stable) == set(data["equilibria"])
    assert data["coalitions"]["coalitions"] == [["council"], ["builder"], ["council", "builder"]]
    assert len(found.tables()) > 10
    for concept in found.stable:
        assert bool(found.why("1", "council", concept).stable) == bool(found.stable[concept][0, 0])


def test_the_parts_are_the_analyses_own_answers() -> None:
    found = standings(CHICKEN, ["seq", "l3", "non_myopic", "maximin2", "seq_or_sim"])
    assert isinstance(found, Standings)
    assert [type(part).__name__ for part in found.parts] == [
        "Stability",
        "Foresight",
        "Maximin",
        "Simultaneous",
    ]
    assert np.array_equal(found.stable["seq"], stability(CHICKEN, "seq").stable["seq"])
    thought = foresight(CHICKEN, 3).stable
    assert np.array_equal(found.stable["l3"], thought["l3"])
    assert np.array_equal(found.stable["non_myopic"], thought["non_myopic"])
    assert np.array_equal(found.stable["maximin2"], maximin(CHICKEN, 2).stable["maximin2"])
    assert np.array_equal(found.stable["seq_or_sim"], simultaneous(CHICKEN).stable["seq_or_sim"])
    assert np.array_equal(
        standings(loads(ROAD), "smr_c").stable["smr_c"], unknown_preferences(loads(ROAD)).stable["smr_c"]
    )


def test_single_party_concepts_alone_are_the_answer_of_stability() -> None:
    assert isinstance(standings(elmira(), ["nash", "sseq"]), Stability)


def test_coalitions_may_be_named() -> None:
    found = standings(elmira(), "cnash", [["MoE", "Uniroyal"]])
    assert isinstance(found, Standings)
    (part,) = found.parts
    assert isinstance(part, Coalitions)
    assert part.coalitions == ((0, 1),)
    assert not found.why(4, "MoE + Uniroyal", "cnash").stable
    assert not found.why(4, ["MoE", "Uniroyal"], "cnash").stable


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ArgumentError, match=r"unknown concept 'cnahs' \(did you mean \"cnash\"\?\)"):
        standings(elmira(), ["seq", "cnahs"])
    with pytest.raises(ArgumentError, match="no concept is named"):
        standings(elmira(), [])
    with pytest.raises(ArgumentError, match="coalitions go with a concept of theirs"):
        standings(elmira(), "seq", [["MoE"]])
    with pytest.raises(ArgumentError, match="'gmr' was not asked for, only seq, cseq"):
        standings(elmira(), ["seq", "cseq"]).why(4, "MoE", "gmr")
    with pytest.raises(UndefinedError, match="defined for two parties"):
        standings(elmira(), "l2")


def test_the_figure_shows_every_concept_and_who_would_stay() -> None:
    found = standings(elmira(), ["seq", "cnash"])
    grid = standing_grid(found)  # type: ignore[arg-type]
    assert [head.group for head in grid.columns] == ["SEQ"] * 3 + ["CNash"] * 7
    five = grid.marks[4]
    assert [bool(mark.fill) for mark in five] == [True] * 3 + found.parts[1].stable["cnash"][:, 4].tolist()
    assert grid.rows[7].sign == "■"
    thought = foresight(CHICKEN, 3)
    assert figure_bytes(thought.figure(), "svg") == figure_bytes(thought.figure(), "svg")


def test_concepts_of_several_analyses_share_one_table() -> None:
    chicken = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Column"))
    table = standings(chicken, ["l1", "nash", "sim"]).table()
    assert table.columns == ("outcome", "L1", "Nash", "SIM")
    assert table.rows == (("0", False, False, True), ("1", True, True, True), ("2", True, True, True))
