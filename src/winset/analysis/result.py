"""What every analysis returns: a frozen value that knows what it was computed from, and how.

A result carries the case's title and digest, the version, the method, its parameters and its seed; it gives
`table()` (plain data, drawn by the show room), `to_dict()` (the JSON of the formats) and `_repr_html_`; printed
it is its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, ClassVar

from winset.version import __version__

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """A table as data: what the terminal, CSV, HTML and the brief all draw from.

    legend: outcomes that texts in the cells name in full, each with its id. Where there is little room the
    id stands in the cells, and the full name once below.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        cells = [self.columns, *([cell_text(cell) for cell in row] for row in self.rows)]
        widths = [max(len(row[k]) for row in cells) for k in range(len(self.columns))]
        lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in cells]
        return "\n".join([*([self.title] if self.title else []), *lines, *self.notes])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell_text(cell))}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<table><caption>{escape(self.title)}</caption><tr>{head}</tr>{body}</table>{notes}"


def cell_text(cell: Cell) -> str:
    """A cell as a reader sees it: a mark for yes, nothing for no or unknown."""
    if cell is None or cell is False:
        return ""
    return "✓" if cell is True else str(cell)


@dataclass(frozen=True)
class Subject:
    """What an answer is about: a case (or a bare game) by its title and digest."""

    title: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """The base of every answer. Subclasses add the findings, `tables()` and `findings()`."""

    subject: Subject
    method: str
    parameters: dict[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = __version__

    # Set once by the package: the show room's drawing function, which this room must not import.
    drawer: ClassVar[Callable[[Result], Any] | None] = None

    def __init_subclass__(cls) -> None:
        # Before a subclass is made a dataclass, which would give it a repr of everything it was computed from.
        cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return f'<{type(self).__name__} of "{self.subject.title}": {self.method}>'

    def __str__(self) -> str:
        return "\n\n".join(str(table) for table in self.tables())

    def tables(self) -> Sequence[Table]:
        """Every table of this answer, the main one first."""
        raise NotImplementedError

    def findings(self) -> dict[str, Any]:
        """The answer's own part of `to_dict()`: plain values only."""
        raise NotImplementedError

    def table(self) -> Table:
        """The main table of this answer."""
        return self.tables()[0]

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready data: the version and the case first, then the findings, then the method."""
        case = {"title": self.subject.title, "digest": self.subject.digest}
        method = {"method": self.method, "parameters": self.parameters, "seed": self.seed}
        return {"winset": self.version, "case": case, **self.findings(), **method}

    def figure(self) -> Any:
        """The picture of this answer, a Matplotlib figure."""
        if Result.drawer is None:
            raise RuntimeError("figures need the winset package to be imported as a whole")
        return Result.drawer(self)

    def _repr_html_(self) -> str:
        return "".join(table._repr_html_() for table in self.tables())
