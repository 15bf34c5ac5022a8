"""What can be taken away from a version: briefs, tables, figures, the case in several forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from winset.case.foreign.gmcr import write_gmcr
from winset.case.model import Case
from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.show.brief.content import Brief
    from winset.workbench.session import Session

TEXT = "text/plain; charset=utf-8"
CSV = "text/csv; charset=utf-8"
SVG = "image/svg+xml"
PNG = "image/png"


@dataclass(frozen=True)
class Export:
    """A file to take away: its bytes, what kind they are, and what a reader is to be told of it."""

    content: bytes
    kind: str
    note: str = ""


def exported(session: Session, file: str) -> Export:
    """A file to take away. Raises ArgumentError for a file that is none, and where the case has problems.

    The last one made is kept until the version changes: it is made when it is asked for, then fetched.
    """
    key = (session.desk.version.digest, file)
    known = session.look.made
    if known is None or known[0] != key:
        known = session.look.made = (key, _made(session, file))
    made: Export = known[1]
    return made


def _made(session: Session, file: str) -> Export:
    if file == "case.yaml":
        return Export(session.desk.text.encode(), TEXT)
    if file == "folder.zip":
        return Export(_zipped(session), "application/zip")
    if file not in FORMS:
        raise ArgumentError("there is nothing to export under that name")
    if session.answer.case is None:
        raise ArgumentError("the case has problems: mend them first, or take the case file as it is")
    make, kind = FORMS[file]
    made = make(session.answer.case)
    return made if isinstance(made, Export) else Export(made, kind)


# --- Briefs ---


def _brief(case: Case) -> Brief:
    from winset.show.brief.compose import brief

    return brief(case)


def _html(case: Case) -> bytes:
    from winset.show.brief.html import to_html

    return to_html(_brief(case)).encode()


def _markdown(case: Case) -> bytes:
    from winset.show.brief.markdown import to_markdown

    return to_markdown(_brief(case)).encode()


def _text(case: Case) -> bytes:
    from winset.show.brief.text import to_text

    return to_text(_brief(case)).encode()


def _pdf(case: Case) -> bytes:
    from winset.show.brief.pdf import to_pdf

    return to_pdf(_brief(case))


def _docx(case: Case) -> bytes:
    from winset.show.brief.docx import to_docx

    return to_docx(_brief(case))


# --- Tables and figures ---


def _stability(case: Case) -> Result:
    from winset.analysis.stability import stability

    return stability(case)


def _deals(case: Case) -> Result:
    from winset.analysis.deals import deals

    return deals(case)


def _table(ask: Callable[[Case], Result]) -> Callable[[Case], bytes]:
    def written(case: Case) -> bytes:
        from winset.show.tables import to_csv

        return to_csv(ask(case).table()).encode()

    return written


def _figure(ask: Callable[[Case], Result], form: str) -> Callable[[Case], bytes]:
    def drawn(case: Case) -> bytes:
        from winset.show.figures.drawing import draw
        from winset.show.figures.saving import figure_bytes

        return figure_bytes(draw(ask(case)), form)

    return drawn


def _moves(form: str) -> Callable[[Case], bytes]:
    def drawn(case: Case) -> bytes:
        from winset.show.brief.answers import Answers
        from winset.show.brief.story import story_graph
        from winset.show.figures.move_graph import draw_move_graph
        from winset.show.figures.saving import figure_bytes

        return figure_bytes(draw_move_graph(story_graph(Answers.of(case))), form)

    return drawn


# --- The case ---


def _gmcr(case: Case) -> Export:
    text, left_out = write_gmcr(case)
    return Export(text.encode(), "application/json", f"left out: {'; '.join(left_out)}" if left_out else "")


def _zipped(session: Session) -> bytes:
    """The case's files with its reports, as they would lie in a folder."""
    desk, stream = session.desk, io.BytesIO()
    texts = {**{file: desk.report(file) for file in desk.report_files.values()}, **desk.version.texts}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), texts[name])
    return stream.getvalue()


FORMS: Mapping[str, tuple[Callable[[Case], bytes | Export], str]] = {
    "brief.html": (_html, "text/html; charset=utf-8"),
    "brief.pdf": (_pdf, "application/pdf"),
    "brief.docx": (_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "brief.md": (_markdown, TEXT),
    "brief.txt": (_text, TEXT),
    "stability.csv": (_table(_stability), CSV),
    "agreement.csv": (_table(_deals), CSV),
    "moves.svg": (_moves("svg"), SVG),
    "moves.png": (_moves("png"), PNG),
    "stability.svg": (_figure(_stability, "svg"), SVG),
    "stability.png": (_figure(_stability, "png"), PNG),
    "agreement.svg": (_figure(_deals, "svg"), SVG),
    "agreement.png": (_figure(_deals, "png"), PNG),
    "case.gmcr": (_gmcr, "application/json"),
}
"""What is made of a case that has no problem; the case file and the folder can be had always."""
