"""What falls with a claim, a source or a report: asked from the evidence, told over the page, tried with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from winset.workbench.markup import Content, act, button, element, joined
from winset.workbench.views.answer_tables import answer_tables
from winset.workbench.views.box import box, waiting

if TYPE_CHECKING:
    from winset.workbench.session import Session


def withdraw_button(what: str, label: str, **attributes: Any) -> Markup:
    """The button that asks what falls with something."""
    return button(label, act("ask", kind="withdraw", what=what), **attributes)


def withdrawal(session: Session) -> Markup:
    """What falls, what stands, the answers before and after; and the version without it, to be tried."""
    what = str(session.look.data.get("what", ""))
    found = session.look.asked.get("withdraw", {})
    if found.get("working"):
        return box(f"Without {what}", waiting(found, "withdraw"))
    if found.get("error"):
        return box(f"Without {what}", element("p", found["error"], cls="notice", role="alert"))
    if not found:
        again = button("Ask again", act("ask", kind="withdraw", what=what), "primary")
        return box(
            f"Without {what}", element("p", "The case was changed meanwhile, or this was cancelled."), again
        )
    return box(
        f"Without {what}",
        element("p", _words(session, what), cls="hint", dir="auto"),
        element("p", _told(found), cls="said"),
        _trying(found),
        answer_tables(found["tables"]),
        cls="wide",
    )


def _words(session: Session, what: str) -> Content:
    """The words of a claim that is withdrawn."""
    report, _, claim = what.partition("#")
    ledger = session.ledger if report == session.look.report else None
    words = ledger.by_id[claim].words if ledger and claim in ledger.by_id else ""
    return joined([element("q", words), "."]) if words else None


def _told(found: dict[str, Any]) -> str:
    fallen, weakened = found["fallen"], found["weakened"]
    if not fallen and not weakened:
        return "No line rests on it: everything stands."
    falls = f"{len(fallen)} line{'s' * (len(fallen) != 1)} would fall" if fallen else "No line would fall"
    stands = f", {len(weakened)} would stand with less behind {'them' if len(weakened) > 1 else 'it'}"
    return falls + (stands if weakened else "") + "."


def _trying(found: dict[str, Any]) -> Markup:
    if not found["rows"][0]["try"]:
        return element(
            "p", "There is no change of single lines that would say this; change the text.", cls="hint"
        )
    return element(
        "div",
        button("Try it: the case without it", act("try", kind="withdraw", row=0), "primary"),
        element("span", "A scratch version, as with every change: undo brings it all back.", cls="hint"),
        cls="row wrap",
    )
