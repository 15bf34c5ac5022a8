"""Reasons: why an outcome is stable for a party or a coalition, or is not, in the case's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from winset.analysis.evolution import Kind, Path, Step, explore, trace
from winset.analysis.question import Question
from winset.game.game import Game, Indices, Mask
from winset.game.joint import existing, others
from winset.game.steps import Mover, Steps


@dataclass(frozen=True, eq=False, repr=False)
class Reason:
    """The reason for one verdict: on which outcome, whose, under which concept, and why, in sentences."""

    question: Question
    outcome: int
    who: Mover
    concept: str
    stable: bool
    because: tuple[str, ...]

    def __str__(self) -> str:
        verdict = "" if self.stable else "not "
        who = self.question.together(self.who)
        head = f"{self.question.label(self.outcome)} is {verdict}stable for {who} under {self.concept}."
        return "\n".join([head, *(f"  {line}" for line in self.because)])

    def __repr__(self) -> str:
        return str(self)

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready data."""
        return {
            "outcome": self.question.id(self.outcome),
            "parties": [self.question.game.parties[party] for party in self.who],
            "concept": self.concept,
            "stable": self.stable,
            "because": list(self.because),
        }


def told(question: Question, steps: Iterable[Step]) -> str:
    """Steps as one line: from, to and who moves."""
    label = question.label
    return ", ".join(
        f"{label(step.source)} → {label(step.target)} ({question.together(step.movers)})" for step in steps
    )


def answer(game: Game, members: Mover, start: int, kind: Kind, deterring: Mask) -> Path | None:
    """A shortest way for all but the members to go from an outcome to a deterring one, or None."""
    walk = Steps(game)
    movers = [(party,) for party in others(game, members)]
    evolution = explore(walk, start, movers, kind)
    ends = np.flatnonzero(deterring & existing(game) & (evolution.fewest > 0))
    if not ends.size:
        return None
    return trace(walk, evolution, movers, int(ends[evolution.fewest[ends].argmin()]))


def shortest(
    game: Game, movers: Iterable[int], start: int, steps: Callable[[int, int], Indices], deterring: Mask
) -> tuple[Step, ...] | None:
    """A shortest sequence of steps of any kind to a deterring outcome, nobody making two in a row; or None.

    steps: a party and an outcome to the outcomes one step of its leads to.
    """
    parties = tuple(movers)
    ways: dict[tuple[int, int], tuple[Step, ...]] = {(start, -1): ()}
    waiting = list(ways)
    for here, last in waiting:
        for party in parties:
            for there in steps(party, here).tolist() if party != last else ():
                if (there, party) not in ways:
                    gain = bool(game.ranks[party, there] > game.ranks[party, here])
                    ways[there, party] = (*ways[here, last], Step(here, there, (party,), (gain,)))
                    if deterring[there]:
                        return ways[there, party]
                    waiting.append((there, party))
    return None
