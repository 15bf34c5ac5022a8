"""A party's preference found by comparing outcomes: the comparison that is open in a session, and what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.elicitation import Elicitation, elicit
from winset.case.model import Case
from winset.errors import WinsetError
from winset.workbench.versions.wants import with_every_party

if TYPE_CHECKING:
    from winset.workbench.session import Session

Answers = list[tuple[str, str, int]]


def party_compared(session: Session) -> str:
    """The party whose outcomes are compared."""
    return str(session.look.data.get("party", ""))


def answers_of(session: Session) -> Answers:
    """The comparisons made so far; new ones are put at the end."""
    found: Answers = session.look.data.setdefault("answers", [])
    return found


def comparable(session: Session) -> Case:
    """The case of the version shown, parties without a preference indifferent; WinsetError where it has problems."""
    if session.answer.case is not None:
        return session.answer.case
    desk = session.desk
    text = with_every_party(desk.text)
    check = desk.checking({**desk.version.texts, desk.file: text})()
    if check.case is None:
        raise WinsetError(f"mend this first: {check.problems[0].message}")
    return check.case


def elicitation(session: Session) -> Elicitation:
    """What the comparisons say, and the next one to make; WinsetError where nothing can be compared."""
    answers, data = answers_of(session), session.look.data
    key = (party_compared(session), tuple(answers), session.desk.version.digest)
    known = data.get("found")
    if known is None or known[0] != key:
        known = data["found"] = (key, elicit(comparable(session), key[0], answers))
    found: Elicitation = known[1]
    return found
