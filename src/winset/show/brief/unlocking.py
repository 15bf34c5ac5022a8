"""What would unlock the target: what it takes where it can be had, else the least that would have to change."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.unlock import Unlock
from winset.show.advice.obstacles import Obstacles
from winset.show.advice.unlock import ways
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph
from winset.show.brief.how_sure import target_words
from winset.show.names import done_words
from winset.show.wording import capital, change_words, counted, listed, quoted

ANALYSIS = "minimal unlocking sets"
FEW = 4  # ways told


def in_a_sentence(answers: Answers, found: Unlock) -> tuple[str, Basis]:
    """The shortest answer, with what it rests on."""
    if found.reached.size:
        goal = _nearest(answers, found)
        return (
            f"{capital(answers.names.outcome(goal))} could be agreed as things stand and would hold{_takes(answers, goal)}.",
            Basis("zone of agreement, stability after the signing"),
        )
    if not found.told:
        return "Nothing that may be changed: every way to it changes what may never change.", Basis(ANALYSIS)
    words, least = Obstacles(found.agreement), found.told[0]
    return f"{next(ways(found, 1)).removesuffix('.')}.", words.basis(least.obstacles, ANALYSIS)


def blocks(answers: Answers, found: Unlock) -> Iterator[Block]:
    """What it takes party by party, or every least change, the cheapest first."""
    lead = f"What would unlock {target_words(answers)}"
    if found.reached.size:
        goal = _nearest(answers, found)
        yield Paragraph("", Basis("zone of agreement, stability after the signing"), lead)
        yield Bullets(tuple(_parts(answers, goal)))
        return
    yield Paragraph("", Basis(ANALYSIS), lead)
    words = Obstacles(found.agreement)
    told = zip(ways(found, FEW), found.told)
    yield Bullets(
        tuple(Paragraph(text, words.basis(one.obstacles, ANALYSIS)) for text, one in told), numbered=True
    )
    more = len(found.family.sets) - min(FEW, len(found.told))
    if more > 0:
        yield Paragraph(
            f"{capital(counted(more, 'further way'))} would take more or as much.", Basis(ANALYSIS)
        )


def _nearest(answers: Answers, found: Unlock) -> int:
    """Of the outcomes that can be had, the one the brief leads to, else one of those it shows, else the first."""
    there: list[int] = found.reached.tolist()
    first = [answers.target] if answers.target is not None else []
    return next((index for index in (*first, *answers.shown) if index in there), there[0])


def _takes(answers: Answers, goal: int) -> str:
    """What is otherwise than today, as one package."""
    changes = list(answers.names.changes(answers.today, goal))
    done = [done_words(option, level) for option, _, level in changes if level != option.levels[0]]
    dropped = [quoted(option.name) for option, _, level in changes if level == option.levels[0]]
    said = [f"{listed(done)}{' together' if len(done) > 1 else ''}"] * bool(done)
    said += [f"no {listed(dropped, 'or')}"] * bool(dropped)
    return f"; it takes {listed(said)}" if said else ""


def _parts(answers: Answers, goal: int) -> Iterator[Paragraph]:
    """What each party would do for it, from the present position."""
    names = answers.names
    changes = list(names.changes(answers.today, goal))
    for party in answers.case.parties:
        own = [change for change in changes if change[0].party == party.id]
        if own:
            yield Paragraph(f"{change_words(own)}.", lead=f"{party.name}:")
