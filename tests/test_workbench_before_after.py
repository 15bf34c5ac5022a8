"""What the page says of a case before and after: the analyses' own answers, and changes of the file that mean the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

import winset
from winset.analysis.withdrawal import Holding, holding, withdraw
from winset.case import catalogue
from winset.case.changing.edits import found
from winset.case.evidence.withdrawal import evidence_of, sources
from winset.case.files import check_text
from winset.case.model import Case
from winset.case.uncertain.uncertainty import elements
from winset.workbench.before_after import differing, steps_without, withdrawing
from winset.workbench.places import path_of
from winset.workbench.questions import unlocking
from winset.workbench.versions.contents import data_of
from winset.workbench.versions.desk import Desk
from winset.workbench.versions.trying import tried

CITING = ("bypass", "gaza-isf")


def everything(name: str) -> list[str]:
    """Every claim, source and report that a case cites."""
    case = winset.example(name)
    claims = [str(one) for one in evidence_of(case) if one.claim]
    return [*claims, *(one.id for one in sources(case)), *(report.id for report in case.reports)]


def read(name: str, text: str) -> Case:
    desk = Desk.open(catalogue.folder_of(name))
    beside = {file: one for file, one in desk.kept.items() if file != desk.file}
    check = check_text(text, desk.folder / desk.file, None, beside)
    assert check.case is not None, check
    return check.case


def quiet(done: int, total: int) -> None:
    assert done <= total


def equilibria(held: Holding) -> dict[str, set[tuple[tuple[str, str], ...]]]:
    return {concept: set(own) for concept, own in held.equilibria.items()}


@pytest.mark.parametrize("name", CITING)
def test_the_file_without_something_is_the_case_that_the_analysis_leaves(name: str) -> None:
    case, text, tries = replace(winset.example(name), target=None), catalogue.text_of(name), 0
    for what in everything(name):
        expected = withdraw(case, what, concepts=("nash", "seq"))
        steps = steps_without(expected)
        if steps is None:
            continue
        changed = read(name, tried(text, steps))
        assert equilibria(holding(changed, ("nash", "seq"))) == equilibria(expected.holding[1]), what
        gone = {str(one) for one in evidence_of(case)} - {str(one) for one in evidence_of(expected.left)}
        assert not gone & {str(one) for one in evidence_of(changed)}
        tries += 1
    assert tries > 4


def test_what_falls_is_told_as_the_analysis_tells_it() -> None:
    case = winset.example("bypass")
    told, expected = withdrawing(case, "gazette#c6", quiet), withdraw(case, "gazette#c6")
    assert told["fallen"] == list(expected.falls.fallen) == ["rule 3", "council 4"]
    assert told["weakened"] == list(expected.falls.weakened)
    rows = [[tuple(row) for row in one["rows"]] for one in told["tables"]]
    assert sorted(rows) == sorted(list(table.rows) for table in expected.tables())


def test_versions_are_compared_as_on_the_command_line() -> None:
    old, text = winset.example("bypass"), catalogue.text_of("bypass")
    new = read("bypass", tried(text, [{"do": "out", "path": ["rules", 2]}]))
    told, expected = differing(old, new, "the file", quiet), winset.diff(old, new)
    assert [[tuple(row) for row in one["rows"]] for one in told["tables"]] == [
        list(table.rows) for table in expected.tables()
    ]
    assert told["tables"][0]["rows"][0][0] == "removed"
    assert told["with"] == "the file"


@pytest.mark.parametrize("name", catalogue.names())
def test_a_path_leads_to_the_line_it_is_of(name: str) -> None:
    case, data = winset.example(name), data_of(catalogue.text_of(name))
    for one in [*(element.line for element in elements(case)), *case.parties]:
        path = path_of(case, one.id)
        if path is None or path[-1] == "one_way":
            continue
        entry = found(data, path)
        words = getattr(one, "text", None)
        if words is not None and path[0] in ("rules", "preferences") and path[2:3] != ("weights",):
            assert str(entry["that"] if isinstance(entry, dict) else entry) == words
    assert path_of(case, "no such line 1") is None


TARGETS = [
    ("bypass", "build and toll = high"),
    ("bypass", "build and toll = low and not protest"),
    ("cuba-1962", "blockade and not (strike or withdraw or escalate)"),
    ("elmira", "outcome = 8"),
    ("elmira", "outcome = 3"),
    ("gaza-isf", "not agree"),
]


@pytest.mark.parametrize(("name", "target"), TARGETS)
def test_what_would_unlock_a_target_does_when_it_is_tried(name: str, target: str) -> None:
    """Statements, weights, rankings and orders of outcomes are each changed so that nothing keeps the target out."""
    case = winset.example(name)
    assert winset.why_not(case, target).told
    rows = [row for row in unlocking(case, target)["rows"] if row["try"]]
    assert rows
    for row in rows[:3]:
        changed = read(name, tried(catalogue.text_of(name), row["try"]))
        assert not winset.why_not(changed, target).told, row["try_words"]
