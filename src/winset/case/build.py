"""From a case to its game: outcomes numbered, rules applied, preferences ranked.

In option form the game's indices run over all combinations of levels, first option lowest digit, and
`feasible` says which exist; infeasible ones have rank -1. In graph form index k is the k-th outcome listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, groupby
from math import log10, prod
from operator import mul

import numpy as np
import numpy.typing as npt

from winset.case.clash import clashing_rules, no_outcome_left, status_quo_broken
from winset.case.formulas.formula import Formula, evaluate, parse
from winset.case.formulas.masks import OUTCOME, Mask, Masks, levels_of, vocabulary
from winset.case.formulas.names import unknown_names
from winset.case.ids import Ids
from winset.case.model import Case, Option
from winset.case.preferences import Field, Utility, ranks_of, utility_of
from winset.errors import ArgumentError, CaseError, Problem, SizeError
from winset.game.game import Game, OneWay
from winset.game.preferences import Ranks

MAX_OUTCOMES = 2**25
"""Combinations built unless a caller allows more."""

_MOST = 2**31  # whatever a caller allows: beyond this no machine this is for holds the arrays

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Built:
    """A case and its game, with the way between indices, ids and words.

    game: ranks `(parties, outcomes)`. status_quo: its index, or None.

    >>> from winset.case.model import Case, Option, Party
    >>> road = Case(title="Road", digest="", parties=(Party(id="council", name="Council"),), options=(
    ...     Option(id="permit", party="council", name="Permit"),
    ...     Option(id="toll", party="council", name="Toll", levels=("none", "low", "high"))))
    >>> built = build(road)
    >>> built.game.outcomes, built.levels(5), built.index_of("6"), built.describe(5)
    (6, {'permit': 'yes', 'toll': 'high'}, 5, 'Permit, Toll: high')
    """

    case: Case
    game: Game
    status_quo: int | None
    _field: Field = field(repr=False)

    @cached_property
    def indices(self) -> Indices:
        """The indices of the feasible outcomes, ascending."""
        feasible = self.game.feasible
        return np.arange(self.game.outcomes) if feasible is None else np.flatnonzero(feasible)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of every feasible outcome, in the order of `indices`."""
        return tuple(self._field.ids[position] for position in range(len(self._field.ids)))

    def id_of(self, index: int) -> str:
        """The id of a feasible outcome."""
        position = int(np.searchsorted(self.indices, index))
        if position == len(self.indices) or self.indices[position] != index:
            raise ArgumentError(f"index {index} is not a feasible outcome")
        return self._field.ids[position]

    def index_of(self, outcome: str) -> int:
        """The index of the outcome with an id; ArgumentError when there is none."""
        return int(self.indices[self._field.ids.known(outcome)])

    def levels(self, index: int) -> dict[str, str]:
        """The level of each option at an outcome; in graph form `{"outcome": id}`."""
        return self._field.masks.at(index)

    def index_at(self, levels: Mapping[str, str]) -> int:
        """The index of the combination with these levels; options not named stand at their first."""
        first = {option: order[0] for option, order in self._field.masks.levels.items()}
        return self._field.masks.index_of({**first, **levels})

    def masks(self, formula: Formula) -> Mask:
        """Where a formula is true, bool `(outcomes,)` over all indices, infeasible ones too."""
        return self._field.masks.mask(formula)

    def formula(self, text: str) -> Formula:
        """A formula over this case's names; FormulaError where it cannot be read or a name is unknown."""
        formula = parse(text)
        for problem in unknown_names(formula, vocabulary(self.case)):
            raise problem
        return formula

    def utilities(self, party: int) -> Utility | None:
        """A party's utilities over all indices, NaN where infeasible; None when its preference is ordinal."""
        owner = self.case.parties[party].id
        utility = utility_of(owner, self.case.preferences.get(owner), self._field)
        if utility is None or self._field.feasible is None:
            return utility
        spread = np.full(self.game.outcomes, np.nan)
        spread[self._field.feasible] = utility
        return spread

    def name(self, index: int) -> str | None:
        """The name the case gives an outcome, or None; of several in `names` the first."""
        if not self.case.names and not self.case.is_graph:
            return None
        levels = self.levels(index)
        named = (
            name for name, that in self.case.names.items() if evaluate(that, levels, self._field.masks.levels)
        )
        return next(named, self.case.outcomes.get(levels.get(OUTCOME, "")) or None)

    def describe(self, index: int) -> str:
        """An outcome in the case's words: its name, else the options that are not at their first level."""
        if name := self.name(index):
            return name
        levels = self.levels(index)
        done = [option for option in self.case.options if levels[option.id] != option.levels[0]]
        return ", ".join(_said(option, levels[option.id]) for option in done) or "nothing done"


def _said(option: Option, level: str) -> str:
    return option.name if option.levels == ("no", "yes") else f"{option.name}: {level}"


def build(case: Case, max_outcomes: int | None = None) -> Built:
    """The game of a case, and the way between its indices, ids and words. Made once, then kept with the case.

    max_outcomes: the most combinations of levels to build, infeasible ones included; else `MAX_OUTCOMES`.
    Raises SizeError for more, before anything is made; CaseError when the rules leave no outcome (naming a
    minimal set that clashes), when the status quo breaks a rule, and when a preference misses or repeats
    outcomes.
    """
    kept = vars(case)
    if max_outcomes is not None or "_built" not in kept:  # what was allowed once stays built
        _check_size(case, MAX_OUTCOMES if max_outcomes is None else max_outcomes)
    if "_built" not in kept:
        kept["_built"] = _within_memory(case)
    built: Built = kept["_built"]
    return built


def _check_size(case: Case, most: int) -> None:
    if most < 1:
        raise ArgumentError(f"max_outcomes must be at least 1, not {most}")
    count, most = prod(len(levels) for levels in levels_of(case).values()), min(most, _MOST)
    if count <= most:
        return
    of = f"{len(case.options)} options give" if case.options else "the case lists"
    memory = _memory(count * _bytes_per_outcome(len(case.parties), count))
    remedy = "drop or merge options" + (", or allow more with --max-outcomes" if count <= _MOST else "")
    raise SizeError(f"{of} {_number(count)} outcomes, {memory}; at most {most:,} are built: {remedy}", count)


def _within_memory(case: Case) -> Built:
    try:
        return _build(case)
    except MemoryError:
        count = Masks(levels_of(case)).outcomes.count
    raise SizeError(
        f"{_number(count)} outcomes do not fit in this machine's memory: drop or merge options", count
    )


def _bytes_per_outcome(parties: int, count: int) -> int:
    """Ranks, and what is at work while they are made (measured: 10 to 45 bytes)."""
    rank = 1 if count <= 2**7 else 2 if count <= 2**15 else 4
    return parties * rank + 45


def _number(count: int) -> str:
    return f"{count:,}" if count < 10**15 else f"about 10^{round((count.bit_length() - 1) * log10(2))}"


def _memory(size: int) -> str:
    """A number of bytes as a reader says it."""
    for unit, name in ((10**15, ""), (10**12, "TB"), (10**9, "GB"), (10**6, "MB")):
        if size >= unit:
            return (
                f"which need about {size / unit:,.0f} {name} of memory"
                if name
                else "more than any machine holds"
            )
    return "which need less than 1 MB of memory"


def _build(case: Case) -> Built:
    masks = Masks(levels_of(case))
    if not masks.levels:
        raise CaseError([Problem("the case has no options", hint="add `options`, or `outcomes` and `moves`")])
    feasible = _feasible(case, masks)
    count = masks.outcomes.count if feasible is None else int(np.count_nonzero(feasible))
    if not count:
        raise CaseError([no_outcome_left(clashing_rules(case))])
    field = Field(masks, feasible, Ids(count, tuple(case.outcomes)))
    ranks = _ranks(case, field)
    game = _graph(case, ranks) if case.is_graph else _options(case, ranks, feasible)
    status_quo = masks.index_of(case.status_quo) if case.status_quo else None
    return Built(case, game, status_quo, field)


def _feasible(case: Case, masks: Masks) -> Mask | None:
    """Where every rule is true; None when there is no rule."""
    if not case.rules:
        return None
    feasible = np.ones(masks.outcomes.shape, dtype=np.bool_)
    for rule in case.rules:
        feasible &= masks.compact(rule.that)
    return feasible.reshape(-1)


def _ranks(case: Case, field: Field) -> list[Ranks]:
    """Each party's ranks over the feasible outcomes; CaseError with all problems, the status quo's too."""
    problems, found = status_quo_broken(case), []
    for party in case.parties:
        try:
            found.append(ranks_of(party.id, case.preferences.get(party.id), field))
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    return found


def _options(case: Case, ranks: list[Ranks], feasible: Mask | None) -> Game:
    groups = _groups(case)
    sizes = [prod(len(option.levels) for option in group) for group in groups]
    one_way = [_one_way(group) for group in groups]
    names = [party.id for party in case.parties]
    return Game(sizes, _spread(ranks, feasible), feasible, one_way, names)


def _spread(ranks: list[Ranks], feasible: Mask | None) -> Ranks:
    """Ranks over all indices, -1 where infeasible, in the smallest type."""
    kind = np.result_type(*ranks)
    if feasible is None:
        return np.stack(ranks).astype(kind, copy=False)
    spread = np.full((len(ranks), feasible.size), -1, dtype=kind)
    for row, party in zip(spread, ranks):
        row[feasible] = party
    return spread


def _groups(case: Case) -> list[list[Option]]:
    """Each party's options, which must stand together in the order of the parties to number outcomes."""
    order = [party.id for party in case.parties]
    owners = [owner for owner, _ in groupby(option.party for option in case.options)]
    if owners != [party for party in order if party in owners]:
        raise ArgumentError(f"options must stand together by party, in the order {', '.join(order)}")
    return [[option for option in case.options if option.party == party] for party in order]


def _one_way(options: list[Option]) -> list[OneWay]:
    strides = accumulate((len(option.levels) for option in options), mul, initial=1)
    return [
        OneWay(stride, len(option.levels), option.direction == "down")
        for option, stride in zip(options, strides)
        if option.direction != "both"
    ]


def _graph(case: Case, ranks: list[Ranks]) -> Game:
    position = {outcome: index for index, outcome in enumerate(case.outcomes)}
    moves = [
        [[position[to] for to in case.moves.get(party.id, {}).get(start, ())] for start in case.outcomes]
        for party in case.parties
    ]
    return Game.graph(moves, np.stack(ranks), [party.id for party in case.parties])
