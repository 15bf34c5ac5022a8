"""What a new report's claims mean for a case: sentences of our own, held against others, against options and wishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from winset.analysis.revising.bearing import Bearing, bearings
from winset.analysis.revising.matter import content
from winset.analysis.revision import diff
from winset.case.files import loads
from winset.case.model import Case, Report
from winset.reading.reading import read

CASE = """
winset: 1
title: The harbour
reports: {old: {file: old.txt, outlet: The Post}}
parties: {council: City council, builder: Builder, norway: Norway}
options:
  council: {permit: Grant the permit}
  builder: {build: Build the ferry terminal}
  norway: {boats: Supply patrol boats}
rules: [{that: permit if build, evidence: ["old#c1"], likelihood: likely}]
status_quo: {permit: no}
preferences:
  council: {statements: [{that: not permit, likelihood: 0.7}, build]}
  builder: {statements: [{that: build, evidence: ["old#c1"]}]}
  norway: {statements: [not boats]}
target: build
"""


def told(old: str, new: str, case: str = CASE) -> tuple[Case, Case]:
    """The case with a report, and with a second one."""
    (kept,) = loads(case).reports
    first = replace(kept, ledger=read(old).ledger)
    second = Report(id="new", file="new.txt", outlet="The Courier", ledger=read(new).ledger)
    before = replace(loads(case), reports=(first,))
    return before, replace(before, reports=(first, second))


def said(old: str, new: str) -> list[Bearing]:
    return [one for one in bearings(*told(old, new)) if one.against.startswith("old#")]


PAIRS = [
    ("denied", "The city council has agreed to close the harbour, the mayor said.",
     "The city council has not agreed to close the harbour, two clerks said.", "contradicts"),
    ("refused", "Norway will supply patrol boats to the coast guard, its minister said.",
     "Norway has refused to supply patrol boats to the coast guard, a spokesman said.", "contradicts"),
    ("the opposite", "The city council will close the harbour to tankers, the mayor said.",
     "The city council will open the harbour to tankers, the mayor said.", "contradicts"),
    ("called off", "The union may call a strike at the refinery, sources said.",
     "The union is expected to call off the strike at the refinery, sources said.", "contradicts"),
    ("done after foreseen", "The union may call a strike at the refinery, sources said.",
     "The union called a strike at the refinery on Monday.", "strengthens"),
    ("another source", "Norway will supply patrol boats to the coast guard, the minister said.",
     "Norway will supply patrol boats to the coast guard, the admiral Ola Berg said.", "strengthens"),
    ("foreseen after done", "The operator has built a ferry terminal in the bay.",
     "The operator may build a ferry terminal in the bay, sources said.", "weakens"),
    ("left open again", "The ministry will widen the tunnel for lorries, its spokesman said.",
     "Whether the ministry will widen the tunnel for lorries remains unresolved.", "weakens"),
    ("settled", "Whether the ministry builds the tunnel for lorries remains unresolved.",
     "The ministry has built the tunnel for lorries.", "settles"),
    ("a condition met", "The builder will build the quay if the council grants the permit.",
     "The builder has built the quay.", "settles"),
    ("a capital for a state", "Norway will supply patrol boats to the coast guard, the minister said.",
     "Norway said on Monday that Oslo will not supply patrol boats to the coast guard.", "contradicts"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "verdict"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS]
)
def test_a_new_claim_on_the_same_matter_is_held_against_the_old_one(old: str, new: str, verdict: str) -> None:
    found = said(old, new)
    assert [one.verdict for one in found] == [verdict]
    assert found[0].lines == ("rule 1", "builder 1")
    assert found[0].words in new
    assert found[0].says in old
    assert found[0].because


def test_the_same_words_of_the_same_source_only_repeat() -> None:
    text = "Norway will supply patrol boats to the coast guard, the minister Kari Lund said."
    assert [one.verdict for one in said(text, text)] == ["repeats"]


SILENT = [
    ("nothing in common", "Norway will supply patrol boats.", "It rained in the harbour on Monday."),
    ("another actor", "Norway will supply patrol boats to the coast guard, the minister said.",
     "Sweden will not supply patrol boats to the coast guard, a spokesman said."),
    ("another place", "The union called a strike at the refinery.", "The union has not called a strike at the port."),
    ("another act", "The operator will build a ferry terminal in the bay.",
     "The operator will not sell a ferry terminal in the bay."),
    ("one word in common", "The builder will build the quay.", "The quay is not on the map of the town."),
    ("asked for, not done", "Fishermen demanded from the ministry a subsidy for nets.",
     "The ministry pays a subsidy for nets."),
    ("a word or two in passing", "The mayor spoke of climate change.", "Nobody at the fair spoke of climate change."),
    ("only names in common", "Norway, Sweden and Denmark met in the north.", "Norway wrote to Sweden and Denmark."),
    ("no verb", "The presidential candidate of the harbour party won.", "The presidential candidate of the harbour party."),
    ("only how it is told", "The minister said that he expects an agreement.",
     "The minister said that he does not want a decision."),
    ("the other way round", "Norway does not recognise Sweden.", "Sweden recognises Norway."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [pair[1:] for pair in SILENT], ids=[pair[0] for pair in SILENT])
def test_nothing_is_said_of_claims_on_other_matters(old: str, new: str) -> None:
    assert said(old, new) == []


def test_rejected_claims_and_repetitions_are_passed_over() -> None:
    before, after = told("Norway will supply patrol boats to the coast guard.",
                         "Norway will not supply patrol boats to the coast guard.")  # fmt: skip
    assert len([one for one in bearings(before, after) if one.against == "old#c1"]) == 1
    kept, fresh = after.reports
    assert fresh.ledger is not None
    rejected = replace(
        fresh.ledger, claims=tuple(replace(one, review="rejected") for one in fresh.ledger.claims)
    )
    assert bearings(before, replace(after, reports=(kept, replace(fresh, ledger=rejected)))) == ()


def held(new: str) -> list[tuple[str, str]]:
    """The verdicts of a new report on options, wishes and the status quo."""
    return [(one.verdict, one.against) for one in bearings(*told("It rained.", new))]


def test_a_claim_that_speaks_of_an_option_is_held_against_its_partys_wishes() -> None:
    assert held("Norway will supply patrol boats, its minister said.") == [
        ("strengthens", "boats"), ("contradicts", "norway 1"),
    ]  # fmt: skip
    assert held("Norway has refused to supply patrol boats, its minister said.") == [
        ("weakens", "boats"), ("strengthens", "norway 1"),
    ]  # fmt: skip
    assert held("The city council granted the permit on Monday.") == [
        ("strengthens", "permit"), ("contradicts", "council 1"), ("contradicts", "status quo"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "new",
    [
        "Sweden will supply patrol boats, its minister said.",  # not whose option it is
        "Norway may supply patrol boats, sources said.",  # only foreseen
        "Norway will supply helmets, its minister said.",
        "Norway discussed the harbour.",
        "The city council discussed the permit on Monday.",
    ],
)
def test_nothing_is_said_of_an_option_that_is_not_spoken_of(new: str) -> None:
    assert held(new) == []


def test_the_comparison_says_what_becomes_of_the_target_if_the_lines_go_the_claims_way() -> None:
    before, after = told("It rained.", "Norway has refused to supply patrol boats, a spokesman said. "
                         "The city council granted the permit on Monday.")  # fmt: skip
    found = diff(before, after, "build", "nash")
    assert found.probability is not None
    then = {one.against: probability for one, probability in found.bearings}
    assert then["council 1"] == pytest.approx(1.0)  # nothing keeps the council from the permit then
    assert then["status quo"] is None
    table = next(one for one in found.tables() if one.title.startswith("What new claims mean"))
    assert any("contradicts" in str(cell) for row in table.rows for cell in row)
    data = found.to_dict()["bearings"]
    assert {
        "claim",
        "says",
        "verdict",
        "against",
        "which_says",
        "because",
        "lines",
        "lines_then",
        "target_then",
    } == {*data[0]}


def test_words_of_telling_and_of_wanting_carry_no_meaning() -> None:
    assert content("The minister said he plans to refuse") == frozenset()
