"""`winset deals`: what could be agreed, who must ratify, and whether it would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option(
    "--weight", "weights", multiple=True, metavar="PARTY=NUMBER",
    help="A party's bargaining weight for the Nash solution (may be repeated); 1 for the others.",
)  # fmt: skip
def command(case: Case, weights: tuple[str, ...]) -> Result:
    r"""Say what could be agreed, who would ratify it, and whether it holds.

    The zone of agreement and the good deals in it, who stands in the way of more, and what one change would
    do.

    \b
    winset deals gaza-isf
    winset deals bypass --json
    """
    from winset.analysis.deals import deals
    from winset.cli.pairs import numbers

    return deals(case, weights=numbers("--weight", weights))
