"""Two versions of a case: the lines that changed, what follows from it, and which change made the difference."""

from __future__ import annotations

import pytest

import winset
from winset.analysis.revision import diff
from winset.case.files import loads
from winset.errors import ArgumentError

OLD = """
winset: 1
title: Road
reports: {r: r.txt}
parties: {council: Council, builder: Builder}
options: {council: {permit: Permit}, builder: {build: Build}}
rules: [permit if build]
preferences:
  council: {statements: [{that: build, likelihood: 0.8, evidence: ["r#c1"]}, not permit]}
  builder: {statements: [build]}
"""


def changed(*pairs: tuple[str, str]) -> winset.Case:
    text = OLD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return loads(text)


def test_the_same_case_in_another_layout_has_not_changed() -> None:
    found = diff(
        loads(OLD), changed(("[permit if build]", "[build -> permit]"), ("Road", "Road  # a road")), "build"
    )
    assert found.changes == ()
    assert found.probability is not None
    assert found.probability[0] == found.probability[1]
    assert "The same outcomes hold as before." in str(found.tables()[1])


def test_lines_added_removed_and_changed() -> None:
    new = changed(
        ("0.8", "0.3"),
        (", not permit", ", permit"),
        ('["r#c1"]', '["r#c2"]'),
        ("[permit if build]", "[permit if build, build]"),
    )
    found = diff(loads(OLD), new, "build")
    said = {(one.what, one.key[2]): one.words for one in found.changes}
    assert set(said) == {
        ("removed", "not permit"),
        ("changed", "build"),
        ("added", "permit"),
        ("added", "build"),
    }
    assert said["changed", "build"] == "likelihood was 80%, is 30%; now cites r#c2; no longer cites r#c1"
    undone = {one.key: one.undone for one in found.changes}
    assert found.probability is not None
    assert undone["rule", "", "build"] == pytest.approx(winset.robustness(
        changed(("0.8", "0.3"), (", not permit", ", permit")), "build", "nash").holds("nash").best)  # fmt: skip


def test_a_statement_that_moves_is_told_and_not_those_it_passes() -> None:
    new = changed(
        (
            '{that: build, likelihood: 0.8, evidence: ["r#c1"]}, not permit',
            'not permit, {that: build, likelihood: 0.8, evidence: ["r#c1"]}',
        )
    )
    words = [one.words for one in diff(loads(OLD), new).changes]
    assert words == ["was number 1 of its party, is number 2", "was number 2 of its party, is number 1"]


def test_outcomes_are_the_same_when_a_rule_only_renumbers_them() -> None:
    old, new = (
        loads(OLD.replace("rules: [permit if build]", "")),
        loads(OLD.replace("permit if build", "permit or not permit")),
    )
    data = diff(old, new).to_dict()
    assert [one["what"] for one in data["lines"]] == ["added"]
    assert all(change == {"lost": [], "gained": []} for change in data["equilibria"].values())


WHOLE = """
winset: 1
title: Port
parties: {a: A, b: B, c: C}
options:
  a: {x: X, y: {name: Y, levels: [none, low, high], one_way: true}}
  b: {z: Z}
rules: [x if z]
status_quo: {x: yes}
preferences:
  a: {weights: {x: 2, "z": 1}}
  b: {ranking: [[z and x], [x, "y = low"], ["x or not x"]]}
  c: {one_of: [{likelihood: 0.3, statements: [x, z]}, {likelihood: 0.7, statements: [not x]}]}
coalitions: [[a, b]]
deal:
  between: [a, b]
  fallback: {a: {x: yes}, b: {x: yes}}
  red_lines: {b: [not (y = high)]}
  ratified_by: [{body: House, members: {p: 2, q: 1}, quota: 2, stands_for: {p: a, q: b}}]
target: z
"""


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        ("x: X,", "x: X, w: W,", ("option", "a", "W")),
        ("high], one_way: true}", "high]}", ("one way", "a", "Y")),
        ("[none, low, high]", "[none, low, high, top]", ("option", "a", "Y")),
        ("{z: Z}", "{z: {name: Z, likelihood: 0.4}}", ("option", "b", "Z")),
        ("status_quo: {x: yes}", "status_quo: {}", ("status quo", "", "x")),
        ('"z": 1', '"z": -1', ("weight", "a", "z")),
        ('{x: 2, "z": 1}', '{x: 2}', ("weight", "a", "z")),
        ("[[z and x], ", "[", ("statement", "b", "z and x")),
        ("[x, z]", "[z]", ("statement", "c alternative 1", "x")),
        ("likelihood: 0.3, statements: [x, z]}, {likelihood: 0.7", "likelihood: 0.9, statements: [x, z]}, {likelihood: 0.1",
         ("preference", "c", "as a whole")),
        ("[[a, b]]", "[[a, b], [a, c]]", ("coalition", "", "a, c")),
        ("between: [a, b]", "between: [a, b, c]", ("agreement", "", "whose consent it needs")),
        ("b: {x: yes}}", "b: {x: no}}", ("fallback", "b", "without agreement")),
        ("red_lines: {b: [not (y = high)]}", "red_lines: {}", ("red line", "b", "not y = high")),
        ("quota: 2", "quota: 3", ("body", "", "House")),
        ("target: z", "dependence: none\ntarget: z", ("case", "", "dependence")),
    ],
)  # fmt: skip
def test_every_kind_of_line_is_told_and_undone(was: str, now: str, key: tuple[str, str, str]) -> None:
    assert was in WHOLE
    old, new = loads(WHOLE), loads(WHOLE.replace(was, now))
    found = {one.key: one for one in diff(old, new, "z", "nash").changes}
    assert key in found
    before = winset.robustness(old, "z", "nash").holds("nash").best
    if len(found) == 1:
        (only,) = found.values()
        assert only.undone == pytest.approx(
            before
        )  # to undo the one change there is leads back to the old case


def test_a_removed_option_is_there_again_when_undone() -> None:
    old, new = loads(WHOLE.replace("x: X,", "x: X, w: W,")), loads(WHOLE)
    (change,) = diff(old, new, "z", "nash").changes
    assert (change.what, change.key) == ("removed", ("option", "a", "W"))
    assert change.undone == pytest.approx(winset.robustness(old, "z", "nash").holds("nash").best)


def test_graph_form_is_compared_by_its_moves_and_its_rankings() -> None:
    text = """
    winset: 1
    title: Graph
    parties: {a: A, b: B}
    outcomes: {1: one, 2: two, 3: three}
    moves: {a: {1: [2]}, b: {2: [3]}}
    preferences: {a: {outcomes: [[2], [1], [3]]}, b: {outcomes: [[3], [2], [1]]}}
    target: outcome = 3
    """
    old, new = (
        loads(text),
        loads(text.replace("a: {1: [2]}", "a: {1: [3]}").replace("[[2], [1], [3]]", "[[3], [1], [2]]")),
    )
    found = {one.key: one for one in diff(old, new, "outcome = 2", "nash").changes}
    assert {key[:2] for key in found} == {("moves", "a"), ("preference", "a")}
    assert found["preference", "a", "as a whole"].words == "ranking was 2; 1; 3, is 3; 1; 2"
    assert all(one.undone is not None for one in found.values())


def test_a_target_that_one_version_does_not_know_is_refused_naming_which() -> None:
    with pytest.raises(
        ArgumentError, match='the old version does not know the target: unknown option "permit"'
    ):
        diff(loads(WHOLE), loads(OLD), "permit")
