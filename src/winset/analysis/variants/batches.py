"""Batches of variants answered: what holds in each, whether the target does, whether a deal and a path are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.analysis.variants.games import Equilibria, Games, Variants
from winset.analysis.variants.paths import (
    MOST,
    JointMoves,
    joint_moves,
    reached_by_improvements,
    reached_in_graph,
)
from winset.analysis.variants.sampling import Plan
from winset.analysis.variants.zone import Zones, zones

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula
    from winset.case.model import Case
    from winset.case.uncertain.uncertainty import Numbers, States
    from winset.game.game import Indices, Mask
    from winset.game.steps import Mover

# What is asked about the target, for each concept.
WAYS: Mapping[str, str] = {
    "some": "in some equilibrium",
    "all": "in every equilibrium, of which there is at least one",
    "path": "in an equilibrium that improvements lead to from the status quo",
}
ZONE = "zone empty"


@dataclass(frozen=True, eq=False)
class Answer:
    """The answers for a batch, or for several put together in their order.

    held: the weight of the variants in which an outcome is an equilibrium, `(ends, concepts, outcomes)`, in
    the plan's first setting. flags: bool `(variants, settings x questions)`, the first setting's first.
    weights: `(ends, variants)`. games: how many different games were answered.
    """

    held: Numbers
    flags: npt.NDArray[np.bool_]
    weights: Numbers
    games: int


@dataclass(frozen=True)
class Asked:
    """What is asked of every variant; `questions` are the columns of the flags."""

    case: Case
    plan: Plan
    concepts: tuple[str, ...]
    target: Formula | None = None
    has_paths: bool = field(default=False)
    has_zone: bool = field(default=False)

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """Ways the target may hold by concept, then whether the zone of agreement is empty."""
        ways = [way for way in WAYS if way != "path" or self.has_paths] if self.target else []
        found = [(way, concept) for concept in self.concepts for way in ways]
        return (*found, (ZONE, "")) if self.has_zone else tuple(found)


class Answering:
    """Answers batch after batch of what is asked; what batches share is made once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.variants = Variants(asked.case, asked.plan.found)
        self._zones: Zones | None = zones(asked.case, asked.plan.found) if asked.has_zone else None
        self._steps: dict[bytes, JointMoves] = {}

    def answer(self, number: int) -> Answer:
        """The answer for one batch of the plan."""
        states, weights = self.asked.plan.batch(number)
        games = self.variants.games(states)
        found = self.variants.equilibria(games, states, self.asked.concepts)
        variants = weights.shape[1]
        by_game = np.stack([np.bincount(games.which[:variants], one, games.count) for one in weights])
        flags = [self._target(games, states, found)[games.which]]
        if self._zones is not None:
            flags.append(self._zones.empty(games, states)[:, None])
        held = np.einsum("eg,gco->eco", by_game, found, optimize=False)
        by_setting = np.split(np.concatenate(flags, axis=1), len(self.asked.plan.settings))
        return Answer(held, np.concatenate(by_setting, axis=1), weights, games.count)

    @cached_property
    def _movers(self) -> tuple[Mover, ...]:
        return movers_of(self.asked.case)

    @cached_property
    def _goal(self) -> Mask:
        target = self.asked.target
        return (
            np.ones(self.variants.outcomes, np.bool_) if target is None else self.variants.built.masks(target)
        )

    def _target(self, games: Games, states: States, found: Equilibria) -> npt.NDArray[np.bool_]:
        """Whether the target holds in each way, `(games, questions about it)`."""
        if self.asked.target is None:
            return np.zeros((games.count, 0), dtype=np.bool_)
        meeting = found & self._goal
        some, others = meeting.any(axis=2), (found & ~self._goal).any(axis=2)
        ways = [some, some & ~others]
        if self.asked.has_paths:
            ways.append(self._reached(games, states, meeting))
        return np.stack(ways, axis=2).reshape(games.count, -1)

    def _reached(self, games: Games, states: States, meeting: Equilibria) -> npt.NDArray[np.bool_]:
        """Whether improvements lead from the status quo to an outcome that meets the target, `(games, concepts)`."""
        found = np.zeros(meeting.shape[:2], dtype=np.bool_)
        asked = np.flatnonzero(meeting.any(axis=(1, 2)))
        for shape in np.unique(np.stack([games.forms, games.rows.masks])[:, asked], axis=1).T:
            alike = asked[(games.forms[asked] == shape[0]) & (games.rows.masks[asked] == shape[1])]
            ahead = self._ahead(games, alike, states)
            found[alike] = (meeting[alike] & ahead[:, None, :]).any(axis=2)
        return found

    def _ahead(self, games: Games, alike: Indices, states: States) -> Mask:
        """What improvements lead to from the status quo, in games alike in what is feasible and one-way.

        Nothing where the status quo is infeasible.
        """
        game, start = self.variants.game(games, int(alike[0])), self.variants.built.status_quo
        if start is None or not game.exists(start):
            return np.zeros((len(alike), game.outcomes), dtype=np.bool_)
        if game.is_graph:
            each = (self.variants.game(games, int(place)) for place in alike)
            return np.stack([reached_in_graph(one, self._movers, start) for one in each])
        game.one_way = self.variants.one_way(states[int(np.flatnonzero(games.which == alike[0])[0])])
        key = repr(game.one_way).encode() + (b"" if game.feasible is None else game.feasible.tobytes())
        if key not in self._steps:
            self._steps[key] = joint_moves(game, self._movers)
        return reached_by_improvements(self._steps[key], games.rows.picked(alike), start)


def movers_of(case: Case) -> tuple[Mover, ...]:
    """Who may make a step: each party, then the coalitions the case names."""
    order = [party.id for party in case.parties]
    named = (tuple(sorted({order.index(one) for one in members})) for members in case.coalitions)
    return tuple(dict.fromkeys([*((k,) for k in range(len(order))), *named]))


def asked_of(case: Case, plan: Plan, concepts: Sequence[str], target: Formula | None) -> Asked:
    """What can be asked of a case: paths where it has a status quo and is not too large, the zone where it has a deal."""
    from winset.case.build import build

    built = build(case)
    walkable = built.status_quo is not None and built.game.outcomes <= MOST
    has_zone = zones(case, plan.found) is not None
    return Asked(case, plan, tuple(concepts), target, target is not None and walkable, has_zone)


def together(answers: Sequence[Answer]) -> Answer:
    """The answers of batches put together, in their order."""
    held = answers[0].held.copy()
    for one in answers[1:]:
        held += one.held
    return Answer(
        held,
        np.concatenate([one.flags for one in answers]),
        np.concatenate([one.weights for one in answers], axis=1),
        sum(one.games for one in answers),
    )
