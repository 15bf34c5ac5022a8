"""Spans found again in a changed text; a new reading taken into a reviewed ledger."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from winset.reading.ledger import Ledger
from winset.reading.reading import read
from winset.reading.revision import merge, relocate, update

TEXT = (
    "Talks failed on Monday, the minister said. The operator wants a higher price. "
    "Services will stop in May. Two officials said a deal is likely."
)


def with_claims(ledger: Ledger, **changes: str) -> Ledger:
    """A ledger with the review state of some claims changed."""
    claims = tuple(
        replace(claim, review=changes[claim.id]) if claim.id in changes else claim  # type: ignore[arg-type]
        for claim in ledger.claims
    )
    return replace(ledger, claims=claims)


def test_spans_are_found_again_by_their_words() -> None:
    ledger = read(TEXT).ledger
    changed = "UPDATED 10:00\n\n" + TEXT.replace("Services will stop in May. ", "")
    revision = relocate(ledger, changed)
    assert revision.ledger.disagreements(changed) == []
    assert [claim.words for claim in revision.lost] == ["Services will stop in May"]
    assert len(revision.ledger.claims) == len(ledger.claims) - 1


def test_typographic_changes_lose_nothing() -> None:
    text = '"We won\'t sign," the minister said.'
    changed = "Late.  \u201cWe won\u2019t sign,\u201d the minister said."
    revision = relocate(read(text).ledger, changed)
    assert revision.lost == ()
    assert revision.ledger.disagreements(changed) == []
    assert revision.ledger.claims[0].words == "We won\u2019t sign"


def test_the_nearest_of_repeated_words_is_taken() -> None:
    text = "Talks failed. Talks failed."
    ledger = read(text).ledger
    starts = [claim.content[0].start for claim in relocate(ledger, "So: " + text).ledger.claims]
    assert starts == [claim.content[0].start + 4 for claim in ledger.claims]


def test_reading_again_keeps_ids_and_what_was_touched() -> None:
    fresh = read(TEXT).ledger
    reviewed = with_claims(fresh, c1="confirmed", c2="rejected")
    merged = merge(reviewed, fresh)
    assert merged == reviewed


def test_an_edited_claim_is_not_read_a_second_time() -> None:
    fresh = read(TEXT).ledger
    edited = replace(fresh["c3"], status="unresolved", review="edited", actors=("Varn Lines",))
    reviewed = replace(fresh, claims=tuple(edited if one.id == "c3" else one for one in fresh.claims))
    merged = merge(reviewed, fresh)
    assert merged["c3"] == edited
    assert len(merged.claims) == len(fresh.claims)


def test_new_claims_get_new_ids() -> None:
    fresh = read(TEXT).ledger
    reviewed = replace(fresh, claims=tuple(one for one in fresh.claims if one.id != "c2"))
    merged = merge(reviewed, fresh)
    assert [claim.id for claim in merged.claims] == ["c1", f"c{len(fresh.claims) + 1}", "c3", "c4"]


def test_a_touched_claim_whose_words_are_gone_is_given_back() -> None:
    reviewed = with_claims(read(TEXT).ledger, c1="confirmed")
    changed = TEXT.replace("Talks failed on Monday, the minister said. ", "")
    revision = update(reviewed, read(changed).ledger, changed)
    assert [claim.id for claim in revision.lost] == ["c1"]
    assert revision.ledger.disagreements(changed) == []


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(0, len(TEXT)))
def test_whatever_is_put_in_spans_stay_exact(words: str, at: int) -> None:
    changed = TEXT[:at] + words + TEXT[at:]
    ledger = read(TEXT).ledger
    revision = relocate(ledger, changed)
    assert revision.ledger.disagreements(changed) == []
    assert len(revision.lost) + len(revision.ledger.claims) == len(ledger.claims)
