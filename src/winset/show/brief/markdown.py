"""A brief as Markdown: for wikis, mail and version control."""

from __future__ import annotations

import re

from winset.analysis.result import Table
from winset.show.brief.content import Block, Brief, Bullets, Paragraph, table_of
from winset.show.picture import Picture
from winset.show.tables import plain
from winset.show.tables import to_markdown as table_markdown


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown, figures told in a sentence."""
    parts = [f"# {escaped(brief.title)}"]
    if brief.question:
        parts.append(f"*{escaped(brief.question)}*")
    parts += [_paragraph(paragraph) for paragraph in brief.bottom_line]
    for section in brief.sections:
        parts.append(f"## {escaped(section.title)}")
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Bullets):
        marks = (f"{k}." if block.numbered else "-" for k in range(1, len(block.items) + 1))
        return "\n".join(f"{mark} {_paragraph(item)}" for mark, item in zip(marks, block.items))
    if isinstance(block, Picture):
        return f"*{escaped(block.description)}*"
    table = table_of(block)
    return table_markdown(_escaped_table(table)) if table is not None else ""


def _paragraph(paragraph: Paragraph) -> str:
    lead = f"**{escaped(paragraph.lead)}**" if paragraph.lead else ""
    basis = f"<sub>[{escaped(str(paragraph.basis))}]</sub>" if paragraph.basis else ""
    return " ".join(filter(None, (lead, escaped(paragraph.text), basis)))


def _escaped_table(table: Table) -> Table:
    rows = tuple(
        tuple(escaped(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows
    )
    columns = tuple(escaped(column) for column in table.columns)
    return Table(escaped(table.title), columns, rows, tuple(escaped(note) for note in table.notes))


def escaped(text: str) -> str:
    r"""A text in which nothing is taken for Markdown or HTML.

    >>> escaped("a *b* <c> [d](e)")
    'a \\*b\\* &lt;c> \\[d\\](e)'
    """
    text = re.sub(r"([\\`*_\[\]])", r"\\\1", plain(text).replace("&", "&amp;").replace("<", "&lt;"))
    return re.sub(r"^(\s*)([#+\-]|\d+[.)])(\s)", r"\1\\\2\3", text)
