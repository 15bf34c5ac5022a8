"""Acts that change what is looked at, and nothing of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts.messages import Acts, Message, number_in, text_in

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _tab(session: Session, message: Message) -> None:
    pane, tab = text_in(message, "pane"), text_in(message, "tab")
    known = {
        "evidence": ("report", "claims", "sources"),
        "case": ("begin", "lines", "board", "text"),
        "consequences": ("holds", "moves", "agreement", "change"),
    }
    if tab not in known.get(pane, ()):
        raise ArgumentError("there is no such part")
    setattr(session.look, pane, tab)


def _look(session: Session, message: Message) -> None:
    _tab(session, {"pane": "consequences", "tab": text_in(message, "tab")})


def _report(session: Session, message: Message) -> None:
    value = text_in(message, "value")
    if value in session.reports:
        session.look.report, session.look.claim = value, None


def _claim(session: Session, message: Message) -> None:
    session.look.claim = text_in(message, "claim") or None
    report = (session.look.claim or "").partition("#")[0]
    if report in session.reports:
        session.look.report = report


def _line(session: Session, message: Message) -> None:
    line = text_in(message, "line")
    session.look.open_line = None if session.look.open_line == line else line


def _filter(session: Session, message: Message) -> None:
    field = text_in(message, "field")
    if field not in ("status", "source", "review", "words"):
        raise ArgumentError("there is no such filter")
    setattr(session.look.filters, field, text_in(message, "value"))


def _outcome(session: Session, message: Message) -> str:
    answers = session.answers
    if answers is None:
        raise ArgumentError("the case cannot be read yet")
    index = answers.built.index_of(text_in(message, "id")) if "id" in message else number_in(message, "index")
    if not 0 <= index < answers.built.game.outcomes:
        raise ArgumentError("there is no such outcome")
    session.look.levels = answers.built.levels(index)
    session.look.why = None
    return f"Outcome {session.label(index)}: {session.strength_words(index)}"


def _level(session: Session, message: Message) -> str:
    session.look.levels = {**session.levels, text_in(message, "option"): text_in(message, "level")}
    session.look.why = None
    index = session.looked
    return (
        "This outcome cannot be: it breaks a rule"
        if index is None
        else f"Outcome {session.label(index)}: {session.strength_words(index)}"
    )


def _today(session: Session, _: Message) -> None:
    session.look.levels = session.look.why = None


def _why(session: Session, message: Message) -> None:
    session.look.why = (number_in(message, "party"), text_in(message, "concept"))


def _graph(session: Session, message: Message) -> None:
    session.around = message.get("around") is True


def _agreement(session: Session, _: Message) -> None:
    session.wants_agreement = True


def _goto(session: Session, message: Message) -> None:
    session.look.case = "text"
    session.look.data = {"goto": number_in(message, "line")}


def _dialog(session: Session, message: Message) -> None:
    session.look.dialog, session.look.data = text_in(message, "name"), {}


def _close(session: Session, _: Message) -> None:
    session.look.dialog = None


def _help(session: Session, _: Message) -> None:
    session.look.dialog = "help"


def _new(session: Session, _: Message) -> None:
    session.look.dialog, session.look.data = "new", {}


def _tour(session: Session, message: Message) -> None:
    session.look.dialog, session.look.step = "tour", number_in(message, "step")


ACTS: Acts = {
    "tab": _tab,
    "look": _look,
    "report": _report,
    "claim": _claim,
    "line": _line,
    "filter": _filter,
    "outcome": _outcome,
    "level": _level,
    "today": _today,
    "why": _why,
    "graph": _graph,
    "agreement": _agreement,
    "goto": _goto,
    "dialog": _dialog,
    "close": _close,
    "help": _help,
    "new": _new,
    "tour": _tour,
}
