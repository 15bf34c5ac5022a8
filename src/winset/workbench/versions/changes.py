"""The changes an analyst makes, each as the new text of one file: what the page's controls do.

A path leads from the top of the case file (`winset.case.changing.edits`). Every function gives the texts that a version with
the change has; what a path or a value gets wrong is an ArgumentError, what a layout forbids a WinsetError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.changing.edits import Delete, Insert, Move, Put, found
from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError
from winset.workbench.versions.contents import data_of, with_edits
from winset.workbench.versions.merging import merged
from winset.workbench.versions.numbering import costs_of, costs_with, with_costs

LISTS = ("rules", "preferences", "deal")  # where lines stand that can be moved and taken out


def checked_path(given: object) -> Path:
    """A path that came from a page: text and numbers, leading to a line. Raises ArgumentError for any other.

    >>> checked_path(["rules", 1])
    ('rules', 1)
    """
    if not isinstance(given, Sequence) or isinstance(given, str) or not 1 < len(given) < 8:
        raise ArgumentError("no line of the case is meant")
    if not all(isinstance(step, str | int) and not isinstance(step, bool) for step in given):
        raise ArgumentError("no line of the case is meant")
    if given[0] not in LISTS:
        raise ArgumentError("this is not a line that can be changed here")
    return tuple(given)


def moved(text: str, path: Path, by: int) -> str:
    """A line moved up (negative) or down in its list; at the ends it stays."""
    siblings, place = found(data_of(text), path[:-1]), path[-1]
    if not isinstance(siblings, list) or not isinstance(place, int):
        raise ArgumentError("only lines of a list have an order")
    target = min(max(place + by, 0), len(siblings) - 1)
    return text if target == place else with_edits(text, Move(path, target))


def taken_out(text: str, path: Path) -> str:
    """A line taken out of the case."""
    return with_edits(text, Delete(path))


def put_back(text: str, kept: str, path: Path) -> str:
    """A line of the kept text put back into this one, laid out as it was where its neighbours still stand."""
    line, siblings, costs = found(data_of(kept), path), found(data_of(text), path[:-1]), costs_of(kept)
    # Costs differ by the numbers of lines only: made alike, they do not stand in the way of merging.
    again = merged(with_costs(with_edits(kept, Delete(path)), costs), with_costs(text, costs), kept)
    if isinstance(siblings, dict):
        again = None if again is None else with_costs(again, costs_of(text))
        return again if again not in (None, text) else with_edits(text, Put(path, line))
    if again is None or len(found(data_of(again), path[:-1])) == len(siblings):
        again = with_edits(text, Insert((*path[:-1], min(int(path[-1]), len(siblings))), line))
    place = _come(siblings, found(data_of(again), path[:-1]))
    return with_costs(again, costs_with(costs_of(text), kept, path, place))


def _come(before: Sequence[Any], after: Sequence[Any]) -> int:
    """The place at which a line has come among others."""
    return next((k for k, one in enumerate(before) if after[k] != one), len(before))


def likelihood_set(text: str, path: Path, percent: int | None) -> str:
    """How likely a line is, in percent; None or 100 makes it certain, as a line without a likelihood is."""
    line = found(data_of(text), path)
    if percent is not None and not 0 <= percent <= 100:
        raise ArgumentError("a likelihood is from 0 to 100 percent")
    certain = percent is None or percent == 100
    if isinstance(line, dict):
        if not certain:
            return with_edits(text, Put((*path, "likelihood"), (percent or 0) / 100))
        return with_edits(text, Delete((*path, "likelihood"))) if "likelihood" in line else text
    return (
        text if certain else with_edits(text, Put(path, {"that": line, "likelihood": (percent or 0) / 100}))
    )


def formula_set(text: str, path: Path, formula: str) -> str:
    """The formula of a line replaced, all that it says of itself kept."""
    line = found(data_of(text), path)
    return with_edits(text, Put((*path, "that") if isinstance(line, dict) else path, formula))


def line_added(text: str, path: Path, formula: object) -> str:
    """A line (a formula, or a mapping with one) added at the end of a list, which is begun where it is not there yet."""
    if isinstance(formula, str) and not formula.strip():
        raise ArgumentError("write a formula first, as `build -> permit`")
    data = data_of(text)
    for depth in range(len(path)):
        parent = found(data, path[:depth])
        if not isinstance(parent, dict):
            raise ArgumentError("nothing can be added there")
        if path[depth] not in parent:
            return with_edits(text, Put(path[: depth + 1], _nested(path[depth + 1 :], [formula])))
    lines = found(data, path)
    return with_edits(text, Insert((*path, len(lines)), formula) if lines else Put(path, [formula]))


def _nested(path: Path, value: object) -> object:
    return {path[0]: _nested(path[1:], value)} if path else value


def status_quo_set(text: str, levels: Mapping[str, str]) -> str:
    """Where things stand: the options that are not at their first level."""
    return with_edits(text, Put(("status_quo",), dict(levels)))


def entry_added(text: str, path: Path, value: object) -> str:
    """A key with its value added to a mapping, which is begun where it is not there yet."""
    data = data_of(text)
    for depth in range(len(path) - 1):
        if path[depth] not in found(data, path[:depth]):
            return with_edits(text, Put(path[: depth + 1], _nested(path[depth + 1 :], value)))
    return with_edits(text, Put(path, value))
