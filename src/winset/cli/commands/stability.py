"""`winset stability`: which outcomes hold, for whom, under which concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import WHOLE, ConceptName, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.analysis.stability import Stability
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
@click.option("--where", metavar="FORMULA", help="Only outcomes that make a formula true.")
@WHOLE
def command(case: Case, concepts: tuple[str, ...], where: str | None) -> Result:
    r"""Find the outcomes that would hold, by stability concept.

    \b
    winset stability elmira
    winset stability elmira -c nash -c seq --json
    winset stability gaza-isf --where "troops != none"
    """
    from winset.analysis.stability import CONCEPTS, stability

    found = stability(case, concepts or tuple(CONCEPTS))
    return found if where is None else _where(found, case, where)


def _where(found: Stability, case: Case, text: str) -> Stability:
    """The same answer, told of fewer outcomes."""
    from dataclasses import replace

    from winset.case.build import build

    built = build(case)
    mask = built.masks(built.formula(text))
    return replace(
        found,
        stable={concept: table & mask for concept, table in found.stable.items()},
        equilibria={concept: indices[mask[indices]] for concept, indices in found.equilibria.items()},
        parameters={**found.parameters, "where": text},
    )
