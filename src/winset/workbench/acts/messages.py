"""What a page sends, read with care: it is another program's word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.workbench.session import Session

Message = Mapping[str, Any]
Act = Callable[["Session", Message], str | None]
Acts = Mapping[str, Act]


def text_in(message: Message, key: str, most: int = 500) -> str:
    """A text of a message, or of the form it came from; empty where it has none."""
    fields = message.get("fields")
    value = message.get(key, fields.get(key) if isinstance(fields, dict) else None)
    if isinstance(value, list):
        value = value[0] if value else ""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise ArgumentError(f"{key} is not a text of at most {most} characters")
    return value


def number_in(message: Message, key: str) -> int:
    """A whole number of a message."""
    value = message.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ArgumentError(f"{key} is not a number")
    return value
