"""How sure an answer is, as charts: probabilities with their reach, and what moves an answer either way."""

from __future__ import annotations

from collections.abc import Sequence

from winset.analysis.influence import NOTICED, Influence
from winset.analysis.robustness import Robustness
from winset.analysis.stability import TITLES
from winset.analysis.variants.leverage import Leverage
from winset.analysis.variants.probability import Probability
from winset.case.build import build
from winset.case.uncertain.uncertainty import Element
from winset.show.charts import Mark, Strip, Tornado

MOST = 12  # outcomes in a strip
WIDEST = 10  # findings in a tornado
WAYS = {
    "some": "target, in some equilibrium",
    "all": "target, in every equilibrium",
    "path": "target, and reached from the status quo",
}


def mark(given: Probability) -> Mark:
    """A probability with its reach: the range of the likelihoods, or two standard errors of a sample."""
    if given.error is not None:
        reach = 2 * given.error
        return Mark(given.best, max(0.0, given.best - reach), min(1.0, given.best + reach))
    ends = [end for end in (given.low, given.best, given.high) if end is not None]
    return Mark(given.best, min(ends), max(ends))


def bars(sure: Robustness) -> str:
    """What the bars of a strip stand for."""
    if sure.exact:
        return "Bars: the case's likelihoods all at the low or all at the high end of their ranges."
    return "Bars: two standard errors of the sample."


def outcome_label(sure: Robustness, index: int) -> str:
    """An outcome as a row is labelled: its id and name, or what is done at it where a rule keeps it out."""
    built = build(sure.asked.case)
    if not sure.question.game.exists(index):
        return built.describe(index)
    name = built.name(index) or ""
    return f"{sure.question.id(index)} {name}".strip()


def strip(sure: Robustness) -> Strip:
    """The target and the likeliest outcomes, with their probabilities under every concept asked about."""
    rows: list[tuple[str, tuple[Mark | None, ...]]] = []
    for way, label in WAYS.items() if sure.target else ():
        if way != "path" or sure.asked.has_paths:
            rows.append((label, tuple(mark(sure.holds(one, way)) for one in sure.asked.concepts)))
    for index in sure.likely[:MOST]:
        marks = tuple(mark(sure.equilibrium(index, one)) for one in sure.asked.concepts)
        rows.append((outcome_label(sure, index), marks))
    notes = [bars(sure), *([f"The target is {sure.target}."] if sure.target else [])]
    series = tuple(TITLES[one] for one in sure.asked.concepts)
    return Strip("How likely each is to hold", series, tuple(rows), tuple(notes))


def moving(found: Influence) -> list[Leverage]:
    """The uncertain lines that move the answer noticeably, the one most worth settling first."""
    return [one for one in found.elements if one.value >= NOTICED]


def tornado(found: Influence, title: str, notes: Sequence[str] = ()) -> Tornado:
    """How far each finding moves the answer, the widest first."""
    chosen = moving(found)[:WIDEST]
    rows = tuple((_label(one.element), *_either_way(one)) for one in chosen)
    more = [one.element.id for one in chosen if not one.element.holds_or_not]
    several = f"{', '.join(more)}: of several possibilities the one best and the one worst for the target."
    middle = "The line in the middle is the answer as the case stands."
    return Tornado(title, found.probability.best, rows, (*notes, middle, *([several] if more else [])))


def _either_way(one: Leverage) -> tuple[float | None, float | None]:
    """The answer if the line is so and if not; of more than two states the highest and the lowest."""
    if one.element.holds_or_not:
        return one.given(1), one.given(0)
    given = [settled.probability for settled in one.settled]
    return max(given), min(given)


def _label(element: Element) -> str:
    text = getattr(element.line, "text", "") or getattr(element.line, "name", "")
    return f"{element.id}: {text}" if text else element.id
