"""How fast the workbench starts and answers, whether many tabs leak, whether a killed save leaves half a file.

Needs Debian's chromium and playwright. From the checkout:

    python benchmarks/workbench.py [latency] [large] [tabs] [kills]
    python benchmarks/workbench.py against ANOTHER_CHECKOUT    # both in turn, change by change

What is measured is also written to benchmarks/results/workbench.md, with the machine, the date and the load.

A change is a real press of the mouse on a statement's arrow, and makes a version that was never answered before; the
time runs from the browser's own mark on that press to the moment the new bottom line and equilibria stand in the page.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

from benchmarks.hands import EDITING, Hand, opened  # noqa: E402
from benchmarks.machine import load, machine  # noqa: E402

import conftest  # noqa: E402 (the tests' own way to start one)
from winset.case import catalogue  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
LARGE = 17  # yes-or-no options: 131,072 outcomes
RESULTS = Path(__file__).parent / "results" / "workbench.md"
said: list[str] = []


def main(wanted: list[str]) -> None:
    """Run what is wanted, or all, and write down what was found."""
    if wanted[:1] == ["against"]:
        jobs: dict[str, Callable[[], None]] = {"against": lambda: against(Path(wanted[1]))}
    else:
        jobs = {"latency": latency, "large": large, "tabs": tabs, "kills": kills}
    for name, job in jobs.items():
        if not wanted or name in wanted:
            said.clear()
            busy = load()
            job()
            written(name, busy)


def say(line: str) -> None:
    """Tell a figure, and keep it to be written down."""
    print(line, flush=True)
    said.append(line)


def written(name: str, busy: str) -> None:
    """Put what a job said in the place of what it said before."""
    facts = machine()
    about = ", ".join(facts[name] for name in ("date", "processor")) + f", {facts['cores']} cores"
    about += f", Python {facts['python']}, load {busy} before and {load()} after"
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEADING
    parts = dict(re.findall(r"(?ms)^## (\w+)\n(.*?)(?=^## |\Z)", old))
    parts[name] = f"\n{about}\n\n" + "".join(f"- {line}\n" for line in said)
    body = "\n".join(f"## {key}\n{part.rstrip()}\n" for key, part in parts.items())
    RESULTS.write_text(HEADING + body.rstrip("\n") + "\n", encoding="utf-8")


HEADING = """# The workbench: how soon it answers, and what it endures

Written by `python benchmarks/workbench.py`; each job in its own section, measured anew as a whole. `load` is how many
processes wanted a core: above the number of cores, times are inflated by other work, and the server's processor time
is the better figure.

"""


@contextmanager
def served(folder: Path, case: str, root: Path = ROOT) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    """A workbench on a case: its process, its address, and the seconds until it answered."""
    conftest.ROOT, began = root, time.monotonic()
    process, address, _ = conftest.started(folder, case, port=conftest.free_port())
    while True:
        try:
            urllib.request.urlopen(address).close()
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.005)
    try:
        yield process, address, time.monotonic() - began
    finally:
        process.terminate()


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=conftest.CHROMIUM, args=conftest.FLAGS)
        yield browser
        browser.close()


def told(times: list[float]) -> str:
    """Median and 95th percentile of times in milliseconds."""
    ordered = sorted(times)
    high = ordered[int(0.95 * len(ordered))]
    return (
        f"median {statistics.median(times):.0f} ms, 95th percentile {high:.0f} ms, worst {ordered[-1]:.0f} ms"
    )


def processor(process: int) -> float:
    """The processor time a process has used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def changes(page: Any, process: subprocess.Popen[str], count: int) -> None:
    """How long changes take to be answered, and what they cost the server's processor."""
    hand, before = Hand(page, 7), processor(process.pid)
    for _ in range(count):
        hand.press()
    cost = (processor(process.pid) - before) / count * 1000
    say(f"{count} changes, press to answer in the page: {told(hand.times('answered'))}")
    say(f"press to screen: {told(hand.times('painted'))}; the server's processor {cost:.0f} ms a change")


def opened_and_changed(folder: Path, case: str, count: int) -> None:
    """The start, the first view, and changes."""
    with served(folder, case) as (process, address, up), browsing() as browser:
        page, view = opened(browser, address)
        say(f"{case}: server up in {up:.2f} s, first view in {view:.2f} s")
        changes(page, process, count)


def latency() -> None:
    """From a change in the page to the answer shown, in a bundled case and one of 512 outcomes with coalitions."""
    with tempfile.TemporaryDirectory() as folder:
        made_cases(Path(folder))
        for case in ("gaza-isf", "nine.yaml"):
            opened_and_changed(Path(folder), case, 100)


def made_cases(folder: Path) -> None:
    """The cases that are measured, in a folder."""
    catalogue.copy("gaza-isf", folder / "gaza-isf")
    nine = _written(9, "coalitions: [[us, them], [us, others]]")
    (folder / "nine.yaml").write_text(nine, encoding="utf-8")
    (folder / "large.yaml").write_text(_written(LARGE), encoding="utf-8")


def against(other: Path, count: int = 60) -> None:
    """Another checkout and this one in one run: one change there, one here."""
    for case in ("gaza-isf", "nine.yaml"):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            made_cases(folder)
            browser = stack.enter_context(browsing())
            both: dict[str, tuple[subprocess.Popen[str], Hand]] = {}
            for name, root in (("other", other), ("this", ROOT)):
                process, address, up = stack.enter_context(served(folder, case, root))
                page, view = opened(browser, address)
                say(f"{case}, {name}: server up in {up:.2f} s, first view in {view:.2f} s")
                both[name] = process, Hand(page, 5)
            before = {name: processor(process.pid) for name, (process, _) in both.items()}
            for _ in range(count):
                for _, hand in both.values():
                    hand.press()
            for name, (process, hand) in both.items():
                cost = (processor(process.pid) - before[name]) / count * 1000
                say(
                    f"{case}, {name}: {told(hand.times('answered'))}; the server's processor {cost:.0f} ms a change"
                )


def _written(options: int, more: str = "") -> str:
    """A case of three parties with so many yes-or-no options and no rule."""
    third = options // 3
    parties = {"us": range(third), "them": range(third, 2 * third), "others": range(2 * third, options)}
    lines = ["winset: 1", "title: Many", "parties: {us: Us, them: Them, others: Others}", "options:"]
    for party, own in parties.items():
        lines += [f"  {party}:", *(f"    o{k}: Option {k}" for k in own)]
    lines += ["preferences:"]
    for k, party in enumerate(parties):
        wants = [(7 * one + 3 * k) % options for one in range(options)]
        lines += [
            f"  {party}:",
            "    statements:",
            *(f"      - o{one} -> o{(one + 5) % options}" for one in wants),
        ]
    return "\n".join([*lines, "status_quo: {}", more]) + "\n"


def large() -> None:
    """A case of more than 100,000 outcomes."""
    with tempfile.TemporaryDirectory() as folder:
        made_cases(Path(folder))
        opened_and_changed(Path(folder), "large.yaml", 20)


def tabs(count: int = 20, seconds: float = 120.0) -> None:
    """Many tabs that edit scratch versions at once: answers, complaints, memory of the server before and after."""
    with tempfile.TemporaryDirectory() as folder:
        made_cases(Path(folder))
        with served(Path(folder), "gaza-isf") as (process, address, _), browsing() as browser:
            complaints: list[str] = []
            pages = [opened(browser, address)[0] for _ in range(count)]
            for one in pages:
                one.on("pageerror", lambda error: complaints.append(str(error)))
                one.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
            for length in (seconds / 4, seconds):
                _edited(pages, process, length)
            say(f"complaints of the pages: {complaints or 'none'}")


def _edited(pages: list[Any], process: subprocess.Popen[str], seconds: float) -> None:
    before, cost = resident(process.pid), processor(process.pid)
    for page in pages:
        page.evaluate(EDITING, seconds)
    found = [page.evaluate("edited") for page in pages]
    times = [time for one in found for time in one["times"]]
    lost = sum(not one["kept"] for one in found)
    cost = (processor(process.pid) - cost) / len(times) * 1000
    say(f"{len(pages)} tabs at once for {seconds:.0f} s: {len(times)} changes, {told(times)}")
    say(f"tabs that lost a change: {lost}; the server's processor {cost:.0f} ms a change")
    say(f"memory of the server {before:.0f} MB, then {resident(process.pid):.0f} MB")


def resident(process: int) -> float:
    """The memory a process holds, in MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6


def kills(count: int = 200) -> None:
    """Processes killed while they save."""
    from test_workbench_versions import SAVER
    from winset.workbench.versions import changes

    with tempfile.TemporaryDirectory() as folder:
        file, chance, seen = catalogue.copy("bypass", Path(folder) / "case"), random.Random(7), set()
        text = file.read_text(encoding="utf-8")
        allowed = {text, *(changes.likelihood_set(text, ("rules", 0), percent) for percent in range(20, 80))}
        for _ in range(count):
            saver = [sys.executable, "-c", SAVER, str(file.parent)]
            environment = {"PYTHONPATH": str(ROOT / "src")}
            with subprocess.Popen(saver, stdout=subprocess.PIPE, text=True, env=environment) as process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(chance.uniform(0.0, 0.2))
                process.kill()
            found = file.read_text(encoding="utf-8")
            assert found in allowed, "half a file"
            seen.add(found)
        say(
            f"{count} processes killed: the file was whole each time, one version or the next; {len(seen)} versions seen"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
