"""The first-time tour: a few cards, each beside the part of the page it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.workbench.markup import act, button, element

if TYPE_CHECKING:
    from winset.workbench.session import Session

STEPS = (
    ("line", "The bottom line", "What would hold, whether today does, and what it takes to get from one to the other. Change anything, and it shows before and after."),
    ("evidence", "Evidence", "The report, its claims marked: who says it, how firmly, done or only planned. Choose one, and the lines that rest on it light up. Confirm it, correct it, or ask what if it were not so."),
    ("case", "Case", "The lines of the case. Choose a rule to see its claims in the text; order what a party wants by dragging or with Alt and the arrows; take a line out, or say how likely it is."),
    ("consequences", "Consequences", "What follows: choose an outcome to see who would stay there, choose a verdict to see why. Further tabs show the moves, what could be agreed, and what would unlock an outcome."),
    ("top", "Nothing is lost", "Every change is a scratch version: undo it, name it, compare it. Keep writes only the changed lines to the file."),
)  # fmt: skip


def tour(session: Session) -> Markup:
    """The card of the step the tour is at."""
    step = min(max(session.look.step, 0), len(STEPS) - 1)
    where, title, words = STEPS[step]
    last = step == len(STEPS) - 1
    return element(
        "div",
        element(
            "div",
            element("p", f"{step + 1} of {len(STEPS)}", cls="hint"),
            element("h2", title, id="dialog-title"),
            element("p", words),
            element(
                "div",
                button("Back", act("tour", step=step - 1), disabled=step == 0),
                button("Done" if last else "Next", act("close") if last else act("tour", step=step + 1), "primary", autofocus=True),
                button("Skip the tour", act("close")) if not last else None,
                cls="row wrap",
            ),
            role="dialog", aria_modal="true", aria_labelledby="dialog-title", cls=f"box tour at-{where}", tabindex="-1",
        ),
        cls=f"over touring on-{where}",
    )  # fmt: skip
