"""Who can stop what: whom an outcome cannot do without, who could leave it, and who would gain by that.

For an outcome t, a status quo s and a party i:

- i is *needed* for t when t is not s and t is not in R_{N-i}(s): the others, moving as often as they like in any
  order, cannot bring t about. By doing nothing i stops it.
- i *can leave* t when R_i(t) is not empty.
- i is *tempted* at t when R_i^+(t) is not empty: i would gain by leaving, unless the others' answers deter it.
- i *can unravel* t when it has a move from t, not itself a gain, to an s1 from which the others, each step an
  improvement for its mover, can arrive at an s2 in R_{N-i}^+(s1) that i prefers to t. This is the converse of a
  sequential sanction: the others' interest turns a step that costs i at first into one that serves it.

R is the reach of Fang, Hipel and Kilgour, Interactive Decision Making (1993); see `winset.game.reach`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.result import Result, Subject, Table
from winset.case.build import Built, build
from winset.errors import ArgumentError
from winset.game.game import Game, Indices, Mask
from winset.game.reach import Reach

if TYPE_CHECKING:
    from winset.case.model import Case


@dataclass(frozen=True, kw_only=True)
class Stopping(Result):
    """Who can stop each of some outcomes.

    outcomes: their indices. needed, tempted, can_unravel, can_leave: bool `(parties, outcomes asked about)`;
    `needed` is None where the case has no status quo.
    """

    built: Built
    outcomes: Indices
    needed: Mask | None
    tempted: Mask
    can_unravel: Mask
    can_leave: Mask

    def tables(self) -> tuple[Table, ...]:
        """A row for each party, a column for each outcome."""
        columns = ("party", *(self.built.id_of(int(index)) for index in self.outcomes))
        names = [party.name for party in self.built.case.parties]
        rows = tuple(
            (name, *(self._said(i, k) for k in range(len(self.outcomes)))) for i, name in enumerate(names)
        )
        return (Table("Who can stop what", columns, rows),)

    def findings(self) -> dict[str, Any]:
        """For each outcome, the parties needed, tempted, able to unravel it and able to leave it."""
        parties = [party.id for party in self.built.case.parties]
        asked = {name: getattr(self, name) for name in ("needed", "tempted", "can_unravel", "can_leave")}
        return {
            "outcomes": [
                {
                    "id": self.built.id_of(int(index)),
                    **{
                        name: None if mask is None else [p for p, true in zip(parties, mask[:, k]) if true]
                        for name, mask in asked.items()
                    },
                }
                for k, index in enumerate(self.outcomes)
            ]
        }

    def unravelling(self, party: int, place: int) -> tuple[tuple[int, int], ...]:
        """How a party can unravel `outcomes[place]`: steps as (mover, outcome moved to), its own first.

        The fewest steps that lead to an outcome it prefers, of several that of the first mover, taking what it likes best. Raises ArgumentError where it cannot.
        """
        game, t = self.built.game, int(self.outcomes[place])
        ranks = game.ranks[party]
        begun = [(party, int(s1)) for s1 in game.moves(party, t) if ranks[s1] <= ranks[t]]
        steps: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {state: (state,) for state in begun}
        for mover, here in (waiting := list(steps)):
            if ranks[here] > ranks[t]:
                return steps[mover, here]
            for other in (other for other in range(len(game.parties)) if other not in (party, mover)):
                better = game.improvements(other, here)
                for there in better[np.argsort(-game.ranks[other, better].astype(np.int64), kind="stable")]:
                    state = (other, int(there))
                    if state not in steps:
                        steps[state] = (*steps[mover, here], state)
                        waiting.append(state)
        raise ArgumentError(f"{game.parties[party]} cannot unravel outcome {self.built.id_of(t)}")

    def _said(self, party: int, place: int) -> str:
        masks = {"needed": self.needed, "tempted": self.tempted, "can unravel": self.can_unravel}
        said = [name for name, mask in masks.items() if mask is not None and mask[party, place]]
        return ", ".join(said) or ("can leave" if self.can_leave[party, place] else "")


def stopping(case: Case, outcomes: Iterable[str]) -> Stopping:
    """Who can stop each of the outcomes with these ids; the definitions stand in this module's docstring.

    Raises ArgumentError for an id the case does not have.

    >>> from winset.case.catalogue import example
    >>> stopping(example("bypass"), ["9"]).findings()["outcomes"]
    [{'id': '9', 'needed': ['builder'], 'can_leave': ['council', 'tenants'], 'tempted': ['tenants']}]
    """
    built = build(case)
    asked = np.array([built.index_of(id) for id in outcomes], dtype=np.int64)
    game = built.game
    return Stopping(
        subject=Subject(case.title, case.digest),
        method="what all parties but one can reach, exact",
        parameters={"outcomes": [built.id_of(int(index)) for index in asked]},
        built=built,
        outcomes=asked,
        needed=_needed(built, asked),
        tempted=_where(game, asked, lambda party, t: game.improvements(party, t).size > 0),
        can_unravel=_unravelling(game, asked),
        can_leave=_where(game, asked, lambda party, t: game.moves(party, t).size > 0),
    )


def _needed(built: Built, asked: Indices) -> Mask | None:
    """For each party, the outcomes that the others cannot bring about from the status quo."""
    if built.status_quo is None:
        return None
    reach, everybody = Reach(built.game), range(len(built.game.parties))
    return np.array(
        [
            ~reach.from_outcome([other for other in everybody if other != party], built.status_quo)[asked]
            for party in everybody
        ]
    )


def _unravelling(game: Game, asked: Indices) -> Mask:
    """For each party and outcome, whether a move that is no gain leads on, by the others' gains, to one."""
    reach, everybody = Reach(game), range(len(game.parties))
    turns_into = [
        reach.best([other for other in everybody if other != party], game.ranks[party], improving=True)
        for party in everybody
    ]

    def unravels(party: int, t: int) -> bool:
        ranks = game.ranks[party]
        costly = [s1 for s1 in game.moves(party, t) if ranks[s1] <= ranks[t]]
        return bool(np.any(turns_into[party][costly] > ranks[t]))

    return _where(game, asked, unravels)


def _where(game: Game, asked: Indices, true: Callable[[int, int], bool]) -> Mask:
    """A condition for each party and each outcome asked about."""
    return np.array(
        [[true(party, int(t)) for t in asked] for party in range(len(game.parties))], dtype=np.bool_
    )
