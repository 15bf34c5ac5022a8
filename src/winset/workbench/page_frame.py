"""The whole page and its parts: which views there are, and the frame they stand in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from markupsafe import Markup

from winset.workbench.answers import internal
from winset.workbench.blocks import Block, blocks
from winset.workbench.markup import element, joined
from winset.workbench.session import Session
from winset.workbench.views.case import case
from winset.workbench.views.consequences import consequences
from winset.workbench.views.dialogs import dialog
from winset.workbench.views.evidence import evidence
from winset.workbench.views.top import line, top

PARTS: Mapping[str, Callable[[Session], Markup]] = {
    "top": top,
    "line": line,
    "evidence": evidence,
    "case": case,
    "consequences": consequences,
    "dialog": dialog,
}
"""The parts of the page, each shown anew when what it shows has changed."""

log = logging.getLogger(__name__)

TITLES = {"evidence": "Evidence", "case": "Case", "consequences": "Consequences"}


def shown(session: Session) -> dict[str, str]:
    """Every part of the page as HTML, its blocks marked."""
    return {name: str(view(session)) for name, view in PARTS.items()}


def in_blocks(session: Session) -> dict[str, Block]:
    """Every part of the page, to be compared with what it was."""
    return {name: blocks(_safely(view, session)) for name, view in PARTS.items()}


def _safely(view: Callable[[Session], Markup], session: Session) -> Markup:
    """What a view shows; where it fails, what can be done about it: the other parts go on."""
    try:
        return view(session)
    except Exception as error:  # a fault of this program's
        log.exception("a part of the page could not be shown")
        words = f"This part of the page cannot be shown. {internal(error)}."
        remedy = "What you did is kept: undo the last step, or choose something else to look at."
        return element("div", element("p", words), element("p", remedy), cls="notice", role="alert")


def frame(parts: Mapping[str, Block]) -> Markup:
    """The page's body with its parts in place."""
    # The parts come from the views, which escape whatever they show.
    inside = {name: Markup(part.whole) for name, part in parts.items()}  # noqa: S704
    switch = [
        element("button", title, type="button", cls="button", data_own="pane", data_pane=name)
        for name, title in TITLES.items()
    ]
    panes = [
        element("section", inside[name], cls="pane", id=name, aria_label=title, tabindex="-1")
        for name, title in TITLES.items()
    ]
    return joined([
        element("header", inside["top"], id="top", cls="top"),
        element("div", inside["line"], id="line"),
        element("nav", switch, cls="switch", aria_label="Panes"),
        element("main", panes, id="panes", cls="panes"),
        element("div", inside["dialog"], id="dialog"),
        element("div", id="trouble", role="alert"),
        element("footer", element("p", "", id="said", role="status", aria_live="polite"), id="foot", cls="foot"),
    ])  # fmt: skip
