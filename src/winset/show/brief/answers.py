"""Everything a brief draws on: the analyses of one case, asked once, and the outcomes it puts first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.analysis.evolution import Path
from winset.analysis.paths import Paths, paths
from winset.analysis.stability import Stability, stability
from winset.analysis.stopping import Stopping, stopping
from winset.case.build import Built, build
from winset.case.model import Case
from winset.game.game import Indices
from winset.show.names import Names
from winset.show.strength import STRENGTHS, by_strength

FEW = 8  # outcomes a table shows side by side; more are told in families


@dataclass(frozen=True, eq=False)
class Answers:
    """One case with what the analyses say of it.

    strengths: for each outcome that holds, the place in `STRENGTHS` of how.
    """

    case: Case
    built: Built
    stability: Stability
    strengths: Mapping[int, int]

    @classmethod
    def of(cls, case: Case) -> Answers:
        """Ask of a case what every brief needs."""
        found = stability(case)
        return cls(case, build(case), found, by_strength(found.equilibria))

    @cached_property
    def names(self) -> Names:
        """The case's words."""
        return Names(self.built)

    @property
    def today(self) -> int | None:
        """The status quo's index, or None where the case has none."""
        return self.built.status_quo

    @cached_property
    def held(self) -> tuple[Indices, ...]:
        """For each kind in `STRENGTHS`, the outcomes that hold so and no stronger, ascending."""
        members = np.array(list(self.strengths), dtype=np.int64)
        kinds = np.array(list(self.strengths.values()), dtype=np.int64)
        return tuple(members[kinds == kind] for kind in range(len(STRENGTHS)))

    @cached_property
    def lasting(self) -> Indices:
        """The outcomes that hold in the parties' own interest, firm or guarded, ascending."""
        return np.sort(np.concatenate(self.held[:2]))

    @property
    def leading(self) -> Indices:
        """The outcomes the brief is about: those that last, or where there are none, those held by threat."""
        return self.lasting if self.lasting.size else self.held[2]

    def strength(self, index: int) -> int | None:
        """The place in `STRENGTHS` of how an outcome holds; None when it does not."""
        return self.strengths.get(index)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """At most eight leading outcomes to show one by one: the firm first, the nearest to today, the lowest."""

        steps = np.zeros(self.built.game.outcomes) if self.paths is None else self.paths.by_moves.fewest
        far = np.where(steps < 0, np.iinfo(np.int32).max, steps)
        kinds = np.concatenate([np.full(len(members), kind) for kind, members in enumerate(self.held)])
        members = np.concatenate(self.held)
        order = np.lexsort((members, far[members], kinds))
        return tuple(int(index) for index in members[order][: min(FEW, len(self.leading))])

    @cached_property
    def paths(self) -> Paths | None:
        """How the case can evolve from its status quo; None where it has none."""
        return None if self.today is None else paths(self.case, concepts=("nash",))

    @cached_property
    def roads(self) -> dict[int, Path]:
        """A shortest path to each outcome shown: by improvements where there is one, else by moves."""
        if self.paths is None:
            return {}
        found = {}
        for index in self.shown:
            id = self.built.id_of(index)
            path = self.paths.path(id, "improvements") or self.paths.path(id, "moves")
            if path is not None:
                found[index] = path
        return found

    @cached_property
    def target(self) -> int | None:
        """The outcome a change would lead to: the first shown that is not today's."""
        return next((index for index in self.shown if index != self.today), None)

    @cached_property
    def stopping(self) -> Stopping:
        """Who can stop each outcome shown."""
        return stopping(self.case, [self.built.id_of(index) for index in self.shown])
