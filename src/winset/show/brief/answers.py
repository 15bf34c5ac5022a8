"""Everything a brief draws on: the analyses of one case, asked once, and the outcomes it puts first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.evolution import Path
from winset.analysis.families import Family, families
from winset.analysis.paths import Paths, paths
from winset.analysis.stability import Stability, stability
from winset.analysis.stopping import Stopping, stopping
from winset.case.build import Built, build
from winset.case.model import Case
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Indices
from winset.show.names import Names
from winset.show.strength import STRENGTHS, by_strength

if TYPE_CHECKING:
    from winset.analysis.influence import Influence
    from winset.analysis.robustness import Robustness
    from winset.analysis.unlock import Unlock

FEW = 8  # outcomes a table shows side by side; more are told in families
MOST_FAMILIES = 6  # of one kind
MOST_WORK = 2_000_000  # variants times outcomes that a brief looks at whole
QUICK = 1_000_000  # of that, what takes no longer than the rest of a brief
SAMPLES = 1024  # variants where they are more
LARGEST = 20_000  # outcomes of a case whose variants a brief looks at


@dataclass(frozen=True, eq=False)
class Answers:
    """One case with what the analyses say of it.

    strengths: for each outcome that holds, the place in `STRENGTHS` of how. doubted: whether to ask of the
    case's variants too where that takes longer than all else.
    """

    case: Case
    built: Built
    stability: Stability
    strengths: Mapping[int, int]
    doubted: bool = True

    @classmethod
    def of(
        cls, case: Case, doubted: bool = True, progress: Callable[[int, int], object] | None = None
    ) -> Answers:
        """Ask of a case what every brief needs; `progress` is told of the stability analysis."""
        found = stability(case, progress=progress)
        return cls(case, build(case), found, by_strength(found.equilibria), doubted)

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

    @property
    def gathered(self) -> bool:
        """Whether the leading outcomes are too many to show one by one and are told in families."""
        return len(self.leading) > FEW and not self.case.is_graph

    def families(self, members: Indices, most: int = MOST_FAMILIES) -> tuple[Family, ...]:
        """A set of outcomes in a few families; none in graph form, whose outcomes have no levels."""
        sizes = [len(option.levels) for option in self.case.options]
        return families(members, self.built.indices, sizes, most) if sizes else ()

    @cached_property
    def families_held(self) -> tuple[tuple[Family, ...], ...]:
        """For each kind in `STRENGTHS`, its outcomes in families."""
        return tuple(self.families(members) for members in self.held)

    @cached_property
    def stands_for(self) -> dict[int, Family]:
        """Where outcomes are gathered, for each family of them the member nearest to the present one."""
        if not self.gathered:
            return {}
        kinds = (0, 1) if self.lasting.size else (2,)
        told = [family for kind in kinds for family in self.families_held[kind]]
        return {min(family.members, key=self._order): family for family in told[:FEW]}

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The leading outcomes told, for themselves or their family: the firm first, then the nearest."""
        chosen = self.stands_for or self.leading.tolist()
        return tuple(sorted(chosen, key=self._order)[:FEW])

    def _order(self, index: int) -> tuple[int, int, int]:
        """Firm before guarded, then by steps from the present outcome, out of reach last, then by index."""
        steps = 0 if self.paths is None else int(self.paths.by_moves.fewest[index])
        return self.strengths[index], steps if steps >= 0 else len(self.built.indices), index

    @cached_property
    def paths(self) -> Paths | None:
        """How the case can evolve from its status quo; None where it has none."""
        return None if self.today is None else paths(self.case, concepts=("nash",))

    @cached_property
    def roads(self) -> dict[int, Path]:
        """A shortest path to each outcome shown: by improvements where there is one, else by moves."""
        if self.paths is None:
            return {}
        found = {index: _best_path(self.paths, self.built.id_of(index)) for index in self.shown}
        return {index: path for index, path in found.items() if path is not None}

    def road_alone(self, index: int) -> Path | None:
        """A shortest path to an outcome on which nobody moves jointly; None where there is none."""
        return _best_path(self._paths_alone, self.built.id_of(index))

    @cached_property
    def _paths_alone(self) -> Paths:
        return paths(self.case, coalitions=(), concepts=("nash",))

    @cached_property
    def target(self) -> int | None:
        """The outcome a change would lead to: of those shown the first that steps lead to which all serve."""
        others = [index for index in self.shown if index != self.today]
        willing = [
            k for k in others if k in self.roads and all(step.improves for step in self.roads[k].steps)
        ]
        return next(iter(willing or others), None)

    @cached_property
    def stopping(self) -> Stopping:
        """Who can stop each outcome shown."""
        return stopping(self.case, [self.built.id_of(index) for index in self.shown])

    @cached_property
    def unlocking(self) -> Unlock | None:
        """What would let the target in and hold; None without a target or a deal, or in too large a case."""
        from winset.analysis.unlock import unlock

        case = self.case
        if case.target is None or case.deal is None or self.built.game.outcomes > LARGEST:
            return None
        try:
            return unlock(case, str(case.target))
        except (ArgumentError, UndefinedError):  # every such outcome is excluded, or there is no fallback
            return None

    @cached_property
    def uncertain(self) -> bool:
        """Whether anything in the case may be one way or another."""
        from winset.case.uncertain.uncertainty import uncertainty

        return bool(uncertainty(self.case).groups)

    @property
    def variants_asked(self) -> bool:
        """Whether the case's variants are looked at: where there are any, where asked to or quick, not too large."""
        return (
            (self.doubted or self._work <= QUICK) and self.uncertain and self.built.game.outcomes <= LARGEST
        )

    @cached_property
    def sure(self) -> Robustness | None:
        """What holds over the case's variants; None where they are not looked at."""
        if not self.variants_asked:
            return None
        from winset.analysis.robustness import robustness

        return robustness(self.case, None, ("nash", "seq"), self._samples)

    @cached_property
    def hangs(self) -> Influence | None:
        """What the target's holding firm hangs on, else its holding in the parties' interest, if on anything.

        None where the case names no target or its variants are not looked at.
        """
        from winset.analysis.influence import influence

        if self.sure is None or self.case.target is None:
            return None
        concept = next((c for c in ("nash", "seq") if 0 < self.sure.holds(c).best < 1), None)
        return influence(self.case, None, concept, self._samples) if concept else None

    @cached_property
    def _work(self) -> int:
        """Variants times outcomes."""
        from winset.case.uncertain.uncertainty import uncertainty

        return uncertainty(self.case).variants * self.built.game.outcomes

    @property
    def _samples(self) -> int | None:
        return SAMPLES if self._work > MOST_WORK else None


def _best_path(found: Paths, outcome: str) -> Path | None:
    """A shortest path by improvements where there is one, else by moves."""
    return found.path(outcome, "improvements") or found.path(outcome, "moves")
