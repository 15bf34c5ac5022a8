"""Moves in option form: sorted fibres, walked as whole arrays.

A fibre of a party is the set of outcomes that differ only in its choice. Sorted once by the party's rank, best
first, a fibre answers every question about improvements by one running minimum or maximum. One-way options split a
party's choices into classes: from a class only choices at or beyond it can be reached, so each class has its own
sorted list of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from winset.game.game import Game, Indices, OneWay
from winset.game.moves import Values


@dataclass(frozen=True)
class Ladder:
    """Sorted fibres of a party, for the outcomes of one class of its choices.

    rungs: outcomes that can be reached, `(reachable choices, fibres)`, best for the party first. movers: the outcomes of the class
    (all of them when None). place: for each mover, how many rungs are strictly better, times fibres, plus its fibre.
    """

    rungs: Indices
    movers: Indices | None
    place: Indices


class FibreMoves:
    """The moves of a game in option form; see `winset.game.moves.Moves`."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._ladders = cache(lambda party: tuple(_ladders(game, party)))

    def best(self, party: int, values: Values) -> Values:
        """The largest value over s and R_i(s)."""
        return self._spread(np.maximum, self._masked(values, lowest(values)), party)

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s); the type's lowest number where there is none."""
        best = np.full_like(values, lowest(values))
        self._climb(np.maximum, self._masked(values, lowest(values)), best, party)
        return best

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s)."""
        others = self._others(party)
        worst = self._masked(values, highest(values))
        steady = 0
        for mover in _rounds(others):
            before, worst = worst, self._masked(self._spread(np.minimum, worst, mover), highest(values))
            steady = steady + 1 if np.array_equal(before, worst) else 1
            if steady >= len(others):
                break
        return worst

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""
        others = self._others(party)
        worst = self._masked(values, highest(values)).copy()
        steady = 0
        for mover in _rounds(others):
            before = worst.copy()
            self._climb(np.minimum, before, worst, mover)
            steady = steady + 1 if np.array_equal(before, worst) else 1
            if steady >= len(others):
                break
        return worst

    def _others(self, party: int) -> list[int]:
        return [other for other in range(len(self.game.parties)) if other != party and self.game.sizes[other] > 1]

    def _masked(self, values: Values, identity: int) -> Values:
        """The values with a number that changes nothing in place of infeasible outcomes."""
        return values if self.game.feasible is None else np.where(self.game.feasible, values, values.dtype.type(identity))

    def _spread(self, fold: np.ufunc, values: Values, party: int) -> Values:
        """Fold the values over s and R_i(s): whole axes at once, ordered ones from their far end."""
        stride, size = self.game.strides[party], self.game.sizes[party]
        digits = _digits(size, self.game.one_way[party])
        shape = (-1, *(levels for levels, _ in reversed(digits)), stride)
        spread = values.reshape(shape)
        for axis, (_, way) in zip(range(len(digits), 0, -1), digits):
            if way is None:
                spread = np.broadcast_to(fold.reduce(spread, axis=axis, keepdims=True), spread.shape)
            else:
                ahead = spread if way.down else np.flip(spread, axis)
                spread = fold.accumulate(ahead, axis=axis)
                spread = spread if way.down else np.flip(spread, axis)
        return spread.reshape(-1)

    def _climb(self, fold: np.ufunc, values: Values, into: Values, party: int) -> None:
        """Fold the values over R_i^+(s) into another array: running folds down the sorted fibres."""
        for ladder in self._ladders(party):
            steps, fibres = ladder.rungs.shape
            running = np.empty((steps + 1, fibres), dtype=values.dtype)
            running[0] = lowest(values) if fold is np.maximum else highest(values)
            fold.accumulate(values[ladder.rungs], axis=0, out=running[1:])
            found = running.reshape(-1)[ladder.place]
            if ladder.movers is None:
                fold(into, found, out=into)
            else:
                into[ladder.movers] = fold(into[ladder.movers], found)


def lowest(values: Values) -> int:
    """The lowest number of the values' type: it changes no maximum."""
    return int(np.iinfo(values.dtype).min)


def highest(values: Values) -> int:
    """The highest number of the values' type: it changes no minimum."""
    return int(np.iinfo(values.dtype).max)


def _rounds(others: list[int]) -> Iterator[int]:
    """The others in turn, again and again; nobody when there are none."""
    while others:
        yield from others


def _digits(size: int, one_way: tuple[OneWay, ...]) -> list[tuple[int, OneWay | None]]:
    """A joint choice as digits, lowest first: levels, and the one-way option it is (None: free)."""
    digits: list[tuple[int, OneWay | None]] = []
    below = 1
    for digit in one_way:
        digits += [(digit.stride // below, None), (digit.levels, digit)]
        below = digit.stride * digit.levels
    return [*digits, (size // below, None)]


def _classes(size: int, one_way: tuple[OneWay, ...]) -> Iterator[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]:
    """For each class of choices: which choices are in it, and which can be reached from it."""
    choices = np.arange(size)
    levels = [choices // digit.stride % digit.levels for digit in one_way]
    for here in product(*(range(digit.levels) for digit in one_way)):
        inside = np.ones(size, dtype=np.bool_)
        ahead = np.ones(size, dtype=np.bool_)
        for level, start, digit in zip(levels, here, one_way):
            inside &= level == start
            ahead &= (level <= start) if digit.down else (level >= start)
        yield inside, ahead


def _ladders(game: Game, party: int) -> Iterator[Ladder]:
    """The sorted fibres of a party, class by class."""
    stride, size = game.strides[party], game.sizes[party]
    bases = np.arange(game.outcomes, dtype=np.int64).reshape(-1, size, stride)[:, 0, :].reshape(-1)
    key = ~game.ranks[party]  # best first, without overflow
    if game.feasible is not None:
        key = np.where(game.feasible, key, highest(key)).astype(key.dtype)
    for inside, ahead in _classes(size, game.one_way[party]):
        yield _ladder(key, bases, stride * np.flatnonzero(ahead), None if inside.all() else inside[ahead])


def _ladder(key: Values, bases: Indices, steps: Indices, inside: npt.NDArray[np.bool_] | None) -> Ladder:
    """The fibres at `bases` sorted by key over the given steps; `inside` says which steps are movers."""
    members = bases[:, None] + steps
    order = np.argsort(key[members], axis=1, kind="stable")
    rungs = np.take_along_axis(members, order, axis=1).T.copy()
    sorted_key = key[rungs]
    fresh = np.ones(rungs.shape, dtype=np.bool_)
    fresh[1:] = sorted_key[1:] != sorted_key[:-1]
    better = np.maximum.accumulate(np.where(fresh, np.arange(len(rungs))[:, None], 0), axis=0)
    place = np.empty(key.size, dtype=np.int64)
    place[rungs] = better * len(bases) + np.arange(len(bases))
    if inside is None:
        return Ladder(rungs, None, place)
    movers = (bases[:, None] + steps[inside]).reshape(-1)
    return Ladder(rungs, movers, place[movers])
