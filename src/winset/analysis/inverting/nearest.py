"""The nearest preferences under which a target is stable: the fewest adjacent swaps, or statements moved.

The distance between two rankings is the number of pairs of outcomes they compare differently; for strict
rankings that is the fewest swaps of neighbours that turn one into the other (Kendall). A condition only
says which outcomes the target must be at least as good as, and the more of them the better. So nothing is
nearer than to lift the target past what it must pass, and past what lies between, and leave all else as it
is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import perm

import numpy as np
import numpy.typing as npt

from winset.analysis.inverting.conditions import Condition
from winset.case.model import Statements
from winset.game.game import Game
from winset.game.graph import GraphGame
from winset.game.moves import Moves, Values

MOST_ORDERS = 20_000  # orders of statements tried

Row = npt.NDArray[np.int64]


def swaps_needed(moves: Moves, party: int, concept: str) -> Row:
    """For every outcome, the fewest swaps in a party's ranking that make it stable for it; 0 where it is.

    The others' preferences stay as they are. For infeasible outcomes the number means nothing.
    """
    ranks = moves.game.ranks[party]
    needed = moves.best(party, np.minimum(ranks, _deterred_to(moves, party, concept)))
    exists = np.ones(ranks.size, dtype=np.bool_) if moves.game.feasible is None else moves.game.feasible
    ordered = np.sort(ranks[exists])
    below = np.searchsorted(ordered, ranks, side="left")
    upto = np.searchsorted(ordered, needed, side="right")
    return np.where(needed <= ranks, 0, upto - below - 1)


def _deterred_to(moves: Moves, party: int, concept: str) -> Values:
    """The worst the others can hold the party down to after each outcome, by the concept's sanctions."""
    ranks: Values = moves.game.ranks[party]
    feared = moves.best(party, ranks) if concept in ("smr", "sseq") else ranks
    if concept == "nash":
        return ranks
    if concept in ("seq", "sseq"):
        return moves.worst_by_improvements(party, feared)
    return moves.worst_by_moves(party, feared)


def lifted(ranks: npt.ArrayLike, target: int, past: float) -> Row:
    """A ranking with the target lifted just above every outcome of a rank or less, if it is not there."""
    row = 2 * np.asarray(ranks, dtype=np.int64)
    row[target] = max(int(row[target]), 2 * int(past) + 1)
    return row


def distance(one: npt.ArrayLike, other: npt.ArrayLike) -> int:
    """How many pairs of outcomes two rankings compare differently.

    >>> distance([1, 2, 3], [3, 1, 2]), distance([1, 1, 2], [1, 2, 2])
    (2, 2)
    """
    first, second = (np.asarray(row) for row in (one, other))
    signs = (np.sign(np.subtract.outer(row, row)) for row in (first, second))
    return int(np.count_nonzero(np.not_equal(*signs))) // 2


@dataclass(frozen=True)
class StatementMoves:
    """An order of a party's statements, by their places in its own order, that meets a condition.

    moved: the places of those taken out and put in elsewhere, the fewest that do. None of `order` and
    `moved` when none was found among the orders tried; `complete` says whether fewer moves, or any at all,
    are ruled out.
    """

    order: tuple[int, ...] | None
    moved: tuple[int, ...] | None
    complete: bool


def fewest_statements(condition: Condition, preference: Statements) -> StatementMoves:
    """The fewest of a party's ordered statements to be moved for a condition to be met, in 20,000 orders."""
    built, target = condition.question.built, condition.target
    places = range(len(preference.statements))
    asked = np.array([target, *condition.outcomes], dtype=np.int64)
    truth = np.array(
        [built.masks(one.that)[asked] for one in preference.statements] if built is not None else [],
        dtype=np.int8,
    ).reshape(-1, asked.size)
    position = {int(x): k for k, x in enumerate(asked)}
    tried = 0
    for count in range(len(places) + 1):
        if tried + perm(len(places), count) > MOST_ORDERS:
            return StatementMoves(None, None, False)
        for moved in combinations(places, count):
            for order in _orders(places, moved):
                tried += 1
                if _met(condition, truth[list(order)], position):
                    return StatementMoves(order, moved, True)
    return StatementMoves(None, None, True)


def _orders(places: Sequence[int], moved: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The orders that keep all but the moved ones as they stand."""
    kept = [place for place in places if place not in moved]
    for slots in combinations(places, len(moved)):
        for put in permutations(moved):
            rest, placed = iter(kept), dict(zip(slots, put))
            yield tuple(placed[slot] if slot in placed else next(rest) for slot in places)


def _met(condition: Condition, truth: npt.NDArray[np.int8], position: dict[int, int]) -> bool:
    """Whether statements in this order, as rows of truth, rank the target as the condition asks."""
    differs = truth[:, :1] - truth  # 1 where the target makes true what the other does not
    first = (differs != 0).argmax(axis=0)
    better = (
        differs[first, np.arange(truth.shape[1])] if truth.size else np.zeros(len(position), dtype=np.int8)
    )
    return all(
        any(all(better[position[x]] >= 0 for x in alternative) for alternative in clause.alternatives)
        for clause in condition.clauses
    )


def with_ranks(game: Game, ranks: npt.ArrayLike) -> Game:
    """The game with other ranks, all else as it is."""
    if isinstance(game, GraphGame):
        moves = [[game.moves(party, s) for s in range(game.outcomes)] for party in range(len(game.parties))]
        return Game.graph(moves, ranks, game.parties)
    return Game(game.sizes, ranks, game.feasible, game.one_way, game.parties)
