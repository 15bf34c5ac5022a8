"""From a case to the content of a `.gmcr` file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from winset.case.build import build
from winset.case.formulas.formula import And, Formula, Not
from winset.case.formulas.masks import levels_of
from winset.case.formulas.patterns import Bits, Pattern
from winset.case.model import (
    Case,
    Line,
    Option,
    Preference,
    Ranking,
    Rule,
    Statements,
    Weights,
)
from winset.errors import SizeError, UndefinedError
from winset.version import __version__

MAX_RANKED = 100_000
"""Outcomes a written ranking may list."""


class Writing:
    """A case on its way to a file."""

    def __init__(self, case: Case):
        self.case = case
        self.bits = Bits(levels_of(case))
        self.number = {party.id: k for k, party in enumerate(case.parties)}

    def data(self) -> dict[str, Any]:
        """The file's JSON object."""
        conditions = {party: self._conditions(party) for party in self.number}
        manual = any(one is None for one in conditions.values())
        makers = [self._maker(party, conditions[party] or [], manual) for party in self.number]
        return {
            "program": "winset",
            "version": __version__,
            "options": [one for option in self.case.options for one in _choices(option)],
            "decisionMakers": makers,
            "infeasibles": [_pattern(pattern) for pattern in self._infeasible()],
            "useManualPreferenceRanking": manual,
            "coalitions": self._coalitions(),
        }

    def _maker(self, party: str, conditions: list[Any], manual: bool) -> dict[str, Any]:
        owned = [option for option in self.case.options if option.party == party]
        bits = [self.bits.first[option.id] + k for option in owned for k in range(len(option.levels) - 1)]
        ranking = {"preferenceRanking": self._ranking(self.number[party])} if manual else {}
        name = self.case.parties[self.number[party]].name
        return {"name": name, "options": bits, "preferences": conditions, **ranking}

    def _conditions(self, party: str) -> list[Any] | None:
        """A party's statements as conditions; None where it has none, or they take too many patterns."""
        preference = self.case.preferences.get(party, Statements(()))
        if not isinstance(preference, Statements):
            return None
        found = [self.bits.patterns(statement.that) for statement in preference.statements]
        if any(patterns is None for patterns in found):
            return None
        return [_condition(patterns) for patterns in found if patterns and all(patterns)]

    def _infeasible(self) -> Iterable[Pattern]:
        """The levels' order, then what each rule excludes."""
        for option in self.case.options:
            first = self.bits.first[option.id]
            for bit in range(first, first + len(option.levels) - 2):
                yield (bit, False), (bit + 1, True)
        for rule in self.case.rules:
            for part in rule.that.items if isinstance(rule.that, And) else (rule.that,):
                yield from self._excluded(rule, part)

    def _excluded(self, rule: Rule, part: Formula) -> tuple[Pattern, ...]:
        patterns = self.bits.patterns(Not(part))
        if patterns is None:
            raise UndefinedError(
                f'{rule.id} "{rule.text}" is on too many options for a .gmcr file: split it up'
            )
        return patterns

    def _ranking(self, party: int) -> list[Any]:
        """Places best first, ties together. They are the case's ids: both count in the same order."""
        built = build(self.case)
        if len(built.indices) > MAX_RANKED:
            outcomes = len(built.indices)
            message = (
                f"a .gmcr ranking lists every outcome: {outcomes:,} are too many; at most {MAX_RANKED:,}"
            )
            raise SizeError(message, outcomes)
        tiers: dict[int, list[int]] = {}
        for place, rank in enumerate(built.game.ranks[party, built.indices].tolist()):
            tiers.setdefault(rank, []).append(place + 1)
        return [tier if len(tier) > 1 else tier[0] for _, tier in sorted(tiers.items(), reverse=True)]

    def _overlapping(self) -> bool:
        members = [party for coalition in self.case.coalitions for party in coalition]
        return len(set(members)) < len(members)

    def _coalitions(self) -> list[Any]:
        """A partition: the coalitions, and every other party alone; all alone where coalitions overlap."""
        joint = [] if self._overlapping() else [list(one) for one in self.case.coalitions if len(one) > 1]
        together = {party for coalition in joint for party in coalition}
        alone = [number for party, number in self.number.items() if party not in together]
        return [[self.number[party] for party in coalition] for coalition in joint] + alone

    def left_out(self) -> Iterable[str]:
        """What the file does not say, in words."""
        case = self.case
        for key in ("title", "question", "as_of", "source", "note", "status_quo", "names", "reports", "deal"):
            if getattr(case, key):
                yield key
        if self._overlapping():
            yield "coalitions: they overlap, and a file has a partition"
        for option in case.options:
            if len(option.levels) > 2:
                bits = len(option.levels) - 1
                yield f"the levels of {option.id}: written as {bits} options and their order"
            elif option.levels != ("no", "yes"):
                yield f"the levels of {option.id}: {option.levels[1]} is written as yes"
        for party, preference in case.preferences.items():
            if preference.kind in ("weights", "utilities"):
                yield f"the {preference.kind} of {party}: only their order is written"
        yield from self._left_out_of_lines()

    def _left_out_of_lines(self) -> Iterable[str]:
        lines: list[Line] = [*self.case.parties, *self.case.options, *self.case.rules]
        for preference in self.case.preferences.values():
            lines += _lines(preference)
        for key in ("why", "evidence", "likelihood", "note"):
            count = sum(1 for line in lines if getattr(line, key))
            if count:
                yield f"the {key} of {count} line{'s' if count > 1 else ''}"


def _lines(preference: Preference) -> list[Line]:
    """Every line of a preference that stands for itself."""
    match preference:
        case Statements(statements):
            return [*statements]
        case Weights(weights):
            return [*weights]
        case Ranking(tiers):
            return [line for tier in tiers for line in tier]
    return []


def _choices(option: Option) -> list[dict[str, str]]:
    direction = {"both": "both", "up": "fwd", "down": "back"}[option.direction]
    many = len(option.levels) > 2
    names = [f"{option.name}: {level}" if many else option.name for level in option.levels[1:]]
    return [{"name": name, "permittedDirection": direction} for name in names]


def _pattern(pattern: Pattern) -> list[list[Any]]:
    return [[bit, "Y" if value else "N"] for bit, value in pattern]


def _condition(patterns: Sequence[Pattern]) -> Any:
    if len(patterns) == 1:
        return _pattern(patterns[0])
    return {"compound": True, "members": [_pattern(pattern) for pattern in patterns]}
