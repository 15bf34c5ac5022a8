"""A real browser on a real server: skipped, with the reason, where there is none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUIET = ("Autofocus processing was blocked",)  # what the browser says of its own, to nobody's harm


def started(folder: Path, *arguments: str, port: int) -> tuple[subprocess.Popen[str], str, float]:
    """A workbench that listens: its process, its address, and how long it took to say so."""
    command = [sys.executable, "-m", "winset.cli", "serve", *arguments, "--port", str(port), "--no-open"]
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTEST_CURRENT_TEST", None)  # the framework behaves otherwise under its own tests
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found.group(), time.monotonic() - began
    raise AssertionError("the workbench did not start")


def free_port() -> int:
    import socket

    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    pytest.importorskip("nicegui", reason="the workbench's tests need the extra `workbench` (nicegui)")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser tests need playwright (pip install playwright)"
    )
    if not Path(CHROMIUM).exists():
        pytest.skip(
            "the browser tests need Debian's chromium: apt-get install chromium, or set WINSET_CHROMIUM"
        )
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts a workbench on a case, in a folder of the test's own; gives its address."""
    running = []

    def start(*arguments: str) -> str:
        process, address, _ = started(tmp_path, *arguments, port=free_port())
        running.append(process)
        return address

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A workbench on a bundled case for all tests that keep nothing: each page has a desk of its own."""
    running: dict[str, tuple[subprocess.Popen[str], str]] = {}

    def start(name: str) -> str:
        if name not in running:
            process, address, _ = started(tmp_path_factory.mktemp(name), name, port=free_port())
            running[name] = process, address
        return running[name][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        process.wait(10)


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page that may speak to its own server only and must not complain; the tour already taken."""
    pages = []
    complaints: list[str] = []

    def open_page(address: str, tour: bool = False, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **options})
        if not tour:
            context.add_init_script("localStorage.setItem('winset-toured', '1')")
        page = context.new_page()
        page.set_default_timeout(10_000)
        own = re.match(r"http://[^/]+", address).group()  # type: ignore[union-attr]  # an address
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url)
                if not request.url.startswith((own, "data:", "blob:"))
                else None
            ),
        )
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type in ("error", "warning") and not said.text.startswith(QUIET)
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        page.goto(address)
        page.wait_for_selector("#consequences .pane-head", state="attached")
        page.wait_for_function("window.did_handshake && new URL(location.href).searchParams.get('desk')")
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not complaints, complaints
