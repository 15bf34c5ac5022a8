"""Acts on versions: undone, named, compared, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts.messages import Acts, Message, number_in, text_in

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _undo(session: Session, _: Message) -> str:
    done = session.desk.undo()
    return f"Undone: {done}" if done else "There is nothing to undo"


def _redo(session: Session, _: Message) -> str:
    done = session.desk.redo()
    return f"Done again: {done}" if done else "There is nothing to redo"


def _drop(session: Session, _: Message) -> str:
    return "All changes dropped; undo brings them back" if session.desk.drop() else "There is nothing to drop"


def _name(session: Session, message: Message) -> str:
    name = text_in(message, "name")
    session.desk.name(name)
    session.look.dialog = None
    return f"This version is now called {name}"


def _recall(session: Session, message: Message) -> str:
    session.desk.recall(text_in(message, "name"))
    session.look.dialog = None
    return "The named version is shown"


def _step(session: Session, message: Message) -> str:
    at = number_in(message, "at")
    if not 0 <= at < len(session.desk.trail):
        raise ArgumentError("there is no such step")
    session.desk.at = at
    return f"Back at: {session.desk.version.label}"


def _keep(session: Session, _: Message) -> str:
    files = session.desk.keep()
    session.look.clash = ()
    return f"Kept: {', '.join(files)} written" if files else "There is nothing to keep"


def _settle(session: Session, message: Message) -> str:
    mine = message.get("mine") is True
    session.desk.settle(mine)
    session.look.clash = ()
    return (
        "Your lines stand; keep them to write the file"
        if mine
        else "The file's lines are taken; yours are among the versions"
    )


ACTS: Acts = {
    "undo": _undo,
    "redo": _redo,
    "drop": _drop,
    "name": _name,
    "recall": _recall,
    "step": _step,
    "keep": _keep,
    "settle": _settle,
}
