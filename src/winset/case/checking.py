"""Whether the outcomes of a case are what its author meant, and what a check of a case reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from winset.case.model import Case, Ranking, Statements, Weights
from winset.case.yaml.nodes import Source
from winset.errors import CaseError, Problem, SizeError
from winset.version import __version__

MAX_CHECKED = 2**20
"""Combinations of levels looked at when a case is read; larger games are checked when they are built."""


def outcome_problems(case: Case, source: Source) -> list[Problem]:
    """What is wrong with the outcomes: none left, a status quo that no rule allows, a ranking with gaps."""
    from winset.case.build import build
    from winset.case.clash import fallback_broken, status_quo_broken
    from winset.case.perception import as_seen_by

    problems = fallback_broken(case)
    models = [case, *(as_seen_by(case, party) for party in case.perceived)]
    if prod(len(option.levels) for option in case.options) > MAX_CHECKED:
        problems += status_quo_broken(case)
    else:
        for model in models:
            try:
                build(model)
            except CaseError as error:
                problems += [one for one in error.problems if one not in problems]
    return [shown(problem, source) for problem in problems]


def shown(problem: Problem, source: Source) -> Problem:
    """A problem with the line of the source it speaks of."""
    if problem.file != source.file or problem.line is None or problem.text is not None:
        return problem
    return replace(problem, text=source.line(problem.line))


@dataclass(frozen=True, repr=False)
class Check:
    """What a check found: every problem, and where there is none, the case, what it contains and what to know.

    A remark is no problem: what could not be compared, because a report is not here.
    """

    file: str
    problems: tuple[Problem, ...]
    case: Case | None
    counts: Mapping[str, int]
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file has no problem."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON-ready data."""
        subject = {"title": self.case.title, "digest": self.case.digest} if self.case else None
        problems = [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "message": one.message,
                "hint": one.hint,
            }
            for one in self.problems
        ]
        found = {"file": self.file, "ok": self.ok, "problems": problems, "contains": dict(self.counts)}
        return {"winset": __version__, "case": subject, **found, "remarks": list(self.remarks)}

    def __str__(self) -> str:
        if self.problems:
            return "\n".join(str(problem) for problem in self.problems)
        *most, last = [_counted(count, name) for name, count in self.counts.items() if count]
        said = f"{self.file}: no problem found. It has {', '.join(most)} and {last}."
        return "\n".join([said, *(f"{self.file}: {remark}" for remark in self.remarks)])

    def __repr__(self) -> str:
        return str(self)


_ONE = {"parties": "party", "statements of preference": "statement of preference"}


def _counted(count: int, name: str) -> str:
    return f"1 {_ONE.get(name, name.removesuffix('s'))}" if count == 1 else f"{count:,} {name}"


def checked(case: Case, file: str, max_outcomes: int | None) -> Check:
    """The check of a case whose file has no problem: its outcomes are counted, if they are not too many."""
    from winset.case.build import build
    from winset.case.remarks import idle, remarks

    try:
        built = build(case, max_outcomes)
    except SizeError as error:
        return Check(file, (Problem(str(error), file),), None, {})
    except CaseError as error:
        return Check(file, error.problems, None, {})
    return Check(file, (), case, counts(case, len(built.indices)), (*remarks(case), *idle(built)))


def counts(case: Case, outcomes: int) -> dict[str, int]:
    """What a case contains, in numbers."""
    wants = case.preferences.values()
    lines = sum(len(one.statements) for one in wants if isinstance(one, Statements))
    lines += sum(len(one.weights) for one in wants if isinstance(one, Weights))
    lines += sum(len(tier) for one in wants if isinstance(one, Ranking) for tier in one.tiers)
    ledgers = [report.ledger for report in case.reports if report.ledger]
    return {
        "parties": len(case.parties),
        "options": len(case.options),
        "rules": len(case.rules),
        "outcomes": outcomes,
        "statements of preference": lines,
        "reports": len(case.reports),
        "claims": sum(len(ledger.claims) for ledger in ledgers),
    }
