"""Moves in option form: sorted fibres, walked as whole arrays.

A fibre of a party is the set of outcomes that differ only in its choice. Sorted once by the party's rank,
best first, a fibre answers every question about improvements by one running minimum or maximum. One-way
options split a party's moves into bundles, each with its own sorted fibres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import cycle

import numpy as np
import numpy.typing as npt

from winset.game.bundles import Bundle, bundles
from winset.game.game import Game, Indices, OneWay
from winset.game.moves import Values
from winset.game.processor import has_numba

PATIENCE = 2**26  # outcomes passed over, from which on importing the compiler costs less than going on
_WIDE = 256  # from this many fibres on, a step for all of them beats a walk along each


@dataclass(frozen=True)
class Ladder:
    """The fibres of a party, sorted, for one bundle of its moves.

    rungs: the outcomes that can be reached, `(targets, fibres)`, best for the party first. movers: the
    outcomes they can be reached from (None: every outcome). place: for each mover, the rungs strictly better
    for the party, counted, times the number of fibres, plus its fibre.
    """

    rungs: Indices
    movers: Indices | None
    place: Indices


class FibreMoves:
    """The moves of a game in option form; see `winset.game.moves.Moves`."""

    def __init__(self, game: Game, sort: Callable[[int], tuple[Ladder, ...]] | None = None) -> None:
        self.game = game
        self._digits = _digits(game)
        self._ladders = cache(sort or (lambda party: tuple(_ladders(game, party))))

    @staticmethod
    def memory(game: Game) -> int:
        """About how many bytes they take: an index for each rung and mover, and room to sort the fibres."""
        kept = 0
        for size, one_way in zip(game.sizes, game.one_way):
            rungs = sum(len(own.sources) + len(own.targets) for own in bundles(size, one_way))
            kept += game.outcomes // size * rungs * 8
        return kept + game.outcomes * 60

    def best(self, party: int, values: Values) -> Values:
        """The largest value over s and R_i(s)."""
        return self._spread(np.maximum, self._masked(values, lowest(values)), [party])

    def best_improvement(self, party: int, values: Values) -> Values:
        """The largest value over R_i^+(s); the type's lowest number where there is none."""
        return self._climb(
            np.maximum, self._masked(values, lowest(values)), np.full_like(values, lowest(values)), party
        )

    def worst_by_moves(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}(s).

        When everything is feasible the others' moves form a product, and one pass over their axes is enough.
        """
        if self.game.feasible is None:
            return self._spread(np.minimum, values, self._others(party))

        def step(worst: Values, mover: int) -> Values:
            return self._masked(self._spread(np.minimum, worst, [mover]), highest(values))

        settled = self._settle(self._masked(values, highest(values)), party, step)
        return self._searching.worst_by_moves(party, values) if settled is None else settled

    def worst_by_improvements(self, party: int, values: Values) -> Values:
        """The smallest value over s and R_{N-i}^+(s)."""

        def step(worst: Values, mover: int) -> Values:
            return self._climb(np.minimum, worst, worst, mover)

        settled = self._settle(self._masked(values, highest(values)), party, step)
        return self._searching.worst_by_improvements(party, values) if settled is None else settled

    @cached_property
    def _searching(self) -> FibreMoves:
        """The same moves, searched by compiled loops whose work does not grow with the length of a path."""
        from winset.game.packed import PackedMoves

        return PackedMoves(self.game)

    def _others(self, party: int) -> list[int]:
        return [other for other, size in enumerate(self.game.sizes) if other != party and size > 1]

    def _settle(self, worst: Values, party: int, step: Callable[[Values, int], Values]) -> Values | None:
        """Let the others pass values on in turn until a whole round changes nothing.

        A party's own step changes nothing when repeated, so the round ends before the one who changed
        something last. Paths may be so long that it pays to search instead, where there is a compiler: None.
        """
        others = self._others(party)
        steady = 0
        for number, mover in enumerate(cycle(others)):
            if number * self.game.outcomes > PATIENCE and has_numba():
                return None
            after = step(worst, mover)
            steady = steady + 1 if np.array_equal(after, worst) else 1
            worst = after
            if steady == len(others):
                break
        return worst

    def _masked(self, values: Values, identity: int) -> Values:
        """The values with a number that changes nothing in place of infeasible outcomes."""
        if self.game.feasible is None:
            return values
        return np.where(self.game.feasible, values, values.dtype.type(identity))

    def _spread(self, fold: np.ufunc, values: Values, movers: Sequence[int]) -> Values:
        """Fold the values over what these parties can choose: free digits whole, others from their end."""
        shape = tuple(levels for _, levels, _ in self._digits)
        spread = values.reshape(shape)
        for axis, (party, _, way) in enumerate(self._digits):
            if party not in movers:
                continue
            if way is None:
                spread = fold.reduce(spread, axis=axis, keepdims=True)
            elif way.down:
                spread = fold.accumulate(spread, axis=axis)
            else:
                spread = np.flip(fold.accumulate(np.flip(spread, axis), axis=axis), axis)
        return np.broadcast_to(spread, shape).reshape(-1)

    def _climb(self, fold: np.ufunc, values: Values, onto: Values, party: int) -> Values:
        """Fold the values over R_i^+(s), and with `onto`: running folds down the sorted fibres."""
        for ladder in self._ladders(party):
            steps, fibres = ladder.rungs.shape
            running = np.empty((steps + 1, fibres), dtype=values.dtype)
            running[0] = lowest(values) if fold is np.maximum else highest(values)
            if fibres < _WIDE:
                fold.accumulate(values[ladder.rungs], axis=0, out=running[1:])
            else:
                for step, rung in enumerate(values[ladder.rungs]):
                    fold(running[step], rung, out=running[step + 1])
            found = running.reshape(-1)[ladder.place]
            if ladder.movers is None:
                onto = fold(onto, found)
            else:
                onto = onto.copy()
                onto[ladder.movers] = fold(onto[ladder.movers], found)
        return onto


def lowest(values: Values) -> int:
    """The lowest number of the values' type: it changes no maximum."""
    return _limits(values.dtype)[0]


def highest(values: Values) -> int:
    """The highest number of the values' type: it changes no minimum."""
    return _limits(values.dtype)[1]


@cache
def _limits(kind: np.dtype[np.signedinteger]) -> tuple[int, int]:
    return int(np.iinfo(kind).min), int(np.iinfo(kind).max)


def _digits(game: Game) -> list[tuple[int, int, OneWay | None]]:
    """The outcome index as digits, highest first: whose, how many levels, which one-way option (if one)."""
    digits: list[tuple[int, int, OneWay | None]] = []
    for party, (size, one_way) in enumerate(zip(game.sizes, game.one_way)):
        below = 1
        for digit in one_way:
            digits += [(party, digit.stride // below, None), (party, digit.levels, digit)]
            below = digit.stride * digit.levels
        digits.append((party, size // below, None))
    return [digit for digit in reversed(digits) if digit[1] > 1]


def _ladders(game: Game, party: int) -> Iterator[Ladder]:
    """The sorted fibres of a party, bundle by bundle."""
    key = ~game.ranks[party]  # best first, without overflow
    if game.feasible is not None:
        key = np.where(game.feasible, key, highest(key)).astype(key.dtype)
    return ladders(key, (game.strides[party], game.sizes[party]), game.one_way[party])


def ladders(key: Values, shape: tuple[int, int], one_way: tuple[OneWay, ...]) -> Iterator[Ladder]:
    """Fibres sorted by a key, smallest first, bundle by bundle; shape: the party's stride and size."""
    stride, size = shape
    bases = np.arange(key.size, dtype=np.int64).reshape(-1, size, stride)[:, 0, :].reshape(-1, 1)
    for bundle in bundles(size, one_way):
        yield _ladder(key, bases, stride, bundle)


def _ladder(key: Values, bases: Indices, stride: int, bundle: Bundle) -> Ladder:
    """The fibres that begin at `bases`, sorted by key, for one bundle."""
    choices = np.union1d(bundle.sources, bundle.targets)
    order = np.argsort(key[bases + stride * choices], axis=1)  # the order of ties has no effect
    members = bases + stride * choices[order]
    target = _among(choices, bundle.targets)[order]
    better: Indices = np.cumsum(target, axis=1) - target
    tied = np.zeros(order.shape, dtype=np.bool_)
    tied[:, 1:] = np.diff(key[members], axis=1) == 0
    better = np.maximum.accumulate(np.where(tied, 0, better), axis=1)
    place = np.empty(key.size, dtype=np.int64)
    place[members] = better * len(bases) + np.arange(len(bases))[:, None]
    rungs = members[target].reshape(len(bases), -1).T.copy()
    if len(bundle.sources) == key.size // len(bases):
        return Ladder(rungs, None, place)
    movers = members[_among(choices, bundle.sources)[order]]
    return Ladder(rungs, movers, place[movers])


def _among(choices: Indices, some: Indices) -> npt.NDArray[np.bool_]:
    """Which of some ascending choices are among others."""
    found = np.zeros(choices.size, dtype=np.bool_)
    found[np.searchsorted(choices, some)] = True
    return found
