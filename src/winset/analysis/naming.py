"""Names somebody asks for, held against those that are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from winset.errors import ArgumentError, suggestion


def known_name(name: str, known: Collection[str], what: str = "concept") -> str:
    """The name, if it is known; raises ArgumentError, with the nearest or all that are, if not.

    >>> known_name("seq", ["nash", "seq"])
    'seq'
    """
    if name not in known:
        hint = suggestion(str(name), known) or f"known are {', '.join(known)}"
        raise ArgumentError(f"unknown {what} {name!r} ({hint})")
    return name


def known_names(names: Iterable[str] | str, known: Collection[str], what: str = "concept") -> tuple[str, ...]:
    """One name or several, each once; raises ArgumentError for one that is not known, or for none at all.

    >>> known_names(["seq", "nash", "seq"], ["nash", "seq"]), known_names("nash", ["nash", "seq"])
    (('seq', 'nash'), ('nash',))
    """
    given = tuple(dict.fromkeys([names] if isinstance(names, str) else names))
    for name in given:
        known_name(name, known, what)
    if not given:
        raise ArgumentError(f"no {what} is named: name at least one of {', '.join(known)}")
    return given
