"""Generated models: one recipe, driven by a seeded generator (thousands a second) or by Hypothesis.

A `Generated` model holds the arguments of `winset.Game` or `winset.Game.graph` and builds both the game under
test and the oracle's model of the same thing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from hypothesis import strategies as st

import oracle

Integer = Callable[[int, int], int]  # (low, high), both included
OneWay = tuple[int, int, bool]  # stride, levels, down


@dataclass(frozen=True)
class Generated:
    """A model as arguments; `moves` is given in graph form, the others in option form."""

    ranks: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...] | None = None
    feasible: tuple[bool, ...] | None = None
    one_way: tuple[tuple[OneWay, ...], ...] | None = None
    moves: tuple[tuple[tuple[int, ...], ...], ...] | None = None

    @property
    def outcomes(self) -> int:
        return len(self.ranks[0])

    def model(self) -> oracle.Model:
        """The model as the oracle knows it."""
        if self.moves is not None:
            return oracle.from_graph(self.moves, self.ranks)
        return oracle.from_option_form(self.sizes or (), self.ranks, self.feasible, self.one_way)

    def game(self) -> Any:
        """The model as the package knows it."""
        import numpy as np

        from winset.game.game import Game
        from winset.game.game import OneWay as Bar

        ranks = np.array(self.ranks, dtype=np.int64)
        if self.moves is not None:
            return Game.graph([[list(targets) for targets in party] for party in self.moves], ranks)
        feasible = None if self.feasible is None else np.array(self.feasible, dtype=bool)
        bars = None if self.one_way is None else [[Bar(*bar) for bar in party] for party in self.one_way]
        return Game(self.sizes, ranks, feasible=feasible, one_way=bars)


def generate(integer: Integer, max_outcomes: int = 40, parties: tuple[int, int] = (2, 5)) -> Generated:
    """One model, every choice made by `integer`: three in ten are graphs, the rest in option form."""
    number = integer(*parties)
    form = _graph if integer(0, 9) >= 7 else _options
    return form(integer, number, max_outcomes)


def _options(integer: Integer, number: int, max_outcomes: int) -> Generated:
    levels = _levels(integer, number, max_outcomes)
    sizes = tuple(prod(own) for own in levels)
    total = prod(sizes)
    return Generated(
        _ranks(integer, number, total), sizes, _feasible(integer, total), _one_way(integer, levels)
    )


def _levels(integer: Integer, number: int, max_outcomes: int) -> list[list[int]]:
    """Levels of each party's options; a party may have none, and the outcomes are at most `max_outcomes`."""
    levels: list[list[int]] = [[] for _ in range(number)]
    total = 1
    for _ in range(integer(2, 6)):
        size = integer(2, 3 if integer(0, 3) else 4)
        if total * size <= max_outcomes:
            levels[integer(0, number - 1)].append(size)
            total *= size
    return levels if total > 1 else [[2], [2], *[[] for _ in range(number - 2)]]


def _ranks(integer: Integer, number: int, total: int) -> tuple[tuple[int, ...], ...]:
    """Strict, tied or nearly all tied, party by party; sometimes with gaps and below zero."""
    rows = []
    for _ in range(number):
        kind, step = integer(0, 3), integer(1, 3)
        if kind <= 1:
            row = _permutation(integer, total)
        else:
            row = [integer(0, 2 if kind == 2 else max(1, total // 2)) for _ in range(total)]
        rows.append(tuple(rank * step - (step > 2) * total for rank in row))
    return tuple(rows)


def _permutation(integer: Integer, total: int) -> list[int]:
    row = list(range(total))
    for k in range(total - 1, 0, -1):
        swap = integer(0, k)
        row[k], row[swap] = row[swap], row[k]
    return row


def _feasible(integer: Integer, total: int) -> tuple[bool, ...] | None:
    """None (all), or each outcome kept with a chance drawn once; at least one outcome exists."""
    chance = (10, 10, 10, 9, 7, 4)[integer(0, 5)]
    if chance == 10:
        return None
    kept = [integer(0, 9) < chance for _ in range(total)]
    kept[integer(0, total - 1)] = True
    return tuple(kept)


def _one_way(integer: Integer, levels: list[list[int]]) -> tuple[tuple[OneWay, ...], ...] | None:
    """None, or each option is one-way (upwards or downwards) with three chances in eight."""
    if integer(0, 1) == 0:
        return None
    bars = []
    for own in levels:
        strides = [prod(own[:k]) for k in range(len(own))]
        kinds = [integer(0, 7) for _ in own]
        bars.append(tuple((strides[k], own[k], kinds[k] == 7) for k in range(len(own)) if kinds[k] >= 5))
    return tuple(bars)


def _graph(integer: Integer, number: int, max_outcomes: int) -> Generated:
    """Arcs drawn one by one, so moves need be neither transitive nor reversible."""
    total = integer(4, min(14, max_outcomes))
    chance = integer(1, 4)  # in ten
    moves = tuple(
        tuple(tuple(t for t in range(total) if t != s and integer(0, 9) < chance) for s in range(total))
        for _ in range(number)
    )
    return Generated(_ranks(integer, number, total), moves=moves)


def seeded(count: int, seed: int, **limits: Any) -> Iterator[Generated]:
    """`count` models, the same ones for the same seed; limits as for `generate`."""
    source = random.Random(seed)

    def integer(low: int, high: int) -> int:
        return low + int(source.random() * (high - low + 1))

    for _ in range(count):
        yield generate(integer, **limits)


@st.composite
def models(draw: st.DrawFn, max_outcomes: int = 12, parties: tuple[int, int] = (2, 4)) -> Generated:
    """The same recipe for Hypothesis, smaller by default because every choice is recorded."""
    return generate(lambda low, high: draw(st.integers(low, high)), max_outcomes, parties)
