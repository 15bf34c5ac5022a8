"""Where an answer goes, and as what: terminal, pipe or file; text, data, a page, a document or a picture."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import textwrap
import warnings
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from winset.analysis.result import Result, Table
from winset.errors import ArgumentError, WinsetError
from winset.show.advice.telling import told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from winset.show.brief.content import Brief

PICTURES = ("svg", "png", "pdf")
DOCUMENTS = ("pdf", "docx")  # a brief whole; of other answers a PDF is the picture
FILE_WIDTH = 100  # columns of text written to a file


class Answer(Protocol):
    """What can be written in every form but a picture: a result of an analysis, or a list of claims."""

    def tables(self) -> Sequence[Table]:
        """Every table, the main one first."""

    def table(self) -> Any:
        """The main table."""

    def to_dict(self) -> Any:
        """The answer as JSON-ready data."""


def write_answer(result: Answer, form: str | None, output: Path | None, whole: bool = False) -> None:
    """Show an answer on standard output, or write it to a file, in `form` or what the file's ending says.

    Answers that are told in sentences are a page of them wherever people read, unless the `whole` is asked
    for; that, and all other answers, are tables.
    Raises ArgumentError for an ending no form has, and WinsetError when the file cannot be written.
    """
    form = form or ending_form(output)
    read = form in ("text", "md", "html", "docx") and not whole
    page = told(result) if read and isinstance(result, Result) else None
    if page is not None:
        write_brief(page, form, output)
    elif form in PICTURES and output is not None:
        if not isinstance(result, Result):
            raise ArgumentError(f"{output}: this answer has no picture (take txt, json, csv, md or html)")
        write_file(output, picture(result.figure(), form))
    elif form == "docx":
        raise ArgumentError("only answers told in sentences can be a DOCX (take .html or .md instead)")
    elif output is not None:
        write_file(output, FORMS[form](result).encode())
    elif form == "text":
        print_answer(result.tables())
    else:
        sys.stdout.write(FORMS[form](result))


def ending_form(output: Path | None) -> str:
    """The form a file's ending asks for; text for standard output and for a file without an ending.

    Raises ArgumentError for an ending that no form has.
    """
    ending = output.suffix.lower().lstrip(".") if output else ""
    if ending in ("", "txt"):
        return "text"
    known = (*FORMS, *PICTURES, *DOCUMENTS)
    if ending not in known[1:]:
        endings = ", ".join(["txt", *dict.fromkeys(known[1:])])
        raise ArgumentError(f"{output}: no answer is written as .{ending} (take one of {endings})")
    return ending


def write_brief(brief: Brief, form: str | None, output: Path | None, full: bool = False) -> None:
    """Show a brief on standard output, or write it to a file; the form as in `write_answer`."""
    from rich.console import Console

    from winset.show.brief.text import print_brief

    form = form or ending_form(output)
    if form in (*DOCUMENTS, *PICTURES):
        _write_bytes(brief, form, output)
        return
    console = Console(highlight=False)
    if form == "text" and output is None and console.is_terminal:
        print_brief(console, brief, full)
        return
    forms: dict[str, Callable[[], str]] = {
        "text": lambda: brief.to_text(console.width if output is None else FILE_WIDTH, full),
        "md": brief.to_markdown,
        "html": brief.to_html,
        "json": lambda: as_json(brief),
        "csv": lambda: as_csv(brief),
    }
    write_text(forms[form](), output)


def _write_bytes(brief: Brief, form: str, output: Path | None) -> None:
    """Write a brief as a document or its picture to a file; no terminal shows either."""
    if output is None:
        raise ArgumentError(f"a brief as {form.upper()} goes into a file: add -o brief.{form}")
    made = {"pdf": brief.to_pdf, "docx": brief.to_docx}.get(form)
    write_file(output, made() if made else picture(brief.figure(), form))


def print_answer(tables: Sequence[Table]) -> None:
    """Print tables at the terminal's width: in colour where wanted, as plain text into a pipe."""
    from rich.console import Console

    from winset.show.tables import print_tables, to_text

    console = Console(highlight=False)
    if console.is_terminal:
        print_tables(console, tables)
    else:
        sys.stdout.write(to_text(tables, console.width))


def as_json(result: Answer) -> str:
    """The answer as JSON, in the form the format page fixes."""
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n"


def as_csv(result: Answer) -> str:
    """The answer's main table as CSV."""
    from winset.show.tables import to_csv

    return to_csv(result.table())


def as_text(result: Answer) -> str:
    """The answer's tables as plain text."""
    from winset.show.tables import to_text

    return to_text(result.tables(), FILE_WIDTH)


def as_markdown(result: Answer) -> str:
    """The answer's tables as Markdown."""
    from winset.show.tables import to_markdown

    return "\n\n".join(to_markdown(table) for table in result.tables()) + "\n"


def as_html(result: Answer) -> str:
    """The answer's tables as a plain HTML page."""
    from winset.show.tables import plain, to_html

    named = result.subject.title if isinstance(result, Result) else result.tables()[0].title
    title = escape(plain(named))
    tables = "\n".join(to_html(table) for table in result.tables())
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{tables}\n</body></html>\n'


FORMS: dict[str, Callable[[Answer], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
    "html": as_html,
}


def write_figure(figure: Figure, output: Path | None) -> None:
    """Write a figure to a file. Raises ArgumentError where there is none, or its ending is no picture's."""
    form = output.suffix.lower().lstrip(".") if output else ""
    if output is None or form not in PICTURES:
        raise ArgumentError("a figure goes into a file: add -o figure.svg (or .png, .pdf)")
    write_file(output, picture(figure, form))


def picture(figure: Figure, form: str) -> bytes:
    """A figure as bytes; the same figure gives the same bytes.

    Names in a script that the typeface of figures lacks are drawn as boxes, and standard error says so.
    """
    from winset.show.figures.saving import LACKING, figure_bytes

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        drawn = figure_bytes(figure, form)
    if any(re.match(LACKING, str(warning.message)) for warning in said):
        remedy = "an .svg or .html file is shown in the reader's own typefaces"
        click.echo(
            f"some letters are drawn as boxes: the typeface has no signs for them ({remedy})", err=True
        )
    return drawn


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there; a device directly.

    Raises WinsetError when the place cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise WinsetError(f"cannot write {path}: {error.strerror or error}") from None


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_lines(text: str) -> None:
    """Print text at the terminal's width, what a line has too much hung behind its own indentation."""
    from rich.console import Console

    width = Console().width
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        hung = indent + "  " if indent else ""
        sys.stdout.write(
            textwrap.fill(line.strip(), width, initial_indent=indent, subsequent_indent=hung) + "\n"
        )


def write_text(text: str, output: Path | None) -> None:
    """Write a text that is no answer (a case, a schema) to a file, or to standard output as it is."""
    if output is not None:
        write_file(output, text.encode())
    else:
        sys.stdout.write(text)
