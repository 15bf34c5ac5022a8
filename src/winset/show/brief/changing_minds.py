"""What would change our mind: the findings that turn the answer, what else moves it, and what rests on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.influence import NOTICED, Influence
from winset.analysis.variants.leverage import Leverage, more_likely_than_not
from winset.analysis.variants.support import Support
from winset.case.uncertain.uncertainty import Element
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.how_sure import target_words
from winset.show.charts import Tornado
from winset.show.uncertain import tornado
from winset.show.wording import (
    capital,
    counted,
    formula_words,
    likelihood_words,
    listed,
    percent_words,
    probability_words,
    quoted,
)

INFLUENCE = Basis("influence")
MOST = 6  # findings told in sentences
HOLDS = {"nash": "holds firm", "seq": "holds firm or guarded"}


def section(answers: Answers) -> Section:
    """What the target hangs on; left out where the case asks for none, or nothing moves it."""
    title = "What would change our mind"
    found = answers.hangs
    if found is not None:
        return Section("changing", title, tuple(_blocks(answers, found)))
    if answers.sure is None:
        return Section("changing", title, ())
    why = "The case names no target, so nothing can be said to turn on a finding."
    if answers.case.target is not None:
        why = "Nothing: the target holds, or does not, in every variant of the case alike."
    return Section("changing", title, (Paragraph(why, INFLUENCE),))


def _blocks(answers: Answers, found: Influence) -> Iterator[Block]:
    goal = f"that {target_words(answers)} {HOLDS[found.concept]}"
    side = "more" if more_likely_than_not(found.probability.best) else "less"
    yield Paragraph(
        f"As the case stands, {goal} is {probability_words(found.probability.best)}: {side} likely than not.",
        INFLUENCE,
    )
    yield from _turning(answers, found)
    moving = [one for one in found.elements if one.value >= NOTICED and one.element.holds_or_not]
    if moving:
        yield Paragraph("", INFLUENCE, "What to watch for, what moves it most first")
        yield Bullets(tuple(_watch(answers, one) for one in moving[:MOST]))
        yield _tornado(answers, found)
    yield from _whose(found)


def _turning(answers: Answers, found: Influence) -> Iterator[Block]:
    """The smallest sets of findings that put the answer on the other side of even."""
    if not found.flips:
        yield Paragraph("No finding on up to three uncertain lines would turn that round.", INFLUENCE)
        return
    size = len(found.flips[0][0])
    one = "Any one of these findings" if size == 1 else f"Any of these sets of {size} findings"
    yield Paragraph(f"{one} would turn that round:", INFLUENCE)
    yield Bullets(
        tuple(
            Paragraph(
                f"{capital(listed(_finding(answers, *each) for each in findings))}; it would then be"
                f" {probability_words(given)}, {percent_words(given)}.",
                Basis("influence", tuple(element.id for element, _ in findings)),
            )
            for findings, given in found.flips[:MOST]
        )
    )


def _finding(answers: Answers, element: Element, state: int) -> str:
    if element.holds_or_not:
        return f"it is {'so' if state else 'not so'} that {_says(answers, element)}"
    if element.kind == "range":
        return f"{element.id} is {('at the low end', 'in the middle', 'at the high end')[state]}"
    return f"{element.id} is number {state + 1} of {element.count}"


def _says(answers: Answers, element: Element) -> str:
    """An uncertain line as a clause."""
    names = {party.id: party.name for party in answers.case.parties}
    owner = names.get(element.owner or "", "")
    formula = getattr(element.line, "that", None)
    words = formula_words(formula, answers.case) if formula is not None else ""
    match element.kind:
        case "statement" | "weight" | "red line":
            return f"{owner} would want this: {words}"
        case "rule":
            return f"this binds: {words}"
        case "option":
            return f"{quoted(getattr(element.line, 'name', element.id))} is open to {owner}"
        case "one way":
            return f"{element.id.removesuffix(' one way')} cannot be undone"
        case "body":
            return f"{getattr(element.line, 'name', element.id)} must ratify"
    return f"{element.id} is as the case has it"


def _watch(answers: Answers, one: Leverage) -> Paragraph:
    so, not_so = (_share(one.given(state)) for state in (1, 0))
    line = one.element.line
    claims = tuple(str(evidence) for evidence in line.evidence if evidence.claim)
    likely = f", now {likelihood_words(line.likelihood)}" if line.likelihood else ""
    text = f"Whether {_says(answers, one.element)}{likely}. If so {so}, if not {not_so}."
    if not line.evidence:
        text += " No report speaks to it."
    return Paragraph(text, Basis("influence", (one.element.id,), claims))


def _share(share: float | None) -> str:
    return "it cannot be" if share is None else percent_words(share)


def _tornado(answers: Answers, found: Influence) -> Tornado:
    return tornado(
        found,
        f"How far each finding moves the probability that the target {HOLDS[found.concept]}",
        (f"The target is {target_words(answers)}.",),
    )


def _whose(found: Influence) -> Iterator[Block]:
    """What rests on whose word, and what would be left without it."""
    if not found.sources:
        return
    yield Paragraph("", INFLUENCE, "Without whom it would be otherwise")
    yield Bullets(tuple(_without(found, one) for one in found.sources[:MOST]))
    lone = found.one_unnamed_source
    if lone is not None:
        yield Paragraph(f"The conclusion rests on one unnamed source: {lone.words}.", INFLUENCE)


def _without(found: Influence, one: Support) -> Paragraph:
    cited = f"{counted(len(one.cited_by), 'line')} rest on it"
    cited = cited.replace("line rest", "line rests")
    alone = f", {counted(len(one.fallen), 'of them', 'of them')} on it alone" if one.fallen else ""
    return Paragraph(
        f"{cited}{alone}; without it the answer would be {percent_words(one.without)} instead of"
        f" {percent_words(found.probability.best)}.",
        INFLUENCE,
        f"{capital(one.words)}:",
    )
