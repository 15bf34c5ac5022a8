"""Two changes of one text made into one, line by line, where they do not touch the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise


@dataclass(frozen=True)
class Hunk:
    """Lines `start` to `end` of the old text (half open, from 0) that become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def hunks(old: str, new: str) -> list[Hunk]:
    r"""The runs of lines in which a new text differs from an old one, in order.

    >>> hunks("a\nb\n", "a\nc\nb\n")
    [Hunk(start=1, end=1, lines=('c\n',))]
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [Hunk(a, b, tuple(after[c:d])) for tag, a, b, c, d in steps if tag != "equal"]


def merged(base: str, ours: str, theirs: str) -> str | None:
    r"""The text with both changes of a base; None where they change the same lines, or put lines at one place.

    The same change made twice is one change.

    >>> merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    'A\nb\nC\n'
    >>> merged("a\nb\n", "A\nb\n", "B\nb\n") is None
    True
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    both = sorted({*hunks(base, ours), *hunks(base, theirs)}, key=lambda hunk: (hunk.start, hunk.end))
    if any(_touch(one, other) for one, other in pairwise(both)):
        return None
    return "".join(_applied(base.splitlines(keepends=True), both))


def _touch(one: Hunk, other: Hunk) -> bool:
    """Whether a hunk reaches into the one after it, or both put lines at one place (before what goes there is clear)."""
    return other.start < one.end or one.start == one.end == other.start == other.end


def _applied(lines: list[str], both: list[Hunk]) -> Iterator[str]:
    at = 0
    for hunk in both:
        yield from lines[at : hunk.start]
        yield from hunk.lines
        at = hunk.end
    yield from lines[at:]
