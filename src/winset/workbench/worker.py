"""A process for one long question at a time, which can be ended: a line of JSON in, lines of JSON out.

In: `{"kind", "text", "file", "beside", "given"}`. Out: `{"done": percent}` while it works, then `{"found"}` or
`{"error"}`. Run as `python -m winset.workbench.worker`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from winset.case.files import check_text
from winset.case.model import Case
from winset.errors import CaseError, WinsetError

MOST = 64_000_000  # bytes of a line


class Worker:
    """The page's side: one question at a time in a process of its own."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, question: dict[str, Any], progress: Callable[[int], None] | None = None) -> Any:
        """The answer to a question; WinsetError where it has none, or the process was ended."""
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question).encode() + b"\n")
        await process.stdin.drain()
        while line := await process.stdout.readline():
            said = json.loads(line)
            if "found" in said:
                return said["found"]
            if "error" in said:
                raise WinsetError(said["error"])
            if progress is not None:
                progress(int(said["done"]))
        self._process = None
        raise WinsetError("the process that worked on this has ended: ask again")

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            command = [sys.executable, "-m", "winset.workbench.worker"]
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, limit=MOST
            )
        return self._process

    def cancel(self) -> None:
        """End the process, and with it whatever it works on."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        self._process = None


def answered(question: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> Any:
    """The answer to one question of the page."""
    from winset.workbench import before_after, questions

    given, kind = question["given"], question["kind"]
    if kind == "read":
        return questions.reading(given["text"], given["outlet"], given["published"])
    case = _case(question)
    if kind == "unlock":
        return questions.unlocking(case, given["target"])
    if kind == "why_not":
        return questions.keeping_out(case, given["target"])

    def progress(done: int, total: int) -> None:
        say({"done": 100 * done // max(total, 1)})

    if kind == "withdraw":
        return before_after.withdrawing(case, given["what"], progress)
    if kind == "differ":
        return before_after.differing(_case({**question, **given["old"]}), case, given["with"], progress)
    if kind == "minds":
        return questions.minds(case, given["target"], given["concept"], progress)
    return questions.surety(case, given["target"], progress)


def _case(question: dict[str, Any]) -> Case:
    """The case of a question's text; CaseError where it has problems."""
    check = check_text(question["text"], Path(question["file"]), None, question["beside"])
    if check.case is None:
        raise CaseError(check.problems)
    return check.case


def main() -> None:
    """Answer questions until there are no more."""

    def say(message: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()

    for line in sys.stdin:
        try:
            say({"found": answered(json.loads(line), say)})
        except WinsetError as error:
            say({"error": str(error)})
        except (MemoryError, RecursionError):
            say({"error": "this is too large for the memory that is free"})
        except Exception as error:  # a fault of this program's: the page must learn of it
            traceback.print_exc()
            said = f"something failed inside Winset ({type(error).__name__})"
            say({"error": f"{said}; the terminal of `winset serve` says more"})


if __name__ == "__main__":
    main()
