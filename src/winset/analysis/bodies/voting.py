"""Voting rules: when the members who say yes are enough.

A rule is one or more *routes*; a route is quotas that must all be met. Weighted majority, several
thresholds at once, vetoes, a chair who breaks ties and bodies in parallel are all written this way, so that
ratification and power read the same rule:

>>> council = voting_rule({"north": 4, "south": 3, "east": 2}, 6, vetoes=["north"])
>>> president, house = voting_rule({"president": 1}, 1), voting_rule({"a": 1, "b": 1, "c": 1}, 2)
>>> law = president & house | voting_rule({"a": 1, "b": 1, "c": 1}, 3)  # or the house overrides
>>> law.members
('president', 'a', 'b', 'c')
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from winset.errors import ArgumentError, suggestion

Number = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Quota:
    """The members who say yes carry together at least `needed` of these weights (zero weights left out)."""

    weights: tuple[tuple[str, Fraction], ...]
    needed: Fraction

    def in_integers(self) -> tuple[dict[str, int], int]:
        """Give the quota in the smallest whole weights: {member: weight}, and the weight needed."""
        scale = math.lcm(*(weight.denominator for _, weight in self.weights))
        whole = {member: int(weight * scale) for member, weight in self.weights}
        divisor = math.gcd(*whole.values())
        return {m: w // divisor for m, w in whole.items()}, math.ceil(self.needed * scale / divisor)


@dataclass(frozen=True, slots=True)
class VotingRule:
    """A monotone voting rule: it passes when every quota of at least one route is met.

    `a & b` needs both (bodies in parallel), `a | b` needs either (an override).
    """

    members: tuple[str, ...]
    routes: tuple[tuple[Quota, ...], ...]

    def __and__(self, other: VotingRule) -> VotingRule:
        routes = tuple(one + two for one in self.routes for two in other.routes)
        return VotingRule(_merged(self.members, other.members), routes)

    def __or__(self, other: VotingRule) -> VotingRule:
        return VotingRule(_merged(self.members, other.members), self.routes + other.routes)

    def passes(self, yes: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Where the rule passes: bool (outcomes,), from who says yes where: {member: bool (outcomes,)}."""
        routes = [np.logical_and.reduce([_met(quota, yes) for quota in route]) for route in self.routes]
        return np.asarray(np.logical_or.reduce(routes), np.bool_)

    def slack(self, yes: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.float64]:
        """Weight beyond what is needed, float (outcomes,): negative where the rule fails.

        A route's slack is that of its tightest quota, and the rule's that of its best route; each in the
        units of the weights given.
        """
        routes = [np.minimum.reduce([_surplus(quota, yes) for quota in route]) for route in self.routes]
        return np.asarray(np.maximum.reduce(routes), np.float64)


def voting_rule(
    weights: Mapping[str, Number | Sequence[Number]],
    quota: Number | Sequence[Number] | None = None,
    *,
    vetoes: Iterable[str] = (),
    chair: str | None = None,
) -> VotingRule:
    """Make the rule of one body: weights, a quota (none: unanimity), vetoes and a chair who breaks ties.

    Several thresholds at once: a sequence of weights per member and as many quotas, all to be met. The chair
    may be a member, or stand outside with a casting vote only; it counts where the votes are split exactly in
    half, so the quota must be the simple majority. Numbers are taken as written (0.1 is one tenth).

    Raises ArgumentError: a quota that is not positive or above the total weight, a weight below zero, weights
    and quotas of different number, a veto of no member, a chair under another quota than the simple majority.
    """
    rows = _weight_rows(weights)
    needed = _needed(rows, quota)
    if chair is not None:
        _add_casting_vote(rows, needed, chair)
    members = tuple(weights) if chair is None or chair in weights else (*weights, chair)
    quotas = [_quota(row, need) for row, need in zip(rows, needed)]
    holders = tuple(dict.fromkeys(vetoes))
    for holder in holders:
        if holder not in members:
            raise ArgumentError(_unknown("veto", holder, members))
    if holders:
        quotas.append(_quota({holder: Fraction(1) for holder in holders}, Fraction(len(holders))))
    return VotingRule(members, (tuple(quotas),))


def exact(number: Number) -> Fraction:
    """Give a number as the fraction it is written as: 0.1 is one tenth, not its nearest binary float."""
    if isinstance(number, float):
        if not math.isfinite(number):
            raise ArgumentError(f"{number} is not a weight: a weight is a finite number")
        return Fraction(repr(number))
    return Fraction(number)


def _weight_rows(weights: Mapping[str, Number | Sequence[Number]]) -> list[dict[str, Fraction]]:
    if not weights:
        raise ArgumentError("a voting rule needs at least one member")
    vectors = {member: _vector(value) for member, value in weights.items()}
    lengths = {len(vector) for vector in vectors.values()}
    if len(lengths) > 1:
        raise ArgumentError(f"every member needs as many weights as the others; found {sorted(lengths)}")
    for member, vector in vectors.items():
        for weight in vector:
            if weight < 0:
                raise ArgumentError(f'member "{member}" has weight {weight}: a weight is zero or more')
    return [{m: vector[k] for m, vector in vectors.items()} for k in range(lengths.pop())]


def _needed(rows: list[dict[str, Fraction]], quota: Number | Sequence[Number] | None) -> list[Fraction]:
    totals = [sum(row.values(), Fraction(0)) for row in rows]
    needed = totals if quota is None else _vector(quota)
    if len(needed) != len(rows):
        raise ArgumentError(f"{len(rows)} weights per member but {len(needed)} quotas: give one for each")
    for need, total in zip(needed, totals):
        if need <= 0:
            raise ArgumentError(f"a quota of {need} would pass with no votes at all: a quota is above zero")
        if need > total:
            raise ArgumentError(f"the quota {need} is above the total weight {total}: nothing can ever pass")
    return list(needed)


def _add_casting_vote(rows: list[dict[str, Fraction]], needed: list[Fraction], chair: str) -> None:
    """Give the chair half a unit, so that it decides at an exact tie and nowhere else."""
    if len(rows) != 1:
        raise ArgumentError("a chair breaks ties under one quota, not under several")
    row = rows[0]
    scale = math.lcm(*(weight.denominator for weight in row.values()))
    unit = Fraction(math.gcd(*(int(weight * scale) for weight in row.values())), scale)
    half = sum(row.values(), Fraction(0)) / 2
    majority = (half // unit + 1) * unit
    if not half < needed[0] <= majority:
        raise ArgumentError(
            f'the chair "{chair}" breaks ties only under a simple majority (quota {majority})'
        )
    needed[0] = majority
    if half % unit == 0:
        row[chair] = row.get(chair, Fraction(0)) + unit / 2
        needed[0] = half + unit / 2


def _quota(row: Mapping[str, Fraction], needed: Fraction) -> Quota:
    return Quota(tuple((member, weight) for member, weight in row.items() if weight), needed)


def _vector(value: Number | Sequence[Number]) -> tuple[Fraction, ...]:
    parts = (value,) if isinstance(value, int | float | Fraction) else value
    return tuple(exact(part) for part in parts)


def _merged(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one + two))


def _met(quota: Quota, yes: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    whole, needed = quota.in_integers()
    total = np.zeros(len(next(iter(yes.values()))), np.int64)
    for member, weight in whole.items():
        total += weight * yes[member]
    return total >= needed


def _surplus(quota: Quota, yes: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.float64]:
    total = np.zeros(len(next(iter(yes.values()))), np.float64)
    for member, weight in quota.weights:
        total += float(weight) * yes[member]
    return total - float(quota.needed)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    hint = suggestion(name, known)
    return f'the {what} of "{name}" is of no member' + (f" ({hint})" if hint else "")
