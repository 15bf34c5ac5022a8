"""The workbench as an analyst uses it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

import winset
from winset.case import catalogue

Serve = Callable[..., str]
Visit = Callable[..., Any]

REPORT = """Ferry workers set to strike in Larnholm

The harbour union will strike on Monday, its chair Ida Berg said.
The port authority may raise wages, two officials said. The ministry refused to pay more.
"""


def acting(page: Any, action: Callable[[], Any]) -> None:
    """Do something, and wait until the page has shown what follows."""
    before = page.evaluate("Number(document.documentElement.dataset.shown || 0)")
    action()
    page.wait_for_function(f"Number(document.documentElement.dataset.shown || 0) > {before}")


def held(page: Any, concept: int) -> set[str]:
    """The outcomes that the page says hold for all under a concept, by its column."""
    rows = page.query_selector_all("#consequences tr[data-outcome]")
    return {
        row.get_attribute("data-outcome")
        for row in rows
        if row.query_selector_all("td")[concept + 1].text_content() == "✓"
    }


def ids(case: winset.Case, concept: str) -> set[str]:
    """The equilibria that the analysis gives."""
    return set(winset.stability(case, (concept,)).to_dict()["equilibria"][concept])


def copied(name: str, folder: Path) -> Path:
    catalogue.copy(name, folder / name)
    return folder / name


def test_a_rule_lights_its_claims_and_a_claim_the_lines_on_it(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    page.click("[data-line='rule 2'] .words")
    lit = page.eval_on_selector_all("#evidence mark.lit", "marks => marks.map(one => one.dataset.claim)")
    assert {one for marks in lit for one in marks.split()} >= {"davos#c13", "davos#c14", "davos#c15"}
    page.click("#claim-c22")
    lines = page.eval_on_selector_all("#case .lit", "lines => lines.map(one => one.dataset.line)")
    assert {"rule 3", "rule 4"} <= set(lines)
    assert "rule 2" not in lines


def test_a_statement_dragged_changes_what_holds_as_the_analysis_says(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    folder = copied("gaza-isf", tmp_path)
    page = visit(serve(str(folder)))
    page.set_viewport_size({"width": 1280, "height": 2600})
    assert held(page, 3) == ids(winset.load(folder), "seq")
    acting(page, lambda: page.drag_and_drop("[data-line='clerics 5']", "[data-line='clerics 2']"))
    acting(page, lambda: page.click("#top button.primary"))
    after = winset.load(folder)
    assert str(after.preferences["clerics"].statements[1].that) == "not mobilise"  # type: ignore[union-attr]
    assert held(page, 3) == ids(after, "seq")
    assert ids(after, "seq") != ids(winset.example("gaza-isf"), "seq")


def test_a_tier_moved_by_keyboard_in_elmira_and_undone(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("elmira", tmp_path)
    page = visit(serve(str(folder)))
    before = {concept: held(page, k) for k, concept in enumerate(("nash", "gmr", "smr", "seq", "sseq"))}
    assert before == {concept: ids(winset.example("elmira"), concept) for concept in before}
    page.focus("[data-line='uniroyal 5']")
    for _ in range(4):
        acting(page, lambda: page.keyboard.press("Alt+ArrowUp"))
    assert page.evaluate("document.activeElement.dataset.key") == "uniroyal-9"
    assert page.is_visible(".bottom.two .after")
    acting(page, lambda: page.keyboard.press("Control+s"))
    changed = winset.load(folder)
    assert held(page, 0) == ids(changed, "nash") != ids(winset.example("elmira"), "nash")
    for _ in range(4):
        acting(page, lambda: page.click("button:has-text('Undo')"))
    assert held(page, 0) == before["nash"]


def test_keeping_changes_only_the_lines_that_changed(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("gaza-isf", tmp_path)
    old = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    page = visit(serve(str(folder)))
    acting(page, lambda: page.click("[data-line='rule 2'] .words"))
    acting(
        page,
        lambda: page.evaluate(
            "() => { const s = document.querySelector('[data-line=\"rule 2\"] input[type=range]'); s.value = 40; s.dispatchEvent(new Event('input', {bubbles: true})); }"
        ),
    )
    acting(page, lambda: page.click("#top button.primary"))
    new = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    differing = [
        line
        for line in unified_diff(old, new, n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert differing == ["-    likelihood: very likely", "+    likelihood: 0.4"]


def test_a_claim_withdrawn_takes_its_lines_and_undo_brings_them_back(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    acting(page, lambda: page.click("#claim-c25"))
    acting(page, lambda: page.click("text=What if it were not so?"))
    assert page.is_visible(".line.missing >> text=troops != combat")
    assert page.is_visible(".bottom.two")
    acting(page, lambda: page.click("button:has-text('Undo')"))
    assert not page.is_visible(".line.missing")


def test_unlock_and_try_with_one_click(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    acting(page, lambda: page.click("text=What would change it"))
    page.fill("#target", "troops = combat")
    page.click("text=What would unlock it")
    page.wait_for_selector(".tries .line", timeout=20_000)
    acting(page, lambda: page.click(".tries .button:has-text('Try')"))
    assert page.is_visible(".bottom.two")
    assert page.inner_text("[data-line='pakistan 1'] code") == "troops = combat"


def test_from_a_pasted_report_to_a_brief(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    page = visit(serve("elmira"))
    acting(page, lambda: page.click("text=Begin a case from a report"))
    page.fill("#new-title", "The ferry strike")
    page.fill("#new-report", REPORT)
    page.click("text=Read the report")
    page.wait_for_selector(".report mark", timeout=20_000)
    acting(page, lambda: page.click(".report mark"))
    acting(page, lambda: page.click("#evidence button:has-text('Confirm')"))
    for name in ("Harbour union", "Port authority"):
        page.fill("#new-party", name)
        acting(page, lambda: page.click("[data-form]:has(#new-party) button"))
    for party, option in (("harbour", "Strike"), ("port", "Raise wages")):
        page.select_option("[data-form]:has(#new-option) select", party)
        page.fill("#new-option", option)
        acting(page, lambda: page.click("text=Add option"))
    for label in (
        "Harbour union is against Strike",
        "Harbour union wants Raise wages",
        "Port authority is against Strike",
        "Port authority is against Raise wages",
    ):
        acting(page, lambda label=label: page.click(f"[aria-label='{label}']"))  # type: ignore[misc]
    page.wait_for_selector("tr[data-outcome]")
    acting(page, lambda: page.click(".pair button >> nth=0"))
    acting(page, lambda: page.click("text=Export"))
    with page.expect_download() as download:
        page.click("text=Brief as one web page")
    brief = Path(download.value.path()).read_text(encoding="utf-8")
    assert "The ferry strike" in brief
    assert "Bottom line" in brief
    acting(page, lambda: page.keyboard.press("Escape"))
    page.click("#top button.primary")
    page.wait_for_selector("#said:has-text('Kept:')")
    kept = next(one for one in tmp_path.iterdir() if (one / "case.yaml").exists())
    assert winset.load(kept).title == "The ferry strike"
    assert len(winset.load(kept).options) == 2


HOSTILE = {
    "script": "<script>window.broken = 1</script>The minister <b>said</b> so. <img src=x onerror='window.broken = 2'>",
    "rtl": "قال الوزير إن القوات ستصل الأسبوع المقبل. The envoy said so.",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_report_is_text(serve: Serve, visit: Visit, kind: str) -> None:
    page = visit(serve("elmira"))
    _paste(page, HOSTILE[kind])
    assert page.evaluate("window.broken") is None
    assert page.inner_text(".report").replace("\n", " ").strip() == HOSTILE[kind].strip()
    assert not page.query_selector_all(".report script, .report img, .report b")


def test_two_megabytes_of_one_word(serve: Serve, visit: Visit) -> None:
    page = visit(serve("elmira"))
    _paste(page, "a" * 2_000_000)
    assert len(page.inner_text(".report")) == 200_000
    assert page.evaluate(
        "document.querySelector('#evidence-scroll').scrollWidth <= document.querySelector('#evidence').clientWidth"
    )


PASTING = """text => {
    const field = document.querySelector('#new-report'), data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    if (field.dispatchEvent(event)) field.value = text;
}"""


def _paste(page: Any, report: str) -> None:
    acting(page, lambda: page.click("text=Begin a case from a report"))
    page.evaluate(PASTING, report)
    page.click("text=Read the report")
    page.wait_for_selector(".report", timeout=60_000)


def test_two_tabs_do_not_overwrite_each_other(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("gaza-isf", tmp_path)
    address = serve(str(folder))
    one, other = visit(address), visit(address)
    acting(one, lambda: one.click("[aria-label='Move us 2 up']"))
    acting(one, lambda: one.click("#top button.primary"))
    acting(other, lambda: other.click("[aria-label='Move clerics 2 up']"))
    other.wait_for_selector("[data-line='us 1'] code:text-is('troops')", timeout=10_000)
    acting(other, lambda: other.click("#top button.primary"))
    case = winset.load(folder)
    assert case.preferences["us"].statements[0].text == "troops"  # type: ignore[union-attr]
    assert case.preferences["clerics"].statements[0].text.startswith("mobilise if mandate = combat")  # type: ignore[union-attr]


def test_the_page_comes_back_with_its_changes_when_loaded_again(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    acting(page, lambda: page.click("[aria-label='Move us 2 up']"))
    page.reload()
    page.wait_for_selector(".bottom.two")
    assert page.inner_text("[data-line='us 1'] code") == "troops"


def test_an_error_in_the_text_is_told_at_its_place(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    acting(page, lambda: page.click("#case-tab-text"))
    text = page.input_value("#yaml").replace("- that: agree if troops", "- that: agree if trops")
    page.fill("#yaml", text)
    page.wait_for_selector("#problems")
    assert re.search(r'unknown option "trops" \(did you mean "troops"\?\)', page.inner_text("#problems"))
    assert page.is_disabled("#top button.primary")
    acting(page, lambda: page.click("#problems button"))
    selected = page.evaluate(
        "(() => { const y = document.querySelector('#yaml'); return y.value.slice(y.selectionStart, y.selectionEnd); })()"
    )
    assert "trops" in selected


def test_the_tour_is_shown_once_and_ends(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"), tour=True)
    page.wait_for_selector(".box.tour")
    for _ in range(5):
        acting(page, lambda: page.click(".tour .primary"))
    assert not page.is_visible(".box")
    page.reload()
    page.wait_for_function("window.did_handshake")
    page.wait_for_timeout(400)
    assert not page.is_visible(".box")
