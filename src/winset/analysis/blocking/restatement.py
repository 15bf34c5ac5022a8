"""Moving one statement up or down a party's list so that it accepts what it now refuses.

With ordered statements (option prioritising) a party compares an outcome with its fallback by the first
statement on which they differ. So one statement moved to another place can turn a no into a yes; this finds
every such move of least distance, for parties whose refusal alone keeps a wanted outcome out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bargaining.agreement import Agreement, Mask, refusal_id
from winset.analysis.blocking.targets import Target
from winset.case.model import Statement, Statements


@dataclass(frozen=True)
class Restatement:
    """A statement moved from one place in a party's list to another (from 1), and an outcome this lets in."""

    party: str
    statement: Statement
    place: int
    to: int
    outcomes: int
    example: int


def restatements(wanted: Target) -> tuple[Restatement, ...]:
    """Find every single statement whose move would let a wanted outcome in, the shortest moves first.

    For each statement and direction only the shortest move that does it is given. That the party would then
    still hold to the outcome is not claimed: its other comparisons change as well.
    """
    agreement, now = wanted.agreement, wanted.reached()
    found: list[Restatement] = []
    for party in agreement.asked:
        alone = wanted.reached([refusal_id(party)]) & ~now
        preference, fallback = agreement.preference(party), agreement.fallback[party]
        if isinstance(preference, Statements) and fallback is not None and alone.any():
            found += _of_party(agreement, party, preference.statements, fallback, alone)
    return tuple(sorted(found, key=lambda one: (abs(one.to - one.place), one.party, one.place)))


def _of_party(
    agreement: Agreement, party: str, statements: tuple[Statement, ...], fallback: int, alone: Mask
) -> list[Restatement]:
    here = np.flatnonzero(alone)
    truth = np.array([_truth(agreement, one, here) for one in statements], np.int8)
    there = np.array([_truth(agreement, one, np.array([fallback]))[0] for one in statements], np.int8)
    differs = truth - there[:, None]  # 1: speaks for the outcome, -1: for the fallback, 0: for neither
    kinds, places = np.unique(differs, axis=1, return_inverse=True)
    found: list[Restatement] = []
    for place, statement in enumerate(statements):
        for direction in (-1, 1):
            end = -1 if direction < 0 else len(statements)
            for to in range(place + direction, end, direction):
                accepts = _accepts(_moved(kinds, place, to), party in agreement.deal.must_gain)
                lets_in = here[accepts[places.ravel()]]
                if lets_in.size:
                    moved = Restatement(party, statement, place + 1, to + 1, lets_in.size, int(lets_in[0]))
                    found.append(moved)
                    break
    return found


def _truth(agreement: Agreement, statement: Statement, places: NDArray[np.intp]) -> Mask:
    return agreement.built.masks(statement.that)[places]


def _moved(rows: NDArray[np.int8], place: int, to: int) -> NDArray[np.int8]:
    order = [*range(place), *range(place + 1, len(rows))]
    order.insert(to, place)
    return rows[order]


def _accepts(differs: NDArray[np.int8], must_gain: bool) -> Mask:
    """Where the first statement that tells outcome and fallback apart speaks for the outcome."""
    first = np.argmax(differs != 0, axis=0)
    deciding = differs[first, np.arange(differs.shape[1])]
    return np.asarray(deciding > 0 if must_gain else deciding >= 0)
