"""What the workbench lets one take away: each file is opened again by something that reads its kind."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import winset
from winset.case import catalogue
from winset.case.foreign.gmcr import read_gmcr
from winset.errors import WinsetError
from winset.workbench.answers import answer
from winset.workbench.exports import FORMS, exported
from winset.workbench.session import Session
from winset.workbench.versions.changes import taken_out
from winset.workbench.versions.desk import Desk
from winset.workbench.views.dialogs import EXPORTS

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def session() -> Session:
    """The bypass with its second rule taken out: a version that is on no disk."""
    desk = Desk.open(catalogue.folder_of("bypass"), Path("nowhere"))
    desk.do("rule 2 taken out", {desk.file: taken_out(desk.text, ("rules", 1))})
    made = Session(desk, answer(desk.checking()))
    made.answered(made.answer)
    return made


@pytest.mark.parametrize("file", ["brief.html", "brief.md", "brief.txt"])
def test_a_brief_in_words_says_what_the_version_says(session: Session, file: str) -> None:
    assert session.case is not None
    told = exported(session, file).content.decode()
    words = " ".join(told.split())
    assert session.title in words
    assert all(party.name in words for party in session.case.parties)


def test_a_brief_as_pdf_can_be_read(session: Session) -> None:
    pytest.importorskip("typst", reason="the PDF needs the extra `documents`")
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(io.BytesIO(exported(session, "brief.pdf").content)).pages
    assert session.title in pages[0].extract_text()


def test_a_brief_as_docx_can_be_read(session: Session) -> None:
    docx = pytest.importorskip("docx", reason="the DOCX needs the extra `documents`")
    document = docx.Document(io.BytesIO(exported(session, "brief.docx").content))
    assert session.title in " ".join(one.text for one in document.paragraphs)


@pytest.mark.parametrize(
    ("file", "ask"), [("stability.csv", winset.stability), ("agreement.csv", winset.deals)]
)
def test_a_table_has_the_rows_of_the_analysis(session: Session, file: str, ask: object) -> None:
    assert session.case is not None
    table = ask(session.case).table()  # type: ignore[operator]
    rows = list(csv.reader(io.StringIO(exported(session, file).content.decode())))
    assert tuple(rows[0]) == table.columns
    assert len(rows) == len(table.rows) + 1


@pytest.mark.parametrize("name", ["moves", "stability", "agreement"])
def test_a_figure_is_a_picture_in_both_forms(session: Session, name: str) -> None:
    root = ElementTree.fromstring(exported(session, f"{name}.svg").content)
    assert root.tag.endswith("}svg")
    assert len(list(root.iter())) > 20
    assert exported(session, f"{name}.png").content.startswith(PNG)


def test_the_case_comes_back_from_each_of_its_forms(session: Session, tmp_path: Path) -> None:
    assert session.case is not None
    assert exported(session, "case.yaml").content.decode() == session.desk.text
    with zipfile.ZipFile(io.BytesIO(exported(session, "folder.zip").content)) as archive:
        archive.extractall(tmp_path)
    again = winset.load(tmp_path)
    assert again.digest == session.case.digest
    assert [one.ledger is not None for one in again.reports] == [True]
    made = exported(session, "case.gmcr")
    assert json.loads(made.content)["program"] == "winset"
    assert len(read_gmcr(made.content.decode(), "bypass.gmcr").options) >= len(session.case.options)
    assert made.note.startswith("left out: ")


def test_everything_offered_can_be_had_and_nothing_else(session: Session) -> None:
    offered = {file for files in EXPORTS.values() for file, _ in files}
    assert offered == {*FORMS, "case.yaml", "folder.zip"}
    for name in ("../case.yaml", "case.yaml/", "secret"):
        with pytest.raises(WinsetError):
            exported(session, name)


def test_of_a_case_with_problems_its_files_can_be_had() -> None:
    desk = Desk.open(catalogue.folder_of("chicken"), Path("nowhere"))
    desk.do("broken", {desk.file: desk.text.replace("winset: 1", "winset: 99")})
    made = Session(desk, answer(desk.checking()))
    made.answered(made.answer)
    assert exported(made, "case.yaml").content
    with pytest.raises(WinsetError, match="mend them first"):
        exported(made, "brief.html")
