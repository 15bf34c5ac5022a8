"""Compiled loops over whole fibres: sorting them into rows, and climbing them. See `winset.game.rows`."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.game.compiled import compiled, inlined
from winset.game.rows import Rows
from winset.game.sorting import exchange

Array = Any  # Numba learns the types of arrays when it compiles

LANES = 16  # neighbouring fibres done together: one cache line of ranks, a few vector registers
_INFEASIBLE = np.int64(1) << 62


@compiled
def lanes(size: int) -> int:
    """How many fibres of a size to do together: fewer when they would not fit the cache."""
    return max(1, min(LANES, (1 << 17) // size))


@compiled
def pack(rows: Rows, ranks: Array, feasible: Array, party: int, span: tuple[int, int]) -> None:
    """Sort a party's fibres span[0] to span[1] and write their rows; `feasible` is empty when all are."""
    size, stride = rows.sizes[party], rows.strides[party]
    keys = np.empty((size, lanes(size)), dtype=np.int64)
    fibre = span[0]
    while fibre < span[1]:
        together = min(lanes(size), span[1] - fibre)
        for lane in range(together):
            begin = (fibre + lane) // stride * stride * (size - 1) + fibre + lane
            for choice in range(size):
                outcome = begin + choice * stride
                keys[choice, lane] = (np.int64(ranks[outcome]) << 31) + choice
                if feasible.size and not feasible[outcome]:
                    keys[choice, lane] = _INFEASIBLE + choice
        exchange(keys)
        for lane in range(together):
            row = rows.begin[party] + (fibre + lane) * rows.width[party]
            if rows.lists[party + 1] - rows.lists[party] == 1:
                write_plain(rows.packed, row, keys, lane)
            else:
                write_bundles(rows, party, row, keys, lane)
        fibre += together


@inlined
def choice_of(key: int) -> int:
    """The choice a sorting key ends in."""
    return key & 0x7FFFFFFF


@compiled
def write_plain(packed: Array, row: int, keys: Array, lane: int) -> None:
    """Write the row of a sorted fibre of a party without one-way options."""
    size = keys.shape[0]
    tied, existing = 0, 0
    for place in range(size):
        if keys[place, lane] >> 31 != keys[tied, lane] >> 31:
            tied = place
        choice = choice_of(keys[place, lane])
        existing += keys[place, lane] < _INFEASIBLE
        packed[row + 2 + choice] = tied if keys[place, lane] < _INFEASIBLE else size
        packed[row + 2 + size + place] = choice
    packed[row + 1] = existing


@compiled
def write_bundles(rows: Rows, party: int, row: int, keys: Array, lane: int) -> None:
    """Write the row of a sorted fibre; until the end, "used up" counts what each list holds so far."""
    packed, size = rows.packed, keys.shape[0]
    standings = row + rows.standings[party]
    tied, existing = 0, 0
    for place in range(size + 1):
        if place == size or keys[place, lane] >> 31 != keys[tied, lane] >> 31:
            for before in range(tied, place):
                choice = choice_of(keys[before, lane])
                existing += keys[before, lane] < _INFEASIBLE
                packed[standings + choice] = tied if keys[before, lane] < _INFEASIBLE else size
                ask(rows, party, row, choice)
            for before in range(tied, place):
                join(rows, party, row, choice_of(keys[before, lane]))
            tied = place
    packed[row : standings - 1] = 0
    packed[standings - 1] = existing


@inlined
def ask(rows: Rows, party: int, row: int, choice: int) -> None:
    """Note how long the lists are that a choice asks: their members so far are the worse ones."""
    first = rows.choices[party] + choice
    for query in range(rows.asks[first], rows.asks[first + 1]):
        rows.packed[row + rows.shares[party] + query] = rows.packed[row + rows.asked[query]]


@inlined
def join(rows: Rows, party: int, row: int, choice: int) -> None:
    """Add a choice to the lists it stands in."""
    first = rows.choices[party] + choice
    for member in range(rows.joins[first], rows.joins[first + 1]):
        number = rows.joined[member]
        place = rows.spots[rows.lists[party] + number] + rows.packed[row + number]
        rows.packed[row + place] = choice
        rows.packed[row + number] += 1


@compiled
def gather(flat: Array, begin: int, stride: int, block: Array) -> None:
    """Copy neighbouring fibres, the first at `begin`, into the rows of a block."""
    for choice in range(block.shape[1]):
        for fibre in range(block.shape[0]):
            block[fibre, choice] = flat[begin + choice * stride + fibre]


@compiled
def climb(rows: Rows, ranks: Array, values: Array, best: Array, what: tuple[int, int, int]) -> None:
    """The largest value over a party's improvements from each outcome; the lowest number where it has none.

    what: the party, and the first and last of its fibres to do. Down each fibre from its best choice, every
    list remembers the largest value among the choices that all of it may move to.
    """
    party, fibre, last = what
    size, stride = rows.sizes[party], rows.strides[party]
    keys = np.empty((lanes(size), size), dtype=ranks.dtype)
    heights = np.empty((lanes(size), size), dtype=values.dtype)
    tops = np.empty(rows.lists[party + 1] - rows.lists[party], dtype=values.dtype)
    held = np.empty(size, dtype=values.dtype)
    while fibre < last:
        together = min(lanes(size), stride - fibre % stride, last - fibre)
        begin = fibre // stride * stride * size + fibre % stride
        gather(ranks, begin, stride, keys[:together])
        gather(values, begin, stride, heights[:together])
        for lane in range(together):
            row = rows.begin[party] + (fibre + lane) * rows.width[party] + rows.spots[rows.lists[party]]
            order = rows.packed[row : row + size]
            if tops.size == 1:
                climb_plain(order, keys[lane], heights[lane])
            else:
                climb_bundles(rows, party, order, (keys[lane], heights[lane], tops, held))
        for choice in range(size):
            for lane in range(together):
                best[begin + choice * stride + lane] = heights[lane, choice]
        fibre += together


@compiled
def climb_plain(order: Array, keys: Array, heights: Array) -> None:
    """One fibre of a party without one-way options, in place; a tie waits until the next lower choice."""
    top = waiting = np.iinfo(heights.dtype).min
    key = keys[order[order.size - 1]]
    for place in range(order.size - 1, -1, -1):
        choice = order[place]
        if keys[choice] != key:
            top, key = waiting, keys[choice]
        waiting = max(waiting, heights[choice])
        heights[choice] = top


@compiled
def climb_bundles(rows: Rows, party: int, order: Array, what: tuple[Array, Array, Array, Array]) -> None:
    """One fibre, in place; tied choices are read before any of them is overwritten."""
    keys, heights, tops, held = what
    tops[:] = np.iinfo(heights.dtype).min
    first, end = rows.choices[party], order.size
    while end > 0:
        tied = end - 1
        while tied > 0 and keys[order[tied - 1]] == keys[order[end - 1]]:
            tied -= 1
        for place in range(tied, end):
            choice = first + order[place]
            held[place] = heights[order[place]]
            top = tops[0]
            for member in range(rows.joins[choice], rows.joins[choice + 1]):
                top = max(top, tops[rows.joined[member]])
            heights[order[place]] = top
        for place in range(tied, end):
            choice = first + order[place]
            for query in range(rows.asks[choice], rows.asks[choice + 1]):
                tops[rows.asked[query]] = max(tops[rows.asked[query]], held[place])
        end = tied
