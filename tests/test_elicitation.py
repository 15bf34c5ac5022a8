"""Preferences found by comparing outcomes: what was in the analyst's mind is what is found, with few questions."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from math import ceil, factorial, log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.analysis.elicitation import Elicitation, elicit
from winset.case.catalogue import example
from winset.case.files import loads
from winset.case.model import Case
from winset.errors import ArgumentError
from winset.game.comparing import Answer, Insertion, Order

Value = tuple[bool, ...]


def answered(features: np.ndarray, value: Callable[[int], Value]) -> tuple[Order, list[Answer]]:
    """Every question answered by somebody who values outcomes so."""
    answers: list[Answer] = []
    while (found := Order(features, answers)).question is not None:
        one, other = found.question
        answers.append(Answer(one, other, (value(one) > value(other)) - (value(one) < value(other))))
    return found, answers


@st.composite
def minds(draw: st.DrawFn) -> tuple[np.ndarray, list[tuple[int, bool]]]:
    """Some of the outcomes that features make, and an order of some of the features, each wanted or not."""
    count = draw(st.integers(1, 5))
    rows = draw(st.lists(st.integers(0, 2**count - 1), min_size=2, max_size=2**count, unique=True))
    features = np.array([[row >> k & 1 for row in rows] for k in range(count)], dtype=bool)
    order = draw(st.permutations(range(count)))
    return features, [(k, draw(st.booleans())) for k in order[: draw(st.integers(0, count))]]


@settings(max_examples=60, deadline=None)
@given(minds())
def test_what_is_found_orders_outcomes_as_the_answers_do(
    mind: tuple[np.ndarray, list[tuple[int, bool]]],
) -> None:
    features, order = mind

    def value(outcome: int) -> Value:
        return tuple(bool(features[k, outcome]) == wanted for k, wanted in order)

    found, answers = answered(features, value)

    def implied(outcome: int) -> Value:
        return tuple(bool(features[k, outcome]) == wanted for k, wanted in found.implied)

    for one, other in combinations(range(features.shape[1]), 2):
        assert (value(one) > value(other)) == (implied(one) > implied(other))
        assert (value(one) == value(other)) == (implied(one) == implied(other))
    count = len(features)
    assert len(answers) <= count + ceil(log2(factorial(count))) + count


def test_few_questions_each_between_outcomes_that_differ_little() -> None:
    features = np.array([[row >> k & 1 for row in range(64)] for k in range(6)], dtype=bool)
    found, answers = answered(features, lambda one: tuple(bool(features[k, one]) for k in (3, 0, 5, 1, 4, 2)))
    assert len(answers) <= 18  # the binary logarithm of the 46,080 orders is 15.5
    assert all((features[:, one.one] != features[:, one.other]).sum() <= 2 for one in answers)
    assert found.left == 0
    assert Order(features).left == ceil(log2(2**6 * factorial(6)))


def test_answers_that_contradict_each_other_are_refused() -> None:
    features = np.array([[0, 1]], dtype=bool)
    with pytest.raises(ArgumentError, match="no order of statements fits"):
        Order(features, [Answer(0, 1, 1), Answer(1, 0, 1)])
    assert not Order(np.eye(2, dtype=bool), [Answer(0, 1, 1)]).may_be_alike(0, 1)
    with pytest.raises(ArgumentError, match="too many to compare"):
        Order(np.zeros((15, 2), dtype=bool))


@given(st.integers(0, 9), st.integers(0, 10**6))
def test_insertion_finds_any_ranking_within_its_bound(count: int, seed: int) -> None:
    value = [random.Random(f"{seed} {k}").randrange(count) for k in range(count)]
    most, answers = Insertion(count).left, list[Answer]()
    while (found := Insertion(count, answers)).question is not None:
        one, other = found.question
        answers.append(Answer(one, other, (value[one] > value[other]) - (value[one] < value[other])))
        assert found.left <= most - len(answers) + 1
    assert [sorted(tier) for tier in found.tiers] == [
        sorted(k for k in range(count) if value[k] == best) for best in sorted(set(value), reverse=True)
    ]
    assert len(answers) <= most


# --- Cases ---


def asked_through(case: Case, party: str, prefers: Callable[[str, str], int]) -> Elicitation:
    answers: list[tuple[str, str, int]] = []
    while (found := elicit(case, party, answers)).question is not None:
        answers.append((*found.question, prefers(*found.question)))
    return found


@pytest.mark.parametrize("party", ["moe", "uniroyal", "lg"])
def test_elmiras_rankings_are_found_again(party: str) -> None:
    case = example("elmira")
    ranks = case.game().ranks[[one.id for one in case.parties].index(party)]
    place = {outcome: int(ranks[k]) for k, outcome in enumerate(case.outcomes)}
    found = asked_through(case, party, lambda one, other: np.sign(place[one] - place[other]).item())
    expected = sorted({*place.values()}, reverse=True)
    assert [set(tier) for tier in found.wants["outcomes"]] == [
        {one for one in place if place[one] == best} for best in expected
    ]
    assert found.asked <= 21


def test_what_is_found_can_stand_in_the_file_and_means_the_same() -> None:
    text = """
winset: 1
title: Toll
parties: {council: Council, builder: Builder}
options: {council: {permit: Permit, toll: {name: Toll, levels: [none, low, high]}}, builder: {build: Build}}
rules: [build -> permit, toll = high -> permit]
preferences: {council: {statements: [%s]}, builder: {statements: [build]}}
"""
    wanted = "toll != high, build, not toll, permit"
    meant = loads(text % wanted)
    exists = meant.game().feasible
    assert exists is not None
    ranks, feasible = meant.game().ranks[0], np.flatnonzero(exists)
    of = {str(k + 1): int(ranks[index]) for k, index in enumerate(feasible)}
    found = asked_through(loads(text % ""), "council", lambda one, other: np.sign(of[one] - of[other]).item())
    told = loads(text % ", ".join(found.wants["statements"])).game().ranks[0]
    assert (np.argsort(told[feasible], kind="stable") == np.argsort(ranks[feasible], kind="stable")).all()
    assert found.asked <= 10
    assert [line[1] for line in found.table().rows] == found.wants["statements"]


def test_a_party_that_is_none_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no party"):
        elicit(example("bypass"), "nobody")
    assert elicit(example("gaza-isf"), "us").left > 10
    assert winset.__version__ == elicit(example("gaza-isf"), "us").version
