"""Grids drawn: the option table, the stability grid, who can stop what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from winset.show.figures.style import COLOURS, INK, PAPER, RULE, SIZE, SOFT, rc
from winset.show.grid import Grid, Head, spans

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CELL = 0.34  # inches
LETTER = 0.083  # inches a letter of the normal size takes, about
GAP = 0.3  # cells between groups of columns
HEADS = 2.6  # rows that the headings take


def draw_grid(grid: Grid) -> Figure:
    """The grid as a figure: filled cells are dark enough to print grey, empty ones a dot."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(rc()):
        sheet = _Sheet(grid)
        width, height = sheet.width * sheet.cell, CELL * (HEADS + len(grid.rows) + 0.5 + 0.75 * len(grid.key))
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(-sheet.left, sheet.right)
        axes.set_ylim(len(grid.rows) + 0.5 + 0.75 * len(grid.key), -HEADS)
        sheet.draw_cells(axes)
        sheet.draw_rows(axes)
        sheet.draw_columns(axes)
        for k, line in enumerate(grid.key):
            axes.text(-sheet.left, len(grid.rows) + 0.6 + 0.75 * k, line, va="center", color=SOFT)
    return figure


class _Sheet:
    """A grid with its measures: x in cells from the first column, y in rows downwards from the first row."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        words = [mark.text for row in grid.marks for mark in row] + [head.text for head in grid.columns]
        self.cell = max(CELL, LETTER * _longest(words) + 0.12)
        self.label = (LETTER * _longest(_label(head) for head in grid.rows) + 0.15) / self.cell
        group = LETTER * 1.1 * _longest(head.group for head in grid.rows)
        self.left = self.label + (group + 0.2 * (group > 0)) / self.cell
        self.columns = [
            k + GAP * place
            for place, (_, start, end) in enumerate(spans([head.group for head in grid.columns]))
            for k in range(start, end)
        ]
        self.right = (self.columns[-1] + 1) if self.columns else 0.0
        self.width = self.left + self.right

    def draw_cells(self, axes: Axes) -> None:
        from matplotlib.patches import Rectangle

        for y, row in enumerate(self.grid.marks):
            for x, mark in zip(self.columns, row):
                if mark.fill:
                    corner = (x + 0.06, y + 0.1)
                    axes.add_patch(Rectangle(corner, 0.88, 0.8, fc=COLOURS[0], alpha=mark.fill, lw=0))
                text = mark.text or ("" if mark.fill else "·")
                colour = PAPER if mark.fill > 0.6 else INK if mark.text else SOFT
                axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", color=colour)

    def draw_rows(self, axes: Axes) -> None:
        for y, head in enumerate(self.grid.rows):
            weight = "bold" if head.sign else "normal"
            axes.text(-0.15, y + 0.5, _label(head), ha="right", va="center", weight=weight)
        edges = [(group, start, end) for group, start, end in spans([head.group for head in self.grid.rows])]
        for group, start, end in [*edges, ("", len(self.grid.rows), len(self.grid.rows))]:
            axes.plot([-self.left, self.right], [start, start], color=RULE, linewidth=0.8)
            if group:
                axes.text(-self.left, (start + end) / 2, group, ha="left", va="center", weight="bold")

    def draw_columns(self, axes: Axes) -> None:
        for x, head in zip(self.columns, self.grid.columns):
            axes.text(
                x + 0.5, -0.45, head.text, ha="center", va="center", weight="bold" if head.sign else "normal"
            )
            axes.text(x + 0.5, -1.15, head.sign, ha="center", va="center", size=SIZE + 1)
        signs = 0.7 * any(head.sign for head in self.grid.columns)
        for group, start, end in spans([head.group for head in self.grid.columns]):
            if group:
                left, right = self.columns[start], self.columns[end - 1] + 1
                axes.text((left + right) / 2, -1.35 - signs, group, ha="center", va="center", weight="bold")
                axes.plot([left + 0.1, right - 0.1], [-0.95 - signs] * 2, color=SOFT, linewidth=0.8)


def _label(head: Head) -> str:
    return f"{head.text} {head.sign}".strip()


def _longest(words: Iterable[str]) -> int:
    return max((len(word) for word in words), default=0)
