"""The picture of a brief: its first figure, the option table wherever there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import UndefinedError
from winset.show.brief.content import Brief
from winset.show.figures.grid import draw_grid
from winset.show.figures.move_graph import draw_move_graph
from winset.show.grid import Grid
from winset.show.move_graph import MoveGraph

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(result: Brief) -> Figure:
    """The first figure of a brief. Raises UndefinedError for a brief without one."""
    for block in result.blocks():
        if isinstance(block, Grid):
            return draw_grid(block)
        if isinstance(block, MoveGraph):
            return draw_move_graph(block)
    raise UndefinedError("there is nothing to draw: no outcome would hold")
