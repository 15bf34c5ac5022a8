"""A brief as a PDF for A4: one column, figures and links inside, set by Typst.

The brief goes to Typst as data, `brief.json` beside the template, and is never pasted into its markup: no text of a case can
be taken for a command. Fonts are those that Typst and Matplotlib bring along, so that a page is the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from winset.analysis.result import Table, cell_text
from winset.show.brief.content import Annex, Block, Brief, Bullets, Paragraph
from winset.show.brief.links import HOMES, anchor, anchors, basis_pieces, linked
from winset.show.brief.sheet import broken, day, drawn, footer, needs, parts, shares
from winset.show.grid import Grid, spans
from winset.show.picture import Picture
from winset.show.tables import alignments
from winset.show.wording import date_words
from winset.version import __version__

Pieces = list[tuple[str, str | None]]


def to_pdf(brief: Brief) -> bytes:
    """The brief as a PDF; the same brief gives the same bytes. Raises WinsetError where Typst is not installed."""
    return needs("a PDF", _to_pdf, brief)


def _to_pdf(brief: Brief) -> bytes:
    import matplotlib
    import typst

    sheet = _Sheet(brief)
    template = (files(__package__) / "brief.typ").read_bytes()
    data = json.dumps(sheet.whole(), ensure_ascii=False).encode()
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub leaves out files given by name
        {"main.typ": template, "brief.json": data, **sheet.pictures},
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",  # for those who have it read to them
        timestamp=0,
    )
    return made


class _Sheet:
    """A brief as the data that the template reads, its pictures as files beside them."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.pictures: dict[str, bytes] = {}
        self.known = anchors(brief)
        self.placed: set[str] = set()

    def whole(self) -> dict[str, Any]:
        brief, told = self.brief, day(self.brief)
        return {
            "title": broken(brief.title, 24),
            "kicker": "Brief" + (f" · as of {date_words(brief.as_of)}" if brief.as_of else ""),
            "question": broken(brief.question or ""),
            "date": {"year": told.year, "month": told.month, "day": told.day} if told else None,
            "footer": broken(footer(brief)),
            "made": f"Made by winset {__version__} from case {brief.subject.digest[:12]}. "
            "The model is a reading of the case, not a forecast of events.",
            "bottom": [self.paragraph(one) for one in brief.bottom_line],
            "sections": [
                {"title": broken(one.title), "blocks": [made for b in one.blocks for made in self.block(b)]}
                for one in brief.sections
            ],
        }

    def block(self, block: Block) -> list[dict[str, Any]]:
        """A block as data; a table too wide for the page is several."""
        match block:
            case Paragraph():
                return [{"kind": "paragraph", **self.paragraph(block)}]
            case Bullets():
                items = [self.paragraph(item) for item in block.items]
                return [{"kind": "list", "numbered": block.numbered, "items": items}]
            case Grid():
                return [_grid(block)]
            case Picture():
                return [self.picture(block)]
            case Annex():
                return self.block(block.table)
        made = [self.table(part) for part in parts(block)]
        made[-1]["notes"] = [broken(note) for note in block.notes]
        return made

    def paragraph(self, given: Paragraph) -> dict[str, Any]:
        basis = self.pieces(basis_pieces(given.basis)) if given.basis else []
        return {"lead": broken(given.lead), "text": self.pieces(linked(given.text)), "basis": basis}

    def pieces(self, given: Iterable[tuple[str, str | None]]) -> Pieces:
        """Pieces of a text; links to what has no row of its own are left out."""
        return [(broken(text), link if link in self.known else None) for text, link in given]

    def table(self, table: Table) -> dict[str, Any]:
        home = bool(table.columns) and table.columns[0] in HOMES
        rows = [
            {
                "label": self.place(str(row[0])) if home else None,
                "cells": [self.pieces(linked(broken(cell_text(cell), 20))) for cell in row],
            }
            for row in table.rows
        ]
        return {
            "kind": "table",
            "title": broken(table.title),
            "columns": [broken(column, 20) for column in table.columns],
            "shares": shares(table),
            "sides": alignments(table),
            "rows": rows,
            "notes": [],
        }

    def place(self, name: str) -> str | None:
        """The row's own name for links, where it is the first of that name."""
        own = anchor(name)
        if own in self.placed:
            return None
        self.placed.add(own)
        return own

    def picture(self, picture: Picture) -> dict[str, Any]:
        svg, width = drawn(picture, "svg")
        file = f"picture-{len(self.pictures) + 1}.svg"
        self.pictures[file] = svg
        return {
            "kind": "picture",
            "file": file,
            "width": width,
            "title": broken(picture.title),
            "description": broken(picture.description),
            "notes": [broken(note) for note in picture.notes],
        }


def _grid(grid: Grid) -> dict[str, Any]:
    """A grid as data: rows of marks, a line above each group of them."""
    rows: list[dict[str, Any]] = []
    for group, start, end in spans([head.group for head in grid.rows]):
        rows += [{"group": broken(group, 30)}] if group else []
        rows += [
            {
                "head": broken(grid.rows[k].text, 30),
                "indent": bool(group),
                "marks": [[broken(mark.text, 12) or "·", mark.fill] for mark in grid.marks[k]],
            }
            for k in range(start, end)
        ]
    return {
        "kind": "grid",
        "title": broken(grid.title),
        "columns": [[broken(head.text, 12), head.sign, broken(head.group, 12)] for head in grid.columns],
        "rows": rows,
        "key": [broken(line) for line in grid.key],
    }
