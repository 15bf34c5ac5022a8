"""`.gmcr` files, the models of GMCR+ and gmcr-py: read as cases, and cases written as such files.

A `.gmcr` file has yes-or-no options, numbered as bits of an outcome, and no status quo, no names for outcomes and no
sources. Rankings in it name outcomes by their place among the feasible ones in the file's order of options; a case's
ids count them in its own order, which groups options by party, so a ranking is carried over outcome by outcome.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from winset.case.build import Built, build
from winset.case.digest import with_digest
from winset.case.formula import RESERVED, And, Formula, Not
from winset.case.gmcrfile import MAX_CHARACTERS, Condition, GmcrFile, parse
from winset.case.masks import levels_of
from winset.case.model import (Case, Line, Option, Ordering, Party, Preference, Ranking, Rule, Statement, Statements, Weights)
from winset.case.patterns import Bits, Pattern, holds_somewhere, never
from winset.errors import ForeignFileError, Problem, SizeError, UndefinedError

MAX_RANKED = 100_000
"""Outcomes a written ranking may list."""


def load(path: str | Path) -> Case:
    """The case a `.gmcr` file describes; its `note` says what was left out. Raises ForeignFileError."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            text = opened.read(4 * MAX_CHARACTERS + 1).decode()
    except OSError as error:
        raise ForeignFileError([Problem(f"cannot be read: {error.strerror}", str(path))]) from None
    except UnicodeDecodeError:
        raise ForeignFileError([Problem("not a .gmcr file: it is not text", str(path))]) from None
    return replace(read_gmcr(text, str(path)), path=file)


def read_gmcr(text: str, name: str = "model.gmcr") -> Case:
    """The case the text of a `.gmcr` file describes; `name` stands for the file.

    Parties and options get ids made of their names, dotted (`ijc.full`) where two parties have options of one name.
    Every infeasible pattern becomes a rule, every condition a statement, every ranking an order of outcomes. What a
    party does not perceive is left out, and the case's note says so. Raises ForeignFileError with all problems, each
    with its place inside the JSON; CaseError when no outcome is feasible; SizeError when a ranking speaks of more
    outcomes than can be built.
    """
    return with_digest(_Reading(parse(text, name), name).case())


class _Reading:
    """A file on its way to a case: the ids of its parties (in the file's order) and of its options (by bit)."""

    def __init__(self, file: GmcrFile, name: str):
        self.file, self.name = file, name
        self.parties = _distinct([_word(one.name, f"party_{k + 1}") for k, one in enumerate(file.makers)], set())
        self.owner = {bit: party for party, maker in enumerate(file.makers) for bit in maker.options}
        self.options = self.option_ids()
        self.remarks: list[str] = []

    def option_ids(self) -> list[str]:
        words = [_word(option.name, f"option_{bit + 1}") for bit, option in enumerate(self.file.options)]
        taken = Counter([*words, *self.parties])
        dotted = [taken[word] > 1 or word in RESERVED for word in words]
        ids = [f"{self.parties[self.owner[bit]]}.{word}" if dotted[bit] else word for bit, word in enumerate(words)]
        return _distinct(ids, set(self.parties))

    def case(self) -> Case:
        """The case, its preferences last: rankings need the outcomes numbered."""
        order = sorted(range(len(self.parties)), key=lambda party: not self.file.makers[party].options)
        case = Case(
            title=Path(self.name).stem,
            digest="",
            source=f"{Path(self.name).name}, a file of {self.file.program or 'GMCR'}",
            parties=tuple(Party(id=self.parties[k], name=self.file.makers[k].name or self.parties[k]) for k in order),
            options=tuple(self.option(bit) for k in order for bit in self.file.makers[k].options),
            rules=tuple(self.rules()),
            coalitions=tuple(tuple(self.parties[k] for k in one) for one in self.file.coalitions if len(one) > 1),
        )
        case = replace(case, preferences={self.parties[k]: self.preference(k, case) for k in order})
        return replace(case, note=self.note())

    def option(self, bit: int) -> Option:
        option, name = self.file.options[bit], self.options[bit]
        party = self.parties[self.owner[bit]]
        return Option(id=name, party=party, name=option.name or name, direction=option.direction)

    def rules(self) -> Iterable[Rule]:
        patterns = [pattern for condition in self.file.infeasible for pattern in condition if pattern]
        for number, pattern in enumerate(patterns):
            formula = never(pattern, self.options)
            yield Rule(id=f"rule {number + 1}", that=formula, text=str(formula))

    def preference(self, party: int, case: Case) -> Preference:
        maker, name = self.file.makers[party], self.parties[party]
        if maker.unperceived:
            words = "; ".join(str(self.formula(condition)) for condition in maker.unperceived if all(condition))
            self.remarks.append(f"{maker.name} does not perceive outcomes with {words}; here every party sees all")
        if maker.ranking is not None:
            return self.ranking(party, build(case))
        formulas = [self.formula(condition) for condition in maker.conditions if condition and all(condition)]
        return Statements(
            tuple(Statement(id=f"{name} {k + 1}", that=that, text=str(that)) for k, that in enumerate(formulas))
        )

    def formula(self, condition: Condition) -> Formula:
        return holds_somewhere(condition, self.options)

    def ranking(self, party: int, built: Built) -> Ordering:
        """The ranking, its places turned into ids."""
        tiers, ids = self.file.makers[party].ranking or (), self.ids_by_place(built)
        listed = Counter(place for tier in tiers for place in tier)
        problems = [f"outcome {place} is there {times} times" for place, times in listed.items() if times > 1]
        problems += [f"there is no outcome {place}: {len(ids)} are feasible" for place in listed if place > len(ids)]
        missing = [str(place) for place in range(1, len(ids) + 1) if place not in listed]
        problems += [f"outcomes {', '.join(missing[:5])}{' and more' * (len(missing) > 5)} are missing"] * bool(missing)
        if problems:
            at = f"decisionMakers[{party}].preferenceRanking"
            raise ForeignFileError(Problem(f"{at}: {problem}", self.name) for problem in problems[:20])
        return Ordering(tuple(tuple(ids[place - 1] for place in tier) for tier in tiers))

    def ids_by_place(self, built: Built) -> list[str]:
        """The id of the outcome at each place: the feasible ones by number, in the file's order of bits."""
        numbers = np.zeros(len(built.indices), dtype=np.int64)
        for digit, option in enumerate(built.case.options):
            numbers |= (built.indices >> digit & 1) << self.options.index(option.id)
        return [built.ids[position] for position in np.argsort(numbers)]

    def note(self) -> str:
        unread = [f"the key {key} was not read" for key in self.file.unread]
        left = [*self.remarks, *unread]
        return "Read from a .gmcr file." + (f" Left out: {'; '.join(left)}." if left else "")


def _word(name: str, otherwise: str) -> str:
    """A name as one word that may stand in formulas."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")[:40].rstrip("_") or otherwise


def _distinct(words: Sequence[str], taken: set[str]) -> list[str]:
    """The words, a number added to those taken already."""
    found: list[str] = []
    for word in words:
        unique, number = word, 2
        while unique in taken:
            unique, number = f"{word}_{number}", number + 1
        taken.add(unique)
        found.append(unique)
    return found


def write_gmcr(case: Case) -> tuple[str, tuple[str, ...]]:
    """The case as the text of a `.gmcr` file, and what had to be left out, in words.

    The game is the same, outcome by outcome and in the same numbers: an option with more than two levels becomes one
    option for each level above its first, with rules that keep them in order. Ordered statements become conditions;
    where a party's preference is of another kind, all preferences are written as rankings. Raises UndefinedError for
    a case in graph form, which has no options, and for a rule on too many options; SizeError for a ranking of more
    than `MAX_RANKED` outcomes.
    """
    if case.is_graph:
        raise UndefinedError("a .gmcr file is made of options: this case lists its outcomes and moves instead")
    writing = _Writing(case)
    return json.dumps(writing.data()) + "\n", tuple(writing.left_out())


class _Writing:
    """A case on its way to a file."""

    def __init__(self, case: Case):
        self.case = case
        self.bits = Bits(levels_of(case))
        self.number = {party.id: k for k, party in enumerate(case.parties)}

    def data(self) -> dict[str, Any]:
        conditions = {party: self.conditions(party) for party in self.number}
        manual = any(one is None for one in conditions.values())
        makers = [self.maker(party, conditions[party] or [], manual) for party in self.number]
        return {
            "program": "winset",
            "version": "0.4.1",  # of the files' layout
            "options": [one for option in self.case.options for one in _choices(option)],
            "decisionMakers": makers,
            "infeasibles": [_pattern(pattern) for pattern in self.infeasible()],
            "useManualPreferenceRanking": manual,
            "coalitions": self.coalitions(),
        }

    def maker(self, party: str, conditions: list[Any], manual: bool) -> dict[str, Any]:
        owned = [option for option in self.case.options if option.party == party]
        bits = [self.bits.first[option.id] + k for option in owned for k in range(len(option.levels) - 1)]
        ranking = {"preferenceRanking": self.ranking(self.number[party])} if manual else {}
        name = self.case.parties[self.number[party]].name
        return {"name": name, "options": bits, "preferences": conditions, **ranking}

    def conditions(self, party: str) -> list[Any] | None:
        """The statements of a party as conditions; None where it has another kind of preference, or too many patterns."""
        preference = self.case.preferences.get(party, Statements(()))
        if not isinstance(preference, Statements):
            return None
        found = [self.bits.patterns(statement.that) for statement in preference.statements]
        if any(patterns is None for patterns in found):
            return None
        return [_condition(patterns) for patterns in found if patterns and all(patterns)]

    def infeasible(self) -> Iterable[Pattern]:
        """The levels' order, then what each rule excludes."""
        for option in self.case.options:
            first = self.bits.first[option.id]
            for bit in range(first, first + len(option.levels) - 2):
                yield (bit, False), (bit + 1, True)
        for rule in self.case.rules:
            for part in rule.that.items if isinstance(rule.that, And) else (rule.that,):
                yield from self.excluded(rule, part)

    def excluded(self, rule: Rule, part: Formula) -> tuple[Pattern, ...]:
        patterns = self.bits.patterns(Not(part))
        if patterns is None:
            raise UndefinedError(f'{rule.id} "{rule.text}" is on too many options for a .gmcr file: split it up')
        return patterns

    def ranking(self, party: int) -> list[Any]:
        """Best first, ties together: places of outcomes, which are this case's ids, for both count in the same order."""
        built = build(self.case)
        if len(built.indices) > MAX_RANKED:
            outcomes = len(built.indices)
            message = f"a .gmcr ranking lists every outcome: {outcomes:,} are too many; at most {MAX_RANKED:,}"
            raise SizeError(message, outcomes)
        tiers: dict[int, list[int]] = {}
        for place, rank in enumerate(built.game.ranks[party, built.indices].tolist()):
            tiers.setdefault(rank, []).append(place + 1)
        return [tier if len(tier) > 1 else tier[0] for _, tier in sorted(tiers.items(), reverse=True)]

    def overlapping(self) -> bool:
        members = [party for coalition in self.case.coalitions for party in coalition]
        return len(set(members)) < len(members)

    def coalitions(self) -> list[Any]:
        """A partition: the coalitions, and every other party alone; all alone where coalitions overlap."""
        joint = [] if self.overlapping() else [list(one) for one in self.case.coalitions if len(one) > 1]
        together = {party for coalition in joint for party in coalition}
        alone = [number for party, number in self.number.items() if party not in together]
        return [[self.number[party] for party in coalition] for coalition in joint] + alone

    def left_out(self) -> Iterable[str]:
        """What the file does not say, in words."""
        case = self.case
        for key in ("title", "question", "as_of", "source", "note", "status_quo", "names", "reports", "deal"):
            if getattr(case, key):
                yield key
        if self.overlapping():
            yield "coalitions: they overlap, and a file has a partition"
        for option in case.options:
            if len(option.levels) > 2:
                yield f"the levels of {option.id}: written as {len(option.levels) - 1} options and their order"
            elif option.levels != ("no", "yes"):
                yield f"the levels of {option.id}: {option.levels[1]} is written as yes"
        for party, preference in case.preferences.items():
            if preference.kind in ("weights", "utilities"):
                yield f"the {preference.kind} of {party}: only their order is written"
        yield from self.left_out_of_lines()

    def left_out_of_lines(self) -> Iterable[str]:
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
