"""The page under strain, in a real browser: many edits, a large case, faults inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import winset

Serve = Callable[..., str]
Visit = Callable[..., Any]
OPTIONS = 17  # yes-or-no options: 131,072 outcomes


def acting(page: Any, action: Callable[[], Any]) -> None:
    """Do something, and wait until the page has shown what follows."""
    before = page.evaluate("Number(document.documentElement.dataset.shown || 0)")
    action()
    page.wait_for_function(f"Number(document.documentElement.dataset.shown || 0) > {before}")


def large(folder: Path) -> Path:
    """A case of more than 100,000 outcomes, in which each party wants more than it can have at once."""
    owners = {"us": range(6), "them": range(6, 12), "others": range(12, OPTIONS)}
    options = "".join(
        f"  {party}:\n" + "".join(f"    o{k}: Option {k}\n" for k in own) for party, own in owners.items()
    )
    wants = "".join(
        f"  {party}: {{statements: [{', '.join(f'o{k} -> o{(k + 5) % OPTIONS}, o{(k + 1) % OPTIONS}' for k in own)}]}}\n"
        for party, own in owners.items()
    )
    parties = "parties: {us: Us, them: Them, others: Others}\n"
    file = folder / "large.yaml"
    file.write_text(
        f"winset: 1\ntitle: Large\n{parties}options:\n{options}preferences:\n{wants}status_quo: {{}}\n",
        encoding="utf-8",
    )
    return file


def test_after_many_edits_the_page_is_what_it_is_when_loaded_anew(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    for line in ("us 2", "clerics 1", "us 1", "parliament 2", "clerics 4", "us 2"):
        acting(page, lambda line=line: page.click(f"button[aria-label='Move {line} down']"))
    acting(page, lambda: page.click("button:has-text('Undo')"))
    acting(page, lambda: page.click("[data-line='rule 2'] .words"))
    acting(page, lambda: page.click("#consequences-tab-moves"))
    parts = ("#top", "#line", "#evidence", "#case", "#consequences")

    def html() -> list[str]:
        page.mouse.move(0, 0)
        shown = "part => part.innerHTML.replace(/ class=\"\"/g, '').replace(/ ?\\blit\\b/g, '').replace(/ class=\"\"/g, '')"
        return [page.eval_on_selector(part, shown) for part in parts]

    before = html()
    page.reload()
    page.wait_for_selector("#consequences .pane-head")
    page.wait_for_function("window.did_handshake")
    assert html() == before


def test_presses_faster_than_answers_are_all_made(serve: Serve, visit: Visit) -> None:
    page = visit(serve("gaza-isf"))
    order = "() => [...document.querySelectorAll('#case ol.ordered')].map(list => [...list.querySelectorAll('li')].map(one => one.dataset.key))"
    before = page.evaluate(order)
    page.evaluate("""() => {
        for (const party of ['us', 'clerics', 'parliament', 'pakistan'])
            document.querySelector(`button[aria-label='Move ${party} 1 down']`).click();
    }""")
    swapped = [[keys[1], keys[0], *keys[2:]] for keys in before]
    page.wait_for_function(f"now => JSON.stringify(({order})()) === now", arg=_json(swapped))
    assert page.inner_text("#said").count("moved down") >= 1


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_a_case_of_more_than_a_hundred_thousand_outcomes_stays_usable(
    serve: Serve, visit: Visit, tmp_path: Path
) -> None:
    file = large(tmp_path)
    page = visit(serve(str(file)))
    page.set_default_timeout(60_000)
    page.wait_for_selector("#consequences tr[data-outcome]")
    assert "131,072" in page.inner_text("#line")
    assert page.evaluate("document.querySelectorAll('*').length") < 3000
    acting(page, lambda: page.click("#consequences-tab-moves"))
    acting(page, lambda: page.click("text=Around the outcome looked at"))
    assert 1 < len(page.query_selector_all("#consequences .node")) <= 24
    acting(page, lambda: page.click("#consequences-tab-holds"))
    acting(page, lambda: page.click("button[aria-label='Move us 1 down']"))
    held = page.eval_on_selector_all(
        "#consequences tr[data-outcome]",
        "rows => rows.filter(row => row.querySelectorAll('td')[4].textContent === '✓').map(row => row.dataset.outcome)",
    )
    acting(page, lambda: page.click("#top button.primary"))
    sequential = set(winset.stability(winset.load(file), ("seq",)).to_dict()["equilibria"]["seq"])
    assert held
    assert set(held) <= sequential
    assert re.search(rf"{len(sequential):,}|would hold", page.inner_text("#consequences"))


def test_what_stays_is_neither_made_nor_asked_for_again_when_a_notice_comes_and_goes(
    serve: Serve, visit: Visit
) -> None:
    page = visit(serve("chicken"))
    kept = page.evaluate("""() => {
        const box = document.createElement('div');
        box.id = 'probe';
        document.body.append(box);
        winset.show({ probe: '<section><ul><li data-key="a">one</li><li data-key="b">two</li></ul></section><p>end</p>' });
        const line = box.querySelector('li'), stubs = '<section><ul><li data-key="b" data-same></li><li data-key="a" data-same></li></ul></section><p>end</p>';
        winset.show({ probe: '<p data-key="stale">wait</p>' + stubs });
        winset.show({ probe: '<p>wait</p><div>more</div>' + stubs });
        winset.show({ probe: stubs });
        return [box.innerHTML, box.querySelectorAll('li')[1] === line];
    }""")
    assert kept == [
        '<section><ul><li data-key="b">two</li><li data-key="a">one</li></ul></section><p>end</p>',
        True,
    ]


def test_a_fault_inside_is_told_and_can_be_put_away(serve: Serve, visit: Visit) -> None:
    page = visit(serve("chicken"))
    page.evaluate("winset.trouble('Something failed inside Winset (KeyError). <b>Undo</b> the last step.')")
    assert (
        page.inner_text("#trouble p")
        == "Something failed inside Winset (KeyError). <b>Undo</b> the last step."
    )
    assert page.get_attribute("#trouble", "role") == "alert"
    page.click("#trouble button")
    assert not page.is_visible("#trouble p")
