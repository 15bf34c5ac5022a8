"""Short reports in many styles, each with what a careful reader finds in it, against what reading finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from winset.reading.ledger import Claim
from winset.reading.reading import Reading, read

FOLDER = Path(__file__).parent / "reports"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module", params=NAMES)
def report(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], Reading]:
    text = text_of(request.param)
    return text, expected(request.param), read(text)


def likeness(one: str, other: str) -> float:
    """Shared share of the words of two stretches of text."""
    a, b = (set(words.lower().replace('"', " ").replace("“", " ").split()) for words in (one, other))
    return len(a & b) / len(a | b) if a | b else 0.0


def said(claim: Claim) -> str:
    return " ".join(span.exact for span in claim.content)


def find(claims: list[Claim], content: str) -> Claim | None:
    best = max(claims, key=lambda claim: likeness(said(claim), content), default=None)
    return best if best is not None and likeness(said(best), content) >= 0.7 else None


def differences(claim: Claim, wanted: dict[str, Any]) -> list[str]:
    """Where a claim is not what was annotated."""
    found: dict[str, Any] = {
        "source": claim.source.span.exact if claim.source.span else None,
        "type": claim.source.type,
        "cue": claim.cue.exact if claim.cue else None,
        "section": claim.section,
        "quote": claim.quote,
        "polarity": claim.polarity,
        "status": claim.status,
        "commitment": claim.commitment,
        "hedges": {hedge.span.exact: hedge.kind for hedge in claim.hedges},
        "likelihood": [claim.likelihood.low, claim.likelihood.best, claim.likelihood.high]
        if claim.likelihood
        else None,
        "actors": list(claim.actors),
        "time": claim.time.value if claim.time else None,
        "holder": claim.holder.exact if claim.holder else None,
    }
    return [
        f"{key} of “{wanted['content']}”: {found[key]!r}, not {wanted[key]!r}"
        for key in wanted
        if key != "content" and found[key] != wanted[key]
    ]


def test_every_attributed_claim_is_found_with_its_source(report: tuple[str, dict[str, Any], Reading]) -> None:
    _, wanted, result = report
    attributed = [claim for claim in result.ledger.claims if claim.source.type != "outlet"]
    problems = []
    for entry in wanted["attributed"]:
        claim = find(attributed, entry["content"])
        problems += [f"not found: {entry['content']}"] if claim is None else differences(claim, entry)
    assert not problems, "\n".join(problems)


def test_nothing_else_is_attributed(report: tuple[str, dict[str, Any], Reading]) -> None:
    _, wanted, result = report
    contents = [entry["content"] for entry in wanted["attributed"]]
    extra = [
        said(claim)
        for claim in result.ledger.claims
        if claim.source.type != "outlet" and not any(likeness(said(claim), one) >= 0.7 for one in contents)
    ]
    assert not extra


def test_the_outlets_own_claims(report: tuple[str, dict[str, Any], Reading]) -> None:
    _, wanted, result = report
    own = [claim for claim in result.ledger.claims if claim.source.type == "outlet"]
    problems = []
    for entry in wanted["own"]:
        claim = find(own, entry["content"])
        problems += [f"not found: {entry['content']}"] if claim is None else differences(claim, entry)
    assert not problems, "\n".join(problems)


def test_parts_of_the_page(report: tuple[str, dict[str, Any], Reading]) -> None:
    text, wanted, result = report
    ledger = result.ledger
    assert ledger.report.headline is not None
    assert ledger.report.headline.exact == wanted["headline"]
    for key in ("outlet", "published", "updated", "byline"):
        if key in wanted:
            assert getattr(ledger.report, key) == wanted[key]
    outside = [text[s.start : s.end] for s in ledger.segments if s.kind in ("metadata", "boilerplate")]
    assert [words for words in wanted.get("furniture", []) if words not in outside] == []
    unread = [words for words in wanted.get("unread", []) if any(words in said(c) for c in ledger.claims)]
    assert unread == []


def test_headline_against_text(report: tuple[str, dict[str, Any], Reading]) -> None:
    _, wanted, result = report
    flagged = any(claim.stronger_than for claim in result.ledger.claims)
    assert flagged == wanted.get("headline_stronger", False)


def test_spans_are_exact_and_stay_out_of_the_furniture(report: tuple[str, dict[str, Any], Reading]) -> None:
    text, _, result = report
    assert result.ledger.disagreements(text) == []
    furniture = [s for s in result.ledger.segments if s.kind in ("metadata", "boilerplate")]
    for claim in result.ledger.claims:
        for span in claim.content:
            assert not [s for s in furniture if s.start < span.end and span.start < s.end]
