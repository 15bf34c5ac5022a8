"""A brief as a value: what it says and what each finding rests on, before any form is given to it.

The text, Markdown, HTML, PDF and DOCX of a brief are readings of the same value; none of them adds a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.analysis.result import Result, Table
from winset.show.grid import Grid, as_table
from winset.show.picture import Picture


@dataclass(frozen=True)
class Basis:
    """What a finding rests on: the analysis that gave it, the case's lines, the reports' claims."""

    analysis: str
    lines: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "; ".join(filter(None, (self.analysis, ", ".join(self.lines), ", ".join(self.claims))))


@dataclass(frozen=True)
class Paragraph:
    """A finding in plain sentences, with what it rests on; `lead` is set before it in bold."""

    text: str
    basis: Basis | None = None
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """Findings of one kind, one below the other; numbered when their order matters."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Annex:
    """A table for those who check: whole in a file, on a terminal only its short form, if it has one."""

    table: Table
    short: Table | None = None


Block = Paragraph | Bullets | Table | Grid | Picture | Annex


@dataclass(frozen=True)
class Section:
    """A part of a brief under its own heading; `id` is the part's name in links."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Brief(Result):
    """What the reader gets: the question, the answer in three sentences, and the sections behind it."""

    question: str | None
    as_of: str | None
    source: str | None
    bottom_line: tuple[Paragraph, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.subject.title

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, width: int = 80, full: bool = False) -> str:
        """The brief as plain text no wider than `width` columns, annexes whole when `full`."""
        from winset.show.brief.text import to_text

        return to_text(self, width, full)

    def to_markdown(self) -> str:
        """The brief as Markdown."""
        from winset.show.brief.markdown import to_markdown

        return to_markdown(self)

    def to_html(self) -> str:
        """The brief as one self-contained HTML page."""
        from winset.show.brief.html import to_html

        return to_html(self)

    def to_pdf(self) -> bytes:
        """The brief as a PDF for A4. Raises WinsetError without the extra `documents`."""
        from winset.show.brief.pdf import to_pdf

        return to_pdf(self)

    def to_docx(self) -> bytes:
        """The brief as a DOCX. Raises WinsetError without the extra `documents`."""
        from winset.show.brief.docx import to_docx

        return to_docx(self)

    def blocks(self) -> Iterator[Block]:
        """Every block of every section, in order."""
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> list[Table]:
        """The tables and grids of the brief; the first is the option table wherever there is one."""
        return [table for block in self.blocks() if (table := table_of(block)) is not None]

    def findings(self) -> dict[str, Any]:
        """The brief's sentences with what each rests on, section by section."""
        return {
            "question": self.question,
            "as_of": self.as_of,
            "bottom_line": [_plain(paragraph) for paragraph in self.bottom_line],
            "sections": [
                {"id": part.id, "title": part.title, "blocks": [_plain(block) for block in part.blocks]}
                for part in self.sections
            ],
        }


def table_of(block: Block) -> Table | None:
    """A block as a table, if it is one in any form."""
    if isinstance(block, Annex):
        return block.table
    if isinstance(block, Grid):
        return as_table(block)
    return block if isinstance(block, Table) else None


def _plain(block: Block) -> dict[str, Any]:
    """A block as JSON-ready data, with its kind."""
    if isinstance(block, Paragraph):
        basis = None if block.basis is None else vars(block.basis)
        return {"kind": "paragraph", "lead": block.lead, "text": block.text, "basis": basis}
    if isinstance(block, Bullets):
        return {"kind": "list", "numbered": block.numbered, "items": [_plain(item) for item in block.items]}
    if isinstance(block, Picture):
        return {"kind": "figure", "title": block.title, "description": block.description}
    return {"kind": "table", **vars(table_of(block))}
