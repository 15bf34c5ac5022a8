"""Acts on answers: what was found, tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts.editing import edit
from winset.workbench.acts.messages import Acts, Message, number_in, text_in
from winset.workbench.versions.trying import tried

if TYPE_CHECKING:
    from winset.workbench.session import Session


def _try(session: Session, message: Message) -> str:
    rows = session.look.asked.get(text_in(message, "kind"), {}).get("rows", [])
    place = number_in(message, "row")
    if not 0 <= place < len(rows) or not rows[place].get("try"):
        raise ArgumentError("this answer belongs to another version: ask again")
    row = rows[place]
    session.look.dialog = None
    text = tried(session.desk.text, row["try"])
    return edit(session, f"tried: {row['try_words']}"[:120], text)


ACTS: Acts = {"try": _try}
