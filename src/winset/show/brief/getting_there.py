"""How it could get there: the shortest road from the present position to what would hold, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.evolution import Step
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.story import story_graph
from winset.show.wording import capital, counted, listed, shortened

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
    road = answers.roads[index]
    willing = all(step.improves for step in road.steps)
    text = f"{counted(len(road.steps), 'step')}" + (
        ", each serving whoever takes it." if willing else ", not all of which serve whoever takes them."
    )
    yield Paragraph(text, PATHS, lead=f"To {answers.names.outcome(index)}:")
    yield Bullets(tuple(_step(answers, step) for step in road.steps), numbered=True)


def _step(answers: Answers, step: Step) -> Paragraph:
    movers = listed(answers.names.parties[mover] for mover in step.movers)
    joint = " together" if len(step.movers) > 1 else ""
    losers = [answers.names.parties[mover] for mover, gains in zip(step.movers, step.gains) if not gains]
    serves = "an improvement" + (" for each of them" if joint else "")
    if losers:
        serves = "no improvement" + (f" for {listed(losers)}" if joint else "")
    reach = "" if answers.case.is_graph else f", to outcome {answers.names.id(step.target)}"
    return Paragraph(
        f"{answers.names.move(step.source, step.target)}{reach} ({serves}).", lead=f"{movers}{joint}:"
    )


def _rest(answers: Answers, far: list[int], lost: list[int]) -> Iterator[Block]:
    if far:
        names = shortened([answers.names.outcome(index) for index in far], 5)
        yield Paragraph(f"Also within reach: {names}.", PATHS)
    if lost:
        names = shortened([answers.names.outcome(index) for index in lost], 5)
        yield Paragraph(f"Out of reach from the present position, whatever moves are made: {names}.", PATHS)
