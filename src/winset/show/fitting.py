"""A table made to fit: ids for long names, columns in several tables, and how wide each column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from winset.analysis.result import Cell, Table, cell_text

GAP = 2  # blanks between columns
BULLET = "· "  # before the options of a party
COMFORT = 24  # a column of longer texts is wrapped to this
BRIEF = 6  # texts this short are not broken between words
NARROWEST = 14  # or to this where all columns then fit, but no word of this length is broken


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


def widths(table: Table, width: int) -> list[int]:
    """The width of each column: its longest text, or less where that makes the fewest lines.

    Words are kept whole as long as there is room for them; else the widest columns give way and break them.

    >>> wide = Table("", ("outcome", "what happens"), (("1", "the road is built"), ("2", "nothing")))
    >>> widths(wide, 80), widths(wide, 20), widths(wide, 12)
    ([7, 17], [7, 11], [5, 5])
    """
    from rich.cells import cell_len

    columns = range(len(table.columns))
    whole = [max(cell_len(cell_text(cell)) for cell in cells) for cells in zip(table.columns, *table.rows)]
    least = [max(1, one if one <= BRIEF else _width(table, k, 0)) for k, one in enumerate(whole)]
    given = [max(1, min(one, width)) for one in whole]
    for _ in range(sum(given) + GAP * (len(given) - 1) - width):
        able = [k for k in columns if given[k] > least[k]]
        fewest = min(able, key=lambda k: (-(-whole[k] // (given[k] - 1)), -given[k]), default=None)
        given[given.index(max(given)) if fewest is None else fewest] -= 1
    return [max(1, one) for one in given]
