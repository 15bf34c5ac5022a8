"""`winset why-not`: what keeps a target out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option("--target", required=True, metavar="FORMULA", help='What is wanted, as in "troops = combat".')
@click.option(
    "--hold", default="seq", metavar="CONCEPT", type=ConceptName(),
    help="It must also hold once agreed, under this concept; none: agreeing is enough.",
)  # fmt: skip
@click.option(
    "--most", type=click.IntRange(min=1), default=10_000, metavar="N", help="Stop after N sets, and say so."
)
def command(case: Case, target: str, hold: str, most: int) -> Result:
    r"""Say why a target is not to be had, and what keeps it out together.

    Every minimal set of rules, red lines, refusals, thresholds and instabilities, with what each rests on.

    \b
    winset why-not gaza-isf --target "troops = combat"
    """
    from winset.analysis.why_not import why_not

    concept = None if hold == "none" else hold
    return why_not(case, target, hold=concept, most=most)
