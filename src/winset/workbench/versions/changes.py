"""The changes an analyst makes, each as the new text of one file: what the page's controls do.

A path leads from the top of the case file (`winset.case.changing.edits`). Every function gives the texts that a version with
the change has; what a path or a value gets wrong is an ArgumentError, what a layout forbids a WinsetError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.changing.editing import edited
from winset.case.changing.edits import Delete, Edit, Insert, Move, Put, found
from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError
from winset.workbench.versions.contents import data_of
from winset.workbench.versions.merging import merged

LISTS = ("rules", "preferences", "deal")  # where lines stand that can be moved and taken out


def changed(text: str, *edits: Edit) -> str:
    """The text after edits, a mark at its beginning kept."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + edited(text.removeprefix(mark), *edits)


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
    return text if target == place else changed(text, Move(path, target))


def taken_out(text: str, path: Path) -> str:
    """A line taken out of the case."""
    return changed(text, Delete(path))


def put_back(text: str, kept: str, path: Path) -> str:
    """A line of the kept text put back into this one, laid out as it was where its neighbours still stand."""
    again = merged(taken_out(kept, path), text, kept)
    if again is not None and again != text:
        return again
    line, siblings = found(data_of(kept), path), found(data_of(text), path[:-1])
    if isinstance(siblings, dict):
        return changed(text, Put(path, line))
    return changed(text, Insert((*path[:-1], min(int(path[-1]), len(siblings))), line))


def likelihood_set(text: str, path: Path, percent: int | None) -> str:
    """How likely a line is, in percent; None or 100 makes it certain, as a line without a likelihood is."""
    line = found(data_of(text), path)
    if percent is not None and not 0 <= percent <= 100:
        raise ArgumentError("a likelihood is from 0 to 100 percent")
    certain = percent is None or percent == 100
    if isinstance(line, dict):
        if not certain:
            return changed(text, Put((*path, "likelihood"), (percent or 0) / 100))
        return changed(text, Delete((*path, "likelihood"))) if "likelihood" in line else text
    return text if certain else changed(text, Put(path, {"that": line, "likelihood": (percent or 0) / 100}))


def formula_set(text: str, path: Path, formula: str) -> str:
    """The formula of a line replaced, all that it says of itself kept."""
    line = found(data_of(text), path)
    return changed(text, Put((*path, "that") if isinstance(line, dict) else path, formula))


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
            return changed(text, Put(path[: depth + 1], _nested(path[depth + 1 :], [formula])))
    lines = found(data, path)
    return changed(text, Insert((*path, len(lines)), formula) if lines else Put(path, [formula]))


def _nested(path: Path, value: object) -> object:
    return {path[0]: _nested(path[1:], value)} if path else value


def status_quo_set(text: str, levels: Mapping[str, str]) -> str:
    """Where things stand: the options that are not at their first level."""
    return changed(text, Put(("status_quo",), dict(levels)))


def entry_added(text: str, path: Path, value: object) -> str:
    """A key with its value added to a mapping, which is begun where it is not there yet."""
    data = data_of(text)
    for depth in range(len(path) - 1):
        if path[depth] not in found(data, path[:depth]):
            return changed(text, Put(path[: depth + 1], _nested(path[depth + 1 :], value)))
    return changed(text, Put(path, value))
