"""The workbench as an analyst uses it, in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import winset
from browser.pages import Serve, Shared, Visit, acting, click, copied, held, ids
from winset.case.digest import with_digest
from winset.workbench.versions.changes import moved


def test_a_rule_lights_its_claims_and_a_claim_the_lines_on_it(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
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
    click(page, "#top button.primary")
    after = winset.load(folder)
    assert str(after.preferences["clerics"].statements[1].that) == "not mobilise"
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
        click(page, "button:has-text('Undo')")
    assert held(page, 0) == before["nash"]


def test_keeping_changes_only_the_lines_that_changed(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("gaza-isf", tmp_path)
    old = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    page = visit(serve(str(folder)))
    click(page, "[data-line='rule 2'] .words")
    acting(
        page,
        lambda: page.evaluate(
            "() => { const s = document.querySelector('[data-line=\"rule 2\"] input[type=range]'); s.value = 40; s.dispatchEvent(new Event('input', {bubbles: true})); }"
        ),
    )
    click(page, "#top button.primary")
    new = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    differing = [
        line
        for line in unified_diff(old, new, n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert differing == ["-    likelihood: very likely", "+    likelihood: 0.4"]


def test_two_tabs_do_not_overwrite_each_other(serve: Serve, visit: Visit, tmp_path: Path) -> None:
    folder = copied("gaza-isf", tmp_path)
    address = serve(str(folder))
    one, other = visit(address), visit(address)
    click(one, "[aria-label='Move us 2 up']")
    click(one, "#top button.primary")
    click(other, "[aria-label='Move clerics 2 up']")
    other.wait_for_selector("[data-line='us 1'] code:text-is('troops')", timeout=10_000)
    click(other, "#top button.primary")
    case = winset.load(folder)
    assert case.preferences["us"].statements[0].text == "troops"
    assert case.preferences["clerics"].statements[0].text.startswith("mobilise if mandate = combat")


def test_the_page_comes_back_with_its_changes_when_loaded_again(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "[aria-label='Move us 2 up']")
    page.reload()
    page.wait_for_selector(".bottom.two")
    assert page.inner_text("[data-line='us 1'] code") == "troops"


def test_an_error_in_the_text_is_told_at_its_place(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#case-tab-text")
    text = page.input_value("#yaml").replace("- that: agree if troops", "- that: agree if trops")
    page.fill("#yaml", text)
    page.wait_for_selector("#problems")
    assert re.search(r'unknown option "trops" \(did you mean "troops"\?\)', page.inner_text("#problems"))
    assert page.is_disabled("#top button.primary")
    click(page, "#problems button")
    selected = page.evaluate(
        "(() => { const y = document.querySelector('#yaml'); return y.value.slice(y.selectionStart, y.selectionEnd); })()"
    )
    assert "trops" in selected


def test_the_tour_is_shown_once_and_ends(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"), tour=True)
    page.wait_for_selector(".box.tour")
    for place in ("line", "evidence", "case", "consequences", "top"):
        page.wait_for_selector(f".tour.at-{place}")
        click(page, ".tour .primary")
    page.wait_for_selector(".box", state="detached")
    page.reload()
    page.wait_for_function("window.did_handshake && new URL(location.href).searchParams.get('desk')")
    click(
        page, "#case-tab-board"
    )  # messages are answered in order: a tour asked for before this would be there now
    assert not page.is_visible(".box")


def test_a_rule_is_switched_off_and_on_and_a_line_weighed(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "[data-line='rule 2'] [role=switch]")
    page.wait_for_selector(".bottom.two")
    case = winset.example("gaza-isf")
    expected = with_digest(replace(case, rules=tuple(rule for rule in case.rules if rule.id != "rule 2")))
    assert held(page, 3) == ids(expected, "seq") != ids(case, "seq")
    assert page.get_attribute(".line.missing [role=switch]", "aria-checked") == "false"
    click(page, ".line.missing [role=switch]")
    page.wait_for_selector(".bottom.two", state="detached")
    click(page, "[data-line='rule 2'] .words")
    page.focus("[data-line='rule 2'] input[type=range]")
    acting(page, lambda: page.keyboard.press("ArrowLeft"))
    page.wait_for_selector("[data-line='rule 2'] .badge.likely:has-text('85%')")


def test_what_follows_is_told_with_its_reasons(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "[data-outcome='72'] button")
    click(page, "[aria-label='Washington leaves under Nash: why?']")
    page.wait_for_selector("#why .reason")
    case = winset.example("gaza-isf")
    reason = str(winset.stability(case).why("72", 1, "nash"))
    assert " ".join(page.inner_text("#why .reason").split()) == " ".join(reason.split())
    click(page, "#consequences-tab-agreement")
    assert "5 of 240 outcomes are acceptable to all" in page.inner_text("#consequences")
    assert page.is_visible("h3:has-text('Who accepts what')")
    click(page, "#consequences-tab-moves")
    assert page.is_visible("svg .arc.path")
    assert "72" in page.inner_text("#consequences .reason")
    page.click("svg .node >> nth=1")
    page.wait_for_selector("svg .node.chosen")


def test_unlock_and_try_with_one_click(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#consequences-tab-change")
    page.fill("#target", "troops = combat")
    page.click("text=What would unlock it")
    page.wait_for_selector(".tries .line", timeout=20_000)
    click(page, ".tries .button:has-text('Try')")
    page.wait_for_selector(".bottom.two")
    assert page.inner_text("[data-line='pakistan 1'] code") == "troops = combat"


def test_what_would_change_our_mind_and_how_sure_we_are(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#consequences-tab-change")
    page.fill("#target", "troops")
    page.click("text=What would change our mind?")
    page.wait_for_selector(".tries .bar", timeout=30_000)
    shown = page.inner_text("#consequences")
    assert (
        f"equilibrium: {winset.influence(winset.example('gaza-isf'), 'troops', 'nash').probability}" in shown
    )
    page.click("text=How sure are we?")
    page.wait_for_selector(".strip .bar", timeout=30_000)
    first = page.inner_text(".tries .line >> nth=0")
    click(page, ".tries .line >> nth=0 >> .button")
    page.wait_for_selector(".bottom.two")
    line = first.split(":")[0]
    assert page.is_visible(f"#said:has-text('{line} taken out')")


def test_a_long_question_can_be_cancelled(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "#consequences-tab-change")
    page.fill("#target", "troops")
    page.click("text=What would change our mind?")
    page.wait_for_selector("#consequences progress")
    page.click("#consequences >> text=Cancel")
    page.wait_for_selector("#consequences progress", state="detached")
    page.click("text=What keeps it out")
    page.wait_for_selector("h3:has-text('What keeps out: troops')", timeout=30_000)


def test_versions_are_named_compared_and_taken_up(shared: Shared, visit: Visit) -> None:
    page = visit(shared("gaza-isf"))
    click(page, "[data-line='rule 2'] [role=switch]")
    click(page, "#top >> text=Versions")
    page.fill("#version-name", "no channel")
    click(page, ".box >> text=Name it")
    click(page, "#top >> text=Versions")
    page.click("text=Compare with the file")
    page.wait_for_selector("text=This version, compared with the file", timeout=40_000)
    rows = page.inner_text(".box .grid >> nth=0")
    assert "removed" in rows
    assert "troops -> channel" in rows
    page.keyboard.press("Escape")
    page.wait_for_selector(".box", state="detached")
    click(page, "text=Drop it")
    click(page, "#top >> text=Versions")
    click(page, "[aria-label='Take up no channel']")
    page.wait_for_selector(".line.missing")


def test_a_change_on_the_disk_is_taken_over_or_asked_about(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    folder = copied("elmira", tmp_path)
    page = visit(serve(str(folder)))
    file = folder / "case.yaml"
    click(page, "[aria-label='Move uniroyal 2 up']")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Groundwater", "title: The groundwater", 1), encoding="utf-8")
    page.wait_for_selector("h1:has-text('The groundwater')")
    assert page.is_visible(".bottom.two") or page.is_enabled("#top button.primary")
    theirs = moved(file.read_text(encoding="utf-8"), ("preferences", "uniroyal", "outcomes", 1), 2)
    file.write_text(theirs, encoding="utf-8")
    page.wait_for_selector(".clash")
    click(page, ".clash >> text=Take the file's")
    page.wait_for_selector(".clash", state="detached")
    assert page.is_disabled("#top button.primary")
    assert file.read_text(encoding="utf-8") == theirs
