"""Side payments: the least that would have to be added to an outcome's worth for parties to accept it.

Only for parties whose utilities are numbers. A party that must gain accepts only what is above its
fallback, so its payment is a bound to be exceeded. Red lines cannot be paid for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.agreement import refusal_id
from winset.analysis.blocking.targets import Target

_MOST_PARTIES = 8  # parties whose every combination is tried


@dataclass(frozen=True)
class Payments:
    """What would buy a wanted outcome: the least rise in utility of each party that has to be paid."""

    outcome: int
    rises: dict[str, float]
    more_than: tuple[str, ...]  # parties whose rise is a bound to be exceeded

    @property
    def total(self) -> float:
        """The sum of the rises; it means something where the parties' utilities share a unit."""
        return sum(self.rises.values())


def side_payments(wanted: Target, most: int = 5) -> tuple[Payments, ...]:
    """Find the wanted outcomes that payments alone would let in, cheapest first, at most `most` of them.

    Of several sets of parties that could be paid for one outcome the cheapest is taken. Outcomes that a rule
    excludes, or that are in already, are left out.
    """
    agreement = wanted.agreement
    open_to = np.flatnonzero(wanted.wanted & agreement.feasible & ~wanted.reached())
    rises = _rises(wanted, open_to)
    cheapest: dict[int, tuple[float, tuple[str, ...]]] = {}
    for size in range(1, len(rises) + 1):
        for paid in combinations(rises, size):
            reached = wanted.reached(map(refusal_id, paid))[open_to]
            total = np.sum([rises[party] for party in paid], axis=0)
            for place in np.flatnonzero(reached):
                known = cheapest.get(int(place))
                if known is None or total[place] < known[0]:
                    cheapest[int(place)] = float(total[place]), paid
    order = sorted(cheapest, key=lambda place: (cheapest[place][0], place))[:most]
    return tuple(_payments(wanted, int(open_to[k]), {p: rises[p][k] for p in cheapest[k][1]}) for k in order)


def _rises(wanted: Target, outcomes: NDArray[np.intp]) -> dict[str, NDArray[np.float64]]:
    """What each party with utilities lacks at each outcome; those that never lack anything are left out."""
    found = {}
    for party in wanted.agreement.asked:
        utilities, reserve = wanted.agreement.utilities(party), wanted.agreement.reserve(party)
        if utilities is None or reserve is None or wanted.agreement.consents[party][outcomes].all():
            continue
        found[party] = np.maximum(np.round(reserve - utilities[outcomes], 9), 0.0)
        if len(found) == _MOST_PARTIES:
            break
    return found


def _payments(wanted: Target, outcome: int, rises: dict[str, np.float64]) -> Payments:
    refusing = {p: float(rise) for p, rise in rises.items() if not wanted.agreement.consents[p][outcome]}
    must_gain = wanted.agreement.deal.must_gain
    return Payments(outcome, refusing, tuple(party for party in refusing if party in must_gain))
