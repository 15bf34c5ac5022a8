"""What the tests do with a page, and what they read from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import winset
from winset.case import catalogue

Serve = Callable[..., str]
Shared = Callable[[str], str]
Visit = Callable[..., Any]


def acting(page: Any, action: Callable[[], Any]) -> None:
    """Do something, and wait until the page has shown what follows."""
    before = page.evaluate("Number(document.documentElement.dataset.shown || 0)")
    action()
    page.wait_for_function(f"Number(document.documentElement.dataset.shown || 0) > {before}")


def click(page: Any, selector: str) -> None:
    """Press a control, and wait until the page has shown what follows."""
    acting(page, lambda: page.click(selector))


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
    """A bundled case in a folder of its own, to be changed and kept."""
    catalogue.copy(name, folder / name)
    return folder / name


PASTING = """text => {
    const field = document.querySelector('#new-report'), data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    if (field.dispatchEvent(event)) field.value = text;
}"""


def paste(page: Any, report: str, **said: str) -> None:
    """Begin a case from a report, pasted as a browser pastes."""
    click(page, "#top >> text=Cases")
    click(page, ".box >> text=Begin a case from a report")
    for field, words in said.items():
        page.fill(f"#new-{field}", words)
    page.evaluate(PASTING, report)
    page.click("text=Read the report")
    page.wait_for_selector("#said:has-text('claims to review')", timeout=60_000)
