"""A strip of probabilities: a row each, marks with bars, a circle and a diamond for the two series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.show.charts import Strip
from winset.show.figures.style import COLOURS, RULE, SIZE, SOFT, rc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIGNS = ("o", "D", "s", "^", "v")
ROW, LABEL = 0.27, 42  # inches a row takes, letters a label may have
SERIES = 0.11  # inches each series beyond two adds to a row


def draw_strip(strip: Strip) -> Figure:
    """Rows down, probability across; hollow marks are the second series, so that grey print tells them apart."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(rc()):
        row = ROW + SERIES * max(0, len(strip.series) - 2)
        figure = Figure(figsize=(6.7, 1.1 + row * len(strip.rows)), layout="constrained")
        axes = figure.add_subplot()
        across(axes, [short(label) for label, _ in strip.rows])
        for series, name in enumerate(strip.series):
            _draw_series(axes, strip, series, name)
        axes.legend(
            frameon=False, fontsize=SIZE - 1, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(strip.series)
        )
    return figure


def across(axes: Axes, labels: list[str]) -> None:
    """A scale of probability from 0 to 100 percent, with labelled rows downwards."""
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"], fontsize=SIZE - 1)
    axes.set_yticks(range(len(labels)), labels, fontsize=SIZE - 1)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=SOFT, labelcolor="#1b1b1d")
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.set_axisbelow(True)


def _draw_series(axes: Axes, strip: Strip, series: int, name: str) -> None:
    """One series' marks with their bars, a little above or below the row's middle."""
    count = len(strip.series)
    shift = (series - (count - 1) / 2) * (0.34 if count <= 2 else 0.7 / count)
    colour = COLOURS[series]
    places = [(row, marks[series]) for row, (_, marks) in enumerate(strip.rows)]
    for row, mark in places:
        if mark is not None and mark.high > mark.low:
            axes.plot([mark.low, mark.high], [row + shift] * 2, color=colour, linewidth=2, alpha=0.55)
    axes.plot(
        [mark.best for _, mark in places if mark is not None],
        [row + shift for row, mark in places if mark is not None],
        SIGNS[series],
        color=colour,
        markerfacecolor=colour if series % 2 == 0 else "#fefefe",
        markersize=5.5,
        label=name,
        clip_on=False,
    )


def short(label: str) -> str:
    """A label cut to what a figure has room for."""
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
