"""Who can stop what, drawn: parties down, outcomes across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.stopping import Stopping
from winset.show.figures.grid import draw_grid
from winset.show.stopping_grid import stopping_grid

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(result: Stopping) -> Figure:
    """The grid of who can stop what as a figure."""
    return draw_grid(stopping_grid(result))
