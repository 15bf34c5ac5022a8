"""What holds for every text whatever.

Exact spans, furniture apart, the same bytes again, time in step with length.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.reading.ledger import Ledger
from winset.reading.reading import read
from winset.reading.segments import blocks
from winset.reading.tokens import tokenize

SHARED = Path(__file__).parents[2] / "shared"
WORDS = [
    "The",
    "minister",
    "said",
    "that",
    "talks",
    "had",
    "failed",
    ",",
    "Smith",
    "told",
    "reporters",
    ":",
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "''",
    ".",
    "?",
    "!",
    "…",
    "(",
    ")",
    "—",
    "-",
    ";",
    "according",
    "to",
    "sources",
    "who",
    "which",
    "will",
    "may",
    "is",
    "expected",
    "to",
    "wants",
    "refuses",
    "not",
    "no",
    "claim",
    "plan",
    "while",
    "and",
    "but",
    "U.S.",
    "Mr.",
    "Ana:",
    "Iran",
    "Tehran",
    "4,000",
    "on",
    "Tuesday",
    "in",
    "May",
    "2026",
    "By",
    "Last",
    "Updated:",
    "Read",
    "More",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\x85",
    "\xa0",
    "been",
    "had",
    "if",
    "adding",
    "saying",
    "denied",
    "it",
    "he",
]
prose = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
letters = st.text(alphabet=st.characters(), max_size=400)


def check(text: str) -> None:
    """Every invariant of one text."""
    ledger = read(text).ledger
    assert ledger.disagreements(text) == []
    furniture = [(s.start, s.end) for s in ledger.segments if s.kind in ("metadata", "boilerplate")]
    for claim in ledger.claims:
        assert claim.content
        for span in claim.content:
            assert span.start < span.end
            assert not any(start < span.end and span.start < end for start, end in furniture)
    for one, other in pairwise(ledger.segments):
        assert one.end <= other.start
    written = json.dumps(ledger.to_dict())
    assert json.dumps(read(text).ledger.to_dict()) == written
    if not any("\ud800" <= character <= "\udfff" for character in text):  # JSON files hold whole characters
        assert Ledger.from_dict(json.loads(written)) == ledger


@given(prose)
@settings(max_examples=120, deadline=None)
def test_invariants_of_made_up_prose(text: str) -> None:
    check(text)


@given(letters)
@settings(max_examples=120, deadline=None)
def test_invariants_of_any_text(text: str) -> None:
    check(text)


@given(st.one_of(prose, letters))
@settings(max_examples=100, deadline=None)
def test_tokens_hold_every_character_that_is_not_white_space(text: str) -> None:
    tokens = tokenize(text)
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {k for start, end in spans for k in range(start, end)}
    assert {k for k, character in enumerate(text) if not character.isspace()} <= covered


@given(st.one_of(prose, letters))
@settings(max_examples=100, deadline=None)
def test_parts_of_a_page_do_not_overlap_and_leave_nothing_out(text: str) -> None:
    parts = blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    held = "".join(text[part.start : part.end] for part in parts)
    assert "".join(held.split()) == "".join(text.split())


HARD = {
    "quotation marks": '"',
    "opening marks": "“",
    "apostrophes": "'",
    "quoted letters": '"a ',
    "commas": ",",
    "stops": "A.",
    "brackets": "(",
    "one word": "x",
    "lines": "a\n",
    "speakers": "Ann: yes\n",
    "cues": "Smith said that ",
    "relative clauses": "who said, ",
    "sections": "News ",
    "datelines": "PORT ELSIN ",
    "dates": "May 4, 2020 ",
    "possessives": "'s ",
    "combined letters": "e\u0301",
}


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD.keys())
def test_work_is_in_step_with_length(unit: str) -> None:
    """Eight times the text takes about eight times the calls; no clock is asked."""

    def calls(size: int) -> int:
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        text = unit * (size // len(unit))
        sys.setprofile(count)
        try:
            read(text)
        finally:
            sys.setprofile(None)
        return counted

    read(unit)  # what is loaded once is loaded before counting
    assert calls(32_000) < 10 * calls(4_000)


def test_a_megabyte_of_quotation_marks_returns() -> None:
    assert read('"' * 1_000_000).ledger.claims == ()


def test_deep_nesting_does_not_reach_the_recursion_limit() -> None:
    assert read("(" * (sys.getrecursionlimit() * 5)).ledger.claims == ()


@pytest.mark.skipif(not (SHARED / "yardsticks").exists(), reason="the yardstick's articles are not here")
def test_invariants_of_the_yardsticks_articles() -> None:
    texts = sorted((SHARED / "yardsticks").rglob("*.txt"))
    assert texts
    for path in texts:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        ledger = read(text).ledger
        assert ledger.disagreements(text) == []
        furniture = [s for s in ledger.segments if s.kind in ("metadata", "boilerplate")]
        for claim in ledger.claims:
            for span in claim.content:
                assert not [s for s in furniture if s.start < span.end and span.start < s.end]
