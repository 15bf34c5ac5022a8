"""The compiled loops behind `winset.game.packed`: sorting fibres, walking them, searching backwards. Needs Numba.

Nothing here is imported for a small game. The functions work on flat arrays that their caller owns, do not hold
Python's lock, and write the same bytes whatever the number of threads.

A fibre is packed into one row, so that whatever a search asks of it lies together:

    [how much of each list is used up | for each query, how much of its list is worse | the lists, worst choice first]

List 0 is the whole fibre. A party with one-way options has a list for the sources of each of its bundles besides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit

Array = Any  # Numba learns the types of arrays when it compiles
Function = TypeVar("Function", bound=Callable[..., Any])

_SHORT = 48  # up to this length inserting is faster than counting
_BLOCK = 16  # neighbouring fibres read together, so that every cache line is read once


def compiled(function: Function) -> Function:
    """The function as machine code, kept on disk for the next process."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))


class Rows(NamedTuple):
    """The packed fibres of every party, and the tables that say what lies where in a row."""

    packed: Array  # the rows of all parties, one after another
    begin: Array  # for each party: where its rows begin
    width: Array  # for each party: the length of a row
    sizes: Array  # for each party: its joint choices
    strides: Array  # for each party: distance in outcome index between neighbouring choices
    lists: Array  # for each party: where its lists begin in `spots` and `lengths`; the total at the end
    spots: Array  # for each list: where in the row it lies
    lengths: Array  # for each list: how long it is
    choices: Array  # for each party: where its choices begin in `asks` and `joins`
    asks: Array  # for each choice: where its queries begin in `asked`; one more for each party
    asked: Array  # for each query: the number of the list
    joins: Array  # for each choice: where its memberships begin in `joined`; one more for each party
    joined: Array  # for each membership: the number of the list


class Slices(NamedTuple):
    """The game cut along one party: in a slice its choice is fixed, and the others' form a smaller game."""

    party: int
    outcomes: int  # in each slice
    others: Array  # the other parties, ascending
    strides: Array  # of each other party, inside a slice
    factor: Array  # outcome * factor >> shift is outcome // size, for each other party
    shift: Array


@compiled
def sort(keys: Array, order: Array, spare: Array, counts: Array, number: int) -> None:
    """Sort order[:number] by keys[order], ascending and stable."""
    if number <= _SHORT:
        insert(keys, order, number)
        return
    low = high = np.int64(keys[order[0]])
    for place in range(number):
        low = min(low, np.int64(keys[order[place]]))
        high = max(high, np.int64(keys[order[place]]))
    digit = 11 if number > 4096 else 8
    shift = 0
    while (high - low) >> shift > 0:
        count(keys, order, spare, counts, (number, low, shift, digit))
        order[:number] = spare[:number]
        shift += digit


@compiled
def insert(keys: Array, order: Array, number: int) -> None:
    """Sort a short list by insertion."""
    for place in range(1, number):
        item = order[place]
        key = keys[item]
        hole = place
        while hole > 0 and keys[order[hole - 1]] > key:
            order[hole] = order[hole - 1]
            hole -= 1
        order[hole] = item


@compiled
def count(keys: Array, order: Array, spare: Array, counts: Array, what: tuple[int, int, int, int]) -> None:
    """Sort a list by one digit of its keys, into `spare`."""
    number, low, shift, digit = what
    mask = (1 << digit) - 1
    counts[: mask + 2] = 0
    for place in range(number):
        counts[(((np.int64(keys[order[place]]) - low) >> shift) & mask) + 1] += 1
    for value in range(mask):
        counts[value + 1] += counts[value]
    for place in range(number):
        item = order[place]
        value = ((np.int64(keys[item]) - low) >> shift) & mask
        spare[counts[value]] = item
        counts[value] += 1


@compiled
def gather(flat: Array, begin: int, stride: int, block: Array) -> None:
    """Copy neighbouring fibres, the first at `begin`, into the rows of a block."""
    for choice in range(block.shape[1]):
        for fibre in range(block.shape[0]):
            block[fibre, choice] = flat[begin + choice * stride + fibre]


@compiled
def pack(rows: Rows, ranks: Array, feasible: Array, party: int, span: tuple[int, int]) -> None:
    """Sort the fibres span[0] to span[1] of a party and write their rows; `feasible` is empty when all are."""
    size, stride = rows.sizes[party], rows.strides[party]
    keys = np.empty((_BLOCK, size), dtype=ranks.dtype)
    exists = np.ones((_BLOCK, size), dtype=np.bool_)
    order, spare = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    counts = np.empty(2050, dtype=np.int64)
    fibre = span[0]
    while fibre < span[1]:
        together = min(_BLOCK, stride - fibre % stride, span[1] - fibre)
        begin = fibre // stride * stride * size + fibre % stride
        gather(ranks, begin, stride, keys[:together])
        if feasible.size:
            gather(feasible, begin, stride, exists[:together])
        for k in range(together):
            number = existing_first(exists[k], order)
            sort(keys[k], order, spare, counts, number)
            row = rows.begin[party] + (fibre + k) * rows.width[party]
            write_row(rows, party, row, order, keys[k])
        fibre += together


@compiled
def existing_first(exists: Array, order: Array) -> int:
    """Write the choices into `order`, those that exist first; return how many exist."""
    number = 0
    for choice in range(exists.size):
        if exists[choice]:
            order[number] = choice
            number += 1
    at = number
    for choice in range(exists.size):
        if not exists[choice]:
            order[at] = choice
            at += 1
    return number


@compiled
def write_row(rows: Rows, party: int, row: int, order: Array, keys: Array) -> None:
    """Write a sorted fibre into its row; until the end, "used up" counts what each list holds so far."""
    packed = rows.packed
    first = rows.choices[party]
    lists = rows.lists[party]
    queries = row + rows.lists[party + 1] - lists - rows.asks[first]
    tied = 0
    while tied < order.size:
        end = tied + 1
        while end < order.size and keys[order[end]] == keys[order[tied]]:
            end += 1
        for place in range(tied, end):
            choice = first + order[place]
            for query in range(rows.asks[choice], rows.asks[choice + 1]):
                packed[queries + query] = packed[row + rows.asked[query]]
        for place in range(tied, end):
            choice = first + order[place]
            for member in range(rows.joins[choice], rows.joins[choice + 1]):
                number = rows.joined[member]
                packed[row + rows.spots[lists + number] + packed[row + number]] = order[place]
                packed[row + number] += 1
        tied = end
    packed[row : row + rows.lists[party + 1] - lists] = 0


@compiled
def climb(rows: Rows, ranks: Array, values: Array, best: Array, what: tuple[int, int, int, int]) -> None:
    """The largest value over each outcome's improvements by a party, `lowest` where there is none.

    what: the party, the first and last of its fibres to do, and `lowest`. Down each fibre from its best choice, every
    list remembers the largest value among those that may be entered from all of it.
    """
    party, fibre, last, lowest = what
    size, stride = rows.sizes[party], rows.strides[party]
    keys = np.empty((_BLOCK, size), dtype=ranks.dtype)
    heights = np.empty((_BLOCK, size), dtype=values.dtype)
    found = np.empty((_BLOCK, size), dtype=values.dtype)
    tops = np.empty(rows.lists[party + 1] - rows.lists[party], dtype=values.dtype)
    while fibre < last:
        together = min(_BLOCK, stride - fibre % stride, last - fibre)
        begin = fibre // stride * stride * size + fibre % stride
        gather(ranks, begin, stride, keys[:together])
        gather(values, begin, stride, heights[:together])
        for k in range(together):
            tops[:] = lowest
            row = rows.begin[party] + (fibre + k) * rows.width[party] + rows.spots[rows.lists[party]]
            climb_row(rows, party, rows.packed[row : row + size], (keys[k], heights[k], found[k], tops))
        for choice in range(size):
            for k in range(together):
                best[begin + choice * stride + k] = found[k, choice]
        fibre += together


@compiled
def climb_row(rows: Rows, party: int, order: Array, what: tuple[Array, Array, Array, Array]) -> None:
    """One fibre, best choice first: tied choices read before any of them writes."""
    keys, heights, found, tops = what
    first = rows.choices[party]
    end = order.size
    while end > 0:
        tied = end - 1
        while tied > 0 and keys[order[tied - 1]] == keys[order[end - 1]]:
            tied -= 1
        for place in range(tied, end):
            choice = first + order[place]
            top = tops[rows.joined[rows.joins[choice]]]
            for member in range(rows.joins[choice] + 1, rows.joins[choice + 1]):
                top = max(top, tops[rows.joined[member]])
            found[order[place]] = top
        for place in range(tied, end):
            choice = first + order[place]
            for query in range(rows.asks[choice], rows.asks[choice + 1]):
                tops[rows.asked[query]] = max(tops[rows.asked[query]], heights[order[place]])
        end = tied


class Slice(NamedTuple):
    """What one search needs: the slice's own copy of values and rows, and its lists of outcomes."""

    worst: Array  # values on the way in, the smallest reachable value on the way out
    seen: Array  # labelled, or infeasible
    order: Array
    spare: Array
    counts: Array
    waiting: Array  # labelled outcomes whose predecessors are still to be labelled
    packed: Array
    begin: Array  # for each other party: where its rows begin in `packed`


@compiled
def new_slice(rows: Rows, slices: Slices, values: Array) -> Slice:
    """Room for one slice."""
    number = slices.outcomes
    begin = np.zeros(slices.others.size + 1, dtype=np.int64)
    for k in range(slices.others.size):
        other = slices.others[k]
        begin[k + 1] = begin[k] + number // rows.sizes[other] * rows.width[other]
    return Slice(
        np.empty(number, dtype=values.dtype),
        np.zeros(number, dtype=np.bool_),
        np.empty(number, dtype=np.int32),
        np.empty(number, dtype=np.int32),
        np.empty(2050, dtype=np.int64),
        np.empty(number, dtype=np.int32),
        np.empty(begin[-1], dtype=rows.packed.dtype),
        begin,
    )


@compiled
def cut(flat: Array, into: Array, run: int, choice: int, size: int) -> None:
    """Copy the runs of one choice out of `size` choices: a slice of a flat array."""
    for begin in range(0, into.size, run):
        source = begin * size + choice * run
        for k in range(run):
            into[begin + k] = flat[source + k]


@compiled
def search(
    rows: Rows, slices: Slices, feasible: Array, values: Array, worst: Array, what: tuple[int, int, bool]
) -> None:
    """The smallest value over what the others reach from each outcome, for the slices what[0] to what[1].

    what[2]: by improvements, else by moves. Outcomes are visited in increasing value; from each, a search backwards
    labels whatever reaches it and is not labelled yet. Every list of every fibre is used up once, from its worst
    end, so the work is one step for each outcome and each list it stands in.
    """
    part = new_slice(rows, slices, values)
    size, stride = rows.sizes[slices.party], rows.strides[slices.party]
    for choice in range(what[0], what[1]):
        cut(values, part.worst, stride, choice, size)
        if feasible.size:
            cut(feasible, part.seen, stride, choice, size)
        cut_rows(rows, slices, part, choice)
        label(rows, slices, part, what[2], feasible.size > 0)
        for begin in range(0, slices.outcomes, stride):
            source = begin * size + choice * stride
            for k in range(stride):
                worst[source + k] = part.worst[begin + k]


@compiled
def cut_rows(rows: Rows, slices: Slices, part: Slice, choice: int) -> None:
    """Copy the fibres of one slice, with nothing of their lists used up."""
    size = rows.sizes[slices.party]
    for k in range(slices.others.size):
        other = slices.others[k]
        run = rows.strides[slices.party] * rows.width[other]
        if other < slices.party:
            run //= rows.sizes[other]
        flat = rows.packed[rows.begin[other] : rows.begin[other + 1]]
        cut(flat, part.packed[part.begin[k] : part.begin[k + 1]], run, choice, size)


@compiled
def label(rows: Rows, slices: Slices, part: Slice, improving: bool, holes: bool) -> None:
    """Label every outcome of a slice with the smallest value it reaches."""
    left = 0
    for outcome in range(slices.outcomes):
        part.seen[outcome] = holes and not part.seen[outcome]
        if not part.seen[outcome]:
            part.order[left] = outcome
            left += 1
    number = left
    sort(part.worst, part.order, part.spare, part.counts, number)
    for place in range(number):
        seed = part.order[place]
        if part.seen[seed]:
            continue
        part.seen[seed] = True
        part.waiting[0] = seed
        left = spread(rows, slices, part, improving, left - 1)
        if left == 0:
            return


@compiled
def spread(rows: Rows, slices: Slices, part: Slice, improving: bool, left: int) -> int:
    """Label whatever reaches the waiting outcome and is not labelled; return how many are left unlabelled."""
    value = part.worst[part.waiting[0]]
    top = 1
    while top > 0 and left > 0:
        top -= 1
        outcome = np.int64(part.waiting[top])
        quotient = outcome
        for k in range(slices.others.size):
            other = slices.others[k]
            stride = slices.strides[k]
            above = (quotient * slices.factor[k]) >> slices.shift[k]
            digit = quotient - above * rows.sizes[other]
            row = part.begin[k] + (outcome + stride * (above - quotient)) * rows.width[other]
            base = outcome - digit * stride
            quotient = above
            choice = rows.choices[other] + digit
            lists = rows.lists[other]
            queries = row + rows.lists[other + 1] - lists - rows.asks[rows.choices[other]]
            for query in range(rows.asks[choice], rows.asks[choice + 1]):
                number = rows.asked[query]
                end = np.int64(part.packed[queries + query]) if improving else rows.lengths[lists + number]
                begin = np.int64(part.packed[row + number])
                if begin >= end:
                    continue
                part.packed[row + number] = end
                spot = row + rows.spots[lists + number]
                for place in range(spot + begin, spot + end):
                    found = base + part.packed[place] * stride
                    if not part.seen[found]:
                        part.seen[found] = True
                        part.worst[found] = value
                        part.waiting[top] = found
                        top += 1
                        left -= 1
    return left
