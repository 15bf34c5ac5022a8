"""The workbench for people who use no mouse, see little, or hear what is on the screen; and how fast it answers.

axe-core comes from the npm registry, for these tests only, and is never part of the project.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from browser.pages import Shared, Visit, click, paste


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from WINSET_AXE or fetched once with npm."""
    if given := os.environ.get("WINSET_AXE"):
        return Path(given).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(
            "the accessibility tests fetch axe-core with npm, which is not here (or set WINSET_AXE to axe.min.js)"
        )
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        [npm, "pack", "axe-core", "--silent"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    packed = next(iter(folder.glob("axe-core-*.tgz")), None)
    if done.returncode or packed is None:
        pytest.skip(f"axe-core could not be fetched from the npm registry: {done.stderr.strip()[:200]}")
    with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


def faults(page: Any, axe: str) -> list[str]:
    """What axe finds serious or worse on the page as it is."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


STATES = (
    "", "#evidence-tab-claims", "#evidence-tab-sources", "#case-tab-board", "#consequences-tab-moves", "#consequences-tab-agreement",
    "#consequences-tab-change", "#case-tab-text", "#evidence-tab-report", "#claim-c4", "#case-tab-lines",
    "[data-line='rule 2'] .words", "[data-line='rule 2'] [role=switch]",
)  # fmt: skip
DIALOGS = (
    "#top >> text=Versions", "#top >> text=Export", "#top >> text=Cases", "[aria-label='Help and keys']", "text=Name it",
    "[aria-label='Find what Washington wants by comparing outcomes']",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(shared: Shared, visit: Visit, axe: str, scheme: str) -> None:
    page = visit(shared("gaza-isf"), color_scheme=scheme)
    found = {}
    for state in STATES:
        if state:
            click(page, state)
        found[state] = faults(page, axe)
    for opened in DIALOGS:
        click(page, opened)
        page.wait_for_selector("[role=dialog]")
        found[opened] = faults(page, axe)
        page.keyboard.press("Escape")
        page.wait_for_selector("[role=dialog]", state="detached")
    paste(page, "The union may strike on Monday, its chair Ida Berg said. The ministry refused to pay.")
    found["begun"] = faults(page, axe)
    assert not any(found.values()), found


def test_everything_can_be_done_by_keyboard(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    page.keyboard.press("Alt+3")
    assert page.evaluate("document.activeElement.id") == "consequences-tab-holds"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("svg.graph .node")
    page.focus("svg.graph .node >> nth=1")
    page.keyboard.press("Enter")
    page.wait_for_selector("svg.graph .node.chosen")
    page.keyboard.press("?")
    page.wait_for_selector("[role=dialog]")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('[role=dialog]'))")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")
    assert page.evaluate(
        "!document.activeElement.closest('[role=dialog]') && !document.getElementById('panes').inert"
    )


def test_controls_have_names_and_focus_is_seen(shared: Shared, visit: Visit) -> None:
    page = visit(shared("elmira"))
    nameless = page.evaluate("""() => [...document.querySelectorAll('.desk :is(button, input, select, textarea)')]
        .filter(one => !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)).map(one => one.outerHTML)""")
    assert nameless == []
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_tablet_shows_one_pane_at_a_time_and_nothing_runs_off(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    page.set_viewport_size({"width": 820, "height": 1180})
    for name in ("evidence", "case", "consequences"):
        page.click(f"[data-pane={name}]")
        shown = [one for one in ("evidence", "case", "consequences") if page.is_visible(f"#{one}")]
        assert shown == [name]
    assert page.evaluate("document.documentElement.scrollWidth") <= 820
