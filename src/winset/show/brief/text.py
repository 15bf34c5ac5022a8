"""A brief on a terminal: plain sentences at the width there is, colour only to set headings apart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from winset.analysis.result import Table
from winset.show.brief.content import Block, Brief, Bullets, Paragraph, Section
from winset.show.grid import Grid, as_table
from winset.show.move_graph import MoveGraph
from winset.show.tables import plain, print_tables

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MEASURE = 92  # columns: longer lines are hard to read


def to_text(brief: Brief, width: int = 80) -> str:
    """The brief as plain text no wider than `width` columns."""
    from rich.console import Console

    stream = io.StringIO()
    print_brief(Console(file=stream, width=width, color_system=None, force_terminal=False), brief)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


def print_brief(console: Console, brief: Brief) -> None:
    """Print the brief at the console's width."""
    _heading(console, brief.title, "═")
    if brief.question:
        _print_hung(console, "", _words(Paragraph(brief.question), "italic"))
        console.print()
    for paragraph in brief.bottom_line:
        _print_hung(console, "", _words(paragraph))
    for section in brief.sections:
        _print_section(console, section)


def _print_section(console: Console, section: Section) -> None:
    console.print()
    _heading(console, section.title, "─")
    before: Block | None = None
    for block in section.blocks:
        if isinstance(block, MoveGraph):  # the steps beside it say the same
            continue
        if before is not None and not (isinstance(before, Paragraph) and isinstance(block, Bullets)):
            console.print()
        _print_block(console, block)
        before = block


def _heading(console: Console, title: str, rule: str) -> None:
    from rich.text import Text

    console.print(Text(plain(title), style="bold"))
    console.print(Text(rule * min(len(title), console.width), style="dim"))


def _print_block(console: Console, block: Block) -> None:
    if isinstance(block, Paragraph):
        _print_hung(console, "", _words(block))
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            _print_hung(console, f"{number}." if block.numbered else "•", _words(item))
    elif isinstance(block, Grid | Table):
        print_tables(console, [as_table(block) if isinstance(block, Grid) else block])


def _print_hung(console: Console, mark: str, words: Text) -> None:
    """Words wrapped at a readable measure, every line after the first hung behind the mark."""
    indent = len(mark) + 1 if mark else 0
    for number, line in enumerate(words.wrap(console, min(console.width, MEASURE) - indent)):
        console.print((mark if not number else "").ljust(indent), line, sep="", highlight=False, markup=False)


def _words(paragraph: Paragraph, style: str = "") -> Text:
    """A paragraph's words, what it rests on in brackets at the end."""
    from rich.text import Text

    text = Text()
    if paragraph.lead:
        text.append(plain(paragraph.lead), style="bold")
    if paragraph.text:
        text.append((" " if text else "") + plain(paragraph.text), style=style)
    if paragraph.basis is not None:
        text.append(f" [{plain(str(paragraph.basis))}]", style="dim")
    return text
