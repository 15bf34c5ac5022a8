"""`winset inverse`: which preferences would make a target hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option(
    "--target", required=True, metavar="FORMULA", help="What is to hold: an outcome's number, or a formula."
)
@click.option(
    "-c", "--concept", default="nash", metavar="CONCEPT", type=ConceptName(),
    help="Under which concept: nash, gmr, smr, seq or sseq.",
)  # fmt: skip
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="PARTY",
    help="Only this party's preferences may change (may be repeated).",
)
def command(case: Case, target: str, concept: str, parties: tuple[str, ...]) -> Result:
    r"""Find the preferences under which a target would hold.

    The conditions on each party, how many rankings meet them, and the nearest that do.

    \b
    winset inverse syria-iraq-1975 --target 2 -c seq --party syria
    winset inverse gaza-isf --target "troops = combat"
    """
    from winset.analysis.inverse import inverse

    return inverse(case, target, concept, parties or None)
