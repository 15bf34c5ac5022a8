"""Formulas as patterns: which options are taken and which not, a formula holding where some pattern does.

Programs that know only yes-or-no options write conditions so. An option with more than two levels becomes
one yes-or-no bit for each level above its first, set from that level upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from winset.case.formulas.formula import And, Atom, Formula, Implies, Not, Or, options_of
from winset.case.formulas.masks import Masks

Pattern = tuple[tuple[int, bool], ...]
"""Bits and whether each is set, all of them together; the empty pattern holds everywhere."""

MAX_BITS = 16  # a formula's table has 2^16 entries at most
MAX_PATTERNS = 2_000

_Table = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Bits:
    """The numbering of bits: `levels` by option, first option and lowest level first."""

    levels: Mapping[str, Sequence[str]]

    @cached_property
    def first(self) -> dict[str, int]:
        """The number of each option's first bit."""
        numbers, number = {}, 0
        for option, levels in self.levels.items():
            numbers[option] = number
            number += len(levels) - 1
        return numbers

    def patterns(self, formula: Formula) -> tuple[Pattern, ...] | None:
        """Patterns that hold, one or another, exactly where the formula does; None where they are too many.

        None of them can be dropped (Minato and Morreale's irredundant sum of products).

        >>> bits = Bits({"a": ("no", "yes"), "toll": ("none", "low", "high"), "b": ("no", "yes")})
        >>> from winset.case.formulas.formula import parse
        >>> bits.patterns(parse("b -> toll = high"))
        (((2, True),), ((3, False),))
        """
        options = [option for option in self.levels if option in options_of(formula)]
        numbers = [self.first[option] + k for option in options for k in range(len(self.levels[option]) - 1)]
        if len(numbers) > MAX_BITS:
            return None
        true, possible = self._table(formula, options)
        cubes, _ = _cover(true, true | ~possible, 0)
        if len(cubes) > MAX_PATTERNS:
            return None
        return tuple(tuple((numbers[axis], value) for axis, value in cube) for cube in cubes)

    def _table(self, formula: Formula, options: Sequence[str]) -> tuple[_Table, _Table]:
        """Where the formula is true, and which bits can stand together; one axis a bit."""
        masks = Masks({option: tuple(self.levels[option]) for option in options})
        true = masks.mask(formula).reshape(masks.outcomes.shape).transpose()  # the first option's axis first
        above = [len(self.levels[option]) - 1 for option in options]
        table, possible = (np.zeros((2,) * sum(above), dtype=np.bool_) for _ in range(2))
        for digits in np.ndindex(true.shape):
            place = tuple(int(k < digit) for digit, bits in zip(digits, above) for k in range(bits))
            table[place], possible[place] = true[digits], True
        return table, possible


def _cover(needed: _Table, allowed: _Table, axis: int) -> tuple[list[Pattern], _Table]:
    """An irredundant cover of `needed` inside `allowed`, and where it holds; `axis` numbers the first."""
    if not needed.any():
        return [], np.zeros_like(needed)
    if allowed.all():
        return [()], np.ones_like(needed)
    off, covered_off = _cover(needed[0] & ~allowed[1], allowed[0], axis + 1)
    on, covered_on = _cover(needed[1] & ~allowed[0], allowed[1], axis + 1)
    rest = (needed[0] & ~covered_off) | (needed[1] & ~covered_on)
    both, covered = _cover(rest, allowed[0] & allowed[1], axis + 1)
    cubes = [((axis, False), *cube) for cube in off] + [((axis, True), *cube) for cube in on] + both
    return cubes, np.stack([covered_off | covered, covered_on | covered])


def holds_somewhere(patterns: Sequence[Pattern], names: Sequence[str]) -> Formula:
    """The formula that some pattern holds, for yes-or-no options with these names."""
    formulas = [_all(pattern, names) for pattern in patterns]
    return formulas[0] if len(formulas) == 1 else Or(tuple(formulas))


def never(pattern: Pattern, names: Sequence[str]) -> Formula:
    """The formula that a pattern does not hold, as a person would say it.

    >>> print(never(((0, True), (3, False)), ["full", "reduced", "appease", "legal"]))
    full -> legal
    >>> print(never(((0, False), (1, False)), ["full", "reduced"]))
    full or reduced
    """
    taken = [Atom(names[bit]) for bit, value in pattern if value]
    left = [Atom(names[bit]) for bit, value in pattern if not value]
    if not left:
        return Not(_joined(And, taken))
    return Implies(_joined(And, taken), _joined(Or, left)) if taken else _joined(Or, left)


def _all(pattern: Pattern, names: Sequence[str]) -> Formula:
    return _joined(And, [Atom(names[bit]) if value else Not(Atom(names[bit])) for bit, value in pattern])


def _joined(kind: type[And] | type[Or], items: Iterable[Formula]) -> Formula:
    found = tuple(items)
    return found[0] if len(found) == 1 else kind(found)
