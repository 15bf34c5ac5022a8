"""What a tab is looking at: everything on the page that is not the case itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Levels = dict[str, str]


@dataclass
class Filters:
    """Which claims the ledger's table shows; an empty word shows all."""

    status: str = ""
    source: str = ""
    review: str = ""
    words: str = ""


@dataclass
class Look:
    """The open part of each pane, what is chosen in it, and what is said.

    levels: the outcome looked at (graph form: `{"outcome": id}`), None where none is. why: party and concept whose
    verdict is explained. asked: what was asked that takes long, by kind: its answer as plain data, or what is going
    on. struck: proposed lines that were not taken, by kind and id. begun: whether the case was begun here from a report.
    made: the file last exported, with the version and the name it was made for.
    """

    evidence: str = "report"
    case: str = "lines"
    consequences: str = "holds"
    report: str | None = None
    claim: str | None = None
    filters: Filters = field(default_factory=Filters)
    levels: Levels | None = None
    why: tuple[int, str] | None = None
    target: str = ""
    concept: str = "nash"
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    dialog: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    said: str = ""
    clash: tuple[str, ...] = ()
    step: int = 0
    open_line: str | None = None
    struck: set[tuple[str, str]] = field(default_factory=set)
    begun: bool = False
    made: Any = None
