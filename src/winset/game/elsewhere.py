"""Values folded over moves and sequences with the start left out, for questions to which it would matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from winset.game.game import Game, Indices
from winset.game.moves import Moves

Numbers = npt.NDArray[np.int64]
Fold = Callable[[Numbers], Numbers]

LOWEST = int(np.iinfo(np.int64).min)
HIGHEST = int(np.iinfo(np.int64).max)


def best_elsewhere(moves: Moves, party: int, values: Numbers) -> Numbers:
    """The largest value over R_i(s), s itself left out; `LOWEST` where there is no move.

    The outcomes other than s differ from it in some binary digit of the party's choice: one fold for each
    digit and each of its two values, over the outcomes that have the other value.
    """
    choice, size = _choices(moves.game, party)
    best = np.full(moves.game.outcomes, LOWEST)
    for bit in range((size - 1).bit_length()):
        up = (choice >> bit & 1).astype(np.bool_)
        for side in (up, ~up):
            found = moves.best(party, np.where(side, LOWEST, values))
            best = np.where(side, np.maximum(best, found), best)
    return best if moves.game.feasible is None else np.where(moves.game.feasible, best, LOWEST)


def best_ahead(folds: Sequence[Fold], values: Numbers) -> Numbers:
    """The largest value at the ends of non-empty sequences of steps in which nobody makes two in a row.

    folds: for each mover, values to their largest over the outcomes one step of its leads to. `LOWEST`
    where there is no sequence. begun[k] is over the sequences that mover k begins; after its first step
    they end, or somebody else goes on.
    """
    nothing = np.full_like(values, LOWEST)
    begun = [nothing] * len(folds)
    changed = True
    while changed:
        changed = False
        for mover, fold in enumerate(folds):
            others = [found for other, found in enumerate(begun) if other != mover]
            found = fold(reduce(np.maximum, others, values))
            changed = changed or not np.array_equal(found, begun[mover])
            begun[mover] = found
    return reduce(np.maximum, begun, nothing)


def _choices(game: Game, party: int) -> tuple[Indices, int]:
    """A number for each outcome that differs wherever the party can move, and how many numbers there are."""
    index = np.arange(game.outcomes, dtype=np.int64)
    if game.is_graph:
        return index, game.outcomes
    return index // game.strides[party] % game.sizes[party], game.sizes[party]
