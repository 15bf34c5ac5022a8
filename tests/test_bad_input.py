"""What a stranger may hand over by mistake or in malice: one clear message, exit code 1, nothing written, soon.

The places and words of the problems inside a case are tested in `test_case_problems`; here the whole program
is asked, as a person would, and what matters is how it ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from winset.cli.program import BAD_INPUT, BAD_USAGE, DONE, run

ROOT = Path(__file__).parents[1]
HEAD = "winset: 1\ntitle: Road\nparties: {council: Council, builder: Builder}\n"
OPTIONS = "options: {council: {permit: Permit, toll: {levels: [none, low, high]}}, builder: {build: Build}}\n"
WANTS = "preferences: {council: {statements: [permit]}, builder: {statements: [build]}}\n"
ROAD = HEAD + OPTIONS + WANTS
BODY = "deal: {ratified_by: [{body: Vote, members: {north: 4, south: 3}, stands_for: {%s}, %s}]}\n"
SOUND_BODY = BODY % ("north: council, south: builder", "quota: 4")
MANY = "options: {council: {" + ", ".join(f"c{k}: C" for k in range(20)) + "}, builder: {"
FORTY = MANY + ", ".join(f"b{k}: B" for k in range(20)) + "}}\n"
SOON = (
    5.0  # seconds of this process: far above what any refusal takes, far below a search through what is asked
)

NOT_A_CASE = {
    "an empty file": (b"", "is empty"),
    "blank lines": (b"\n\n  \n", "is empty"),
    "only a comment": (b"# to do\n", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    "Latin-1": (ROAD.replace("Road", "Straße").encode("latin-1"), "not UTF-8 text"),
    "UTF-16": (ROAD.encode("utf-16"), "YAML text in UTF-8"),
    "a list": (b"- winset\n- 1\n", "a case is a mapping"),
    "one word": (b"winset\n", "a case is a mapping"),
    "ten megabytes of brackets": (b"[" * 10_000_000, "too long"),
    "three megabytes of brackets": (b"[" * 3_000_000, "levels of nesting"),
    "three megabytes of braces": (b"{a: " * 750_000, "levels of nesting"),
    "aliases of aliases": (
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (k, k, k - 1, k - 1) for k in range(98, 122)),
        "anchors (&) are not allowed",
    ),
    "an object to be made": (b"!!python/object/apply:os.system [echo hello]", "tags (!) are not allowed"),
    "a duplicate key": (ROAD.encode() + b"title: Another\n", 'duplicate key "title"'),
    "another format": (b'{"cells": [], "nbformat": 4}', 'unknown key "cells"'),
}

NAMES = {
    "option": (ROAD + "rules: [bild]\n", 'unknown option "bild" (did you mean "build"?)'),
    "level": (ROAD + "rules: [toll = hihg]\n", '"toll" has no level "hihg" (did you mean "high"?)'),
    "party": (ROAD.replace("builder: {build", "bilder: {build"), 'unknown party "bilder"'),
    "coalition member": (ROAD + "coalitions: [[council, bilder]]\n", 'unknown party "bilder"'),
    "consent": (ROAD + "deal: {between: [bilder]}\n", 'unknown party "bilder"'),
    "fallback party": (ROAD + "deal: {fallback: {bilder: {}}}\n", 'unknown party "bilder"'),
    "fallback option": (ROAD + "deal: {fallback: {builder: {bild: yes}}}\n", 'unknown option "bild"'),
    "fallback level": (ROAD + "deal: {fallback: {builder: {toll: hihg}}}\n", '"toll" has no level "hihg"'),
    "member with a veto": (
        ROAD + SOUND_BODY.replace("quota", "vetoes: [noth], quota"),
        'unknown member "noth"',
    ),
    "member represented": (
        ROAD + BODY % ("noth: council, south: builder", "quota: 4"),
        'unknown member "noth"',
    ),
    "party represented": (
        ROAD + BODY % ("north: concil, south: builder", "quota: 4"),
        'unknown party "concil"',
    ),
    "report": (ROAD + "rules: [{that: build -> permit, evidence: [gazete#c1]}]\n", 'unknown report "gazete"'),
    "likelihood": (ROAD + "rules: [{that: build -> permit, likelihood: likly}]\n", '"likly" is no word of'),
    "key": (ROAD + "rulse: [build]\n", 'unknown key "rulse" (did you mean "rules"?)'),
    "outcome": (
        HEAD + "outcomes: {1: a, 2: b}\nmoves: {council: {1: [3]}}\n"
        "preferences: {council: {outcomes: [[1], [2]]}, builder: {outcomes: [[2], [1]]}}\n",
        'unknown outcome "3"',
    ),
}

CONTENTS = {
    "no outcome is left": (
        ROAD + "rules: [permit, build -> toll = high, not permit, toll = low]\n",
        'these 2 rules cannot all hold: rule 1 "permit" (line 6); rule 3 "not permit" (line 6)',
    ),
    "the status quo breaks a rule": (
        ROAD + "rules: [build -> permit]\nstatus_quo: {build: yes}\n",
        'the status quo breaks rule 1 "build -> permit"',
    ),
    "a ranking misses outcomes": (
        HEAD + OPTIONS + "preferences: {council: {outcomes: [[1]]}, builder: {statements: [build]}}\n",
        "misses outcomes 2, 3, 4",
    ),
    "forty options": (
        HEAD + FORTY + "preferences: {council: {statements: [c1]}, builder: {statements: [b1]}}\n",
        "1,099,511,627,776",
    ),
    "a weight past all numbers": (
        HEAD
        + OPTIONS
        + "preferences: {council: {weights: {permit: 1e999}}, builder: {statements: [build]}}\n",
        "number",
    ),
    "a weight of three hundred digits and more": (
        HEAD + OPTIONS + "preferences: {council: {weights: {permit: " + "9" * 2000 + "}},"
        " builder: {statements: [build]}}\n",
        "number",
    ),
    "a weight that is no number": (
        HEAD
        + OPTIONS
        + "preferences: {council: {weights: {permit: .nan}}, builder: {statements: [build]}}\n",
        "number",
    ),
    "votes past all numbers": (ROAD + SOUND_BODY.replace("north: 4,", "north: 1e400,"), "number"),
    "a formula nested past reason": (
        ROAD + "rules: [" + "(" * 5000 + "build" + ")" * 5000 + "]\n",
        "more than 50 levels deep",
    ),
    "a formula of ten thousand negations": (
        ROAD + "rules: [" + "not " * 10_000 + "build]\n",
        "more than 50 levels deep",
    ),
}

FOREIGN = {
    "garbled.gmcr": b"not JSON at all",
    "empty.gmcr": b"",
    "binary.gmcr": b"\x00\x01\x02",
    "list.gmcr": b"[1, 2]",
    "deep.gmcr": b"[" * 200_000,
    "bare.gmcr": b"{}",
    "garbled.xml": b"<case",
    "entities.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
    "empty.csv": b"",
    "binary.csv": b"\x00\xff\xfe,\x01",
}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Ask, and see that it was refused as bad input: what was said of it."""
    begun = time.process_time()
    assert run([str(argument) for argument in arguments]) == BAD_INPUT
    printed = capsys.readouterr()
    assert time.process_time() - begun < SOON
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert max(map(len, printed.err.splitlines())) < 500
    return printed.err


def spoiled(folder: Path, content: bytes | str, name: str = "case.yaml") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize("what", NOT_A_CASE)
def test_what_is_no_case_is_refused(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, message = NOT_A_CASE[what]
    file = spoiled(tmp_path, content)
    error = refused(capsys, "brief", file, "-o", tmp_path / "brief.html")
    assert error.startswith(str(file))
    assert message in error
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]


@pytest.mark.parametrize("what", NAMES)
def test_an_unknown_name_is_refused_once_at_its_place(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = NAMES[what]
    file = spoiled(tmp_path, content)
    error = refused(capsys, "stability", file, "-o", tmp_path / "stability.json")
    assert error.startswith(f"{file}:")
    assert error.count(message) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]


@pytest.mark.parametrize("what", CONTENTS)
@pytest.mark.parametrize("command", ["check", "brief"])
def test_what_cannot_be_computed_is_refused(
    command: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = CONTENTS[what]
    assert message in refused(capsys, command, spoiled(tmp_path, content))


@pytest.mark.parametrize("name", FOREIGN)
def test_another_programs_file_that_is_none_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = spoiled(tmp_path, FOREIGN[name], name)
    assert str(file) in refused(capsys, "convert", file, "-o", tmp_path / "case.yaml")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoiled(tmp_path, ROAD, "road.yaml")
    assert "has no case.yaml (it has road.yaml)" in refused(capsys, "brief", tmp_path)
    (tmp_path / "case.yaml").mkdir()
    assert "cannot be read" in refused(capsys, "brief", tmp_path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoiled(tmp_path, ROAD, "road.yaml")
    assert len(refused(capsys, "brief", tmp_path / "raod.yaml").splitlines()) == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoiled(tmp_path, ROAD).chmod(0)
    assert "Permission denied" in refused(capsys, "brief", tmp_path)


@pytest.mark.parametrize("path", ["../secret.txt", "reports/../../secret.txt", "/etc/hostname", "link.txt"])
def test_a_report_outside_the_folder_is_refused(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "case"
    (folder / "reports").mkdir(parents=True)
    secret = spoiled(tmp_path, "the secret", "secret.txt")
    (folder / "link.txt").symlink_to(secret)
    spoiled(folder, ROAD + f"reports: {{r: {{file: {path}}}}}\n")
    error = refused(capsys, "brief", folder)
    assert "the secret" not in error
    assert path in error


def test_a_claim_that_is_not_in_its_report_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled(tmp_path, "Nothing was said.", "r.txt")
    report = {"sha256": hashlib.sha256(b"Nothing was said.").hexdigest(), "chars": 17}
    spoiled(tmp_path, json.dumps({"report": report, "claims": []}), "r.claims.json")
    cited = "reports: {r: {file: r.txt}}\nrules: [{that: build -> permit, evidence: [r#c9]}]\n"
    spoiled(tmp_path, ROAD + cited)
    assert "c9" in refused(capsys, "check", tmp_path)


@pytest.mark.parametrize("text", [b"", ROAD.encode("utf-16"), b"[" * 5_000_000, b"winset"])
def test_nothing_good_on_standard_input_is_refused(text: bytes) -> None:
    done = asked("brief", "-", given=text)
    assert done.returncode == BAD_INPUT
    assert done.stdout == b""
    assert done.stderr.startswith(b"standard input:")
    assert len(done.stderr.splitlines()) <= 3


def test_a_folder_that_does_not_exist_or_may_not_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("missing/brief.html", "case.yaml/brief.html"):
        spoiled(tmp_path, ROAD)
        assert f"cannot write {tmp_path / name}: " in refused(
            capsys, "brief", "chicken", "-o", tmp_path / name
        )
    if hasattr(os, "geteuid") and os.geteuid():
        (tmp_path / "sealed").mkdir(mode=0o500)
        assert "Permission denied" in refused(
            capsys, "brief", "chicken", "-o", tmp_path / "sealed" / "brief.md"
        )
    assert run(["brief", "chicken", "-o", str(tmp_path)]) == BAD_USAGE


def test_a_full_disk_is_said() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with open("/dev/full", "wb") as full:
        done = asked("brief", "chicken", stdout=full)
    assert done.returncode == BAD_INPUT
    assert done.stderr.decode().strip() == "standard output: No space left on device"


@pytest.mark.skipif(os.name == "nt", reason="a shell that can close a stream is needed")
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m winset.cli stability chicken {closed}'],
        env=environment(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert done.returncode == DONE


@pytest.mark.parametrize(
    "content",
    [
        ROAD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ROAD.replace("\n", "\r\n").encode(),
        ROAD.replace("\n", "\r").encode(),
        ROAD.rstrip("\n").encode(),
    ],
    ids=["Windows lines", "Windows lines and byte-order mark", "old Macintosh lines", "no last line end"],
)
def test_other_systems_files_are_the_same_case(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for written in (ROAD.encode(), content):
        assert run(["stability", str(spoiled(tmp_path, written)), "--json"]) == DONE
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]


def test_names_in_any_script_and_paths_with_blanks_are_fine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "my cases" / "Übung 例 🕊"
    folder.mkdir(parents=True)
    words = {"Council": "مجلس المدينة", "Builder": "建筑商", "Permit": "许可证 🕊️", "Build": "يبني"}
    text = ROAD
    for plain, other in words.items():
        text = text.replace(plain, other)
    file = spoiled(folder, text)
    for command in ("check", "stability", "brief"):
        assert run([command, str(file)]) == DONE
    printed = capsys.readouterr().out
    assert all(word in printed for word in words.values())
    assert run(["brief", str(file), "-o", str(folder / "récit 🕊.html")]) == DONE
    assert "建筑商" in (folder / "récit 🕊.html").read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""
    assert run(["brief", str(file), "-o", str(folder / "récit.png")]) == DONE
    assert "some letters are drawn as boxes" in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [{"PYTHONOPTIMIZE": "1"}, {"LC_ALL": "C"}, {"TERM": "dumb"}, {"COLUMNS": "1"}]
)
def test_other_surroundings_give_the_same_answer(
    more: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", "chicken", "--to", "md"]) == DONE
    done = asked("brief", "chicken", "--to", "md", more=more)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (DONE, capsys.readouterr().out, b"")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", **more}


def asked(
    *arguments: str, given: bytes = b"", stdout: object = subprocess.PIPE, more: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # stdout may be a file
        [sys.executable, "-m", "winset.cli", *arguments],
        env=environment(**(more or {})),
        input=given,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )


def test_a_terminal_without_our_signs_gets_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    done = asked(
        "stability", "chicken", more={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "COLUMNS": "80"}
    )
    assert done.returncode == DONE
    lines = done.stdout.decode("ascii").splitlines()
    assert lines[2] == "-" * len(lines[1].rstrip())
    assert lines[3].split() == ["1", "both", "give", "way", "x", "x"]
