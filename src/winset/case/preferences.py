"""A party's preference, in any of its five kinds, as ranks over the feasible outcomes.

Each function takes the feasible outcomes as a `Field` and raises CaseError with all its problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from winset.case.clash import problem_at
from winset.case.formulas.formula import Formula
from winset.case.formulas.masks import Mask, Masks
from winset.case.ids import Ids
from winset.case.model import (
    Ordering,
    Preference,
    Ranking,
    Statements,
    Utilities,
    Weights,
)
from winset.case.uncertain.rankings import determined
from winset.errors import ArgumentError, CaseError
from winset.game.preferences import Ranks, by_statements, by_tiers, by_weights, dense

Utility = npt.NDArray[np.float64]

_SHOWN = 5  # ids named in a problem


@dataclass(frozen=True)
class Field:
    """The feasible outcomes of a case: where they stand among all combinations (None: all), and their ids."""

    masks: Masks
    feasible: Mask | None
    ids: Ids

    def mask(self, formula: Formula) -> Mask:
        """Where a formula is true, over the feasible outcomes only."""
        mask = self.masks.mask(formula)
        return mask if self.feasible is None else mask[self.feasible]


def ranks_of(party: str, preference: Preference | None, field: Field) -> Ranks:
    """Dense ranks over the feasible outcomes, larger better.

    A party that states no preference is indifferent between all outcomes. Of alternatives the likeliest is
    taken, of the rankings that fit a partial order the first (`winset.case.uncertain.rankings`).
    """
    taken = None if preference is None else determined(preference)
    match taken:
        case None:
            return np.zeros(len(field.ids), dtype=np.int8)
        case Statements(statements):
            return by_statements((field.mask(one.that) for one in statements), len(field.ids))
        case Weights():
            return dense(_sums(party, taken, field)[0])
        case Ranking():
            return _ranking(party, taken, field)
        case Ordering():
            return _ordering(party, taken, field)
        case Utilities():
            return dense(_utilities(party, taken, field))


def utility_of(party: str, preference: Preference | None, field: Field) -> Utility | None:
    """Utilities over the feasible outcomes where the preference gives numbers, else None.

    Sums of weights are exact and rounded once, so that equal sums are equal utilities.
    """
    taken = None if preference is None else determined(preference)
    match taken:
        case Weights():
            sums, scale = _sums(party, taken, field)
            return sums / scale
        case Utilities():
            return _utilities(party, taken, field)
    return None


def _sums(party: str, preference: Weights, field: Field) -> tuple[Ranks, int]:
    lines = preference.weights
    try:
        masks = (field.mask(line.that) for line in lines)
        return by_weights(masks, [line.weight for line in lines], len(field.ids))
    except ArgumentError as error:
        raise CaseError([problem_at(preference.line, f'preference of "{party}": {error}')]) from None


def _ranking(party: str, preference: Ranking, field: Field) -> Ranks:
    tiers = [_any([field.mask(one.that) for one in tier], len(field.ids)) for tier in preference.tiers]
    missed = np.flatnonzero(~_any(tiers, len(field.ids)))
    if missed.size:
        message = f'the ranking of "{party}" misses {_named(field.ids, missed)}'
        hint = "give every outcome a tier; a last tier for the rest may say so, as in [build or not build]"
        raise CaseError([problem_at(preference.line, message, hint)])
    return dense(by_tiers(tiers, len(field.ids)))


def _any(masks: Sequence[Mask], count: int) -> Mask:
    found = np.zeros(count, dtype=np.bool_)
    for mask in masks:
        found |= mask
    return found


def _ordering(party: str, preference: Ordering, field: Field) -> Ranks:
    listed = [outcome for tier in preference.tiers for outcome in tier]
    positions = _positions(party, preference, listed, field.ids)
    places = [place for place, tier in enumerate(preference.tiers) for _ in tier]
    ranks: npt.NDArray[np.int64] = np.empty(len(field.ids), dtype=np.int64)
    ranks[positions] = -np.array(places, dtype=np.int64)
    return dense(ranks)


def _utilities(party: str, preference: Utilities, field: Field) -> Utility:
    positions = _positions(party, preference, list(preference.utilities), field.ids)
    utility = np.empty(len(field.ids), dtype=np.float64)
    utility[positions] = list(preference.utilities.values())
    return utility


def _positions(party: str, preference: Ordering | Utilities, listed: Sequence[str], ids: Ids) -> list[int]:
    """The positions of listed ids; CaseError for ids that are unknown, repeated or missing."""
    found = {outcome: ids.position(outcome) for outcome in listed}
    messages = [
        f'no outcome "{outcome}": {ids.described()}'
        for outcome, position in found.items()
        if position is None
    ]
    messages += [
        f'outcome "{outcome}" is there {times} times'
        for outcome, times in Counter(listed).items()
        if times > 1
    ]
    missed = np.setdiff1d(
        np.arange(len(ids)), [p for p in found.values() if p is not None], assume_unique=True
    )
    if missed.size:
        messages.append(f"it misses {_named(ids, missed)}")
    if messages:
        of = f'preference of "{party}" by {"outcomes" if isinstance(preference, Ordering) else "utilities"}'
        raise CaseError(problem_at(preference.line, f"{of}: {message}") for message in messages)
    return [position for position in found.values() if position is not None]


def _named(ids: Ids, positions: Iterable[int]) -> str:
    """Some outcomes in words: their number, and the first few ids."""
    all_ = [int(position) for position in positions]
    shown = ", ".join(ids[position] for position in all_[:_SHOWN])
    more = f" and {len(all_) - _SHOWN:,} more" if len(all_) > _SHOWN else ""
    return f"outcome{'s' if len(all_) > 1 else ''} {shown}{more}"
