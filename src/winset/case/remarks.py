"""What a reader of a sound case should know all the same: reports not here, claims rejected, names idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import numpy as np

from winset.case.build import Built
from winset.case.formulas.formula import Formula
from winset.case.model import Case, Evidence, Report


def remarks(case: Case) -> tuple[str, ...]:
    """A sentence for each report whose text is not in the case's folder, and each rejected claim that lines cite."""
    absent = [_said(case, report) for report in case.reports if report.absent]
    return (*absent, *_rejected(case))


def idle(built: Built) -> Iterator[str]:
    """A sentence for each name that no outcome has, and for a target that none makes true."""
    left = np.zeros(built.game.outcomes, np.bool_)
    left[built.indices] = True
    exists = left.copy()
    for name, formula in built.case.names.items():
        true = built.masks(formula)
        if not (true & exists).any():
            yield f'no outcome is "{name}": its formula is true of none'
        elif not (true & left).any():
            yield f'no outcome is "{name}": those its formula is true of have names that stand above it'
        left &= ~true
    if built.case.target is not None and not (built.masks(built.case.target) & exists).any():
        yield "no outcome makes the target true"


def _rejected(case: Case) -> Iterator[str]:
    """The claims an analyst rejected that lines still rest on."""
    ledgers = {report.id: report.ledger for report in case.reports if report.ledger}
    for evidence, count in Counter(cited(case)).items():
        ledger = ledgers.get(evidence.report)
        claim = ledger.by_id.get(evidence.claim or "") if ledger else None
        if claim is not None and claim.review == "rejected":
            lines = "1 line rests" if count == 1 else f"{count} lines rest"
            yield f"{lines} on {evidence}, which was rejected"


def _said(case: Case, report: Report) -> str:
    return f"{report.file} is not here: {unverified(case, report)}{_remedy(case, report)}"


def unverified(case: Case, report: Report) -> str:
    """What could not be verified of an absent report, in words.

    >>> unverified(Case(title="", digest="", parties=()), Report(id="gazette", file="gazette.txt", absent=True))
    'nothing cites it'
    """
    count = sum(one.report == report.id for one in cited(case))
    if not count:
        return "nothing cites it"
    citations = "1 citation" if count == 1 else f"{count:,} citations"
    if report.ledger is None:
        return f"{citations} could not be verified"
    return (
        f"{citations} {'rests' if count == 1 else 'rest'} on its ledger, which could not be compared with it"
    )


def _remedy(case: Case, report: Report) -> str:
    from winset.case import catalogue

    titles = catalogue.titles().items()
    bundled = (name for name, title in titles if title == case.title)
    for name in bundled:
        if (catalogue.folder_of(name) / report.file).is_file():
            return f"; `winset example {name} -o my-case` copies the folder"
    return ""


def cited(case: Case) -> Iterator[Evidence]:
    """All evidence of a case, in the order of its lines; each citation counts."""
    parts = (case.parties, case.options, case.rules, tuple(case.preferences.values()), case.deal)
    return _within(parts)


def _within(value: Any) -> Iterator[Evidence]:
    """The evidence in a value: of a line, and of the lines within lines."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)
    else:
        for name in _parts(value.__class__):
            yield from _within(getattr(value, name))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The names of what a line or a part of it is made of; formulas and plain values have no evidence in them."""
    return (
        tuple(one.name for one in fields(kind))
        if is_dataclass(kind) and not issubclass(kind, Formula)
        else ()
    )
