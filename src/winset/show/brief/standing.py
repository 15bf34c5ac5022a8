"""Where things stand: what each party does now, and whether that would last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.pulls import temptations
from winset.show.strength import STRENGTHS
from winset.show.wording import date_words, shortened

CASE = Basis("the case", ("status quo",))


def section(answers: Answers) -> Section:
    """The status quo party by party, and who would gain by changing it."""
    if answers.today is None:
        text = "The case states no status quo: no outcome is marked as the present one."
        return Section("standing", "Where things stand", (Paragraph(text, Basis("the case")),))
    blocks = (_position(answers), *_by_party(answers), *_pulls(answers, answers.today))
    return Section("standing", "Where things stand", blocks)


def _position(answers: Answers) -> Paragraph:
    date = f" on {date_words(answers.case.as_of)}" if answers.case.as_of else ""
    return Paragraph(f"The present position{date} is {answers.names.outcome(answers.today or 0)}.", CASE)


def _by_party(answers: Answers) -> Iterator[Block]:
    """What each party does; parties that do nothing in one line. The graph form knows no options."""
    if answers.case.is_graph:
        return
    doings = [(party.name, answers.names.doings(answers.today or 0, party)) for party in answers.case.parties]
    active = [Paragraph(f"{done}.", lead=f"{name}:") for name, done in doings if done]
    idle = [name for name, done in doings if not done]
    if idle:
        active.append(Paragraph("none of their options taken.", lead=f"{shortened(idle, 6)}:"))
    yield Bullets(tuple(active))


def _pulls(answers: Answers, here: int) -> list[Paragraph]:
    """Who would gain by moving first, what by, and whether the present position lasts all the same."""
    pull = temptations(answers, here, "nash", most=4)
    if not pull:
        return [Paragraph("It is firm: no party could do better by moving alone.", Basis("stability, Nash"))]
    return [Paragraph(f"{pull}.", Basis("stability")), _verdict(answers, here)]


def _verdict(answers: Answers, here: int) -> Paragraph:
    strength = answers.strength(here)
    if strength is not None:
        kind = STRENGTHS[strength]
        return Paragraph(f"It would last all the same, {kind.name}: {kind.meaning}.", Basis("stability"))
    loose = np.flatnonzero(~answers.stability.stable["gmr"][:, here])
    names = shortened([answers.names.parties[party] for party in loose], 4)
    text = f"It would not last: nothing the others could do would take the gain from {names}."
    return Paragraph(text, Basis("stability, GMR"))
