"""Which choices of a party lead to which: its moves as a few bundles, however many one-way options it has.

A bundle says that every one of its sources can move to every one of its targets. A party without one-way
options has one bundle, everything to everything. A one-way option with L levels allows a to b when a <= b;
those pairs split into L bundles along a Fenwick tree (Fenwick 1994), so that a level is a source in about log
L of them, and a two-level option costs one list of no, and one of everything. Every allowed pair, staying
included, is in exactly one bundle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from winset.game.game import OneWay

Choices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bundle:
    """Every source choice can move to every target choice; both ascending."""

    sources: Choices
    targets: Choices


def bundles(size: int, one_way: tuple[OneWay, ...]) -> list[Bundle]:
    """The moves of a party with `size` joint choices as disjoint bundles that cover every allowed pair.

    >>> [(b.sources.tolist(), b.targets.tolist()) for b in bundles(3, (OneWay(1, 3),))]
    [([0], [0]), ([0, 1], [1, 2]), ([2], [2])]
    """
    choices = np.arange(size)
    levels = [_climbed(choices // digit.stride % digit.levels, digit) for digit in one_way]
    found = []
    for nodes in product(*(_nodes(digit.levels) for digit in one_way)):
        source = np.ones(size, dtype=np.bool_)
        target = np.ones(size, dtype=np.bool_)
        for level, (covered, asking) in zip(levels, nodes):
            source &= covered[level]
            target &= asking[level]
        found.append(Bundle(np.flatnonzero(source), np.flatnonzero(target)))
    return found


def _climbed(levels: Choices, digit: OneWay) -> Choices:
    """How far along its way an option is: its level, or counted from the top for one that only goes down."""
    return digit.levels - 1 - levels if digit.down else levels


def _nodes(levels: int) -> Iterator[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]:
    """The nodes of a Fenwick tree: the levels each covers, and those that need it for all below."""
    path = np.zeros((levels + 1, levels), dtype=np.bool_)
    for level in range(levels):
        node = level + 1
        while node:
            path[node, level] = True
            node &= node - 1
    place = np.arange(1, levels + 1)
    for node in range(1, levels + 1):
        yield (node & (node - 1) < place) & (place <= node), path[node]
