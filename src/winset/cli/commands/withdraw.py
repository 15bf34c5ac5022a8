"""`winset withdraw`: what falls with a claim, a source or a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import analysis_command
from winset.cli.uncertain import BRIEF, CONCEPTS, TARGET

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option("--claim", metavar="REPORT#CLAIM", help="Withdraw a claim, and those that repeat it.")
@click.option("--source", metavar="SOURCE", help="Withdraw a source, as `winset influence` lists it.")
@click.option("--report", metavar="REPORT", help="Withdraw a report.")
@TARGET
@CONCEPTS
@BRIEF
def command(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    case: Case, claim: str | None, source: str | None, report: str | None,
    target: str | None, concepts: tuple[str, ...], briefly: bool,
) -> Result:  # fmt: skip
    r"""Say what falls with a claim, a source or a report, and what stands.

    The lines that rest on it alone, those that are weakened, and the answers before and after; with
    --brief, what the brief says otherwise.

    \b
    winset withdraw gaza-isf --claim davos#c22 --target troops
    winset withdraw gaza-isf --source "davos: security sources"
    winset withdraw gaza-isf --claim davos#c8 --brief
    """
    from winset.analysis.stability import CONCEPTS as ALL
    from winset.analysis.withdrawal import withdraw

    given = [one for one in (claim, source, report) if one is not None]
    if len(given) != 1:
        raise click.UsageError("say what is withdrawn, by one of --claim, --source and --report")
    found = withdraw(case, given[0], target, concepts or tuple(ALL))
    if not briefly:
        return found
    from winset.show.brief.differing import difference

    return difference(case, found.left)
