"""A brief on a terminal: plain sentences at the width there is, colour only to set headings apart."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from winset.show.brief.content import Annex, Block, Brief, Bullets, Paragraph, Section, table_of
from winset.show.picture import Picture
from winset.show.tables import plain, print_tables

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MEASURE = 92  # columns: longer lines are hard to read


def to_text(brief: Brief, width: int = 80, full: bool = False) -> str:
    """The brief as plain text no wider than `width` columns, annexes whole when `full`."""
    from rich.console import Console

    stream = io.StringIO()
    print_brief(Console(file=stream, width=width, color_system=None, force_terminal=False), brief, full)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


def print_brief(console: Console, brief: Brief, full: bool = False) -> None:
    """Print the brief at the console's width; of annexes the short form, unless `full`."""
    _heading(console, brief.title, "═")
    if brief.question:
        _print_hung(console, "", _words(Paragraph(brief.question), "italic"))
        console.print()
    for paragraph in brief.bottom_line:
        _print_hung(console, "", _words(paragraph))
    for section in brief.sections:
        _print_section(console, _as_short(section) if not full else section)


def _print_section(console: Console, section: Section) -> None:
    console.print()
    _heading(console, section.title, "─")
    before: Block | None = None
    for block in section.blocks:
        if isinstance(block, Picture):  # the steps beside it say the same
            continue
        if before is not None and not (isinstance(before, Paragraph) and isinstance(block, Bullets)):
            console.print()
        _print_block(console, block)
        before = block


def _as_short(section: Section) -> Section:
    """A section with the short form of its annexes, and word of where the rest is."""
    shown = [block.short if isinstance(block, Annex) else block for block in section.blocks]
    cut = any(isinstance(block, Annex) and block.short is not None for block in section.blocks)
    rest = [Paragraph("Reasons and claims in full: --full, or -o FILE.html.")] if cut else []
    return replace(section, blocks=(*(block for block in shown if block is not None), *rest))


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
    elif (table := table_of(block)) is not None:
        print_tables(console, [table])


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
