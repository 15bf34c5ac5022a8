"""Ratings of sources and claims: two scales kept apart, only of what the case cites, and shown beside no likelihood."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

import winset
from winset.case.catalogue import folder_of
from winset.case.evidence.admiralty import CREDIBILITY, RELIABILITY
from winset.case.yaml.dumping import dump
from winset.errors import CaseError

RATED = """
ratings:
  sources:
    "davos: security sources":
      reliability: c
      since: 2026-01-10
      why: two of their last five claims were confirmed
      history: [{reliability: B, since: 2025-06-01}, D]
    CNN-News18: B
  claims: {davos#c7: 3, davos#c22: 1, davos#c8: 3}
"""


def rated(tmp_path: Path, text: str = RATED) -> Path:
    folder = tmp_path / "mine"
    copytree(folder_of("gaza-isf"), folder)
    file = folder / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return folder


def test_ratings_are_read_with_their_history_in_order(tmp_path: Path) -> None:
    case = winset.load(rated(tmp_path))
    assert case.ratings is not None
    assert [one.reliability for one in case.ratings.sources["davos: security sources"]] == ["D", "B", "C"]
    on = case.ratings.reliability
    days = (None, "2026-01-09", "2025-05-31")
    found = [on("davos: security sources", day) for day in days]
    assert [one.reliability for one in found if one] == ["C", "B", "D"]
    assert on("nobody") is None
    assert case.ratings.claims == {"davos#c7": 3, "davos#c22": 1, "davos#c8": 3}


def test_ratings_change_the_digest_and_survive_being_written_out(tmp_path: Path) -> None:
    case, bare = winset.load(rated(tmp_path)), winset.example("gaza-isf")
    assert case.digest != bare.digest
    assert winset.stability(case).findings() == winset.stability(bare).findings()
    (tmp_path / "mine" / "case.yaml").write_text(dump(case), encoding="utf-8")
    assert winset.load(tmp_path / "mine").ratings == case.ratings


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ratings: {sources: {Gazette: B}}", 'no line rests on a source "Gazette" (known: '),
        ("ratings: {claims: {davos#c77: 2}}", 'no line cites a claim "davos#c77" (did you mean "davos#c7"?)'),
        (
            "ratings: {sources: {CNN-News18: G}}",
            '"G" is no reliability of a source (A completely reliable; B',
        ),
        (
            "ratings: {claims: {davos#c7: 7}}",
            '"7" is no credibility of a claim (1 confirmed by other sources; 2',
        ),
        ("ratings: {claims: {davos#c7: yes}}", "is no credibility of a claim"),
        ("ratings: {sources: {CNN-News18: {reliability: B, since: soon}}}", '"soon" is not a date'),
    ],
)
def test_what_is_wrong_with_ratings_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CaseError) as error:
        winset.load(rated(tmp_path, f"\n{text}\n"))
    assert says in str(error.value)
    assert error.value.problems[0].line is not None


def test_the_brief_says_how_good_sources_are_apart_from_how_likely_anything_is(tmp_path: Path) -> None:
    text = " ".join(winset.brief(winset.load(rated(tmp_path))).to_text(200).split())
    assert "18 claims cited, on the word of two independent sources, one of them unnamed" in text
    assert "fairly reliable (C) since 10 January 2026; rated before D and B from 1 June 2025; two of" in text
    assert "CNN-News18: usually reliable (B)." in text
    assert "one confirmed by other sources (1), two possibly true (3) and 15 not rated" in text
    for sentence in text.split(". "):
        rating = any(words in sentence for words in (*RELIABILITY.values(), *CREDIBILITY.values()))
        assert not (rating and "%" in sentence), sentence


def test_without_ratings_nothing_is_said_of_them() -> None:
    text = winset.brief(winset.example("gaza-isf"), doubted=False).to_text(200)
    assert "reliab" not in text
