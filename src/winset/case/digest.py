"""What identifies a case: the sha256 of its content, whatever its layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from winset.case.formula import Formula
from winset.case.model import Case, Evidence

# Where a line stands and how its formula is spaced say nothing about the case; claims are counted where they
# are cited.
_LAYOUT = frozenset({"place", "path", "digest", "text", "ledger"})


def with_digest(case: Case) -> Case:
    """The case with its digest set."""
    return replace(case, digest=digest(case))


def digest(case: Case) -> str:
    """The sha256 of a case's content and of the claims in every ledger it cites, in hexadecimal.

    Comments, layout, short or long forms and the place of the file make no difference; the order of what the
    file lists does, because it numbers outcomes.
    """
    cited = {evidence.report for evidence in _evidence(case) if evidence.claim is not None}
    ledgers = [
        (one.id, one.ledger.to_dict()["claims"]) for one in case.reports if one.ledger and one.id in cited
    ]
    content = json.dumps([_content(case), ledgers], ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def _content(value: Any) -> Any:
    if isinstance(value, Formula):
        return str(value)
    if is_dataclass(value):
        own = ((one.name, getattr(value, one.name)) for one in fields(value) if one.name not in _LAYOUT)
        return {name: _content(item) for name, item in own}
    if isinstance(value, Mapping):
        return [[key, _content(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_content(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _evidence(value: Any) -> list[Evidence]:
    """All evidence anywhere in a case."""
    if isinstance(value, Evidence):
        return [value]
    if is_dataclass(value):
        value = [getattr(value, one.name) for one in fields(value)]
    elif isinstance(value, Mapping):
        value = list(value.values())
    return [found for item in value for found in _evidence(item)] if isinstance(value, list | tuple) else []
