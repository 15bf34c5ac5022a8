"""The pictures of a brief: its first, the option table wherever there is one, or the one that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.errors import ArgumentError, UndefinedError
from winset.show.brief.content import Brief
from winset.show.figures.grid import draw_grid
from winset.show.figures.pictures import draw_picture
from winset.show.grid import Grid
from winset.show.picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = {
    "options": "Grid",
    "moves": "MoveGraph",
    "strip": "Strip",
    "tornado": "Tornado",
    "sources": "SourceMap",
    "timeline": "Timeline",
}
"""What each figure of a brief is called, and the kind of block it is drawn from."""


def draw(result: Brief, name: str | None = None) -> Figure:
    """A figure of a brief by its name, by default the first.

    Raises ArgumentError for a name that is none of `KINDS`, UndefinedError for a figure the brief has not.
    """
    if name is not None and name not in KINDS:
        raise ArgumentError(f'unknown figure "{name}" (known are {", ".join(KINDS)})')
    drawn = [block for block in result.blocks() if isinstance(block, Grid | Picture)]
    for block in drawn:
        if name is None or type(block).__name__ == KINDS[name]:
            return draw_grid(block) if isinstance(block, Grid) else draw_picture(block)
    if not drawn:
        raise UndefinedError("there is nothing to draw: no outcome would hold")
    there = [one for one, kind in KINDS.items() if kind in {type(block).__name__ for block in drawn}]
    raise UndefinedError(f"this brief has no {name} (it has {', '.join(there)})")
