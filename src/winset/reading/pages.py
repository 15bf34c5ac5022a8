"""Reports as files: plain text as it is, HTML through an extractor, with what a file says of its origin.

The text a ledger's offsets count in is the text returned here; it is stored beside the ledger. Extraction
of HTML needs the `html` extra (trafilatura).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from winset.errors import Problem, ReportError

MAX_BYTES = 16_000_000
HTML_ENDINGS = frozenset((".html", ".htm", ".xhtml"))


@dataclass(frozen=True, slots=True)
class Page:
    """A report's text, and its outlet and time of publication where the file gives them."""

    text: str
    outlet: str | None = None
    published: str | None = None


def load_page(path: Path) -> Page:
    """The page in a file; raises ReportError naming the file and what is wrong with it."""
    text = decode(read_bytes(path), str(path))
    return from_html(text, str(path)) if path.suffix.lower() in HTML_ENDINGS else Page(text)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, at most MAX_BYTES."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise refused(str(path), f"cannot be read: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise refused(str(path), "too long for a report", f"at most {MAX_BYTES:,} bytes")
    return content


def decode(content: bytes, name: str) -> str:
    """UTF-8 text, line ends as they are; raises ReportError for other bytes."""
    if b"\0" in content[:4096]:
        raise refused(name, "not a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(name, f"not UTF-8 text (byte {error.start + 1})", "save it as UTF-8") from None


def from_html(html: str, name: str) -> Page:
    """The headline and the text of an HTML page, its site and its date.

    Raises ReportError when the extractor is not installed or finds no text.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise refused(name, "HTML cannot be read here", "pip install winset[html]") from None
    found = bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    fields: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body = fields.get("text") or ""
    if not body.strip():
        raise refused(name, "no text found in this HTML")
    title = (fields.get("title") or "").strip()
    text = f"{title}\n\n{body}" if title and not body.startswith(title) else body
    return Page(text, fields.get("sitename") or None, fields.get("date") or None)


def refused(name: str, message: str, hint: str | None = None) -> ReportError:
    """A ReportError with one problem."""
    return ReportError([Problem(message, name, hint=hint)])
