"""Names that count lines, kept true when lines come, go or change places.

The costs of a deal name rules and red lines by their number (`rule 4`). An edit that takes rule 3 out makes
rule 4 the third: what the costs say of it has to follow, or `never` would go over to another rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.changing.edits import Delete, Edit, Insert, Move, Put
from winset.case.yaml.nodes import Path

COSTS: Path = ("deal", "costs")


def renumbered(names: Mapping[str, Any], kind: str, numbers: Mapping[int, int | None]) -> dict[str, Any]:
    """The same said of the same lines: `numbers` leads from old to new, to None where a line is gone.

    >>> renumbered({"rule 1": 2, "rule 3": 5, "refusal us": 1}, "rule", {1: None, 3: 2})
    {'rule 2': 5, 'refusal us': 1}
    """
    new = {f"{kind} {old}": None if number is None else f"{kind} {number}" for old, number in numbers.items()}
    moved = ((new.get(name, name), value) for name, value in names.items())
    return {name: value for name, value in moved if name is not None}


def following(data: Any, edit: Edit) -> Iterator[Edit]:
    """The edits of the costs that one edit of the rules or of a party's red lines asks for, if any.

    >>> case = {"rules": ["a", "b", "c"], "deal": {"costs": {"rule 2": 4, "rule 3": "never"}}}
    >>> list(following(case, Delete(("rules", 1))))
    [Put(path=('deal', 'costs'), value={'rule 2': 'never'})]
    """
    kind = counted(edit.path)
    lines, costs = _at(data, edit.path[:-1]), _at(data, COSTS)
    if kind is None or not isinstance(lines, list) or not isinstance(costs, dict):
        return
    after = renumbered(costs, kind, _numbers(edit, int(edit.path[-1]), len(lines)))
    if after != costs:
        yield Put(COSTS, after)


def counted(path: Path) -> str | None:
    """What the lines of a list are called that names count, or None: no name counts them."""
    match path:
        case ("rules", int()):
            return "rule"
        case ("deal", "red_lines", str(party), int()):
            return f"red line {party}"
    return None


def _numbers(edit: Edit, at: int, count: int) -> dict[int, int | None]:
    """The number of each line after an edit, by its number before, both from 1; `at` is where the edit is made."""
    order: list[int | None] = list(range(1, count + 1))
    match edit:
        case Delete():
            del order[at : at + 1]
        case Insert():
            order.insert(at, None)
        case Move() if at < count:
            order.insert(edit.position, order.pop(at))
    places = {old: new for new, old in enumerate(order, 1)}
    return {old: places.get(old) for old in range(1, count + 1)}


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data
