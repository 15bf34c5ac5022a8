"""A tornado: for each finding how far the answer moves if it is so, and if it is not, the widest at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.show.charts import Tornado
from winset.show.figures.strip import ROW, across, short
from winset.show.figures.style import COLOURS, INK, SIZE, rc

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_tornado(tornado: Tornado) -> Figure:
    """Two bars a row from the answer as it stands: plain if so, hatched if not."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    kinds = (("if it is so", 1, "", 0), ("if it is not", 2, "////", 1))
    with rc_context(rc()):
        figure = Figure(figsize=(6.7, 1.1 + ROW * len(tornado.rows)), layout="constrained")
        axes = figure.add_subplot()
        across(axes, [short(label) for label, _, _ in tornado.rows])
        for name, column, hatch, colour in kinds:
            ends = [row[column] for row in tornado.rows]
            axes.barh(
                range(len(ends)),
                [0 if end is None else float(end) - tornado.base for end in ends],
                0.6,
                left=tornado.base,
                label=name,
                hatch=hatch,
                color=COLOURS[colour],
                edgecolor="white",
                linewidth=0,
            )
        axes.axvline(tornado.base, color=INK, linewidth=1.2)
        axes.legend(frameon=False, fontsize=SIZE - 1, loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return figure
