"""The brief on paper: PDF and DOCX say what the Markdown says, keep to the page, and come out the same each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import winset
from winset.cli.program import run
from winset.errors import WinsetError
from winset.show.brief.content import Brief, Bullets, Paragraph, table_of
from winset.show.brief.docx import to_docx
from winset.show.brief.links import anchor, anchors
from winset.show.brief.pdf import to_pdf
from winset.show.brief.sheet import SOFT_BREAK
from winset.show.picture import Picture

pypdf = pytest.importorskip("pypdf")
docx = pytest.importorskip("docx")
pytest.importorskip("typst")

NASTY = '#panic("no") $x$ *b* _i_ `c` <at-rule-1> @at-rule-1 [a](b) \\ = head "q" ' + "w" * 150

MARKUP = f"""
winset: 1
title: {NASTY!r}
question: {NASTY!r}
note: {NASTY!r}
parties: {{a: {NASTY!r}, b: B}}
options: {{a: {{x: {NASTY!r}}}, b: {{y: {{levels: [no, some, {"z" * 80}]}}}}}}
rules: [{{that: x -> y, why: {NASTY!r}}}]
status_quo: {{}}
preferences: {{a: {{statements: [x]}}, b: {{statements: [x]}}}}
""".lstrip()

NINE = (
    "p{0}: A party of a long name and the number {0}",
    "p{0}: {{o{0}: Do what takes many words to say {0}}}",
    "p{0}: {{statements: [o{0} or not o0]}}",
)
PARTIES, OPTIONS, WANTS = (", ".join(one.format(k) for k in range(9)) for one in NINE)
WIDE = f"""
winset: 1
title: Wide
parties: {{{PARTIES}}}
options: {{{OPTIONS}}}
status_quo: {{}}
preferences: {{{WANTS}}}
"""

CASES = {
    "gaza-isf": lambda: winset.example("gaza-isf"),
    "words that look like markup": lambda: winset.loads(markup()),
    "wide": lambda: winset.loads(WIDE),
}


def markup() -> str:
    quoted = "'" + NASTY.replace("'", "''") + "'"
    return MARKUP.replace(repr(NASTY), quoted)


@pytest.fixture(scope="module", params=CASES)
def page(request: pytest.FixtureRequest) -> Brief:
    return winset.brief(CASES[request.param]())


@pytest.fixture(scope="module")
def pdf(page: Brief) -> bytes:
    return to_pdf(page)


@pytest.fixture(scope="module")
def document(page: Brief) -> bytes:
    return to_docx(page)


def every(brief: Brief) -> list[Paragraph]:
    inside = [item for block in brief.blocks() if isinstance(block, Bullets) for item in block.items]
    return [*brief.bottom_line, *(b for b in brief.blocks() if isinstance(b, Paragraph)), *inside]


def sentences(brief: Brief) -> list[str]:
    """Every finding, heading and table cell of a brief, claims in brackets left out."""
    found = [text for given in every(brief) for text in (given.lead, given.text)]
    found += [section.title for section in brief.sections]
    tables = [table for block in brief.blocks() if (table := table_of(block)) is not None]
    found += [cell for table in tables for row in table.rows for cell in row if isinstance(cell, str)]
    return [re.sub(r"\[[\w.-]+#[\w.-]+\]|· ", "", text) for text in found if text]


def squeezed(text: str) -> str:
    """Without blanks, breaks and the hyphens that a line may end in."""
    return re.sub(rf"[-\s\u00ad\u2010{SOFT_BREAK}]+", "", text)


# --- PDF ---


def test_the_pdf_says_every_sentence(page: Brief, pdf: bytes) -> None:
    read = squeezed(
        "".join(_without_foot(one.extract_text()) for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    )
    for text in sentences(page):
        assert squeezed(text) in read, text


def _without_foot(text: str) -> str:
    return re.sub(r"\S.* · case \w+\s*page \d+ of \d+", "", text)


def test_every_page_of_the_pdf_has_its_number_date_and_digest(page: Brief, pdf: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    for number, one in enumerate(pages, 1):
        text = squeezed(one.extract_text())
        assert f"page{number}of{len(pages)}" in text
        assert f"case{page.subject.digest[:12]}" in text
        assert [float(side) for side in one.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)


def test_the_bottom_line_stands_whole_on_page_one(page: Brief, pdf: bytes) -> None:
    first = squeezed(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert all(squeezed(given.text) in first for given in page.bottom_line)


@pytest.mark.parametrize("name", ["gaza-isf", "bypass"])
def test_what_takes_two_minutes_stands_on_page_one(name: str) -> None:
    page = winset.brief(winset.example(name))
    first = squeezed(pypdf.PdfReader(io.BytesIO(page.to_pdf())).pages[0].extract_text())
    short = next(section for section in page.sections if section.id == "in-short")
    rows = [row for block in short.blocks if isinstance(block, Bullets) for row in block.items]
    assert len(rows) > 1
    assert all(squeezed(row.lead) in first and squeezed(row.text) in first for row in rows)


def test_links_of_the_pdf_lead_to_rows(page: Brief, pdf: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    links = [note.get_object() for one in reader.pages for note in one.get("/Annots", [])]
    assert all(link["/Subtype"] == "/Link" and "/Dest" in link for link in links)
    cited = {name for one in every(page) if one.basis for name in one.basis.claims}
    assert len(links) > len(cited)


def test_nothing_runs_off_the_page(pdf: bytes, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed (package poppler-utils)")
    image = pytest.importorskip("PIL.Image")
    (tmp_path / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "40", "-gray", tmp_path / "a.pdf", tmp_path / "p"], check=True)
    pages = sorted(tmp_path.glob("p*.pgm"))
    assert pages
    for file in pages:
        grey = np.asarray(image.open(file))
        margin = int(40 * 18 / 25.4)  # of the 20 mm
        assert grey[:, :margin].min() > 250
        assert grey[:, -margin:].min() > 250
        assert grey[-int(40 * 8 / 25.4) :].min() > 250


# --- DOCX ---


def test_the_docx_says_every_sentence(page: Brief, document: bytes) -> None:
    read = squeezed("".join(_texts(document)))
    for text in sentences(page):
        assert squeezed(text) in read, text


def _texts(document: bytes) -> list[str]:
    """Every text of a document in its order, links included, as any reader of the format finds it."""
    opened = docx.Document(io.BytesIO(document))
    found = []
    for node in opened.element.body.iter("{*}t", "{*}p"):
        found.append(
            "\n" if node.tag.endswith("}p") else re.sub(r"^\[[\w.-]+#[\w.-]+\]$", "", node.text or "")
        )
    return found


def test_the_docx_has_headings_pictures_and_links_that_lead_somewhere(page: Brief, document: bytes) -> None:
    opened = docx.Document(io.BytesIO(document))
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert [squeezed(head) for head in heads] == [squeezed(section.title) for section in page.sections]
    pictures = [block for block in page.blocks() if isinstance(block, Picture)]
    assert len(opened.inline_shapes) == len(pictures)
    for shape, given in zip(opened.inline_shapes, pictures):
        assert squeezed(shape._inline.docPr.get("descr")) == squeezed(given.description)
        assert shape.width.mm <= 170.1
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = [node.get(f"{name}name") for node in opened.element.iter(f"{name}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert set(marks) == anchors(page)
    assert {node.get(f"{name}anchor") for node in opened.element.iter(f"{name}hyperlink")} <= set(marks)


def test_tables_of_the_docx_are_no_wider_than_the_page(document: bytes) -> None:
    for table in docx.Document(io.BytesIO(document)).tables:
        for row in table.rows:
            assert sum(cell.width.mm for cell in row.cells if cell.width) <= 170.2


def test_the_foot_of_the_docx_counts_pages(page: Brief, document: bytes) -> None:
    foot = docx.Document(io.BytesIO(document)).sections[0].footer.paragraphs[0]
    assert f"case {page.subject.digest[:12]}" in foot.text
    assert [field.get(field.keys()[0]) for field in foot._p.iter("{*}fldSimple")] == ["PAGE", "NUMPAGES"]


# --- Both ---


def test_the_same_brief_gives_the_same_bytes(page: Brief, pdf: bytes, document: bytes) -> None:
    assert to_pdf(page) == pdf
    assert to_docx(page) == document
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_date_that_is_none_is_left_out() -> None:
    plain = winset.brief(winset.loads(WIDE.replace("Wide", "T")))
    about = pypdf.PdfReader(io.BytesIO(to_pdf(plain))).metadata
    assert about.title == "T"
    assert about.creation_date is None or about.creation_date.year == 1970


def test_files_are_written_by_their_ending(tmp_path: Path) -> None:
    for name, begins in (("b.pdf", b"%PDF"), ("b.docx", b"PK")):
        assert run(["brief", "bypass", "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert run(["brief", "bypass", "--to", "pdf", "-o", str(tmp_path / "odd.name")]) == 0
    assert (tmp_path / "odd.name").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_document_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "bypass", "--to", "docx"]) == 2
    assert "goes into a file: add -o brief.docx" in capsys.readouterr().err


def test_advice_can_be_a_docx_and_tables_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deals", "bypass", "-o", str(tmp_path / "d.docx")]) == 0
    assert "could be agreed" in " ".join(_texts((tmp_path / "d.docx").read_bytes()))
    assert run(["stability", "bypass", "-o", str(tmp_path / "s.docx")]) == 2
    assert "take .html or .md instead" in capsys.readouterr().err
    assert not (tmp_path / "s.docx").exists()


@pytest.mark.parametrize(("module", "ending"), [("typst", "pdf"), ("docx", "docx")])
def test_without_the_extra_one_sentence_says_what_to_install(
    module: str, ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    page = winset.brief(winset.example("bypass"))
    with pytest.raises(
        WinsetError, match=rf"a {ending.upper()} needs {module}.*pip install 'winset\[documents\]'"
    ):
        getattr(page, f"to_{ending}")()


def test_anchors_are_the_rows_lines_and_claims_have() -> None:
    found = anchors(winset.brief(winset.example("gaza-isf")))
    assert {anchor("rule 2"), anchor("davos#c22")} <= found
    assert anchor("body Parliament of Pakistan") not in found
