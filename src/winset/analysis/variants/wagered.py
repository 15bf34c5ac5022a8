"""The answer asked about where a case names no target: its likeliest equilibrium, as a formula."""

from __future__ import annotations

from winset.analysis.robustness import robustness
from winset.case.formulas.formula import And, Atom, Formula
from winset.case.model import Case
from winset.errors import UndefinedError


def likeliest_target(case: Case, concept: str, samples: int | None = None, seed: int = 0) -> Formula:
    """The outcome most likely to be an equilibrium under a concept, by its levels; ties to the first.

    Raises UndefinedError where no variant has an equilibrium.
    """
    sure = robustness(case, None, concept, samples, seed)
    if not sure.likely or sure.question.built is None:
        raise UndefinedError("no variant of the case has an equilibrium: say with a target what is asked")
    levels = sure.question.built.levels(sure.likely[0])
    atoms = tuple(Atom(option, "=", level) for option, level in levels.items())
    return atoms[0] if len(atoms) == 1 else And(atoms)
