"""What would let a target in, as advice: the cheapest ways first, then payments and statements to move."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.blocking.restatement import Restatement
from winset.analysis.unlock import Unlock, Unlocking
from winset.show.advice.obstacles import Obstacles, clauses
from winset.show.advice.standing import is_open, left, open_sections, page
from winset.show.brief.content import Basis, Brief, Bullets, Paragraph, Section
from winset.show.wording import capital, counted, formula_words, listed, quoted

ANALYSIS = "minimal unlocking sets"


def tell(result: Unlock) -> Brief:
    """The answer as a page."""
    if result.reached.size:
        return page(result, is_open(result), open_sections(result))
    sections = [_ways(result), _payments(result), _restatements(result)]
    if result.left.size:
        sections.append(Section("left", "What would be agreed and then left", left(result)))
    return page(result, _bottom_line(result), [section for section in sections if section.blocks])


def _bottom_line(result: Unlock) -> tuple[Paragraph, ...]:
    words, goal = Obstacles(result.agreement), quoted(result.target)
    if not result.told:
        text = f"{goal} cannot be had: every way to it changes something that may never change."
        return (Paragraph(text, Basis(ANALYSIS)),)
    least = result.told[0]
    ways = len(result.family.sets)
    first = f"As things stand, {goal} is not to be had. The least that would do: {_changes(words, least)}."
    number = f"{'' if result.complete else 'at least '}{counted(ways, 'way')}"
    then = f"There are {number}, none of which can do with less."
    if ways == 1 and result.complete:
        then = "That is the only way there is."
    return (Paragraph(first, words.basis(least.obstacles, ANALYSIS)), Paragraph(then, Basis(ANALYSIS)))


def _ways(result: Unlock) -> Section:
    words = Obstacles(result.agreement)
    items = tuple(Paragraph(_way(words, one), words.basis(one.obstacles, ANALYSIS)) for one in result.told)
    blocks: list[Bullets | Paragraph] = [Bullets(items, numbered=True)] if items else []
    more = len(result.family.sets) - len(items)
    notes = [f"{more:,} dearer ways are in the JSON."] if more else []
    notes += [] if result.complete else ["The search was cut, so there may be others."]
    notes += (
        [f"{capital(counted(result.never, 'way'))} would change what may never change."]
        if result.never
        else []
    )
    return Section(
        "ways", "Ways in, cheapest first", (*blocks, *((Paragraph(" ".join(notes)),) if notes else ()))
    )


def ways(result: Unlock, most: int) -> Iterator[str]:
    """The cheapest ways in, a sentence each."""
    words = Obstacles(result.agreement)
    return (_way(words, one) for one in result.told[:most])


def _way(words: Obstacles, one: Unlocking) -> str:
    lets_in = (
        "that alone lets in"
        if one.outcomes == 1
        else f"that lets in {counted(one.outcomes, 'outcome')}, such as"
    )
    cost = "" if one.cost == len(one.obstacles) else f" Cost: {one.cost:g}."
    return f"{capital(_changes(words, one))}; {lets_in} {words.outcome(one.example)}.{cost}"


def _changes(words: Obstacles, one: Unlocking) -> str:
    return clauses(words.change(each) for each in one.obstacles)


def _payments(result: Unlock) -> Section:
    words = Obstacles(result.agreement)
    items = tuple(
        Paragraph(
            f"{capital(words.outcome(one.outcome))}: {listed(_rises(words, one.rises, one.more_than))}."
        )
        for one in result.payments
    )
    return Section("payments", "What payments alone would do", (Bullets(items),) if items else ())


def _rises(words: Obstacles, rises: dict[str, float], more_than: tuple[str, ...]) -> list[str]:
    bound = {party: "more than " if party in more_than else "" for party in rises}
    return [
        f"{words.parties[p]} would need {bound[p]}{rise:g} more in its own units" for p, rise in rises.items()
    ]


def _restatements(result: Unlock) -> Section:
    words = Obstacles(result.agreement)
    items = tuple(
        Paragraph(_moved(words, one), Basis("statements moved", (one.statement.id,)))
        for one in result.restatements
    )
    lead = Paragraph("One statement in another place would be enough, as far as accepting goes:")
    return Section("restatements", "What a change of mind would do", (lead, Bullets(items)) if items else ())


def _moved(words: Obstacles, one: Restatement) -> str:
    text = formula_words(one.statement.that, words.agreement.case)
    place = f"in place {one.to} of its list instead of {one.place}"
    moved = f"if {words.parties[one.party]} would put ‘{text}’ {place}"
    more = f", one of {one.outcomes:,}" if one.outcomes > 1 else ""
    return f"{capital(moved)}: {words.outcome(one.example)}{more}, could then be agreed."
