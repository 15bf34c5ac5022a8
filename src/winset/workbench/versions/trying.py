"""Changes that an answer proposes, made in the text of the case.

A step is a mapping of plain data: `{"do": "out", "path"}` takes a line out, `{"do": "certain", "path"}` makes it certain,
`{"do": "cite", "path", "evidence"}` lets it cite this evidence only, `{"do": "put", "path", "value"}` sets a value,
`{"do": "add", "path", "formula"}` adds a line to a list, `{"do": "first", "party", "formula", "outcomes"}` has a party
want something above all (outcomes: the ids of which it is so), `{"do": "move", "path", "to"}` moves a line to a place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from winset.case.changing.edits import Delete, Insert, Move, Put, found
from winset.case.yaml.nodes import Path
from winset.errors import WinsetError
from winset.workbench.versions.changes import likelihood_set, line_added, taken_out
from winset.workbench.versions.contents import data_of, with_edits

Step = Mapping[str, Any]


def tried(text: str, steps: Sequence[Step]) -> str:
    """The text with all steps done: those that keep every line where it is before those that do not."""
    kinds = list(STEPS)
    ordered = sorted(steps, key=lambda step: kinds.index(step["do"]))
    outs = sorted((step for step in ordered if step["do"] == "out"), key=_depth, reverse=True)
    places = iter(outs)
    for step in ordered:
        one = next(places) if step["do"] == "out" else step
        text = STEPS[one["do"]](text, one)
    return text


def _depth(step: Step) -> list[tuple[int, int, str]]:
    """Lines of one list by their number, so that the last can be taken out first."""
    return [(0, one, "") if isinstance(one, int) else (1, 0, one) for one in step["path"]]


def _path(step: Step) -> Path:
    return tuple(step["path"])


def _cite(text: str, step: Step) -> str:
    path: Path = (*_path(step), "evidence")
    return with_edits(text, Put(path, list(step["evidence"])) if step["evidence"] else Delete(path))


def _first(text: str, step: Step) -> str:
    """A party comes to want a formula above all, however what it wants is written."""
    party, formula, base = step["party"], step["formula"], ("preferences", step["party"])
    want = found(data_of(text), base)
    match want:
        case {"statements": [*_]}:
            return with_edits(text, Insert((*base, "statements", 0), formula))
        case {"ranking": [*_]}:
            return with_edits(text, Insert((*base, "ranking", 0), [formula]))
        case {"weights": dict(weights)} if all(isinstance(one, int | float) for one in weights.values()):
            return with_edits(text, Put((*base, "weights", formula), 1 + sum(map(abs, weights.values()))))
        case {"outcomes": [*tiers]}:
            return with_edits(text, Put((*base, "outcomes"), _on_top(tiers, set(step["outcomes"]))))
    raise WinsetError(f"what {party} wants is not written line by line: change it in the text")


def _on_top(tiers: Sequence[Any], outcomes: set[str]) -> list[list[Any]]:
    """Tiers of outcomes, some of which come to stand above all others."""
    each = [tier if isinstance(tier, list) else [tier] for tier in tiers]
    first = [one for tier in each for one in tier if str(one) in outcomes]
    rest = [[one for one in tier if str(one) not in outcomes] for tier in each]
    return [first, *(tier for tier in rest if tier)]


STEPS: Mapping[str, Callable[[str, Step], str]] = {
    "cite": _cite,
    "certain": lambda text, step: likelihood_set(text, _path(step), None),
    "put": lambda text, step: with_edits(text, Put(_path(step), step["value"])),
    "out": lambda text, step: taken_out(text, _path(step)),
    "first": _first,
    "move": lambda text, step: with_edits(text, Move(_path(step), step["to"])),
    "add": lambda text, step: line_added(text, _path(step), step["formula"]),
}
"""What each step does to a text, in the order in which they are done."""
