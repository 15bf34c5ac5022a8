"""From nodes to the document: what does not fit the format, said in plain words at its place."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from winset.case.assembling.notebook import Notebook, nearest
from winset.case.yaml.document import Document
from winset.case.yaml.entries import Entry
from winset.case.yaml.nodes import Mapping, Node, Path, Scalar
from winset.errors import suggestion

_BEGINNING = "begin with `winset: 1`, then `title: ...`"

# The sections whose names the others use.
_NAMING = ("parties", "options", "outcomes", "moves", "reports")

# What the validator calls a misfit, what that means, and the remedy.
_PLAIN_WORDS = {
    "model_type": ("a mapping is needed here", "write `key: value`"),
    "dict_type": ("a mapping is needed here", "write `key: value`"),
    "list_type": ("a list is needed here", "write [first, second], or a line beginning with `- ` for each"),
    "too_short": ("nothing stands here", "at least one is needed"),
}


def read_document(notebook: Notebook) -> Document:
    """The document in a notebook's source, as far as it fits the format; the rest is noted and left out.

    Raises CaseError where nothing can be read, or where what names parties, options or outcomes does not fit:
    every name that follows would then look unknown.
    """
    root = notebook.source.root
    if isinstance(root, Scalar) and root.value is None:
        notebook.note((), "the file is empty", _BEGINNING)
    elif not isinstance(root, Mapping):
        notebook.note((), "a case is a mapping of keys to values", _BEGINNING)
    if not isinstance(root, Mapping):
        notebook.raise_if_any()
    data = with_nodes(root)
    try:
        return Document.model_validate(data)
    except ValidationError as misfits:
        errors = misfits.errors(include_url=False, include_input=False)
    for error in without_echoes(errors):
        _note(notebook, error)
    return _rest(data, [tuple(error["loc"]) for error in errors], notebook)


def _rest(data: Any, misfits: list[Path], notebook: Notebook) -> Document:
    """The document without the sections that do not fit: for preferences, without those parties'."""
    if any(path[0] in _NAMING for path in misfits):
        notebook.raise_if_any()
    notebook.whole = False
    for path in misfits:
        section = data.get(path[0])
        if path[0] == "preferences" and len(path) > 1 and isinstance(section, dict):
            section.pop(path[1], None)
        else:
            data.pop(path[0], None)
    return Document.model_validate({"winset": 1, "title": "", **data})


def with_nodes(node: Node) -> Any:
    """A node as data whose leaves are still nodes, which each field reads as text, number or word."""
    match node:
        case Scalar():
            return node
        case Mapping():
            return {key: with_nodes(value) for key, value in node.values.items()}
    return [with_nodes(item) for item in node.items]


def without_echoes(errors: list[Any]) -> list[Any]:
    """The errors less each missing key that an unknown key beside it was meant to be."""
    unknown = [tuple(error["loc"]) for error in errors if error["type"] == "extra_forbidden"]
    return [
        error for error in errors if error["type"] != "missing" or not _misspelt(tuple(error["loc"]), unknown)
    ]


def _misspelt(missing: Path, unknown: list[Path]) -> bool:
    return any(
        path[:-1] == missing[:-1] and suggestion(str(path[-1]), [str(missing[-1])]) for path in unknown
    )


def _note(notebook: Notebook, error: Any) -> None:
    path: Path = tuple(error["loc"])
    if error["type"] == "missing":
        _note_missing(notebook, path)
    elif error["type"] == "extra_forbidden":
        known = fields_at(path[:-1])
        notebook.note_key(path, f'unknown key "{path[-1]}"', nearest(str(path[-1]), known))
    else:
        own = (error["msg"], error.get("ctx", {}).get("hint"))
        notebook.note(path, *_PLAIN_WORDS.get(error["type"], own))


def _note_missing(notebook: Notebook, path: Path) -> None:
    parent = notebook.source.at(path[:-1])
    if isinstance(parent, Mapping) and path[-1] in parent.keys:
        notebook.note_key(path, f'"{path[-1]}" is empty', "write its value after the colon")
    else:
        notebook.note_key(path[:-1], f'"{path[-1]}" is missing', "add it here" if len(path) > 1 else None)


def fields_at(path: Path) -> list[str]:
    """The keys the format knows at a path of the document."""
    kind: Any = Document
    for step in path:
        kind = _entry(kind.model_fields[step].annotation if _is_entry(kind) else get_args(kind)[-1])
    return list(kind.model_fields) if _is_entry(kind) else []


def _entry(kind: Any) -> Any:
    """A field's type without what is optional or annotated about it."""
    if get_origin(kind) in (Union, UnionType):
        return _entry(next(arm for arm in get_args(kind) if arm is not type(None)))
    return _entry(kind.__origin__) if hasattr(kind, "__metadata__") else kind


def _is_entry(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Entry)
