"""Choosing by rank alone: fallback bargaining, minimax and majority compromise.

Every party descends its own ranking level by level (outcomes it finds alike are one level, its best is
level 1). Fallback bargaining (Brams & Kilgour 2001) stops at the first depth at which some outcome is
acceptable to enough parties; with unanimity the outcomes found are those of minimax, which place the
worst-placed party highest. The majority compromise (Sertel & Yilmaz 1999) stops when a majority agrees. Of
the outcomes found at that depth those acceptable to most parties are kept. No utilities are needed, and
none are compared between parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.efficiency import Bools
from winset.errors import ArgumentError, UndefinedError


@dataclass(frozen=True)
class Descent:
    """Where the descent stopped: the depth, the outcomes found there, and how many parties accept them."""

    depth: int
    outcomes: NDArray[np.intp]
    support: int


def levels(ranks: NDArray[Any], among: Bools | None = None) -> NDArray[np.int64]:
    """Level of each outcome in each party's ranking, 1 the best: int (parties, outcomes).

    Outcomes outside `among` get level 0.

    >>> levels(np.array([[30, 10, 30, 20]])).tolist()
    [[1, 3, 1, 2]]
    """
    here = np.ones(ranks.shape[1], np.bool_) if among is None else among
    found = np.zeros(ranks.shape, np.int64)
    for party, rank in enumerate(ranks):
        values, places = np.unique(rank[here], return_inverse=True)
        found[party, here] = len(values) - places
    return found


def fallback_bargaining(
    ranks: NDArray[Any], quota: int | None = None, among: Bools | None = None, within: Bools | None = None
) -> Descent:
    """Descend until an outcome is acceptable to `quota` parties (None: all of them).

    `ranks` is (parties, outcomes), larger better; `among` bool (outcomes,) narrows the outcomes ranked,
    `within` those of them that may be chosen, as only a zone of agreement may. An impasse that parties may
    fall back on is an outcome like any other.

    Raises ArgumentError for a quota that is not a number of parties, UndefinedError when there is no outcome.

    >>> ranks = np.array([[4, 3, 2, 1], [2, 4, 3, 1], [1, 2, 3, 4]])  # a b c d, b c a d, d c b a
    >>> fallback_bargaining(ranks)
    Descent(depth=3, outcomes=array([1, 2]), support=3)
    >>> fallback_bargaining(ranks, quota=2)
    Descent(depth=2, outcomes=array([1, 2]), support=2)
    """
    parties = len(ranks)
    needed = parties if quota is None else quota
    if not 1 <= needed <= parties:
        raise ArgumentError(f"a quota of {needed} parties is impossible: there are {parties}")
    here = _choosable(ranks.shape[1], among, within)
    level = levels(ranks, among)[:, here]
    enough = np.partition(level, needed - 1, axis=0)[
        needed - 1
    ]  # the depth at which enough parties accept it
    depth = int(enough.min())
    support = (level <= depth).sum(axis=0)
    most = int(support.max())
    return Descent(depth, here[support == most], most)


def majority_compromise(
    ranks: NDArray[Any], among: Bools | None = None, within: Bools | None = None
) -> Descent:
    """Descend until an outcome is acceptable to more than half of the parties; see `fallback_bargaining`."""
    return fallback_bargaining(ranks, len(ranks) // 2 + 1, among, within)


def minimax(ranks: NDArray[Any], among: Bools | None = None, within: Bools | None = None) -> NDArray[np.intp]:
    """Find the outcomes whose worst-placed party is placed highest: indices, every tied one.

    >>> minimax(np.array([[4, 3, 2, 1], [2, 4, 3, 1], [1, 2, 3, 4]])).tolist()
    [1, 2]
    """
    here = _choosable(ranks.shape[1], among, within)
    worst = levels(ranks, among)[:, here].max(axis=0)
    best: NDArray[np.intp] = here[worst == worst.min()]
    return best


def _choosable(outcomes: int, among: Bools | None, within: Bools | None) -> NDArray[np.intp]:
    may = np.ones(outcomes, np.bool_)
    for narrower in (among, within):
        if narrower is not None:
            may &= narrower
    if not may.any():
        raise UndefinedError("there is no outcome to choose from")
    return np.flatnonzero(may)
