"""Acts on a case begun from a report: proposed lines accepted or struck, others added, one line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.case.proposing.cast import party_id
from winset.case.proposing.phrases import slug
from winset.case.proposing.proposal import Proposed
from winset.errors import ArgumentError
from winset.workbench.acts.editing import edit
from winset.workbench.acts.messages import Acts, Message, text_in
from winset.workbench.beginning import KINDS, unlike
from winset.workbench.versions import changes
from winset.workbench.versions.accepting import accepted

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _meant(session: Session, message: Message) -> tuple[str, Proposed]:
    """The proposed line that is meant, and its kind."""
    kind, key = text_in(message, "kind"), text_in(message, "id")
    one = next((one for one in session.proposed(kind) if one.id == key), None) if kind in KINDS else None
    if one is None:
        raise ArgumentError("this is proposed no more: the claims have changed")
    return kind, one


def _accept(session: Session, message: Message) -> str:
    kind, one = _meant(session, message)
    if one not in session.offered(kind):
        raise ArgumentError("this line is in the case already")
    session.look.begun = True
    text = accepted(session.desk.text, session.proposal, one, text_in(message, "name").strip())
    return edit(session, f"accepted: {one.name}"[:120], text)


def _accept_all(session: Session, message: Message) -> str:
    kind, text = text_in(message, "kind"), session.desk.text
    if kind not in KINDS:
        raise ArgumentError("there is nothing of that kind")
    offered = session.offered(kind)
    for one in offered:
        text = accepted(text, session.proposal, one)
    session.look.begun = True
    return edit(session, f"{len(offered)} {kind} accepted", text)


def _strike(session: Session, message: Message) -> str:
    kind, one = _meant(session, message)
    session.look.struck.add((kind, one.id))
    return f"Left out: {one.name}"


def _bring_back(session: Session, message: Message) -> str:
    session.look.struck = {one for one in session.look.struck if one[0] != text_in(message, "kind")}
    return "The lines left out are proposed again"


def _taken(session: Session) -> set[str]:
    return {*session.party_ids, *session.option_ids, *session.reports}


def _party(session: Session, message: Message) -> str:
    name = text_in(message, "name", 100).strip()
    if not name:
        raise ArgumentError("write the party's name first")
    key = unlike(party_id(name), _taken(session))
    return edit(session, f"party {name}", changes.entry_added(session.desk.text, ("parties", key), name))


def _option(session: Session, message: Message) -> str:
    name, party = text_in(message, "name", 200).strip(), text_in(message, "party")
    if not name or party not in session.party_ids:
        raise ArgumentError("say who can do what first")
    key = unlike(slug([name]), _taken(session))
    text = changes.entry_added(session.desk.text, ("options", party, key), name)
    return edit(session, f"option {key} of {party}", text)


def _wish(session: Session, message: Message) -> str:
    party, option, wants = text_in(message, "party"), text_in(message, "option"), message.get("wants") is True
    if party not in session.party_ids or option not in session.option_ids:
        raise ArgumentError("accept the party and the option first")
    formula, path = option if wants else f"not {option}", ("preferences", party, "statements")
    label = f"{party} {'wants' if wants else 'is against'} {option}"
    return edit(session, label, changes.line_added(session.desk.text, path, formula))


ACTS: Acts = {
    "accept": _accept,
    "accept_all": _accept_all,
    "strike": _strike,
    "bring_back": _bring_back,
    "party": _party,
    "option": _option,
    "wish": _wish,
}
