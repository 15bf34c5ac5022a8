"""Cases proposed from claims, by rule and by a model: what they say, what they cite, what they leave to the analyst."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.files import check_text
from winset.case.proposing.asking import Checker, answer_in
from winset.case.proposing.endpoint import KEY, Endpoint
from winset.case.proposing.proposal import Proposal, draft
from winset.cli.program import BAD_INPUT, BAD_USAGE, DONE, run
from winset.errors import ArgumentError, WinsetError
from winset.reading.ledger import Ledger
from winset.reading.review import reviewed

ROOT = Path(__file__).parents[1]
SHARED = Path(__file__).parents[2] / "shared"
REPORTS = sorted((ROOT / "tests" / "reports").glob("*.txt"))
FERRY = """\
Norland Set To Join Ferry Pact As Monks Protest

PORT ELSIN, May 10 (Varn Post) - Norland has agreed in principle to join the ferry pact, two officials said. Norland Prime
Minister Ada Berg is scheduled to meet Sudland President Olaf Lind on Friday.

Norland is likely to seek harbour fees from Sudland. The issue of when to send ships is unresolved.

Norland does not recognise Ostria, which makes contact with Ostria delicate. A final agreement would need
parliamentary approval. The pact will be no easy thing to sell to religious groups, given firm opposition
from radical monks and coastal farmers.

The government has begun building new piers.
"""


def ledgers(text: str, name: str = "post") -> dict[str, Ledger]:
    return {name: winset.read(text).ledger}


def proposed(text: str) -> Proposal:
    return draft(ledgers(text))


def remaining(text: str, tmp_path: Path) -> set[str]:
    """What a check of a draft finds, names left out."""
    found = check_text(text, tmp_path / "draft.yaml").problems
    return {re.sub(r'"[^"]*"', "X", problem.message) for problem in found}


ONLY_WANTS = {"party X has no preference", "party X is not used"}


# --- By rule ---


def test_parties_are_those_who_act_decide_oppose_or_are_dealt_with() -> None:
    names = {party.name for party in proposed(FERRY).parties}
    assert {"Norland", "Sudland", "Ostria", "Parliament", "Religious groups"} <= names
    assert not names & {"Ada Berg", "Olaf Lind", "Varn Post", "Friday"}


def test_options_are_what_is_agreed_asked_for_open_and_begun() -> None:
    found = {(option.party, option.id): option for option in proposed(FERRY).options}
    assert found["norland", "join_pact"].now
    assert {cited.claim for cited in found["norland", "join_pact"].evidence} >= {"c1"}
    assert ("sudland", "harbour_fees") in found
    assert not found["norland", "send_ships"].now
    assert found["government", "new_piers"].now
    assert ("parliament", "approve") in found


def test_a_requirement_is_a_rule_on_what_is_open() -> None:
    assert [rule.id for rule in proposed(FERRY).rules] == ["send_ships only if approve"]


def test_every_line_cites_claims_that_exist_and_says_that_it_is_a_proposal() -> None:
    found = proposed(FERRY)
    known = ledgers(FERRY)["post"].by_id
    for line in (*found.parties, *found.options, *found.rules):
        assert line.why.startswith("Proposal. ")
        assert line.evidence
        assert all(cited.report == "post" and cited.claim in known for cited in line.evidence)


def test_what_is_uncertain_is_said() -> None:
    options = {option.id: option.why for option in proposed(FERRY).options}
    assert "The claims differ" in options["join_pact"] or "in principle" in options["join_pact"]
    assert "60-85 %" in options["harbour_fees"]
    assert "the claim names nobody" in options["send_ships"]


def test_open_questions_are_kept_and_nobody_is_given_a_preference(tmp_path: Path) -> None:
    found = proposed(FERRY)
    assert any("is unresolved" in one for one in found.open)
    assert any("does not recognise Ostria" in one for one in found.open)
    text = found.to_yaml(ledgers(FERRY))
    assert not re.search(r"^preferences:", text, re.MULTILINE)
    assert remaining(text, tmp_path) == ONLY_WANTS


def test_a_rejected_claim_is_not_used() -> None:
    from dataclasses import replace

    ledger = ledgers(FERRY)["post"]
    asked = next(claim.id for claim in ledger.claims if "harbour fees" in claim.words)
    without = reviewed(ledger, asked, lambda claim: replace(claim, review="rejected"))
    assert "harbour_fees" not in {option.id for option in draft({"post": without}).options}


def test_a_draft_becomes_a_case_once_the_wants_are_written(tmp_path: Path) -> None:
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    assert run(["draft", str(report), "-o", str(tmp_path / "ferry")]) == DONE
    file = tmp_path / "ferry" / "case.yaml"
    checked = winset.check(file)
    unwanted = {re.search('"(.*?)"', one.message)[1] for one in checked.problems}  # type: ignore[index]
    assert unwanted == {party.id for party in proposed(FERRY).parties}
    wants = "".join(f"  {party}: {{statements: [join_pact]}}\n" for party in sorted(unwanted))
    file.write_text(file.read_text(encoding="utf-8") + f"preferences:\n{wants}", encoding="utf-8")
    case = winset.load(file)
    assert case.reports[0].ledger == winset.read(FERRY).ledger
    assert winset.stability(case, ["nash"]).equilibria["nash"].size


def test_a_draft_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    (tmp_path / "case.yaml").write_text("mine")
    assert run(["draft", str(report), "-o", str(tmp_path / "case.yaml")]) == BAD_USAGE
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "case.yaml").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml", "post.txt"]


def test_without_a_place_the_draft_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    assert run(["draft", str(report)]) == DONE
    assert capsys.readouterr().out == draft(ledgers(FERRY)).to_yaml(ledgers(FERRY))


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_every_style_of_report_gives_a_draft_that_only_lacks_what_no_report_says(
    file: Path, tmp_path: Path
) -> None:
    made = ledgers(file.read_text(encoding="utf-8"))
    found = draft(made)
    text = found.to_yaml(made)
    assert text == draft(made).to_yaml(made)
    if found.options:
        assert remaining(text, tmp_path) <= ONLY_WANTS


def test_two_reports_are_one_draft_with_the_claims_of_both() -> None:
    both = {
        **ledgers(FERRY),
        **ledgers("Norland has agreed to join the ferry pact, a minister said.", "wire"),
    }
    join = next(option for option in draft(both).options if option.id == "join_pact")
    assert {cited.report for cited in join.evidence} == {"post", "wire"}


def test_a_report_called_after_a_party_keeps_its_name(tmp_path: Path) -> None:
    made = ledgers("Norway has agreed to join the pact, a minister said. Approve may sign it.", "norway")
    found = draft(made)
    assert next(party.id for party in found.parties) == "norway_party"
    assert remaining(found.to_yaml(made), tmp_path) <= ONLY_WANTS
    model = Checker("tiny", {"norland": FERRY}).checked(
        json.loads(json.dumps(GOOD).replace("post", "norland")), None
    )
    assert model.parties == ()
    assert "its id is there already" in model.dropped[0]


def test_two_who_agree_are_two_parties_each_with_the_option() -> None:
    found = proposed("Norway and Sweden have agreed to open the strait, an envoy said.")
    assert {(option.party, option.now) for option in found.options} == {("norway", True), ("sweden", True)}
    assert len({option.id for option in found.options}) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*FERRY.split(), "not", "if", "unless", "approval", "#", ": ", "'", '"', "\n\n", "“", "1"]
        ),
        max_size=120,
    )
)
def test_whatever_is_read_the_draft_is_yaml_whose_lines_are_sound(words: list[str]) -> None:
    made = ledgers(" ".join(words))
    found = draft(made)
    if found.options:
        assert remaining(found.to_yaml(made), Path()) <= ONLY_WANTS


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the shared report is not here")
def test_the_davos_report_gives_what_an_analyst_would_begin_with(tmp_path: Path) -> None:
    made = ledgers((SHARED / "reports" / "davos-2026-01-22.txt").read_text(encoding="utf-8"))
    found = draft(made)
    assert {"Pakistan", "United States", "Parliament", "Radical clerics", "Religious groups", "Israel"} <= {
        party.name for party in found.parties
    }
    options = {option.id: option for option in found.options}
    assert {
        "contribute_troops",
        "join_framework",
        "assistance_guarantees",
        "leadership_role",
        "approve",
    } <= set(options)
    assert options["assistance_guarantees"].party == options["leadership_role"].party == "united_states"
    assert [rule.id for rule in found.rules] == ["contribute_troops only if approve"]
    assert {option.id for option in found.options if option.now} == {"join_framework", "domestic_narrative"}
    assert remaining(found.to_yaml(made), tmp_path) == ONLY_WANTS


# --- By a model ---


def quoting(quote: str) -> list[dict[str, str]]:
    return [{"report": "post", "quote": quote}]


OPTIONS: list[dict[str, Any]] = [
    {"id": "join", "party": "norland", "name": "Join the pact", "now": True, "why": "in principle only",
     "quotes": quoting("agreed in principle to join the ferry pact")},
    {"id": "ships", "party": "norland", "name": "Send ships", "now": False, "why": "open",
     "quotes": quoting("when to send ships is unresolved")},
]  # fmt: skip
RULE: dict[str, Any] = {
    "that": "ships only if join", "why": "inferred", "quotes": quoting("A final agreement would need"),
}  # fmt: skip
GOOD: dict[str, Any] = {
    "title": "Ferry",
    "question": "Will Norland join?",
    "parties": [
        {
            "id": "norland",
            "name": "Norland",
            "why": "acts",
            "quotes": quoting("Norland has agreed in principle"),
        }
    ],
    "options": OPTIONS,
    "rules": [RULE],
    "open": ["Which ships?"],
}


class Fake(BaseHTTPRequestHandler):
    """Answers as the test wants it to, and keeps what it was asked."""

    answer: ClassVar[Any] = None
    asked: ClassVar[list[tuple[str, dict[str, str], Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Fake.asked.append((self.path, dict(self.headers), body))
        Fake.answer(self)

    def log_message(self, *_: object) -> None:
        pass

    def send(self, content: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def chat(content: Any) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Quiet(ThreadingHTTPServer):
    """Says nothing when whoever asked has gone."""

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving(answer: Any) -> Iterator[str]:
    """A server on the loopback that gives one answer; its address."""
    Fake.answer, Fake.asked[:] = staticmethod(answer), []
    server = Quiet(("127.0.0.1", 0), Fake)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def test_a_model_proposes_and_its_quotes_are_looked_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "abc")
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    with serving(lambda self: self.send(chat(f"```json\n{json.dumps(GOOD)}\n```"))) as url:
        assert (
            run(["draft", str(report), "-o", str(tmp_path / "f"), "--model", url, "--model-name", "tiny"])
            == DONE
        )
    (asked,) = Fake.asked
    assert asked[0] == "/v1/chat/completions"
    assert asked[1]["Authorization"] == "Bearer abc"
    assert asked[2]["model"] == "tiny"
    assert FERRY in asked[2]["messages"][1]["content"]
    text = (tmp_path / "f" / "case.yaml").read_text(encoding="utf-8")
    assert "by a language model (tiny)" in text
    assert text.count("Proposal of tiny, machine work.") == 4
    assert {one.message for one in winset.check(tmp_path / "f").problems} == {
        'party "norland" has no preference'
    }
    assert "left out" not in capsys.readouterr().out


def checked(**changes: Any) -> Proposal:
    return Checker("tiny", {"post": FERRY}).checked({**GOOD, **changes}, None)


def line(**changes: Any) -> dict[str, Any]:
    return {**OPTIONS[0], **changes}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"options": [line(quotes=[{"report": "post", "quote": "Norland has refused to join"}])]},
            "does not say",
        ),
        ({"options": [line(quotes=[{"report": "other", "quote": "ferry pact"}])]}, "quotes nothing"),
        ({"options": [line(quotes=[])]}, "quotes nothing"),
        ({"options": [line(quotes="ferry pact")]}, "quotes nothing"),
        ({"options": [line(quotes=[{"report": "post", "quote": "the"}])]}, "does not say"),
        ({"options": [line(party="ostria")]}, "its party is not among those kept"),
        ({"options": [line(party=["norland"])]}, "its party is not among those kept"),
        ({"options": [line(id="not")]}, "no id that a formula can use"),
        ({"options": [line(id="a b; import os")]}, "no id that a formula can use"),
        ({"options": [line(id="norland")]}, "its id is there already"),
        ({"options": [line(name="")]}, "it has no name"),
        ({"preferences": {"norland": ["join"]}}, "preferences are the analyst's"),
        ({"rules": [{**RULE, "that": "ships only if jon"}]}, "unknown option"),
        ({"rules": [{**RULE, "that": "(((("}]}, "rule (((("),
        ({"rules": [{**RULE, "that": "not join"}]}, "the status quo breaks it"),
    ],
)
def test_what_does_not_pass_is_dropped_and_listed(changes: dict[str, Any], why: str, tmp_path: Path) -> None:
    found = checked(**changes)
    assert any(why in one for one in found.dropped), found.dropped
    text = found.to_yaml(ledgers(FERRY))
    assert why[:20] in text
    if found.options:
        assert remaining(text, tmp_path) <= ONLY_WANTS


def test_words_that_steer_a_terminal_or_a_file_stay_words(tmp_path: Path) -> None:
    evil = "x\x1b[31m\n  injected: {a: b}\npreferences: {norland: {statements: [join]}}\n#"
    found = checked(title=evil, question=evil, open=[evil, 7], options=[line(name=evil, why=evil)], rules=[])
    text = found.to_yaml(ledgers(FERRY))
    assert "\x1b" not in text
    assert not re.search(r"^(preferences|  injected):", text, re.MULTILINE)
    assert remaining(text, tmp_path) <= ONLY_WANTS


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "quotes", "party", "that", "report", "quote", "why", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["title", "parties", "options", "rules", "open", "question", "other"]), json_values
    )
)
def test_any_json_is_taken_line_by_line_without_an_exception(answer: dict[str, Any]) -> None:
    Checker("tiny", {"post": FERRY}).checked(answer, None).to_yaml(ledgers(FERRY))


@pytest.mark.parametrize("said", ["", "no object", "{", "[1]", '{"a": ' * 5000, "null"])
def test_an_answer_without_an_object_is_said_to_be_none(said: str) -> None:
    with pytest.raises(WinsetError, match="no JSON object"):
        answer_in(said)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (lambda self: self.send(b"down", 500), "answered 500"),
        (lambda self: self.send(b"", 401), "a key is read from WINSET_MODEL_KEY"),
        (lambda self: self.send(b"", 302, Location="http://127.0.0.1:9/steal"), "answered 302"),
        (lambda self: self.send(b"<html>"), "not one of the OpenAI chat protocol"),
        (lambda self: self.send(b'{"choices": []}'), "not one of the OpenAI chat protocol"),
        (lambda self: self.send(chat(None)), "not one of the OpenAI chat protocol"),
        (lambda self: self.send(chat(["x"])), "not one of the OpenAI chat protocol"),
        (lambda self: self.send(b"[" * 200_000), "not one of the OpenAI chat protocol"),
        (lambda self: self.send(b"x" * 5_000_000), "longer than"),
        (lambda self: self.wfile.write(b"not http\r\n\r\n"), "the connection failed"),
        (lambda self: time.sleep(1.5), "no answer within 1 seconds"),
    ],
    ids=["broken", "key", "elsewhere", "page", "empty", "nothing", "list", "deep", "long", "other", "slow"],
)
def test_a_model_that_misbehaves_is_one_sentence(
    answer: Any, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY, raising=False)
    with serving(answer) as url, pytest.raises(WinsetError, match=re.escape(complaint)):
        Endpoint(url, timeout=1).ask("s", "u")


def test_a_model_that_drips_is_given_up() -> None:
    def drip(self: Fake) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(30):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    with serving(drip) as url, pytest.raises(WinsetError, match="no answer within"):
        Endpoint(url, timeout=0.5).ask("s", "u")


def test_nobody_there_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    with serving(lambda self: None) as url:
        pass
    assert run(["draft", str(report), "-o", str(tmp_path / "f"), "--model", url]) == BAD_INPUT
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "localhost:80", "http://", ""])
def test_only_web_addresses_are_endpoints(url: str) -> None:
    with pytest.raises(ArgumentError, match="no address of a model"):
        Endpoint(url)


def test_without_a_model_no_connection_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    report = tmp_path / "post.txt"
    report.write_text(FERRY, encoding="utf-8")
    assert run(["draft", str(report), "-o", str(tmp_path / "f")]) == DONE
    assert run(["read", str(report), "--into", str(tmp_path / "f"), "--as", "again"]) == DONE


def test_what_a_holder_is_to_do_is_its_option_whoever_the_pronoun_names() -> None:
    stone = "Dale Stone wants to dig a further pit at Esk. It has promised to fund a bypass for the village."
    veto = "Norda, which shares a border with Luria, will veto any easing, its minister said. Envoys met in Norda."
    found = draft(ledgers(f"Quarry talks go on\n\n{stone}\n\n{veto}"))
    assert {option.id: option.party for option in found.options} == {
        "dig_pit": "dale_stone",
        "fund_bypass": "dale_stone",
        "veto_easing": "norda",
    }
