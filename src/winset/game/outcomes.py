"""Numbering outcomes: every combination of option levels has one index, and every feasible one an id.

The index is the mixed-radix number whose *first* option is the lowest digit (Howard 1971 writes an outcome as
one column of levels; the number reads that column). Ids count the feasible outcomes from 1 in index order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Outcomes:
    """All combinations of options with `levels[o]` levels each.

    Arrays over outcomes come in two shapes: flat, `(count,)`, and one axis per option, `shape`, the *last*
    option first, so that flattening gives index order. A condition on few options is cheap in the second
    shape, because arrays of one option broadcast:

    >>> outcomes = Outcomes((2, 3))
    >>> outcomes.flat(outcomes.level(1) >= 1).tolist()
    [False, False, True, True, True, True]
    >>> outcomes.levels_at(5), outcomes.index_of((1, 2))
    ((1, 2), 5)
    """

    levels: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(level < 1 for level in self.levels):
            raise ArgumentError(f"levels must be at least 1 for every option, not {self.levels}")

    @cached_property
    def count(self) -> int:
        """How many combinations there are."""
        return prod(self.levels)

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """How far the index moves when an option goes up one level."""
        return tuple(prod(self.levels[:option]) for option in range(len(self.levels)))

    @property
    def shape(self) -> tuple[int, ...]:
        """One axis per option, the last option first."""
        return self.levels[::-1]

    def level(self, option: int) -> npt.NDArray[np.int32]:
        """The level of an option, as an array that broadcasts against `shape`."""
        shape = [1] * len(self.levels)
        shape[len(self.levels) - 1 - option] = self.levels[option]
        return np.arange(self.levels[option], dtype=np.int32).reshape(shape)

    def flat(self, mask: npt.ArrayLike) -> Mask:
        """A condition over `shape` (or one that broadcasts to it) as an array of bool over indices."""
        return np.ascontiguousarray(np.broadcast_to(np.asarray(mask, dtype=np.bool_), self.shape)).reshape(-1)

    def levels_at(self, index: int) -> tuple[int, ...]:
        """The level of every option at an outcome."""
        if not 0 <= index < self.count:
            raise ArgumentError(f"outcome {index} does not exist: indices run from 0 to {self.count - 1}")
        rest, digits = int(index), []
        for level in self.levels:
            rest, digit = divmod(rest, level)
            digits.append(digit)
        return tuple(digits)

    def index_of(self, levels: Sequence[int]) -> int:
        """The index of the outcome with these levels."""
        if len(levels) != len(self.levels) or not all(0 <= x < top for x, top in zip(levels, self.levels)):
            raise ArgumentError(f"levels {tuple(levels)} do not fit options with {self.levels} levels")
        return sum(int(level) * stride for level, stride in zip(levels, self.strides))


def ids(feasible: Mask) -> npt.NDArray[np.int64]:
    """The id of every outcome, counting the feasible ones from 1 in index order; 0 where infeasible.

    >>> ids(np.array([True, False, True])).tolist()
    [1, 0, 2]
    """
    return np.where(feasible, np.cumsum(feasible, dtype=np.int64), 0)
