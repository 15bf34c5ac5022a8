"""Lines that a case names by their number (`rule 4` in `costs`): when a line comes or goes, its fellows are renumbered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from winset.case.changing.edits import Put
from winset.case.yaml.nodes import Path
from winset.workbench.versions.contents import data_of, with_edits

COSTS: Path = ("deal", "costs")
Shift = Callable[[int], int | None]


def without_place(text: str, path: Path) -> str:
    """The text's numbers when the line at a path is gone: what was said of it by its number goes as well."""
    gone = path[-1]
    if not isinstance(gone, int):
        return text
    return _shifted(text, path, lambda place: None if place == gone else place - (place > gone))


def with_place(text: str, path: Path, said: object = None) -> str:
    """The text's numbers when a line has come at a path; said: what is said of it by its number."""
    come, name = path[-1], _name(path)
    if not isinstance(come, int):
        return text
    text = _shifted(text, path, lambda place: place + (place >= come))
    if said is None:
        return text
    costs = list(_costs(text).items())
    after = (k for k, (key, _) in enumerate(costs) if (_place(key, name) or 0) > come)
    costs.insert(next(after, len(costs)), (f"{name}{come + 1}", said))
    return with_edits(text, Put(COSTS, dict(costs)))


def said_of(text: str, path: Path) -> object:
    """What a text says of a line by its number, or None."""
    return _costs(text).get(f"{_name(path)}{path[-1] + 1}") if isinstance(path[-1], int) else None


def _name(path: Path) -> str:
    """What the lines of a list are called, before their number; empty where they are not called by it."""
    if path[:-1] == ("rules",):
        return "rule "
    return f"red line {path[2]} " if path[:2] == ("deal", "red_lines") and len(path) == 4 else ""


def _place(key: str, name: str) -> int | None:
    """The place in the list of the line that a key is about; None for one about anything else."""
    number = key.removeprefix(name)
    return int(number) - 1 if key.startswith(name) and number.isdigit() else None


def _costs(text: str) -> dict[str, Any]:
    data = data_of(text)
    deal = data.get("deal") if isinstance(data, dict) else None
    costs = deal.get("costs") if isinstance(deal, dict) else None
    return costs if isinstance(costs, dict) else {}


def _shifted(text: str, path: Path, shift: Shift) -> str:
    name, costs = _name(path), _costs(text)
    if not name or not costs:
        return text
    new: dict[str, Any] = {}
    for key, cost in costs.items():
        place = _place(key, name)
        moved = None if place is None else shift(place)
        if place is None:
            new[key] = cost
        elif moved is not None:
            new[f"{name}{moved + 1}"] = cost
    if new == costs:
        return text
    return with_edits(text, Put(COSTS, new))
