"""What can be taken away from a version: briefs, tables, figures, the case in several forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from winset.case.foreign.gmcr import write_gmcr
from winset.case.model import Case
from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.workbench.session import Session

TEXT = "text/plain; charset=utf-8"


def exported(session: Session, file: str) -> tuple[bytes, str]:
    """The bytes of a file to take away, and what kind they are. Raises ArgumentError for a file that is none."""
    if file == "case.yaml":
        return session.desk.text.encode(), TEXT
    if file == "folder.zip":
        return _zipped(session), "application/zip"
    if session.answer.case is None or file not in FORMS:
        raise ArgumentError("there is nothing to export under that name, or the case has problems")
    made, kind = FORMS[file]
    return made(session.answer.case), kind


def _html(case: Case) -> bytes:
    from winset.show.brief.compose import brief
    from winset.show.brief.html import to_html

    return to_html(brief(case)).encode()


def _markdown(case: Case) -> bytes:
    from winset.show.brief.compose import brief
    from winset.show.brief.markdown import to_markdown

    return to_markdown(brief(case)).encode()


def _text(case: Case) -> bytes:
    from winset.show.brief.compose import brief
    from winset.show.brief.text import to_text

    return to_text(brief(case)).encode()


def _pdf(case: Case) -> bytes:
    from winset.show.brief.compose import brief
    from winset.show.brief.pdf import to_pdf

    return to_pdf(brief(case))


def _docx(case: Case) -> bytes:
    from winset.show.brief.compose import brief
    from winset.show.brief.docx import to_docx

    return to_docx(brief(case))


def _csv(case: Case) -> bytes:
    from winset.analysis.stability import stability
    from winset.show.tables import to_csv

    return to_csv(stability(case).table()).encode()


def _gmcr(case: Case) -> bytes:
    return write_gmcr(case)[0].encode()


def _figure(form: str) -> Callable[[Case], bytes]:
    def drawn(case: Case) -> bytes:
        from winset.show.brief.answers import Answers
        from winset.show.brief.story import story_graph
        from winset.show.figures.move_graph import draw_move_graph
        from winset.show.figures.saving import figure_bytes

        return figure_bytes(draw_move_graph(story_graph(Answers.of(case))), form)

    return drawn


FORMS: Mapping[str, tuple[Callable[[Case], bytes], str]] = {
    "brief.html": (_html, "text/html; charset=utf-8"),
    "brief.pdf": (_pdf, "application/pdf"),
    "brief.docx": (_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "brief.md": (_markdown, TEXT),
    "brief.txt": (_text, TEXT),
    "stability.csv": (_csv, "text/csv; charset=utf-8"),
    "moves.svg": (_figure("svg"), "image/svg+xml"),
    "moves.png": (_figure("png"), "image/png"),
    "case.gmcr": (_gmcr, "application/json"),
}


def _zipped(session: Session) -> bytes:
    """The case's files with its reports, as they would lie in a folder."""
    desk, stream = session.desk, io.BytesIO()
    texts = {**{file: desk.report(file) for file in desk.report_files.values()}, **desk.version.texts}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), texts[name])
    return stream.getvalue()
