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
    help="Only this concept (may be repeated): nash, gmr, smr, seq, sseq, and those below.",
)
@click.option(
    "--coalitions", "coalitions", multiple=True, metavar="A+B",
    help="Who may move together (may be repeated), or all: asks cnash, cgmr, csmr and cseq by default.",
)  # fmt: skip
@click.option("--where", metavar="FORMULA", help="Only outcomes that make a formula true.")
@WHOLE
def command(case: Case, concepts: tuple[str, ...], coalitions: tuple[str, ...], where: str | None) -> Result:
    r"""Find the outcomes that would hold, by stability concept.

    Further concepts: cnash cgmr csmr cseq (coalitions); l1 l2 ... non_myopic maximin1 ... (two parties that look
    ahead); strong_gmr weak_gmr ... weak_seq; nash_a ... seq_d (unknown preferences); sim seq_or_sim.

    \b
    winset stability elmira
    winset stability elmira -c nash -c seq --json
    winset stability elmira -c cnash --coalitions moe+uniroyal
    winset stability gaza-isf --where "troops != none"
    """
    from winset.analysis.coalitions import CONCEPTS as COALITION_CONCEPTS
    from winset.analysis.concepts import members_of, standings
    from winset.analysis.stability import CONCEPTS, Stability
    from winset.cli.waiting import waiting

    groups = [members_of(group) for group in coalitions if group != "all"] or None
    default = tuple(COALITION_CONCEPTS if coalitions else CONCEPTS)
    with waiting("concept by concept and party by party") as progress:
        found = standings(case, concepts or default, groups, progress)
    if where is None:
        return found
    if not isinstance(found, Stability):
        raise click.UsageError("--where goes with nash, gmr, smr, seq and sseq")
    return _where(found, case, where)


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
