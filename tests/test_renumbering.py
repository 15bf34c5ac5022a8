"""Costs name rules and red lines by number, and follow them wherever they go."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.case.changing.editing import edited
from winset.case.changing.edits import Delete, Edit, Insert, Move
from winset.case.files import loads
from winset.case.model import Case
from winset.case.yaml.dumping import dump

CASE = """winset: 1
title: Costs
question: Which rule costs what?
parties: {one: One, two: Two}
options:
  one: {a: A, b: B, c: C, d: D, e: E}
  two: {f: F}
rules: [a -> b, a -> c, a -> d, a -> e]
preferences: {one: {statements: [a]}, two: {statements: [f]}}
status_quo: {}
deal:
  red_lines: {one: [not f, a or f], two: [not e]}
  costs: {rule 2: never, rule 4: 7, red line one 2: 3, red line two 1: 5, refusal two: 2}
"""


def dear(case: Case) -> Mapping[object, float | None]:
    """What each line costs, by what it says."""
    assert case.deal is not None
    words = {
        line.id: (line.id.rpartition(" ")[0], str(line.text)) for line in (*case.rules, *case.deal.red_lines)
    }
    return {words.get(name, name): cost for name, cost in case.deal.costs.items()}


@pytest.mark.parametrize(
    ("edit", "costs"),
    [
        (Delete(("rules", 0)), "rule 1: never, rule 3: 7"),
        (Delete(("rules", 1)), "rule 3: 7"),
        (Delete(("rules", 3)), "rule 2: never"),
        (Insert(("rules", 1), "b -> c"), "rule 3: never, rule 5: 7"),
        (Insert(("rules", 4), "b -> c"), "rule 2: never, rule 4: 7"),
        (Move(("rules", 3), 0), "rule 3: never, rule 1: 7"),
    ],
)
def test_a_cost_goes_with_its_rule(edit: Edit, costs: str) -> None:
    assert f"costs: {{{costs}, red line one 2: 3, red line two 1: 5, refusal two: 2}}" in edited(CASE, edit)


def test_a_cost_goes_with_its_red_line() -> None:
    text = edited(CASE, Delete(("deal", "red_lines", "one", 0)))
    assert "red line one 1: 3, red line two 1: 5" in text


def test_the_last_cost_leaves_an_empty_mapping_that_reads_as_no_costs() -> None:
    text = CASE[: CASE.index("  costs:")] + "  costs: {rule 1: 2}\n"
    left = edited(text, Delete(("rules", 0)))
    assert "costs: {}" in left
    assert dear(loads(left)) == {}


EDITS = st.one_of(
    st.builds(lambda k: Delete(("rules", k)), st.integers(0, 3)),
    st.builds(lambda k: Insert(("rules", k), "e -> f"), st.integers(0, 4)),
    st.builds(lambda k, to: Move(("rules", k), to), st.integers(0, 3), st.integers(0, 3)),
)


@given(EDITS)
def test_no_cost_goes_over_to_another_line(edit: Edit) -> None:
    before, after = dear(loads(CASE)), dear(loads(edited(CASE, edit)))
    assert after.items() <= before.items()
    assert len(before) - len(after) <= isinstance(edit, Delete)


@pytest.mark.parametrize("gone", range(4))
def test_a_case_written_out_without_a_rule_keeps_the_costs_of_the_others(gone: int) -> None:
    case = loads(CASE)
    less = replace(case, rules=tuple(rule for k, rule in enumerate(case.rules) if k != gone))
    kept = {line: cost for line, cost in dear(case).items() if line != ("rule", str(case.rules[gone].text))}
    assert dear(loads(dump(less))) == kept
