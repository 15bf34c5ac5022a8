"""Counting coalitions: how often, by size, a member turns a losing coalition into a winning one.

Members with equal weights are alike, and bodies that share no member are independent: each body's
coalitions are counted by size and by which of its quotas they meet (`winset.analysis.bodies.tallies`), then the
bodies are joined by multiplying polynomials in the size (generating functions; Mann & Shapley 1962, Brams &
Affuso 1976). Because a rule is monotone, the swings of member i follow from two counts of winning
coalitions: all of them, and those without i. All counts are exact integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bodies.tallies import Kind, Profile, Tally
from winset.analysis.bodies.voting import VotingRule

Route = tuple[tuple[int, int], ...]  # (total, how many of its quotas must be met), all of them


@dataclass(frozen=True)
class Swings:
    """Winning coalitions by size, and for every member the coalitions it turns winning, by size without it.

    Members without any weight are left out of the coalitions counted; `active` is the number of the others.
    """

    active: int
    winning: tuple[int, ...]
    by_member: Mapping[str, tuple[int, ...]]


def count_swings(rule: VotingRule) -> Swings:
    """Swings of every member of a voting rule, by coalition size.

    Raises SizeError when a body has too many kinds of members and too large weights to count exactly.

    >>> from winset.analysis.bodies.voting import voting_rule
    >>> count_swings(voting_rule({"a": 2, "b": 1, "c": 1}, 3)).by_member
    {'a': (0, 2, 1), 'b': (0, 1, 0), 'c': (0, 1, 0)}
    """
    totals, quotas, routes = _shared_totals(rule)
    kinds = {member: tuple(weights.get(member, 0) for weights in totals) for member in rule.members}
    active = [kind for kind in kinds.values() if any(kind)]
    bodies = [Tally(axes, quotas, [k for k in active if any(k[a] for a in axes)]) for axes in _bodies(active)]
    winning = _winning(_joined(body.profile() for body in bodies), routes)
    swings: dict[Kind, tuple[int, ...]] = {}
    for body in bodies:
        rest = _joined(other.profile() for other in bodies if other is not body)
        for kind in body.kinds:
            swings[kind] = _swings(winning, _winning_together(body.profile(kind), rest, routes))
    none = (0,) * len(active)
    return Swings(len(active), tuple(winning), {m: swings.get(kind, none) for m, kind in kinds.items()})


def _shared_totals(rule: VotingRule) -> tuple[list[dict[str, int]], list[list[int]], list[Route]]:
    """Give quotas over the same weights one total: the totals, the quotas of each, the routes over them."""
    whole = [[quota.in_integers() for quota in route] for route in rule.routes]
    totals: list[dict[str, int]] = []
    for route in whole:
        totals += [weights for weights, _ in route if weights not in totals]
    quotas = [sorted({need for route in whole for w, need in route if w == weights}) for weights in totals]
    places = [[(totals.index(weights), need) for weights, need in route] for route in whole]
    return totals, quotas, [tuple((k, quotas[k].index(need) + 1) for k, need in route) for route in places]


def _bodies(kinds: Iterable[Kind]) -> list[tuple[int, ...]]:
    """Totals that share a member belong to one body."""
    groups: list[set[int]] = []
    for kind in set(kinds):
        touched = {k for k, weight in enumerate(kind) if weight}
        apart = [group for group in groups if not group & touched]
        groups = [*apart, touched.union(*(group for group in groups if group & touched))]
    return sorted(tuple(sorted(group)) for group in groups)


def _joined(profiles: Iterable[Profile]) -> Profile:
    """Join independent bodies: the quotas met add up, the polynomials in the size multiply."""
    whole: Profile | None = None
    for profile in profiles:
        if whole is None:
            whole = profile
            continue
        together: Profile = {}
        for (met, many), (also_met, more) in product(whole.items(), profile.items()):
            both = tuple(a + b for a, b in zip(met, also_met))
            together[both] = together.get(both, 0) + np.convolve(many, more)
        whole = together
    return whole or {}


def _winning(profile: Profile, routes: list[Route]) -> list[int]:
    size = max(len(many) for many in profile.values())
    return _summed((many for met, many in profile.items() if _wins(met, routes)), size)


def _winning_together(profile: Profile, rest: Profile, routes: list[Route]) -> list[int]:
    """Winning coalitions of a body and the rest: one product for every way the rest can meet its quotas."""
    if not rest:
        return _winning(profile, routes)
    size = len(next(iter(profile.values())))
    terms = []
    for met, more in rest.items():
        enough = (many for own, many in profile.items() if _wins([a + b for a, b in zip(own, met)], routes))
        terms.append(np.convolve(np.array(_summed(enough, size), object), more))
    return _summed(terms, len(terms[0]))


def _wins(met: Iterable[int], routes: list[Route]) -> bool:
    reached = tuple(met)
    return any(all(reached[k] >= needed for k, needed in route) for route in routes)


def _summed(polynomials: Iterable[NDArray[Any]], size: int) -> list[int]:
    return [int(many) for many in sum(polynomials, np.zeros(size, object))]


def _swings(winning: list[int], without: list[int]) -> tuple[int, ...]:
    """Swings by size s: winning with the member at size s + 1, less winning already without it at size s."""
    padded = [*without, 0]
    return tuple(winning[s + 1] - padded[s + 1] - padded[s] for s in range(len(winning) - 1))
