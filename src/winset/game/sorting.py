"""Compiled sorting: many short columns in step, or one list by whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from winset.game.compiled import compiled

Array = Any  # Numba learns the types of arrays when it compiles,
Number = Any  # and how wide whole numbers are

SHORT = 48  # up to this length inserting is faster than counting


@compiled
def exchange(keys: Array) -> None:
    """Sort every column, ascending: Batcher's merge exchange (Knuth, volume 3, 5.2.2), in step."""
    size, columns = keys.shape
    top = 1
    while 2 * top < size:
        top *= 2
    part = top
    while part > 0:
        step, half, offset = part, top, 0
        while step > 0:
            for k in range(size - step):
                if k & part == offset:
                    for column in range(columns):
                        one, other = keys[k, column], keys[k + step, column]
                        keys[k, column] = min(one, other)
                        keys[k + step, column] = max(one, other)
            step, half, offset = half - part, half // 2, part
        part //= 2


@compiled
def sort(keys: Array, order: Array, spare: Array, counts: Array, number: int) -> None:
    """Sort order[:number] by keys[order], ascending and stable."""
    if number <= SHORT:
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
        hole = place
        while hole > 0 and keys[order[hole - 1]] > keys[item]:
            order[hole] = order[hole - 1]
            hole -= 1
        order[hole] = item


@compiled
def count(
    keys: Array, order: Array, spare: Array, counts: Array, what: tuple[Number, Number, Number, Number]
) -> None:
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
