"""What a case says of its lines by their number (`rule 4` in `costs`), when a line is put back without an edit."""

from __future__ import annotations

from typing import Any

from winset.case.changing.edits import Put
from winset.case.changing.renumbering import COSTS, counted, renumbered
from winset.case.yaml.nodes import Path
from winset.workbench.versions.contents import data_of, with_edits

Costs = dict[str, Any]


def costs_of(text: str) -> Costs:
    """What changing things costs, by their names, as a text says it."""
    data = data_of(text)
    deal = data.get("deal") if isinstance(data, dict) else None
    costs = deal.get("costs") if isinstance(deal, dict) else None
    return costs if isinstance(costs, dict) else {}


def with_costs(text: str, costs: Costs) -> str:
    """The text with these costs."""
    return text if costs_of(text) == costs else with_edits(text, Put(COSTS, costs))


def costs_with(costs: Costs, kept: str, path: Path, place: int) -> Costs:
    """The costs when the kept text's line at a path has come back at a place, what was said of it by its number too."""
    kind = counted(path)
    if kind is None:
        return costs
    numbers = [
        int(name.rpartition(" ")[2]) for name in costs if name.startswith(f"{kind} ") and name[-1].isdigit()
    ]
    new = renumbered(costs, kind, {number: number + (number > place) for number in numbers})
    said = costs_of(kept).get(f"{kind} {int(path[-1]) + 1}")
    if said is None:
        return new
    after = (
        k
        for k, name in enumerate(new)
        if name.startswith(f"{kind} ") and int(name.rpartition(" ")[2]) > place + 1
    )
    entries = [*new.items()]
    entries.insert(next(after, len(entries)), (f"{kind} {place + 1}", said))
    return dict(entries)
