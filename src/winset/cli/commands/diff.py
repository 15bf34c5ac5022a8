"""`winset diff`: what changed between two versions of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import CaseName, analysis_command
from winset.cli.uncertain import BRIEF, CONCEPTS, TARGET

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.argument("new", metavar="NEW", type=CaseName())
@TARGET
@CONCEPTS
@BRIEF
def command(case: Case, new: str, target: str | None, concepts: tuple[str, ...], briefly: bool) -> Result:
    r"""Compare two versions of a case: lines, conclusions, and why.

    CASE is the old version, NEW the new one. Outcomes are compared by what is done in them, not by their
    numbers. Claims of a report that is new are held against the old ones and against options: what they
    contradict, settle, weaken or strengthen, and the lines that bears on. With --brief, what the brief says
    otherwise.

    \b
    winset diff old.yaml new.yaml --target build
    winset diff old.yaml new.yaml --brief
    """
    from winset.analysis.revision import diff
    from winset.analysis.stability import CONCEPTS as ALL
    from winset.cli.sources import open_case

    if not briefly:
        return diff(case, open_case(new), target, concepts or tuple(ALL))
    from winset.show.brief.differing import difference

    return difference(case, open_case(new))
