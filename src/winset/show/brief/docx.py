"""A brief as a DOCX for those who must edit it: headings, lists, tables, pictures and links of the word processor's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from winset.analysis.result import Table, cell_text
from winset.show.brief.content import Annex, Block, Brief, Bullets, Paragraph
from winset.show.brief.links import HOMES, anchor, anchors, basis_pieces, linked
from winset.show.brief.sheet import WIDTH, broken, day, drawn, footer, needs, parts, shares
from winset.show.figures.style import COLOURS, RULE, SHADE, SOFT
from winset.show.grid import Grid, Head, Mark, spans
from winset.show.picture import Picture
from winset.show.tables import alignments
from winset.show.wording import date_words
from winset.version import __version__

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Set

MARGIN = 20.0  # millimetres
SMALL, TINY = 9.0, 8.0  # points
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP can bear
ACCENT = COLOURS[0].lstrip("#")


def to_docx(brief: Brief) -> bytes:
    """The brief as a DOCX; the same brief gives the same bytes. Raises WinsetError where python-docx is not installed."""
    return needs("a DOCX", _to_docx, brief)


def _to_docx(brief: Brief) -> bytes:
    import docx

    document = docx.Document()
    _set_up(document, brief)
    sheet = _Sheet(document, brief)
    sheet.head()
    for section in brief.sections:
        document.add_heading(broken(section.title), 1)
        for block in section.blocks:
            sheet.block(block)
    sheet.small(
        f"Made by winset {__version__} from case {brief.subject.digest[:12]}. "
        "The model is a reading of the case, not a forecast of events."
    )
    stream = io.BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def undated(archive: bytes) -> bytes:
    """A ZIP with the same files in the same order, none of which says when it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(stream, "w") as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return stream.getvalue()


def _set_up(document: Document, brief: Brief) -> None:
    """Paper, type, what the file says of itself, and the foot of every page."""
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    about = document.core_properties
    about.title, about.author, about.comments, about.revision = broken(brief.title), "winset", "", 1
    told = day(brief)
    about.created = about.modified = datetime(told.year, told.month, told.day) if told else datetime(*EPOCH)
    foot = page.footer.paragraphs[0]
    _run(foot, broken(footer(brief)) + " · page ", TINY, SOFT)
    _field(foot, "PAGE")
    _run(foot, " of ", TINY, SOFT)
    _field(foot, "NUMPAGES")


class _Sheet:
    """A document in the making, and the places in it that links lead to."""

    def __init__(self, document: Document, brief: Brief) -> None:
        self.document, self.brief = document, brief
        self.known = anchors(brief)
        self.placed: set[str] = set()

    def head(self) -> None:
        """The title, the question and the bottom line in a shaded frame."""
        brief = self.brief
        self.small("Brief" + (f" · as of {date_words(brief.as_of)}" if brief.as_of else ""))
        self.document.add_heading(broken(brief.title), 0)
        if brief.question:
            _run(self.document.add_paragraph(), broken(brief.question), colour=SOFT).italic = True
        frame = self.document.add_table(1, 1).cell(0, 0)
        _shade(frame, SHADE)
        _run(frame.paragraphs[0], "Bottom line", SMALL, ACCENT).bold = True
        for given in brief.bottom_line:
            self.paragraph(frame.add_paragraph(), given)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.paragraph(self.document.add_paragraph(), block).keep_with_next = not block.text
            case Bullets():
                self.bullets(block)
            case Grid():
                self.grid(block)
            case Picture():
                self.picture(block)
            case Annex():
                self.block(block.table)
            case Table():
                for part in parts(block):
                    self.table(part)
                for note in block.notes:
                    self.small(note)

    def paragraph(self, place: Set, given: Paragraph, size: float | None = None) -> Any:
        """Set a finding, its lead in bold and what it rests on in brackets; gives the paragraph's format."""
        if given.lead:
            _run(place, broken(given.lead) + " ", size).bold = True
        self.pieces(place, linked(given.text), size)
        if given.basis:
            _run(place, " [", TINY, SOFT)
            self.pieces(place, basis_pieces(given.basis), TINY, SOFT, marks="")
            _run(place, "]", TINY, SOFT)
        return place.paragraph_format

    def pieces(
        self,
        place: Set,
        given: Iterable[tuple[str, str | None]],
        size: float | None = None,
        colour: str | None = None,
        marks: str = "[]",
    ) -> None:
        """Set a text's pieces, what links lead to as links, between marks."""
        for text, link in given:
            if link is None:
                _run(place, broken(text), size, colour)
            else:
                said = broken(text).join(marks or ("", ""))
                _link(place, said, link if link in self.known else None, size, colour or ACCENT)

    def bullets(self, given: Bullets) -> None:
        """A list; the numbers of an ordered one are written out, so that each list begins at one."""
        from docx.shared import Mm

        for number, item in enumerate(given.items, 1):
            if given.numbered:
                place = self.document.add_paragraph()
                place.paragraph_format.left_indent, place.paragraph_format.first_line_indent = Mm(7), Mm(-7)
                place.paragraph_format.tab_stops.add_tab_stop(Mm(7))
                _run(place, f"{number}.\t")
            else:
                place = self.document.add_paragraph(style="List Bullet")
            self.paragraph(place, item)

    def table(self, given: Table) -> None:
        self.caption(given.title)
        made = self.document.add_table(len(given.rows) + 1, len(given.columns))
        made.autofit = False
        widths = shares(given)
        for cell, name in zip(made.rows[0].cells, given.columns):
            _run(cell.paragraphs[0], broken(name, 20), TINY, SOFT)
        _repeat_head(made.rows[0])
        for row, cells in zip(given.rows, made.rows[1:]):
            for k, (cell, value) in enumerate(zip(cells.cells, row)):
                place = cell.paragraphs[0]
                if not k and given.columns[0] in HOMES:
                    self.bookmark(place, str(value))
                self.pieces(place, linked(broken(cell_text(value), 20)), SMALL)
        _finish(made, [WIDTH * share / sum(widths) for share in widths], alignments(given))

    def grid(self, given: Grid) -> None:
        """Rows of marks under their groups, filled cells shaded."""
        self.caption(given.title)
        groups = list(spans([head.group for head in given.rows]))
        count = len(given.rows) + sum(bool(group) for group, _, _ in groups)
        made = self.document.add_table(count + 1, len(given.columns) + 1)
        made.autofit = False
        for cell, head in zip(made.rows[0].cells[1:], given.columns):
            _run(
                cell.paragraphs[0], broken(f"{head.text} {head.sign} {head.group}".strip(), 12), SMALL
            ).bold = True
        _repeat_head(made.rows[0])
        rows = iter(made.rows[1:])
        for group, start, end in groups:
            if group:
                _run(next(rows).cells[0].paragraphs[0], broken(group, 30), SMALL).bold = True
            for k in range(start, end):
                _marked(next(rows).cells, given.rows[k], given.marks[k])
        column = min(60.0, 0.6 * WIDTH / max(len(given.columns), 1))
        _finish(
            made,
            [WIDTH - column * len(given.columns), *[column] * len(given.columns)],
            ["left", *["center"] * len(given.columns)],
        )
        for line in given.key:
            self.small(line)

    def picture(self, given: Picture) -> None:
        """A picture with its words for those who cannot see it, its title and notes beneath."""
        from docx.shared import Pt

        png, width = drawn(given, "png")
        shape = self.document.add_picture(io.BytesIO(png), width=Pt(width))
        shape._inline.docPr.set("descr", broken(given.description))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.small(" ".join((f"{given.title}.", *given.notes)))

    def caption(self, title: str) -> None:
        if title:
            place = self.document.add_paragraph()
            _run(place, broken(title), SMALL).bold = True
            place.paragraph_format.keep_with_next = True

    def small(self, text: str) -> None:
        _run(self.document.add_paragraph(), broken(text), TINY, SOFT)

    def bookmark(self, place: Set, name: str) -> None:
        """Mark the place that links to a line or claim lead to: the first of that name."""
        own = anchor(name)
        if own in self.placed:
            return
        self.placed.add(own)
        number = str(len(self.placed))
        for tag in ("bookmarkStart", "bookmarkEnd"):
            names = {"name": own} if tag == "bookmarkStart" else {}
            place._p.append(_element(tag, id=number, **names))


def _marked(cells: Iterable[_Cell], head: Head, marks: Iterable[Mark]) -> None:
    """A row of a grid: what it is about, then its marks."""
    first, *rest = cells
    _run(first.paragraphs[0], ("   " if head.group else "") + broken(head.text, 30), SMALL)
    for cell, mark in zip(rest, marks):
        _run(cell.paragraphs[0], broken(mark.text, 12) or "·", SMALL).bold = bool(mark.fill)
        if mark.fill:
            _shade(cell, _tint(mark.fill))


def _tint(fill: float) -> str:
    """The accent colour mixed into white, as a filled cell has it."""
    share = 0.38 * fill
    mixed = (round(255 - share * (255 - int(ACCENT[k : k + 2], 16))) for k in (0, 2, 4))
    return "".join(f"{part:02X}" for part in mixed)


def _run(place: Set, text: str, size: float | None = None, colour: str | None = None) -> Any:
    """Words in a paragraph; gives the run, to be set bold or italic."""
    from docx.shared import Pt, RGBColor

    run = place.add_run(text)
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    return run


def _link(place: Set, text: str, target: str | None, size: float | None, colour: str) -> None:
    """Words that lead to a bookmark, where it exists."""
    run = _run(place, text, size, colour)
    if target is not None:
        made = _element("hyperlink", anchor=target)
        place._p.append(made)
        made.append(run._r)


def _field(place: Set, code: str) -> None:
    """A number that the word processor fills in."""
    made = _element("fldSimple", instr=code)
    place._p.append(made)
    made.append(_run(place, "1", TINY, SOFT)._r)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=colour.lstrip("#")))


def _repeat_head(row: Any) -> None:
    """A head that stands again at the top of every page its table runs on to."""
    row._tr.get_or_add_trPr().append(_element("tblHeader", val="true"))


def _finish(table: Any, widths: list[float], sides: list[str]) -> None:
    """A table's widths, sides and thin rules between its rows; no row is broken over two pages."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
    from docx.shared import Pt

    borders = _element("tblBorders")
    for edge in ("bottom", "insideH"):
        borders.append(_element(edge, val="single", sz="4", color=RULE.lstrip("#")))
    table._tbl.tblPr.append(borders)
    marks = {"left": SIDE.LEFT, "center": SIDE.CENTER, "right": SIDE.RIGHT}
    for column, width in zip(table.columns, widths):
        column.width = Pt(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("cantSplit", val="true"))
        for cell, width, side in zip(row.cells, widths, sides):
            cell.width = Pt(width)
            cell.paragraphs[0].alignment = marks[side]
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)


def _element(tag: str, **attributes: str) -> Any:
    """An element of the word processor's own language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
