"""`winset withdraw`: what falls with a claim, a source or a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import analysis_command
from winset.cli.uncertain import CONCEPTS, TARGET

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option("--claim", metavar="REPORT#CLAIM", help="Withdraw a claim, and those that repeat it.")
@click.option("--source", metavar="SOURCE", help="Withdraw a source, as `winset influence` lists it.")
@click.option("--report", metavar="REPORT", help="Withdraw a report.")
@TARGET
@CONCEPTS
def command(
    case: Case, claim: str | None, source: str | None, report: str | None,
    target: str | None, concepts: tuple[str, ...],
) -> Result:  # fmt: skip
    r"""Say what falls with a claim, a source or a report, and what stands.

    The lines that rest on it alone, those that are weakened, and the answers before and after.

    \b
    winset withdraw gaza-isf --claim davos#c22 --target troops
    winset withdraw gaza-isf --source "davos: security sources"
    """
    from winset.analysis.stability import CONCEPTS as ALL
    from winset.analysis.withdrawal import withdraw

    given = [one for one in (claim, source, report) if one is not None]
    if len(given) != 1:
        raise click.UsageError("say what is withdrawn, by one of --claim, --source and --report")
    return withdraw(case, given[0], target, concepts or tuple(ALL))
