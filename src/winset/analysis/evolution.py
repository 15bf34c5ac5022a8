"""The search behind paths: how every outcome is first reached from a start, and one best path traced back.

Li, Kilgour and Hipel, "Status quo analysis in the graph model for conflict resolution", Journal of the
Operational Research Society 56 (2005): breadth first over (outcome, last mover).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from winset.game.game import Mask
from winset.game.steps import Mover, Steps

Kind = Literal["moves", "improvements"]
Counts = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Step:
    """One step of a path: from an outcome to another, who makes it, and which of them gain by it."""

    source: int
    target: int
    movers: Mover
    gains: tuple[bool, ...]  # in the order of movers

    @property
    def improves(self) -> bool:
        """Whether it is an improvement for everyone who makes it."""
        return all(self.gains)


@dataclass(frozen=True)
class Path:
    """A shortest path, and among those of its length one with the fewest steps that are not improvements."""

    kind: Kind
    target: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Evolution:
    """How every outcome is first reached: the fewest steps (-1: not), then the fewest that improve nothing.

    steps, against: ints `(rows, outcomes)`, over the states of `winset.game.steps`.
    """

    kind: Kind
    start: int
    steps: Counts
    against: Counts

    @cached_property
    def fewest(self) -> Counts:
        """The fewest steps to each outcome, `(outcomes,)`; -1 where it cannot be reached."""
        most = np.iinfo(np.int32).max
        fewest: Counts = np.where(self.steps < 0, most, self.steps).min(axis=0)
        return np.where(fewest == most, -1, fewest).astype(np.int32)

    def best_row(self, outcome: int) -> int:
        """The last mover of the best path to an outcome."""
        rows = np.flatnonzero(self.steps[:, outcome] == self.fewest[outcome])
        return int(rows[self.against[rows, outcome].argmin()])


def explore(
    steps: Steps,
    start: int,
    movers: Sequence[Mover],
    kind: Kind,
    most: int | None = None,
    until: Mask | None = None,
) -> Evolution:
    """Breadth first, layer by layer; within a layer what is reached against the fewest interests.

    most: no more layers than that. until: outcomes, and no further layer once one of them is reached.
    """
    taken = np.full((steps.rows, steps.game.outcomes), -1, dtype=np.int32)
    against = taken.copy()
    frontier: dict[int, Mask] = {0: steps.at(start)}
    taken[frontier[0]] = against[frontier[0]] = 0
    layer = 0
    while frontier and layer != most and not (until is not None and (taken[:, until] >= 0).any()):
        layer += 1
        reached: dict[int, Mask] = {}
        for cost in range(max(frontier) + 2):
            found = np.zeros(taken.shape, dtype=np.bool_)
            if cost in frontier:
                found |= steps.onward(frontier[cost], movers, improving=True)
            if kind == "moves" and cost - 1 in frontier:
                found |= steps.onward(frontier[cost - 1], movers, improving=False)
            found &= taken < 0
            taken[found], against[found] = layer, cost
            if found.any():
                reached[cost] = found
        frontier = reached
    return Evolution(kind, start, taken, against)


def trace(steps: Steps, evolution: Evolution, movers: Sequence[Mover], outcome: int) -> Path:
    """A best path to an outcome that can be reached, found backwards; single movers, low indices first."""
    found: list[Step] = []
    row, target = evolution.best_row(outcome), outcome
    while evolution.steps[row, target] > 0:
        row, step = _last_step(steps, evolution, movers, (row, target))
        found.append(step)
        target = step.source
    return Path(evolution.kind, outcome, tuple(reversed(found)))


def _last_step(
    steps: Steps, evolution: Evolution, movers: Sequence[Mover], state: tuple[int, int]
) -> tuple[int, Step]:
    """The last step of a best path to a state, and the row of the state before it."""
    row, target = state
    for mover in movers:
        rows, sources = steps.before(row, target, mover)
        gains = steps.gains(mover, sources, target)
        allowed = gains if evolution.kind == "improvements" else np.ones_like(gains)
        left = evolution.against[rows, sources] + ~gains == evolution.against[row, target]
        fits = np.flatnonzero(
            allowed & left & (evolution.steps[rows, sources] == evolution.steps[row, target] - 1)
        )
        if fits.size:
            source = int(sources[fits[0]])
            each = tuple(bool(steps.gains((party,), source, target)[0]) for party in mover)
            return int(rows[fits[0]]), Step(source, target, mover, each)
    raise AssertionError("every state but the first was reached from another")
