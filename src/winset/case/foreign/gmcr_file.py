"""The content of a `.gmcr` file, checked: what it says, and what is wrong where.

The files are JSON objects written by GMCR+ and gmcr-py. Sizes, types and numbers are checked, and every
problem is named by its place inside the JSON, as in `decisionMakers[1].options[0]`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from winset.case.formulas.patterns import Pattern
from winset.case.model import Direction
from winset.errors import ForeignFileError, Problem

MAX_CHARACTERS = 8_000_000
MAX_PROBLEMS = 20  # more are counted, not listed
MAX_NAME = 500  # characters
MAX_ITEMS = 1_000  # options, and decision makers

Condition = tuple[Pattern, ...]
"""Patterns of which at least one holds."""

_DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "up", "back": "down"}
_KEYS = frozenset(
    {
        "program",
        "version",
        "options",
        "decisionMakers",
        "infeasibles",
        "coalitions",
        "coalitionsFull",
        "useManualPreferenceRanking",
        "useManualPreferenceVectors",
    }
)

T = TypeVar("T")


@dataclass(frozen=True)
class Choice:
    """An option: its name, and which way it can change."""

    name: str
    direction: Direction


@dataclass(frozen=True)
class Maker:
    """A decision maker; `ranking` (places, best first, ties together) is None where conditions are used."""

    name: str
    options: tuple[int, ...]
    conditions: tuple[Condition, ...]
    ranking: tuple[tuple[int, ...], ...] | None
    unperceived: tuple[Condition, ...]


@dataclass(frozen=True)
class GmcrFile:
    """What a file says; `unread` are keys this program does not know."""

    options: tuple[Choice, ...]
    makers: tuple[Maker, ...]
    infeasible: tuple[Condition, ...]
    coalitions: tuple[tuple[int, ...], ...]
    program: str
    unread: tuple[str, ...]


def parse(text: str, name: str) -> GmcrFile:
    """What a text says; `name` stands for the file in problems. Raises ForeignFileError with all of them."""
    data = _decoded(text, name)
    reader = _Reader(name)
    found = reader.file(data)
    reader.raise_if_any()
    return found


def _decoded(text: str, name: str) -> dict[str, Any]:
    if len(text) > MAX_CHARACTERS:
        hint = f"a .gmcr file has at most {MAX_CHARACTERS:,}"
        raise ForeignFileError([Problem(f"the file has {len(text):,} characters", name, hint=hint)])
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        message = f"not a .gmcr file: it is not JSON: {error.msg}"
        raise ForeignFileError([Problem(message, name, error.lineno, error.colno)]) from None
    except (RecursionError, ValueError):  # nested too deeply; a number of more digits than Python reads
        raise ForeignFileError([Problem("not a .gmcr file: JSON no program writes", name)]) from None
    if not isinstance(data, dict) or not {"options", "decisionMakers"} <= data.keys():
        hint = "it is one JSON object with options and decisionMakers"
        raise ForeignFileError([Problem("not a .gmcr file", name, hint=hint)])
    return data


class _Reader:
    """Reads values, noting what is wrong with each; a value that cannot be read gives its harmless like."""

    def __init__(self, name: str):
        self.name = name
        self.problems: list[Problem] = []
        self.count = 0
        self.options = 0

    def note(self, place: str, message: str, hint: str | None = None) -> None:
        self.count += 1
        if self.count <= MAX_PROBLEMS:
            self.problems.append(Problem(f"{place}: {message}", self.name, hint=hint))

    def raise_if_any(self) -> None:
        if self.count > MAX_PROBLEMS:
            self.problems.append(Problem(f"and {self.count - MAX_PROBLEMS:,} more problems", self.name))
        if self.problems:
            raise ForeignFileError(self.problems)

    def bounded(self, data: Mapping[str, Any]) -> None:
        for key in ("options", "decisionMakers"):
            if isinstance(data[key], list) and len(data[key]) > MAX_ITEMS:
                self.note(key, f"{len(data[key]):,} are too many", f"at most {MAX_ITEMS:,}")
        self.raise_if_any()

    def file(self, data: Mapping[str, Any]) -> GmcrFile:
        self.bounded(data)
        options = self.items(data["options"], "options", self.option)
        self.options = len(options)
        manual = self.manual(data)
        makers = self.items(
            data["decisionMakers"], "decisionMakers", lambda given, place: self.maker(given, place, manual)
        )
        self.owners(options, makers)
        return GmcrFile(
            options,
            makers,
            self.items(data.get("infeasibles", []), "infeasibles", self.infeasible),
            self.coalitions(data.get("coalitions"), len(makers)),
            " ".join(str(data[key])[:40] for key in ("program", "version") if isinstance(data.get(key), str)),
            tuple(key[:40] for key in data if key not in _KEYS)[:MAX_PROBLEMS],
        )

    def manual(self, data: Mapping[str, Any]) -> bool:
        given = data.get("useManualPreferenceRanking", data.get("useManualPreferenceVectors", False))
        if not isinstance(given, bool):
            self.note("useManualPreferenceRanking", f"true or false is needed, not {_shown(given)}")
        return given is True

    def items(self, given: Any, place: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        if not isinstance(given, list):
            self.note(place, f"a list is needed, not {_shown(given)}")
            return ()
        return tuple(read(item, f"{place}[{k}]") for k, item in enumerate(given))

    def text(self, given: Any, place: str) -> str:
        if not isinstance(given, str) or len(given) > MAX_NAME:
            self.note(place, f"a name of at most {MAX_NAME} characters is needed, not {_shown(given)}")
            return ""
        return " ".join("".join(one if one.isprintable() else " " for one in given).split())

    def number(self, given: Any, place: str, what: str, first: int, last: int) -> int:
        """A whole number in a range; `what` says what it counts."""
        if isinstance(given, int) and not isinstance(given, bool) and first <= given <= last:
            return given
        there = f"numbers run from {first} to {last}" if first <= last else "there is none"
        self.note(place, f"{_shown(given)} is no {what}: {there}")
        return -1

    def option(self, given: Any, place: str) -> Choice:
        if not isinstance(given, dict):
            self.note(place, f"an option is an object with a name, not {_shown(given)}")
            return Choice("", "both")
        direction = given.get("permittedDirection", "both")
        if not isinstance(direction, str) or direction not in _DIRECTIONS:
            message = f'"both", "fwd" or "back" is needed, not {_shown(direction)}'
            self.note(f"{place}.permittedDirection", message)
            direction = "both"
        return Choice(self.text(given.get("name", ""), f"{place}.name"), _DIRECTIONS[direction])

    def maker(self, given: Any, place: str, manual: bool) -> Maker:
        if not isinstance(given, dict):
            self.note(place, f"a decision maker is an object with a name and options, not {_shown(given)}")
            return Maker("", (), (), None, ())
        return Maker(
            self.text(given.get("name", ""), f"{place}.name"),
            self.items(given.get("options", []), f"{place}.options", self.option_number),
            self.items(given.get("preferences", []), f"{place}.preferences", self.condition),
            self.ranking(given, place) if manual else None,
            self.items(given.get("misperceptions", []), f"{place}.misperceptions", self.condition),
        )

    def option_number(self, given: Any, place: str) -> int:
        return self.number(given, place, "option", 0, self.options - 1)

    def condition(self, given: Any, place: str) -> Condition:
        if isinstance(given, dict):
            return self.items(given.get("members"), f"{place}.members", self.pattern)
        return (self.pattern(given, place),)

    def infeasible(self, given: Any, place: str) -> Condition:
        condition = self.condition(given, place)
        if not all(condition):
            self.note(place, "a pattern without options makes every outcome infeasible")
        return condition

    def pattern(self, given: Any, place: str) -> Pattern:
        return self.items(given, place, self.literal)

    def literal(self, given: Any, place: str) -> tuple[int, bool]:
        if not isinstance(given, list) or len(given) != 2 or given[1] not in ("Y", "N"):
            self.note(place, f'an option\'s number with "Y" or "N" is needed, not {_shown(given)}')
            return -1, False
        return self.option_number(given[0], f"{place}[0]"), given[1] == "Y"

    def ranking(self, given: Mapping[str, Any], place: str) -> tuple[tuple[int, ...], ...]:
        key = "preferenceRanking" if "preferenceRanking" in given else "preferenceVector"
        if key not in given:
            self.note(place, "preferenceRanking is missing", "the file says that rankings are used")
            return ()
        return self.items(given[key], f"{place}.{key}", self.tie)

    def tie(self, given: Any, place: str) -> tuple[int, ...]:
        last = 2 ** min(self.options, 40)
        if isinstance(given, list):
            return self.items(given, place, lambda one, at: self.number(one, at, "outcome", 1, last))
        return (self.number(given, place, "outcome", 1, last),)

    def coalitions(self, given: Any, makers: int) -> tuple[tuple[int, ...], ...]:
        def member(one: Any, place: str) -> int:
            return self.number(one, place, "decision maker", 0, makers - 1)

        def coalition(one: Any, place: str) -> tuple[int, ...]:
            return self.items(one, place, member) if isinstance(one, list) else (member(one, place),)

        return () if given is None else self.items(given, "coalitions", coalition)

    def owners(self, options: tuple[Choice, ...], makers: tuple[Maker, ...]) -> None:
        """Notes options that belong to no decision maker, or to more than one."""
        if self.problems:
            return
        owned = Counter(option for maker in makers for option in maker.options)
        for number, option in enumerate(options):
            times = owned[number]
            if times != 1:
                owner = "no decision maker" if not times else f"{times} decision makers"
                hint = "Winset needs exactly one"
                self.note(f"options[{number}]", f'"{option.name}" belongs to {owner}', hint)


def _shown(given: Any) -> str:
    shown = json.dumps(given) if isinstance(given, str | int | float | bool | None) else type(given).__name__
    return shown if len(shown) <= 40 else f"{shown[:40]}..."
