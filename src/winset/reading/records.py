"""JSON read into frozen records by the types of their fields, every problem named by its path."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from winset.errors import Problem, ReportError, suggestion

MAX_BYTES = 32_000_000
MAX_PROBLEMS = 50
Record = TypeVar("Record")

_HALF = re.compile("[\ud800-\udfff]")
_KINDS: dict[Any, tuple[str, tuple[type, ...]]] = {
    str: ("text", (str,)),
    int: ("a whole number", (int,)),
    float: ("a number", (int, float)),
}


def read_record(kind: type[Record], data: Any) -> tuple[Record | None, list[str]]:
    """A record of a dataclass from JSON data, or None with what is wrong, each problem led by its path.

    Fields may be text, numbers, `Literal` words, other dataclasses, tuples of these, or None; those with a
    default may be left out, unknown keys are refused.

    >>> from winset.reading.ledger import Span
    >>> read_record(Span, {"start": 3, "end": "4", "exat": "x"})
    (None, ['unknown key "exat" (did you mean "exact"?)', 'end: a whole number is needed', '"exact" is
    missing'])
    """
    reader = _Reader()
    record = reader.value(kind, data, "")
    return (None if reader.problems else record), reader.problems


@cache
def _types(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: (field, hints[field.name]) for field in fields(kind) if field.init}


@cache
def _shape(kind: Any) -> tuple[str, Any]:
    """Which of the reader's methods reads a type, and what it needs to know."""
    origin, arms = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return "record", kind
    if origin is Literal:
        return "word", arms
    if origin is tuple:
        return "items", arms[0]
    if arms:
        return "optional", next(arm for arm in arms if arm is not NoneType)
    return "plain", _KINDS[kind]


class _Reader:
    def __init__(self) -> None:
        self.problems: list[str] = []

    def wrong(self, path: str, message: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{path}: {message}" if path else message)

    def value(self, kind: Any, given: Any, path: str) -> Any:
        """What a field of this type holds; a problem where the data does not fit it."""
        shape, of = _shape(kind)
        return getattr(self, shape)(of, given, path)

    def optional(self, kind: Any, given: Any, path: str) -> Any:
        return None if given is None else self.value(kind, given, path)

    def plain(self, kind: tuple[str, tuple[type, ...]], given: Any, path: str) -> Any:
        name, types = kind
        if isinstance(given, bool) or not isinstance(given, types) or not _encodable(given):
            self.wrong(path, f"{name} is needed")
        return given

    def word(self, words: tuple[str, ...], given: Any, path: str) -> Any:
        if given not in words:
            hint = suggestion(given, words) if isinstance(given, str) else None
            self.wrong(path, f"{given!r} is none of {', '.join(words)}" + (f" ({hint})" if hint else ""))
        return given

    def items(self, kind: Any, given: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(given, list):
            self.wrong(path, "a list is needed")
            return ()
        return tuple(self.value(kind, item, f"{path}[{k}]") for k, item in enumerate(given))

    def record(self, kind: Any, given: Any, path: str) -> Any:
        if not isinstance(given, dict):
            return self.wrong(path, "an object is needed")
        types = _types(kind)
        for key in (key for key in given if key not in types):
            hint = suggestion(key, types)
            self.wrong(path, f'unknown key "{key}"' + (f" ({hint})" if hint else ""))
        found = {}
        for key, (field, hint) in types.items():
            if key in given:
                found[key] = self.value(hint, given[key], f"{path}.{key}" if path else key)
            elif field.default is MISSING and field.default_factory is MISSING:
                self.wrong(path, f'"{key}" is missing')
        return None if self.problems else kind(**found)


def _encodable(given: Any) -> bool:
    """Whether text can be written as UTF-8: JSON escapes can spell half a character."""
    return not isinstance(given, str) or given.isascii() or not _HALF.search(given)


def read_json(path: Path) -> Any:
    """The data in a JSON file; raises ReportError where it is not JSON, or too long or too deep."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None
    return json_of(content, path)


def json_of(content: bytes, path: Path) -> Any:
    """The data in JSON that stands in a file, or is to; raises as `read_json` does."""
    try:
        if len(content) > MAX_BYTES:
            raise _refused(path, f"a ledger has at most {MAX_BYTES:,} bytes")
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique_keys)
    except UnicodeDecodeError:
        raise _refused(path, "not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise _refused(path, f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise _refused(path, "nested too deeply") from None
    except _DuplicateKeyError as error:
        raise _refused(path, f'duplicate key "{error}"') from None
    except ValueError:
        raise _refused(path, "a number has too many digits") from None


def _refused(path: Path, message: str, line: int | None = None, column: int | None = None) -> ReportError:
    return ReportError([Problem(message, str(path), line, column)])


class _DuplicateKeyError(Exception):
    """A JSON object has one key twice."""


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        raise _DuplicateKeyError(next(key for key in times if times[key] > 1))
    return found
