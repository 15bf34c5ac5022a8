"""Compiled searches: what the others reach from each outcome, slice by slice. See `winset.game.rows`."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from winset.game.compiled import compiled, inlined
from winset.game.rows import Rows, Slices
from winset.game.sorting import sort

Array = Any  # Numba learns the types of arrays when it compiles,
Number = Any  # and how wide whole numbers are

LOOKS = 8  # how many choices of a fibre are looked at before giving up
NO, YES, UNKNOWN = 0, 1, 2


class Slice(NamedTuple):
    """The room one search works in: a slice's own copy of values and rows, and its lists of outcomes."""

    worst: Array  # values on the way in, the smallest reachable value on the way out
    seen: Array  # one bit for each outcome: labelled, or infeasible
    queue: Array  # labelled outcomes, in the order they were labelled
    order: Array  # outcomes by value
    spare: Array
    counts: Array
    packed: Array  # the rows of the slice
    begin: Array  # for each other party: where its rows begin in `packed`
    digit: Array  # of the outcome looked at, for each other party: its choice,
    row: Array  # its row,
    base: Array  # and the outcome with its first choice


@compiled
def search(
    rows: Rows, slices: Slices, feasible: Array, values: Array, worst: Array, what: tuple[int, int, bool]
) -> None:
    """The smallest value over what the others reach from each outcome, for the slices what[0] to what[1].

    what[2]: by improvements, else by moves; `feasible` is empty when all are. Outcomes are visited in
    increasing value; from each, a search backwards labels whatever reaches it and is not labelled yet. Every
    list of every fibre is used up once, from its worst end, so the work is a step for each outcome and each
    list it stands in.
    """
    part = new_slice(rows, slices, values)
    size, stride = rows.sizes[slices.party], rows.strides[slices.party]
    for choice in range(what[0], what[1]):
        cut(values, part.worst, stride, choice, size)
        cut_rows(rows, slices, part, choice)
        part.seen[:] = 0
        missing = 0
        if feasible.size:
            missing = mark_missing(feasible, part.seen, (stride, choice, size, slices.outcomes))
        label(rows, slices, part, what[2], slices.outcomes - missing)
        paste(part.worst, worst, stride, choice, size)


@compiled
def new_slice(rows: Rows, slices: Slices, values: Array) -> Slice:
    """Room for one slice."""
    number, others = slices.outcomes, slices.others.size
    begin = np.zeros(others + 1, dtype=np.int64)
    for k in range(others):
        other = slices.others[k]
        begin[k + 1] = begin[k] + number // rows.sizes[other] * rows.width[other]
    return Slice(
        np.empty(number, dtype=values.dtype),
        np.empty(number // 8 + 1, dtype=np.uint8),
        np.empty(number + 1, dtype=np.int32),
        np.empty(number, dtype=np.int32),
        np.empty(number, dtype=np.int32),
        np.empty(2050, dtype=np.int64),
        np.empty(begin[-1], dtype=rows.packed.dtype),
        begin,
        np.empty(others, dtype=np.int64),
        np.empty(others, dtype=np.int64),
        np.empty(others, dtype=np.int64),
    )


@compiled
def cut(flat: Array, into: Array, run: int, choice: int, size: int) -> None:
    """Copy the runs of one choice out of `size` choices: a slice of a flat array."""
    for piece in range(into.size // run):
        begin, source = np.uintp(piece * run), np.uintp((piece * size + choice) * run)
        for k in range(np.uintp(run)):
            into[begin + k] = flat[source + k]


@compiled
def paste(part: Array, into: Array, run: int, choice: int, size: int) -> None:
    """Copy a slice back to where it was cut from."""
    for piece in range(part.size // run):
        begin, source = np.uintp(piece * run), np.uintp((piece * size + choice) * run)
        for k in range(np.uintp(run)):
            into[source + k] = part[begin + k]


@compiled
def cut_rows(rows: Rows, slices: Slices, part: Slice, choice: int) -> None:
    """Copy the rows of one slice, with nothing of their lists used up."""
    size = rows.sizes[slices.party]
    for k in range(slices.others.size):
        other = slices.others[k]
        run = rows.strides[slices.party] * rows.width[other]
        if other < slices.party:
            run //= rows.sizes[other]
        flat = rows.packed[rows.begin[other] : rows.begin[other + 1]]
        cut(flat, part.packed[part.begin[k] : part.begin[k + 1]], run, choice, size)


@compiled
def mark_missing(feasible: Array, seen: Array, what: tuple[int, int, int, int]) -> int:
    """Mark the infeasible outcomes of a slice as seen; return how many there are."""
    run, choice, size, outcomes = what
    missing = 0
    for begin in range(0, outcomes, run):
        source = begin * size + choice * run
        for k in range(run):
            if not feasible[source + k]:
                see(seen, begin + k)
                missing += 1
    return missing


@inlined
def is_seen(seen: Array, outcome: Number) -> Number:
    """1 when an outcome is labelled or infeasible, else 0."""
    place = np.uintp(outcome)
    return np.int64((seen[place >> np.uintp(3)] >> (place & np.uintp(7))) & np.uintp(1))


@inlined
def see(seen: Array, outcome: Number) -> Number:
    """Mark an outcome as labelled; 1 when it was not before, else 0."""
    place = np.uintp(outcome)
    held = np.uintp(seen[place >> np.uintp(3)])
    bit = place & np.uintp(7)
    seen[place >> np.uintp(3)] = held | (np.uintp(1) << bit)
    return 1 - np.int64((held >> bit) & np.uintp(1))


@compiled
def label(rows: Rows, slices: Slices, part: Slice, improving: bool, number: int) -> None:
    """Label the `number` feasible outcomes of a slice with the smallest value each reaches.

    The first seeds usually label nearly everything, so they are found by looking through all that is left, as
    long as each labels half of it; only the rest is sorted.
    """
    labelled, before = 0, -number
    while labelled < number and 2 * labelled >= number + before:
        before = labelled
        labelled = spread(rows, slices, part, (improving, lowest_left(part), labelled, number))
    if labelled == number:
        return
    left = 0
    for outcome in range(slices.outcomes):
        if not is_seen(part.seen, outcome):
            part.order[left] = outcome
            left += 1
    sort(part.worst, part.order, part.spare, part.counts, left)
    for place in range(left):
        if not is_seen(part.seen, part.order[place]):
            labelled = spread(rows, slices, part, (improving, part.order[place], labelled, number))


@compiled
def lowest_left(part: Slice) -> int:
    """The first unlabelled outcome of smallest value."""
    found = -1
    for outcome in range(part.worst.size):
        if (found < 0 or part.worst[outcome] < part.worst[found]) and not is_seen(part.seen, outcome):
            found = outcome
    return found


@compiled
def spread(rows: Rows, slices: Slices, part: Slice, what: tuple[bool, int, int, int]) -> int:
    """Label what reaches a seed with the seed's value; return how many outcomes are labelled then.

    Backwards from labelled outcomes while that finds much. When few outcomes are left and many labelled ones
    wait to be followed, it is cheaper to ask those left whether they lead to a labelled one; when none does,
    all is done. That is tried at most once for every outcome followed, so the work stays proportional to what
    was labelled.
    """
    improving, seed, labelled, number = what
    value = part.worst[seed]
    part.queue[labelled] = seed
    see(part.seen, seed)
    head, tail, asked = labelled, labelled + 1, labelled
    while head < tail < number:
        left = number - tail
        if 2 * (head - asked) > left + number // 16 and tail - head > left:
            asked = head
            tail, settled = ask_all(rows, slices, part, improving, tail)
            if settled:
                break
        else:
            tail = follow(rows, slices, part, improving, (head, tail))
            head += 1
    for place in range(labelled, tail):
        part.worst[part.queue[place]] = value
    return tail


@inlined
def locate(rows: Rows, slices: Slices, part: Slice, outcome: Number) -> None:
    """Find the choice, the row and the first outcome of the fibre of each other party at an outcome."""
    quotient = outcome
    for k in range(slices.others.size):
        size, stride = rows.sizes[slices.others[k]], slices.strides[k]
        above = (quotient * slices.factor[k]) >> slices.shift[k]
        part.digit[k] = quotient - above * size
        part.row[k] = part.begin[k] + (outcome + stride * (above - quotient)) * rows.width[slices.others[k]]
        part.base[k] = outcome - part.digit[k] * stride
        quotient = above


@compiled
def follow(rows: Rows, slices: Slices, part: Slice, improving: bool, ends: tuple[int, int]) -> int:
    """Queue what leads to the outcome at the head of the queue in one step; return the queue's new end."""
    head, tail = ends
    locate(rows, slices, part, np.int64(part.queue[head]))
    for k in range(slices.others.size):
        other, row, base, stride = slices.others[k], part.row[k], part.base[k], slices.strides[k]
        choice, lists = rows.choices[other] + part.digit[k], rows.lists[other]
        for query in range(rows.asks[choice], rows.asks[choice + 1]):
            number = rows.asked[query]
            begin, end = np.int64(part.packed[row + number]), rows.lengths[lists + number]
            if improving:
                end = np.int64(part.packed[row + rows.shares[other] + query])
            if begin < end:
                part.packed[row + number] = end
            spot = row + rows.spots[lists + number]
            for place in range(np.uintp(spot + begin), np.uintp(spot + end)):
                found = np.uintp(base) + np.uintp(part.packed[place]) * np.uintp(stride)
                part.queue[np.uintp(tail)] = found
                tail += see(part.seen, found)
    return tail


@compiled
def ask_all(rows: Rows, slices: Slices, part: Slice, improving: bool, tail: int) -> tuple[int, bool]:
    """Queue unlabelled outcomes that lead to a labelled one; return the queue's end, whether none does."""
    settled = True
    for outcome in range(slices.outcomes):
        if not is_seen(part.seen, outcome):
            answer = leads(rows, slices, part, improving, outcome)
            settled = settled and answer == NO
            if answer == YES:
                see(part.seen, outcome)
                part.queue[tail] = outcome
                tail += 1
    return tail, settled


@compiled
def leads(rows: Rows, slices: Slices, part: Slice, improving: bool, outcome: int) -> int:
    """Whether another party can go, or improve, from an outcome to a labelled one: YES, NO, or UNKNOWN.

    Only the best few choices of each fibre are looked at, so that asking costs no more than following.
    """
    locate(rows, slices, part, outcome)
    answer = NO
    for k in range(slices.others.size):
        other, row, base, stride = slices.others[k], part.row[k], part.base[k], slices.strides[k]
        standings = row + rows.standings[other]
        standing = part.packed[standings + part.digit[k]]
        existing = np.int64(part.packed[standings - 1])
        end = row + rows.spots[rows.lists[other]] + existing
        for look in range(min(int(existing), LOOKS + 1)):
            target = part.packed[end - 1 - look]
            if improving and part.packed[standings + target] <= standing:
                break
            if look == LOOKS:
                answer = UNKNOWN
            elif is_seen(part.seen, base + target * stride) and allowed(rows, other, part.digit[k], target):
                return YES
    return answer


@compiled
def allowed(rows: Rows, party: int, source: int, target: int) -> bool:
    """Whether a party's one-way options let it go from one choice to another."""
    if rows.lists[party + 1] - rows.lists[party] == 1:
        return True
    first = rows.choices[party]
    for query in range(rows.asks[first + target], rows.asks[first + target + 1]):
        for member in range(rows.joins[first + source], rows.joins[first + source + 1]):
            if rows.asked[query] == rows.joined[member]:
                return True
    return False
