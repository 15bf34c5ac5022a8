"""Edits of a case file, as values, and what each does to the file's data.

A path leads from the top of the document: keys of mappings, positions in lists. `winset.case.changing.editing` makes
the same edits in the file's text.

>>> data = {"rules": ["a -> b", "not c"], "names": {"x": "a"}}
>>> applied(data, Insert(("rules", 1), "b or c"))["rules"]
['a -> b', 'b or c', 'not c']
>>> applied(data, Put(("names", "y"), "b"))["names"]
{'x': 'a', 'y': 'b'}
>>> applied(data, Move(("rules", 0), 1))["rules"]
['not c', 'a -> b']
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError


@dataclass(frozen=True)
class Put:
    """Give a thing a new value; a key that a mapping does not have is added at its end."""

    path: Path
    value: Any


@dataclass(frozen=True)
class Delete:
    """Take out a key with its value, or an item of a list."""

    path: Path


@dataclass(frozen=True)
class Insert:
    """Put a new item into a list, at the position that ends the path; what stood there follows it."""

    path: Path
    value: Any


@dataclass(frozen=True)
class Move:
    """Take an item of a list, or a key with its value, to another position in the same list or mapping."""

    path: Path
    position: int


Edit = Put | Delete | Insert | Move


def bare(value: Any) -> Any:
    """A value as YAML can hold it: keys as text, tuples as lists. Raises ArgumentError for anything else."""
    if isinstance(value, Mapping):
        return {str(key): bare(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [bare(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise ArgumentError(f"a case file cannot hold a {type(value).__name__}")


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same data: types, values and the order of keys.

    >>> same({"a": 1, "b": 2}, {"b": 2, "a": 1}), same(1, True), same([1], [1])
    (False, False, True)
    """
    return json.dumps(one) == json.dumps(other)


def found(data: Any, path: Path) -> Any:
    """What a path leads to; ArgumentError where there is no such thing."""
    for depth, step in enumerate(path):
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            raise ArgumentError(f"there is no {spoken(path[: depth + 1])} in this file")
    return data


def spoken(path: Path) -> str:
    """A path as it is said: `rules[1].that`."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".") or "the document"


def applied(data: Any, edit: Edit) -> Any:
    """The data after an edit, the given data untouched; ArgumentError where the path leads nowhere."""
    if not edit.path:
        if not isinstance(edit, Put):
            raise ArgumentError("the whole document can only be put, not moved or deleted")
        return bare(edit.value)
    parent = found(data, edit.path[:-1])
    if not isinstance(parent, dict | list):
        raise ArgumentError(f"{spoken(edit.path[:-1])} is neither a list nor a mapping")
    entries = list(parent.items()) if isinstance(parent, dict) else list(enumerate(parent))
    changed = _changed(entries, edit, is_list=isinstance(parent, list))
    new = [value for _, value in changed] if isinstance(parent, list) else dict(changed)
    return _with(data, edit.path[:-1], new)


def _changed(entries: list[tuple[Any, Any]], edit: Edit, *, is_list: bool) -> list[tuple[Any, Any]]:
    """The entries of a collection, keys with values, after an edit of one of them."""
    step = edit.path[-1]
    position = next((k for k, (key, _) in enumerate(entries) if key == step), None)
    if isinstance(edit, Insert):
        if not is_list or not isinstance(step, int) or not 0 <= step <= len(entries):
            raise ArgumentError(f"nothing can be inserted at {spoken(edit.path)}")
        return [*entries[:step], (step, bare(edit.value)), *entries[step:]]
    if position is None:
        if isinstance(edit, Put) and not is_list:
            return [*entries, (str(step), bare(edit.value))]
        raise ArgumentError(f"there is no {spoken(edit.path)} in this file")
    before, after = entries[:position], entries[position + 1 :]
    if isinstance(edit, Put):
        return [*before, (step, bare(edit.value)), *after]
    if isinstance(edit, Delete):
        return before + after
    if not 0 <= edit.position < len(entries):
        raise ArgumentError(f"{spoken(edit.path)} cannot be moved to position {edit.position}")
    rest = before + after
    return [*rest[: edit.position], entries[position], *rest[edit.position :]]


def _with(data: Any, path: Path, value: Any) -> Any:
    """A copy of the data with a value at a path that exists."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_with(item, rest, value) if k == step else item for k, item in enumerate(data)]
    return {key: _with(item, rest, value) if key == step else item for key, item in data.items()}


def smallest(data: Any, edit: Edit) -> Iterator[Edit]:
    """An edit as the smallest ones that come to the same: of a collection only what differs is changed."""
    if not isinstance(edit, Put):
        yield edit
        return
    parent = found(data, edit.path[:-1])
    exists = not edit.path or (isinstance(parent, list) or edit.path[-1] in parent)
    yield from _steps(found(data, edit.path), bare(edit.value), edit.path) if exists else [edit]


def _steps(old: Any, new: Any, path: Path) -> Iterator[Edit]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
        yield from _mapping_steps(old, new, path)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _list_steps(old, new, path)
    else:
        yield Put(path, new)


def _mapping_steps(old: dict[str, Any], new: dict[str, Any], path: Path) -> Iterator[Edit]:
    yield from (Delete((*path, key)) for key in old if key not in new)
    order = [key for key in old if key in new]
    for key in order:
        yield from _steps(old[key], new[key], (*path, key))
    for key, value in new.items():
        if key not in old:
            yield Put((*path, key), value)
            order.append(key)
    for position, key in enumerate(new):
        if order[position] != key:
            order.remove(key)
            order.insert(position, key)
            yield Move((*path, key), position)


def _list_steps(old: list[Any], new: list[Any], path: Path) -> Iterator[Edit]:
    """From the end backwards, so that the positions of what is still to be changed stay."""
    forms, new_forms = [json.dumps(one) for one in old], [json.dumps(one) for one in new]
    steps = SequenceMatcher(None, forms, new_forms, autojunk=False).get_opcodes()
    for _, start, end, new_start, new_end in reversed(steps):
        kept = min(end - start, new_end - new_start)
        for k in range(new_end - new_start - 1, kept - 1, -1):
            yield Insert((*path, start + kept), new[new_start + k])
        for k in range(end - start - 1, kept - 1, -1):
            yield Delete((*path, start + k))
        for k in range(kept - 1, -1, -1):
            yield from _steps(old[start + k], new[new_start + k], (*path, start + k))
