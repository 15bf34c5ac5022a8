"""What tempts a coalition, for whole arrays at once: what every concept of coalition stability is made of.

A coalition C improves from s by going to t in R_C(s) when every member strictly prefers t to s. Rows hold one
integer for each member (in order) and outcome; entries of infeasible outcomes mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from winset.game.game import Game, Indices, Mask
from winset.game.graph import GraphGame
from winset.game.reach import Reach
from winset.game.steps import Mover, coalition_fibres

Rows = npt.NDArray[np.signedinteger]


def others(game: Game, members: Iterable[int]) -> Mover:
    """N-C: every party outside the coalition."""
    inside = set(members)
    return tuple(party for party in range(len(game.parties)) if party not in inside)


def existing(game: Game) -> Mask:
    """The outcomes that are feasible, as a new array."""
    return np.ones(game.outcomes, dtype=np.bool_) if game.feasible is None else game.feasible.copy()


def all_members(rows: Mask) -> Mask:
    """Where something is true of every member."""
    return np.asarray(rows.all(axis=0))


def held_down(reach: Reach, members: Mover, values: Rows, improving: bool = False) -> Rows:
    """For each member and t: the least of its rank at t and of its value wherever the others can go from t.

    The others move as they like, or by improvements only.
    """
    opponents, ranks = others(reach.game, members), reach.game.ranks[list(members)]
    return np.stack(
        [np.minimum(rank, reach.worst(opponents, value, improving)) for rank, value in zip(ranks, values)]
    )


def tempted(reach: Reach, members: Mover, reward: Rows) -> Mask:
    """Where the coalition can reach a t whose reward to every member is more than the member has.

    One t in each fibre of the coalition at a time, the most rewarding first. In option form whatever leads to
    a t from which another can be reached that rewards all at least as much, leads to that other one too: t is
    not tried. At most as many rounds as a fibre has outcomes, each a few passes over all outcomes; on random
    ranks few rounds.
    """
    ranks = reach.game.ranks[list(members)]
    if len(members) == 1:
        return np.asarray(reach.moves.best(members[0], reward[0]) > ranks[0])
    fibres = coalition_fibres(reach.game, members)
    total = reward.sum(axis=0, dtype=np.int64)
    untried, found = existing(reach.game), np.zeros(reach.game.outcomes, dtype=np.bool_)
    while untried.any():
        chosen, lines = _best_in_each(untried, total, fibres)
        here, gain, dominated = (np.zeros_like(untried) for _ in range(3))
        here[chosen] = True
        prize = np.full((len(members), len(fibres), 1), np.iinfo(np.int64).min)
        prize[:, lines, 0] = reward[:, chosen]
        gain[fibres] = all_members(ranks[:, fibres] < prize)
        dominated[fibres] = all_members(reward[:, fibres] <= prize)
        leading = reach.leading_to(members, here)
        found |= leading & gain
        untried &= ~here if isinstance(reach.game, GraphGame) else ~(leading & dominated)
    return found


def withstands(reach: Reach, members: Mover, asked: Mask) -> Mask:
    """The outcomes among those asked at which every improvement meets a sanction the coalition cannot escape.

    After an improvement t the others move to an s2 such that at s2, and wherever the coalition goes from it,
    some member (not always the same one) has no more than at s. Each s needs a search of its own; 64 are made
    at once, one in each bit of a word, so that the cost is asked * outcomes / 64.
    """
    ranks = reach.game.ranks[list(members)]
    exists = np.where(existing(reach.game), ~np.uint64(0), np.uint64(0))
    waiting = np.flatnonzero(asked & existing(reach.game))
    stable = np.zeros_like(asked)
    for begin in range(0, waiting.size, 64):
        some = waiting[begin : begin + 64]
        bits = np.left_shift(np.uint64(1), np.arange(some.size, dtype=np.uint64))
        better = np.zeros(asked.size, dtype=np.uint64)
        for bit, s in zip(bits, some):
            better |= np.where(all_members(ranks > ranks[:, [s]]), bit, np.uint64(0))
        better &= exists
        lasting = exists & ~reach.any_ahead(members, better)
        deterred = reach.any_ahead(others(reach.game, members), lasting)
        tempting = reach.any_ahead(members, better & ~deterred)
        stable[some] = tempting[some] & bits == 0
    return stable


def jumps(reach: Reach, members: Mover, held: Indices) -> list[tuple[int, int]]:
    """From one of the outcomes held to another that the members can reach and all of them prefer."""
    ranks = reach.game.ranks[list(members)]
    fibres = coalition_fibres(reach.game, members)
    line = np.empty(reach.game.outcomes, dtype=np.int64)
    line[fibres] = np.arange(len(fibres))[:, None]
    found, waiting = [], held[np.argsort(line[held], kind="stable")]
    while waiting.size:
        _, first = np.unique(line[waiting], return_index=True)
        sources = waiting[first]
        here = np.zeros(reach.game.outcomes, dtype=np.bool_)
        here[sources] = True
        reached = held[reach.onward(members, here)[held]]
        source = sources[np.searchsorted(line[sources], line[reached])]
        better = all_members(ranks[:, reached] > ranks[:, source])
        found += list(zip(source[better].tolist(), reached[better].tolist()))
        waiting = np.delete(waiting, first)
    return sorted(found)


def _best_in_each(untried: Mask, total: Indices, fibres: Indices) -> tuple[Indices, Indices]:
    """In each fibre with something untried, the outcome of most total reward, and the fibre it is in."""
    least = np.iinfo(np.int64).min
    keys = np.where(untried, total, least)[fibres]
    best = keys.argmax(axis=1)
    lines = np.flatnonzero(keys[np.arange(len(fibres)), best] > least)
    return fibres[lines, best[lines]], lines
