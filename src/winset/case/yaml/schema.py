"""The JSON Schema of a case file, by which editors complete and check it while it is written."""

from __future__ import annotations

from typing import Any

from winset.case.yaml.document import Document
from winset.case.yaml.entries import Entry, EvidenceEntry
from winset.case.yaml.preference_entries import KINDS, PreferenceEntry
from winset.case.yaml.values import NULL, Schema

_REFERENCE: Schema = {"type": "string", "pattern": "^[^#]+#.+$"}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a case file.

    Every file that `load` accepts is valid by it; not the other way round: a schema cannot know whether a
    name, a claim or an outcome exists.

    >>> schema()["title"], schema()["required"]
    ('Winset case', ['winset', 'title', 'parties'])
    """
    whole = Document.model_json_schema()
    kinds = {kind.__name__: kind for kind in _kinds(Entry)}
    entries = {name: _entry(kinds[name], own) for name, own in whole.pop("$defs").items()}
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**draft, **_entry(Document, whole), "title": "Winset case", "$defs": entries}


def _kinds(kind: type[Entry]) -> list[type[Entry]]:
    return [kind, *(one for own in kind.__subclasses__() for one in _kinds(own))]


def _entry(kind: type[Entry], long: Schema) -> Schema:
    """A mapping's schema: its optional keys may be left empty, and a bare value may stand for it."""
    properties = {name: _property(kind, name, given) for name, given in long["properties"].items()}
    long = {**long, "properties": properties}
    if kind is PreferenceEntry:
        long["oneOf"] = [{"required": [name], "properties": {name: {"not": NULL}}} for name in KINDS]
    bare = [_REFERENCE] if kind is EvidenceEntry else [properties[kind.short]] if kind.short else []
    if not bare:
        return long
    nothing = [] if long.get("required") else [NULL]
    return {"description": long.pop("description"), **any_of(*bare, long, *nothing)}


def _property(kind: type[Entry], name: str, given: Schema) -> Schema:
    field = kind.model_fields[name]
    own = {key: value for key, value in given.items() if key not in ("description", "title", "default")}
    return {"description": field.description or "", **any_of(own, *([] if field.is_required() else [NULL]))}


def any_of(*schemas: Schema) -> Schema:
    """One of several schemas, in one list without repetitions."""
    flat: list[Schema] = []
    for schema in schemas:
        own = schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
        flat += [one for one in own if one not in flat]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}
