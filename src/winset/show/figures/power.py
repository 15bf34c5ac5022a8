"""Power as bars: each member's share under the two indices most used, the most powerful at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.power import Power
from winset.show.figures.style import COLOURS, SIZE, rc

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40  # members in one picture; the rest are told in a line


def draw(result: Power) -> Figure:
    """Two bars for each member: Shapley-Shubik and normalised Banzhaf, in percent."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    members = sorted(result.swings, key=lambda member: -result.shapley_shubik[member])
    shown, left = members[:MOST], len(members) - MOST
    indices = (("Shapley-Shubik", result.shapley_shubik, ""), ("Banzhaf", result.banzhaf, "////"))
    with rc_context(rc()):
        figure = Figure(figsize=(6.4, 1.3 + 0.36 * len(shown)), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        for k, (name, shares, hatch) in enumerate(indices):
            values = [100 * float(shares[member]) for member in shown]
            places = np.arange(len(shown)) + 0.4 * k
            axes.barh(
                places,
                values,
                0.36,
                label=name,
                hatch=hatch,
                edgecolor="white",
                color=COLOURS[k],
                linewidth=0,
            )
        axes.set_yticks(np.arange(len(shown)) + 0.2, shown)
        axes.invert_yaxis()
        axes.set_xlabel(
            "share of power, percent" + (f" ({left:,} members more are not shown)" if left > 0 else "")
        )
        axes.legend(frameon=False, fontsize=SIZE, loc="lower right")
    return figure
