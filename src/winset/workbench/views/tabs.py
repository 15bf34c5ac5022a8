"""The frame of a pane: its heading, its tabs, its scrolling body; and labelled choices."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from winset.workbench.markup import Content, act, element, joined


def pane(name: str, title: str, head: Content, body: Content, foot: Content = None) -> Markup:
    """A pane's inside: heading and tabs above, what it shows in a part that scrolls, and a foot that stays."""
    return joined([
        element("header", element("h2", title), head, cls="pane-head"),
        element("div", body, cls="scroll", id=f"{name}-scroll", tabindex="0", role="tabpanel", aria_label=title),
        element("footer", foot, cls="pane-foot") if foot else None,
    ])  # fmt: skip


def tabs(name: str, chosen: str, offered: Iterable[tuple[str, str]]) -> Markup:
    """Tabs of a pane; the arrow keys go from one to the next."""
    made = [
        element(
            "button",
            title,
            type="button",
            role="tab",
            cls="tab",
            id=f"{name}-tab-{key}",
            aria_selected=str(key == chosen).lower(),
            aria_controls=f"{name}-scroll",
            tabindex="0" if key == chosen else "-1",
            **act("tab", pane=name, tab=key),
        )
        for key, title in offered
    ]
    return element("div", made, role="tablist", cls="tabs", aria_label=f"Parts of {name}")


def select(
    label: str, value: str, offered: Iterable[tuple[str, str]], asks: dict[str, str], cls: str = ""
) -> Markup:
    """A labelled choice."""
    choices = [element("option", words, value=key, selected=key == value) for key, words in offered]
    return element(
        "label", element("span", label), element("select", choices, **asks), cls=f"choice {cls}".strip()
    )
