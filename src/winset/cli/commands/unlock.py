"""`winset unlock`: the least that would let a target in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option("--target", required=True, metavar="FORMULA", help='What is wanted, as in "troops != none".')
@click.option(
    "--cost", "prices", multiple=True, metavar="ELEMENT=NUMBER",
    help="What changing an element costs, or never; 1 for the others (may be repeated).",
)  # fmt: skip
@click.option(
    "--hold", default="seq", metavar="CONCEPT", type=ConceptName(),
    help="It must also hold once agreed, under this concept; none: agreeing is enough.",
)  # fmt: skip
def command(case: Case, target: str, prices: tuple[str, ...], hold: str) -> Result:
    r"""Find the least that would let a target in, cheapest first.

    Every minimal set of changes; what payments alone would do; which statement moved would do it. Elements
    are named as the answers name them: "rule 2", "refusal us", "red line council 1", "body Referendum".

    \b
    winset unlock gaza-isf --target "troops != none"
    winset unlock gaza-isf --target "troops = combat" --cost "rule 4=never"
    """
    from winset.analysis.unlock import unlock
    from winset.cli.pairs import costs

    concept = None if hold == "none" else hold
    return unlock(case, target, costs=costs("--cost", prices), hold=concept)
