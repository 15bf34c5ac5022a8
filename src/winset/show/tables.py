r"""A table as text for a terminal, and as CSV, Markdown or HTML: one value, four ways to read it.

Text adapts to the width it is given: cells wrap, and a table with more columns than fit is set as several,
one below the other, each beginning with the first column.

>>> from winset.analysis.result import Table
>>> held = Table("What holds", ("outcome", "Nash", "note"), (("1", True, "road | rail"), ("2", False, None)))
>>> print(to_csv(held), end="")
outcome,Nash,note
1,yes,road | rail
2,no,
>>> print(to_markdown(held))
**What holds**
<BLANKLINE>
| outcome | Nash | note |
| :--- | :---: | :--- |
| 1 | ✓ | road \| rail |
| 2 |  |  |
"""

from __future__ import annotations

import csv
import io
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from winset.analysis.result import Cell, Table, cell_text
from winset.show.fitting import BULLET, GAP, blocks, shortened, widths

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable


def plain(text: str) -> str:
    r"""A text without control characters and marks of direction, so that no case can steer the reader's terminal.

    >>> plain("red \x1b[31malert\x07"), plain("to be \u202edeviled\u202c")
    ('red [31malert', 'to be deviled')
    """
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\n" or not _steers(char))


def _steers(char: str) -> bool:
    """Whether a character moves the cursor, colours, or turns what follows around."""
    turns = unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return turns or unicodedata.category(char) == "Cc"


def to_csv(table: Table) -> str:
    """The table as CSV with a header line; yes and no for truth, empty for unknown; no title or notes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([csv_cell(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def csv_cell(cell: Cell) -> str:
    """A cell as CSV keeps it: no and unknown stay apart, control characters stay out."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else plain(str(cell))


def to_markdown(table: Table) -> str:
    """The table as a Markdown pipe table under its title, with its notes below."""
    marks = {"left": ":---", "center": ":---:", "right": "---:"}
    head = [
        _markdown_row(table.columns),
        _markdown_row([marks[side] for side in alignments(table)]),
    ]
    body = [_markdown_row([cell_text(cell) for cell in row]) for row in table.rows]
    title = [f"**{table.title}**", ""] if table.title else []
    notes = [line for note in table.notes for line in ("", note)]
    return "\n".join([*title, *head, *body, *notes])


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(plain(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def to_html(table: Table) -> str:
    """The table as HTML whose first column heads the rows; every text escaped."""
    sides = alignments(table)
    head = "".join(
        f'<th scope="col" class="{side}">{escape(name)}</th>' for name, side in zip(table.columns, sides)
    )
    body = "".join(f"<tr>{_html_row(row, sides)}</tr>" for row in table.rows)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def _html_row(row: Sequence[Cell], sides: Sequence[str]) -> str:
    tags = ['th scope="row"', *["td"] * (len(row) - 1)]
    return "".join(
        f'<{tag} class="{side}">{escape(cell_text(cell))}</{tag.split()[0]}>'
        for tag, cell, side in zip(tags, row, sides)
    )


def to_text(tables: Iterable[Table], width: int = 80) -> str:
    """Tables as plain text no wider than `width` columns."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, force_terminal=False)
    print_tables(console, tables)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


def print_tables(console: Console, tables: Iterable[Table]) -> None:
    """Print tables at the console's width, each under its title, with its notes below."""
    for number, table in enumerate(tables):
        if number:
            console.print()
        if table.title:
            console.print(plain(table.title), style="bold", markup=False, highlight=False)
        fitting = shortened(table, console.width)
        for part, block in enumerate(blocks(fitting, console.width) if table.rows else ()):
            console.print(*[""] * (part > 0), as_rich(block, console.width), sep="\n")
        for note in fitting.notes if table.rows else table.notes or ("Nothing.",):
            console.print(plain(note), style="dim", markup=False, highlight=False)


def alignments(table: Table) -> list[str]:
    """For each column: right for numbers, centre for marks, left for words."""
    return [_alignment([row[k] for row in table.rows]) for k in range(len(table.columns))]


def _alignment(cells: Sequence[Cell]) -> str:
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, bool) for cell in known):
        return "center"
    if known and all(isinstance(cell, int | float) for cell in known):
        return "right"
    return "left"


def as_rich(table: Table, width: int) -> RichTable:
    """The table for a rich console of so many columns: a rule under the head, no frame, words wrapped."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, GAP - 1, 0, 0)
    )
    rooms = widths(table, width)
    for name, side, room in zip(table.columns, alignments(table), rooms):
        drawn.add_column(
            Text(plain(name)),
            justify=side,  # type: ignore[arg-type]  # one of rich's words
            overflow="fold",
            width=room,
        )
    for row in table.rows:
        drawn.add_row(*(Text(_hung(plain(cell_text(cell)), room)) for cell, room in zip(row, rooms)))
    return drawn


def _hung(text: str, room: int) -> str:
    """A text that begins with a bullet, its further lines set in behind it; any other as it is."""
    if not text.startswith(BULLET) or room <= len(BULLET):
        return text
    return textwrap.fill(text, room, subsequent_indent=" " * len(BULLET), break_on_hyphens=False)
