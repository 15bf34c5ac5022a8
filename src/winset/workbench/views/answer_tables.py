"""Tables of an answer as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from winset.analysis.result import Table, cell_text
from winset.workbench.markup import element, joined

MOST_ROWS = 40


def answer_tables(tables: Iterable[dict[str, Any]]) -> Markup:
    """Tables that came as plain data, one below the other."""
    made = (
        Table(one["title"], tuple(one["columns"]), tuple(map(tuple, one["rows"])), tuple(one["notes"]))
        for one in tables
    )
    return joined(element("section", answer_table(table), cls="block") for table in made)


def answer_table(table: Table) -> Markup:
    """A table with its title and its notes."""
    head = element("tr", [element("th", column, scope="col") for column in table.columns])
    rows = [
        element(
            "tr",
            [
                element("th" if k == 0 else "td", cell_text(cell), scope="row" if k == 0 else None)
                for k, cell in enumerate(row)
            ],
        )
        for row in table.rows[:MOST_ROWS]
    ]
    more = len(table.rows) - len(rows)
    whole = element("table", element("thead", head), element("tbody", rows), cls="grid")
    return joined([
        element("h3", table.title),
        element("div", whole, cls="wide-scroll", tabindex="0", role="group", aria_label=table.title) if rows else None,
        element("p", f"{more:,} more rows; the export has them all.", cls="hint") if more > 0 else None,
        [element("p", note, cls="hint") for note in table.notes],
    ])  # fmt: skip
