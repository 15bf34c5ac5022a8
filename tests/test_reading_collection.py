"""Many reports in one ledger: nothing lost, nothing doubled, bad files named, analysts' work kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from winset.errors import ArgumentError, ReportError
from winset.reading.collection import BATCH, Collection, Entry, Progress, entries
from winset.reading.pages import Page

FERRY = "Ferry talks failed on Monday, the minister said. Dockers oppose the plan."


def folder(path: Path, count: int) -> Path:
    path.mkdir(exist_ok=True)
    for k in range(count):
        (path / f"r{k:03}.txt").write_text(f"Port {k} may close in May, officials said.", encoding="utf-8")
    return path


def test_files_folders_and_lines_become_one_ledger(tmp_path: Path) -> None:
    reports = folder(tmp_path / "in", 3)
    lines = tmp_path / "more.jsonl"
    rows = [{"url": "https://example.org/a", "date": "2026-03-04", "text": FERRY}, {"text": "Rain fell."}]
    lines.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    with Collection(tmp_path / "c.db") as store:
        assert store.read([reports, lines]) == Progress(read=5)
        assert list(store.names())[3:] == ["https://example.org/a", f"{lines}:2"]
        assert store.ledger("https://example.org/a").report.published == "2026-03-04"
        assert store.text(f"{lines}:2") == "Rain fell."
        assert len(store.search("officials close")) == 3
        [found] = store.search("dockers plan")
        assert (found.report, found.claim.status) == ("https://example.org/a", "refused")


def test_reading_again_doubles_nothing(tmp_path: Path) -> None:
    reports = folder(tmp_path / "in", 4)
    with Collection(tmp_path / "c.db") as store:
        store.read([reports])
        assert store.read([reports, reports]) == Progress(unchanged=8)
        assert len(store) == 4
        assert len(store.search("close")) == 4


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    reports = folder(tmp_path / "in", BATCH + 20)

    def stop(progress: Progress) -> None:
        if progress.read == BATCH + 10:
            raise KeyboardInterrupt

    store = Collection(tmp_path / "c.db")
    with pytest.raises(KeyboardInterrupt):
        store.read([reports], stop)
    store.close()
    with Collection(tmp_path / "c.db") as again:
        assert len(again) == BATCH
        assert again.read([reports]) == Progress(read=20, unchanged=BATCH)
        assert len(again.search("close", limit=1000)) == BATCH + 20


def test_bad_files_are_named_and_passed_over(tmp_path: Path) -> None:
    reports = folder(tmp_path / "in", 1)
    (reports / "a.txt").write_bytes(b"\xff\xfe\x00bad")
    (reports / "b.txt").write_bytes("caf\xe9".encode("latin-1"))
    (reports / "photo.png").write_bytes(b"\x89PNG")
    lines = tmp_path / "x.jsonl"
    lines.write_text('{"text": 3}\nnot json\n{"text": "\\ud800"}\n{"text": "Rain fell.", "date": "soon"}\n')
    with Collection(tmp_path / "c.db") as store:
        assert store.read([reports, lines, tmp_path / "none.txt"]) == Progress(read=1, bad=7)
        named = {problem.file: problem.message for problem in store.problems()}
        assert set(named) == {str(reports / "a.txt"), str(reports / "b.txt"), str(tmp_path / "none.txt")} | {
            f"{lines}:{k}" for k in (1, 2, 3, 4)
        }
        assert "not UTF-8" in named[str(reports / "b.txt")]
        lines.write_text('{"text": "Rain fell."}\n', encoding="utf-8")
        store.read([lines])
        assert f"{lines}:1" not in {problem.file for problem in store.problems()}


def test_what_an_analyst_touched_stays_when_a_report_changes(tmp_path: Path) -> None:
    with Collection(tmp_path / "c.db") as store:
        store.add("a", Page(FERRY))
        first, second = store.ledger("a").claims
        store.review("a", replace(first, status="unresolved", review="edited"))
        store.review("a", replace(second, review="confirmed"))
        store.add("a", Page("New. " + FERRY.replace("Dockers oppose the plan.", "Nobody objects.")))
        kept = store.ledger("a")[first.id]
        assert (kept.status, kept.review) == ("unresolved", "edited")
        assert kept.content[0].start == first.content[0].start + 5
        assert store.lost() == (("a", second.words),)
        assert store.search("plan") == []


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but long enough to be taken for one " * 40)
    with pytest.raises(ReportError, match="not a collection"):
        Collection(other)
    with Collection(tmp_path / "c.db") as store:
        with pytest.raises(ArgumentError, match="no report named"):
            store.ledger("x")
        assert store.search('" OR (') == []
        assert store.search("") == []


def test_entries_come_one_at_a_time(tmp_path: Path) -> None:
    found = entries([folder(tmp_path / "in", 2), tmp_path / "absent"])
    assert isinstance(next(found), Entry)
    assert [Path(entry.name).name for entry in found] == ["r001.txt", "absent"]
