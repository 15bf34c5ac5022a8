"""How fast the workbench starts and answers, whether many tabs leak, whether a killed save leaves half a file.

Needs Debian's chromium and playwright. From the checkout: `python benchmarks/workbench.py [latency] [large] [tabs] [kills]`.
Results, with the machine and the date, are in docs/workbench.md.
"""

from __future__ import annotations

import random
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

CHANGE = """async by => {
    const root = document.documentElement, before = root.dataset.shown || '0', began = performance.now();
    emitEvent('act', {act: 'move', path: ['preferences', 'us', 'statements', by > 0 ? 0 : 1], by});
    while ((root.dataset.shown || '0') === before) await new Promise(done => setTimeout(done, 2));
    return performance.now() - began;
}"""
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


def told(times: list[float]) -> str:
    """Median and 95th percentile of times in milliseconds."""
    ordered = sorted(times)
    high = ordered[int(0.95 * len(ordered))]
    return f"{len(times)} changes: median {statistics.median(times):.0f} ms, 95th percentile {high:.0f} ms"


def latency() -> None:
    """From a change in the page to the answer shown."""

    def job(page: Any, *_: Any) -> None:
        print("  " + told([page.evaluate(CHANGE, 1 if k % 2 else -1) for k in range(40)]))

    with tempfile.TemporaryDirectory() as folder:
        catalogue.copy("gaza-isf", Path(folder) / "gaza-isf")
        with_page(Path(folder), "gaza-isf", job)


def large() -> None:
    """A case of more than 100,000 outcomes."""
    parties = {"us": range(6), "them": range(6, 12), "others": range(12, LARGE)}
    lines = ["winset: 1", "title: Large", "parties: {us: Us, them: Them, others: Others}", "options:"]
    for party, own in parties.items():
        lines += [f"  {party}:", *(f"    o{k}: Option {k}" for k in own)]
    lines += ["preferences:"]
    for party, own in parties.items():
        lines += [f"  {party}:", "    statements:", *(f"      - o{k} -> o{(k + 5) % LARGE}" for k in own)]
    lines += ["status_quo: {}"]

    def job(page: Any, *_: Any) -> None:
        print("  " + told([page.evaluate(CHANGE, 1 if k % 2 else -1) for k in range(10)]))

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "large.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        with_page(Path(folder), "large.yaml", job)


def tabs(count: int = 20, seconds: float = 120.0) -> None:
    """Many tabs that edit scratch versions at once: answers, complaints, memory of the server before and after."""

    def job(page: Any, browser: Any, address: str, process: subprocess.Popen[str]) -> None:
        complaints: list[str] = []
        pages = [page, *(opened(browser, address) for _ in range(count - 1))]
        for one in pages:
            one.on("pageerror", lambda error: complaints.append(str(error)))
            one.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        times, before, end, k = [], 0.0, time.monotonic() + seconds, 0
        while time.monotonic() < end:
            times.append(pages[k % count].evaluate(CHANGE, 1 if (k // count) % 2 else -1))
            k += 1
            if k == 3 * count:
                before = resident(process.pid)
        print(f"  {count} tabs, {told(times)}; complaints {complaints}")
        print(
            f"  memory of the server {before:.0f} MB after the first changes, {resident(process.pid):.0f} MB at the end"
        )

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
