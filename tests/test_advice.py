"""Advice: deals, why-not and unlock told in sentences for every case, and what they must never say or leave out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import deal_models as slow
from winset.analysis.deals import deals
from winset.analysis.unlock import unlock
from winset.analysis.why_not import why_not
from winset.case import catalogue
from winset.cli.program import program
from winset.errors import ArgumentError, UndefinedError
from winset.show.advice.telling import told
from winset.show.brief.content import Brief

seeds = st.integers(0, 10**9)


def assert_reads_well(page: Brief | None) -> None:
    assert page is not None
    text = page.to_text(100)
    assert page.bottom_line
    assert not re.search(
        r"\b(None(?! of)|nan|True|False|refusal \w+|instability \w+)\b|\{|\}|\.\.|  \.", text
    ), text
    for form in (page.to_markdown(), page.to_html()):
        assert page.title in form or "&" in form


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_every_generated_case_is_told(seed: int) -> None:
    case = slow.generate(seed)
    assert_reads_well(told(deals(case)))
    text = slow.formula(slow.random.Random(seed), {option.id: option.levels for option in case.options})
    for hold in ("seq", None):
        try:
            answers = unlock(case, text, hold=hold), why_not(case, text, hold=hold)
        except ArgumentError:
            return
        for answer in answers:
            assert_reads_well(told(answer))
            json.dumps(answer.to_dict())
            assert answer.tables()[0].title


@pytest.mark.parametrize("name", catalogue.names())
def test_every_bundled_case_is_told(name: str) -> None:
    case = catalogue.example(name)
    if case.deal is None and not case.status_quo:
        with pytest.raises(UndefinedError, match="status_quo"):
            deals(case)
    else:
        assert_reads_well(told(deals(case)))


def run(*arguments: str) -> str:
    result = CliRunner().invoke(program, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_force_is_told_as_advice() -> None:
    text = " ".join(run("deals", "gaza-isf").split())
    assert "Four packages of the 240 possible outcomes could be agreed" in text
    assert "One of them would hold: “the full package” (outcome 72)" in text
    assert "fail in Parliament of Pakistan: whoever signed could not deliver (involuntary defection)" in text
    assert "could do better by taking up “Bring followers onto the streets”" in text


def test_an_open_target_says_what_it_takes_and_what_would_not_last() -> None:
    text = " ".join(run("unlock", "gaza-isf", "--target", "troops != none").split())
    assert "can be had as things stand: one such outcome could be agreed and would hold" in text
    assert "It takes" in text
    assert "“Send troops” at “support”" in text
    assert "Three others could be agreed but would not last" in text


def test_a_closed_target_names_the_least_with_lines_and_claims() -> None:
    text = " ".join(run("unlock", "gaza-isf", "--target", "troops = combat", "--hold", "none").split())
    assert "The least that would do: Pakistan's leadership would have to accept" in text
    assert re.search(r"pakistan 1 \(line \d+\)", text)
    assert "davos#c25" in text
    text = " ".join(run("why-not", "gaza-isf", "--target", "troops = combat", "--hold", "none").split())
    assert "One thing alone keeps it out: Pakistan's leadership would refuse, because it wants" in text


def test_the_same_answers_as_data() -> None:
    data = json.loads(run("unlock", "gaza-isf", "--target", "troops = combat", "--json"))
    assert list(data)[:2] == ["winset", "case"]
    assert data["unlocking"]["complete"] is True
    assert {"elements", "cost", "outcomes", "example"} == set(data["sets"][0])
    data = json.loads(run("deals", "bypass", "--json"))
    assert data["zone"]["size"] == len(data["zone"]["outcomes"])
    assert run("deals", "gaza-isf", "--csv").splitlines()[1].startswith("72 the full package,yes,yes")


def test_costs_come_from_the_command_line() -> None:
    dear = "refusal parliament=9"
    data = json.loads(run("unlock", "gaza-isf", "--target", "troops = combat", "--cost", dear, "--json"))
    assert data["sets"][-1]["cost"] == 11
    assert "refusal parliament" in data["sets"][-1]["elements"]


def test_power_of_a_body_and_of_a_case() -> None:
    data = json.loads(
        run("power", "-m", "a=4,1", "-m", "b=3,1", "-m", "c=2,1", "-q", "6", "-q", "2", "--json")
    )
    assert data["shapley_shubik"] == {"a": "2/3", "b": "1/6", "c": "1/6"}
    assert json.loads(run("power", "bypass", "--json"))["deciding"].keys() == {"north", "south", "east"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unlock", "gaza-isf", "--target", "troops and not troops"], "nothing to unlock"),
        (["unlock", "gaza-isf", "--target", "trops"], 'did you mean "troops"?'),
        (["unlock", "gaza-isf", "--target", "troops", "--cost", "rule 2"], "is not NAME=NUMBER"),
        (["unlock", "gaza-isf", "--target", "troops", "--cost", "rule 9=2"], 'no element "rule 9"'),
        (["why-not", "gaza-isf", "--target", "troops", "--hold", "sec"], "unknown concept"),
        (["power"], "give either a CASE or the members"),
        (["power", "-m", "a=x"], "is not a number"),
        (["deals", "gaza-isf", "--weight", "clerics=2"], "no seat at the table"),
        (["power", "elmira"], "names no body that ratifies"),
        (["power", "chicken"], "names no body that ratifies"),
        (["power", "-m", "a=1", "-m", "a=2"], 'member "a" is given more than once'),
        (["deals", "gaza-isf", "--weight", "us=-1"], 'the bargaining weight of "us" is -1'),
    ],
)
def test_wrong_usage_is_one_clear_error(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from winset.cli.program import run as run_program

    assert run_program(arguments) in (1, 2)
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_thresholds_are_told_in_votes_and_counts_read_as_sentences() -> None:
    text = " ".join(run("deals", "bypass").split())
    assert "Five, if Referendum did not have to carry it by 6 of 9 votes." in text
    assert "Four, if rule 2 did not apply (“toll only if build”)." in text
    assert (
        "One outcome cannot be bettered for everyone at the table at once (the unanimity core); it could not"
        in text
    )
    assert "Two outcomes could be agreed as things stand, leaving things as they are among them." in text
    text = " ".join(run("deals", "gaza-isf").split())
    assert "if Parliament of Pakistan did not have to carry it." in text
    assert (
        "The greatest obstacle to more is that Washington would refuse what is worse than its fallback"
        in text
    )
    assert "“the package unexplained at home” (outcomes 57 and 69)" in text


RED = """\
winset: 1
title: Red
parties: {a: A, b: B}
options: {a: {x: X}, b: {y: Y, z: Z}}
status_quo: {}
preferences:
  a: {statements: [not y, x]}
  b: {statements: [y]}
deal:
  red_lines: {a: [x]}
  must_gain: [b]
"""


def test_a_red_line_and_a_refusal_of_one_party_each_have_their_own_reason(tmp_path: Path) -> None:
    case = tmp_path / "red.yaml"
    case.write_text(RED)
    text = " ".join(run("why-not", str(case), "--target", "y and not x").split())
    assert "it would cross a red line of A: “X”;" in text
    assert "A would refuse, because it does not want “Y”;" in text
    assert "A would leave it, since it would gain by taking up “X”" in text
    text = " ".join(run("unlock", str(case), "--target", "y and not x", "--hold", "none").split())
    assert "A would have to give up a red line: “X”" in text
    assert "A would have to accept what it ranks below its fallback, although it does not want “Y”" in text
    text = " ".join(run("deals", str(case)).split())
    assert "B would refuse what is no better than its fallback" in text
