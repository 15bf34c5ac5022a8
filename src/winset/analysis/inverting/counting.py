"""How many rankings meet a condition, by a counting argument instead of one by one.

Draw for every outcome a number between 0 and 1, independently and evenly; sorted, they are a strict
ranking, and all rankings are equally likely. If the target drew x, each other outcome lies below it with
chance x, independently. So the share of rankings that meet a condition is the integral from 0 to 1 of the
chance that it is met when every outcome lies below the target with chance x: a polynomial in x with whole
coefficients, integrated exactly where few outcomes matter, and by a rule that is exact for polynomials but
for rounding where many do.

The chance is found by taking apart: clauses without an outcome in common are independent, so are
alternatives of one clause without an outcome in common, and alternatives that all clauses share; otherwise
some outcomes are taken to lie below the target, and not to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from winset.analysis.inverting.conditions import Condition

MOST_EXACT = 300  # outcomes that matter, for the polynomial itself
MOST_OUTCOMES = 170  # for numbers of rankings; beyond, only the share is given
MOST_BRANCHES = 5_000  # subproblems looked at before counting is given up
DEEPEST = 200

Unit = frozenset[
    int
]  # outcomes that always appear together: they lie below the target, all of them, with chance x^n
Alternative = frozenset[Unit]
Clauses = frozenset[frozenset[Alternative]]


@dataclass(frozen=True)
class Count:
    """How many strict rankings of the outcomes meet a condition.

    share: an exact fraction, or a decimal right to 12 places where more than 300 outcomes matter. The
    numbers of rankings are None where the share is no fraction, or the outcomes are more than 170.
    """

    share: Fraction | float
    satisfying: int | None
    of: int | None


def count_rankings(condition: Condition) -> Count | None:
    """How many strict rankings of all outcomes meet a condition; None where that takes too long to find.

    >>> from winset.analysis.inverting.conditions import condition
    >>> from winset.analysis.question import ask
    >>> from winset.game.game import Game
    >>> game = Game((3, 2), [[0] * 6, [0] * 6])
    >>> count_rankings(condition(ask(game), 0, 1, "nash"))
    Count(share=Fraction(1, 3), satisfying=240, of=720)
    """
    clauses = _in_units([clause.alternatives for clause in condition.clauses])
    matter = len(condition.outcomes)
    try:
        share = _integral(clauses) if matter <= MOST_EXACT else _by_points(clauses, matter)
    except _TooLongError:
        return None
    outcomes = condition.question.feasible.size
    if isinstance(share, float) or outcomes > MOST_OUTCOMES:
        return Count(share, None, None)
    of = factorial(outcomes)
    return Count(share, int(share * of), of)


def _integral(clauses: Clauses) -> Fraction:
    """The exact integral from 0 to 1."""
    chance = _Chance(_Polynomial([0, 1])).that(clauses)
    terms = chance.terms if isinstance(chance, _Polynomial) else [chance]
    whole = lcm(*range(1, len(terms) + 1))
    return Fraction(sum(term * (whole // power) for power, term in enumerate(terms, 1)), whole)


def _by_points(clauses: Clauses, degree: int) -> float:
    """The integral from 0 to 1 by as many points as make Fejér's first rule exact for the degree."""
    points, weights = _fejer(degree + 1)
    return float(np.sum(weights * _Chance(points).that(clauses)))


def _fejer(count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Fejér's first rule on the unit interval, weights by a Fourier transform (Waldvogel, BIT 46, 2006)."""
    odd = count // 2
    place = np.arange(count - odd)
    start = 2 * np.exp(1j * np.pi * place / count) / (1 - 4.0 * place**2)
    padded = np.concatenate([start, np.zeros(odd + 1)])
    weights = np.fft.ifft(padded[:-1] + padded[:0:-1].conj()).real
    return (1 + np.cos(np.pi * (np.arange(count) + 0.5) / count)) / 2, weights / 2


def _in_units(clauses: Iterable[Iterable[frozenset[int]]]) -> Clauses:
    """The clauses with outcomes that belong to the same alternatives taken together."""
    given = [frozenset(clause) for clause in clauses]
    inside: dict[int, list[int]] = {}
    for number, one in enumerate(sorted(frozenset().union(*given), key=sorted)):
        for x in one:
            inside.setdefault(x, []).append(number)
    together: dict[tuple[int, ...], set[int]] = {}
    for x, numbers in inside.items():
        together.setdefault(tuple(numbers), set()).add(x)
    unit = {x: frozenset(own) for own in together.values() for x in own}
    return frozenset(frozenset(frozenset(unit[x] for x in one) for one in clause) for clause in given)


class _TooLongError(Exception):
    """More subproblems than are looked at."""


class _Chance:
    """Chances as a function of x, a polynomial or numbers; each subproblem is solved once."""

    def __init__(self, x: Any) -> None:
        self._x = x
        self._known: dict[Clauses, Any] = {}
        self._depth = 0

    def that(self, clauses: Clauses) -> Any:
        """The chance that every clause has an alternative all of whose outcomes lie below the target."""
        if not clauses:
            return 1
        if clauses not in self._known:
            if len(self._known) >= MOST_BRANCHES or self._depth >= DEEPEST:
                raise _TooLongError
            self._depth += 1
            self._known[clauses] = self._taken_apart(clauses)
            self._depth -= 1
        return self._known[clauses]

    def _taken_apart(self, clauses: Clauses) -> Any:
        parts = _apart([(one, frozenset().union(*one)) for one in clauses])
        if len(parts) > 1:
            return _product(self.that(frozenset(part)) for part in parts)
        shared = frozenset.intersection(*clauses)
        rest = frozenset(clause - shared for clause in clauses)
        if shared and _units(shared).isdisjoint(_units(frozenset().union(*rest))):
            unmet = 0 if frozenset() in rest else self.that(rest)
            return 1 - (1 - self._any(shared)) * (1 - unmet)
        return self._branched(clauses)

    def _any(self, alternatives: frozenset[Alternative]) -> Any:
        """The chance that one alternative at least is met."""
        groups = _apart([(one, one) for one in alternatives])
        if all(len(group) == 1 for group in groups):
            sizes = Counter(sum(map(len, one)) for (one,) in groups)
            return 1 - _product((1 - self._x**size) ** times for size, times in sizes.items())
        if len(groups) == 1:
            return self._branched(frozenset([alternatives]))
        return 1 - _product(1 - self.that(frozenset([frozenset(group)])) for group in groups)

    def _branched(self, clauses: Clauses) -> Any:
        often = Counter(unit for clause in clauses for one in clause for unit in one)
        most = max(often, key=lambda unit: (often[unit], -min(unit)))
        chance = self._x ** len(most)
        left = frozenset(frozenset(one for one in clause if most not in one) for clause in clauses)
        without = 0 if frozenset() in left else self.that(left)
        return chance * self.that(_below(clauses, most)) + (1 - chance) * without


def _below(clauses: Clauses, met: Unit) -> Clauses:
    """The clauses still to be met when some outcomes lie below the target."""
    left = (frozenset(one - {met} for one in clause) for clause in clauses)
    return frozenset(_smallest(clause) for clause in left if frozenset() not in clause)


def _smallest(alternatives: frozenset[Alternative]) -> frozenset[Alternative]:
    return frozenset(one for one in alternatives if not any(other < one for other in alternatives))


def _units(alternatives: frozenset[Alternative]) -> frozenset[Unit]:
    return frozenset().union(*alternatives)


def _apart(things: Sequence[tuple[Any, Iterable[Any]]]) -> list[list[Any]]:
    """The things in groups that have nothing in common; each comes with what it is made of."""
    groups: dict[int, tuple[list[Any], set[Any]]] = {}
    where: dict[Any, int] = {}
    for number, (thing, parts) in enumerate(things):
        own, made = [thing], set(parts)
        for other in {where[part] for part in made if part in where}:
            members, their = groups.pop(other)
            own, made = members + own, made | their
        groups[number] = (own, made)
        where.update(dict.fromkeys(made, number))
    return [own for own, _ in groups.values()]


def _product(factors: Iterable[Any]) -> Any:
    product: Any = 1
    for factor in factors:
        product = factor * product
    return product


class _Polynomial:
    """A polynomial with whole coefficients, lowest power first."""

    def __init__(self, terms: list[int]) -> None:
        self.terms = terms

    def __add__(self, other: Any) -> _Polynomial:
        theirs = other.terms if isinstance(other, _Polynomial) else [other]
        size = max(len(self.terms), len(theirs))
        padded = [terms + [0] * (size - len(terms)) for terms in (self.terms, theirs)]
        return _Polynomial([a + b for a, b in zip(*padded)])

    __radd__ = __add__

    def __mul__(self, other: Any) -> _Polynomial:
        if not isinstance(other, _Polynomial):
            return _Polynomial([other * term for term in self.terms])
        terms = [0] * (len(self.terms) + len(other.terms) - 1)
        for power, term in enumerate(self.terms):
            if term:
                for more, factor in enumerate(other.terms, power):
                    terms[more] += term * factor
        return _Polynomial(terms)

    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> _Polynomial:
        negative = _Polynomial([-term for term in self.terms])
        return negative.__add__(other)

    def __pow__(self, power: int) -> _Polynomial:
        half: _Polynomial = self ** (power // 2) if power > 1 else _Polynomial([1])
        square = half * half
        return square * self if power % 2 else square
