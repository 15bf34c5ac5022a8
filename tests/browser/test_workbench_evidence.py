"""What an analyst does with evidence: claims reviewed, given other words, filtered, withdrawn; reports that are hostile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import winset
from browser.pages import Serve, Shared, Visit, acting, click, copied, held, ids, paste


def test_a_claim_withdrawn_takes_its_lines_and_undo_brings_them_back(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#claim-c22")
    page.click("[aria-label='Withdraw claim c22: what would fall?']")
    page.wait_for_selector("text=4 lines would fall", timeout=40_000)
    found = winset.withdraw(winset.example("gaza-isf"), "davos#c22")
    told = page.inner_text(".box .grid >> nth=0")
    assert all(line in told for line in found.falls.fallen)
    click(page, "text=Try it: the case without it")
    page.wait_for_selector(".bottom.two")
    assert held(page, 3) == ids(found.left, "seq") != ids(found.case, "seq")
    click(page, "button:has-text('Undo')")
    page.wait_for_selector(".line.missing", state="detached")
    assert held(page, 3) == ids(found.case, "seq")


def test_a_source_can_be_withdrawn_and_the_question_ended(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#evidence-tab-sources")
    assert "security sources" in page.inner_text("#evidence")
    page.click("[aria-label='Withdraw CNN-News18: what would fall?']")
    page.wait_for_selector(".box progress")
    page.keyboard.press("Escape")
    page.wait_for_selector(".box", state="detached")
    page.click("[aria-label='Withdraw davos: what would fall?']")
    page.wait_for_selector("text=lines would fall", timeout=40_000)


def test_a_claim_is_confirmed_given_other_words_and_kept(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("bypass", tmp_path)
    page = visit(serve(str(folder)))
    click(page, "#claim-c3")
    click(page, "#evidence button:has-text('Confirm')")
    page.select_option("#evidence .card select >> nth=0", "planned")
    page.wait_for_selector("#said:has-text('status is planned')")
    words = page.evaluate("""() => {
        const mark = document.querySelector('#claim-c3'), text = mark.querySelector('em') ? mark.lastChild : mark.firstChild;
        const range = document.createRange(); range.setStart(text, 0); range.setEnd(text, 12);
        const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        return chosen.toString();
    }""")
    page.wait_for_selector("#respan:enabled")
    click(page, "#respan")
    page.wait_for_selector("#said:has-text('has the words selected')")
    page.click("#top button.primary")
    page.wait_for_selector("#said:has-text('Kept:')")
    (report,) = winset.load(folder).reports
    claim = report.ledger.by_id["c3"]
    assert (claim.review, claim.status, claim.content[0].exact) == ("edited", "planned", words)


def test_the_ledger_is_filtered(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#evidence-tab-claims")
    (report,) = winset.example("gaza-isf").reports
    claims = report.ledger.claims
    planned = [one for one in claims if one.status == "planned"]
    page.select_option("#evidence .filters select >> nth=0", "planned")
    page.wait_for_selector(f"text={len(planned)} of {len(claims)} claims")
    named = [one for one in planned if "guarantees" in one.words.casefold()]
    page.fill("#evidence input[type=search]", "guarantees")
    page.wait_for_selector(f"text={len(named)} of {len(claims)} claims")
    assert [row.get_attribute("data-key") for row in page.query_selector_all("#evidence tbody tr")] == [
        f"davos#{one.id}" for one in named
    ]


# --- Reports that are hostile ---

HOSTILE = {
    "script": "<script>window.broken = 1</script>The minister <b>said</b> so. <img src=x onerror='window.broken = 2'>",
    "rtl": "قال الوزير إن القوات ستصل الأسبوع المقبل. The envoy said so.",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_report_is_text(shared: Shared, visit: Visit, kind: str) -> None:
    page = visit(shared("elmira"))
    paste(page, HOSTILE[kind])
    assert page.evaluate("window.broken") is None
    assert page.inner_text(".report").replace("\n", " ").strip() == HOSTILE[kind].strip()
    assert not page.query_selector_all(".report script, .report img, .report b")
    assert page.get_attribute(".report", "dir") == "auto"


def test_two_megabytes_of_one_word(shared: Shared, visit: Visit) -> None:
    page = visit(shared("elmira"))
    paste(page, "a" * 2_000_000)
    assert len(page.inner_text(".report")) == 200_000
    assert page.evaluate(
        "document.querySelector('#evidence-scroll').scrollWidth <= document.querySelector('#evidence').clientWidth"
    )
    acting(page, lambda: page.click("#evidence-tab-claims"))
    assert json.loads(page.evaluate("JSON.stringify(document.body.scrollWidth)")) <= 1280
