"""Good deals inside the zone: what each way of choosing picks, and which ways cannot be used and why.

Ordinal ways need rankings only; cardinal ones need utilities of every party at the table and are refused
without. All choose inside the zone of agreement and list every tied outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.agreement import Agreement, Mask
from winset.analysis.bargaining.fallback_bargaining import fallback_bargaining, majority_compromise, minimax
from winset.analysis.bargaining.solutions import RULES, solutions
from winset.analysis.bodies.voting import Number

Indices = NDArray[np.intp]

TITLES = {
    "fallback_bargaining": "fallback bargaining",
    "minimax": "minimax",
    "majority_compromise": "majority compromise",
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "raiffa": "Raiffa",
}


@dataclass(frozen=True)
class Choice:
    """What one way of choosing picks: every tied outcome, and its rule in a few words."""

    outcomes: Indices
    rule: str


@dataclass(frozen=True)
class Choices:
    """What each way picks, and why the ways left out cannot be used."""

    made: dict[str, Choice]
    refused: dict[str, str]


def choices(agreement: Agreement, zone: Mask, weights: Mapping[str, Number] | None = None) -> Choices:
    """Ask every way of choosing for the best outcomes of a zone that is not empty.

    `weights` are bargaining weights by party for the Nash solution (1 for a party not named).
    """
    table = agreement.deal.between
    ranks = agreement.built.game.ranks[[agreement.index(party) for party in table]]
    made = _by_rank(ranks, agreement.feasible, zone)
    ordinal = [party for party in table if agreement.reserve(party) is None]
    if ordinal:
        *first, last = (party.name for party in agreement.case.parties if party.id in ordinal)
        names = f"{', '.join(first)} and {last}" if first else last
        reason = (
            f"needs utilities of everyone at the table; the case ranks outcomes for {names} without numbers"
        )
        return Choices(made, dict.fromkeys(RULES, reason))
    here = np.flatnonzero(zone)
    utilities = np.stack([np.asarray(agreement.utilities(party))[here] for party in table])
    reserve = [float(agreement.reserve(party) or 0.0) for party in table]
    powers = [(weights or {}).get(party, 1) for party in table]
    found = solutions(utilities, reserve, weights=powers)
    made |= {name: Choice(here[places], RULES[name]) for name, places in found.chosen.items()}
    return Choices(made, {})


def _by_rank(ranks: NDArray[np.signedinteger], feasible: Mask, zone: Mask) -> dict[str, Choice]:
    descent = fallback_bargaining(ranks, among=feasible, within=zone)
    majority = majority_compromise(ranks, among=feasible, within=zone)
    most = len(ranks) // 2 + 1
    return {
        "fallback_bargaining": Choice(descent.outcomes, _settled(len(ranks), len(ranks), descent.depth)),
        "minimax": Choice(minimax(ranks, feasible, zone), "the party it serves least is served best"),
        "majority_compromise": Choice(majority.outcomes, _settled(most, len(ranks), majority.depth)),
    }


def _settled(many: int, of: int, depth: int) -> str:
    """How far down its order each has to go, where so many have to agree."""
    who = "everyone settles for its" if many == of else f"{many} of {of} settle for their"
    return f"{who} {_ordinal(depth)} best"


def _ordinal(number: int) -> str:
    """A place in an order.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
