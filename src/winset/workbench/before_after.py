"""A case before and after: what falls with a claim, a source or a report, and how two versions differ; as plain data.

Like `winset.workbench.questions`, asked in the process that can be ended: each is one analysis, its tables as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from winset.analysis.revision import diff
from winset.analysis.variants.running import Run
from winset.analysis.withdrawal import withdraw
from winset.case.evidence.withdrawal import withdrawn
from winset.workbench.places import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from winset.analysis.result import Table
    from winset.analysis.withdrawal import Withdrawal
    from winset.case.model import Case, Line
    from winset.workbench.questions import Progress, Row


def withdrawing(case: Case, what: str, progress: Progress) -> dict[str, Any]:
    """What falls with a claim, a source or a report, what stands, and the answers before and after."""
    found = withdraw(case, what, workers=Run(progress=progress))
    steps = steps_without(found)
    lines, answers, *target = found.tables()
    row = {"try": steps, "try_words": f"{what} withdrawn", "lines": [*found.falls.fallen], "claims": []}
    return {
        "title": f"Without {what}",
        "rows": [row],
        "tables": plain_tables([lines, *target, answers]),
        "fallen": [*found.falls.fallen],
        "weakened": [*found.falls.weakened],
    }


def differing(old: Case, new: Case, told: str, progress: Progress) -> dict[str, Any]:
    """What changed between two versions: lines, what holds, and which change made the difference. told: what the old one is called."""
    found = diff(old, new, workers=Run(progress=progress))
    return {"with": told, "rows": [], "tables": plain_tables(found.tables())}


def plain_tables(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Tables as plain data, for the way between processes."""
    return [
        {"title": one.title, "columns": [*one.columns], "rows": [[*row] for row in one.rows], "notes": [*one.notes]}
        for one in tables
    ]  # fmt: skip


# --- The change of the file that is the case without something ---


def steps_without(found: Withdrawal) -> list[Row] | None:
    """The steps that make the file say the case that is left; None where lines of a file cannot say it."""
    case, steps = found.case, list[dict[str, Any]]()
    gone = {str(one) for one in withdrawn(case, found.what)}
    fallen = set(found.falls.fallen)
    for line in _lines(case):
        if not gone & {str(one) for one in line.evidence}:
            continue
        path = path_of(case, line.id)
        if path is None or "ranking" in path:
            return None
        left = [_cited(one) for one in line.evidence if str(one) not in gone]
        if line.id not in fallen or path[0] == "options":
            steps.append({"do": "cite", "path": path, "evidence": left})
        steps += _fallen(case, line, path) if line.id in fallen else []
    return steps or None


def _lines(case: Case) -> list[Line]:
    from winset.case.uncertain.uncertainty import elements

    return [*case.parties, *(one.line for one in elements(case))]


def _cited(evidence: Any) -> Any:
    """Evidence as a case file writes it."""
    return str(evidence) if evidence.claim else {"report": evidence.report, "quote": evidence.quote}


def _fallen(case: Case, line: Line, path: tuple[str | int, ...]) -> list[Row]:
    """What makes a line absent: an option stays where it stands, with agreement or without; others are taken out."""
    option = next((one for one in case.options if one.id == line.id), None)
    if option is None:
        return [{"do": "out", "path": path}]
    level = case.status_quo.get(option.id, option.levels[0])
    stays = {"do": "add", "path": ("rules",), "formula": f"{option.id} = {level}"}
    fallback = case.deal.fallback if case.deal else {}
    return [
        stays,
        *(
            {"do": "put", "path": ("deal", "fallback", party, option.id), "value": level}
            for party in fallback
        ),
    ]
