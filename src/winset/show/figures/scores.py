"""Calibration drawn: the share that happened against the forecast, with the line on which they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.scoring import Scores
from winset.errors import UndefinedError
from winset.show.figures.style import COLOURS, RULE, SIZE, SOFT, rc

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TICKS = [0, 0.25, 0.5, 0.75, 1]


def draw(result: Scores) -> Figure:
    """A mark for each class of forecasts, its size by how many, a bar of one standard error each way.

    Raises UndefinedError where nothing is resolved.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    if not result.scored:
        raise UndefinedError("there is nothing to draw: no question is resolved")
    with rc_context(rc()):
        figure = Figure(figsize=(4.6, 4.6), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1, linestyle=(0, (5, 3)))
        for one in result.calibration:
            ends = [max(0.0, one.share - one.error), min(1.0, one.share + one.error)]
            axes.plot([one.mean] * 2, ends, color=COLOURS[0], linewidth=1.6, alpha=0.6)
            axes.plot(
                [one.mean],
                [one.share],
                "o",
                color=COLOURS[0],
                markersize=5 + 1.5 * one.count**0.5,
                clip_on=False,
            )
            place = (one.mean, one.share)
            axes.annotate(
                f"{one.count}", place, (7, -10), textcoords="offset points", size=SIZE - 2, color=SOFT
            )
        axes.set(
            xlim=(-0.02, 1.02),
            ylim=(-0.02, 1.02),
            aspect="equal",
            xlabel="forecast",
            ylabel="share that happened",
        )
        labels = [f"{100 * tick:.0f}%" for tick in TICKS]
        axes.set_xticks(TICKS, labels)
        axes.set_yticks(TICKS, labels)
        axes.grid(color=RULE, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    return figure
