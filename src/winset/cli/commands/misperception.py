"""`winset misperception`: what holds when each party judges by its own model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option(
    "-c", "--concept", "concepts", multiple=True, metavar="CONCEPT", type=ConceptName(),
    help="Under this concept (may be repeated); else nash and seq.",
)  # fmt: skip
def command(case: Case, concepts: tuple[str, ...]) -> Result:
    r"""Find what holds when each party sees the case its own way.

    The case says under `perceived` who misreads what; the answer says who expects what, and whom it surprises.

    \b
    winset misperception my.yaml
    winset misperception my.yaml -c seq --json
    """
    from winset.analysis.misperception import misperception

    return misperception(case, concepts=concepts or ("nash", "seq"))
