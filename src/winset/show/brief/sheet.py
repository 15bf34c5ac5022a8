"""A brief laid out for paper: what PDF and DOCX have in common before either is made.

Both are printed on A4. Nothing may run off it, so tables are set in as many parts as fit the measure, columns share the
width by what stands in them, pictures shrink, and words too long for a line may be broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from math import sqrt
from typing import Any

from winset.analysis.result import Table, cell_text
from winset.errors import WinsetError
from winset.show.brief.content import Brief
from winset.show.figures.pictures import draw_picture
from winset.show.figures.saving import figure_bytes
from winset.show.fitting import blocks
from winset.show.picture import Picture
from winset.show.tables import plain
from winset.show.wording import date_words

WIDTH, TALLEST = 482.0, 270.0  # points: the measure of a page, and the height a picture may take of it
LETTERS = 105  # letters of a table's size that fit the measure
SHORT = 24  # letters that need not be wrapped
TITLE = 70  # letters of the title in the footer
SOFT_BREAK = "\u200b"  # where a word may be broken, without a hyphen


def parts(table: Table) -> Iterator[Table]:
    """The table in as many as fit the measure, each with the first column."""
    yield from blocks(table, LETTERS)


def shares(table: Table) -> list[float]:
    """How the columns share the width: short texts keep theirs, long ones get the root of it.

    >>> [round(share, 1) for share in shares(Table("", ("id", "says"), (("1", "a" + " b" * 49),)))]
    [2.0, 9.9]
    """
    return [
        _share([head, *(cell_text(row[k]) for row in table.rows)]) for k, head in enumerate(table.columns)
    ]


def _share(texts: list[str]) -> float:
    longest = max(map(len, texts))
    return max(0.32 * longest if longest <= SHORT else max(sqrt(longest), 0.32 * SHORT), 2.0)


def broken(text: str, longest: int = 40) -> str:
    r"""A text without control characters in which no word is longer than a line.

    >>> broken("abcdefgh", 3)
    'abc\u200bdef\u200bgh'
    """
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: found[0] + SOFT_BREAK, plain(text))


def drawn(picture: Picture, form: str) -> tuple[bytes, float]:
    """A picture as SVG or PNG, and the width in points at which it fits the page."""
    figure = draw_picture(picture)
    svg = figure_bytes(figure, "svg")
    wide, high = figure_size(svg)
    return svg if form == "svg" else figure_bytes(figure, form), min(wide, WIDTH, TALLEST * wide / high)


def figure_size(svg: bytes) -> tuple[float, float]:
    """Width and height of an SVG that Matplotlib wrote, in points."""
    found = (
        re.search(rb'<svg[^>]*?width="([\d.]+)pt"', svg),
        re.search(rb'<svg[^>]*?height="([\d.]+)pt"', svg),
    )
    wide, high = (float(one[1]) if one else WIDTH for one in found)
    return wide, high


def footer(brief: Brief) -> str:
    """What stands at the foot of every page, beside its number: title, date, digest."""
    title = plain(brief.title)
    title = title if len(title) <= TITLE else title[:TITLE].rstrip() + "…"
    said = (title, brief.as_of and date_words(brief.as_of), f"case {brief.subject.digest[:12]}")
    return " · ".join(filter(None, said))


def day(brief: Brief) -> date | None:
    """The day up to which the case is told, the only date that a brief bears; None where it has none.

    The day of making is left out, so that the same case gives the same bytes.
    """
    try:
        return date.fromisoformat((brief.as_of or "")[:10])
    except ValueError:
        return None


def needs(extra: str, make: Callable[..., bytes], *given: Any) -> bytes:
    """What `make` makes, or word of the extra it needs. Raises WinsetError when that is not installed."""
    try:
        return make(*given)
    except ImportError as error:
        lacking = str(error.name).partition(".")[0]
        raise WinsetError(
            f"{extra} needs {lacking}, which is not installed: pip install 'winset[documents]'"
        ) from None
