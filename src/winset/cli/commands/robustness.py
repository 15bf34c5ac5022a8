"""`winset robustness`: how sure an answer is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from winset.cli.asking import analysis_command
from winset.cli.uncertain import CONCEPTS, TARGET, run_of, worked

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@TARGET
@CONCEPTS
@worked
def command(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    case: Case, target: str | None, concepts: tuple[str, ...], samples: int | None, seed: int,
    workers: int, cluster: str | None, keep: Path | None,
) -> Result:  # fmt: skip
    r"""Say how sure the answers are, from the likelihoods in the case.

    How likely each outcome is to hold, how likely the target holds and can be reached, and how likely it
    is that nothing is left to agree on; over every way in which the uncertain lines may turn out.

    \b
    winset robustness gaza-isf --target troops
    winset robustness bypass -c nash -c seq --json
    """
    from winset.analysis.robustness import robustness
    from winset.analysis.stability import CONCEPTS as ALL

    run = run_of(workers, cluster, keep)
    return robustness(case, target, concepts or tuple(ALL), samples, seed, run)
