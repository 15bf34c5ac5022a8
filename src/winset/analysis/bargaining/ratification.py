"""Who ratifies, and what their answer is worth on the case's own outcomes.

- *Slack* of a body: the weight by which it passes or fails its best package, in the units of its weights,
  over the outcomes that everybody else accepts (over all feasible ones where there is none), no deal aside.
- A ratifier *decides* at an outcome when everybody else accepts it, so that its own answer settles it.
- A ratifier is *absorbed* when the others' common win-set lies inside its own: its agreement is never missing
  (Tsebelis, Veto Players, 2002).
- Power a priori counts coalitions instead of outcomes; see `winset.analysis.power`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from winset.analysis.bargaining.agreement import Agreement, Mask, Ratifier
from winset.analysis.bodies.voting import VotingRule, voting_rule
from winset.analysis.power import Power, power
from winset.analysis.result import Subject


@dataclass(frozen=True)
class Standing:
    """One whose yes is needed, party or body: the outcomes it accepts, and those where its answer decides."""

    name: str
    is_body: bool
    accepts: int
    decides: int
    absorbed: bool
    slack: float | None = None  # of a body only
    best: int | None = None  # the outcome at which a body has that slack


def standings(agreement: Agreement) -> tuple[Standing, ...]:
    """How each party at the table and each body stands on the case's own outcomes."""
    refusals = np.zeros(len(agreement.feasible), np.int16)
    for name in agreement.needed:
        refusals += ~agreement.win_sets[name]
    agreed = int((agreement.feasible & (refusals == 0)).sum())
    found = []
    for name in agreement.needed:
        accepts = agreement.win_sets[name]
        others = agreement.feasible & (refusals - ~accepts == 0)
        decides = int(others.sum())
        body = next((one for one in agreement.ratifiers if one.body.name == name), None)
        slack = _slack(agreement, body, _packages(agreement, others)) if body else (None, None)
        found.append(Standing(name, body is not None, int(accepts.sum()), decides, decides == agreed, *slack))
    return tuple(found)


def rule_of(ratifier: Ratifier) -> VotingRule:
    """The whole voting rule of a body: its thresholds, and the vetoes of its members."""
    holders = dict.fromkeys(ratifier.body.vetoes, 1)
    return ratifier.thresholds & voting_rule(holders) if holders else ratifier.thresholds


def power_of(agreement: Agreement) -> Power | None:
    """Power of every member of every body, all of which must pass: a priori, and on the case's own outcomes.

    None where no body ratifies. Members of different bodies are told apart by their body's name; those at the
    table are left out, because each has a veto.
    """
    if not agreement.ratifiers:
        return None
    several = len(agreement.ratifiers) > 1
    rules: list[VotingRule] = []
    deciding: dict[str, int] = {}
    for one in agreement.ratifiers:
        prefix = f"{one.body.name}: " if several else ""
        rules.append(_renamed(rule_of(one), prefix))
        deciding |= {prefix + member: many for member, many in members_deciding(agreement, one).items()}
    about = Subject(agreement.case.title, agreement.case.digest)
    return replace(power(reduce(VotingRule.__and__, rules)), subject=about, deciding=deciding)


def members_deciding(agreement: Agreement, ratifier: Ratifier) -> dict[str, int]:
    """Outcomes that all others needed accept, and where a member's vote alone carries or fails its body."""
    yes = {party: agreement.accepts(party) for party in agreement.asked}
    others = agreement.feasible.copy()
    for name in agreement.needed:
        if name != ratifier.body.name:
            others &= agreement.win_sets[name]
    rule, votes = rule_of(ratifier), ratifier.votes(yes)
    return {
        member: int((others & (_vote(rule, votes, member, True) & ~_vote(rule, votes, member, False))).sum())
        for member in votes
    }


def _packages(agreement: Agreement, others: Mask) -> Mask:
    """What a body would vote on: what all others accept, or anything feasible; not the absence of a deal."""
    for some in (others, agreement.feasible):
        packages = some.copy()
        if (no_deal := agreement.no_deal) is not None:
            packages[no_deal] = False
        if packages.any():
            return packages
    return agreement.feasible


def _slack(agreement: Agreement, ratifier: Ratifier, over: Mask) -> tuple[float, int]:
    here = np.flatnonzero(over)
    votes = {
        member: said[here]
        for member, said in ratifier.votes({p: agreement.accepts(p) for p in ratifier.parties}).items()
    }
    slack = ratifier.thresholds.slack(votes)
    best = int(np.argmax(slack))
    return float(slack[best]), int(here[best])


def _vote(rule: VotingRule, votes: dict[str, Mask], member: str, said: bool) -> Mask:
    return rule.passes({**votes, member: np.full_like(votes[member], said)})


def _renamed(rule: VotingRule, prefix: str) -> VotingRule:
    routes = tuple(
        tuple(
            replace(quota, weights=tuple((prefix + m, weight) for m, weight in quota.weights))
            for quota in route
        )
        for route in rule.routes
    )
    return VotingRule(tuple(prefix + member for member in rule.members), routes)
