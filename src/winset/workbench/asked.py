"""What is asked that takes long: each kind of question, as it is put to the process that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from winset.analysis.stability import CONCEPTS
from winset.errors import ArgumentError
from winset.workbench.acts.messages import text_in

if TYPE_CHECKING:
    from winset.workbench.session import Session
    from winset.workbench.versions.desk import Texts

WORKING = {
    "unlock": "Working out what would unlock it …",
    "why_not": "Working out what keeps it out …",
    "minds": "Trying every uncertain line and claim …",
    "surety": "Weighing every variant …",
    "withdraw": "Taking it away and asking again …",
    "differ": "Comparing lines and conclusions …",
}
"""Every kind of question, with what is said while it is worked on."""


def question_of(session: Session, message: Mapping[str, Any]) -> dict[str, Any]:
    """The question a message asks, about the version shown. Raises ArgumentError for one that is none."""
    kind = text_in(message, "kind")
    if kind not in WORKING:
        raise ArgumentError("there is no such question")
    return {
        "kind": kind,
        **_texts(session, session.desk.version.texts),
        "given": _given(session, kind, message),
    }


def _texts(session: Session, texts: Texts) -> dict[str, Any]:
    """A version as the process reads it: the case's text, and what lies beside it."""
    desk = session.desk
    beside = {name: text for name, text in texts.items() if name != desk.file}
    return {
        "text": texts[desk.file],
        "file": str(desk.folder / desk.file),
        "beside": {**desk.new_reports, **beside},
    }


def _given(session: Session, kind: str, message: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "withdraw":
        session.look.dialog, session.look.data = "withdraw", {"what": text_in(message, "what")}
        return {"what": text_in(message, "what")}
    if kind == "differ":
        name = text_in(message, "name")
        return {
            "old": _texts(session, session.desk.texts_of(name)),
            "with": f"“{name}”" if name else "the file",
        }
    target, concept = text_in(message, "target").strip(), text_in(message, "concept")
    session.look.target = target or session.look.target
    target = target or ("" if kind in ("minds", "surety") else session.example_target)
    named = session.case.names if session.case else {}
    session.look.concept = concept if concept in CONCEPTS else session.look.concept
    return {"target": str(named.get(target, target)), "concept": session.look.concept}
