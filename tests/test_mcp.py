"""The tools for an assistant, asked over standard input and output with the client of the same package."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from winset.cli.program import BAD_INPUT, run
from winset.cli.tools import MAX_CLAIMS, Desk
from winset.errors import ArgumentError

ROOT = Path(__file__).parents[1]
REPORT = "Norland may send observers in May, two officials said. Sudland has refused to sign the accord."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "cases"
    own.mkdir()
    (own / "note.txt").write_text(REPORT, encoding="utf-8")
    run(["example", "bypass", "-o", str(own / "bypass")])
    (tmp_path / "secret.txt").write_text("The treaty has been signed, the minister said.")
    (own / "link.txt").symlink_to(tmp_path / "secret.txt")
    return own


def conversation(
    folder: Path, calls: list[tuple[str, dict[str, Any]]]
) -> tuple[set[str], list[tuple[bool, str]]]:
    """The tools a started server offers, and what each call gives: whether it is an error, and the text."""
    pytest.importorskip("mcp.server.mcpserver", reason="the mcp package, version 2, is not installed")
    from mcp import ClientSession, StdioServerParameters, stdio_client

    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "winset.cli", "mcp", str(folder)], env=environment
    )

    async def talk() -> tuple[set[str], list[tuple[bool, str]]]:
        async with stdio_client(server) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            answers = [await session.call_tool(name, given) for name, given in calls]
        return names, [(bool(one.is_error), one.content[0].text) for one in answers]  # type: ignore[union-attr]

    return asyncio.run(talk())


def test_an_assistant_reads_checks_and_asks(folder: Path) -> None:
    names, answers = conversation(
        folder,
        [
            ("read", {"report": "note.txt"}),
            ("read", {"text": REPORT}),
            ("check", {"case": "bypass"}),
            ("stability", {"case": "elmira", "concepts": ["nash"]}),
            ("paths", {"case": "bypass"}),
            ("deals", {"case": "gaza-isf"}),
            ("claims", {"case": "bypass", "about": "permit"}),
            ("read", {"report": "../secret.txt"}),
            ("read", {"report": "link.txt"}),
            ("stability", {"case": "nowhere.yaml"}),
            ("stability", {"case": "elmira", "concepts": ["nsh"]}),
        ],
    )
    assert names == {"read", "check", "stability", "paths", "deals", "claims"}
    data = [json.loads(text) for error, text in answers[:7] if not error]
    assert len(data) == 7
    assert [claim["id"] for claim in data[0]["claims"]] == ["c1", "c2"]
    assert data[0] == data[1]
    assert (data[2]["ok"], data[2]["file"]) == (True, "bypass")
    assert data[3]["equilibria"] == {"nash": ["5", "8", "9"]}
    assert data[4]["case"]["title"] == "The bypass"
    assert data[6]["claims"]
    refusals = answers[7:]
    assert all(error for error, _ in refusals)
    assert all("leads out of the folder" in text for _, text in refusals[:2])
    assert "signed" not in refusals[0][1] + refusals[1][1]
    assert "no such file" in refusals[2][1]
    assert 'did you mean "nash"?' in refusals[3][1]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "link.txt", "cases/../../x", "a\0b"])
def test_nothing_outside_the_folder_is_seen(folder: Path, name: str) -> None:
    desk = Desk(folder)
    for ask in (lambda: desk.read(name), lambda: desk.stability(name), lambda: desk.claims(name)):
        with pytest.raises(ArgumentError, match="leads out of the folder"):
            ask()


def test_a_tool_wants_a_report_or_a_text_and_not_too_much(folder: Path) -> None:
    desk = Desk(folder)
    for given in ({}, {"report": "note.txt", "text": "x"}, {"text": "x" * 2_000_000}):
        with pytest.raises(ArgumentError):
            desk.read(**given)


def test_a_long_list_of_claims_says_what_it_leaves_off(folder: Path) -> None:
    (folder / "long.txt").write_text(
        "\n".join(f"Mayor {k} resigned on Monday." for k in range(MAX_CLAIMS + 30))
    )
    run(["read", str(folder / "long.txt"), "--ledger", str(folder / "all.sqlite")])
    run(["read", str(folder / "long.txt"), "--into", str(folder / "bypass")])
    found = Desk(folder).claims("bypass", status="done")
    assert len(found["claims"]) == MAX_CLAIMS
    assert found["left_off"] > 0
    assert len(Desk(folder).claims("all.sqlite", status="done")["claims"]) == MAX_CLAIMS


def test_without_the_package_one_sentence_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert run(["mcp", str(folder)]) == BAD_INPUT
    assert capsys.readouterr().err.strip().endswith("pip install 'winset[mcp]'")
