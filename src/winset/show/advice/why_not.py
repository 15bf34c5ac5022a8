"""Why a target is not to be had, as advice: what keeps it out, smallest set first."""

from __future__ import annotations

from winset.analysis.why_not import WhyNot
from winset.show.advice.obstacles import Obstacles, clauses
from winset.show.advice.standing import is_open, open_sections, page
from winset.show.brief.content import Basis, Brief, Bullets, Paragraph, Section
from winset.show.wording import capital, counted, number_words, quoted

ANALYSIS = "minimal blocking sets"


def tell(result: WhyNot) -> Brief:
    """The answer as a page."""
    if result.reached.size:
        return page(result, is_open(result), open_sections(result))
    return page(result, _bottom_line(result), (_sets(result),))


def _bottom_line(result: WhyNot) -> tuple[Paragraph, ...]:
    words, told = Obstacles(result.agreement), result.told
    goal = quoted(result.target)
    alone = [one.obstacles[0] for one in told if len(one.obstacles) == 1]
    if alone:
        said = clauses(words.stands(one) for one in alone)
        only = "One thing alone" if len(alone) == 1 else "Each of these alone"
        text = f"As things stand, {goal} is not to be had. {only} keeps it out: {said}."
        return (Paragraph(text, words.basis(alone, ANALYSIS)),)
    size = min((len(one.obstacles) for one in told), default=0)
    together = f"nothing alone keeps it out: it takes {number_words(size)} obstacles together"
    text = f"As things stand, {goal} is not to be had, but {together}."
    return (Paragraph(text, Basis(ANALYSIS)),)


def _sets(result: WhyNot) -> Section:
    words = Obstacles(result.agreement)
    items = tuple(
        Paragraph(
            capital(clauses(words.stands(each) for each in one.obstacles)) + ".",
            words.basis(one.obstacles, ANALYSIS),
        )
        for one in result.told
    )
    sets = capital(counted(len(result.family.sets), "minimal set"))
    lead = f"{sets}; leaving all of one in place keeps the target out."
    return Section(
        "blocking", "What keeps it out", (Paragraph(lead), Bullets(items, numbered=True), *_cut(result))
    )


def _cut(result: WhyNot) -> tuple[Paragraph, ...]:
    more = len(result.family.sets) - len(result.told)
    said = [f"{more:,} further sets are in the JSON."] if more else []
    if not result.complete:
        said.append("The search was cut, so there may be others.")
    return (Paragraph(" ".join(said)),) if said else ()
