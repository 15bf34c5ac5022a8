"""How it could get there: the shortest road from the present position to what would hold, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.steps import path_words, step_words
from winset.show.brief.story import story_graph
from winset.show.wording import counted, listed, shortened

PATHS = Basis("paths")
MOST = 3  # roads told step by step


def section(answers: Answers) -> Section:
    """The roads, what cannot be reached, and the move graph."""
    return Section("getting-there", "How it could get there", tuple(_blocks(answers)))


def _blocks(answers: Answers) -> Iterator[Block]:
    goals = [index for index in answers.shown if index != answers.today]
    if answers.today is None:
        yield Paragraph("The case states no status quo, so there is no road to trace.", Basis("the case"))
    elif not goals:
        yield Paragraph("There is nowhere to go: no other outcome would hold.", PATHS)
    else:
        reached = [index for index in goals if index in answers.roads]
        for index in reached[:MOST]:
            yield from _road(answers, index)
        yield from _rest(answers, reached[MOST:], [index for index in goals if index not in answers.roads])
    graph = story_graph(answers)
    if graph.arcs:
        yield graph


def _road(answers: Answers, index: int) -> Iterator[Block]:
    path = answers.roads[index]
    yield Paragraph(f"{path_words(path)}.", PATHS, f"To {answers.names.outcome(index)}:")
    yield Bullets(tuple(step_words(answers.names, step) for step in path.steps), numbered=len(path.steps) > 1)
    if any(len(step.movers) > 1 for step in path.steps):
        yield _without_joint_moves(answers, index)


def _without_joint_moves(answers: Answers, index: int) -> Paragraph:
    """The same goal where nobody can be sure that others move along."""
    path = answers.road_alone(index)
    if path is None:
        return Paragraph("Moving one at a time, the parties cannot get there at all.", PATHS)
    losers = dict.fromkeys(answers.names.parties[step.movers[0]] for step in path.steps if not step.improves)
    order = listed(answers.names.parties[step.movers[0]] for step in path.steps)
    risk = (
        f"; the step of {listed(losers)} is no improvement by itself"
        if losers
        else "; each step is an improvement"
    )
    steps = counted(len(path.steps), "step")
    text = f"Moving one at a time, it takes {steps}, for example by {order} in turn{risk}."
    return Paragraph(text, PATHS)


def _rest(answers: Answers, far: list[int], lost: list[int]) -> Iterator[Block]:
    if far:
        names = shortened([answers.names.outcome(index) for index in far], 5)
        yield Paragraph(f"Also within reach: {names}.", PATHS)
    if lost:
        names = shortened([answers.names.outcome(index) for index in lost], 5)
        yield Paragraph(f"Out of reach from the present position, whatever moves are made: {names}.", PATHS)
