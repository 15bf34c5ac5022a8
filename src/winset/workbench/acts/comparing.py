"""Acts on a comparison of outcomes: begun, answered, taken back, its result written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts.editing import edit
from winset.workbench.acts.messages import Acts, Message, text_in
from winset.workbench.comparing import answers_of, elicitation, party_compared
from winset.workbench.versions.wants import wants_set

if TYPE_CHECKING:
    from winset.analysis.elicitation import Elicitation
    from winset.workbench.session import Session

VERDICTS = {"one": 1, "other": -1, "neither": 0}


def _compare(session: Session, message: Message) -> None:
    party = text_in(message, "party")
    if party not in session.party_ids:
        raise ArgumentError("there is no such party")
    begun = {"party": party, "version": session.desk.version.digest}
    if any(session.look.data.get(key) != value for key, value in begun.items()):
        session.look.data = {**begun}
    session.look.dialog = "compare"


def _rather(session: Session, message: Message) -> str:
    verdict, found = text_in(message, "verdict"), _open(session)
    if verdict not in VERDICTS or found.question is None or (verdict == "neither" and not found.may_be_alike):
        raise ArgumentError("this comparison is not open")
    answers_of(session).append((*found.question, VERDICTS[verdict]))
    left = elicitation(session).left
    return f"About {left} question{'s' * (left != 1)} left" if left else "Everything is settled"


def _rather_not(session: Session, _: Message) -> str:
    _open(session)
    answers = answers_of(session)
    if not answers:
        raise ArgumentError("nothing was answered yet")
    answers.pop()
    return "The last answer is taken back"


def _rather_write(session: Session, _: Message) -> str:
    found = _open(session)
    (lines,) = found.wants.values()
    if not lines:
        raise ArgumentError("compare two outcomes first")
    session.look.dialog = None
    return edit(
        session,
        f"what {found.party} wants, by comparison",
        wants_set(session.desk.text, found.party, found.wants),
    )


def _open(session: Session) -> Elicitation:
    if session.look.dialog != "compare" or not party_compared(session):
        raise ArgumentError("no comparison is open")
    return elicitation(session)


ACTS: Acts = {
    "compare": _compare,
    "rather": _rather,
    "rather_not": _rather_not,
    "rather_write": _rather_write,
}
