"""The box in which something opens over the page, and what it shows while it is worked on."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from winset.workbench.markup import Content, act, button, element


def box(title: str, *content: Content, cls: str = "") -> Markup:
    """A box over the page, with its title and a way out."""
    head = element(
        "header",
        element("h2", title, id="dialog-title"),
        button("×", act("close"), "icon", aria_label="Close"),
        cls="row",
    )
    inner = element(
        "div",
        head,
        element("div", content, cls="inside"),
        role="dialog",
        aria_modal="true",
        aria_labelledby="dialog-title",
        cls=f"box {cls}".strip(),
        tabindex="-1",
    )
    return element("div", inner, cls="over")


def waiting(found: dict[str, Any], kind: str) -> Markup:
    """What is going on, how far it is, and the way to end it."""
    done = found.get("done")
    bar = (
        element("progress", aria_label="Working")
        if done is None
        else element("progress", value=str(done), max="100", aria_label="Progress")
    )
    return element(
        "section",
        element("p", found["working"]),
        bar,
        button("Cancel", act("cancel", kind=kind)),
        cls="block",
        role="status",
    )
