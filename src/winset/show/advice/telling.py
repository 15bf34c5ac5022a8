"""Which answers are told in sentences, and by which module."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from winset.analysis.result import Result

if TYPE_CHECKING:
    from winset.show.brief.content import Brief

TELLERS = {
    "Deals": "winset.show.advice.deals",
    "Difference": "winset.show.brief.differing",
    "Paths": "winset.show.advice.paths",
    "Stability": "winset.show.advice.stability",
    "Unlock": "winset.show.advice.unlock",
    "WhyNot": "winset.show.advice.why_not",
}
"""For each kind of answer, the module whose `tell` puts it into sentences."""


def told(result: Result) -> Brief | None:
    """The answer as a page of sentences; None where its tables say it all."""
    module = TELLERS.get(type(result).__name__)
    if module is None:
        return None
    tell: Callable[[Result], Brief | None] = import_module(module).tell
    return tell(result)
