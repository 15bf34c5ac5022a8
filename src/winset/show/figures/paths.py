"""The move graph of a case's paths: how the present outcome could turn into what would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.paths import Paths
from winset.show.figures.move_graph import draw_move_graph
from winset.show.move_graph import MoveGraph, move_graph
from winset.show.strength import by_strength

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SMALL = 60  # outcomes: a graph of more shows only what lies on or beside the paths
MOST = 24  # steps of paths shown then


def draw(result: Paths) -> Figure:
    """The move graph as a figure."""
    return draw_move_graph(path_graph(result))


def path_graph(result: Paths) -> MoveGraph:
    """All outcomes that can be reached and all that hold; of a large case the shortest paths alone."""
    strengths = by_strength(result.equilibria)
    best = {path.target: path for path in result.paths}  # the one by improvements where there is one
    order = sorted(best, key=lambda target: (strengths.get(target, 3), len(best[target].steps), target))
    steps = [(step.source, step.target, step.movers) for target in order for step in best[target].steps]
    outcomes = {*result.reached("moves").tolist(), *strengths}
    if len(outcomes) > SMALL:
        steps = steps[:MOST]
        beside = [
            result.question.game.improvements(party, result.start)
            for party in range(len(result.question.game.parties))
        ]
        outcomes = {int(index) for reached in beside for index in reached[:3]}
    return move_graph(result.question, outcomes, strengths, result.start, steps)
