"""Formulas as boolean arrays over the outcomes of a case.

An outcome's index is the mixed-radix number over option levels whose first option is the lowest digit,
feasible or not. The graph form has one pseudo-option, `outcome`, whose levels are the ids in the order
listed, so that both forms are one form here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from winset.case.formulas.formula import Atom, Formula, holds, truth
from winset.case.model import Case
from winset.game.outcomes import Outcomes

Mask = npt.NDArray[np.bool_]

OUTCOME = "outcome"
"""The pseudo-option of the graph form."""


def levels_of(case: Case) -> dict[str, tuple[str, ...]]:
    """The levels of each option, in order; in graph form, the ids of the outcomes."""
    if case.is_graph:
        return {OUTCOME: tuple(case.outcomes)}
    return {option.id: option.levels for option in case.options}


def vocabulary(case: Case) -> Mapping[str, Collection[str]]:
    """What a formula of a case may name, for `winset.case.formulas.names.unknown_names`: outcomes have no order."""
    return {OUTCOME: dict.fromkeys(case.outcomes).keys()} if case.is_graph else levels_of(case)


@dataclass(frozen=True)
class Masks:
    """Every combination of the options' `levels`, and where among them a formula is true.

    >>> from winset.case.formulas.formula import parse
    >>> masks = Masks({"build": ("no", "yes"), "toll": ("none", "low", "high")})
    >>> masks.mask(parse("build -> toll = high")).tolist()
    [True, False, True, False, True, True]
    """

    levels: Mapping[str, tuple[str, ...]]

    @cached_property
    def outcomes(self) -> Outcomes:
        """The numbering of the combinations."""
        return Outcomes(tuple(len(levels) for levels in self.levels.values()))

    @cached_property
    def _position(self) -> dict[str, int]:
        return {option: position for position, option in enumerate(self.levels)}

    def mask(self, formula: Formula) -> Mask:
        """Where a formula is true, `(outcomes.count,)`; worked out over the options it mentions only."""
        return self.outcomes.flat(self.compact(formula))

    def compact(self, formula: Formula) -> Any:
        """Where a formula is true, as an array that broadcasts against `outcomes.shape`."""
        return truth(formula, self._atom)

    def _atom(self, atom: Atom) -> Any:
        return holds(atom, self.outcomes.level(self._position[atom.option]), self.levels[atom.option])

    def at(self, index: int) -> dict[str, str]:
        """The level of each option at an index."""
        digits = self.outcomes.levels_at(index)
        return {option: levels[digit] for (option, levels), digit in zip(self.levels.items(), digits)}

    def index_of(self, levels: Mapping[str, str]) -> int:
        """The index of the combination with these levels, one for every option."""
        return self.outcomes.index_of([order.index(levels[option]) for option, order in self.levels.items()])
