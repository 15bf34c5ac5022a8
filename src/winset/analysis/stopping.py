"""Who can stop what: whom an outcome cannot do without, who could leave it, and who would gain by that.

For an outcome t, a status quo s and a party i:

- i is *needed* for t when t is not s and not in R_{N-i}(s): the others, moving as often as they like in any
  order, cannot bring t about. By doing nothing i stops it.
- i is *tempted* at t when R_i^+(t) is not empty: i would gain by leaving it, unless the others' answers
  deter it.
- i *can unravel* t when it has a move from t, not itself a gain, to an s1 from which the others, each step an
  improvement for its mover, can arrive at an outcome that i prefers to t (s1 counts not, R_{N-i}^+(s1) does).
  This is the converse of a sequential sanction: the others' interest turns a step that costs i at first into
  one that serves it.
- i *can leave* t when R_i(t) is not empty.

R is the reach of Fang, Hipel and Kilgour, Interactive Decision Making (1993); see `winset.game.reach`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.question import Question, ask
from winset.analysis.result import Result, Table
from winset.errors import ArgumentError
from winset.game.game import Game, Indices, Mask
from winset.game.reach import Reach

if TYPE_CHECKING:
    from winset.case.model import Case

Step = tuple[int, int]  # who moves, and the outcome moved to

MOST_WORK = 2**26
"""Outcomes times the square of the parties, above which nothing is said of unravelling."""


@dataclass(frozen=True, kw_only=True)
class Stopping(Result):
    """Who can stop each of some outcomes.

    outcomes: their indices. needed, tempted, can_unravel, can_leave: bool `(parties, outcomes asked about)`;
    `needed` is None where there is no status quo, `can_unravel` where the game is too large to search.
    """

    question: Question
    outcomes: Indices
    needed: Mask | None
    tempted: Mask
    can_unravel: Mask | None
    can_leave: Mask

    def tables(self) -> tuple[Table, ...]:
        """A row for each party, a column for each outcome."""
        columns = ("party", *(str(self.question.id(int(index))) for index in self.outcomes))
        rows = tuple(
            (self.question.name(party), *(self._said(party, place) for place in range(len(self.outcomes))))
            for party in range(len(self.question.game.parties))
        )
        return (Table("Who can stop what", columns, rows),)

    def findings(self) -> dict[str, Any]:
        """For each outcome, the parties needed, tempted, able to unravel it and able to leave it."""
        return {
            "outcomes": [
                {"id": self.question.id(int(index)), **self._parties_at(place)}
                for place, index in enumerate(self.outcomes)
            ]
        }

    def unravelling(self, party: int, place: int) -> tuple[Step, ...]:
        """How a party can unravel `outcomes[place]`: who moves to which outcome, its own step first.

        The fewest steps that lead to an outcome it prefers; of several, those of the first movers, each
        taking what it likes best. Raises ArgumentError where it cannot.
        """
        game, t = self.question.game, int(self.outcomes[place])
        ranks = game.ranks[party]
        steps: dict[Step, tuple[Step, ...]] = {(party, s1): ((party, s1),) for s1 in _costly(game, party, t)}
        waiting = list(steps)
        for mover, here in waiting:
            if ranks[here] > ranks[t]:
                return steps[mover, here]
            for state in _gains_of_others(game, party, mover, here):
                if state not in steps:
                    steps[state] = (*steps[mover, here], state)
                    waiting.append(state)
        raise ArgumentError(f"{self.question.name(party)} cannot unravel outcome {self.question.id(t)}")

    def _parties_at(self, place: int) -> dict[str, list[str] | None]:
        masks = {name: getattr(self, name) for name in ("needed", "tempted", "can_unravel", "can_leave")}
        parties = self.question.game.parties
        return {
            name: None if mask is None else [party for party, true in zip(parties, mask[:, place]) if true]
            for name, mask in masks.items()
        }

    def _said(self, party: int, place: int) -> str:
        masks = {"needed": self.needed, "tempted": self.tempted, "can unravel": self.can_unravel}
        said = [name for name, mask in masks.items() if mask is not None and mask[party, place]]
        return ", ".join(said) or ("can leave" if self.can_leave[party, place] else "")


def stopping(subject: Game | Case, outcomes: Iterable[str | int], start: str | int | None = None) -> Stopping:
    """Who can stop each of some outcomes; the definitions stand in this module's docstring.

    subject: a case, or a bare game. outcomes: by id (bare game: by index). start: the outcome things start
    from, the case's status quo by default. Raises ArgumentError for an outcome that does not exist.

    >>> from winset.case.catalogue import example
    >>> package = stopping(example("gaza-isf"), ["72"]).findings()["outcomes"][0]
    >>> package["needed"], package["tempted"], package["can_unravel"]
    (['pakistan', 'us', 'parliament'], ['us'], ['clerics'])
    """
    question = ask(subject)
    game = question.game
    asked = np.array([question.outcome(given) for given in outcomes], dtype=np.int64)
    now = question.built.status_quo if start is None and question.built is not None else None
    first = question.outcome(start) if start is not None else now
    return Stopping(
        subject=question.about,
        method="what all parties but one can reach, exact",
        parameters={"outcomes": question.ids(asked), "start": None if first is None else question.id(first)},
        question=question,
        outcomes=asked,
        needed=None if first is None else _needed(game, first, asked),
        tempted=_where(game, asked, lambda party, t: game.improvements(party, t).size > 0),
        can_unravel=_unravelling(game, asked)
        if game.outcomes * len(game.parties) ** 2 <= MOST_WORK
        else None,
        can_leave=_where(game, asked, lambda party, t: game.moves(party, t).size > 0),
    )


def _needed(game: Game, start: int, asked: Indices) -> Mask:
    """For each party, the outcomes that the others cannot bring about from the start."""
    reach = Reach(game)
    parties = range(len(game.parties))
    return np.array([~reach.from_outcome(_others(game, party), start)[asked] for party in parties])


def _unravelling(game: Game, asked: Indices) -> Mask:
    """For each party and outcome, whether a move that is no gain leads, by the others' gains, to one."""
    reach = Reach(game)
    best = [reach.best(_others(game, i), ranks, improving=True) for i, ranks in enumerate(game.ranks)]

    def unravels(party: int, t: int) -> bool:
        return bool(np.any(best[party][_costly(game, party, t)] > game.ranks[party, t]))

    return _where(game, asked, unravels)


def _costly(game: Game, party: int, t: int) -> list[int]:
    """The moves of a party that are no improvement."""
    reached = game.moves(party, t)
    return [int(s1) for s1 in reached[game.ranks[party, reached] <= game.ranks[party, t]]]


def _gains_of_others(game: Game, party: int, last: int, here: int) -> Iterable[Step]:
    """Improvements of all but a party and the last mover, each mover's best first."""
    for other in _others(game, party):
        if other != last:
            better = game.improvements(other, here)
            order = np.argsort(-game.ranks[other, better].astype(np.int64), kind="stable")
            yield from ((other, int(there)) for there in better[order])


def _others(game: Game, party: int) -> list[int]:
    return [other for other in range(len(game.parties)) if other != party]


def _where(game: Game, asked: Indices, true: Callable[[int, int], bool]) -> Mask:
    """A condition for each party and each outcome asked about."""
    return np.array([[true(i, int(t)) for t in asked] for i in range(len(game.parties))], dtype=np.bool_)
