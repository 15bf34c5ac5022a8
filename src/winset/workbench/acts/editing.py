"""A change of the case made a version, and what the changed line is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.case.yaml.nodes import Path

if TYPE_CHECKING:
    from winset.workbench.session import Session


def edit(session: Session, label: str, text: str, further: bool = False) -> str:
    """Make the version that has the case's text changed; what it is called."""
    session.desk.do(label, {session.desk.file: text}, further)
    return label


def line_id(path: Path) -> str:
    """What a line is called, as the case calls it."""
    if path[0] == "rules":
        return f"rule {int(path[1]) + 1}"
    return f"{path[1]} {int(path[-1]) + 1}" if isinstance(path[-1], int) else f"{path[1]} {path[-1]}"
