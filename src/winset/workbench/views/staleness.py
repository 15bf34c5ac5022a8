"""What is said where the consequences shown are not those of the version shown: on their way, stopped, or not to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.workbench.markup import act, button, element

if TYPE_CHECKING:
    from winset.workbench.session import Session


def staleness(session: Session) -> Markup | None:
    """Why what is shown is from before; None where it is not."""
    if session.work is not None:
        return _stopped(session) if session.work.stopped else _on_its_way(session, session.work.percent)
    if session.answer.failure:
        words = f"What follows from this version could not be worked out: {session.answer.failure}."
        return element(
            "p",
            words,
            " ",
            _before(session),
            " Undo the last step, or change it.",
            cls="notice",
            role="alert",
        )
    if session.answer.case is None and session.answers is not None:
        return element(
            "p", "This is what followed before the problems now in the text.", cls="notice", data_key="stale"
        )
    return None


def _on_its_way(session: Session, percent: int) -> Markup:
    return element(
        "div",
        element("span", "Working out what follows … ", _before(session)),
        element("progress", value=str(percent), max="100", aria_label="Progress"),
        button("Cancel", act("cancel", kind="answer"), "small"),
        cls="notice row wrap", role="status", data_key="stale",
    )  # fmt: skip


def _stopped(session: Session) -> Markup:
    return element(
        "div",
        element("span", "What follows from this version has not been worked out. ", _before(session)),
        button("Work it out", act("resume"), "small"),
        cls="notice row wrap", role="status", data_key="stale",
    )  # fmt: skip


def _before(session: Session) -> str:
    return "What is shown is from before the change." if session.answers is not None else ""
