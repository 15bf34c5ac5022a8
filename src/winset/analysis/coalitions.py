"""Stability against coalitions: what would hold if parties could move together.

A coalition C improves from s by going to t in R_C(s), what its members reach by moves of any of them, when every
member strictly prefers t to s. Notation as in `winset.analysis.stability`, with C in place of party i.

KHFP01 is Kilgour, Hipel, Fang and Peng, "Coalition analysis in group decision support", Group Decision and
Negotiation 10 (2001); IH08 is Inohara and Hipel, "Coalition analysis in the graph model for conflict resolution",
Systems Engineering 11 (2008).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

import numpy as np
import numpy.typing as npt

from winset.game.game import Game, Mask
from winset.game.graph import GraphGame
from winset.game.reach import Reach
from winset.game.steps import Mover, coalition_fibres

Rows = npt.NDArray[np.signedinteger]  # one row for each member, one column for each outcome


def cnash(reach: Reach, members: Mover) -> Mask:
    """Coalition Nash stability: the coalition has no improvement from s (KHFP01; IH08)."""
    return ~_tempted(reach, members, reach.game.ranks[list(members)])


def cgmr(reach: Reach, members: Mover) -> Mask:
    """Coalition general metarationality: every coalition improvement t can be sanctioned.

    From t the others reach an s2 in R_{N-C}(t) that at least one member does not prefer to s (IH08).
    """
    ranks = reach.game.ranks[list(members)]
    return ~_tempted(reach, members, _held_down(reach, members, ranks, ranks))


def csmr(reach: Reach, members: Mover) -> Mask:
    """Coalition symmetric metarationality: as CGMR, and the sanction cannot be escaped.

    Every s3 in R_C(s2) is likewise one that at least one member does not prefer to s (IH08). Which member it is may
    differ from one s3 to the next, so that the sanction is no number for each member. Where one and the same member
    always does, or no sanction exists at all, that settles it; only what is left is decided outcome by outcome.
    """
    ranks = reach.game.ranks[list(members)]
    escapes = np.stack([reach.best(members, row) for row in ranks])
    sure = ~_tempted(reach, members, _held_down(reach, members, ranks, escapes))
    if len(members) == 1:
        return sure
    return sure | _decided(reach, members, cgmr(reach, members) & ~sure)


def cseq(reach: Reach, members: Mover) -> Mask:
    """Coalition sequential stability: as CGMR, with s2 in R_{N-C}^+(t), so that it equals SEQ for one party (IH08).

    Each step of a sanction is an improvement for its own mover over the outcome it moves from.
    """
    ranks = reach.game.ranks[list(members)]
    return ~_tempted(reach, members, _held_down(reach, members, ranks, ranks, improving=True))


CONCEPTS: Mapping[str, Callable[[Reach, Mover], Mask]] = {
    "cnash": cnash,
    "cgmr": cgmr,
    "csmr": csmr,
    "cseq": cseq,
}

TITLES: Mapping[str, str] = {"cnash": "CNash", "cgmr": "CGMR", "csmr": "CSMR", "cseq": "CSEQ"}


def others(game: Game, members: Iterable[int]) -> Mover:
    """N-C: every party outside the coalition."""
    inside = set(members)
    return tuple(party for party in range(len(game.parties)) if party not in inside)


def _held_down(reach: Reach, members: Mover, ranks: Rows, values: Rows, improving: bool = False) -> Rows:
    """For each member and each t, the least of t itself and of the values the others can bring about from it."""
    opponents = others(reach.game, members)
    return np.stack([
        np.minimum(rank, reach.worst(opponents, value, improving)) for rank, value in zip(ranks, values)
    ])


def _tempted(reach: Reach, members: Mover, reward: Rows) -> Mask:
    """Where the coalition can reach a t whose reward to every member is more than the member has.

    One t in each fibre of the coalition at a time, the most rewarding first. In option form whatever leads to a t
    that another one, reachable from it, rewards at least as much, leads to that other one too, so t is not tried.
    """
    ranks = reach.game.ranks[list(members)]
    if len(members) == 1:
        return reach.moves.best(members[0], reward[0]) > ranks[0]
    fibres = coalition_fibres(reach.game, members)
    total = reward.sum(axis=0, dtype=np.int64)
    untried = _existing(reach.game)
    tempted = np.zeros(reach.game.outcomes, dtype=np.bool_)
    while untried.any():
        chosen, lines = _best_in_each(untried, total, fibres)
        here = np.zeros_like(untried)
        here[chosen] = True
        prize = np.full((len(members), len(fibres)), np.iinfo(np.int64).min)
        prize[:, lines] = reward[:, chosen]
        gain, worse = np.zeros_like(tempted), np.zeros_like(tempted)
        gain[fibres] = np.all(ranks[:, fibres] < prize[:, :, None], axis=0)
        worse[fibres] = np.all(reward[:, fibres] <= prize[:, :, None], axis=0)
        leading = reach.leading_to(members, here)
        tempted |= leading & gain
        untried &= ~here if isinstance(reach.game, GraphGame) else ~(leading & worse)
    return tempted


def _best_in_each(untried: Mask, total: npt.NDArray[np.int64], fibres: npt.NDArray[np.int64]) -> tuple[
    npt.NDArray[np.int64], npt.NDArray[np.int64]
]:
    """In each fibre with something untried, the outcome of most total reward, and the fibre it is in."""
    least = np.iinfo(np.int64).min
    keys = np.where(untried, total, least)[fibres]
    best = keys.argmax(axis=1)
    lines = np.flatnonzero(keys[np.arange(len(fibres)), best] > least)
    return fibres[lines, best[lines]], lines


def _decided(reach: Reach, members: Mover, undecided: Mask) -> Mask:
    """CSMR by its definition for the undecided outcomes; true where stable.

    Each outcome needs a search of its own; 64 are made at once, one in each bit of a word.
    """
    ranks = reach.game.ranks[list(members)]
    exists = np.where(_existing(reach.game), ~np.uint64(0), np.uint64(0))
    waiting = np.flatnonzero(undecided & _existing(reach.game))
    stable = np.zeros_like(undecided)
    for begin in range(0, waiting.size, 64):
        some = waiting[begin : begin + 64]
        bits = np.left_shift(np.uint64(1), np.arange(some.size, dtype=np.uint64))
        better = np.zeros(undecided.size, dtype=np.uint64)
        for bit, s in zip(bits, some):
            better |= np.where(_all(ranks > ranks[:, [s]]), bit, np.uint64(0))
        better &= exists
        lasting = exists & ~reach.any_ahead(members, better)
        deterred = reach.any_ahead(others(reach.game, members), lasting)
        tempting = reach.any_ahead(members, better & ~deterred)
        stable[some] = tempting[some] & bits == 0
    return stable


def _all(rows: Mask) -> Mask:
    return np.asarray(rows.all(axis=0))


def _existing(game: Game) -> Mask:
    return np.ones(game.outcomes, dtype=np.bool_) if game.feasible is None else game.feasible.copy()
