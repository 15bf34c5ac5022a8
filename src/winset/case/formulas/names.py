"""The names a formula uses that nothing has: options and levels, each with the likely remedy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from itertools import islice

from winset.case.formulas.formula import Atom, Formula, FormulaError, atoms
from winset.errors import suggestion

MAX_UNKNOWN = 20  # unknown names reported of one formula


def unknown_names(formula: Formula, options: Mapping[str, Collection[str]]) -> list[FormulaError]:
    """Every option or level that `options` (levels by option) lacks, as errors not raised, left to right.

    Of many the first are given. Levels in a set have no order: such an option is compared by `=` or `!=`.

    >>> from winset.case.formulas.formula import parse
    >>> options = {"build": ("no", "yes"), "toll": ("none", "high")}
    >>> for problem in unknown_names(parse("bild or toll = hihg"), options):
    ...     print(problem)
    unknown option "bild", at character 1 (did you mean "build"?)
    "toll" has no level "hihg", at character 16 (did you mean "high"?)
    """
    problems = (_unknown(atom, options) for atom in atoms(formula))
    return list(islice((problem for problem in problems if problem), MAX_UNKNOWN))


def _unknown(atom: Atom, options: Mapping[str, Collection[str]]) -> FormulaError | None:
    levels = options.get(atom.option)
    if levels is None:
        return FormulaError(f'unknown option "{atom.option}"', atom.at, _meant(atom, options))
    if isinstance(levels, Set) and atom.sign not in ("=", "!="):
        hint = f'write "{atom.option} = ..." or "{atom.option} != ..."'
        return FormulaError(f"which {atom.option}?", atom.at, hint)
    if atom.level is None or atom.level in levels:
        return None
    hint = suggestion(atom.level, levels) or _listed(levels)
    return FormulaError(f'"{atom.option}" has no level "{atom.level}"', atom.level_at, hint)


def _meant(atom: Atom, options: Mapping[str, Collection[str]]) -> str | None:
    owners = [option for option, levels in options.items() if atom.option in levels]
    if atom.sign is None and len(owners) == 1:
        return f'write "{Atom(owners[0], "=", atom.option)}"'
    return suggestion(atom.option, options)


def _listed(levels: Collection[str]) -> str:
    shown = [*levels][:8]
    return "it has " + ", ".join(shown) + (", ..." if len(levels) > len(shown) else "")
