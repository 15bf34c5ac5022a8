"""The grid of further concepts: outcomes down, concepts with parties or coalitions across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.coalitions import Coalitions
from winset.analysis.concepts import Standings
from winset.analysis.stability import TITLES, Stability
from winset.analysis.standing import Standing
from winset.game.game import Indices, Mask
from winset.show.figures.grid import draw_grid
from winset.show.figures.stability import MOST, NAME
from winset.show.figures.style import party_styles
from winset.show.grid import Grid, Head, Mark

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HOLDS = "■"

Columns = tuple[
    str, tuple[str, ...], Mask, Indices
]  # a concept: its title, who, where each stays, what holds


def draw(result: Standings | Standing | Coalitions) -> Figure:
    """The grid of an answer as a figure."""
    return draw_grid(standing_grid(result))


def standing_grid(result: Standings | Standing | Coalitions) -> Grid:
    """All outcomes of a small case; of a larger one those that hold under some concept asked for."""
    question = result.question
    names = [question.name(party) for party in range(len(question.game.parties))]
    tags = tuple(style.tag for style in party_styles(names))
    columns = [*_columns(result, tags)]
    held = np.unique(np.concatenate([held for *_, held in columns]))
    wanted = question.feasible if question.feasible.size <= MOST else held
    chosen, left = wanted[:MOST].tolist(), max(0, wanted.size - MOST)
    key = [f"{tag} {name}" for tag, name in zip(tags, names)]
    key += [f"{HOLDS} holds for everybody under some concept shown"] * bool(held.size)
    key += [f"{left:,} outcomes more are not shown."] * bool(left)
    return Grid(
        rows=tuple(_head(question.label(index), index in held) for index in chosen),
        columns=tuple(Head(who, title) for title, whom, _, _ in columns for who in whom),
        marks=tuple(
            tuple(Mark(fill=float(stays)) for _, _, rows, _ in columns for stays in rows[:, index])
            for index in chosen
        ),
        title="Who would stay where",
        key=tuple(key),
    )


def _columns(
    result: Standings | Stability | Standing | Coalitions, tags: tuple[str, ...]
) -> Iterator[Columns]:
    if isinstance(result, Standings):
        for part in result.parts:
            yield from _columns(part, tags)
    elif isinstance(result, Coalitions):
        whom = tuple("+".join(tags[party] for party in members) for members in result.coalitions)
        for concept, rows in result.stable.items():
            yield result.titles[concept], whom, rows, result.proof[concept]
    else:
        titles = TITLES if isinstance(result, Stability) else result.titles
        for concept, rows in result.stable.items():
            yield titles[concept], tags, rows, result.equilibria[concept]


def _head(label: str, holds: bool) -> Head:
    return Head(label if len(label) <= NAME else label[: NAME - 1] + "…", sign=HOLDS if holds else "")
