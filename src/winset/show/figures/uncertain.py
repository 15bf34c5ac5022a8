"""The pictures of how sure an answer is: the strip of a robustness, the tornado of an influence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.influence import Influence
from winset.analysis.robustness import Robustness
from winset.analysis.stability import TITLES
from winset.errors import UndefinedError
from winset.show.figures.strip import draw_strip
from winset.show.figures.style import SIZE, SOFT
from winset.show.figures.tornado import draw_tornado
from winset.show.picture import Picture
from winset.show.uncertain import strip, tornado

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(result: Robustness | Influence) -> Figure:
    """Probabilities with bars, or how far each finding moves one. Raises UndefinedError where nothing moves it."""
    if isinstance(result, Robustness):
        chart = strip(result)
        return _captioned(draw_strip(chart), chart)
    what = f"{result.target}, in some {TITLES[result.concept]} equilibrium"
    moves = tornado(result, f"How far each finding moves the answer: {what}")
    if not moves.rows:
        raise UndefinedError("there is nothing to draw: no uncertain line moves the answer")
    return _captioned(draw_tornado(moves), moves)


def _captioned(figure: Figure, chart: Picture) -> Figure:
    """A figure that stands alone, with its title above and its notes beneath."""
    figure.suptitle(chart.title, x=0.01, ha="left", fontsize=SIZE, fontweight="bold")
    figure.supxlabel("\n".join(chart.notes), x=0.01, ha="left", fontsize=SIZE - 2, color=SOFT)
    return figure
