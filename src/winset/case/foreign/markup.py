"""XML as plain elements, read so that a hostile file can do no harm.

A document type declaration is refused, so there are no entities to expand and nothing is fetched; size,
depth and number of elements are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from winset.errors import ForeignFileError, Problem

MAX_BYTES = 8_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 200_000


@dataclass(frozen=True)
class Element:
    """An element: its name, its attributes, the elements inside it, and the line it begins on."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def every(self, name: str) -> Iterator[Element]:
        """The elements of a name anywhere inside, in document order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)

    def own(self, name: str) -> Iterator[Element]:
        """The elements of a name directly inside."""
        return (child for child in self.children if child.name == name)


def load(path: Path) -> Element:
    """The root element of an XML file; raises ForeignFileError."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ForeignFileError([Problem(f"cannot be read: {error.strerror}", str(path))]) from None
    return parse(content, str(path))


def parse(content: bytes, name: str) -> Element:
    """The root element of XML text; `name` stands for the file. Raises ForeignFileError.

    >>> root = parse(b"<a><b c='1'/></a>", "a.xml")
    >>> [(one.name, dict(one.attributes), one.line) for one in root.every("b")]
    [('b', {'c': '1'}, 1)]
    """
    if len(content) > MAX_BYTES:
        raise ForeignFileError([Problem(f"the file is too long: at most {MAX_BYTES:,} bytes are read", name)])
    reading = _Reading(name)
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as error:
        problem = Problem(
            f"not XML: {expat.errors.messages[error.code]}", name, error.lineno, error.offset + 1
        )
        raise ForeignFileError([problem]) from None
    return reading.top.children[0]


class _Reading:
    """One file on its way to elements."""

    def __init__(self, name: str):
        self.name, self.number = name, 0
        self.top = Element("", {}, 0)
        self.path = [self.top]
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = lambda name: self.path.pop()

    def _refuse(self, *declared: object) -> None:
        raise self._problem("a document type declaration is not read", "delete the line with <!DOCTYPE")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.number += 1
        if len(self.path) > MAX_DEPTH or self.number > MAX_ELEMENTS:
            raise self._problem(f"too large: {MAX_ELEMENTS:,} elements, {MAX_DEPTH} deep, are the most", None)
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        self.path[-1].children.append(element)
        self.path.append(element)

    def _problem(self, message: str, hint: str | None) -> ForeignFileError:
        return ForeignFileError([Problem(message, self.name, self.parser.CurrentLineNumber, hint=hint)])
