"""Efficient outcomes: those no other outcome beats for one party without hurting another (Pareto 1906).

Two parties need one sort. More parties need the maxima of a set of vectors: outcomes all parties find alike
are counted once, what a few good outcomes beat is dropped, and the rest is divided and conquered (Kung,
Luccio & Preparata, J. ACM 22, 1975): O(N log^(n-2) N) for n parties.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
_SMALL = 256  # a block this small is compared pair by pair


def efficient(values: NDArray[Any], among: Bools | None = None) -> Bools:
    """Mark the efficient outcomes among those given: bool (outcomes,).

    `values` is (parties, outcomes), larger better: ranks, or utilities (equal only when exactly equal).
    `among` is bool (outcomes,), None for all; outcomes outside it neither count as efficient nor beat
    anything.

    >>> efficient(np.array([[3, 2, 1, 2], [1, 2, 3, 1]])).tolist()
    [True, True, True, False]
    """
    frontier = np.zeros(values.shape[1], np.bool_)
    here = np.arange(values.shape[1]) if among is None else np.flatnonzero(among)
    here = here[_unbeaten_by_a_few(values[:, here])]
    points, places = _distinct(values[:, here])
    frontier[here] = _maxima(points)[places]
    return frontier


def unbeaten(ranks: NDArray[np.integer[Any]], among: Bools | None = None) -> Bools:
    """Mark the unanimity core: what nothing is strictly better than for every party (Tsebelis 2002).

    The arguments are those of `efficient`, but ranks (or other integers) only. Every efficient outcome is
    in it.

    >>> unbeaten(np.array([[3, 2, 1, 2], [1, 2, 3, 1]])).tolist()
    [True, True, True, True]
    """
    here = np.arange(ranks.shape[1]) if among is None else np.flatnonzero(among)
    best, _ = _distinct(ranks[:, np.flatnonzero(efficient(ranks, among))].astype(np.int64))
    points, places = _distinct(ranks[:, here].astype(np.int64))
    beaten = np.zeros(best.shape[1] + points.shape[1], np.bool_)
    if len(ranks) == 1:
        beaten[best.shape[1] :] = points[0] < points[0].max(initial=0)
    else:
        together = _ranked(np.hstack([best, points + 1]))
        better, worse = np.split(np.arange(beaten.size), [best.shape[1]])
        _marry(together, beaten, better, worse, len(ranks))
    core = np.zeros(ranks.shape[1], np.bool_)
    core[here] = ~beaten[best.shape[1] :][places]
    return core


def _unbeaten_by_a_few(values: NDArray[Any]) -> Bools:
    """Drop whatever one of a few outstanding outcomes beats for every party: cheap, and most of them go."""
    kept = np.ones(values.shape[1], np.bool_)
    if len(values) < 2 or not kept.size:
        return kept
    low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    shares = (values - low) / np.maximum(high - low, np.finfo(np.float64).tiny)
    left = np.arange(values.shape[1])
    for tilt in (0.0, 0.5, 1.0, 2.0, 4.0):
        before = left.size
        for favoured in range(len(values)) if tilt else (0,):
            score = shares[:, left].sum(axis=0) + tilt * shares[favoured, left]
            best = values[:, left[np.argmax(score)], None]
            left = left[~(values[:, left] < best).all(axis=0)]
        if left.size > 0.99 * before:  # hardly anything goes: most outcomes are efficient
            break
    kept[:] = False
    kept[left] = True
    return kept


def _distinct(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Order the distinct columns best first, by the first party, then the next; and each one's place."""
    order = np.lexsort(-values[::-1].astype(np.float64)) if values.size else np.zeros(0, np.intp)
    ordered = values[:, order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    places = np.empty(len(order), np.intp)
    places[order] = np.cumsum(new) - 1
    return ordered[:, new], places


def _maxima(points: NDArray[Any]) -> Bools:
    """Mark the maxima of distinct points, best first: only an earlier point can beat a later one."""
    beaten = np.zeros(points.shape[1], np.bool_)
    if len(points) == 1:
        beaten[1:] = True
    elif len(points) == 2:
        beaten[1:] = points[1, 1:] <= np.maximum.accumulate(points[1])[:-1]
    else:
        _conquer(_ranked(points[1:]), beaten, 0, points.shape[1])
    return ~beaten


def _ranked(points: NDArray[Any]) -> NDArray[np.int32]:
    """Replace each row by ranks, smaller better: half the memory to go through, and no signs to turn."""
    return np.array([np.unique(-row.astype(np.float64), return_inverse=True)[1] for row in points], np.int32)


def _conquer(rest: NDArray[np.int32], beaten: Bools, start: int, stop: int) -> None:
    """Mark what is beaten among points start to stop; `rest` leaves out the party they are ordered by."""
    if stop - start <= _SMALL:
        block = rest[:, start:stop]
        beaten[start:stop] |= np.triu(_weakly_better(block, block), 1).any(axis=0)
        return
    middle = (start + stop) // 2
    _conquer(rest, beaten, start, middle)
    _conquer(rest, beaten, middle, stop)
    better, worse = (at + np.flatnonzero(~beaten[at:end]) for at, end in ((start, middle), (middle, stop)))
    better, worse = (part[np.argsort(rest[0, part])] for part in (better, worse))
    _marry(rest, beaten, better, worse, len(rest))


def _marry(
    rest: NDArray[np.int32], beaten: Bools, better: NDArray[np.intp], worse: NDArray[np.intp], parties: int
) -> None:
    """Mark those of `worse` that some of `better` weakly beats; both stand best first by the first party."""
    if not better.size or not worse.size:
        return
    if parties == 2:
        best = np.minimum.accumulate(rest[1, better])
        ahead = np.searchsorted(rest[0, better], rest[0, worse], side="right")
        beaten[worse] |= (ahead > 0) & (best[ahead - 1] <= rest[1, worse])
        return
    if better.size * worse.size <= _SMALL * _SMALL:
        beats = _weakly_better(rest[:parties, better], rest[:parties, worse])
        beaten[worse] |= beats.any(axis=0)
        return
    last = rest[parties - 1]
    pivot = _pivot(last[better], last[worse])
    if pivot is None:
        _marry(rest, beaten, better, worse, parties - 1)
        return
    high, up = last[better] < pivot, last[worse] < pivot
    _marry(rest, beaten, better[high], worse[~up], parties - 1)
    _marry(rest, beaten, better[high], worse[up], parties)
    low = worse[~up]
    _marry(rest, beaten, better[~high], low[~beaten[low]], parties)


def _weakly_better(better: NDArray[np.int32], worse: NDArray[np.int32]) -> Bools:
    """Compare pair by pair: bool (better, worse), party by party, which is faster than all at once."""
    beats: Bools = better[0][:, None] <= worse[0]
    for one, other in zip(better[1:], worse[1:]):
        beats &= one[:, None] <= other
    return beats


def _pivot(better: NDArray[np.int32], worse: NDArray[np.int32]) -> Any:
    """Give a rank that splits both about evenly, None when the party can split nothing."""
    best, both = min(better.min(), worse.min()), np.concatenate([better, worse])
    if better.max() <= worse.min():
        return None
    pivot = np.partition(both, both.size // 2)[both.size // 2]
    return pivot if pivot > best else both[both > best].min()
