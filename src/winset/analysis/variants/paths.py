"""Whether what a target asks for can come about from the status quo, in many variants of a case.

The definition is that of `winset.analysis.paths`: paths by improvements, each step an improvement for
everyone who makes it, a party alone or a named coalition together. Here only whether an outcome is reached
matters, not how, so that in option form the joint moves of every mover are found once for each set of
feasible outcomes and one-way options, and each game keeps those that are improvements in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.analysis.evolution import explore
from winset.game.game import Game
from winset.game.reach import Reach
from winset.game.step_table import Bits, StepTable
from winset.game.steps import Steps

if TYPE_CHECKING:
    from winset.game.game import Indices, Mask, Ranks
    from winset.game.stack import Rows
    from winset.game.steps import Mover

MOST = 2**11
"""Outcomes, infeasible ones included, up to which a case is asked about paths: every pair of them is looked at."""

KEPT = 2**25
"""Bytes of joint improvements kept for the next game."""


@dataclass(frozen=True, eq=False)
class JointMoves:
    """Who can take which outcome to which: `outcomes` are the feasible ones, `moves[k]` bool `(from, to)` over them.

    `improvements` keeps those that games met so far have, by mover and ranks of its members: what is uncertain
    of one party leaves the improvements of the others as they are.
    """

    movers: tuple[Mover, ...]
    outcomes: Indices
    moves: tuple[npt.NDArray[np.bool_], ...]
    improvements: dict[tuple[int, bytes], Bits] = field(default_factory=dict)

    def improving(self, place: int, own: Ranks) -> Bits:
        """The joint improvements of a mover for its members' ranks over the feasible outcomes, `to` in packed bits."""
        key = (place, own.tobytes())
        if key not in self.improvements:
            gains = self.moves[place]
            for row in own:
                gains = gains & (row[:, None] < row)
            if (len(self.improvements) + 1) * gains.size > 8 * KEPT:
                self.improvements.clear()
            self.improvements[key] = np.packbits(gains, axis=1)
        return self.improvements[key]


def joint_moves(game: Game, movers: tuple[Mover, ...]) -> JointMoves:
    """The joint moves of a game in option form, for each of the movers."""
    exists = np.arange(game.outcomes) if game.feasible is None else np.flatnonzero(game.feasible)
    table = StepTable(Reach(game))
    return JointMoves(movers, exists, tuple(table.moves(mover)[np.ix_(exists, exists)] for mover in movers))


def reached_by_improvements(steps: JointMoves, rows: Rows, start: int) -> Mask:
    """The outcomes that paths by improvements lead to from a feasible start, itself among them, `(games, outcomes)`.

    The games are those of `rows`, alike in what is feasible and one-way: all of them take each step at once.
    """
    reached = np.zeros((rows.picks.shape[1], rows.ranks[0].shape[1]), dtype=np.bool_)
    at_once = max(1, 4 * KEPT // max(1, len(steps.outcomes) ** 2))
    for first in range(0, len(reached), at_once):
        part = slice(first, first + at_once)
        reached[part, steps.outcomes] = _walked(_improving(steps, rows, part), steps.outcomes == start)
    return reached


def _improving(steps: JointMoves, rows: Rows, part: slice) -> Bits:
    """Whether some mover improves by going from one outcome to another, `(games, from, to)` in packed bits."""
    own = [table[:, steps.outcomes] for table in rows.ranks]
    found = np.zeros((), dtype=np.uint8)
    for place, mover in enumerate(steps.movers):
        codes, which = np.unique(rows.picks[list(mover), part].T, axis=0, return_inverse=True)
        members = (np.stack([own[party][row] for party, row in zip(mover, code)]) for code in codes)
        kinds = np.stack([steps.improving(place, ranks) for ranks in members])
        found = found | kinds[which.reshape(-1)]
    return np.asarray(found)


def _walked(improving: Bits, start: Mask) -> Mask:
    """What is reached from the start by steps, `(games, outcomes)`; each outcome is left once in each game."""
    seen = np.repeat(start[None, :], len(improving), axis=0)
    games, fresh = np.nonzero(seen)
    while len(games):
        here, first = np.unique(games, return_index=True)
        ahead = np.bitwise_or.reduceat(improving[games, fresh], first, axis=0)
        new = np.unpackbits(ahead, axis=1, count=len(start)).view(np.bool_) & ~seen[here]
        seen[here] |= new
        which, fresh = np.nonzero(new)
        games = here[which]
    return seen


def reached_in_graph(game: Game, movers: tuple[Mover, ...], start: int) -> Mask:
    """The same in graph form, where who moved last can matter."""
    return np.asarray(explore(Steps(game), start, movers, "improvements").fewest >= 0)
