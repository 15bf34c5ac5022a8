"""A game: who can move between which outcomes, and how each party ranks them. Arrays, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import prod
from reprlib import repr as short
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.errors import ArgumentError
from winset.game.preferences import dense, smallest

if TYPE_CHECKING:
    from winset.game.graph import GraphGame

Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True)
class OneWay:
    """A one-way option inside a party's joint choice: the digit `choice // stride % levels` never decreases.

    With `down` it never increases instead.
    """

    stride: int
    levels: int
    down: bool = False


class Game:
    """A graph model in option form (Howard 1971; Fang, Hipel and Kilgour 1993), as arrays.

    Party i has `sizes[i]` joint choices of its options. An outcome is one joint choice of every party; its
    index is the mixed-radix number over `sizes` whose *first* party is the lowest digit. Party i moves
    between two feasible outcomes that differ only in its own choice, if no one-way option of its goes back.

    sizes: joint choices of each party. ranks: integers `(parties, outcomes)`, larger is better, equal is
    indifferent; kept in the smallest type that holds them, and not copied when they are in it already.
    feasible: bool `(outcomes,)`; None when every combination exists. one_way: for each party, its `OneWay`
    digits. parties: names; "1", "2", ... by default. Raises ArgumentError for anything that does not fit
    together.

    >>> dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> dilemma.outcomes, dilemma.moves(1, 0).tolist(), dilemma.improvements(1, 0).tolist()
    (4, [2], [2])
    """

    is_graph = False

    def __init__(
        self,
        sizes: Sequence[int],
        ranks: npt.ArrayLike,
        feasible: npt.ArrayLike | None = None,
        one_way: Sequence[Sequence[OneWay]] | None = None,
        parties: Sequence[str] | None = None,
    ) -> None:
        self.sizes = _checked_sizes(sizes)
        self.outcomes = prod(self.sizes)
        self.parties = checked_parties(parties, len(self.sizes))
        self.ranks = checked_ranks(ranks, (len(self.sizes), self.outcomes), f"sizes {self.sizes}")
        self.feasible = _checked_feasible(feasible, self.outcomes)
        self.one_way = _checked_one_way(one_way, self.sizes)

    @classmethod
    def graph(
        cls,
        moves: Sequence[Sequence[Iterable[int]]],
        ranks: npt.ArrayLike,
        parties: Sequence[str] | None = None,
    ) -> GraphGame:
        """A game in graph form: `moves[i][s]` lists the outcomes party i can move to from s.

        >>> Game.graph([[[1], []], [[], [0]]], [[0, 1], [1, 0]]).moves(0, 0).tolist()
        [1]
        """
        from winset.game.graph import GraphGame

        return GraphGame(moves, ranks, parties)

    @property
    def strides(self) -> tuple[int, ...]:
        """How far the outcome index moves when a party goes to its next joint choice."""
        return tuple(prod(self.sizes[:party]) for party in range(len(self.sizes)))

    def choice(self, party: int, outcome: int) -> int:
        """The joint choice of a party at an outcome."""
        return outcome // self.strides[party] % self.sizes[party]

    def fibre(self, party: int, outcome: int) -> Indices:
        """Every combination, feasible or not, that differs from an outcome in this party's choice at most."""
        stride = self.strides[party]
        base = outcome - self.choice(party, outcome) * stride
        return base + stride * np.arange(self.sizes[party], dtype=np.int64)

    def moves(self, party: int, outcome: int) -> Indices:
        """R_i(s): the outcomes a party can reach in one move, in index order; none from an infeasible one."""
        self._check_place(party, outcome)
        fibre = self.fibre(party, outcome)
        allowed = fibre != outcome
        if self.feasible is not None:
            allowed &= self.feasible[fibre] & self.feasible[outcome]
        choices, here = np.arange(self.sizes[party]), self.choice(party, outcome)
        for digit in self.one_way[party]:
            change = choices // digit.stride % digit.levels - here // digit.stride % digit.levels
            allowed &= (change <= 0) if digit.down else (change >= 0)
        moves: Indices = fibre[allowed]
        return moves

    def improvements(self, party: int, outcome: int) -> Indices:
        """R_i^+(s): the moves to outcomes the party strictly prefers, in index order."""
        reached = self.moves(party, outcome)
        better: Indices = reached[self.ranks[party, reached] > self.ranks[party, outcome]]
        return better

    def exists(self, outcome: int) -> bool:
        """Whether an outcome is feasible."""
        return self.feasible is None or bool(self.feasible[outcome])

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the whole game: equal games, whatever integer type they came in, share it."""
        form = repr((self.sizes, self.one_way, self.parties))
        return fingerprint(form, self.ranks, *(() if self.feasible is None else (self.feasible,)))

    def _check_place(self, party: int, outcome: int) -> None:
        if not 0 <= party < len(self.parties):
            raise ArgumentError(
                f"party {party} does not exist: parties run from 0 to {len(self.parties) - 1}"
            )
        if not 0 <= outcome < self.outcomes:
            raise ArgumentError(
                f"outcome {outcome} does not exist: outcomes run from 0 to {self.outcomes - 1}"
            )

    def __repr__(self) -> str:
        form = "graph form" if self.is_graph else f"sizes {self.sizes}"
        return f"<{type(self).__name__} of {len(self.parties)} parties, {self.outcomes} outcomes, {form}>"


def fingerprint(form: str, *arrays: npt.NDArray[np.generic]) -> str:
    """The SHA-256 of a description and arrays, the arrays in index order and little-endian."""
    seen = sha256(form.encode())
    for array in arrays:
        seen.update(str(array.dtype).encode())
        seen.update(np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).data)
    return seen.hexdigest()


def _checked_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """The sizes as plain integers."""
    if isinstance(sizes, str) or not isinstance(sizes, Iterable):
        raise ArgumentError(f"sizes must list the number of joint choices of each party, not {short(sizes)}")
    given = tuple(sizes)
    if not given or not all(isinstance(size, (int, np.integer)) and size >= 1 for size in given):
        raise ArgumentError(
            f"sizes must be one whole number of at least 1 for each party, not {short(given)}"
        )
    return tuple(int(size) for size in given)


def checked_parties(parties: Sequence[str] | None, count: int) -> tuple[str, ...]:
    """The names of the parties, "1", "2", ... when none are given."""
    if parties is None:
        return tuple(str(party + 1) for party in range(count))
    names = () if isinstance(parties, str) or not isinstance(parties, Iterable) else tuple(parties)
    if len(names) != count or not all(isinstance(name, str) for name in names):
        raise ArgumentError(f"parties must be {count} names, one for each party, not {short(parties)}")
    if len(set(names)) != count:
        raise ArgumentError(f"parties must have different names, not {short(names)}")
    return names


def checked_ranks(ranks: npt.ArrayLike, shape: tuple[int, int], form: str) -> Ranks:
    """The ranks as a read-only array of the smallest integer type; `form` says what gave the shape."""
    try:
        array = np.asarray(ranks)
    except ValueError:
        raise ArgumentError("ranks must have one row for each party, all rows equally long") from None
    if array.shape != shape:
        raise ArgumentError(
            f"ranks must have shape {shape} (parties, outcomes) to go with {form}, not {array.shape}: "
            "one row for each party, one integer for each outcome"
        )
    if array.dtype.kind not in "iu":
        raise ArgumentError(
            f"ranks must be integers, not {array.dtype}; winset.game.preferences.dense makes ranks of numbers"
        )
    if array.dtype.itemsize == 8 and (int(array.max()) >= 2**31 or int(array.min()) < -(2**31)):
        array = np.stack([dense(row) for row in array])
    kept = smallest(array).view()
    kept.flags.writeable = False
    return kept


def _checked_feasible(feasible: npt.ArrayLike | None, outcomes: int) -> Mask | None:
    """The feasible outcomes as a read-only array, or None when all are."""
    if feasible is None:
        return None
    array = np.asarray(feasible)
    if array.dtype != np.bool_ or array.shape != (outcomes,):
        raise ArgumentError(
            f"feasible must be bool of shape ({outcomes},), one for each outcome, "
            f"not {array.dtype} of {array.shape}"
        )
    if not array.any():
        raise ArgumentError("feasible has no true entry: a game needs at least one outcome")
    if array.all():
        return None
    kept = array.view()
    kept.flags.writeable = False
    return kept


def _checked_one_way(
    one_way: Sequence[Sequence[OneWay]] | None, sizes: tuple[int, ...]
) -> tuple[tuple[OneWay, ...], ...]:
    """The one-way digits of each party, lowest first; each must be a digit of the party's joint choice."""
    if one_way is None:
        return ((),) * len(sizes)
    if isinstance(one_way, str) or not isinstance(one_way, Iterable) or len(one_way) != len(sizes):
        raise ArgumentError(
            f"one_way must be {len(sizes)} sequences of OneWay, one for each party, not {short(one_way)}"
        )
    return tuple(
        _checked_digits(party, digits, size) for party, (digits, size) in enumerate(zip(one_way, sizes))
    )


def _checked_digits(party: int, digits: Sequence[OneWay], size: int) -> tuple[OneWay, ...]:
    """One party's one-way digits, lowest first, none overlapping another."""
    if not isinstance(digits, Iterable) or not all(isinstance(digit, OneWay) for digit in digits):
        raise ArgumentError(f"one_way[{party}] must hold OneWay(stride, levels), not {short(digits)}")
    ordered = tuple(sorted(digits, key=lambda digit: digit.stride))
    above = 1
    for digit in ordered:
        span = digit.stride * digit.levels
        if digit.stride < 1 or digit.levels < 2 or digit.stride % above or size % span:
            raise ArgumentError(
                f"one_way[{party}] has {digit}, not a digit of {size} joint choices apart from the others: "
                "the levels below it multiply to its stride, and stride * levels divides the size"
            )
        above = span
    return ordered
