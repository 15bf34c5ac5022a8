"""Data as YAML text: quoted only where it must be, short collections on one line, long ones in blocks.

Whatever is written here reads back as the same data (`winset.case.yaml.nodes`), also inside a file that is being
edited: a value is rendered for the place where it goes, in a flow collection or in a block of a given
indentation.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.yaml.nodes import core_value

WIDTH = 100
_LONG_KEY = 900  # parsers look no further than 1,024 characters for the colon of a simple key

_PLAIN = re.compile(r"[\w(](?:[^\s:#]|[ ](?=[^\s#])|(?<! )#|:(?=[^\s]))*")
_FLOW = re.compile(r"[\[\]{},:?]")


def scalar(value: Any, *, flow: bool) -> str:
    r"""A scalar on one line, for a flow collection or a block.

    >>> values = (True, 5, 0.5, "no", "5", "a, b", "it's", "a: b", "null", "x\n")
    >>> [scalar(value, flow=True) for value in values]
    ['true', '5', '0.5', 'no', "'5'", "'a, b'", "it's", "'a: b'", "'null'", '"x\\n"']
    """
    if isinstance(value, str):
        return value if _is_plain(value, flow=flow) else _quoted(value)
    if isinstance(value, float):
        return (
            repr(value) if math.isfinite(value) else {math.inf: ".inf", -math.inf: "-.inf"}.get(value, ".nan")
        )
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text.isprintable() or not _PLAIN.fullmatch(text) or not isinstance(core_value(text), str):
        return False
    return not (flow and _FLOW.search(text))


def _quoted(text: str) -> str:
    if text.isprintable() and ("'" not in text or '"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escape(one) for one in escaped)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def key(text: str, *, flow: bool) -> str:
    """A key, up to but not including its colon."""
    plain = re.fullmatch(r"[0-9]+", text) or _is_plain(text, flow=flow)
    written = text if plain else _quoted(text)
    return written if len(written) < _LONG_KEY else f"? {written}"


def inline(data: Any) -> str:
    """Data on one line, collections in flow style.

    >>> inline({"levels": ["none", "low"], "one_way": True, "note": "a, b"})
    "{levels: [none, low], one_way: true, note: 'a, b'}"
    """
    if isinstance(data, Mapping):
        return (
            "{" + ", ".join(f"{key(name, flow=True)}: {inline(value)}" for name, value in data.items()) + "}"
        )
    if isinstance(data, Sequence) and not isinstance(data, str):
        return "[" + ", ".join(inline(item) for item in data) + "]"
    return scalar(data, flow=True)


def block(data: Any, indent: int, open_keys: frozenset[str] = frozenset()) -> str:
    """Data as lines in block style, the first at the indentation too, the last without its end.

    open_keys: keys whose collections get a line for each item, short or not.

    >>> data = {"rules": ["a -> b", {"that": "b", "why": "so"}], "names": {"x": "a"}}
    >>> print(block(data, 0, frozenset({"rules"})))
    rules:
      - a -> b
      - {that: b, why: so}
    names: {x: a}
    """
    pad = " " * indent
    if isinstance(data, Mapping) and data:
        lines = [entry(name, value, indent, open_keys) for name, value in data.items()]
    elif is_list(data) and data:
        lines = [item(one, indent) for one in data]
    else:
        lines = [inline(data)]
    return "\n".join(pad + line for line in lines)


def is_list(data: Any) -> bool:
    """Whether data is a list, and not text."""
    return isinstance(data, Sequence) and not isinstance(data, str)


def entry(name: str, value: Any, indent: int, open_keys: frozenset[str] = frozenset()) -> str:
    """A key with its value, at an indentation."""
    head = key(name, flow=False)
    head = f"{head}\n{' ' * indent}:" if head.startswith("? ") else f"{head}:"
    return head + after(value, indent, len(head) + 1, is_open=name in open_keys)


def after(value: Any, indent: int, used: int, *, is_open: bool = False) -> str:
    """What follows the colon of a key at an indentation: on its line where it fits, else in a block below."""
    if _is_scalar(value):
        return " " + text(value, indent, used)
    if not value or (not is_open and _is_flat(value) and indent + used + len(inline(value)) <= WIDTH):
        return " " + inline(value)
    return "\n" + block(value, indent + 2)


def item(value: Any, indent: int) -> str:
    """An item of a list with its dash, at an indentation."""
    if _is_scalar(value):
        return "- " + text(value, indent, 2)
    if not value or (_is_flat(value) and indent + 2 + len(inline(value)) <= WIDTH):
        return "- " + inline(value)
    return "- " + block(value, indent + 2).lstrip(" ")


def _is_flat(data: Any) -> bool:
    """Whether a collection holds scalars, or lists of scalars, only."""
    items = data.values() if isinstance(data, Mapping) else data
    return all(
        not isinstance(item, Mapping) and (not is_list(item) or all(map(_is_scalar, item))) for item in items
    )


def _is_scalar(data: Any) -> bool:
    return not isinstance(data, Mapping) and not is_list(data)


def text(value: Any, indent: int, used: int) -> str:
    """A scalar in a block: on the line, or below it where it is long or has lines of its own."""
    on_line = scalar(value, flow=False)
    if not isinstance(value, str):
        return on_line
    if "\n" in value and _is_literal(value):
        lines = value.removesuffix("\n").split("\n")
        head = "|" if value.endswith("\n") else "|-"
    elif indent + used + len(on_line) > WIDTH and _is_prose(value):
        lines, head = (
            textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False),
            ">-",
        )
    else:
        return on_line
    pad = " " * (indent + 2)
    return "\n".join([head, *(pad + line if line else "" for line in lines)])


def _is_literal(value: str) -> bool:
    lines = value.removesuffix("\n").split("\n")
    return all(line.isprintable() and line == line.rstrip() for line in lines) and bool(
        lines[-1] and lines[0] and not lines[0].startswith(" ")
    )


def _is_prose(value: str) -> bool:
    return (
        value.isprintable()
        and value == " ".join(value.split(" "))
        and "  " not in value
        and value == value.strip()
    )
