"""Ledgers of claims as JSON: what is written reads back the same; what is wrong is named by its path."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from winset.errors import ReportError
from winset.reading.ledger import (
    Claim,
    ClaimLikelihood,
    Hedge,
    Ledger,
    ReportFacts,
    Segment,
    Source,
    Span,
    Time,
    text_sha256,
)

TEXT = "Officials said on Friday that the road may open — late."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


FULL = Ledger(
    ReportFacts(
        text_sha256(TEXT), len(TEXT), span("Officials"), "Gazette", "2026-02-27T08:00:00+05:00", None, "A. B."
    ),
    (Segment("body", 0, len(TEXT)),),
    (
        Claim(
            id="c1",
            section="body",
            content=(span("the road"), span("open")),
            source=Source("anonymous", span("Officials"), "officials"),
            status="forecast",
            cue=span("said"),
            quote="mixed",
            polarity="negative",
            commitment="agreed_in_principle",
            hedges=(Hedge(span("may"), "epistemic"),),
            likelihood=ClaimLikelihood(0.2, 0.4, 0.6, "measured"),
            actors=("officials",),
            time=Time(span("Friday"), "2026-02-27"),
            review="confirmed",
        ),
        Claim("c2", "body", (span("the road"),), Source("outlet"), "done", duplicates="c1"),
    ),
)


def data(**changes: Any) -> dict[str, Any]:
    """The ledger as JSON would give it, with changes in its first claim."""
    content: dict[str, Any] = json.loads(json.dumps(FULL.to_dict()))
    content["claims"][0] |= changes
    return content


def test_a_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    assert Ledger.from_dict(data()) == FULL
    file = tmp_path / "x.claims.json"
    file.write_text(json.dumps({"winset": "0.1.0", **FULL.to_dict()}), encoding="utf-8")
    assert Ledger.load(file) == FULL
    assert FULL.disagreements(TEXT) == []


def test_a_claim_is_written_in_the_order_of_its_story() -> None:
    told = "id section content source cue quote polarity status commitment hedges likelihood actors time"
    assert [key for key in FULL.to_dict()["claims"][0] if key in told.split()] == told.split()


def test_what_may_be_absent_may_be_left_out() -> None:
    least = {"id": "c1", "section": "body", "content": [], "source": {"type": "outlet"}, "status": "done"}
    ledger = Ledger.from_dict({"report": {"sha256": "0", "chars": 0}, "claims": [least]})
    assert ledger["c1"] == Claim("c1", "body", (), Source("outlet"), "done")


WRONG = [
    (
        {"status": "planed"},
        "claims[0].status: 'planed' is none of done, ongoing, planned",
        'did you mean "planned"?',
    ),
    ({"content": {"start": 1}}, "claims[0].content: a list is needed"),
    (
        {"content": [{"start": 1, "end": "2", "exact": "x"}]},
        "claims[0].content[0].end: a whole number is needed",
    ),
    (
        {"content": [{"start": 0, "end": True, "exact": "x"}]},
        "claims[0].content[0].end: a whole number is needed",
    ),
    ({"source": None}, "claims[0].source: an object is needed"),
    (
        {"source": {"typ": "outlet"}},
        'claims[0].source: unknown key "typ" (did you mean "type"?)',
        '"type" is missing',
    ),
    ({"id": 3}, "claims[0].id: text is needed"),
    ({"id": "c2"}, 'claim id "c2" is used 2 times'),
    ({"duplicates": "c9"}, 'claims[0]: duplicates "c9", which is no claim here'),
    (
        {"likelihood": {"low": 0.5, "best": 0.4, "high": 0.6, "scale": "x"}},
        "claims[0]: likelihood needs 0 <= low",
    ),
    (
        {"likelihood": {"low": 0.5, "best": float("nan"), "high": 0.6, "scale": "x"}},
        "likelihood needs 0 <= low",
    ),
    ({"content": [{"start": 5, "end": 7, "exact": "abc"}]}, 'claims[0]: "abc" cannot be characters 5 to 7'),
    ({"content": [{"start": 50, "end": 70, "exact": "a" * 20}]}, "cannot be characters 50 to 70"),
    ({"content": [{"start": -2, "end": 0, "exact": "ab"}]}, "cannot be characters -2 to 0"),
    ({"actors": ["\ud800"]}, "claims[0].actors[0]: text is needed"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[1])
def test_what_is_wrong_is_named_by_its_path(case: tuple[Any, ...]) -> None:
    changes, *messages = case
    with pytest.raises(ReportError) as error:
        Ledger.from_dict(data(**changes), "x.claims.json")
    assert all(message in str(error.value) for message in messages)
    assert all(problem.file == "x.claims.json" for problem in error.value.problems)


def test_another_text_is_not_the_ledgers_report() -> None:
    assert FULL.disagreements(TEXT + " ") == ["it was made from another text: the sha256 is not the same"]
    moved = Ledger(ReportFacts(text_sha256("x" + TEXT), len(TEXT) + 1), (), FULL.claims)
    assert 'the report does not say "the road" from character 30' in moved.disagreements("x" + TEXT)


FILES = [
    (b"{", "x.json:1:2: not JSON"),
    (b'{"report": {"sha256": 1, "sha256": 2}}', 'duplicate key "sha256"'),
    (b"\xff{}", "not UTF-8 text"),
    (b"[" * 1_000_000, "nested too deeply"),
    (b'{"report": {"chars": 1' + b"0" * 5000 + b"}}", "a number has too many digits"),
    (b"[]", "an object is needed"),
    (b"null", "an object is needed"),
]


@pytest.mark.parametrize(("content", "message"), FILES, ids=[message for _, message in FILES])
def test_files_that_are_not_ledgers(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    start = time.process_time()
    with pytest.raises(ReportError) as error:
        Ledger.load(file)
    assert message in str(error.value)
    assert time.process_time() - start < 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read: No such file"):
        Ledger.load(tmp_path / "x.json")
