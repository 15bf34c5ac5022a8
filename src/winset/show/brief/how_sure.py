"""How sure: over all variants of an uncertain case, how likely each answer is, in words with their range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from winset.show.brief.answers import LARGEST, Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.reproducing import case_name
from winset.show.charts import Mark, Strip
from winset.show.uncertain import bars, mark, outcome_label
from winset.show.wording import (
    capital,
    counted,
    formula_words,
    number_words,
    percent_words,
    probability_words,
)

if TYPE_CHECKING:
    from winset.analysis.robustness import Robustness
    from winset.analysis.variants.probability import Probability

ROBUSTNESS = Basis("robustness")
CONCEPTS = ("nash", "seq")  # firm; firm or guarded
MOST = 6  # outcomes of other variants that are told


def section(answers: Answers) -> Section:
    """How likely the target and the outcomes are to hold; why not said, where it is not; empty without doubts."""
    blocks: tuple[Block, ...] = ()
    if answers.sure is not None:
        blocks = tuple(_blocks(answers, answers.sure))
    elif answers.uncertain:
        blocks = (Paragraph(_left_out(answers)),)
    return Section("sure", "How sure this is", blocks)


def _left_out(answers: Answers) -> str:
    name = case_name(answers.case)
    if answers.doubted:
        return f"Not worked out for more than {LARGEST:,} combinations: ask winset robustness {name}."
    return f"Not worked out here, as it takes a little longer: --full, -o FILE.html, or winset robustness {name}."


def _blocks(answers: Answers, sure: Robustness) -> Iterator[Block]:
    lines = sum(len(group) for group in sure.found.groups)
    groups = len(sure.found.groups)
    together = f", in {counted(groups, 'group')} that stand or fall together" if groups < lines else ""
    unsure = f"{capital(counted(lines, 'line'))} of the case may be otherwise{together}."
    yield Paragraph(f"{unsure} {_how(sure)}", ROBUSTNESS)
    if answers.case.target is not None:
        yield Paragraph("", ROBUSTNESS, f"That it comes to this: {target_words(answers)}")
        yield Bullets(tuple(_target(sure)))
    yield Paragraph("", ROBUSTNESS, "That the outcomes which hold as the case stands would hold")
    yield Bullets(tuple(_outcome(answers, sure, index) for index in answers.shown))
    if sure.zone_empty is not None:
        yield Paragraph(f"That nothing would be left to agree on: {_said(sure.zone_empty)}.", ROBUSTNESS)
    yield _strip(answers, sure)


def target_words(answers: Answers) -> str:
    """The case's target in words."""
    return "" if answers.case.target is None else formula_words(answers.case.target, answers.case)


def _how(sure: Robustness) -> str:
    plan = sure.asked.plan
    if plan.exact:
        variants = f"all {number_words(plan.variants)} variants, weighted with the case's likelihoods"
        return f"Probabilities are shares of {variants}."
    variants = f"{plan.samples:,} variants sampled by the case's likelihoods"
    return f"Probabilities are shares of {variants}; their standard error follows the sign ±."


def _target(sure: Robustness) -> Iterator[Paragraph]:
    ways = (
        ("in an outcome that holds firm", "nash", "some"),
        ("in an outcome that holds firm or guarded", "seq", "some"),
        ("in every outcome that holds firm or guarded", "seq", "all"),
    )
    for words, concept, way in ways:
        yield Paragraph(f"{_said(sure.holds(concept, way))}.", lead=f"{capital(words)}:")
    if sure.asked.has_paths:
        lead = "In one that holds firm and that improvements lead to:"
        yield Paragraph(f"{_said(sure.holds('nash', 'path'))}.", lead=lead)


def _outcome(answers: Answers, sure: Robustness, index: int) -> Paragraph:
    firm, lasting = (sure.equilibrium(index, concept) for concept in CONCEPTS)
    said = f"firm: {_said(firm)}; firm or guarded: {_said(lasting)}."
    return Paragraph(said, lead=f"{capital(answers.names.outcome(index))}:")


def _said(given: Probability) -> str:
    """A probability as a word with its range, then its figures."""
    words = probability_words(given.best)
    figures = "" if given.best in (0, 1) else f"; {percent_words(given.best)}"
    return words + figures + spread(given)


def spread(given: Probability) -> str:
    """How far a probability reaches: its standard error in a sample, and over the ranges of the likelihoods."""
    said = f" ± {100 * given.error:.1f}" if given.error and 0 < given.best < 1 else ""
    if given.low is not None and given.high is not None and given.low != given.high:
        ends = sorted((given.low, given.high))
        said += f", {percent_words(ends[0])} to {percent_words(ends[1])} over the ranges of the likelihoods"
    return said


def others(answers: Answers, sure: Robustness) -> list[int]:
    """The outcomes that would hold in other variants only, the likeliest first, by index."""
    known = {*answers.lasting.tolist()}
    built = answers.built
    found = [k for k in sure.likely if k not in known and sure.question.game.exists(k)]
    return found[:MOST] if built is not None else []


def _strip(answers: Answers, sure: Robustness) -> Strip:
    rows: list[tuple[str, tuple[Mark | None, ...]]] = []
    if answers.case.target is not None:
        for label, way in (("target, in some outcome", "some"), ("target, in every outcome", "all")):
            rows.append((label, tuple(mark(sure.holds(concept, way)) for concept in CONCEPTS)))
    for index in (*answers.shown, *others(answers, sure)):
        marks = tuple(mark(sure.equilibrium(index, concept)) for concept in CONCEPTS)
        rows.append((outcome_label(sure, index), marks))
    target = [f"The target is {target_words(answers)}."] if answers.case.target is not None else []
    return Strip(
        "How likely each is to hold", ("firm", "firm or guarded"), tuple(rows), (bars(sure), *target)
    )
