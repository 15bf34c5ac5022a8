"""Grids drawn: the option table, the stability grid, who can stop what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.show.figures.style import COLOURS, INK, PAPER, RULE, SIZE, SOFT, rc
from winset.show.grid import Grid, spans

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CELL = 0.34  # inches
LETTER = 0.075  # inches a letter of the normal size takes, about


def draw_grid(grid: Grid) -> Figure:
    """The grid as a figure: filled cells are dark enough to print grey, empty ones a dot."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    left = LETTER * max((len(head.text) for head in grid.rows), default=0) + 0.2
    stub = LETTER * max((len(head.group) for head in grid.rows), default=0) + 0.2
    with rc_context(rc()):
        wide = _cell_width(grid)
        figure = Figure(figsize=(left + stub + wide * len(grid.columns), CELL * (len(grid.rows) + 4)))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(-(left + stub) / wide, len(grid.columns))
        axes.set_ylim(len(grid.rows) + 0.3 + 0.7 * len(grid.key), -2.8)
        _draw_cells(axes, grid)
        _draw_rows(axes, grid, left / wide, stub / wide)
        _draw_columns(axes, grid)
        _draw_key(axes, grid, (left + stub) / wide)
    return figure


def _cell_width(grid: Grid) -> float:
    words = [mark.text for row in grid.marks for mark in row] + [
        head.text + head.sign for head in grid.columns
    ]
    return max(CELL, LETTER * max((len(word) for word in words), default=0) + 0.12)


def _draw_cells(axes: Axes, grid: Grid) -> None:
    from matplotlib.patches import Rectangle

    for y, row in enumerate(grid.marks):
        for x, mark in enumerate(row):
            if mark.fill:
                patch = Rectangle(
                    (x + 0.06, y + 0.1), 0.88, 0.8, facecolor=COLOURS[0], alpha=mark.fill, linewidth=0
                )
                axes.add_patch(patch)
            text = mark.text or ("·" if not mark.fill else "")
            colour = PAPER if mark.fill > 0.6 else INK if mark.text else SOFT
            axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", color=colour)


def _draw_rows(axes: Axes, grid: Grid, left: float, stub: float) -> None:
    for y, head in enumerate(grid.rows):
        axes.text(-0.2, y + 0.5, head.text, ha="right", va="center")
    for group, start, end in spans([head.group for head in grid.rows]):
        axes.plot([-(left + stub), len(grid.columns)], [start, start], color=RULE, linewidth=0.8)
        if group:
            axes.text(-(left + stub) + 0.1, (start + end) / 2, group, ha="left", va="center", weight="bold")
    bottom = len(grid.rows)
    axes.plot([-(left + stub), len(grid.columns)], [bottom, bottom], color=RULE, linewidth=0.8)


def _draw_columns(axes: Axes, grid: Grid) -> None:
    for x, head in enumerate(grid.columns):
        axes.text(
            x + 0.5, -0.45, head.text, ha="center", va="center", weight="bold" if head.sign else "normal"
        )
        axes.text(x + 0.5, -1.15, head.sign, ha="center", va="center", size=SIZE + 1)
    for group, start, end in spans([head.group for head in grid.columns]):
        if group:
            axes.text((start + end) / 2, -2.0, group, ha="center", va="center", weight="bold")
            axes.plot([start + 0.1, end - 0.1], [-1.6, -1.6], color=SOFT, linewidth=0.8)


def _draw_key(axes: Axes, grid: Grid, left: float) -> None:
    for k, line in enumerate(grid.key):
        axes.text(-left + 0.1, len(grid.rows) + 0.6 + 0.7 * k, line, ha="left", va="center", color=SOFT)
