"""Which figure belongs to which answer."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from winset.analysis.result import Result
from winset.errors import UndefinedError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWERS = {
    "Stability": "winset.show.figures.stability",
    "Standing": "winset.show.figures.standing",
    "Standings": "winset.show.figures.standing",
    "Coalitions": "winset.show.figures.standing",
    "Paths": "winset.show.figures.paths",
    "Stopping": "winset.show.figures.stopping",
    "Brief": "winset.show.figures.brief",
    "Deals": "winset.show.figures.deals",
    "Scores": "winset.show.figures.scores",
    "Power": "winset.show.figures.power",
    "Robustness": "winset.show.figures.uncertain",
    "Influence": "winset.show.figures.uncertain",
}
"""For each kind of answer, the module whose `draw` makes its figure."""


def draw(result: Result) -> Figure:
    """The figure of an answer. Raises UndefinedError for an answer that has tables only."""
    for kind in type(result).__mro__:
        if kind.__name__ in DRAWERS:
            drawer: Callable[[Result], Figure] = import_module(DRAWERS[kind.__name__]).draw
            return drawer(result)
    raise UndefinedError(f"{type(result).__name__} has no figure: its tables say it all")
