"""A timeline of claims: days across, what is done above what is planned above what is open; commitments marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.show.charts import Timeline, Told
from winset.show.figures.style import COLOURS, INK, PAPER, RULE, SHADE, SIZE, SOFT, rc
from winset.show.wording import date_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, MOST = 6, 36  # claims beside each other in a cell, and shown of one
BOX, LINE = 0.62, 0.27  # inches a claim takes across and down
LETTERS = 9  # that fit a box
FEWEST = 2.6  # claims whose width a date takes
LABEL = 1.3  # inches left of the days


def draw_timeline(timeline: Timeline) -> Figure:
    """A box for each claim in the cell of its day and status: solid edge named, dashed unnamed, filled a commitment."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    cells = {
        (status, day): [one for one in timeline.claims if (one.status, one.day) == (status, day)]
        for status in timeline.statuses
        for day in timeline.days
    }
    widest = [max(min(len(cells[s, day]), ACROSS) for s in timeline.statuses) for day in timeline.days]
    columns = [max(FEWEST, across) for across in widest]
    rows = [
        max(-(-min(len(cells[status, d]), MOST) // ACROSS) for d in timeline.days)
        for status in timeline.statuses
    ]
    width, height = (
        LABEL + BOX * sum(columns) + 0.15 * len(columns),
        LINE * (sum(rows) + 1.4) + 0.1 * len(rows),
    )
    with rc_context(rc()):
        figure = Figure(figsize=(max(width, 3.2), height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, max(width, 3.2))
        axes.set_ylim(height, 0)
        _draw_lanes(axes, timeline, rows, width)
        x = LABEL
        for day, across in zip(timeline.days, columns):
            axes.text(
                x, LINE * 0.7, date_words(day), ha="left", va="center", fontsize=SIZE - 1, weight="bold"
            )
            y = LINE * 1.4
            for status, down in zip(timeline.statuses, rows):
                _draw_cell(axes, cells[status, day], x, y)
                y += LINE * down + 0.1
            x += BOX * across + 0.15
    return figure


def _draw_lanes(axes: Axes, timeline: Timeline, rows: list[int], width: float) -> None:
    y = LINE * 1.4
    for status, down in zip(timeline.statuses, rows):
        axes.plot([0, width], [y - 0.05] * 2, color=RULE, linewidth=0.8)
        axes.text(0, y + LINE / 2, status, ha="left", va="center", fontsize=SIZE - 1)
        y += LINE * down + 0.1


def _draw_cell(axes: Axes, claims: list[Told], x: float, y: float) -> None:
    from matplotlib.patches import Rectangle

    for k, one in enumerate(claims[:MOST]):
        left, top = x + BOX * (k % ACROSS), y + LINE * (k // ACROSS)
        last = k == MOST - 1 and len(claims) > MOST
        edge = (0, (2, 1.5)) if one.unnamed else "-"
        fill = COLOURS[0] if one.commitment else SHADE
        axes.add_patch(
            Rectangle((left, top + 0.02), BOX - 0.07, LINE - 0.06, fc=fill, ec=SOFT, lw=0.9, ls=edge)
        )
        text = f"+{len(claims) - MOST + 1}" if last else _fitting(one.claim)
        colour = PAPER if one.commitment else INK
        middle = left + (BOX - 0.07) / 2
        axes.text(middle, top + LINE / 2, text, ha="center", va="center", fontsize=SIZE - 2.5, color=colour)


def _fitting(claim: str) -> str:
    """A claim's name cut to its box: its end tells claims apart."""
    return claim if len(claim) <= LETTERS else "…" + claim[1 - LETTERS :]
