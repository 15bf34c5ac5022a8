"""From nodes to the document: what does not fit the format's shape, said in plain words at its place."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from winset.case.document import Document
from winset.case.nodes import Mapping, Node, Path, Scalar
from winset.case.notebook import Notebook


def read_document(notebook: Notebook) -> Document:
    """The document in a notebook's source; raises CaseError with everything that does not fit."""
    root = notebook.source.root
    if not isinstance(root, Mapping):
        empty = isinstance(root, Scalar) and root.value is None
        notebook.note(
            (), "the file is empty" if empty else "a case is a mapping of keys to values", _FIRST_LINES
        )
    notebook.raise_if_any()
    try:
        return Document.model_validate(with_nodes(root))
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            path: Path = tuple(error["loc"])
            notebook.note(path, error["msg"], (error.get("ctx") or {}).get("hint"))
    notebook.raise_if_any()
    raise AssertionError("a document that does not validate has problems")


_FIRST_LINES = "begin with `winset: 1`, then `title: ...`"


def with_nodes(node: Node) -> Any:
    """A node as data whose leaves are still nodes, which the document's fields read as text, number or choice."""
    match node:
        case Scalar():
            return node
        case Mapping():
            return {key: with_nodes(value) for key, value in node.values.items()}
    return [with_nodes(item) for item in node.items]
