"""The move graph of a brief: the roads to what would hold, and what could pull the parties off it again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from winset.analysis.question import ask
from winset.show.brief.answers import Answers
from winset.show.brief.pulls import best_move
from winset.show.move_graph import Move, MoveGraph, move_graph

SMALL = 12  # outcomes: a case of no more is drawn whole
MOST_ROADS = 3
NOTE = "Arrows are moves; a thick one is a step of a path, a grey open one improves nothing for its mover."


def story_graph(answers: Answers) -> MoveGraph:
    """The outcomes the brief tells of and the moves between, in a small case all that gains lead to."""
    from dataclasses import replace

    steps = [move for index in answers.shown[:MOST_ROADS] for move in _road(answers, index)]
    pulls = [move for place in range(len(answers.shown[:MOST_ROADS])) for move in _pulls(answers, place)]
    chosen = {
        *answers.shown[:MOST_ROADS],
        *(end for source, target, _ in (*steps, *pulls) for end in (source, target)),
    }
    if len(answers.built.indices) <= SMALL:
        within = answers.built.indices if answers.paths is None else answers.paths.reached("improvements")
        chosen.update(within.tolist())
    graph = move_graph(ask(answers.case), chosen, answers.strengths, answers.today, steps, pulls)
    return replace(graph, notes=(NOTE,))


def _road(answers: Answers, index: int) -> Iterator[Move]:
    if index in answers.roads:
        for step in answers.roads[index].steps:
            yield step.source, step.target, step.movers


def _pulls(answers: Answers, place: int) -> Iterator[Move]:
    """What each party could do against an outcome: its best improvement, or steps that unravel it."""
    found, index = answers.stopping, answers.shown[place]
    for party in range(len(answers.case.parties)):
        if found.tempted[party, place]:
            yield index, best_move(answers, party, index), (party,)
        if found.can_unravel is not None and found.can_unravel[party, place]:
            steps = [(party, index), *found.unravelling(party, place)]
            for (_, source), (mover, target) in pairwise(steps):
                yield source, target, (mover,)
