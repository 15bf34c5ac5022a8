"""`winset diff`: what changed between two versions of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import CaseName, analysis_command
from winset.cli.uncertain import CONCEPTS, TARGET

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.argument("new", metavar="NEW", type=CaseName())
@TARGET
@CONCEPTS
def command(case: Case, new: str, target: str | None, concepts: tuple[str, ...]) -> Result:
    r"""Compare two versions of a case: lines, conclusions, and why.

    CASE is the old version, NEW the new one. Outcomes are compared by what is done in them, not by their
    numbers.

    \b
    winset diff old.yaml new.yaml --target build
    """
    from winset.analysis.revision import diff
    from winset.analysis.stability import CONCEPTS as ALL
    from winset.cli.sources import open_case

    return diff(case, open_case(new), target, concepts or tuple(ALL))
