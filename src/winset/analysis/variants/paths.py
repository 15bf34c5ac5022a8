"""Whether what a target asks for can come about from the status quo, in many variants of a case.

The definition is that of `winset.analysis.paths`: paths by improvements, each step an improvement for
everyone who makes it, a party alone or a named coalition together. Here only whether an outcome is reached
matters, not how, so that in option form the joint moves of every mover are found once for each set of
feasible outcomes and one-way options, and each game keeps those that are improvements in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.analysis.evolution import explore
from winset.game.game import Game
from winset.game.reach import Reach
from winset.game.steps import Steps, coalition_fibres

if TYPE_CHECKING:
    from winset.game.game import Indices, Mask, Ranks
    from winset.game.steps import Mover

MOST = 2**11
"""Outcomes, infeasible ones included, up to which a case is asked about paths: every pair of them is looked at."""


@dataclass(frozen=True, eq=False)
class JointMoves:
    """Who can take which outcome to which: `outcomes` are the feasible ones, `moves[k]` bool `(from, to)` over them."""

    movers: tuple[Mover, ...]
    outcomes: Indices
    moves: tuple[npt.NDArray[np.bool_], ...]


def joint_moves(game: Game, movers: tuple[Mover, ...]) -> JointMoves:
    """The joint moves of a game in option form, for each of the movers."""
    exists = np.arange(game.outcomes) if game.feasible is None else np.flatnonzero(game.feasible)
    return JointMoves(movers, exists, tuple(_moves(game, mover)[np.ix_(exists, exists)] for mover in movers))


def _moves(game: Game, mover: Mover) -> npt.NDArray[np.bool_]:
    """A coalition's joint moves, from the outcomes at the same place of all its fibres at a time."""
    fibres = coalition_fibres(game, mover)
    reach = Reach(game)
    found = np.zeros((game.outcomes, game.outcomes), dtype=np.bool_)
    for place in range(fibres.shape[1]):
        here = np.zeros(game.outcomes, dtype=np.bool_)
        here[fibres[:, place]] = True
        if game.feasible is not None:
            here &= game.feasible
        rows, ends = np.nonzero(reach.onward(mover, here)[fibres] & here[fibres[:, place]][:, None])
        found[fibres[rows, place], fibres[rows, ends]] = True
    return found


def reached_by_improvements(steps: JointMoves, ranks: Ranks, start: int) -> Mask:
    """The outcomes that paths by improvements lead to from a feasible start, itself among them."""
    own = ranks[:, steps.outcomes]
    better = [row[:, None] < row for row in own]
    improving = np.zeros((len(steps.outcomes), len(steps.outcomes)), dtype=np.bool_)
    for mover, moves in zip(steps.movers, steps.moves):
        gains = moves
        for party in mover:
            gains = gains & better[party]
        improving |= gains
    fresh = steps.outcomes == start
    seen = fresh.copy()
    while fresh.any():
        fresh = improving[fresh].any(axis=0) & ~seen
        seen |= fresh
    reached = np.zeros(ranks.shape[1], dtype=np.bool_)
    reached[steps.outcomes[seen]] = True
    return reached


def reached_in_graph(game: Game, movers: tuple[Mover, ...], start: int) -> Mask:
    """The same in graph form, where who moved last can matter."""
    return np.asarray(explore(Steps(game), start, movers, "improvements").fewest >= 0)
