"""Acts on the lines of a case: moved, taken out and put back, weighed, rewritten, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError
from winset.workbench.acts.editing import edit, line_id
from winset.workbench.acts.messages import Acts, Message, number_in, text_in
from winset.workbench.versions import changes

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_TYPED = 2_000_000  # characters of a case's text


def _move(session: Session, message: Message) -> str:
    path, by = changes.checked_path(message.get("path")), number_in(message, "by")
    return edit(
        session,
        f"{line_id(path)} moved {'up' if by < 0 else 'down'}",
        changes.moved(session.desk.text, path, by),
    )


def _out(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    session.look.open_line = None
    return edit(session, f"{line_id(path)} taken out", changes.taken_out(session.desk.text, path))


def _back(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    kept = session.desk.kept.get(session.desk.file, "")
    return edit(session, f"{line_id(path)} put back", changes.put_back(session.desk.text, kept, path))


def _likelihood(session: Session, message: Message) -> str:
    path, value = changes.checked_path(message.get("path")), text_in(message, "value")
    if not value.isdigit():
        raise ArgumentError("a likelihood is a number of percent")
    text = changes.likelihood_set(session.desk.text, path, int(value))
    edit(session, f"likelihood of {line_id(path)}", text, further=True)
    return f"{line_id(path)}: {value}%"


def _formula(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    return edit(
        session,
        f"formula of {line_id(path)}",
        changes.formula_set(session.desk.text, path, text_in(message, "formula")),
    )


def _add(session: Session, message: Message) -> str:
    path = message.get("path")
    whole: Path = ("rules",) if path == ["rules"] else changes.checked_path(path)
    return edit(
        session, "line added", changes.line_added(session.desk.text, whole, text_in(message, "formula"))
    )


def _text(session: Session, message: Message) -> None:
    session.desk.do(
        "typing in the text", {session.desk.file: text_in(message, "value", MOST_TYPED)}, further=True
    )


def _status_quo(session: Session, _: Message) -> str:
    case = session.case
    if case is None or session.looked is None:
        raise ArgumentError("only an outcome that can be is a status quo")
    first = {option.id: option.levels[0] for option in case.options}
    levels = {option: level for option, level in session.levels.items() if first.get(option) != level}
    return edit(session, "status quo set", changes.status_quo_set(session.desk.text, levels))


ACTS: Acts = {
    "move": _move,
    "out": _out,
    "back": _back,
    "likelihood": _likelihood,
    "formula": _formula,
    "add": _add,
    "text": _text,
    "status_quo": _status_quo,
}
