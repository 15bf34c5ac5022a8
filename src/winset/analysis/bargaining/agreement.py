"""What an agreement needs, as arrays: which outcomes each party and each ratifying body accepts, and why not.

A party's *win-set* holds the outcomes it finds at least as good as its fallback (Putnam, International
Organization 42, 1988), or better where it must gain, and that cross none of its red lines. A body accepts
what enough of its members vote for, each as the party it stands for would. The *zone of agreement* holds
the feasible outcomes that every party whose consent is needed and every body accepts.

Everything that can keep an outcome out is an *element* with a name: a rule, a red line, a party's refusal
(the outcome is below its fallback), a body's threshold, a member's veto. `Agreement.zone` tells the zone
with any of them lifted; that is the definition the searches of `winset.analysis.blocking.unlocking` are tested
against.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from winset.analysis.bodies.voting import VotingRule, voting_rule
from winset.case.build import Built, build
from winset.case.clash import fallback_broken, fallback_levels, problem_at
from winset.case.model import Body, Case, Deal, Determined, Line
from winset.case.uncertain.rankings import determined
from winset.errors import CaseError, UndefinedError
from winset.game.moves import Values, moves_of

if TYPE_CHECKING:
    from winset.case.preferences import Utility

Mask = NDArray[np.bool_]
Kind = Literal["rule", "red line", "refusal", "threshold", "veto", "instability"]


@dataclass(frozen=True, slots=True)
class Element:
    """Something named that can keep an outcome out of the zone, with the line of the case it stands on.

    `id` is what costs and `lifted` name it by; `owner` is the party or the body it belongs to, None for a
    rule.
    """

    id: str
    kind: Kind
    owner: str | None = None
    line: Line | None = None


@dataclass(frozen=True, eq=False)
class Ratifier:
    """A ratifying body: its thresholds as a voting rule, and the party each voter stands for."""

    body: Body
    thresholds: VotingRule
    voters: Mapping[str, str]

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties its members stand for, each once."""
        return tuple(dict.fromkeys(self.voters.values()))

    def votes(self, yes: Mapping[str, Mask]) -> dict[str, Mask]:
        """What each member votes, from what each party says."""
        return {member: yes[party] for member, party in self.voters.items()}

    def passes(self, yes: Mapping[str, Mask], lifted: Collection[str] = ()) -> Mask:
        """Where the body ratifies: thresholds met and no veto against, apart from what is lifted."""
        votes = self.votes(yes)
        passed = np.ones_like(next(iter(votes.values())))
        if threshold_id(self.body) not in lifted:
            passed &= self.thresholds.passes(votes)
        for member in self.body.vetoes:
            if veto_id(self.body, member) not in lifted:
                passed &= votes[member]
        return passed


@dataclass(frozen=True, eq=False)
class Agreement:
    """What an agreement needs in one case, over all combinations of options, feasible or not.

    built: the case with its rules. deal: its deal block, or the default one. consents: bool `(outcomes,)`
    by party, where it finds an outcome as good as its fallback. keeps: bool `(outcomes,)` by element, where
    a rule or a red line is kept. fixed: why the rules cannot be questioned, or None where they can.
    """

    built: Built
    deal: Deal
    fallback: Mapping[str, int | None]
    consents: Mapping[str, Mask]
    keeps: Mapping[str, Mask]
    ratifiers: tuple[Ratifier, ...]
    fixed: str | None

    @property
    def case(self) -> Case:
        """The case."""
        return self.built.case

    @property
    def asked(self) -> tuple[str, ...]:
        """The parties who are asked: those whose consent is needed, then those who vote in a body."""
        voters = (party for body in self.ratifiers for party in body.parties)
        return tuple(dict.fromkeys([*self.deal.between, *voters]))

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Everything that can keep an outcome out: rules, red lines, refusals, thresholds, vetoes."""
        rules = [] if self.fixed else [Element(rule.id, "rule", None, rule) for rule in self.case.rules]
        lines = [Element(x.id, "red line", x.party, x) for x in self.deal.red_lines if x.party in self.asked]
        refusals = [Element(refusal_id(p), "refusal", p, self._wish(p)) for p in self.asked]
        bodies = [Element(threshold_id(r.body), "threshold", r.body.name, r.body) for r in self.ratifiers]
        holders = [(one.body, member) for one in self.ratifiers for member in one.body.vetoes]
        vetoes = [Element(veto_id(body, member), "veto", body.name, body) for body, member in holders]
        return (*rules, *lines, *refusals, *bodies, *vetoes)

    @cached_property
    def feasible(self) -> Mask:
        """The outcomes that exist."""
        feasible = self.built.game.feasible
        return np.ones(self.built.game.outcomes, np.bool_) if feasible is None else feasible

    def exists(self, lifted: Collection[str] = ()) -> Mask:
        """The outcomes that the rules not lifted allow."""
        if self.fixed or not any(rule.id in lifted for rule in self.case.rules):
            return self.feasible
        kept = np.ones(self.built.game.outcomes, np.bool_)
        for rule in self.case.rules:
            if rule.id not in lifted:
                kept &= self.keeps[rule.id]
        return kept

    def accepts(self, party: str, lifted: Collection[str] = ()) -> Mask:
        """Where a party says yes: as good as its fallback, across no red line of its; feasible or not."""
        yes = np.ones_like(self.feasible) if refusal_id(party) in lifted else self.consents[party].copy()
        for line in self.deal.red_lines:
            if line.party == party and line.id not in lifted:
                yes &= self.keeps[line.id]
        return yes

    def zone(self, lifted: Collection[str] = ()) -> Mask:
        """The zone of agreement, with the elements named in `lifted` out of the way: bool `(outcomes,)`."""
        yes = {party: self.accepts(party, lifted) for party in self.asked}
        zone = self.exists(lifted).copy()
        for party in self.deal.between:
            zone &= yes[party]
        for ratifier in self.ratifiers:
            zone &= ratifier.passes(yes, lifted)
        return zone

    @cached_property
    def win_sets(self) -> dict[str, Mask]:
        """The win-set of every party asked and of every body, by id or name: feasible outcomes only."""
        yes = {party: self.accepts(party) for party in self.asked}
        bodies = {one.body.name: one.passes(yes) & self.feasible for one in self.ratifiers}
        return {**{party: said & self.feasible for party, said in yes.items()}, **bodies}

    @cached_property
    def sides(self) -> dict[str, Mask]:
        """The win-set of each side: of a party at the table together with the bodies that ratify on its side."""
        found = {party: self.win_sets[party].copy() for party in self.deal.between}
        for one in self.ratifiers:
            if one.body.of in found:
                found[one.body.of] &= self.win_sets[one.body.name]
        return found

    @property
    def needed(self) -> tuple[str, ...]:
        """Whose yes the zone needs: party ids of those at the table, then names of bodies."""
        return (*self.deal.between, *(one.body.name for one in self.ratifiers))

    @property
    def no_deal(self) -> int | None:
        """The outcome that is the fallback of everyone at the table, where it is one and the same."""
        fallbacks = {self.fallback[party] for party in self.deal.between}
        return fallbacks.pop() if len(fallbacks) == 1 else None

    def index(self, party: str) -> int:
        """The place of a party in the arrays of the game."""
        return self.built.game.parties.index(party)

    def worst_answer(self, party: str) -> Values:
        """The rank of the worst that the others' improvements can bring a party to from each outcome (SEQ)."""
        if party not in self._answers:
            game, row = self.built.game, self.index(party)
            self._answers[party] = moves_of(game).worst_by_improvements(row, game.ranks[row])
        return self._answers[party]

    @cached_property
    def _answers(self) -> dict[str, Values]:
        return {}

    def preference(self, party: str) -> Determined | None:
        """What a party wants; where that is open, the preference by which its outcomes are ranked."""
        found = self.case.preferences.get(party)
        return None if found is None else determined(found)

    def utilities(self, party: str) -> Utility | None:
        """A party's utilities over all indices, or None where its preference is ordinal."""
        return self.built.utilities(self.index(party))

    def reserve(self, party: str) -> float | None:
        """The utility of a party's fallback, or None where its preference is ordinal."""
        if party in self.deal.reservation:
            return self.deal.reservation[party]
        utilities, fallback = self.utilities(party), self.fallback[party]
        return None if utilities is None or fallback is None else float(utilities[fallback])

    def _wish(self, party: str) -> Line | None:
        preference = self.case.preferences.get(party)
        return preference.line if preference else None


def agreement(case: Case, max_outcomes: int | None = None) -> Agreement:
    """What an agreement needs in a case.

    Without a deal block every party's consent is needed and the status quo is everyone's fallback. Raises
    CaseError when a fallback breaks a rule or a member stands for nobody, UndefinedError when a party has
    neither a fallback nor a status quo to fall back on, and whatever `build` raises.
    """
    problems = fallback_broken(case)
    if problems:
        raise CaseError(problems)
    built = build(case, max_outcomes)
    deal = case.deal or Deal(between=built.game.parties)
    free, fixed = _without_rules(case, built)
    ratifiers = tuple(_ratifier(body, built.game.parties) for body in deal.ratified_by)
    voters = (party for one in ratifiers for party in one.parties)
    asked = tuple(dict.fromkeys([*deal.between, *voters]))
    fallback = {party: _fallback(case, built, party) for party in asked}
    consents = {party: _consents(free, deal, party, fallback[party]) for party in asked}
    keeps = {rule.id: free.masks(rule.that) for rule in case.rules}
    keeps |= {line.id: free.masks(line.that) for line in deal.red_lines}
    return Agreement(built, deal, fallback, consents, keeps, ratifiers, fixed)


def refusal_id(party: str) -> str:
    """The name of a party's refusal of what is below its fallback."""
    return f"refusal {party}"


def threshold_id(body: Body) -> str:
    """The name of a body's thresholds: the id of the body's own line."""
    return body.id


def veto_id(body: Body, member: str) -> str:
    """The name of a member's veto."""
    return f"veto {body.name} {member}"


def _without_rules(case: Case, built: Built) -> tuple[Built, str | None]:
    """The case built without its rules, so that every combination has a rank; or why that is impossible."""
    if not case.rules:
        return built, None
    try:
        return build(replace(case, rules=()), built.game.outcomes), None
    except CaseError as error:
        return (
            built,
            f"preferences say nothing of outcomes that the rules exclude: {error.problems[0].message}",
        )


def _ratifier(body: Body, parties: Collection[str]) -> Ratifier:
    every = [*body.members, *([body.chair] if body.chair else [])]
    voters = {voter: body.stands_for.get(voter, voter) for voter in every}
    for member, party in voters.items():
        if party not in parties:
            message = f'member "{member}" of "{body.name}" stands for nobody'
            raise CaseError([problem_at(body, message, "say whom under `stands_for`")])
    weights = {
        member: [weight, *(one.members.get(member, 0) for one in body.also)]
        for member, weight in body.members.items()
    }
    quotas = [
        sum(one.values()) if quota is None else quota
        for one, quota in [(body.members, body.quota), *((t.members, t.quota) for t in body.also)]
    ]
    return Ratifier(body, voting_rule(weights, quotas, chair=body.chair), voters)


def _fallback(case: Case, built: Built, party: str) -> int | None:
    if case.deal is not None and party in case.deal.reservation:
        return None
    levels = fallback_levels(case, party)
    if not levels:
        remedy = "give the case a `status_quo`, or the party a `fallback`"
        raise UndefinedError(f'what "{party}" has without agreement is not said: {remedy}')
    return built.index_at(levels)


def _consents(free: Built, deal: Deal, party: str, fallback: int | None) -> Mask:
    """Where a party finds an outcome at least as good as its fallback, or better where it must gain."""
    row = free.game.parties.index(party)
    if fallback is None:
        utilities = free.utilities(row)
        if utilities is None:
            raise UndefinedError(f'"{party}" has no utilities to compare its reservation with')
        reserve = deal.reservation[party]
        return np.asarray(utilities > reserve if party in deal.must_gain else utilities >= reserve)
    ranks = free.game.ranks[row]
    return np.asarray(ranks > ranks[fallback] if party in deal.must_gain else ranks >= ranks[fallback])
