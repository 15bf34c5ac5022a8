"""A map of sources: who speaks at the left, the parts of the case at the right, lines as thick as what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.show.charts import SourceMap
from winset.show.figures.strip import short
from winset.show.figures.style import COLOURS, INK, PAPER, SHADE, SIZE, SOFT, rc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.46  # inches
LEFT, RIGHT = 0.36, 0.64  # where the lines begin and end
DASHED = (0, (3, 2))


def draw_source_map(given: SourceMap) -> Figure:
    """Dashed boxes are unnamed sources; every line bears the number of citations it stands for."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    rows = max(len(given.sources), len(given.parts), 1)
    with rc_context(rc()):
        figure = Figure(figsize=(6.7, ROW * rows + 0.2))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(rows - 0.4, -0.6)
        left, right = (_places(len(side), rows) for side in (given.sources, given.parts))
        for source, part, many in given.links:
            _draw_link(axes, given, (source, part, many), (left[source], right[part]))
        for y, (name, unnamed) in zip(left, given.sources):
            _draw_box(axes, 0.005, y, short(name), unnamed)
        for y, name in zip(right, given.parts):
            _draw_box(axes, RIGHT, y, short(name), False)
    return figure


def _places(count: int, rows: int) -> list[float]:
    """Heights of the boxes on a side, spread over the rows there are."""
    return [(k + 0.5) * rows / count - 0.5 for k in range(count)] if count else []


def _draw_link(axes: Axes, given: SourceMap, link: tuple[int, int, int], ends: tuple[float, float]) -> None:
    """A line from a source to a part, dashed like the source's box when that is unnamed.

    Numbers of neighbouring sources stand at different places of their lines.
    """
    source, _, many = link
    most = max(each for _, _, each in given.links)
    colour = COLOURS[source % len(COLOURS)]
    style = DASHED if given.sources[source][1] else "-"
    axes.plot(
        [LEFT, RIGHT], ends, color=colour, linewidth=0.8 + 4.5 * many / most, alpha=0.75, linestyle=style
    )
    share = 0.5 + 0.25 * (source % 2)
    place = LEFT + share * (RIGHT - LEFT), ends[0] + share * (ends[1] - ends[0])
    box = {"boxstyle": "round,pad=0.15", "fc": PAPER, "ec": colour, "lw": 0.8}
    axes.text(*place, str(many), ha="center", va="center", fontsize=SIZE - 2, color=INK, bbox=box)


def _draw_box(axes: Axes, x: float, y: float, text: str, dashed: bool) -> None:
    from matplotlib.patches import Rectangle

    edge = DASHED if dashed else "-"
    axes.add_patch(Rectangle((x, y - 0.3), LEFT - 0.01, 0.6, fc=SHADE, ec=SOFT, lw=1, ls=edge))
    axes.text(x + 0.012, y, text, ha="left", va="center", fontsize=SIZE - 2)
