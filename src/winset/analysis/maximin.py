"""Maximin_h stability: a party that moves only where it is safe, whatever the other does in the next moves.

Rego and Vieira, "Maximin_h stability in the graph model for conflict resolution for bilateral conflicts",
IEEE Transactions on Systems, Man and Cybernetics: Systems 51 (2021). Two parties move in turn and each may
stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.question import Question, ask
from winset.analysis.standing import Standing, horizons, only_feasible, two_parties
from winset.game.game import Game, Mask
from winset.game.moves import Moves, Values, moves_of

if TYPE_CHECKING:
    from winset.case.model import Case


def guaranteed(moves: Moves, party: int, horizon: int) -> list[tuple[Values, Values]]:
    """For k = 0, ..., horizon what a party is sure of: v_k with itself to move, and with the other to move.

    v_0 is its rank. To move itself, v_k(s) is the best of its rank at s and v_{k-1} over its moves; with
    the other to move, the worst of its rank at s and v_{k-1} over the other's moves.
    """
    ranks = moves.game.ranks[party]
    values = [(ranks, ranks)]
    for _ in range(horizon):
        own, other = values[-1]
        mine = np.maximum(ranks, moves.best(party, other))
        theirs = np.minimum(ranks, ~moves.best(1 - party, ~own))
        values.append((mine, theirs))
    return values


def maximin_stable(moves: Moves, party: int, horizon: int) -> Mask:
    """Maximin_h: every s1 in R_i(s) has v_{h-1}(s1) no better than s for i, the other to move.

    Maximin_1, _2 and _3 are Nash, GMR and SMR (Rego and Vieira 2021).
    """
    after = guaranteed(moves, party, horizon - 1)[-1][1]
    return np.asarray(moves.best(party, after) <= moves.game.ranks[party])


@dataclass(frozen=True, kw_only=True)
class Maximin(Standing):
    """Where each party would stay if it moved only where it is safe; concepts "maximin1", "maximin2", ..."""

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        game, horizon = self.question.game, int(concept.removeprefix("maximin"))
        values = guaranteed(moves_of(game), party, horizon - 1)
        reached = game.moves(party, outcome)
        if not reached.size:
            return (f"{self.question.name(party)} has no move from {self.question.label(outcome)}.",)
        safe = values[-1][1][reached]
        first = int(reached[safe.argmax()])
        return tuple(self._course(values, outcome, party, first))

    def _course(
        self, values: list[tuple[Values, Values]], outcome: int, party: int, first: int
    ) -> Iterable[str]:
        """The course of play that gives the party, after its safest move, what it is sure of."""
        label, name, ranks = self.question.label, self.question.name, self.question.game.ranks[party]
        steps, here, mover = [f"moves to {label(first)}"], first, 1 - party
        for k in range(len(values) - 1, 0, -1):
            side = 0 if mover == party else 1
            if values[k][side][here] == ranks[here]:
                break
            reached = self.question.game.moves(mover, here)
            here = int(reached[values[k - 1][1 - side][reached] == values[k][side][here]][0])
            steps.append(f"{name(mover)} to {label(here)}")
            mover = 1 - mover
        better = "better" if ranks[here] > ranks[outcome] else "no better"
        yield f"The safest it can do is this: {name(party)} {', then '.join(steps)}."
        yield f"That is {better} for it than {label(outcome)}."


def maximin(subject: Game | Case | Question, horizon: int | Iterable[int] = (1, 2, 3, 4)) -> Maximin:
    """Where each party would stay if it moved only where it is safe against the next moves.

    subject: a case, or a bare game, of two parties. horizon: h, one number or several, at most 1,000: the
    party's own move and h - 1 after it. Raises UndefinedError for more than two parties. Each horizon costs
    a few passes over the outcomes.

    >>> chicken = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Column"))
    >>> found = maximin(chicken, horizon=[1, 2])
    >>> {concept: held.tolist() for concept, held in found.equilibria.items()}
    {'maximin1': [1, 2], 'maximin2': [0, 1, 2]}
    >>> print(found.why(0, "Row", "maximin2"))
    0 is stable for Row under Maximin 2.
      The safest it can do is this: Row moves to 1, then Column to 3.
      That is no better for it than 0.
    """
    question = ask(subject)
    two_parties(question.game, "Maximin stability")
    asked = horizons(horizon, 1_000)
    moves = moves_of(question.game)
    stable = {
        f"maximin{h}": only_feasible(question.game, [maximin_stable(moves, party, h) for party in (0, 1)])
        for h in asked
    }
    return Maximin(
        subject=question.about,
        method="maximin over a bounded number of alternating moves, exact",
        parameters={"horizons": list(asked)},
        question=question,
        stable=stable,
        titles={name: f"Maximin {name.removeprefix('maximin')}" for name in stable},
    )
