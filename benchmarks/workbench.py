"""How fast the workbench starts and answers, whether many tabs leak, whether a killed save leaves half a file.

Needs Debian's chromium and playwright. From the checkout: `python benchmarks/workbench.py [latency] [large] [tabs] [kills]`.
Results, with the machine and the date, are in benchmarks/results/workbench.md.

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
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

from conftest import CHROMIUM, FLAGS, free_port, started  # noqa: E402 (the tests' own way to start one)
from winset.case import catalogue  # noqa: E402

WATCH = """() => {
    const root = document.documentElement, times = window.times = { answered: [], painted: [] };
    let began = 0;
    document.addEventListener('click', event => { if (event.target.closest('.movers')) began = event.timeStamp; }, true);
    new MutationObserver(() => {
        const press = began;
        if (!press) return;
        began = 0;
        times.answered.push(performance.now() - press);
        requestAnimationFrame(() => setTimeout(() => times.painted.push(performance.now() - press)));
    }).observe(root, { attributeFilter: ['data-shown'] });
}"""
ARROWS = "arrows => arrows.map(arrow => arrow.getAttribute('aria-label'))"
DOWN = "#case .movers button[aria-label$=' down']:not([disabled])"
TICK = os.sysconf("SC_CLK_TCK")
LARGE = 17  # yes-or-no options: 131,072 outcomes


def main(wanted: list[str]) -> None:
    """Run what is wanted, or all."""
    for name, job in {"latency": latency, "large": large, "tabs": tabs, "kills": kills}.items():
        if not wanted or name in wanted:
            job()


def with_page(folder: Path, case: str, job: Callable[[Any, Any, str, subprocess.Popen[str]], None]) -> None:
    """A page of a workbench on a case, and the time both took to come."""
    from playwright.sync_api import sync_playwright

    process, address, up = started(folder, case, port=free_port())
    print(f"{case}: server up in {up:.2f} s")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = opened(browser, address)
            job(page, browser, address, process)
            browser.close()
    finally:
        process.terminate()


def opened(browser: Any, address: str) -> Any:
    """A new page, ready; says how long the first view took."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script("localStorage.setItem('winset-toured', '1')")
    page = context.new_page()
    page.set_default_timeout(90_000)
    began = time.monotonic()
    page.goto(address)
    page.wait_for_selector("#consequences .pane-head")
    print(f"  first view {time.monotonic() - began:.2f} s")
    page.wait_for_function("window.did_handshake && new URL(location.href).searchParams.get('desk')")
    return page


class Hand:
    """Presses arrows beside statements, so that each press makes an order that was not there before."""

    def __init__(self, page: Any, seed: int) -> None:
        page.wait_for_selector(DOWN)
        page.evaluate(WATCH)
        self._page, self._chance = page, random.Random(seed)
        labels = page.eval_on_selector_all(DOWN, ARROWS)
        last = dict(map(_moved, labels))
        self._order = {party: tuple(range(place + 1)) for party, place in last.items()}
        self._seen = {self._state}

    @property
    def _state(self) -> tuple[tuple[int, ...], ...]:
        return tuple(self._order.values())

    def press(self) -> None:
        """One change, and its answer waited for."""
        while True:
            party = self._chance.choice([*self._order])
            order = [*self._order[party]]
            place = self._chance.randrange(len(order) - 1)
            order[place], order[place + 1] = order[place + 1], order[place]
            new = {**self._order, party: tuple(order)}
            if tuple(new.values()) not in self._seen:
                break
        self._order = new
        self._seen.add(self._state)
        count = self._page.evaluate("times.painted.length")
        self._page.click(f"#case button[aria-label='Move {party} {place + 1} down']")
        self._page.wait_for_function(f"times.painted.length > {count}")

    def times(self, kind: str) -> list[float]:
        """Milliseconds from each press to its answer: `answered` in the page, `painted` on the screen."""
        return list(self._page.evaluate(f"times.{kind}"))


def _moved(label: str) -> tuple[str, int]:
    party, place = re.fullmatch(r"Move (.+) (\d+) down", label).groups()  # type: ignore[union-attr]  # the page's words
    return party, int(place)


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
    print(f"  {count} changes, press to answer: {told(hand.times('answered'))}")
    print(f"    to the screen: {told(hand.times('painted'))}; server's processor {cost:.0f} ms a change")


def latency() -> None:
    """From a change in the page to the answer shown, in bundled cases and one of 512 outcomes."""

    def job(page: Any, browser: Any, address: str, process: subprocess.Popen[str]) -> None:
        changes(page, process, 100)

    with tempfile.TemporaryDirectory() as folder:
        catalogue.copy("gaza-isf", Path(folder) / "gaza-isf")
        with_page(Path(folder), "gaza-isf", job)
        (Path(folder) / "nine.yaml").write_text(
            _written(9, "coalitions: [[us, them], [us, others]]"), encoding="utf-8"
        )
        with_page(Path(folder), "nine.yaml", job)


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

    def job(page: Any, browser: Any, address: str, process: subprocess.Popen[str]) -> None:
        changes(page, process, 10)

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "large.yaml").write_text(_written(LARGE), encoding="utf-8")
        with_page(Path(folder), "large.yaml", job)


EDITING = """seconds => {
    const root = document.documentElement, times = [], pause = wait => new Promise(done => setTimeout(done, wait));
    const orders = () => Object.fromEntries([...document.querySelectorAll('#case ol.ordered')].map(
        list => [list.querySelector('li').dataset.list, [...list.querySelectorAll('li')].map(line => line.dataset.key)]));
    const expected = orders();
    const shown = () => Number(root.dataset.shown || 0);
    async function edit() {
        for (const end = performance.now() + 1000 * seconds; performance.now() < end; await pause(300 * Math.random())) {
            const arrows = document.querySelectorAll("#case .movers button[aria-label$=' down']:not([disabled])");
            const arrow = arrows[Math.floor(arrows.length * Math.random())], line = arrow.closest('li');
            const list = expected[line.dataset.list], place = Number(line.dataset.drag);
            const before = shown(), began = performance.now();
            [list[place], list[place + 1]] = [list[place + 1], list[place]];
            arrow.click();
            while (shown() === before && performance.now() < began + 30000) await pause(3);
            times.push(performance.now() - began);
        }
        return { times, kept: JSON.stringify(orders()) === JSON.stringify(expected) };
    }
    window.edited = edit();
}"""


def tabs(count: int = 20, seconds: float = 120.0) -> None:
    """Many tabs that edit scratch versions at once: answers, complaints, memory of the server before and after."""

    def job(page: Any, browser: Any, address: str, process: subprocess.Popen[str]) -> None:
        complaints: list[str] = []
        pages = [page, *(opened(browser, address) for _ in range(count - 1))]
        for one in pages:
            one.on("pageerror", lambda error: complaints.append(str(error)))
            one.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        for length in (seconds / 8, seconds):
            before, cost = resident(process.pid), processor(process.pid)
            for one in pages:
                one.evaluate(EDITING, length)
            found = [one.evaluate("edited") for one in pages]
            times = [time for one in found for time in one["times"]]
            lost = sum(not one["kept"] for one in found)
            print(f"  {count} tabs at once for {length:.0f} s: {len(times)} changes, {told(times)}")
            print(f"    tabs that lost a change: {lost}; complaints: {complaints}")
            print(f"    memory of the server {before:.0f} MB, then {resident(process.pid):.0f} MB")
            print(f"    processor {(processor(process.pid) - cost) / len(times) * 1000:.0f} ms a change")

    with tempfile.TemporaryDirectory() as folder:
        with_page(Path(folder), "gaza-isf", job)


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
        print(f"kills: {count}, the file was whole each time, {len(seen)} versions seen")


if __name__ == "__main__":
    main(sys.argv[1:])
