"""Options of the form NAME=NUMBER, which may be repeated."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

import click


def numbers(option: str, given: Iterable[str]) -> dict[str, float]:
    """The pairs as a mapping; raises BadParameter for what is no pair of a name and a number.

    >>> numbers("--weight", ["us=2", "pakistan=0.5"])
    {'us': 2.0, 'pakistan': 0.5}
    """
    found = {}
    for pair in given:
        name, value = split(option, pair)
        found[name] = number(option, pair, value)
    return found


def costs(option: str, given: Iterable[str]) -> dict[str, float | None]:
    """The same, where a number may also be `never`, which is None."""
    pairs = ((pair, *split(option, pair)) for pair in given)
    return {name: None if value == "never" else number(option, pair, value) for pair, name, value in pairs}


def split(option: str, pair: str) -> tuple[str, str]:
    """The name and the text of its number."""
    name, sign, value = pair.rpartition("=")
    if not sign or not name.strip():
        raise click.BadParameter(f'"{pair}" is not NAME=NUMBER', param_hint=option)
    return name.strip(), value.strip()


def number(option: str, pair: str, text: str) -> float:
    """A finite number."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise click.BadParameter(f'"{text}" in "{pair}" is not a number', param_hint=option)
    return value
