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
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from winset.analysis.result import Cell, Table, cell_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

GAP = 2  # blanks between columns
COMFORT = 24  # a column of longer texts is wrapped to this
NARROWEST = 14  # or to this where all columns then fit, but no word of this length is broken


def plain(text: str) -> str:
    r"""A text without control characters, so that nothing in a case can steer the reader's terminal.

    >>> plain("red \x1b[31malert\x07")
    'red [31malert'
    """
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc")


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
            console.print(*[""] * (part > 0), as_rich(block), sep="\n")
        for note in fitting.notes if table.rows else table.notes or ("Nothing.",):
            console.print(plain(note), style="dim", markup=False, highlight=False)


def shortened(table: Table, width: int) -> Table:
    """The table with ids for the outcomes it names, and the names below, where not every line would fit.

    >>> names = (("1 the road is built and the site is quiet", "1"),)
    >>> told = Table("", ("from", "to"), (("1 the road is built and the site is quiet", "2"),), (), names)
    >>> shortened(told, 60).rows, shortened(told, 40).rows, shortened(told, 40).notes
    ((('1 the road is built and the site is quiet', '2'),), (('1', '2'),), ('1 the road is built and the site is quiet',))
    """
    columns = range(len(table.columns))
    if not table.legend or sum(_width(table, k, width) + GAP for k in columns) - GAP <= width:
        return table
    told = " ".join(cell for row in table.rows for cell in row if isinstance(cell, str))
    legend = sorted((pair for pair in table.legend if pair[0] in told), key=lambda pair: -len(pair[0]))
    rows = tuple(tuple(_by_ids(cell, legend) for cell in row) for row in table.rows)
    names = tuple(label for label, _ in table.legend if label in told)
    return replace(table, rows=rows, notes=(*table.notes, *names))


def _by_ids(cell: Cell, legend: Sequence[tuple[str, str]]) -> Cell:
    if isinstance(cell, str):
        for label, short in legend:
            cell = cell.replace(label, short)
    return cell


def blocks(table: Table, width: int) -> Iterator[Table]:
    """The table's columns in as many tables as it takes to fit the width; the first column heads each.

    Texts are wrapped narrowly before columns are parted, and with more room once they are.

    >>> wide = Table("", ("outcome", "alpha", "beta", "gamma"), (("1", "a", "b", "c"),))
    >>> [block.columns for block in blocks(wide, 26)]
    [('outcome', 'alpha', 'beta'), ('outcome', 'gamma')]
    """
    columns = range(len(table.columns))
    if sum(_width(table, column, NARROWEST) + GAP for column in columns) - GAP <= width:
        yield _with_columns(table, columns[1:])
        return
    needs = [_width(table, column, COMFORT) + GAP for column in columns]
    chosen: list[int] = []
    for column in range(1, len(table.columns)):
        if chosen and needs[0] + sum(needs[k] for k in chosen) + needs[column] - GAP > width:
            yield _with_columns(table, chosen)
            chosen = []
        chosen.append(column)
    yield _with_columns(table, chosen)


def _with_columns(table: Table, chosen: Sequence[int]) -> Table:
    kept = (0, *chosen)
    return Table(
        table.title,
        tuple(table.columns[k] for k in kept),
        tuple(tuple(row[k] for k in kept) for row in table.rows),
    )


def _width(table: Table, column: int, enough: int) -> int:
    """The room a column needs: what its longest text takes if that is little, else enough to wrap in.

    No word is broken that is no longer than `COMFORT`.
    """
    from rich.cells import cell_len

    texts = [cell_text(row[column]) for row in table.rows]
    words = (word for text in (*texts, table.columns[column]) for word in text.split())
    longest = max((cell_len(word) for word in words), default=0)
    return max(min(longest, COMFORT), min(enough, max(map(cell_len, texts), default=0)))


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


def as_rich(table: Table) -> RichTable:
    """The table for a rich console: a rule under the head, no frame, words wrapped."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, GAP - 1, 0, 0)
    )
    for name, side in zip(table.columns, alignments(table)):
        drawn.add_column(
            Text(plain(name)),
            justify=side,  # type: ignore[arg-type]  # one of rich's words
            overflow="fold",
            min_width=_width(table, len(drawn.columns), 0),
        )
    for row in table.rows:
        drawn.add_row(*(Text(plain(cell_text(cell))) for cell in row))
    return drawn
