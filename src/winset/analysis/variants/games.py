"""Variants of a case as games, many at once, and what holds in each.

A variant is one state of every element (`winset.case.uncertain.uncertainty`). Variants that differ in what one party
wants share all the rest, so a batch of them is taken apart: each party's different rankings are made once,
the sets of feasible outcomes once, and games that come out the same are answered once. Nash, GMR and SMR
stability of a party depends on its own ranking and on what is feasible only (its opponents' moves, not
their wishes), and is found once for each pair; SEQ and SSEQ for each different game.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.analysis.stability import CONCEPTS
from winset.analysis.variants.ranks import PartyRanks, by_id
from winset.case.build import Built, build
from winset.errors import UndefinedError
from winset.game.moves import moves_of
from winset.game.stack import Form, Rows, Stack, StackedFibres

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.case.uncertain.uncertainty import States, Uncertainty
    from winset.game.game import Game, Indices, Mask, OneWay

ALONE = ("nash", "gmr", "smr")  # concepts that ask nothing of what the other parties want

CACHED = 2**17
"""Games times outcomes answered in one pass: what a pass works on then stays in the processor's cache."""

Equilibria = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Games:
    """The different games of a batch of variants.

    rows: each party's different rankings, `(rankings, outcomes)`, and the different masks of feasible
    outcomes, as picked by each game. forms: ints `(games,)`, which one-way options hold. which: ints
    `(variants,)`, the game of each.
    """

    rows: Rows
    forms: Indices
    which: Indices

    @property
    def count(self) -> int:
        """How many different games there are."""
        return len(self.forms)


class Variants:
    """Makes the games of a case's variants, and finds their equilibria.

    Raises UndefinedError when a variant has outcomes that a party's preference, by outcome id, says nothing
    of.
    """

    def __init__(self, case: Case, found: Uncertainty) -> None:
        self.case, self.found = case, found
        self.built: Built = build(case)
        self._parties = [PartyRanks(self.built, found, party.id) for party in case.parties]
        self._named = [party.id for party in case.parties if by_id(case, party.id)]
        self._bars = _Bars(self.built, found)

    @property
    def outcomes(self) -> int:
        """Outcomes of each game, infeasible ones included."""
        return self.built.game.outcomes

    def games(self, states: States) -> Games:
        """The different games among variants given by their states, `(variants, elements)`."""
        tables, picks = [], []
        for party in self._parties:
            table, pick = _different(party.ranks, states, party.columns)
            tables.append(table)
            picks.append(pick)
        masks, mask = _different(self._bars.feasible, states, self._bars.columns)
        self._check_ids(masks)
        form = _number(states, self._bars.one_way)[1]
        first, which = numbered([*picks, mask, form])
        rows = Rows(tables, masks, np.stack(picks)[:, first], mask[first])
        return Games(rows, form[first], which)

    def equilibria(self, games: Games, states: States, concepts: Sequence[str]) -> Equilibria:
        """Which outcomes are equilibria, `(games, concepts, outcomes)`; states: those the games were made from."""
        if self.built.game.is_graph:
            return self._one_by_one(games, concepts)
        found = np.ones((games.count, len(concepts), self.outcomes), dtype=np.bool_)
        for form in np.unique(games.forms):
            chosen = np.flatnonzero(games.forms == form)
            variant = int(np.flatnonzero(games.forms[games.which] == form)[0])
            shape = Form(self.built.game.sizes, self._bars.form(states[variant]))
            for part in np.array_split(chosen, -(-len(chosen) * self.outcomes // CACHED)):
                found[part] = _equilibria(shape, games.rows.picked(part), concepts)
        return found

    def _one_by_one(self, games: Games, concepts: Sequence[str]) -> Equilibria:
        """Games in graph form, whose moves no stack can share."""
        found = np.ones((games.count, len(concepts), self.outcomes), dtype=np.bool_)
        for game, place in zip(found, range(games.count)):
            moves = moves_of(self.game(games, place))
            for k, concept in enumerate(concepts):
                for party in range(len(self.case.parties)):
                    game[k] &= CONCEPTS[concept](moves, party)
        return found

    def game(self, games: Games, place: int) -> Game:
        """One of the games by itself, with the one-way options of the case as it is written."""
        game = copy(self.built.game)
        game.ranks = np.stack([t[p] for t, p in zip(games.rows.ranks, games.rows.picks[:, place])])
        if not game.is_graph:
            game.feasible = games.rows.feasible[games.rows.masks[place]]
        vars(game).pop("digest", None)
        return game

    def one_way(self, states: States) -> tuple[tuple[OneWay, ...], ...]:
        """The one-way digits of each party in a variant, `(elements,)`."""
        return self._bars.form(states)

    def _check_ids(self, masks: Mask) -> None:
        feasible = self.built.game.feasible
        if self._named and feasible is not None and (masks & ~feasible).any():
            raise UndefinedError(
                f'"{self._named[0]}" ranks outcomes by their ids, so that nothing is known of those a rule keeps out: '
                "the rule cannot be in doubt, unless the preference is written as formulas"
            )


def _equilibria(form: Form, rows: Rows, concepts: Sequence[str]) -> Equilibria:
    stack = Stack(form, rows)
    parties = range(len(form.sizes))
    alone = [StackedFibres(stack.alone(party)) for party in parties]
    whole = StackedFibres(stack, alone)
    found = np.repeat(rows.feasible[rows.masks][:, None, :], len(concepts), axis=1)
    for k, concept in enumerate(concepts):
        for party in parties:
            moves = alone[party] if concept in ALONE else whole
            stable = CONCEPTS[concept](moves, party).reshape(-1, form.size)
            found[:, k] &= stable[rows.pairs(party)[2]] if concept in ALONE else stable
    return found


class _Bars:
    """What keeps outcomes out or moves from being made: rules, options that are not there, one-way marks."""

    def __init__(self, built: Built, found: Uncertainty) -> None:
        case = built.case
        kinds = [one.kind for one in found.elements]
        self.columns = [k for k, kind in enumerate(kinds) if kind in ("rule", "option")]
        self.one_way = [k for k, kind in enumerate(kinds) if kind == "one way"]
        masks = {rule.id: built.masks(rule.that) for rule in case.rules}
        masks |= {option.id: _standing(built, option.id) for option in case.options}
        self._keeps = [masks[found.elements[k].id] for k in self.columns]
        self._is_rule = [kinds[k] == "rule" for k in self.columns]
        self._size = built.game.outcomes
        self._digits = built.game.one_way
        owners = [found.elements[k].owner for k in self.one_way]
        self._owners = [owners.index(owner) for owner in owners]
        self._party = [built.game.parties.index(owner) for owner in owners if owner is not None]

    def feasible(self, states: States) -> Mask:
        """Where every rule that holds is true, and every option that is absent stays where it stands."""
        found = np.ones((len(states), self._size), dtype=np.bool_)
        for column, keep, is_rule in zip(self.columns, self._keeps, self._is_rule):
            barred = states[:, column] == (1 if is_rule else 0)
            if barred.any():
                found[barred] &= keep
        return found

    def form(self, states: States) -> tuple[tuple[OneWay, ...], ...]:
        """The one-way digits that hold: the case lists them party by party, lowest digit first, as the marks stand."""
        kept: list[list[OneWay]] = [[] for _ in self._digits]
        for k, (column, party) in enumerate(zip(self.one_way, self._party)):
            if states[column] == 1:
                kept[party].append(self._digits[party][k - self._owners[k]])
        return tuple(map(tuple, kept))


def _standing(built: Built, option: str) -> Mask:
    """Where an option stays at its level in the status quo, or at its first level."""
    from winset.case.formulas.formula import Atom

    levels = next(one.levels for one in built.case.options if one.id == option)
    return built.masks(Atom(option, "=", built.case.status_quo.get(option, levels[0])))


def _different(make, states: States, columns: Sequence[int]):  # type: ignore[no-untyped-def]  # rows of either kind
    """The different rows that `make` makes of states, and the row of each variant."""
    first, which = _number(states, columns)
    rows = np.ascontiguousarray(make(states[first]))
    raw = rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).reshape(-1)
    _, kept, same = np.unique(raw, return_index=True, return_inverse=True)
    return rows[kept], same.reshape(-1)[which]


def _number(states: States, columns: Sequence[int]) -> tuple[Indices, Indices]:
    return numbered([states[:, k] for k in columns] or [np.zeros(len(states), dtype=np.int64)])


def numbered(columns: Sequence[npt.NDArray[np.int64]]) -> tuple[Indices, Indices]:
    """Rows of columns that are the same get the same number: where each first stands, and each row's."""
    codes: Indices = np.zeros(len(columns[0]), dtype=np.int64)
    below = 1
    for column in columns:
        if below * (int(column.max()) + 1) >= 2**62:
            codes, column_ = _dense(codes), _dense(column)
            below = int(codes.max()) + 1
        else:
            column_ = column
        count = int(column_.max()) + 1
        codes = codes * count + column_
        below *= count
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _dense(values: Indices) -> Indices:
    return np.unique(values, return_inverse=True)[1].reshape(-1)
