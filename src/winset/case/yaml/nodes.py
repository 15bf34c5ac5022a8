"""YAML read into values that know their place.

The syntax is YAML's; the scalars are those of the YAML 1.2 core schema (yaml.org/spec/1.2.2, section 10.3.2):
only `true` and `false` are truth values, so `no`, `12:30` and `2026-03-01` are text. A case is data and is
read aloud: tags, anchors and aliases, several documents in one file and duplicate keys are refused, and so is
anything too long or too deep. Reading is one pass over the parser's events and never recurses on what a
stranger wrote.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from winset.case.model import Place
from winset.case.yaml.syntax import plain_words
from winset.errors import CaseError, Problem

MAX_CHARACTERS = 4_000_000
MAX_KEPT = 200_000  # characters of a text whose values are kept for when it is read again
MAX_DEPTH = 40
MAX_VALUES = 250_000
MAX_PROBLEMS = 100
MAX_SHOWN = 240  # characters of a line shown with a problem

Value = str | int | float | bool | None
Path = tuple[str | int, ...]

_CORE: tuple[tuple[re.Pattern[str], Callable[[str], Value]], ...] = tuple(
    (re.compile(pattern), convert)
    for pattern, convert in (
        (r"null|Null|NULL|~|", lambda _: None),
        (r"true|True|TRUE", lambda _: True),
        (r"false|False|FALSE", lambda _: False),
        (r"[-+]?[0-9]{1,300}", int),
        (r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}", lambda text: int(text, 0)),
        (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
        (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: float(text.replace(".", ""))),
    )
)

_WORDS = {"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"}

# The characters of a scalar as written that stand for its characters other than white space, by style.
_WRITTEN = {"'": re.compile(r"''|\S"), '"': re.compile(r"\\.|\S")}
_BARE = re.compile(r"\S")
_ESCAPED = re.compile(r'\\[^"\\/]')  # escapes whose width or meaning is more than the character itself


def core_value(text: str) -> Value:
    """The value of a plain scalar by the core schema of YAML 1.2.

    >>> [core_value(text) for text in ("no", "true", "12:30", "1e3", "007", "0x1F", "~", "2026-03-01")]
    ['no', True, '12:30', 1000.0, 7, 31, None, '2026-03-01']
    """
    if text[:1].isalpha() and text not in _WORDS:
        return text
    return next((convert(text) for pattern, convert in _CORE if pattern.fullmatch(text)), text)


@dataclass(slots=True)
class Scalar:
    """One value: `text` after quoting and folding, written from offset `start` to `end` of the source."""

    text: str
    start: int
    end: int
    style: str = ""  # "" plain, or the indicator: ' " | >

    @property
    def value(self) -> Value:
        """The text, or what a plain scalar means by the core schema."""
        return self.text if self.style else core_value(self.text)


@dataclass(slots=True)
class Sequence:
    """A list, in block style (`- a`) or flow style (`[a, b]`)."""

    start: int
    end: int
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written, in block style (`a: 1`) or flow style (`{a: 1}`)."""

    start: int
    end: int
    flow: bool
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class Source:
    """The text of a file and the tree of its values; turns offsets and paths into places.

    >>> source = Source("a: {b: [1, no]}", "x.yaml")
    >>> source.at(("a", "b", 1)).value, source.place(source.at(("a", "b", 1)).start)
    ('no', Place(file='x.yaml', line=1, column=12))
    """

    def __init__(self, text: str, file: str):
        if len(text) > MAX_CHARACTERS:
            size = f"{len(text):,} characters; a case has at most {MAX_CHARACTERS:,}"
            raise CaseError([Problem(f"the file is too long: {size}", file)])
        self.text = text
        self.file = file
        self._lines = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.problems: list[Problem] = []  # duplicate keys: what was written first is kept
        self.root = _Reader(self).read()

    @classmethod
    def of(cls, text: str, file: str) -> Source:
        """The source of a text that may have been read shortly before: its values are then those read, not to be changed."""
        if len(text) > MAX_KEPT:
            return cls(text, file)
        try:
            known = _read_before(text)
        except CaseError:
            return cls(text, file)  # the problems, in this file's name
        if known.problems:
            return cls(text, file)
        source = copy(known)
        source.file, source.problems = file, []
        return source

    def place(self, offset: int) -> Place:
        """The line and column, from 1, of an offset into the text."""
        line = bisect_right(self._lines, offset) - 1
        return Place(self.file, line + 1, offset - self._lines[line] + 1)

    def line(self, number: int) -> str:
        """The text of a line, by its number from 1, without its end."""
        end = self._lines[number] if number < len(self._lines) else len(self.text)
        return self.text[self._lines[number - 1] : end].rstrip("\r\n")

    def problem(self, message: str, offset: int, hint: str | None = None) -> Problem:
        """A problem at an offset, showing its line as far as it helps."""
        place = self.place(min(offset, len(self.text)))
        text = visible(self.line(place.line)[: place.column + MAX_SHOWN // 4])
        shown = text if text.strip() and place.column < MAX_SHOWN else None
        return Problem(visible(message), place.file, place.line, place.column, hint, shown)

    def at(self, path: Path) -> Node:
        """The node a path leads to, or the last one on the way that exists.

        A short form (`toll: Set a toll`) stands for a mapping it does not write: a path may lead beyond it.
        """
        node = self.root
        for step in path:
            match node:
                case Mapping() if step in node.values:
                    node = node.values[str(step)]
                case Sequence() if isinstance(step, int) and step < len(node.items):
                    node = node.items[step]
                case _ if isinstance(step, str):
                    return node
        return node

    def key(self, path: Path) -> Node:
        """The key a path ends with where it is written as one, else the node the path leads to."""
        if not path:
            return self.root
        parent = self.at(path[:-1])
        if isinstance(parent, Mapping) and path[-1] in parent.keys:
            return parent.keys[str(path[-1])]
        return self.at(path)

    def inside(self, scalar: Scalar, offset: int) -> int:
        """The offset in the source of a character of a scalar's text, by its offset in that text.

        White space may be folded and quotes doubled, so the other characters are counted. Where an escape
        makes counting unsafe the scalar's own start is given.
        """
        start, raw = scalar.start, self.text[scalar.start : scalar.end]
        if scalar.style in ("|", ">"):
            header = raw.find("\n") + 1
            start, raw = start + header, raw[header:]
        elif scalar.style:
            start, raw = start + 1, raw[1:-1]
        if scalar.style == '"' and _ESCAPED.search(raw):
            return scalar.start
        places = [match.start() for match in _WRITTEN.get(scalar.style, _BARE).finditer(raw)]
        before = sum(not character.isspace() for character in scalar.text[:offset])
        if before < len(places):
            return start + places[before]
        return start + len(raw.rstrip())


@lru_cache(maxsize=16)
def _read_before(text: str) -> Source:
    return Source(text, "")


def plain(node: Node) -> Any:
    """The bare data of a node: dictionaries, lists and scalar values without their places."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.values.items()}


def visible(text: str) -> str:
    """Text safe to show: characters that do not print, or that would steer a terminal, become spaces."""
    return text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)


class _Reader:
    """One pass over the parser's events, building nodes on a stack of its own."""

    def __init__(self, source: Source):
        self.source = source
        self.problems = source.problems

    def read(self) -> Node:
        try:
            root = self._build(yaml.parse(self.source.text, Loader=yaml.CLoader))
        except yaml.YAMLError as error:
            message, offset, hint = plain_words(error)
            raise self._refuse(message, offset, hint) from None
        except UnicodeEncodeError as error:
            raise self._refuse("half a character, which text cannot have", error.start) from None
        return root

    def _refuse(self, message: str, offset: int, hint: str | None = None) -> CaseError:
        return CaseError([*self.problems, self.source.problem(message, offset, hint)])

    def _build(self, events: Iterator[Any]) -> Node:
        stack: list[Sequence | Mapping] = []
        pending: list[Scalar | None] = []  # for each open mapping, the key that waits for its value
        root: Node | None = None
        count = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                count += 1
                node = self._node(event, kind, len(stack), count)
                if not stack:
                    root = node
                else:
                    self._place(node, stack[-1], pending)
                if not isinstance(node, Scalar):
                    stack.append(node)
                    pending.append(None)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                pending.pop()
                stack.pop().end = event.end_mark.index
            elif kind is yaml.DocumentStartEvent and root is not None:
                raise self._refuse(
                    "a second document begins here", event.start_mark.index, "a case is one document"
                )
            elif kind is yaml.AliasEvent:
                raise self._refuse(
                    "aliases (*) are not allowed", event.start_mark.index, "write the value out"
                )
        return Scalar("", 0, 0) if root is None else root

    def _node(self, event: Any, kind: type, depth: int, count: int) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None:
            raise self._refuse("anchors (&) are not allowed", start, "write the value out where it is needed")
        if event.tag is not None:
            raise self._refuse("tags (!) are not allowed", start, "put text that begins with ! in quotes")
        if depth >= MAX_DEPTH:
            raise self._refuse(f"more than {MAX_DEPTH} levels of nesting", start)
        if count > MAX_VALUES:
            raise self._refuse(f"more than {MAX_VALUES:,} values", start)
        if kind is yaml.ScalarEvent:
            return Scalar(event.value, start, end, event.style or "")
        return (Sequence if kind is yaml.SequenceStartEvent else Mapping)(start, end, bool(event.flow_style))

    def _place(self, node: Node, parent: Sequence | Mapping, pending: list[Scalar | None]) -> None:
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := pending[-1]) is not None:
            pending[-1] = None
            parent.values.setdefault(key.text, node)
        elif not isinstance(node, Scalar):
            raise self._refuse("a key must be a word or a sentence, not a list or a mapping", node.start)
        else:
            pending[-1] = node
            self._remember(node, parent)

    def _remember(self, key: Scalar, parent: Mapping) -> None:
        first = parent.keys.setdefault(key.text, key)
        if first is key:
            return
        place = self.source.place(first.start)
        hint = f"first at line {place.line}, column {place.column}"
        self.problems.append(self.source.problem(f'duplicate key "{key.text}"', key.start, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise CaseError(self.problems)
