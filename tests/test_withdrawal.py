"""Withdrawal: what rests on a claim falls, as if it had been deleted from the file by hand."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import winset
from winset.analysis.stability import CONCEPTS, stability
from winset.analysis.withdrawal import withdraw
from winset.case.catalogue import names
from winset.case.files import load, loads
from winset.case.yaml.nodes import Source, plain
from winset.cli.program import run
from winset.errors import ArgumentError
from winset.show.brief.differing import difference

LIBRARY = Path(winset.__file__).parent / "library"


def claims_of(name: str) -> list[str]:
    case = winset.example(name)
    return [f"{one.id}#{claim.id}" for one in case.reports if one.ledger for claim in one.ledger.claims]


EVERY_CLAIM = [(name, claim) for name in names() for claim in claims_of(name)]


def rests_on(entry: Any, gone: set[str]) -> bool:
    """Whether an entry of a case file cites something, and all of it is gone."""
    if not isinstance(entry, dict) or "evidence" not in entry:
        return False
    cited = entry["evidence"] if isinstance(entry["evidence"], list) else [entry["evidence"]]
    return all(one in gone for one in cited)


def deleted(document: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """A case file after everything that rests on claims that are gone has been taken out by hand."""
    found = deepcopy(document)
    kept = [k for k, rule in enumerate(found.get("rules", [])) if not rests_on(rule, gone)]
    found["rules"] = [found["rules"][k] for k in kept]
    if costs := found.get("deal", {}).get("costs"):
        of_rules = {f"rule {new + 1}": costs.get(f"rule {old + 1}") for new, old in enumerate(kept)}
        others = {line: cost for line, cost in costs.items() if not line.startswith("rule ")}
        found["deal"]["costs"] = others | {line: cost for line, cost in of_rules.items() if cost is not None}
    for group in found.get("options", {}).values():
        for name, entry in group.items():
            if rests_on(entry, gone):
                levels = entry.get("levels", ["no", "yes"])
                stays = found["status_quo"].get(name, levels[0])
                found["rules"].append(f"{name} = {stays}")
                for fallback in found.get("deal", {}).get("fallback", {}).values():
                    fallback[name] = stays
    for want in found["preferences"].values():
        if "statements" in want:
            want["statements"] = [one for one in want["statements"] if not rests_on(one, gone)]
        if "weights" in want:
            want["weights"] = {key: one for key, one in want["weights"].items() if not rests_on(one, gone)}
    if bodies := found.get("deal", {}).get("ratified_by"):
        found["deal"]["ratified_by"] = [one for one in bodies if not rests_on(one, gone)]
    return found


def repeated(name: str, claim: str) -> set[str]:
    """A claim and those that repeat it."""
    report, _, own = claim.partition("#")
    ledger = next(one.ledger for one in winset.example(name).reports if one.id == report)
    assert ledger is not None
    return {claim} | {f"{report}#{one.id}" for one in ledger.claims if one.duplicates == own}


@pytest.mark.parametrize(("name", "claim"), EVERY_CLAIM, ids=str)
def test_withdrawing_a_claim_is_deleting_what_rests_on_it(name: str, claim: str) -> None:
    text = (LIBRARY / name / "case.yaml").read_text(encoding="utf-8")
    document: Any = plain(Source(text, "case.yaml").root)
    by_hand = loads(json.dumps(deleted(document, repeated(name, claim))))
    left = withdraw(winset.example(name), claim, concepts="nash").left
    assert [one.text for one in left.rules] == [one.text for one in by_hand.rules]
    assert left.preferences.keys() == by_hand.preferences.keys()
    assert len(left.deal.ratified_by if left.deal else ()) == len(
        by_hand.deal.ratified_by if by_hand.deal else ()
    )
    ours, theirs = stability(left), stability(by_hand)
    assert ours.question.game.digest == theirs.question.game.digest
    for concept in CONCEPTS:
        assert ours.equilibria[concept].tolist() == theirs.equilibria[concept].tolist()


def test_a_source_takes_with_it_what_rests_on_it_alone() -> None:
    case = winset.example("gaza-isf")
    found = withdraw(case, "davos: security sources", "troops", "nash")
    assert "clerics 1" in found.falls.fallen
    assert "pakistan 4" in found.falls.weakened
    assert "rule 3" not in (*found.falls.fallen, *found.falls.weakened)
    pair = found.target("nash")
    assert pair is not None
    assert pair[0].best != pair[1].best
    assert found.findings()["target_holds"]["nash"]["after"]["best"] == pair[1].best
    kept = next(
        one for want in found.left.preferences.values() for one in want.statements if one.id == "pakistan 4"
    )
    assert [str(one) for one in kept.evidence] == ["davos#c23"]


def test_a_report_takes_everything_it_alone_supports() -> None:
    found = withdraw(winset.example("bypass"), "gazette", "build", "nash")
    assert found.falls.weakened == ()
    assert {"permit", "rule 3", "council 3", "council 4", "builder 4"} == set(found.falls.fallen)


def test_a_likelihood_from_claims_is_taken_from_those_left(tmp_path: Path) -> None:
    text = "The road is likely to be built, says Ann Lee. It may be barred, says Bo Ray."
    claims = [
        {"id": "c1", "section": "body", "status": "forecast", "source": {"type": "named", "descriptor": "Ann Lee"},
         "content": [{"start": 0, "end": 8, "exact": "The road"}],
         "likelihood": {"low": 0.6, "best": 0.75, "high": 0.85, "scale": "judgement"}},
        {"id": "c2", "section": "body", "status": "forecast", "source": {"type": "named", "descriptor": "Bo Ray"},
         "content": [{"start": 46, "end": 48, "exact": "It"}],
         "likelihood": {"low": 0.2, "best": 0.4, "high": 0.6, "scale": "judgement"}},
    ]  # fmt: skip
    from winset.reading.ledger import text_sha256

    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    ledger = {"report": {"sha256": text_sha256(text), "chars": len(text)}, "claims": claims}
    (tmp_path / "news.claims.json").write_text(json.dumps(ledger), encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        "{winset: 1, title: Road, likelihood: from claims, reports: {news: news.txt}, parties: {a: A},"
        " options: {a: {build: Build, bar: Bar}}, preferences: {a: {statements: [build]}},"
        ' rules: [{that: build or bar, evidence: ["news#c1", "news#c2"]},'
        ' {that: not bar, likelihood: 1, evidence: "news#c2"}]}',
        encoding="utf-8",
    )
    case = load(tmp_path)
    likely = case.rules[0].likelihood
    assert likely is not None
    assert (likely.low, likely.best, likely.high, likely.word) == (0.2, 0.4, 0.6, "from claims")
    left = withdraw(case, "news#c2", concepts="nash").left
    assert left.rules[0].likelihood is not None
    assert left.rules[0].likelihood.best == 0.75
    assert [one.text for one in left.rules] == ["build or bar"]
    assert withdraw(case, "Ann Lee", concepts="nash").left.rules[0].likelihood.best == 0.4  # type: ignore[union-attr]


def test_what_falls_from_a_ranking_leaves_its_outcomes_to_the_last_tier() -> None:
    text = """{winset: 1, title: T, reports: {r: r.txt}, parties: {a: A}, options: {a: {x: X, y: Y}},
    preferences: {a: {ranking: [[x and y], [{that: x, evidence: ["r#c1"]}], [not x]]}}}"""
    left = withdraw(loads(text), "r#c1", concepts="nash").left
    ranks = left.game().ranks[0].tolist()
    assert ranks == [0, 0, 0, 1]  # nothing, x, y, both


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("davos#c77", r'report "davos" has no claim "c77" \(did you mean "c7"\?\)'),
        ("davs#c7", r'unknown report "davs" \(did you mean "davos"\?\)'),
        ("security sorces", r'nothing is known of "security sorces".*did you mean "davos: security sources"'),
    ],
)
def test_what_the_case_does_not_know_cannot_be_withdrawn(what: str, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        withdraw(winset.example("gaza-isf"), what)


def test_the_briefs_before_and_after_are_told_apart_sentence_by_sentence() -> None:
    case = winset.example("gaza-isf")
    left = withdraw(case, "davos#c8", concepts="nash").left
    found = difference(case, left)
    before, after = (" ".join(winset.brief(one).to_markdown().split()) for one in (case, left))
    plain = [one for one in found.sentences if one.section[0] in ("bottom", "standing")]
    assert plain
    for one in plain:
        assert (one.text in after) == one.now
        assert (one.text in before) == (not one.now)
    assert any(one.now and "“troops unpaid” (outcome 66)" in one.text for one in found.sentences)
    assert difference(case, case).sentences == ()
    back = difference(left, case)
    assert {(one.text, not one.now) for one in back.sentences} == {
        (one.text, one.now) for one in found.sentences
    }


def test_the_command_line_tells_what_the_brief_says_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["withdraw", "gaza-isf", "--claim", "davos#c8", "--brief"]) == 0
    text = capsys.readouterr().out
    assert "No longer" in text
    assert "“troops unpaid” (outcome 66)" in text
    assert run(["diff", "chicken", "chicken", "--brief"]) == 0
    assert "The brief says the same as before." in capsys.readouterr().out
