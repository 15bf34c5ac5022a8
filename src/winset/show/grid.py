"""Grids of marks: one value behind the option table, the stability grid and who-can-stop-what.

The figure of a grid is drawn by `winset.show.figures.grid`, its HTML by the brief; as text it is a table.

>>> grid = Grid((Head("Build", "Builder"),), (Head("1"), Head("2", sign="■")), ((Mark(), Mark("yes", 1.0)),))
>>> print(as_table(grid))
<BLANKLINE>
         1  2 ■
Builder
· Build     yes
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from winset.analysis.result import Cell, Table
from winset.show.fitting import BULLET


@dataclass(frozen=True)
class Mark:
    """What one cell shows: a short text or sign, and how full it is, from 0 (empty) to 1."""

    text: str = ""
    fill: float = 0.0


@dataclass(frozen=True)
class Head:
    """The heading of a row or column: its text, the group it belongs to, a sign beside it."""

    text: str
    group: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Grid:
    """A grid of marks with headed rows and columns, and a key that says what its signs mean."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    marks: tuple[tuple[Mark, ...], ...]
    title: str = ""
    key: tuple[str, ...] = ()


def as_table(grid: Grid) -> Table:
    """The grid as a table: a line for each group of rows, its rows beneath it."""
    columns = ("", *(f"{head.text} {head.sign}".strip() for head in grid.columns))
    rows: list[tuple[Cell, ...]] = []
    for group, start, end in spans([head.group for head in grid.rows]):
        if group:
            rows.append((group, *[None] * len(grid.columns)))
        bullet = BULLET if group else ""
        for head, marks in zip(grid.rows[start:end], grid.marks[start:end]):
            rows.append((bullet + head.text, *(mark.text for mark in marks)))
    return Table(grid.title, columns, tuple(rows), grid.key)


def spans(groups: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of equal neighbours, each with its half-open range.

    >>> list(spans(["a", "a", "b"]))
    [('a', 0, 2), ('b', 2, 3)]
    """
    start = 0
    for group, members in groupby(groups):
        end = start + len(list(members))
        yield group, start, end
        start = end
