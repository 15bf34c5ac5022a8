"""Adjusted Winner: two parties divide issues, of which one at most is split (Brams & Taylor 1996).

Each party has the same number of points. Every issue goes to the party that put more points on it; issues
both value alike go to the party that is behind. Then issues pass from the party ahead to the other, in
order of the ratio of the points the giver put on them to the taker's, lowest first, until both have as many
of their own points; the last issue to pass is split. The division is efficient, free of envy and equitable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from winset.analysis.bodies.voting import Number, exact
from winset.analysis.result import Result, Subject, Table
from winset.errors import ArgumentError


@dataclass(frozen=True, kw_only=True)
class AdjustedWinner(Result):
    """Who gets what: `share[party][issue]` from 0 to 1, `points[party]`, alike, and what moved."""

    share: dict[str, dict[str, Fraction]]
    points: dict[str, Fraction]
    moved: tuple[tuple[str, str, Fraction], ...]  # issue, taker, the part that passed

    def tables(self) -> Sequence[Table]:
        """Shares of every issue, and the points each party ends with."""
        one, two = self.share
        rows = [
            (issue, _cell(self.share[one][issue]), _cell(self.share[two][issue])) for issue in self.share[one]
        ]
        rows.append(("points", str(self.points[one]), str(self.points[two])))
        moves = tuple(f"{issue}: {part} passes to {taker}." for issue, taker, part in self.moved)
        return [Table("Adjusted Winner", ("issue", one, two), tuple(rows), moves)]

    def findings(self) -> dict[str, Any]:
        """Shares, points and moves as exact fractions in text."""
        share = {party: {k: str(v) for k, v in shares.items()} for party, shares in self.share.items()}
        points = {party: str(points) for party, points in self.points.items()}
        moved = [{"issue": issue, "to": taker, "part": str(part)} for issue, taker, part in self.moved]
        return {"share": share, "points": points, "moved": moved}


def adjusted_winner(points: Mapping[str, Mapping[str, Number]]) -> AdjustedWinner:
    """Divide the issues between two parties: `points[party][issue]`, the same sum for both.

    Raises ArgumentError when there are not two parties, or their issues or sums differ.

    >>> treaty = adjusted_winner({"North": {"land": 60, "water": 40}, "South": {"land": 30, "water": 70}})
    >>> treaty.points, treaty.moved
    ({'North': Fraction(700, 11), 'South': Fraction(700, 11)}, (('water', 'North', Fraction(1, 11)),))
    """
    (one, two), bids = _checked(points)
    share = _first_shares(bids[one], bids[two])
    moved = _even_out(share, bids[one], bids[two])
    shares = {one: share, two: {issue: 1 - part for issue, part in share.items()}}
    totals = {party: sum(bids[party][i] * part for i, part in shares[party].items()) for party in shares}
    takers = tuple((issue, one if part > 0 else two, abs(part)) for issue, part in moved)
    digest = sha256(repr([(party, list(b.items())) for party, b in bids.items()]).encode()).hexdigest()
    subject = Subject(f"{one} and {two}", digest)
    values = {party: Fraction(total) for party, total in totals.items()}
    return AdjustedWinner(
        subject=subject,
        method="Adjusted Winner (Brams & Taylor 1996)",
        share=shares,
        points=values,
        moved=takers,
    )


def _checked(points: Mapping[str, Mapping[str, Number]]) -> tuple[list[str], dict[str, dict[str, Fraction]]]:
    if len(points) != 2:
        raise ArgumentError(f"Adjusted Winner divides between two parties, not {len(points)}")
    bids = {party: {issue: exact(bid) for issue, bid in row.items()} for party, row in points.items()}
    one, two = bids
    if missing := set(bids[one]) ^ set(bids[two]):
        raise ArgumentError(f"both parties put points on the same issues; only one does on {sorted(missing)}")
    if any(bid < 0 for row in bids.values() for bid in row.values()):
        raise ArgumentError("points are zero or more")
    sums = [sum(row.values()) for row in bids.values()]
    if sums[0] != sums[1] or not sums[0]:
        raise ArgumentError(
            f"{one} has {sums[0]} points and {two} {sums[1]}: both need the same sum, above zero"
        )
    return [one, two], bids


def _first_shares(one: Mapping[str, Fraction], two: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Give each issue to the higher bidder, then ties, in order, to the party behind (the second at par)."""
    share = {issue: Fraction(one[issue] > two[issue]) for issue in one}
    lead = sum((one[i] if part else -two[i] for i, part in share.items() if one[i] != two[i]), Fraction(0))
    for issue in (issue for issue in one if one[issue] == two[issue]):
        share[issue] = Fraction(lead < 0)
        lead += one[issue] if lead < 0 else -two[issue]
    return share


def _even_out(
    share: dict[str, Fraction], one: Mapping[str, Fraction], two: Mapping[str, Fraction]
) -> list[tuple[str, Fraction]]:
    """Pass issues from the party ahead until both have the same points; positive parts are for `one`."""
    gap = sum((one[i] * part - two[i] * (1 - part) for i, part in share.items()), Fraction(0))
    sign = -1 if gap > 0 else 1
    giver, taker = (one, two) if gap > 0 else (two, one)
    gap, moved = abs(gap), []
    held = [i for i, part in share.items() if part == (sign < 0) and taker[i]]
    for issue in sorted(held, key=lambda i: giver[i] / taker[i]):
        if not gap:
            break
        part = min(Fraction(1), gap / (one[issue] + two[issue]))
        gap -= part * (one[issue] + two[issue])
        share[issue] += sign * part
        moved.append((issue, sign * part))
    return moved


def _cell(part: Fraction) -> str:
    return str(part) if 0 < part < 1 else "all" * int(part)
