"""Steps of a path in words: who does what, where it leads, and whom it serves."""

from __future__ import annotations

from winset.analysis.evolution import Path, Step
from winset.show.brief.content import Paragraph
from winset.show.names import Names
from winset.show.wording import counted, listed


def path_words(path: Path) -> str:
    """How many steps a path has, and whether they serve those who take them."""
    steps = counted(len(path.steps), "step")
    willing = all(step.improves for step in path.steps)
    if len(path.steps) == 1:
        everyone = "serves everyone who takes it" if willing else "does not serve all who take it"
        return f"{steps}, which {everyone}"
    return f"{steps}, {'each serving whoever takes it' if willing else 'not all of which serve those who take them'}"


def step_words(names: Names, step: Step) -> Paragraph:
    """A step: who does what, joint movers each with their part, where it leads, and whom it serves."""
    movers = listed(names.parties[mover] for mover in step.movers)
    joint = len(step.movers) > 1
    if joint and not names.case.is_graph:
        parts = [(mover, names.move(step.source, step.target, mover)) for mover in step.movers]
        doing = "; ".join(f"{names.parties[mover]} by {part}" for mover, part in parts)
    else:
        doing = names.move(step.source, step.target)
    reach = "" if names.case.is_graph else f", to outcome {names.id(step.target)}"
    lead = f"{movers}, together:" if joint else f"{movers}:"
    return Paragraph(f"{doing}{reach} ({serves(names, step)}).", lead=lead)


def serves(names: Names, step: Step) -> str:
    """Whether a step is an improvement, and for whom it is not."""
    losers = [names.parties[mover] for mover, gains in zip(step.movers, step.gains) if not gains]
    if len(step.movers) == 1:
        return "no improvement" if losers else "an improvement"
    return f"no improvement for {listed(losers)}" if losers else "an improvement for each of them"
