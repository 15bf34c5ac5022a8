"""A case begun from a report in the workbench: the lines that `winset draft` proposes, taken one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from winset.case.proposing.proposal import draft
from winset.errors import WinsetError
from winset.reading.reading import read
from winset.workbench.acts import do
from winset.workbench.answers import answer
from winset.workbench.beginning import KINDS, begun
from winset.workbench.page_frame import shown
from winset.workbench.session import Session
from winset.workbench.versions.contents import data_of

REPORT = """Norland may join the pact

Norland may join the coastal pact, its foreign minister Ada Berg said. Sudland has promised to lower its tariffs.
A final deal would need parliamentary approval. The fishermen's union refused to accept quotas.
"""
SAID = {"title": "", "question": "", "outlet": "Coast Gazette", "published": ""}


def session(home: Path) -> Session:
    made = begun(SAID, REPORT, read(REPORT, outlet="Coast Gazette").to_dict(), home)
    one = Session(made, answer(made.checking()))
    one.answered(one.answer)
    one.look.case = "begin"
    return one


def then(one: Session, **message: Any) -> Session:
    do(one, message)
    one.answered(answer(one.desk.checking()))
    return one


def test_all_lines_accepted_are_the_case_that_draft_writes(tmp_path: Path) -> None:
    ledgers = {"coast-gazette": read(REPORT, outlet="Coast Gazette").ledger}
    proposal = draft(ledgers)
    assert all(getattr(proposal, kind) for kind in KINDS)
    one = session(tmp_path)
    for kind in KINDS:
        then(one, act="accept_all", kind=kind)
    written, drafted = data_of(one.desk.text), data_of(proposal.to_yaml(ledgers))
    assert {key: value for key, value in written.items() if value} == {
        key: value for key, value in drafted.items() if value
    }
    assert not any(one.offered(kind) for kind in KINDS)


def test_a_line_brings_what_it_cannot_be_without_and_keeps_the_name_given(tmp_path: Path) -> None:
    one = session(tmp_path)
    rule = one.proposal.rules[0]
    then(one, act="accept", kind="rules", id=rule.id)
    named = {option.id for option in one.proposal.options if option.id in rule.id.split()}
    assert named == {*one.option_ids}
    assert {option.party for option in one.proposal.options if option.id in named} == {*one.party_ids}
    party = one.offered("parties")[0]
    then(one, act="accept", kind="parties", id=party.id, name="Another name")
    assert one.party_ids[party.id] == "Another name"
    assert data_of(one.desk.text)["parties"][party.id]["evidence"] == [str(each) for each in party.evidence]
    with pytest.raises(WinsetError, match="already"):
        do(one, {"act": "accept", "kind": "parties", "id": party.id})


def test_a_line_left_out_can_be_brought_back(tmp_path: Path) -> None:
    one = session(tmp_path)
    offered = one.offered("options")
    then(one, act="strike", kind="options", id=offered[0].id)
    assert one.offered("options") == offered[1:]
    assert "Bring back 1 left out" in shown(one)["case"]
    then(one, act="bring_back", kind="options")
    assert one.offered("options") == offered


def test_what_a_party_wants_is_found_by_comparing_and_undone(tmp_path: Path) -> None:
    one = session(tmp_path)
    for kind in KINDS:
        then(one, act="accept_all", kind=kind)
    assert one.case is None
    for party in one.party_ids:
        then(one, act="compare", party=party)
        while "sides" in shown(one)["dialog"]:
            then(one, act="rather", verdict="one")
        then(one, act="rather_not")
        then(one, act="rather", verdict="one")
        then(one, act="rather_write")
        assert one.statements_of(party)
    assert one.case is not None
    then(one, act="undo")
    assert not one.statements_of(party)
    with pytest.raises(WinsetError, match="no comparison is open"):
        do(one, {"act": "rather", "verdict": "one"})


def test_a_comparison_closed_is_gone_on_with(tmp_path: Path) -> None:
    one = session(tmp_path)
    then(one, act="accept_all", kind="options")
    party = next(iter(one.party_ids))
    then(one, act="compare", party=party)
    then(one, act="rather", verdict="other")
    then(one, act="close")
    then(one, act="compare", party=party)
    assert "1 answered" in shown(one)["dialog"]
    then(one, act="close")
    then(one, act="party", name="Fisheries board")
    then(one, act="compare", party=party)
    assert "0 answered" in shown(one)["dialog"]
