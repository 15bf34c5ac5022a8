"""`winset stability`: which outcomes hold, for whom, under which concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option(
    "-c", "--concept", "concepts", multiple=True, type=ConceptName(), metavar="CONCEPT",
    help="Only this concept (may be repeated): nash, gmr, smr, seq, sseq.",
)  # fmt: skip
def command(case: Case, concepts: tuple[str, ...], max_outcomes: int | None) -> Result:
    r"""Which outcomes would hold, for each party and for all.

    \b
    winset stability elmira
    winset stability elmira --concept seq --json
    """
    from winset.analysis.stability import CONCEPTS, stability

    return stability(case, concepts=concepts or CONCEPTS, max_outcomes=max_outcomes)
