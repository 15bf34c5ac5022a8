"""What the page's controls do: each act by its name, from what the page sent to a change of the session.

An act raises WinsetError where it cannot be done; the text says why. Those that take long are in `winset.workbench.tab`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError
from winset.workbench.acts import beginning, claims, comparing, lines, looking, stepping, trying
from winset.workbench.acts.messages import Acts, Message, text_in

if TYPE_CHECKING:
    from winset.workbench.session import Session

__all__ = ["ACTS", "do", "text_in"]

ACTS: Acts = {
    name: act
    for room in (lines, claims, stepping, looking, beginning, comparing, trying)
    for name, act in room.ACTS.items()
}
"""Every act that the page can ask for and that is done at once."""


def do(session: Session, message: Message) -> str | None:
    """Do what a message asks; what there is to say about it. Raises ArgumentError for an unknown act."""
    name = message.get("act")
    if not isinstance(name, str) or name not in ACTS:
        raise ArgumentError("the page asked for something unknown: load it again")
    return ACTS[name](session, message)
