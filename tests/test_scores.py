"""Forecasts kept and scored: the definitions, the record's own consistency, the command, the picture."""

from __future__ import annotations

import json
import random
from math import inf, log
from pathlib import Path

import pytest

import winset
from winset.analysis.scoring import Scores, score
from winset.case.forecasts import Record, forecast, load, loads, resolution
from winset.cli.program import run
from winset.errors import ArgumentError, InputError, UndefinedError


def record(*given: tuple[float, bool | None]) -> Record:
    """Questions q0, q1, ... forecast on one day, resolved on the next unless nothing is known."""
    found = Record()
    for k, (probability, happened) in enumerate(given):
        found = found.added(forecast(f"q{k}", "2026-01-01", probability))
        if happened is not None:
            found = found.added(resolution(f"q{k}", "2026-01-02", happened))
    return found


def test_scores_are_what_their_definitions_say() -> None:
    found = score(record((0.8, True), (0.3, True), (0.1, False), (0.5, None)))
    assert found.brier == pytest.approx((0.04 + 0.49 + 0.01) / 3)
    assert found.logarithmic == pytest.approx(-(log(0.8) + log(0.3) + log(0.9)) / 3)
    assert found.base_rate == pytest.approx(2 / 3)
    assert [one.question for one in found.open] == ["q3"]


def test_an_even_chance_always_gets_a_quarter_and_the_logarithm_of_two() -> None:
    found = score(record(*((0.5, k % 3 == 0) for k in range(9))))
    assert found.brier == pytest.approx(0.25)
    assert found.logarithmic == pytest.approx(log(2))


@pytest.mark.parametrize("belief", [0.1, 0.37, 0.5, 0.9])
def test_both_scores_are_proper(belief: float) -> None:
    """Whoever expects an event with a probability expects the best score from forecasting just that."""

    def expected(said: float, name: str) -> float:
        yes, no = (getattr(score(record((said, came))), name) for came in (True, False))
        return belief * yes + (1 - belief) * no

    for name in ("brier", "logarithmic"):
        best = expected(belief, name)
        assert all(expected(said, name) > best for said in (0.05, 0.3, 0.6, 0.97) if said != belief)


def test_what_was_called_impossible_and_happened_costs_without_end() -> None:
    found = score(record((0.0, True)))
    assert (found.brier, found.logarithmic) == (1.0, inf)
    assert found.findings()["logarithmic"] is None
    assert "infinite" in str(found.table())
    json.dumps(found.to_dict(), allow_nan=False)


def test_the_last_forecast_on_a_question_counts() -> None:
    text = [
        {"question": "q", "on": "2026-01-03", "probability": 0.9},
        {"question": "q", "on": "2026-01-01", "probability": 0.2},
        {"question": "q", "on": "2026-01-04", "happened": True},
    ]
    found = score(loads("\n".join(json.dumps(line) for line in text)))
    assert found.brier == pytest.approx(0.01)


def test_calibration_accounts_for_every_question() -> None:
    rng = random.Random(5)
    given = [(round(rng.random(), 2), rng.random() < 0.4) for _ in range(60)]
    given += [(0.0, False), (1.0, True), (0.3, True), (0.7, False)]
    found = score(record(*given))
    assert sum(one.count for one in found.calibration) == len(given)
    for one in found.calibration:
        own = [(p, o) for p, o in given if one.low <= p < one.high or (p == 1 and one.high == 1)]
        assert one.count == len(own)
        assert one.mean == pytest.approx(sum(p for p, _ in own) / len(own))
        assert one.share == pytest.approx(sum(o for _, o in own) / len(own))


def test_a_record_reads_back_as_it_was_written(tmp_path: Path) -> None:
    made = record((0.25, True), (1, None)).added(forecast("why “so”?", "2026-02-01", 0.5, "abc", "troops"))
    (tmp_path / "r.jsonl").write_text(made.dumps(), encoding="utf-8")
    assert load(tmp_path / "r.jsonl") == made
    assert load(tmp_path / "none.jsonl") == Record()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nonsense", "r.jsonl:2: is not JSON"),
        ("[1]", "r.jsonl:2: each line is a mapping"),
        ('{"question": "q", "on": "2026-01-01"}', "either a probability or what happened"),
        (
            '{"question": "q", "on": "2026-01-01", "probability": 1.2}',
            "from 0 to 1, not 1.2 (write 70 percent as 0.7)",
        ),
        ('{"question": "q", "on": "2026-01-01", "probability": true}', "from 0 to 1, not True"),
        ('{"question": "q", "on": "2026-01-01", "probability": NaN}', "from 0 to 1, not nan"),
        ('{"question": "q", "on": "soon", "probability": 0.2}', "'soon' is not a day"),
        ('{"question": " ", "on": "2026-01-01", "probability": 0.2}', "needs a question"),
        ('{"on": "2026-01-01", "probability": 0.2}', '"question" is missing'),
        ('{"question": "q", "on": "2026-01-01", "probability": 0.2, "sure": 1}', 'unknown key "sure"'),
        ('{"question": "q", "on": "2026-01-01", "probability": 0.2, "case": 1}', '"case" is text'),
        ('{"question": "r", "on": "2026-01-01", "happened": true}', 'no forecast was made on "r"'),
        ('{"question": "past", "on": "2025-01-01", "happened": true}', "it was forecast on 2026-01-01"),
        ('{"question": "past", "on": "2026-01-01", "happened": "yes"}', "true or false, not 'yes'"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, says: str) -> None:
    good = '{"question": "past", "on": "2026-01-01", "probability": 0.2}'
    with pytest.raises(InputError) as error:
        loads(f"{good}\n{line}\n", "r.jsonl")
    assert says in str(error.value)
    assert error.value.problems[0].line == 2


def test_a_question_is_resolved_once() -> None:
    found = record((0.5, True))
    for line in (resolution("q0", "2026-01-03", False), forecast("q0", "2026-01-03", 0.9)):
        with pytest.raises(ArgumentError, match="was resolved on 2026-01-02"):
            found.added(line)


def test_the_command_keeps_a_record_and_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "r.jsonl")
    assert run(["score", "show", file]) == 1
    assert "begins it" in capsys.readouterr().err
    asked = ["--case", "bypass", "--target", "build", "-c", "seq", "--on", "2026-03-01"]
    assert run(["score", "add", file, "toll?", *asked]) == 0
    (kept,) = load(file).forecasts
    bypass = winset.example("bypass")
    assert kept.case == bypass.digest
    assert kept.probability == pytest.approx(winset.robustness(bypass, "build").holds("seq").best, abs=1e-4)
    assert run(["score", "resolve", file, "toll?", "yes", "--on", "2026-04-01"]) == 0
    assert run(["score", "resolve", file, "tol?", "no"]) == 2
    assert 'did you mean "toll?"' in capsys.readouterr().err
    assert run(["score", "show", file, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["resolved"] == 1
    assert shown["brier"] == pytest.approx((kept.probability - 1) ** 2)
    assert run(["score", "show", file, "-o", str(tmp_path / "c.svg")]) == 0
    assert b"<svg" in (tmp_path / "c.svg").read_bytes()


def test_a_forecast_needs_a_probability_from_somewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", "add", str(tmp_path / "r"), "q"]) == 2
    assert "give a --probability, or a --case" in capsys.readouterr().err
    assert run(["score", "add", str(tmp_path / "r"), "q", "--case", "elmira"]) == 2
    assert "the case names no target" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_nothing_resolved_is_nothing_to_draw() -> None:
    found = score(record((0.5, None)))
    assert isinstance(found, Scores)
    assert (found.brier, found.logarithmic, found.base_rate) == (None, None, None)
    with pytest.raises(UndefinedError, match="no question is resolved"):
        found.figure()
