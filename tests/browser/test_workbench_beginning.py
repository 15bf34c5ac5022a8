"""From nothing: a report pasted, its claims made into a case line by line; other cases opened; what is taken away."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import winset
from browser.pages import Serve, Shared, Visit, click, held, ids, paste
from winset.case import catalogue
from winset.case.foreign.gmcr import write_gmcr
from winset.case.proposing.proposal import draft
from winset.reading.reading import read

REPORT = """Ferry workers set to strike in Larnholm

The harbour union will strike on Monday, its chair Ida Berg said.
The port authority may raise wages, two officials said. The ministry refused to pay more.
A deal would need the approval of parliament.
"""


def answered(page: Any, prefers: Callable[[str, str], bool]) -> int:
    """Answer every comparison that is asked; how many there were."""
    count = 0
    while page.is_visible(".sides"):
        one, other = (side.inner_text() for side in page.query_selector_all(".side ul"))
        click(page, "text=Rather A" if prefers(one, other) else "text=Rather B")
        count += 1
    return count


def test_from_a_pasted_report_to_a_brief(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    page = visit(serve("elmira"))
    paste(page, REPORT, title="The ferry strike", outlet="Harbour Post")
    proposal = draft({"harbour-post": read(REPORT, outlet="Harbour Post").ledger})
    click(page, ".report mark")
    click(page, "#evidence button:has-text('Confirm')")
    offered = [
        box.input_value() for box in page.query_selector_all("[data-key='begin-parties'] .offer input")
    ]
    assert offered == [one.name for one in proposal.parties]
    quoted = page.inner_text("[data-key='begin-parties'] .offer .quotes >> nth=0")
    assert "harbour-post#" in quoted
    click(page, "[aria-label='Accept all options']")
    first = proposal.options[0]
    assert page.is_visible(f"[data-key='begin-options'] .have >> text={first.id}")
    for one in proposal.parties:
        if page.is_visible(f"[data-key='parties-{one.id}']"):
            click(page, f"[data-key='parties-{one.id}'] >> text=Leave out")
    names = {
        one.id: one.name
        for one in proposal.parties
        if any(option.party == one.id for option in proposal.options)
    }
    for name in names.values():
        click(page, f"[aria-label='Compare outcomes for {name}']")
        assert "left" in page.inner_text(".box .hint >> nth=0")
        assert answered(page, lambda one, other: ": no" in one) >= len(proposal.options)
        click(page, ".comparing .primary")
    page.wait_for_selector("tr[data-outcome]")
    click(page, "#top >> text=Export")
    with page.expect_download() as download:
        page.click("text=One web page (HTML)")
    brief = Path(download.value.path()).read_text(encoding="utf-8")
    assert "The ferry strike" in brief
    assert "Bottom line" in brief
    page.keyboard.press("Escape")
    page.wait_for_selector(".box", state="detached")
    page.click("#top button.primary")
    page.wait_for_selector("#said:has-text('Kept:')")
    kept = winset.load(next(one for one in tmp_path.iterdir() if (one / "case.yaml").exists()))
    assert kept.title == "The ferry strike"
    assert {option.id for option in kept.options} == {option.id for option in proposal.options}
    assert {str(one) for option in kept.options for one in option.evidence} == {
        str(one) for option in proposal.options for one in option.evidence
    }
    assert all(claim.review == "machine" for claim in kept.reports[0].ledger.claims[1:])
    assert held(page, 0) == ids(kept, "nash")


def test_a_ranking_is_found_by_comparing_outcomes_and_can_be_undone(shared: Shared, visit: Visit) -> None:
    page = visit(shared("elmira"))
    before = [one.inner_text() for one in page.query_selector_all("[data-line^='moe '] .words")]
    (name,) = (party.name for party in winset.example("elmira").parties if party.id == "moe")
    click(page, f"[aria-label='Find what {name} wants by comparing outcomes']")
    page.wait_for_selector("text=0 answered, about")
    click(page, "text=Rather A")
    click(page, "text=Take back the last answer")
    page.wait_for_selector("text=0 answered, about")
    case = winset.example("elmira")
    place = {name: k for k, name in enumerate(case.outcomes.values())}
    assert answered(page, lambda one, other: place[one.strip()] > place[other.strip()]) <= 21
    page.wait_for_selector("text=Every comparison follows")
    click(page, ".comparing .primary")
    now = [one.inner_text() for one in page.query_selector_all("[data-line^='moe '] .words")]
    assert [one.split()[0] for one in now] == [str(k) for k in range(len(place), 0, -1)]
    click(page, "button:has-text('Undo')")
    page.wait_for_selector(".bottom.two", state="detached")
    assert [one.inner_text() for one in page.query_selector_all("[data-line^='moe '] .words")] == before


def test_another_programs_file_is_imported_and_a_bundled_case_opened(
    shared: Shared, visit: Visit, tmp_path: Path
) -> None:
    page = visit(shared("elmira"))
    file = tmp_path / "garrison.gmcr"
    file.write_text(write_gmcr(winset.example("garrison"))[0], encoding="utf-8")
    click(page, "#top >> text=Cases")
    page.set_input_files("input[type=file]", str(file))
    page.wait_for_selector("#said:has-text('is imported')")
    assert held(page, 0) == ids(winset.example("garrison"), "nash")
    file.write_text('{"program": "gmcr-py", "options": 3}', encoding="utf-8")
    click(page, "#top >> text=Cases")
    page.set_input_files("input[type=file]", str(file))
    page.wait_for_selector("#said:has-text('garrison.gmcr')")
    click(page, f"text={catalogue.titles()['chicken']} >> nth=0")
    page.wait_for_selector("h1:has-text('Chicken')")


def test_what_is_taken_away_can_be_opened(shared: Shared, visit: Visit) -> None:
    pypdf, docx = pytest.importorskip("pypdf"), pytest.importorskip("docx")
    pytest.importorskip("typst", reason="the PDF needs the extra `documents`")
    page = visit(shared("elmira"))
    click(page, "#top >> text=Export")
    title = winset.example("elmira").title

    def taken(label: str) -> Path:
        with page.expect_download(timeout=40_000) as download:
            page.click(f".box >> text={label}")
        return Path(download.value.path())

    assert title in taken("One web page (HTML)").read_text(encoding="utf-8")
    assert title in pypdf.PdfReader(taken("PDF")).pages[0].extract_text()
    assert title in " ".join(one.text for one in docx.Document(str(taken("Word (DOCX)"))).paragraphs)
    assert ElementTree.parse(taken("Moves (SVG)")).getroot().tag.endswith("}svg")
    assert taken("Moves (PNG)").read_bytes().startswith(b"\x89PNG")
    with taken("What holds (CSV)").open(encoding="utf-8", newline="") as table:
        assert (
            len(list(csv.reader(table))) == len(winset.stability(winset.example("elmira")).table().rows) + 1
        )
    assert winset.loads(taken("The case file").read_text(encoding="utf-8")).title == title
    assert "case.yaml" in zipfile.ZipFile(taken("With its reports and claims (ZIP)")).namelist()
