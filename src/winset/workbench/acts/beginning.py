"""Acts on a case begun from a report: parties, options and wishes, one line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError
from winset.workbench.acts.editing import edit
from winset.workbench.acts.messages import Acts, Message, text_in
from winset.workbench.beginning import identifier
from winset.workbench.versions import changes

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _party(session: Session, message: Message) -> str:
    name = text_in(message, "name", 100).strip()
    if not name:
        raise ArgumentError("write the party's name first")
    key = identifier(name, {*session.party_ids, *session.option_ids})
    return edit(session, f"party {name}", changes.entry_added(session.desk.text, ("parties", key), name))


def _option(session: Session, message: Message) -> str:
    name, party, claim = (
        text_in(message, "name", 200).strip(),
        text_in(message, "party"),
        text_in(message, "claim"),
    )
    if not name or party not in session.party_ids:
        raise ArgumentError("say who can do what first")
    key = identifier(name, {*session.party_ids, *session.option_ids})
    value: object = {"name": name, "evidence": [claim]} if claim else name
    return edit(
        session,
        f"option {key} of {party}",
        changes.entry_added(session.desk.text, ("options", party, key), value),
    )


def _wish(session: Session, message: Message) -> str:
    party, option, wants = text_in(message, "party"), text_in(message, "option"), message.get("wants") is True
    if party not in session.party_ids or option not in session.option_ids:
        raise ArgumentError("accept the party and the option first")
    formula = option if wants else f"not {option}"
    return edit(
        session,
        f"{party} {'wants' if wants else 'is against'} {option}",
        changes.line_added(session.desk.text, ("preferences", party, "statements"), formula),
    )


def _prefer(session: Session, message: Message) -> str:
    party, formula = text_in(message, "party"), text_in(message, "formula")
    pair = session.open_pair(party)
    if pair is None or formula not in pair[2:]:
        raise ArgumentError("this comparison was made already")
    one, other = pair[2:]
    place = session.statements_of(party).index(one)
    session.compared |= {(party, one, other), (party, other, one)}
    if formula == one:
        return f"{one} matters more than {other}, as it stands"
    path: Path = ("preferences", party, "statements", place)
    return edit(
        session, f"{other} matters more to {party} than {one}", changes.moved(session.desk.text, path, 1)
    )


ACTS: Acts = {"party": _party, "option": _option, "wish": _wish, "prefer": _prefer}
