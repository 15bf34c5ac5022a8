"""A record of forecasts: JSON Lines, one thing said a line, only ever added to.

    {"question": "troops by June", "on": "2026-01-22", "probability": 0.14, "case": "b1b2...", "target": "troops"}
    {"question": "troops by June", "on": "2026-06-30", "happened": false}

A line with `probability` is a forecast, one with `happened` resolves its question. Days are ISO 8601 dates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from winset.errors import ArgumentError, InputError, Problem, suggestion

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Forecast:
    """The probability, from 0 to 1, given on a day that the answer to a question will be yes.

    case: the digest of the case it came from, target: the formula, where there are any.
    """

    question: str
    on: str
    probability: float
    case: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of a question, and on which day that was known."""

    question: str
    on: str
    happened: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a file of forecasts says, in its order.

    Adding checks what is added against what is there, and gives a new record.
    """

    lines: tuple[Forecast | Resolution, ...] = ()

    @property
    def forecasts(self) -> tuple[Forecast, ...]:
        """The forecasts, in the file's order."""
        return tuple(line for line in self.lines if isinstance(line, Forecast))

    @property
    def resolved(self) -> Mapping[str, Resolution]:
        """What came of each question that is resolved."""
        return {line.question: line for line in self.lines if isinstance(line, Resolution)}

    def added(self, line: Forecast | Resolution) -> Record:
        """The record with one line more. Raises ArgumentError where it contradicts the record.

        >>> record = Record().added(Forecast("rain", "2026-01-01", 0.7))
        >>> record.added(Resolution("rian", "2026-01-02", True))
        Traceback (most recent call last):
        winset.errors.ArgumentError: no forecast was made on "rian" (did you mean "rain"?)
        """
        if problem := self._objection(line):
            raise ArgumentError(problem)
        return Record((*self.lines, line))

    def _objection(self, line: Forecast | Resolution) -> str | None:
        known = self.resolved.get(line.question)
        if known is not None:
            return f'"{line.question}" was resolved on {known.on}; nothing more can be said of it'
        days = [one.on for one in self.forecasts if one.question == line.question]
        if isinstance(line, Resolution):
            if not days:
                hint = suggestion(line.question, {one.question for one in self.forecasts})
                return f'no forecast was made on "{line.question}"' + (f" ({hint})" if hint else "")
            if line.on < max(days):
                return f'"{line.question}" cannot be resolved on {line.on}: it was forecast on {max(days)}'
        return None

    def dumps(self) -> str:
        """The record as JSON Lines."""
        return "".join(json.dumps(data, ensure_ascii=False) + "\n" for data in map(_data, self.lines))


def load(path: str | Path) -> Record:
    """The record in a file; an empty one where there is no file. Raises InputError with every bad line."""
    file = Path(path)
    if not file.exists():
        return Record()
    if file.is_dir() or file.stat().st_size > MOST_BYTES:
        raise InputError([Problem(f"is no file of forecasts of up to {MOST_BYTES:,} bytes", str(path))])
    try:
        return loads(file.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        raise InputError([Problem("is not text in UTF-8", str(path))]) from None


def loads(text: str, name: str = "forecasts.jsonl") -> Record:
    """The record in JSON Lines; blank lines are passed over. Raises InputError with every bad line."""
    problems: list[Problem] = []
    record = Record()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                record = record.added(_line(line))
            except ValueError as error:
                problems.append(Problem(str(error), name, number))
    if problems:
        raise InputError(problems)
    return record


def forecast(
    question: str, on: str, probability: float, case: str | None = None, target: str | None = None
) -> Forecast:
    """A forecast, checked. Raises ArgumentError for a probability or a day that is none, or an empty question."""
    if isinstance(probability, bool) or not isinstance(probability, int | float) or not 0 <= probability <= 1:
        raise ArgumentError(
            f"a probability is a number from 0 to 1, not {probability!r} (write 70 percent as 0.7)"
        )
    return Forecast(_words(question), checked_day(on), float(probability), case, target)


def resolution(question: str, on: str, happened: bool) -> Resolution:
    """A resolution, checked. Raises ArgumentError as `forecast` does."""
    if not isinstance(happened, bool):
        raise ArgumentError(f"what happened is true or false, not {happened!r}")
    return Resolution(_words(question), checked_day(on), happened)


def checked_day(given: str) -> str:
    """A day as in 2026-03-01. Raises ArgumentError for anything else."""
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError):
        raise ArgumentError(f"{given!r} is not a day (write it as in 2026-03-01)") from None


def _words(question: str) -> str:
    if not isinstance(question, str) or not question.strip():
        raise ArgumentError("a forecast needs a question")
    return " ".join(question.split())


def _line(text: str) -> Forecast | Resolution:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArgumentError(f"is not JSON: {error.msg}") from None
    if not isinstance(data, dict):
        raise ArgumentError(
            'each line is a mapping, as in {"question": "...", "on": "2026-03-01", "probability": 0.7}'
        )
    kinds: dict[str, tuple[Any, tuple[str, ...]]] = {
        "probability": (forecast, ("question", "on", "probability", "case", "target")),
        "happened": (resolution, ("question", "on", "happened")),
    }
    made, keys = next((kinds[key] for key in kinds if key in data), (None, ()))
    if made is None:
        raise ArgumentError("a line gives either a probability or what happened")
    if wrong := [*_wrong_keys(data, keys)]:
        raise ArgumentError("; ".join(wrong))
    line: Forecast | Resolution = made(**data)
    return line


def _wrong_keys(data: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    yield from (f'unknown key "{key}"' for key in data if key not in keys)
    yield from (f'"{key}" is missing' for key in keys[:3] if key not in data)
    yield from (f'"{key}" is text' for key in keys[3:] if not isinstance(data.get(key), str | None))


def _data(line: Forecast | Resolution) -> dict[str, Any]:
    names = type(line).__slots__
    return {name: value for name in names if (value := getattr(line, name)) is not None}
