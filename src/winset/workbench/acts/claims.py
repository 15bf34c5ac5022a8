"""Acts on claims: reviewed, corrected, given other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts.messages import Acts, Message, number_in, text_in
from winset.workbench.versions import reviewing

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _claim_of(session: Session, message: Message) -> tuple[str, str, str]:
    """The ledger file, its text, and the id of the claim meant."""
    report, _, claim = text_in(message, "claim").partition("#")
    file = session.desk.ledgers.get(report)
    if file is None or file not in session.desk.version.texts:
        raise ArgumentError(f'there is no ledger of "{report}"')
    return file, session.desk.version.texts[file], claim


def _review(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    word = text_in(message, "review")
    session.desk.do(f"claim {claim} {word}", {file: reviewing.reviewed(text, claim, word)})
    return f"Claim {claim}: {word}"


def _correct(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    field, value = text_in(message, "field"), text_in(message, "value")
    if field not in (*reviewing.FIELDS, "source"):
        raise ArgumentError("this cannot be corrected")
    session.desk.do(f"{field} of claim {claim}", {file: reviewing.corrected(text, claim, field, value)})
    return f"Claim {claim}: {field} is {value}"


def _respan(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    start, end = number_in(message, "start"), number_in(message, "end")
    session.desk.do(
        f"words of claim {claim}", {file: reviewing.respanned(text, claim, session.report_text, start, end)}
    )
    return f"Claim {claim} has the words selected"


ACTS: Acts = {"review": _review, "correct": _correct, "respan": _respan}
