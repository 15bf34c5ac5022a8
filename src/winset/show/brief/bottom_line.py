"""The bottom line: what would hold, whether today does, and what it takes to get from one to the other."""

from __future__ import annotations

import numpy as np

from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Paragraph
from winset.show.brief.pulls import temptations
from winset.show.brief.roads import Road
from winset.show.brief.sharing import in_common
from winset.show.wording import capital, counted, listed, number_words

FIRMLY = "no party could do better by moving alone"
GUARDED = "any party that moved to gain would be answered and gain nothing"
WEAKLY = "only if parties fear answers that would also cost those who give them"


def bottom_line(answers: Answers) -> tuple[Paragraph, ...]:
    """Three sentences: what would hold, where that leaves today, and how and through whom the rest is reached."""
    return (
        Paragraph(_what_holds(answers), Basis("stability")),
        Paragraph(_where_today_stands(answers), Basis("stability")),
        Paragraph(_what_a_change_takes(answers), Basis("paths, who can stop what")),
    )


def _what_holds(answers: Answers) -> str:
    lasting, weak = len(answers.lasting), len(answers.held[2])
    of = f"of the {counted(len(answers.built.indices), 'possible outcome')}"
    if not lasting and not weak:
        return f"None {of} would hold: at each, some party could do better and no answer would stop it."
    if not lasting:
        return f"None {of} would hold in the parties' own interest; {number_words(weak)} could, {WEAKLY}."
    if lasting == len(answers.built.indices):
        return f"Every one {of} would hold, so the case as it stands rules nothing out."
    return f"{capital(number_words(lasting))} {of} would hold: {_which(answers)}."


def _which(answers: Answers) -> str:
    """The outcomes that last: by name when they are few, by number and by what they share when they are many."""
    kinds = [(kind, why) for kind, why in zip(answers.held, (FIRMLY, GUARDED)) if len(kind)]
    if len(answers.lasting) <= 3:
        named = [f"{listed(answers.names.outcome(int(i)) for i in kind)}, because {why}" for kind, why in kinds]
        return "; and ".join(named)
    if len(kinds) == 1:
        said = f"in each of them {kinds[0][1]}"
    else:
        said = "; ".join(f"in {number_words(len(kind))} of them {why}" for kind, why in kinds)
    common = in_common(answers, answers.lasting)
    return said + (f"; {common}" if common else "")


def _where_today_stands(answers: Answers) -> str:
    if answers.today is None:
        return "The case states no status quo, so this brief says what would hold but not how it would come about."
    today = f"the present position, {answers.names.outcome(answers.today)},"
    strength = answers.strength(answers.today)
    if strength is None:
        return f"{capital(today)} would not hold: {temptations(answers, answers.today, 'gmr')}."
    if strength == 2:
        return f"{capital(today)} could last, but {WEAKLY}: {temptations(answers, answers.today, 'nash')}."
    return f"{capital(today)} is among them: left to themselves, the parties could stay there."


def _what_a_change_takes(answers: Answers) -> str:
    target = answers.target
    if target is None:
        held = "no other outcome" if len(answers.leading) else "nothing"
        return f"As {held} would hold, lasting change needs other preferences, other rules or outside help."
    goal = answers.names.outcome(target)
    needed = _needed(answers, target)
    if answers.today is None:
        leavers = [answers.names.parties[p] for p in np.flatnonzero(answers.stopping.can_leave[:, 0])]
        away = f"{listed(leavers, 'or') if leavers else 'nobody'} could move away from {goal} single-handed"
        return f"{capital(away)}{', but would gain nothing by it' if leavers and answers.strength(target) == 0 else ''}."
    road = answers.roads.get(target)
    if road is None:
        return f"{capital(goal)} cannot be reached from there by any sequence of moves the case allows."
    takes = f"getting from there to {goal} takes {counted(road.length, 'step')}"
    veto = f"; {listed(needed)} must act for it and could stop it by doing nothing" if needed else ""
    return f"{capital(takes)}, {_served(answers, road)}{veto}."


def _served(answers: Answers, road: Road) -> str:
    """Whether the steps of a road serve those who take them."""
    against = [step for step in road.steps if not step.gains]
    if not against:
        return "which serves whoever takes it" if road.length == 1 else "each serving whoever takes it"
    movers = listed(dict.fromkeys(answers.names.parties[mover] for step in against for mover in step.movers))
    if road.length == 1:
        return f"which would not by itself serve {movers}"
    return f"{number_words(len(against))} of which, by {movers}, would not by itself serve whoever takes it"


def _needed(answers: Answers, target: int) -> list[str]:
    needed = answers.stopping.needed
    if needed is None:
        return []
    column = answers.shown.index(target)
    return [answers.names.parties[party] for party in np.flatnonzero(needed[:, column])]
