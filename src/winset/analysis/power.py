"""Power: how often a member's vote decides, under every index in common use, as exact fractions.

Definitions, with n members, w the number of winning coalitions and swings(i) the number of losing coalitions
that member i turns winning:

- Banzhaf, absolute (Penrose 1946; Banzhaf 1965): swings(i) / 2^(n-1), the chance that i decides when
  everybody else votes by a fair coin. Normalised: swings(i) / sum of all swings; the one usually tabulated.
- Shapley-Shubik (1954): the share of all orders of the members in which i is pivotal,
  the sum over swings S of |S|! (n-|S|-1)! / n!.
- Coleman (1971): to initiate action, swings(i) / number of losing coalitions; to prevent it, swings(i) / w;
  and the power of the whole body to act, w / 2^n.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any

from winset.analysis.bodies.swings import Swings, count_swings
from winset.analysis.bodies.voting import Number, VotingRule, voting_rule
from winset.analysis.result import Cell, Result, Subject, Table
from winset.errors import ArgumentError

Shares = dict[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class Power(Result):
    """Power of each member under one voting rule: exact fractions, by member."""

    swings: dict[str, int]
    winning: int  # winning coalitions, of 2 ** len(swings)
    banzhaf: Shares
    banzhaf_absolute: Shares
    shapley_shubik: Shares
    coleman_initiate: Shares
    coleman_prevent: Shares
    coleman_collective: Fraction
    notes: tuple[str, ...] = field(default=())
    deciding: dict[str, int] | None = None  # outcomes of a case that a member's vote alone carries or fails

    def tables(self) -> Sequence[Table]:
        """Shares in percent, then as exact fractions where these are short; the most powerful first."""
        shares = ("Shapley-Shubik %", "Banzhaf %", "decides %", "initiate %", "prevent %")
        own = ("outcomes it decides",) if self.deciding is not None else ()
        columns = ("member", *shares, *own, "Shapley-Shubik", "Banzhaf")
        order = sorted(self.swings, key=lambda member: -self.shapley_shubik[member])
        rows = tuple(self._row(member) for member in order)
        act = f"If all vote by a fair coin, {_percent(self.coleman_collective)}% of proposals pass."
        return [Table("Power", columns, rows, (act, *self.notes))]

    def _row(self, member: str) -> tuple[Cell, ...]:
        shares = (self.shapley_shubik, self.banzhaf)
        others = (self.banzhaf_absolute, self.coleman_initiate, self.coleman_prevent)
        own = (self.deciding[member],) if self.deciding is not None else ()
        percents = (_percent(index[member]) for index in (*shares, *others))
        return (member, *percents, *own, *(_short(index[member]) for index in shares))

    def findings(self) -> dict[str, Any]:
        """Every index as exact fractions in text, by member."""
        indices = ("banzhaf", "banzhaf_absolute", "shapley_shubik", "coleman_initiate", "coleman_prevent")
        shares = {name: {m: str(share) for m, share in getattr(self, name).items()} for name in indices}
        collective = str(self.coleman_collective)
        counts = {"winning": self.winning, "swings": self.swings}
        own = {"deciding": self.deciding} if self.deciding is not None else {}
        return {"members": list(self.swings), **counts, **shares, "coleman_collective": collective, **own}


def power(
    weights: Mapping[str, Number | Sequence[Number]] | VotingRule,
    quota: Number | Sequence[Number] | None = None,
    *,
    vetoes: Iterable[str] = (),
    chair: str | None = None,
) -> Power:
    """Power of the members of a body, or of a voting rule made with `winset.analysis.bodies.voting.voting_rule`.

    `weights`, `quota`, `vetoes` and `chair` are those of `voting_rule`: a number (or as many numbers as
    quotas) per member; the default quota is unanimity. Definitions and sources are in this module's text.

    Raises ArgumentError for an impossible rule and SizeError when exact counting is out of reach.

    >>> council = power({"north": 50, "south": 49, "east": 1}, 51)
    >>> council.shapley_shubik
    {'north': Fraction(2, 3), 'south': Fraction(1, 6), 'east': Fraction(1, 6)}
    >>> council.banzhaf["north"], council.coleman_prevent["south"]
    (Fraction(3, 5), Fraction(1, 3))
    """
    if isinstance(weights, VotingRule):
        if quota is not None or vetoes or chair is not None:
            raise ArgumentError("a voting rule already has its quotas, vetoes and chair: give it alone")
        rule = weights
    else:
        rule = voting_rule(weights, quota, vetoes=vetoes, chair=chair)
    return _indices(rule, count_swings(rule))


def _indices(rule: VotingRule, counted: Swings) -> Power:
    idle = 2 ** (len(rule.members) - counted.active)  # members without weight double every count
    swings = {member: sum(by_size) * idle for member, by_size in counted.by_member.items()}
    winning = sum(counted.winning) * idle
    coalitions = 2 ** len(rule.members)
    return Power(
        subject=_subject(rule),
        method="exact counting by generating functions",
        swings=swings,
        winning=winning,
        banzhaf=_shares(swings, sum(swings.values())),
        banzhaf_absolute=_shares(swings, coalitions // 2),
        shapley_shubik={m: _shapley(by_size) for m, by_size in counted.by_member.items()},
        coleman_initiate=_shares(swings, coalitions - winning),
        coleman_prevent=_shares(swings, winning),
        coleman_collective=Fraction(winning, coalitions),
        notes=(_IMPROPER,) if 2 * winning > coalitions else (),
    )


_IMPROPER = "More than half of all coalitions win: a proposal and its opposite could both pass."


@lru_cache(maxsize=64)  # members alike share one tuple of swings
def _shapley(swings: tuple[int, ...]) -> Fraction:
    """Share of orders in which the member is pivotal, from its swings by size."""
    n = len(swings)
    orders = sum(many * factorial(size) * factorial(n - 1 - size) for size, many in enumerate(swings))
    return Fraction(orders, factorial(n))


def _shares(swings: Mapping[str, int], of: int) -> Shares:
    return {member: Fraction(many, of) for member, many in swings.items()}


def _subject(rule: VotingRule) -> Subject:
    text = repr((rule.members, rule.routes))
    return Subject(f"a vote of {len(rule.members)} members", hashlib.sha256(text.encode()).hexdigest())


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.2f}"


def _short(share: Fraction) -> str:
    """Give the exact fraction where it can be read, nothing where it would fill the line."""
    text = str(share)
    return text if len(text) <= 15 else ""
