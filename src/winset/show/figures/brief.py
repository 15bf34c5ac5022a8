"""The picture of a brief: its first figure, the option table wherever there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import UndefinedError
from winset.show.brief.content import Brief
from winset.show.figures.grid import draw_grid
from winset.show.figures.pictures import draw_picture
from winset.show.grid import Grid
from winset.show.picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(result: Brief) -> Figure:
    """The first figure of a brief. Raises UndefinedError for a brief without one."""
    for block in result.blocks():
        if isinstance(block, Grid):
            return draw_grid(block)
        if isinstance(block, Picture):
            return draw_picture(block)
    raise UndefinedError("there is nothing to draw: no outcome would hold")
