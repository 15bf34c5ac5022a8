"""What a case file says of strength, of unknown comparisons, and of how parties see the conflict."""

from __future__ import annotations

import numpy as np
import pytest

from winset.analysis.misperception import misperception
from winset.analysis.question import ask
from winset.analysis.strength import strength
from winset.analysis.strong_preferences import NOTHING, said_floors
from winset.analysis.unknown import unknown_preferences
from winset.case.build import build
from winset.case.files import loads
from winset.case.model import Case
from winset.errors import CaseError, UndefinedError

TEXT = """
winset: 1
title: Bypass
parties: {council: Town council, builder: Builder}
options:
  council: {permit: Permit, toll: {levels: [none, low, high]}}
  builder: {build: Build}
status_quo: {permit: no}
preferences:
  council: %s
  builder: {statements: [permit, build]}
"""


def case(council: str, more: str = "") -> Case:
    return loads(TEXT % council + more)


def floors(council: str) -> list[int | None]:
    """The council's floor at each of the twelve outcomes, in the order of their ranks from the worst."""
    question = ask(case(council))
    order = np.argsort(question.game.ranks[0], kind="stable")
    return [None if floor == NOTHING else int(floor) for floor in said_floors(question)[0][order]]


def test_strong_statements() -> None:
    # The first statement divides twelve outcomes into six and six; the second grades nothing.
    text = "{statements: [{that: build, strength: strong}, not permit]}"
    assert floors(text) == [None] * 6 + [1] * 6


def test_strong_gaps_between_tiers() -> None:
    tiers = "ranking: [[build and permit], [build], [permit], [not build]]"
    assert floors(f"{{{tiers}, strongly_above: 2}}") == [None] * 6 + [1] * 6
    assert floors(f"{{{tiers}, strongly_above: [1, 3]}}") == [None] * 3 + [0] * 6 + [2] * 3


def test_strong_gaps_between_outcomes() -> None:
    order = "outcomes: [[12, 11], [10, 9, 8, 7], [6, 5, 4], [3, 2], [1]]"
    assert floors(f"{{{order}, strongly_above: [3]}}") == [None] * 3 + [1] * 9


def test_strong_differences() -> None:
    # Utilities 0, 0.1, 0.3 and 0.4, three outcomes each: decimals are compared as they are written.
    weights = "weights: {build: 0.3, permit: 0.1}"
    assert floors(f"{{{weights}, strong_difference: 0.3}}") == [None] * 6 + [0] * 3 + [1] * 3
    assert floors(f"{{{weights}, strong_difference: 0.2}}") == [None] * 6 + [1] * 6


def test_strength_of_a_case() -> None:
    found = strength(case("{statements: [{that: build, strength: strong}, not permit]}"))
    assert set(found.concepts) == {
        "strong_gmr",
        "weak_gmr",
        "strong_smr",
        "weak_smr",
        "strong_seq",
        "weak_seq",
    }
    with pytest.raises(UndefinedError, match="mark statements with `strength: strong`"):
        strength(case("{statements: [build]}"))


def test_unknown_comparisons_of_a_case() -> None:
    text = "{statements: [build, permit], unknown: [[permit, not permit], {between: [build, not build], why: new}]}"
    found = unknown_preferences(case(text), concepts="nash")
    assert [one.texts for one in case(text).unknown["council"]] == [
        ("permit", "not permit"),
        ("build", "not build"),
    ]
    assert found.stable["nash_a"][0].sum() < found.stable["nash_b"][0].sum()
    with pytest.raises(UndefinedError, match="no comparison is unknown"):
        unknown_preferences(case("{statements: [build]}"))


def test_how_a_party_sees_the_conflict() -> None:
    more = """
perceived:
  builder:
    why: it reads the council's hints that way
    preferences: {council: {statements: [permit]}}
    rules: [not toll = high]
"""
    given = case("{statements: [not permit, not build]}", more)
    assert given.perceived["builder"].why == "it reads the council's hints that way"
    assert given.perceived["builder"].rules[0].id == "builder sees rule 1"
    found = misperception(given, concepts="nash")
    assert found.exists.sum(axis=1).tolist() == [12, 8]
    indices = build(given).masks(build(given).formula("permit and build and toll = none"))
    assert set(np.flatnonzero(indices)) <= set(found.expected["nash"][1].tolist())
    with pytest.raises(UndefinedError, match="say how a party sees the conflict under `perceived`"):
        misperception(case("{statements: [build]}"))


@pytest.mark.parametrize(
    ("council", "more", "problem"),
    [
        (
            "{statements: [build, {that: permit, strength: strong}]}",
            "",
            "a strong statement stands below a weak one",
        ),
        ("{statements: [{that: permit, strength: huge}]}", "", '"huge" is not known here'),
        ("{statements: [build], strongly_above: 1}", "", "strongly_above: no tier below tier 1"),
        ("{ranking: [[build], [not build]], strongly_above: 2}", "", "no tier below tier 2"),
        ("{statements: [build], strong_difference: 2}", "", "a strong difference is one of utilities"),
        ("{weights: {build: 1}, strong_difference: 0}", "", "a strong difference is more than zero"),
        ("{statements: [build], unknown: [[build]]}", "", "an unknown comparison is between two formulas"),
        ("{statements: [build], unknown: [[build, bild]]}", "", 'did you mean "build"'),
        ("{statements: [build]}", "perceived: {builer: {rules: [build]}}", 'did you mean "builder"'),
        (
            "{statements: [build]}",
            "perceived: {builder: {preferences: {builder: {statements: [build]}}}}",
            '"builder" knows its own preference',
        ),
        ("{statements: [build]}", "perceived: {builder: {rules: [build, not build]}}", "no outcome"),
        (
            "{statements: [build]}",
            "perceived: {builder: {preferences: {council: {ranking: [[build]]}}}}",
            'the ranking of "council" misses outcomes',
        ),
    ],
)
def test_problems(council: str, more: str, problem: str) -> None:
    with pytest.raises(CaseError) as caught:
        case(council, more)
    assert problem in str(caught.value)
    assert str(caught.value).startswith("case.yaml:")
