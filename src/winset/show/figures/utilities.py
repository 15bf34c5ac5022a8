"""Two parties' utilities: every outcome a dot, the zone ringed, the frontier a line, each solution a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.choices import TITLES
from winset.analysis.deals import Deals
from winset.show.figures.style import COLOURS, INK, RULE, SIZE, SOFT, rc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIGNS = {"nash": "*", "kalai_smorodinsky": "D", "egalitarian": "s", "utilitarian": "^", "raiffa": "v"}
MOST_LABELLED = 12  # outcomes of the zone with their numbers beside them
Points = NDArray[np.float64]


def draw_utilities(result: Deals) -> Figure:
    """The utility plot of the two parties at the table."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    one, two = result.agreement.deal.between
    utilities = np.stack([np.asarray(result.agreement.utilities(party), np.float64) for party in (one, two)])
    names = {party.id: party.name for party in result.agreement.case.parties}
    with rc_context(rc()):
        figure = Figure(figsize=(6.4, 5.0), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel(f"utility of {names[one]}")
        axes.set_ylabel(f"utility of {names[two]}")
        _draw_outcomes(axes, utilities[:, result.question.feasible])
        _draw_fallbacks(axes, [result.agreement.reserve(party) for party in (one, two)])
        _draw_frontier(axes, utilities[:, result.efficient])
        _draw_zone(axes, result, utilities)
        _draw_choices(axes, result, utilities)
        figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=SIZE - 1)
    return figure


def _draw_outcomes(axes: Axes, points: Points) -> None:
    distinct = np.unique(points, axis=1)
    crowded = distinct.shape[1] > 2000
    axes.scatter(
        distinct[0],
        distinct[1],
        s=3 if crowded else 12,
        color=SOFT,
        linewidths=0,
        label="outcome",
        rasterized=crowded,
    )


def _draw_fallbacks(axes: Axes, reserves: list[float | None]) -> None:
    across, up = (float(reserve or 0.0) for reserve in reserves)
    axes.axvline(across, color=RULE, linewidth=1, zorder=0)
    axes.axhline(up, color=RULE, linewidth=1, zorder=0)
    axes.plot([across], [up], marker="x", color=INK, linestyle="none", label="fallbacks")


def _draw_frontier(axes: Axes, points: Points) -> None:
    ordered = np.unique(points, axis=1)
    axes.plot(
        ordered[0],
        ordered[1],
        color=COLOURS[1],
        linewidth=1,
        linestyle=(0, (5, 2)),
        label="frontier",
        zorder=1,
    )


def _draw_zone(axes: Axes, result: Deals, utilities: Points) -> None:
    if not len(result.zone):
        return
    points = np.unique(utilities[:, result.zone], axis=1)
    axes.scatter(
        points[0],
        points[1],
        s=42,
        facecolors="none",
        edgecolors=COLOURS[0],
        linewidths=1.2,
        label="zone of agreement",
    )
    labelled = result.zone if len(result.zone) <= MOST_LABELLED else ()
    for index in labelled:
        place = (float(utilities[0, index]), float(utilities[1, index]))
        text = str(result.question.id(int(index)))
        axes.annotate(text, place, xytext=(5, 4), textcoords="offset points", color=INK, fontsize=SIZE - 1)


def _draw_choices(axes: Axes, result: Deals, utilities: Points) -> None:
    made = result.choices.made if result.choices else {}
    for k, (name, sign) in enumerate(SIGNS.items()):
        if name in made:
            points = np.unique(utilities[:, made[name].outcomes], axis=1)
            size = 150 - 22 * k  # smaller ones on top, so that solutions that agree are all seen
            colour = COLOURS[(2 + k) % len(COLOURS)]
            axes.scatter(
                points[0],
                points[1],
                s=size,
                marker=sign,
                facecolors="none",
                edgecolors=colour,
                linewidths=1.4,
                label=TITLES[name],
            )
