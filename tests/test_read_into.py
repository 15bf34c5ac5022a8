"""Reports read from the command line, into a case and into collections; claims listed and reviewed."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

import winset
from winset.cli.program import BAD_INPUT, BAD_USAGE, DONE, run
from winset.reading.ledger import Ledger

ROOT = Path(__file__).parents[1]
TEXT = """\
Council may open the bridge in May

PORT ELSIN, 3 March 2026 (Varn Post) - The council may open the bridge in May, two officials said.

The mayor wants a toll on lorries. Contractors have refused to work at night.

Any contract would require the approval of parliament.
"""
CASE = """\
# the bridge, as we see it
winset: 1
title: The bridge
parties: {council: Council, mayor: Mayor}   # two only
options:
  council: {open: Open the bridge}   # in May
preferences:
  council: {statements: [open]}
  mayor: {statements: [not open]}
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "desk" / "Varn Post 3 March.txt"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def ledger_of(case: Path, report: str = "post") -> Ledger:
    return Ledger.load(case / "reports" / f"{report}.claims.json")


# --- One report ---


def test_the_json_is_the_ledger_and_its_spans_are_exact(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(report), "--json"]) == DONE
    data = json.loads(said(capsys))
    assert list(data) == ["winset", "report", "segments", "claims"]
    assert data == winset.read(TEXT).to_dict()
    spans = [span for claim in data["claims"] for span in claim["content"]]
    assert spans
    assert all(TEXT[span["start"] : span["end"]] == span["exact"] for span in spans)


def test_the_table_says_what_on_whose_word_how_firmly(
    report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert run(["read", str(report), "--outlet", "Elsin Wire", "--published", "2026-03-04"]) == DONE
    printed = said(capsys)
    assert printed.startswith("Elsin Wire, 4 March 2026: ")
    assert "two officials (unnamed)" in printed
    assert "“may” 20-60 %" in printed
    assert run(["read", str(report), "--csv"]) == DONE
    assert said(capsys).startswith("id,part,source,kind,claim,")


def test_standard_input_is_text_or_html(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert run(["read", "-", "--json"]) == DONE
    assert json.loads(said(capsys)) == winset.read(TEXT).to_dict()
    pytest.importorskip("trafilatura", reason="the extractor of HTML is not installed")
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    page = f"<!DOCTYPE html><html><head><title>Bridge</title></head><body><article>{body}</article></body></html>"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(page.encode())))
    assert run(["read", "-", "--json"]) == DONE
    claims = json.loads(said(capsys))["claims"]
    assert any("toll on lorries" in span["exact"] for claim in claims for span in claim["content"])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "cannot be read"), (b"\xff\xfe", "not UTF-8"), (b"a\0b", "not a text file")],
)
def test_a_report_that_cannot_be_read_is_named(
    content: bytes | None, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.txt"
    if content is not None:
        file.write_bytes(content)
    assert run(["read", str(file)]) == BAD_INPUT
    error = capsys.readouterr().err
    assert "odd.txt" in error
    assert complaint in error


def test_an_unknown_scale_is_wrong_usage(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(report), "--scale", "kant"]) == BAD_USAGE
    assert "kent" in capsys.readouterr().err


def test_of_several_reports_the_bad_one_is_named_and_passed_over(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    assert run(["read", str(tmp_path / "bad.txt"), str(report)]) == BAD_INPUT
    printed = capsys.readouterr()
    assert "toll on lorries" in " ".join(printed.out.split())
    assert "bad.txt" in printed.err


# --- Into a case ---


def test_a_report_is_copied_named_and_its_ledger_laid_beside_it(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(report), "--into", str(case)]) == DONE
    assert "varn-post-3-march: " in said(capsys)
    assert (case / "reports" / "varn-post-3-march.txt").read_text(encoding="utf-8") == TEXT
    text = (case / "case.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line in CASE.splitlines()]
    assert kept == CASE.splitlines()
    assert text.index("reports:") < text.index("parties:")
    loaded = winset.load(case)
    assert [one.id for one in loaded.reports] == ["varn-post-3-march"]
    assert loaded.reports[0].ledger == winset.read(TEXT).ledger
    before = sorted(path.name for path in report.parent.iterdir())
    assert before == [report.name]


def test_a_text_in_the_folder_stays_where_it_is_and_a_second_report_joins_the_first(
    report: Path, case: Path
) -> None:
    (case / "desk.txt").write_text(TEXT, encoding="utf-8")
    assert run(["read", str(case / "desk.txt"), "--into", str(case), "--as", "post"]) == DONE
    assert run(["read", str(report), "--into", str(case / "case.yaml")]) == DONE
    loaded = winset.load(case)
    assert [(one.id, one.file) for one in loaded.reports] == [
        ("post", "desk.txt"),
        ("varn-post-3-march", "reports/varn-post-3-march.txt"),
    ]
    assert all(one.ledger for one in loaded.reports)
    assert (case / "desk.claims.json").exists()


def test_what_an_analyst_touched_stays_when_the_report_is_read_again(report: Path, case: Path) -> None:
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == DONE
    assert run(["claims", str(case), "confirm", "post#c1"]) == DONE
    assert run(["claims", str(case), "reject", "post#c2"]) == DONE
    assert (
        run(["claims", str(case), "edit", "post#c3", "--set", "status=demanded", "--set", "likelihood=0.3"])
        == DONE
    )
    before = ledger_of(case)
    assert run(["read", str(case / "reports" / "post.txt"), "--into", str(case)]) == DONE
    assert ledger_of(case) == before
    assert [before[f"c{k}"].review for k in (1, 2, 3)] == ["confirmed", "rejected", "edited"]
    assert before["c3"].likelihood is not None
    assert (before["c3"].status, before["c3"].likelihood.best) == ("demanded", 0.3)


def test_when_the_text_changes_spans_move_and_lost_claims_are_listed_and_kept_aside(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == DONE
    toll = next(claim.id for claim in ledger_of(case).claims if "toll" in claim.words)
    night = next(claim.id for claim in ledger_of(case).claims if "night" in claim.words)
    assert run(["claims", str(case), "confirm", f"post#{toll}", f"post#{night}"]) == DONE
    earlier = ledger_of(case)
    report.write_text(
        "CORRECTED. " + TEXT.replace("Contractors have refused to work at night.", ""), encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == BAD_USAGE
    assert "--replace" in capsys.readouterr().err
    assert ledger_of(case) == earlier
    assert run(["read", str(report), "--into", str(case), "--as", "post", "--replace"]) == DONE
    printed = said(capsys)
    assert f"lost, its words are no longer there: post#{night}" in printed
    found = ledger_of(case)
    assert found.disagreements((case / "reports" / "post.txt").read_text(encoding="utf-8")) == []
    assert found[toll].review == "confirmed"
    assert night not in found.by_id
    assert Ledger.load(case / "reports" / "post.claims.before.json") == earlier
    assert winset.check(case).ok


def test_a_claim_the_case_cites_keeps_its_id_though_reading_would_drop_it(report: Path, case: Path) -> None:
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == DONE
    file = case / "reports" / "post.claims.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    start = TEXT.index("PORT ELSIN")
    span = {"start": start, "end": start + 10, "exact": "PORT ELSIN"}
    own = {"id": "c77", "section": "body", "content": [span], "source": {"type": "outlet"}, "status": "done"}
    file.write_text(json.dumps({**data, "claims": [*data["claims"], own]}), encoding="utf-8")
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(
        text.replace("{open: Open the bridge}", "{open: {name: Open, evidence: post#c77}}")
    )
    assert run(["read", str(case / "reports" / "post.txt"), "--into", str(case)]) == DONE
    assert ledger_of(case)["c77"].words == "PORT ELSIN"
    assert winset.check(case).ok


@pytest.mark.parametrize("name", ["council", "open", "two words", "a#b", "../out"])
def test_a_name_that_cannot_be_a_reports_is_refused_and_nothing_written(
    name: str, report: Path, case: Path
) -> None:
    assert run(["read", str(report), "--into", str(case), "--as", name]) == BAD_USAGE
    assert [path.name for path in case.iterdir()] == ["case.yaml"]
    assert (case / "case.yaml").read_text(encoding="utf-8") == CASE


def test_a_bundled_case_is_not_written_to(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(report), "--into", "bypass"]) == BAD_USAGE
    assert "winset example bypass -o my-case" in capsys.readouterr().err
    assert run(["claims", "bypass", "confirm", "gazette#c1"]) == BAD_USAGE


def test_an_entry_that_leads_out_of_the_folder_is_not_followed(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (case / "case.yaml").write_text(CASE + f"reports: {{post: ../desk/{report.name}}}\n", encoding="utf-8")
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == BAD_INPUT
    assert "leads out of the case's folder" in capsys.readouterr().err
    assert [path.name for path in report.parent.iterdir()] == [report.name]


def test_a_case_that_is_not_finished_takes_reports_too(report: Path, case: Path) -> None:
    (case / "case.yaml").write_text("winset: 1\ntitle: Only begun\n", encoding="utf-8")
    assert run(["read", str(report), "--into", str(case), "--as", "post"]) == DONE
    assert run(["claims", str(case), "confirm", "post#c1"]) == DONE
    assert "title: Only begun\n" in (case / "case.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [
        ["--into", "x", "--ledger", "y"],
        ["--into", "x", "--json"],
        ["--ledger", "y", "--csv"],
        ["--as", "x"],
        ["--replace"],
        ["--ledger", "y", "--outlet", "z"],
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_wrong_usage(
    options: list[str], report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["read", str(report), *options]) == BAD_USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


# --- Claims ---


def test_a_rejected_claim_that_a_line_rests_on_is_a_remark(report: Path, case: Path) -> None:
    run(["read", str(report), "--into", str(case), "--as", "post"])
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(
        text.replace("{open: Open the bridge}", "{open: {name: Open, evidence: post#c2}}")
    )
    assert winset.check(case).remarks == ()
    run(["claims", str(case), "reject", "post#c2"])
    assert winset.check(case).ok
    assert winset.check(case).remarks == ("1 line rests on post#c2, which was rejected",)


def test_a_report_without_claims_is_said_to_have_none(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", str(case)]) == DONE
    assert "names no reports" in capsys.readouterr().err
    (case / "case.yaml").write_text(CASE + "reports: {post: reports/post.txt}\n", encoding="utf-8")
    assert run(["claims", str(case)]) == DONE
    assert "post has no claims: its text, reports/post.txt, is not here" in capsys.readouterr().err


def test_claims_are_found_by_words_source_status_and_review(
    case: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["read", str(report), "--into", str(case), "--as", "post"])
    run(["claims", str(case), "confirm", "post#c2"])
    capsys.readouterr()

    def found(*options: str) -> list[str]:
        assert run(["claims", str(case), "--json", *options]) == DONE
        claims = json.loads(said(capsys))["claims"]
        return [" ".join(span["exact"] for span in claim["content"]) for claim in claims]

    everything = found()
    assert len(everything) == len(ledger_of(case).claims)
    assert found("--about", "lorry") == found("--about", "nothing of the kind") == []
    assert all("toll" in words for words in found("--about", "TOLLS"))
    assert found("--about", "tolls")
    assert found("--source", "unnamed") == ["The council may open the bridge in May"]
    assert found("--review", "confirmed") == [ledger_of(case)["c2"].words]
    assert found("--status", "conditional") == ["Any contract would require the approval of parliament"]
    assert found("--report", "post") == everything


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["confirm", "post#c99"], 'no claim "c99"'),
        (["confirm", "paper#c1"], 'names no report "paper"'),
        (["confirm", "c1"], "report#claim"),
        (["confirm"], "name the claims"),
        (["agree", "post#c1"], "none of confirm"),
        (["edit", "post#c1"], "--set KEY=VALUE"),
        (["edit", "post#c1", "--set", "status=donne"], 'did you mean "done"?'),
        (["edit", "post#c1", "--set", "stattus=done"], 'did you mean "status"?'),
        (["edit", "post#c1", "--set", "likelihood=nan"], "no likelihood"),
        (["edit", "post#c1", "--set", "words=never said"], "does not say"),
        (["confirm", "post#c1", "--set", "status=done"], "only edit does"),
        (["--status", "dun"], "none of done"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_and_changes_nothing(
    arguments: list[str], complaint: str, case: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["read", str(report), "--into", str(case), "--as", "post"])
    before = (case / "reports" / "post.claims.json").read_bytes()
    capsys.readouterr()
    assert run(["claims", str(case), *arguments]) == BAD_USAGE
    assert complaint in capsys.readouterr().err
    assert (case / "reports" / "post.claims.json").read_bytes() == before


def test_an_edit_can_take_other_words_of_the_report(case: Path, report: Path) -> None:
    run(["read", str(report), "--into", str(case), "--as", "post"])
    assert run(["claims", str(case), "edit", "post#c2", "--set", "words=open the bridge", "--set", "source=office",
                "--set", "descriptor=", "--set", "commitment=proposed", "--set", "likelihood=none"]) == DONE  # fmt: skip
    claim = ledger_of(case)["c2"]
    assert (claim.words, claim.source.type, claim.commitment, claim.likelihood) == (
        "open the bridge", "office", "proposed", None,
    )  # fmt: skip
    assert winset.check(case).ok


# --- Collections ---


def test_many_reports_go_into_one_ledger_and_are_searched_and_reviewed(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "wires.jsonl"
    entry = {
        "url": "https://example.org/1",
        "date": "2026-03-05",
        "text": "The ferry will stop in June, a captain said.",
    }
    lines.write_text(json.dumps(entry) + "\nno json\n", encoding="utf-8")
    collected = str(tmp_path / "all.sqlite")
    assert run(["read", str(report.parent), str(lines), "--ledger", collected]) == BAD_INPUT
    printed = capsys.readouterr()
    assert "2 read, 0 there already, 1 not readable; 2 reports" in printed.out
    assert "wires.jsonl:2: not JSON" in printed.err
    assert run(["claims", collected, "--about", "ferry", "--json"]) == DONE
    (claim,) = json.loads(said(capsys))["claims"]
    assert (claim["report"], claim["time"]["value"]) == ("https://example.org/1", "2026-06")
    assert run(["claims", collected, "confirm", "https://example.org/1#c1"]) == DONE
    said(capsys)
    assert run(["claims", collected, "--review", "confirmed", "--json"]) == DONE
    assert [one["id"] for one in json.loads(said(capsys))["claims"]] == ["c1"]
    assert run(["read", str(lines), "--ledger", collected]) == BAD_INPUT
    assert "0 read, 1 there already" in said(capsys)


def test_a_run_that_was_killed_goes_on_and_nothing_is_lost_or_double(tmp_path: Path) -> None:
    lines, collected = tmp_path / "wires.jsonl", tmp_path / "all.sqlite"
    texts = [
        f"Port {k} may close in May, two officials said. Dockers oppose plan {k}.\n" * 2 for k in range(260)
    ]
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    command = [sys.executable, "-m", "winset.cli", "read", str(lines), "--ledger", str(collected)]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL
    )
    while kept(collected) < 50:
        assert process.poll() is None, "it was done before it could be killed"
        time.sleep(0.01)
    process.kill()
    process.wait()
    halfway = kept(collected)
    assert 50 <= halfway < 260
    assert run(["read", str(lines), "--ledger", str(collected)]) == DONE
    with sqlite3.connect(collected) as store:
        found = [row[0] for row in store.execute("select text from report order by number")]
        claims, words = (
            store.execute(f"select count(*) from {name}").fetchone()[0] for name in ("claim", "claim_words")
        )
    assert found == texts
    assert claims == words == sum(len(winset.read(text).ledger.claims) for text in texts)


def kept(file: Path) -> int:
    """How many reports a collection has, while another process writes to it."""
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as store:
            return int(store.execute("select count(*) from report").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_a_file_that_is_no_collection_is_left_alone(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    assert run(["read", str(report), "--ledger", str(other)]) == BAD_USAGE
    assert "not a collection of reports" in capsys.readouterr().err
    assert other.read_text() == "mine"
