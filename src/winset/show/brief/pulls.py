"""What pulls parties away from an outcome: whom, by which move, and whether anything deters them."""

from __future__ import annotations

import numpy as np

from winset.show.brief.answers import Answers


def best_move(answers: Answers, party: int, index: int) -> int:
    """The improvement a party ranks highest; of several the lowest outcome."""
    better = answers.built.game.improvements(party, index)
    return int(better[np.argmax(answers.built.game.ranks[party, better])])


def temptations(answers: Answers, index: int, concept: str, most: int = 2) -> str:
    """For each party an outcome is not stable for under a concept, what it could gain by: its best move."""
    unstable = np.flatnonzero(~answers.stability.stable[concept][:, index])
    said = [
        f"{answers.names.parties[party]} could gain by"
        f" {answers.names.move(index, best_move(answers, int(party), index))}"
        for party in unstable
    ]
    more = [f"{len(said) - most} more could gain as well"] * (len(said) > most)
    return "; ".join([*said[:most], *more])
