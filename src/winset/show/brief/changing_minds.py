"""What would change our mind: the findings that turn the answer, what else moves it, and what rests on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.influence import NOTICED, Influence
from winset.analysis.variants.leverage import Finding, Leverage, more_likely_than_not
from winset.analysis.variants.support import Support
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.doubting import claims_of, finding, whether
from winset.show.brief.how_sure import target_words
from winset.show.charts import Tornado
from winset.show.uncertain import moving, tornado
from winset.show.wording import (
    capital,
    counted,
    likelihood_words,
    listed,
    number_words,
    percent_words,
    probability_words,
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
    goal = f"that {target_words(answers)} {held(found)}"
    given = found.probability.best
    side = "more" if more_likely_than_not(given) else "less"
    text = f"As the case stands, {goal} is {probability_words(given)}, {percent_words(given)}: {side} likely than not."
    yield Paragraph(text, INFLUENCE)
    yield from _watching(answers, found)
    yield from _turning(answers, found)
    yield from _claims(found)
    yield from _whose(found)


def held(found: Influence) -> str:
    """How the target is asked to hold."""
    return HOLDS[found.concept]


def watched(found: Influence) -> list[Leverage]:
    """The lines to watch: they move the answer noticeably, and may be so or not."""
    return [one for one in moving(found) if one.element.holds_or_not][:MOST]


def claims_that_matter(found: Influence) -> list[Support]:
    """The claims without which, or with which confirmed, the answer moves noticeably; the farthest first."""
    now = found.probability.best
    return [one for one in found.claims if max(abs(one.without - now), abs(one.confirmed - now)) >= NOTICED][
        :MOST
    ]


def share(given: float | None) -> str:
    """A probability given a finding; None where the finding is impossible."""
    return "it cannot be" if given is None else percent_words(given)


def _watching(answers: Answers, found: Influence) -> Iterator[Block]:
    lines = watched(found)
    if not lines:
        return
    alone = {findings[0] for findings, _ in found.flips if len(findings) == 1}
    yield Paragraph("", INFLUENCE, "What to watch for, what moves it most first")
    yield Bullets(tuple(_watch(answers, one, alone) for one in lines))
    yield _tornado(answers, found)


def _watch(answers: Answers, one: Leverage, alone: set[Finding]) -> Paragraph:
    """A line to watch; said too where settling it one way alone turns the answer round."""
    element = one.element
    likely = f", now {likelihood_words(element.line.likelihood)}" if element.line.likelihood else ""
    ends = [
        f"if {words}, {share(one.given(state))}{', which alone turns it round' * ((element, state) in alone)}"
        for state, words in ((1, "so"), (0, "not"))
    ]
    text = f"Whether {whether(answers.case, element)}{likely}. {capital('; '.join(ends))}."
    if not element.line.evidence:
        text += " No report speaks to it."
    return Paragraph(text, Basis("influence", (element.id,), claims_of(element)))


def _turning(answers: Answers, found: Influence) -> Iterator[Block]:
    """The smallest sets of findings that put the answer on the other side of even, unless told already."""
    if not found.flips:
        yield Paragraph("No finding on up to three uncertain lines would turn that round.", INFLUENCE)
        return
    told = {one.element.id for one in watched(found)}
    size = len(found.flips[0][0])
    left = [one for one in found.flips if size > 1 or one[0][0][0].id not in told][:MOST]
    if not left:
        return
    one = "Any one of these findings too" if told and size == 1 else "Any one of these findings"
    one = one if size == 1 else f"Any of these sets of {number_words(size)} findings"
    yield Paragraph("", INFLUENCE, f"{one} would turn that round")
    yield Bullets(
        tuple(
            Paragraph(
                f"{capital(listed(finding(answers.case, *each) for each in findings))}; it would then be"
                f" {probability_words(given)}, {percent_words(given)}.",
                Basis("influence", tuple(element.id for element, _ in findings)),
            )
            for findings, given in left
        )
    )


def _claims(found: Influence) -> Iterator[Block]:
    """The claims that matter: what is left without each, and what there is with it confirmed."""
    claims = claims_that_matter(found)
    if not claims:
        return
    yield Paragraph("", INFLUENCE, "Which claims matter, what moves it most first")
    yield Bullets(
        tuple(
            Paragraph(
                f"{counted(len(one.cited_by), 'line')} cite it, {number_words(len(one.fallen))} would fall without it;"
                f" without it {percent_words(one.without)}, if confirmed {percent_words(one.confirmed)}.".replace(
                    "one line cite", "one line cites"
                ),
                Basis("influence", one.fallen, (one.id,)),
                f"{capital(one.words)}:",
            )
            for one in claims
        )
    )


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
