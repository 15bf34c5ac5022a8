"""What identifies a case: the sha256 of its content, whatever its layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from hashlib import sha256
from typing import Any

from winset.case.formulas.formula import Formula
from winset.case.model import Case, Evidence

# Where a line stands and how its formula is spaced say nothing about the case; claims are counted where they
# are cited.
_LAYOUT = frozenset({"place", "path", "digest", "text", "texts", "ledger", "absent"})


def with_digest(case: Case) -> Case:
    """The case with its digest set."""
    return replace(case, digest=digest(case))


def digest(case: Case) -> str:
    """The sha256 of a case's content and of the claims in every ledger it cites, in hexadecimal.

    Comments, layout, short or long forms and the place of the file make no difference; the order of what the
    file lists does, because it numbers outcomes.
    """
    cited: set[str] = set()
    content = _content(case, cited)
    ledgers = ",".join(
        f"[{_compact(one.id)},{one.ledger.claims_written}]"
        for one in case.reports
        if one.ledger and one.id in cited
    )
    return sha256(f"[{_compact(content)},[{ledgers}]]".encode()).hexdigest()


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _content(value: Any, cited: set[str]) -> Any:
    """What a value says, as JSON data; `cited` collects the reports whose claims it cites."""
    kind = value.__class__
    if kind is str or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple):
        return [_content(item, cited) for item in value]
    if isinstance(value, Mapping):
        return [[key, _content(item, cited)] for key, item in value.items()]
    if isinstance(value, Formula):
        return str(value)
    if isinstance(value, Evidence) and value.claim is not None:
        cited.add(value.report)
    return {
        name: _content(item, cited)
        for name, default in _fields(kind)
        if (item := getattr(value, name)) != default
    }


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields that count, with their defaults.

    What is not said is left out: a digest stays as it was before a later version let more be said.
    """
    counted = (one for one in fields(kind) if one.name not in _LAYOUT)
    return tuple(
        (one.name, one.default if one.default_factory is MISSING else one.default_factory())
        for one in counted
    )
