"""Comparisons between outcomes that nobody knows how a party makes.

Outcomes are sorted into classes so that whether a comparison is known depends only on the two classes. A
party's ranks say nothing about a comparison that is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from winset.errors import SizeError
from winset.game.elsewhere import LOWEST, Numbers, best_elsewhere
from winset.game.game import Mask
from winset.game.moves import Moves

MOST_CLASSES = 256

Pair = tuple[npt.ArrayLike, npt.ArrayLike]


@dataclass(frozen=True, eq=False)
class Doubts:
    """A party's unknown comparisons: each outcome's class, and for two classes whether theirs is unknown.

    >>> doubts = Doubts.between([([True, False, False], [False, True, True])], 3)
    >>> doubts.of(0).tolist(), doubts.of(1).tolist()
    ([False, True, True], [True, False, False])
    """

    kind: npt.NDArray[np.int64]
    unknown: Mask

    @classmethod
    def between(cls, pairs: Sequence[Pair], outcomes: int) -> Doubts:
        """Unknown is, for each pair of sets, every comparison of an outcome in one with one in the other.

        pairs: bool arrays over outcomes. Raises SizeError for pairs that divide the outcomes into too many
        classes.
        """
        if not pairs:
            return cls(np.zeros(outcomes, dtype=np.int64), np.zeros((1, 1), dtype=np.bool_))
        sides = np.array([np.asarray(side, dtype=np.bool_) for pair in pairs for side in pair])
        kinds, kind = np.unique(sides, axis=1, return_inverse=True)
        if kinds.shape[1] > MOST_CLASSES:
            raise SizeError(
                f"the unknown comparisons divide the outcomes into {kinds.shape[1]:,} classes, more than "
                f"{MOST_CLASSES}: name fewer or larger sets",
                outcomes,
            )
        one, other = kinds[0::2], kinds[1::2]
        unknown = (one[:, :, None] & other[:, None, :]).any(axis=0)
        return cls(kind.reshape(-1).astype(np.int64), unknown | unknown.T)

    @property
    def any(self) -> bool:
        """Whether any comparison is unknown."""
        return bool(self.unknown.any())

    def of(self, outcome: int) -> Mask:
        """The outcomes whose comparison with this one is unknown."""
        unknown: Mask = self.unknown[self.kind[outcome]][self.kind]
        unknown[outcome] = False
        return unknown

    def groups(self, one_by_one: bool) -> Iterator[tuple[Mask, Mask]]:
        """The outcomes class by class, each with those whose comparison with it is unknown.

        A class with unknown comparisons inside is given outcome by outcome when `one_by_one`; else its
        members count as unknown to themselves too.
        """
        for number, row in enumerate(self.unknown):
            members = self.kind == number
            if one_by_one and row[number]:
                for outcome in np.flatnonzero(members):
                    yield np.arange(members.size) == outcome, self.of(int(outcome))
            elif members.any():
                yield members, row[self.kind]


def towards(moves: Moves, party: int, doubts: Doubts) -> Callable[[Numbers], Numbers]:
    """The fold over a party's improvements and its moves to what it may or may not prefer, s left out."""

    def fold(values: Numbers) -> Numbers:
        best = moves.best_improvement(party, values)
        for members, unknown in doubts.groups(one_by_one=False):
            if unknown.any():
                found = best_elsewhere(moves, party, np.where(unknown, values, LOWEST))
                best = np.where(members, np.maximum(best, found), best)
        return best

    return fold
