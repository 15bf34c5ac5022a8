"""Roads from today: the steps to an outcome, who takes each and whether that serves them."""

from __future__ import annotations

from dataclasses import dataclass

from winset.case.model import Case
from winset.game.game import Indices


@dataclass(frozen=True)
class Step:
    """One move: the movers' indices (several move jointly), from where to where, and whether all of them gain."""

    movers: tuple[int, ...]
    source: int
    target: int
    gains: bool


@dataclass(frozen=True)
class Road:
    """The shortest road to an outcome; `willing` when every step serves those who take it."""

    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """How many steps it takes."""
        return len(self.steps)

    @property
    def willing(self) -> bool:
        """Whether every step serves whoever takes it."""
        return all(step.gains for step in self.steps)

    @property
    def movers(self) -> tuple[int, ...]:
        """Everybody who moves on it, in the order of their first move."""
        return tuple(dict.fromkeys(mover for step in self.steps for mover in step.movers))


def roads(case: Case, targets: Indices) -> dict[int, Road]:
    """The shortest road to each target that can be reached."""
    # trial: breadth-first, single movers, improvements first
    from winset.case.build import build

    built = build(case)
    game = built.game
    out = {}
    for improving in (True, False):
        seen = {built.status_quo: ()}
        queue = [built.status_quo]
        for s in queue:
            for p in range(len(game.parties)):
                for t in (game.improvements if improving else game.moves)(p, s):
                    t = int(t)
                    if t not in seen:
                        seen[t] = seen[s] + (Step((p,), s, t, bool(game.ranks[p, t] > game.ranks[p, s])),)
                        queue.append(t)
        for t in targets:
            if int(t) in seen and int(t) not in out:
                out[int(t)] = Road(seen[int(t)])
    return out
