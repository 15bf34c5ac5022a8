"""Which drawing belongs to which picture of a brief."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from winset.show.picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWINGS = {
    "MoveGraph": ("winset.show.figures.move_graph", "draw_move_graph"),
    "Strip": ("winset.show.figures.strip", "draw_strip"),
    "SourceMap": ("winset.show.figures.source_map", "draw_source_map"),
    "Timeline": ("winset.show.figures.timeline", "draw_timeline"),
    "Tornado": ("winset.show.figures.tornado", "draw_tornado"),
}
"""For each kind of picture, the module and the function in it that draws one."""


def draw_picture(picture: Picture) -> Figure:
    """The picture as a figure."""
    module, name = DRAWINGS[type(picture).__name__]
    drawn: Callable[[Picture], Figure] = getattr(import_module(module), name)
    return drawn(picture)
