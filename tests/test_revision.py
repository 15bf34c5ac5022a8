"""Two versions of a case: the lines that changed, what follows from it, and which change made the difference."""

from __future__ import annotations

import pytest

import winset
from winset.analysis.revision import diff
from winset.case.files import loads

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
