"""Packed fibres: each one row of small integers, so that whatever a search asks of it lies together.

    [how much of each list is used up | how many choices are feasible | each choice's standing |
     each query's share | the lists, worst choice first and infeasible ones last]

List 0 is the whole fibre, and a choice's standing is how many of it are worse (the size, if it is
infeasible). A party with one-way options has besides a list for the sources of each of its bundles; a target
of a bundle has a query there, and its share is how many of the sources are worse. Without them shares are
standings, kept once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from winset.game.bundles import Bundle, bundles
from winset.game.game import Game, Indices, OneWay


class Rows(NamedTuple):
    """The packed fibres of every party, and the tables that say what lies where in a row."""

    packed: npt.NDArray[np.unsignedinteger]  # the rows of all parties, one after another
    begin: Indices  # for each party: where its rows begin; the end of them all
    width: Indices  # for each party: the length of a row
    sizes: Indices  # for each party: its joint choices
    strides: Indices  # for each party: distance in outcome index between neighbouring choices
    standings: Indices  # for each party: where in a row its standings begin
    lists: Indices  # for each party: where its lists begin in `spots` and `lengths`; the end of them all
    spots: Indices  # for each list: where in the row it lies
    lengths: Indices  # for each list: how long it is
    shares: Indices  # for each party: where in a row its shares begin, less the number of its first query
    choices: Indices  # for each party: where its choices begin in `asks` and `joins`
    asks: Indices  # for each choice: where its queries begin in `asked`; one more for each party
    asked: Indices  # for each query: the number of the list
    joins: Indices  # for each choice: where its memberships begin in `joined`; one more for each party
    joined: Indices  # for each membership: the number of the list


class Slices(NamedTuple):
    """The game cut along one party: in a slice its choice is fixed, and the others' form a smaller game."""

    party: int
    outcomes: int  # in each slice
    others: Indices  # the other parties, ascending
    strides: Indices  # of each other party, inside a slice
    factor: Indices  # outcome * factor >> shift is outcome // size, for each other party
    shift: Indices


def empty_rows(game: Game) -> Rows:
    """Rows with nothing in them yet, and their tables."""
    moves = [_lists(size, one_way) for size, one_way in zip(game.sizes, game.one_way)]
    asks = [_memberships(size, [own.targets for own in lists]) for size, lists in zip(game.sizes, moves)]
    joins = [_memberships(size, [own.sources for own in lists]) for size, lists in zip(game.sizes, moves)]
    lengths = [[len(own.sources) for own in lists] for lists in moves]
    queries = [len(asked) for _, asked in asks]
    standings = [len(lists) + 1 for lists in moves]
    shares = [begin + size * (begin > 2) for begin, size in zip(standings, game.sizes)]
    heads = [begin + count for begin, count in zip(shares, queries)]
    width = [head + sum(own) for head, own in zip(heads, lengths)]
    total = [game.outcomes // size * own for size, own in zip(game.sizes, width)]
    return Rows(
        np.zeros(sum(total), dtype=np.min_scalar_type(max(game.sizes))),
        _places(total),
        np.array(width),
        np.array(game.sizes),
        np.array(game.strides),
        np.array(standings),
        _places([len(lists) for lists in moves]),
        np.concatenate([head + _places(own)[:-1] for head, own in zip(heads, lengths)]),
        np.concatenate([np.array(own) for own in lengths]),
        np.array(shares) - _places(queries)[:-1],
        _places([size + 1 for size in game.sizes]),
        *_joined(asks),
        *_joined(joins),
    )


def slices_of(game: Game, party: int) -> Slices:
    """The game cut along a party."""
    others = [other for other in range(len(game.sizes)) if other != party]
    sizes = [game.sizes[other] for other in others]
    shifts = [31 + (size - 1).bit_length() for size in sizes]  # exact for outcomes below 2^31
    return Slices(
        party,
        game.outcomes // game.sizes[party],
        np.array(others, dtype=np.int64),
        np.cumprod([1, *sizes], dtype=np.int64)[:-1],
        np.array([-(-(1 << shift) // size) for shift, size in zip(shifts, sizes)], dtype=np.int64),
        np.array(shifts, dtype=np.int64),
    )


def row_bytes(game: Game) -> int:
    """How much memory the rows of a game take."""
    item = np.min_scalar_type(max(game.sizes)).itemsize
    total = 0
    for size, one_way in zip(game.sizes, game.one_way):
        lists = _lists(size, one_way)
        queries = size + (len(lists) > 1) * sum(len(own.targets) for own in lists)
        total += game.outcomes // size * (len(lists) + 1 + queries + sum(len(own.sources) for own in lists))
    return total * item


def _lists(size: int, one_way: tuple[OneWay, ...]) -> list[Bundle]:
    """The bundles of a party; when there are several, after one of everything that has no targets."""
    found = bundles(size, one_way)
    everything = np.arange(size)
    return found if len(found) == 1 else [Bundle(everything, everything[:0]), *found]


def _memberships(size: int, lists: list[Indices]) -> tuple[Indices, Indices]:
    """For each choice, the numbers of the lists that have it: where they begin, and the numbers."""
    choices = np.concatenate(lists)
    numbers = np.repeat(np.arange(len(lists)), [len(members) for members in lists])
    order = np.argsort(choices, kind="stable")
    return np.searchsorted(choices[order], np.arange(size + 1)), numbers[order]


def _joined(tables: list[tuple[Indices, Indices]]) -> tuple[Indices, Indices]:
    """The parties' tables one after another."""
    begins = _places([len(numbers) for _, numbers in tables])
    places = [places + begin for (places, _), begin in zip(tables, begins)]
    return np.concatenate(places), np.concatenate([numbers for _, numbers in tables])


def _places(lengths: list[int]) -> Indices:
    """Where things of these lengths begin when laid one after another, and the end."""
    return np.cumsum([0, *lengths], dtype=np.int64)
