"""A report as it was pasted from a news page: every claim found, the page's furniture left out."""

from __future__ import annotations

from pathlib import Path

import pytest

import winset
from winset.reading.ledger import Claim, Ledger

PATH = Path(__file__).parents[2] / "shared" / "reports" / "davos-2026-01-22.txt"
pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the news report is not here")


@pytest.fixture(scope="module")
def text() -> str:
    with PATH.open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.fixture(scope="module")
def ledger(text: str) -> Ledger:
    result: Ledger = winset.read(text).ledger
    return result


def about(ledger: Ledger, *words: str) -> Claim:
    """The one claim of the body that holds all of `words`, and is shortest."""
    found = [c for c in ledger.claims if c.section == "body" and all(word in c.words for word in words)]
    assert found, f"no claim about {words}"
    return min(found, key=lambda claim: len(claim.words))


def test_the_page_says_when_and_whose_it_is(ledger: Ledger) -> None:
    assert ledger.report.published == ledger.report.updated == "2026-01-22T10:27:00+05:30"
    assert ledger.report.outlet == "CNN-News18"


def test_every_part_of_the_page_is_what_it_is(text: str, ledger: Ledger) -> None:
    kinds = [segment.kind for segment in ledger.segments]
    assert (kinds.count("headline"), kinds.count("deck"), kinds.count("caption"), kinds.count("body")) == (
        1,
        1,
        1,
        7,
    )
    headline = ledger.report.headline
    assert headline is not None
    assert headline.exact.startswith("Pakistan Set To")  # and not with the breadcrumb glued to it
    outside = [text[s.start : s.end] for s in ledger.segments if s.kind in ("metadata", "boilerplate")]
    for words in ("Last Updated", "First Published", "Disclaimer", "Read More", "1 hour ago", "News world"):
        assert any(part.startswith(words) for part in outside), words


def test_spans_are_exact_and_stay_out_of_the_furniture(text: str, ledger: Ledger) -> None:
    assert ledger.disagreements(text) == []
    for claim in ledger.claims:
        for span in claim.content:
            assert not [
                s
                for s in ledger.segments
                if s.kind in ("metadata", "boilerplate") and s.start < span.end and span.start < s.end
            ]


def test_every_sentence_of_the_body_is_claimed(text: str, ledger: Ledger) -> None:
    """Nearly all letters of the body are content, source or cue of a claim."""
    body = {
        k for s in ledger.segments if s.kind == "body" for k in range(s.start, s.end) if text[k].isalpha()
    }
    held: set[int] = set()
    for claim in ledger.claims:
        for span in (*claim.content, claim.source.span, claim.cue):
            if span is not None:
                held.update(range(span.start, span.end))
    assert len(body & held) > 0.96 * len(body)


def test_unnamed_sources_are_one_source(ledger: Ledger) -> None:
    unnamed = [claim for claim in ledger.claims if "source" in (claim.source.descriptor or "")]
    assert len(unnamed) == 8
    assert {claim.source.type for claim in unnamed} == {"anonymous"}
    assert len({claim.source.id for claim in unnamed}) == 1


def test_passives_without_an_agent_are_the_outlets(ledger: Ledger) -> None:
    expected = [
        claim
        for claim in ledger.claims
        if claim.section == "body"
        and any(
            "expected to" in hedge.span.exact and hedge.span.exact.startswith(("is", "are"))
            for hedge in claim.hedges
        )
    ]
    assert len(expected) == 3
    assert all(claim.source.type == "outlet" and claim.source.span is None for claim in expected)
    assert all(claim.likelihood is not None and claim.likelihood.best == 0.8 for claim in expected)


def test_statuses_and_commitment(ledger: Ledger) -> None:
    joining = about(ledger, "partially agreed")
    assert (joining.commitment, joining.status, joining.source.type) == (
        "agreed_in_principle",
        "done",
        "anonymous",
    )
    assert {hedge.kind for hedge in joining.hedges} == {"approximator", "limiter"}
    assert about(ledger, "troops remains").status == "unresolved"
    assert about(ledger, "recognise").polarity == "negative"
    assert about(ledger, "passports").polarity == "negative"
    assert about(ledger, "already reached").status == "done"
    assert about(ledger, "scheduled to meet").status == "planned"
    assert about(ledger, "likely to seek").status == "forecast"
    assert about(ledger, "parliamentary approval").status == "conditional"
    assert about(ledger, "significant shift").source.type == "outlet"
    wish = about(ledger, "clarity on")
    assert wish.holder is not None
    assert (wish.holder.exact, wish.status) == ("Islamabad", "demanded")


def test_one_actor_has_one_name(ledger: Ledger) -> None:
    assert about(ledger, "leadership role").actors[0] == "Pakistan"
    assert "United States" in about(ledger, "likely to seek").actors
    assert about(ledger, "already reached").actors[0] == "Asim Munir"


def test_the_stand_first_repeats_the_body(ledger: Ledger) -> None:
    [deck] = [claim for claim in ledger.claims if claim.section == "deck"]
    assert deck.duplicates is not None
    assert ledger[deck.duplicates].section == "body"


def test_the_headline_says_more_than_the_text(ledger: Ledger) -> None:
    flagged = [claim for claim in ledger.claims if claim.stronger_than]
    assert [claim.section for claim in flagged] == ["headline"]
    assert ledger[str(flagged[0].stronger_than)].commitment == "agreed_in_principle"
