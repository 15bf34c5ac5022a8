"""`winset influence`: what an answer hangs on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from winset.cli.asking import analysis_command
from winset.cli.uncertain import CONCEPT, TARGET, run_of, worked

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@TARGET
@CONCEPT
@worked
def command(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    case: Case, target: str | None, concept: str, samples: int | None, seed: int,
    workers: int, cluster: str | None, keep: Path | None,
) -> Result:  # fmt: skip
    r"""Say what an answer hangs on, and what would change it.

    How far it moves with each uncertain line, claim, source and report; what would change our mind; what
    to watch for in the news. Without a target: about the likeliest outcome.

    \b
    winset influence gaza-isf --target troops
    winset influence gaza-isf --target "troops = combat" -c seq
    """
    from winset.analysis.influence import influence

    return influence(case, target, concept, samples, seed, run_of(workers, cluster, keep))
