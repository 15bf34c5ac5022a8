"""The bar that says how far a long piece of work is."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from winset.cli import waiting as module
from winset.cli.waiting import waiting

ROOT = Path(__file__).parents[1]


class Terminal:
    """Standard error that calls itself a terminal."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def test_where_nobody_looks_nothing_is_told() -> None:
    with waiting("work") as tell:
        assert tell is None


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with waiting("work") as tell:
        assert tell is not None
        tell(1, 2)
    assert terminal.written == ""


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(module, "SHORT", -1.0)
    with waiting("party by party") as tell:
        assert tell is not None
        tell(1, 20)
        tell(7, 20)
    assert "party by party" in terminal.written
    assert re.search(r"\b7/20\b", terminal.written)


SLOW = """
from time import sleep
from winset.analysis.stability import CONCEPTS
from winset.cli import main, waiting
waiting.SHORT = -1.0
CONCEPTS["gmr"] = lambda *_: sleep(60)
main(["stability", "chicken"])
"""


def test_an_interrupt_of_long_work_wipes_the_bar_away() -> None:
    leader, follower = pty.openpty()
    environment = dict(os.environ, TERM="xterm", COLUMNS="100", PYTHONPATH=str(ROOT / "src"))
    command = [sys.executable, "-c", SLOW]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follower, env=environment) as process:
        os.close(follower)
        shown = b""
        while b"1/10" not in shown:
            shown += os.read(leader, 4096)
        process.send_signal(signal.SIGINT)
        try:
            while part := os.read(leader, 4096):
                shown += part
        except OSError:  # the terminal is gone when the process is
            pass
        code = process.wait(timeout=20)
    os.close(leader)
    assert code == 130
    assert b"Traceback" not in shown
    assert shown.rstrip().endswith(b"\x1b[2K\r\ninterrupted")
