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
    "-c",
    "--concept",
    "concepts",
    multiple=True,
    type=ConceptName(),
    metavar="CONCEPT",
    help="Only this concept (may be repeated): nash, gmr, smr, seq or sseq.",
)
def command(case: Case, concepts: tuple[str, ...]) -> Result:
    r"""Find the outcomes that would hold, by stability concept.

    \b
    winset stability elmira
    winset stability elmira -c nash -c seq --json
    """
    from winset.analysis.stability import CONCEPTS, stability

    return stability(case, concepts or tuple(CONCEPTS))
