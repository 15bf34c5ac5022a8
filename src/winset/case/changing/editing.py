"""Edits in the text of a case file: the lines an edit touches are rewritten, all others stay as they are.

Comments stay where they are; those directly above an entry go with it when it is moved. Every edit is
verified by reading the new text: it must hold the data that the edit of the data gives
(`winset.case.changing.edits.applied`), in the same order, or the edit is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from winset.case.changing.edits import Delete, Edit, Insert, Put, applied, same, smallest, spoken
from winset.case.changing.renumbering import following
from winset.case.yaml.nodes import Mapping, Node, Path, Scalar, Sequence, Source, plain
from winset.case.yaml.writing import after, block, entry, inline, is_list, item, scalar
from winset.errors import CaseError, WinsetError

Collection = Sequence | Mapping


def edited(text: str, *edits: Edit, name: str = "case.yaml") -> str:
    """The text of a case file after edits, made one after the other.

    Costs that name a rule or red line by its number follow it when lines come, go or change places.
    Raises CaseError where the text cannot be read, ArgumentError where a path leads nowhere, and WinsetError
    where the text is laid out in a way that an edit cannot keep.

    >>> text = '''rules:            # what cannot happen
    ...   - build -> permit
    ...   - not toll        # nobody would pay
    ... names: {road: build}
    ... '''
    >>> edits = Put(("rules", 0), "permit"), Put(("names", "none"), "not build"), Delete(("rules", 1))
    >>> print(edited(text, *edits))
    rules:            # what cannot happen
      - permit
    names: {road: build, none: not build}
    <BLANKLINE>
    """
    if problems := Source.of(text, name).problems:
        raise CaseError(problems)
    for edit in edits:
        data = plain(Source.of(text, name).root)
        for one in (edit, *following(data, edit)):
            for step in smallest(plain(Source.of(text, name).root), one):
                text = _verified(Source.of(text, name), step)
    return text


def _verified(source: Source, edit: Edit) -> str:
    expected = applied(plain(source.root), edit)
    new = _Surgeon(source).made(edit)
    if _holds(new, expected):
        return new
    if not source.text.endswith(
        "\n"
    ):  # text in lines of its own, put at the end, needs the end of its last line
        return _verified(Source(source.text + "\n", source.file), edit)
    message = f"{spoken(edit.path)} is laid out in a way that cannot be edited in place"
    raise WinsetError(f"{message}; edit the file by hand")


def _holds(text: str, expected: object) -> bool:
    try:
        source = Source.of(text, "")
        return not source.problems and same(plain(source.root), expected)
    except CaseError:
        return False


@dataclass(frozen=True)
class _Site:
    """An entry of a collection: from its key or dash to the end of its content, with its value."""

    start: int
    mark: int  # just after the colon or the dash
    value: Node
    end: int


class _Surgeon:
    """Makes one edit in the text of a source."""

    def __init__(self, source: Source):
        self.source = source
        self.text = source.text
        self.newline = "\r\n" if "\r\n" in source.text else "\n"

    def made(self, edit: Edit) -> str:
        """The text after the edit."""
        if not edit.path:
            return self.own(block(edit.value, 0)) + self.newline if isinstance(edit, Put) else self.text
        parent, step = self.source.at(edit.path[:-1]), edit.path[-1]
        if isinstance(parent, Scalar):
            raise WinsetError(f"{spoken(edit.path[:-1])} is not written as a list or mapping")
        position = (
            step if isinstance(step, int) and isinstance(parent, Sequence) else _position(parent, str(step))
        )
        match edit:
            case Insert():
                return self.insert(parent, position, edit.value)
            case Put() if position == len(_values(parent)):
                return self.add(parent, str(step), edit.value)
            case Put():
                return self.put(parent, position, edit.value)
            case Delete():
                return self.delete(parent, position, edit.path[:-1])
        return self.move(parent, position, edit.position)

    # --- Where things stand ---

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The end of a line, before its line break."""
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - (self.text[offset:end].endswith("\r"))

    def column(self, offset: int) -> int:
        return offset - self.line_start(offset)

    def content_end(self, node: Node) -> int:
        """The end of what a node says; for the parser, blocks end only where the next thing begins."""
        if isinstance(node, Scalar):
            raw = self.text[node.start : node.end]
            return node.start + len(raw.rstrip()) if node.style in ("|", ">") else node.end
        values = _values(node)
        return node.end if node.flow or not values else self.content_end(values[-1])

    def sites(self, parent: Collection) -> list[_Site]:
        """The entries of a collection in order."""
        found: list[_Site] = []
        for k, value in enumerate(_values(parent)):
            if isinstance(parent, Mapping):
                key = [*parent.keys.values()][k]
                colon = self.text.find(":", key.end, max(value.start, key.end)) + 1
                found.append(_Site(key.start, colon or key.end, value, max(self.content_end(value), colon)))
            else:
                start = (
                    value.start if parent.flow else self.dash(parent, value, found[-1].end if found else -1)
                )
                found.append(
                    _Site(start, start if parent.flow else start + 1, value, self.content_end(value))
                )
        return found

    def dash(self, parent: Sequence, value: Node, previous: int) -> int:
        """The dash of an item that follows an earlier one."""
        if previous < 0:
            return parent.start
        dash = re.compile(rf"^ {{{self.column(parent.start)}}}-(?=\s|\Z)", re.MULTILINE)
        match = dash.search(self.text, previous, value.start + 1)
        return match.end() - 1 if match else value.start

    def own(self, text: str) -> str:
        """Text with the line breaks of this file."""
        return text.replace("\n", self.newline)

    def spliced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + self.own(new) + self.text[end:]

    # --- A new value ---

    def put(self, parent: Collection, position: int, value: object) -> str:
        site = self.sites(parent)[position]
        if parent.flow:
            return self.put_inline(parent, site, value)
        indent = self.column(site.start)
        listed = isinstance(parent, Sequence)
        written = item(value, indent)[1:] if listed else after(value, indent, site.mark - site.start)
        below = "\n" in self.text[site.mark : site.value.start]
        if isinstance(parent, Mapping) and (
            below or (isinstance(site.value, Collection) and not site.value.flow)
        ):
            return self.put_below(site, value, written)
        return self.put_on_line(site, written)

    def put_inline(self, parent: Collection, site: _Site, value: object) -> str:
        lead = ""
        if (
            isinstance(parent, Mapping)
            and site.mark == site.value.start
            and site.value.start == site.value.end
        ):
            lead = " " if self.text[site.mark - 1] == ":" else ": "
        return self.spliced(site.value.start, site.value.end, lead + inline(value))

    def put_on_line(self, site: _Site, written: str) -> str:
        """On the line of the key or the dash; what follows on further lines goes below the line's comment."""
        first, line_break, rest = written.partition("\n")
        is_block = isinstance(site.value, Collection) and not site.value.flow
        keeps_space = first and not is_block and site.value.start > site.mark and not line_break
        start = site.value.start if keeps_space else site.mark
        end, line_end = site.end, self.line_end(site.end)
        tail = self.text[end:line_end]
        head = (first.lstrip(" ") if keeps_space else first) + (tail if tail.strip() else "")
        return self.spliced(start, line_end, head + line_break + rest)

    def put_below(self, site: _Site, value: object, written: str) -> str:
        """Where the old value stands on lines of its own below its key."""
        start = self.line_start(site.value.start)
        if written.startswith("\n"):
            indent, own = self.column(site.start), self.column(site.value.start)
            new = block(value, own if own > indent else indent + 2)
            return self.spliced(start, self.line_end(site.end), new)
        one_line = inline(value) if isinstance(value, dict) or is_list(value) else scalar(value, flow=False)
        end = min(self.line_end(site.end) + len(self.newline), len(self.text))
        kept = self.text[site.mark : start]
        if end == len(self.text) and not self.text.endswith("\n"):
            kept = kept.rstrip("\r\n")
        return self.text[: site.mark] + " " + one_line + kept + self.text[end:]

    # --- A new entry ---

    def add(self, parent: Collection, key: str, value: object) -> str:
        """A new key at the end of a mapping."""
        written = inline({key: value})[1:-1] if parent.flow else entry(key, value, self.column(parent.start))
        return self.append(parent, written)

    def append(self, parent: Collection, written: str, position: int | None = None) -> str:
        """An entry after the one before a position, or at the end."""
        sites = self.sites(parent)
        last = sites[-1 if position is None else position - 1] if sites else None
        if last is None:
            return self.spliced(parent.start + 1, parent.end - 1, written)
        if parent.flow:
            return self.spliced(last.end, last.end, f", {written}")
        pad = " " * self.column(parent.start)
        line_end = self.line_end(last.end)
        return self.spliced(line_end, line_end, f"\n{pad}{written}")

    def insert(self, parent: Collection, position: int, value: object) -> str:
        """A new item in a list."""
        sites = self.sites(parent)
        written = inline(value) if parent.flow else item(value, self.column(parent.start))
        if position or not sites:
            return self.append(parent, written, position or None)
        if parent.flow:
            return self.spliced(sites[0].start, sites[0].start, f"{written}, ")
        start = self.with_comments(sites[0].start)
        return self.spliced(start, start, f"{written}\n{' ' * self.column(parent.start)}")

    # --- Entries taken out or moved ---

    def delete(self, parent: Collection, position: int, path: Path) -> str:
        sites = self.sites(parent)
        if len(sites) == 1:
            empty: object = [] if isinstance(parent, Sequence) else {}
            return self.emptied(parent, path, empty)
        if parent.flow:
            return self.delete_inline(sites, position)
        site = sites[position]
        start, end = self.line_start(site.start), self.line_end(site.end)
        if not self.text[start : site.start].strip():
            return self.text[:start] + self.text[min(end + self.break_at(end), len(self.text)) :]
        following = sites[position + 1].start
        if not self.text[end:following].strip():
            return self.text[: site.start] + self.text[following:]
        return self.text[: site.start].rstrip(" ") + self.text[end:]

    def break_at(self, offset: int) -> int:
        """The length of the line break at an offset."""
        return 2 if self.text.startswith("\r\n", offset) else 1

    def emptied(self, parent: Collection, path: Path, empty: object) -> str:
        if not path:
            return self.spliced(parent.start, self.content_end(parent), inline(empty))
        grandparent = _collection(self.source, path[:-1])
        return self.put(grandparent, _position(grandparent, path[-1]), empty)

    def delete_inline(self, sites: list[_Site], position: int) -> str:
        """With the comma that follows, or for the last entry the one before."""
        site = sites[position]
        if position + 1 < len(sites):
            return self.text[: site.start] + self.text[sites[position + 1].start :]
        return self.text[: sites[position - 1].end] + self.text[site.end :]

    def move(self, parent: Collection, position: int, target: int) -> str:
        """Entries exchange their texts, each with the comments above it; what is between them stays."""
        sites = self.sites(parent)
        spans = [(one.start, one.end) for one in sites]
        if not parent.flow:
            spans = [(self.with_comments(start), self.line_end(end)) for start, end in spans]
        order = list(range(len(spans)))
        order.insert(target, order.pop(position))
        new = self.text[: spans[0][0]]
        for k, source in enumerate(order):
            new += self.text[slice(*spans[source])]
            new += self.text[spans[k][1] : spans[k + 1][0] if k + 1 < len(spans) else len(self.text)]
        return new

    def with_comments(self, start: int) -> int:
        """Where the comments directly above an entry, in its column, begin; else where it does."""
        column, found = self.column(start), start
        if self.text[self.line_start(start) : start].strip():
            return start
        while (above := self.line_start(found)) > 0:
            line = self.line_start(above - 1)
            if not re.match(rf" {{{column}}}#", self.text[line:above]):
                break
            found = line + column
        return found


def _values(parent: Collection) -> list[Node]:
    return parent.items if isinstance(parent, Sequence) else list(parent.values.values())


def _collection(source: Source, path: Path) -> Collection:
    node = source.at(path)
    if isinstance(node, Scalar):
        raise WinsetError(f"{spoken(path)} is not written as a list or mapping")
    return node


def _position(parent: Collection, step: str | int) -> int:
    """The position of an entry in its collection; one past the last for a key that is new."""
    if isinstance(parent, Sequence):
        return int(step)
    keys = list(parent.keys)
    return keys.index(str(step)) if str(step) in keys else len(keys)
