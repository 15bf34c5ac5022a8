"""What the page shows of a session, and what its messages may do: without a browser."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import winset
from winset.case import catalogue
from winset.errors import WinsetError
from winset.reading.reading import read
from winset.workbench.acts import ACTS, do
from winset.workbench.answers import answer
from winset.workbench.page_frame import shown
from winset.workbench.questions import keeping_out, unlocking
from winset.workbench.session import Session
from winset.workbench.versions.desk import Desk
from winset.workbench.versions.trying import tried


def session(name: str = "gaza-isf") -> Session:
    desk = Desk.open(catalogue.folder_of(name), Path("nowhere"))
    first = answer(desk.checking())
    made = Session(desk, first)
    made.answered(first)
    made.before = first
    return made


def then(given: Session, **message: Any) -> Session:
    do(given, message)
    given.answered(answer(given.desk.checking()))
    return given


@pytest.mark.parametrize("name", catalogue.names())
def test_every_bundled_case_is_shown_in_every_part(name: str) -> None:
    one = session(name)
    for pane, tabs in {
        "evidence": ("report", "claims", "sources"),
        "case": ("lines", "board", "text"),
        "consequences": ("holds", "moves", "agreement", "change"),
    }.items():
        for tab in tabs:
            do(one, {"act": "tab", "pane": pane, "tab": tab})
            assert len(shown(one)[pane]) > 100


def test_the_equilibria_shown_are_those_of_the_analysis() -> None:
    one = then(session(), act="move", path=["preferences", "clerics", "statements", 4], by=-3)
    assert one.answers is not None
    assert one.case is not None
    expected = winset.stability(one.case).equilibria
    assert {name: list(own) for name, own in one.answers.stability.equilibria.items()} == {
        name: list(own) for name, own in expected.items()
    }
    html = shown(one)["consequences"]
    for index in expected["seq"]:
        assert f'data-outcome="{one.answers.names.id(int(index))}"' in html


def test_the_reason_shown_is_that_of_the_analysis() -> None:
    one = session("elmira")
    do(one, {"act": "outcome", "id": "5"})
    do(one, {"act": "why", "party": 0, "concept": "seq"})
    assert one.case is not None
    assert one.reason == str(winset.stability(one.case).why("5", 0, "seq"))
    assert one.reason.splitlines()[0].replace("'", "&#39;") in shown(one)["consequences"]


def test_a_change_shows_what_no_longer_holds_and_what_now_does() -> None:
    one = session()
    _, _, same = one.turnover
    then(one, act="out", path=["rules", 1])
    gone, new, kept = one.turnover
    assert kept <= same
    assert gone or new
    assert "What if" in shown(one)["line"]


def test_problems_are_told_and_the_last_sound_answer_stays() -> None:
    one = session()
    then(one, act="text", value=one.desk.text.replace("agree if troops", "agree if trops"))
    parts = shown(one)
    assert "did you mean" in parts["case"]
    assert "before the problems" in parts["consequences"]
    then(one, act="text", value="rules: [")
    assert "to mend" in shown(one)["case"]


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> said the minister. \u202eevil\u202c قال الوزير."
)


def test_a_hostile_report_and_case_are_text_everywhere() -> None:
    ledger = {key: value for key, value in read(HOSTILE).to_dict().items() if key != "winset"}
    words = HOSTILE.replace("\u202e", "").replace("\u202c", "")  # a case may not turn its own words around
    text = f"winset: 1\ntitle: '{words}'\nquestion: '{words}'\nreports:\n  r: {{file: r.txt, title: '{words}'}}\nparties: {{a: '{words}', b: B}}\n"
    text += f"options: {{a: {{x: '{words}'}}, b: {{y: '{words}'}}}}\nrules: [{{that: x or y, why: '{words}', name: '{words}'}}]\n"
    text += f"preferences: {{a: {{statements: [x]}}, b: {{statements: [y]}}}}\nnames: {{'{words}': x}}\n"
    desk = Desk.new(
        {"case.yaml": text, "r.claims.json": json.dumps(ledger)}, {"r.txt": HOSTILE}, Path("nowhere")
    )
    first = answer(desk.checking())
    assert first.case is not None, first.check
    one = Session(desk, first)
    one.answered(first)
    one.look.claim = "r#c1"
    for pane, tab in [
        ("evidence", "claims"),
        ("case", "board"),
        ("case", "text"),
        ("case", "begin"),
        ("consequences", "moves"),
        ("consequences", "change"),
        ("evidence", "report"),
    ]:
        do(one, {"act": "tab", "pane": pane, "tab": tab})
        for html in shown(one).values():
            assert "<script" not in html
            assert "<img" not in html
    desk.do("renamed", {})
    do(one, {"act": "dialog", "name": "versions"})
    assert "<script" not in shown(one)["dialog"]


JUNK: list[dict[str, Any]] = [
    {},
    {
        "path": ["names", 0],
        "at": -1,
        "claim": "no#c9",
        "value": "x" * 600,
        "index": -5,
        "id": "999",
        "row": 3,
        "kind": "unlock",
    },
    {
        "path": ["rules", -1],
        "by": 10**9,
        "party": 99,
        "concept": "x",
        "line": -1,
        "step": 99,
        "option": "x",
        "level": "y",
        "value": "7",
    },
    {
        "path": [[], {}],
        "fields": {"name": ["a"], "formula": "(("},
        "start": 5,
        "end": 1,
        "index": 10**12,
        "at": True,
        "party": "x",
    },
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_no_message_of_a_page_can_break_a_session(junk: dict[str, Any]) -> None:
    one = session("bypass")
    for name in sorted(ACTS.keys() - {"keep", "settle"}):  # those two are about the disk
        with suppress(WinsetError):  # refused, in words
            do(one, {"act": name, **junk})
        one.answered(answer(one.desk.checking()))
        assert all(isinstance(html, str) for html in shown(one).values()), name


def test_what_unlocks_can_be_tried_and_what_keeps_out_is_told() -> None:
    one = session()
    assert one.case is not None
    found = unlocking(one.case, "troops = combat")
    row = next(row for row in found["rows"] if row["try"])
    one.look.asked["unlock"] = found
    then(one, act="try", kind="unlock", row=found["rows"].index(row))
    assert one.desk.text == tried(one.desk.kept[one.desk.file], row["try"])
    assert one.answer.check.ok
    assert keeping_out(session().case, "troops = combat")["rows"]  # type: ignore[arg-type]
