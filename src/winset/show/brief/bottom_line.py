"""The bottom line: what would hold, whether today does, and what it takes to get from one to the other."""

from __future__ import annotations

import numpy as np

from winset.analysis.evolution import Path
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Paragraph
from winset.show.brief.pulls import temptations
from winset.show.brief.sharing import in_common
from winset.show.wording import capital, counted, listed, number_words, shortened

FIRMLY = "no party could do better by moving alone"
GUARDED = "any party that moved to gain would be answered and gain nothing"
WEAKLY = "only if parties fear answers that would also cost those who give them"


def bottom_line(answers: Answers) -> tuple[Paragraph, ...]:
    """Three sentences: what would hold, whether the present does, what a change takes."""
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
    """The outcomes that last: by name when few, by number and what they share when many."""
    kinds = [(kind, why) for kind, why in zip(answers.held, (FIRMLY, GUARDED)) if len(kind)]
    if len(answers.lasting) <= 3:
        named = [
            f"{listed(answers.names.outcome(int(i)) for i in kind)}, because {why}" for kind, why in kinds
        ]
        return "; and ".join(named)
    if len(kinds) == 1:
        said = f"in each of them {kinds[0][1]}"
    else:
        said = "; ".join(f"in {number_words(len(kind))} of them {why}" for kind, why in kinds)
    common = in_common(answers, answers.lasting)
    return said + (f"; {common}" if common else "")


def _where_today_stands(answers: Answers) -> str:
    if answers.today is None:
        return "The case states no status quo, so this brief says what would hold but not how it would come."
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
        if not len(answers.leading):
            return "As nothing would hold, expect the parties to keep moving until wishes or rules change."
        return (
            "As no other outcome would hold, lasting change needs other wishes, other rules or outside help."
        )
    goal = answers.names.outcome(target)
    if answers.today is None:
        return _undoing(answers)
    path = answers.roads.get(target)
    if path is None:
        return f"{capital(goal)} cannot be reached from there by any sequence of moves the case allows."
    return f"Getting from there to {goal} takes {_steps(answers, path)}{_stoppers(answers, target, path)}."


def _undoing(answers: Answers) -> str:
    """Without a status quo: who could undo what would hold, once it is there."""
    found, names = answers.stopping, answers.names
    could = found.tempted if found.can_unravel is None else found.tempted | found.can_unravel
    undone = [
        f"{listed((names.parties[p] for p in np.flatnonzero(could[:, k])), 'or')} could try to undo {names.outcome(index)}"
        for k, index in enumerate(answers.shown)
        if could[:, k].any()
    ]
    if not undone:
        where = "Once there" if len(answers.shown) == 1 else "Once at any of them"
        return f"{where}, no party could gain by leaving, nor by a step that others would follow up."
    return f"Once there, {shortened(undone, 3, 'more could be undone')}, to its own advantage."


def _steps(answers: Answers, path: Path) -> str:
    """How many steps, by whom when it is one, and whether they serve those who take them."""
    losers = [m for step in path.steps for m, gains in zip(step.movers, step.gains) if not gains]
    names = answers.names.parties
    against = listed(dict.fromkeys(names[mover] for mover in losers)) if losers else ""
    if len(path.steps) > 1:
        serves = (
            f"which does not by itself serve {against} at every step"
            if losers
            else "each serving whoever takes it"
        )
        return f"{counted(len(path.steps), 'step')}, {serves}"
    movers = path.steps[0].movers
    if len(movers) > 1:
        serves = f"which does not by itself serve {against}" if losers else "which serves each"
        return f"one joint step by {listed(names[mover] for mover in movers)}, {serves}"
    serves = "which by itself brings it no gain" if losers else "to its own advantage"
    return f"one step by {names[movers[0]]}, {serves}"


def _stoppers(answers: Answers, target: int, path: Path) -> str:
    """Whom the outcome needs, and who could undo it once it is there."""
    found, column = answers.stopping, answers.shown.index(target)
    names = answers.names.parties
    needed = set() if found.needed is None else set(np.flatnonzero(found.needed[:, column]).tolist())
    upset: list[str] = []
    if found.can_unravel is not None:
        upset = [names[party] for party in np.flatnonzero(found.can_unravel[:, column])]
    who = listed(names[party] for party in sorted(needed)) if needed else ""
    if len(path.steps) == 1 and needed == set(path.steps[0].movers):
        who = "any of them"
        needed = needed if len(needed) > 1 else set()  # that the one who moves may not is no news
    elif len(needed) > 1:
        who = f"each of {who}"
    said = [f"{who} could stop it by doing nothing"] * bool(needed)
    said += [f"{listed(upset)} could undo it by a step that costs it at first"] * bool(upset)
    return f"; {listed(said)}" if said else ""
