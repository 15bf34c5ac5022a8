"""What pulls parties away from an outcome: whom, by which move, and what the others would answer."""

from __future__ import annotations

import numpy as np

from winset.analysis.why import Why
from winset.show.brief.answers import Answers
from winset.show.wording import listed


def reason(answers: Answers, party: int, index: int, concept: str) -> Why:
    """Why an outcome is stable for a party under a concept, or is not."""
    return answers.stability.why(answers.names.id(index), party, concept)


def best_move(answers: Answers, party: int, index: int) -> int:
    """The improvement a party ranks highest; of several the lowest outcome."""
    better = answers.built.game.improvements(party, index)
    return int(better[np.argmax(answers.built.game.ranks[party, better])])


def temptations(answers: Answers, index: int, concept: str, most: int = 2) -> str:
    """For each party an outcome is not stable for, the best of its improvements that nothing deters."""
    said = []
    for party in np.flatnonzero(~answers.stability.stable[concept][:, index]).tolist():
        target = reason(answers, party, index, concept).temptations[0].improvement
        said.append(f"{answers.names.parties[party]} could gain by {answers.names.move(index, target)}")
    more = [f"{len(said) - most} more could gain as well"] * (len(said) > most)
    return "; ".join([*said[:most], *more])


def answered_temptation(answers: Answers, party: int, index: int) -> str:
    """What tempts a party most from an outcome, how the others would answer, where that would leave it."""
    why = reason(answers, party, index, "seq")
    names, tempting = answers.names, why.temptations[0]
    gain = f"could gain by {names.move(index, tempting.improvement)}"
    if not tempting.sanction:
        return gain
    replies = []
    for step in tempting.sanction:
        movers = listed(names.parties[mover] for mover in step.movers)
        replies.append(f"{movers} could answer by {names.move(step.source, step.target)}")
    end, ranks = tempting.sanction[-1].target, answers.built.game.ranks[party]
    left = "no better off" if ranks[end] == ranks[index] else "worse off"
    return (
        f"{gain}, but {listed(replies, 'and then')}, which would leave it {left}, at outcome {names.id(end)}"
    )
