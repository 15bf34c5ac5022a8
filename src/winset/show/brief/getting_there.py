"""How it could get there: the shortest road from the present position to what would hold, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.evolution import Step
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
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
    if len(path.steps) == 1:
        serves = (
            "which serves everyone who takes it"
            if path.steps[0].improves
            else "which does not serve all who take it"
        )
    else:
        willing = all(step.improves for step in path.steps)
        serves = "each serving whoever takes it" if willing else "not all of which serve those who take them"
    yield Paragraph(
        f"{counted(len(path.steps), 'step')}, {serves}.", PATHS, f"To {answers.names.outcome(index)}:"
    )
    yield Bullets(tuple(_step(answers, step) for step in path.steps), numbered=len(path.steps) > 1)
    if any(len(step.movers) > 1 for step in path.steps):
        yield _without_joint_moves(answers, index)


def _step(answers: Answers, step: Step) -> Paragraph:
    """A step: who does what, joint movers each with their part, where it leads, and whom it serves."""
    names = answers.names
    movers = listed(names.parties[mover] for mover in step.movers)
    joint = len(step.movers) > 1
    if joint and not answers.case.is_graph:
        parts = [(mover, names.move(step.source, step.target, mover)) for mover in step.movers]
        doing = "; ".join(f"{names.parties[mover]} by {part}" for mover, part in parts)
    else:
        doing = names.move(step.source, step.target)
    reach = "" if answers.case.is_graph else f", to outcome {names.id(step.target)}"
    lead = f"{movers}, together:" if joint else f"{movers}:"
    return Paragraph(f"{doing}{reach} ({_serves(answers, step)}).", lead=lead)


def _serves(answers: Answers, step: Step) -> str:
    losers = [answers.names.parties[mover] for mover, gains in zip(step.movers, step.gains) if not gains]
    if len(step.movers) == 1:
        return "no improvement" if losers else "an improvement"
    return f"no improvement for {listed(losers)}" if losers else "an improvement for each of them"


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
