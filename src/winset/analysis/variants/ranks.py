"""A party's ranks in many variants of a case at once.

Ranks run over all combinations of levels, feasible or not: which outcomes exist differs from variant to
variant, how a party ranks two of them does not depend on it. Preferences by outcome id speak of the
outcomes of the case as it is written, and have no rank for others (-1).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.case.formulas.masks import Masks, levels_of
from winset.case.ids import Ids
from winset.case.model import (
    Alternatives,
    Case,
    PartialOrder,
    Preference,
    Ranking,
    Statement,
    Statements,
    Weights,
)
from winset.case.preferences import Field, ranks_of
from winset.case.uncertain.rankings import extensions
from winset.errors import ArgumentError
from winset.game.preferences import dense_rows

if TYPE_CHECKING:
    from winset.case.build import Built
    from winset.case.formulas.formula import Formula
    from winset.case.uncertain.uncertainty import States, Uncertainty
    from winset.game.game import Mask, Ranks

Codes = npt.NDArray[np.int64]  # larger is better; only their order within a row counts

_BITS = 62


class PartyRanks:
    """The ranks of one party in variants given as states of the case's elements, `(variants, elements)`."""

    def __init__(self, built: Built, found: Uncertainty, party: str) -> None:
        self.party = party
        self.want = built.case.preferences.get(party)
        self._built = built
        self._position = found.position
        own = ("statement", "weight", "preference", "range", "alternatives", "order")
        self.columns = [k for k, one in enumerate(found.elements) if one.owner == party and one.kind in own]
        self._masks: dict[str, Mask] = {}

    def ranks(self, states: States) -> Ranks:
        """Dense ranks, `(variants, outcomes)`, larger is better."""
        size = self._built.game.outcomes
        if self.want is None:
            return dense_rows(np.zeros((len(states), size), dtype=np.int64))
        codes = self._codes(self.want, states)
        if not isinstance(self.want, Alternatives) and self.want.line is not None:
            codes = np.where(self._held(self.want.line.id, states)[:, None], codes, 0)
        return dense_rows(codes)

    def _codes(self, want: Preference, states: States) -> Codes:
        match want:
            case Statements(statements):
                return self._by_statements(statements, states)
            case Weights():
                return self._by_weights(want, states)
            case Ranking(tiers):
                return self._by_tiers(tiers, states)
            case PartialOrder():
                return self._by_order(want, states)
            case Alternatives():
                return self._by_alternatives(want, states)
        return np.broadcast_to(self._by_ids(want), (len(states), self._built.game.outcomes))

    def _by_statements(self, statements: Sequence[Statement], states: States) -> Codes:
        codes = np.zeros((len(states), self._built.game.outcomes), dtype=np.int64)
        used = 0
        for one in statements:
            if used == _BITS:
                codes = dense_rows(codes).astype(np.int64)
                used = codes.shape[1].bit_length()
            codes <<= 1
            codes += self._held(one.id, states)[:, None] & self._mask(one.that)
            used += 1
        return codes

    def _by_weights(self, want: Weights, states: States) -> Codes:
        ends = [
            [Fraction(str(one.weight))] * 3
            if one.span is None
            else [Fraction(str(one.span[0])), Fraction(str(one.weight)), Fraction(str(one.span[1]))]
            for one in want.weights
        ]
        scale = lcm(*(end.denominator for three in ends for end in three))
        if sum(max(abs(end * scale) for end in three) for three in ends) >= 2**62:
            raise ArgumentError(f'the weights of "{self.party}" differ too much in size to be added exactly')
        codes = np.zeros((len(states), self._built.game.outcomes), dtype=np.int64)
        for one, three in zip(want.weights, ends):
            values = np.array([int(end * scale) for end in three], dtype=np.int64)
            place = self._position.get(f"{one.id} range")
            value = values[1] if place is None else values[states[:, place]]
            codes += (self._held(one.id, states) * value)[:, None] * self._mask(one.that)
        return codes

    def _by_tiers(self, tiers: Sequence[Sequence[Statement]], states: States) -> Codes:
        codes = np.zeros((len(states), self._built.game.outcomes), dtype=np.int64)
        for place, tier in enumerate(reversed(tiers)):
            for one in tier:
                codes[self._held(one.id, states)[:, None] & self._mask(one.that)] = place
        return codes

    def _by_order(self, want: PartialOrder, states: States) -> Codes:
        """An outcome belongs to the best-placed formula that has it."""
        found = extensions(want)
        place = self._position[f"{want.line.id if want.line else self.party} order"]
        numbers, which = np.unique(states[:, place], return_inverse=True)
        places = np.zeros((len(numbers), len(found.items)), dtype=np.int64)
        for row, number in zip(places, numbers):
            row[list(found.order(int(number)))] = np.arange(len(found.items))[::-1]
        codes = np.zeros((len(numbers), self._built.game.outcomes), dtype=np.int64)
        for item, one in enumerate(found.items):
            np.maximum(codes, np.where(self._mask(one.that), places[:, item, None], 0), out=codes)
        return codes[which.reshape(-1)]

    def _by_alternatives(self, want: Alternatives, states: States) -> Codes:
        chosen = states[:, self._position[want.line.id if want.line else f"{self.party} preference"]]
        codes = np.zeros((len(states), self._built.game.outcomes), dtype=np.int64)
        for k, one in enumerate(want.preferences):
            rows = np.flatnonzero(chosen == k)
            if rows.size:
                codes[rows] = self._codes(one, states[rows])
        return codes

    def _by_ids(self, want: Preference) -> Codes:
        case, feasible = self._built.case, self._built.game.feasible
        ids = Ids(len(self._built.indices), tuple(case.outcomes))
        ranks = ranks_of(self.party, want, Field(Masks(levels_of(case)), feasible, ids))
        if feasible is None:
            return ranks.astype(np.int64)
        codes = np.full(feasible.size, -1, dtype=np.int64)
        codes[feasible] = ranks
        return codes

    def _held(self, name: str, states: States) -> Mask:
        return np.asarray(states[:, self._position[name]] == 1)

    def _mask(self, formula: Formula) -> Mask:
        key = str(formula)
        if key not in self._masks:
            self._masks[key] = self._built.masks(formula)
        return self._masks[key]


def by_id(case: Case, party: str) -> bool:
    """Whether a party's preference, or an alternative of it, names outcomes by id."""
    want = case.preferences.get(party)
    kinds = want.preferences if isinstance(want, Alternatives) else (want,)
    return any(one is not None and one.kind in ("outcomes", "utilities") for one in kinds)
