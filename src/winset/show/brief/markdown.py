"""A brief as Markdown: for wikis, mail and version control."""

from __future__ import annotations

import re

from winset.analysis.result import Table
from winset.show.brief.content import Basis, Block, Brief, Bullets, Paragraph, table_of
from winset.show.brief.links import HOMES, anchor, anchors, basis_pieces
from winset.show.picture import Picture
from winset.show.tables import plain
from winset.show.tables import to_markdown as table_markdown


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown, figures told in a sentence."""
    known = anchors(brief)
    parts = [f"# {escaped(brief.title)}"]
    if brief.question:
        parts.append(f"*{escaped(brief.question)}*")
    parts += [_paragraph(paragraph, known) for paragraph in brief.bottom_line]
    for section in brief.sections:
        parts.append(f"## {escaped(section.title)}")
        parts += [_block(block, known) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def _block(block: Block, known: set[str]) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block, known)
    if isinstance(block, Bullets):
        marks = (f"{k}." if block.numbered else "-" for k in range(1, len(block.items) + 1))
        return "\n".join(f"{mark} {_paragraph(item, known)}" for mark, item in zip(marks, block.items))
    if isinstance(block, Picture):
        return f"*{escaped(block.description)}*"
    table = table_of(block)
    return table_markdown(_escaped_table(table)) if table is not None else ""


def _paragraph(paragraph: Paragraph, known: set[str]) -> str:
    lead = f"**{escaped(paragraph.lead)}**" if paragraph.lead else ""
    basis = f"<sub>[{_basis(paragraph.basis, known)}]</sub>" if paragraph.basis else ""
    return " ".join(filter(None, (lead, escaped(paragraph.text), basis)))


def _basis(given: Basis, known: set[str]) -> str:
    """What a finding rests on, what has a row of its own as a link to it."""
    return "".join(
        f"[{escaped(piece)}](#{link})" if link in known else escaped(piece)
        for piece, link in basis_pieces(given)
    )


def _escaped_table(table: Table) -> Table:
    home = bool(table.columns) and table.columns[0] in HOMES
    rows = tuple(
        tuple(escaped(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows
    )
    if home:
        rows = tuple(
            (f'<a id="{anchor(str(own[0]))}"></a>{first}', *rest)
            for own, (first, *rest) in zip(table.rows, rows)
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
