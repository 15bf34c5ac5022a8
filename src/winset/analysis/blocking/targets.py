"""A target somebody wants: what stands between it and agreement, and where it stands today.

A target is a formula. An outcome that makes it true is *reached* when it is in the zone of agreement and,
unless that is not asked, no party would leave it once agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from winset.analysis.bargaining.agreement import Agreement, Element, Mask, agreement
from winset.analysis.bargaining.choices import Indices
from winset.analysis.bargaining.fallback_bargaining import fallback_bargaining
from winset.analysis.blocking.minimal_sets import patterns
from winset.analysis.naming import known_name
from winset.analysis.question import Question
from winset.analysis.result import Result, Subject
from winset.analysis.stability import CONCEPTS, stability
from winset.case.model import Case
from winset.errors import ArgumentError, UndefinedError

_GAMES = 24  # sets of broken rules for which the game without them is built, to see what would hold in it


def instability_id(party: str) -> str:
    """The name of a party's interest in leaving an outcome once it is agreed."""
    return f"instability {party}"


@dataclass(frozen=True, eq=False)
class Target:
    """Outcomes somebody wants, and what stands between them and agreement.

    wanted: bool `(outcomes,)` over all combinations. leaves: by party, where it would leave an outcome once
    agreed; empty where nobody asks whether the deal would hold. unjudged: wanted outcomes left out because
    too many different sets of rules would have to go before it could be said who would leave them.
    """

    agreement: Agreement
    wanted: Mask
    leaves: Mapping[str, Mask]
    unjudged: int = 0

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element in play: those of the agreement, then the parties' interest in leaving."""
        unstable = (Element(instability_id(party), "instability", party) for party in self.leaves)
        return (*self.agreement.elements, *unstable)

    def reached(self, lifted: Iterable[str] = ()) -> Mask:
        """The wanted outcomes that are agreed and left by nobody once the elements named are lifted."""
        out = frozenset(lifted)
        found = self.agreement.zone(out) & self.wanted
        for party, leaves in self.leaves.items():
            if instability_id(party) not in out:
                found &= ~leaves
        return found


def target(agreement: Agreement, wanted: Mask, hold: str | None = None) -> Target:
    """Make the target `wanted`; with `hold`, a stability concept, it must also hold under that concept.

    Whether a party would leave an outcome that rules exclude is judged in the game without just those rules.
    """
    if agreement.fixed:
        wanted = wanted & agreement.feasible
    if hold is None:
        return Target(agreement, wanted, {})
    unstable = np.zeros((len(agreement.case.parties), len(wanted)), np.bool_)
    judged = wanted & agreement.feasible
    unstable[:, judged] = ~stability(agreement.case, hold).stable[hold][:, judged]
    for rules, here in _by_broken_rules(agreement, wanted & ~agreement.feasible):
        case = replace(agreement.case, rules=tuple(r for r in agreement.case.rules if r.id not in rules))
        unstable[:, here] = ~stability(case, hold).stable[hold][:, here]
        judged |= here
    leaves = dict(zip(agreement.built.game.parties, unstable))
    return Target(agreement, judged, leaves, int((wanted & ~judged).sum()))


def _by_broken_rules(agreement: Agreement, among: Mask) -> list[tuple[frozenset[str], Mask]]:
    """The outcomes by the rules they break, fewest first, for at most `_GAMES` different sets of rules."""
    breaks = {rule.id: ~agreement.keeps[rule.id] for rule in agreement.case.rules}
    if not among.any():
        return []
    sets = sorted(patterns(list(breaks.values()), among).as_sets(), key=int.bit_count)
    found = []
    for one in sets[:_GAMES]:
        here = among.copy()
        for bit, mask in enumerate(breaks.values()):
            here &= mask if one >> bit & 1 else ~mask
        found.append((frozenset(rule for bit, rule in enumerate(breaks) if one >> bit & 1), here))
    return found


@dataclass(frozen=True, kw_only=True)
class Asked(Result):
    """What an answer about a target knows: the target, and where it stands today.

    target: the formula as given. wanted: the outcomes that make it true. reached: those already in the zone
    that nobody would leave. left: those in the zone that somebody would leave. common: what the reached
    ones share.
    """

    agreement: Agreement
    question: Question
    target: str
    wanted: Target
    reached: Indices
    left: Indices
    common: dict[str, str]

    def label(self, index: int) -> str:
        """An outcome for a table: id and name, or its levels where a rule excludes it."""
        if self.agreement.feasible[index]:
            return self.question.label(index)
        return self.agreement.built.describe(index)

    def standing(self) -> dict[str, Any]:
        """Where the target stands today, as data."""
        ids = self.question.ids
        return {"target": self.target, "reached": ids(self.reached), "agreed_but_left": ids(self.left)}


def asked(case: Case, formula: str, hold: str | None, max_outcomes: int | None) -> dict[str, Any]:
    """The fields of `Asked` for a formula: the target made an array, and where it stands today.

    Raises ArgumentError for an unknown concept, a formula that cannot be read, or that nothing makes true.
    """
    if hold is not None:
        known_name(hold, CONCEPTS)
    terms = agreement(case, max_outcomes)
    mask = terms.built.masks(terms.built.formula(formula))
    if not mask.any():
        raise ArgumentError(f'no combination of options makes "{formula}" true: there is nothing to unlock')
    wanted = target(terms, mask, hold)
    if not wanted.wanted.any():
        raise UndefinedError(f'every outcome that makes "{formula}" true breaks a rule, and {terms.fixed}')
    reached, agreed = wanted.reached(), terms.zone() & mask
    return {
        "subject": Subject(case.title, case.digest),
        "method": "minimal sets over explicit outcomes",
        "parameters": {"target": formula, "hold": hold},
        "agreement": terms,
        "question": Question(terms.built.game, Subject(case.title, case.digest), case, terms.built),
        "target": formula,
        "wanted": wanted,
        "reached": np.flatnonzero(reached),
        "left": np.flatnonzero(agreed & ~reached),
        "common": _common(terms, reached),
    }


def _common(terms: Agreement, reached: Mask) -> dict[str, str]:
    """The levels that all reached outcomes share, by option."""
    rows = [terms.built.levels(int(index)) for index in np.flatnonzero(reached)]
    return (
        {option: level for option, level in rows[0].items() if all(r[option] == level for r in rows)}
        if rows
        else {}
    )


def good_one(terms: Agreement, among: Mask) -> int:
    """Choose an example: of the feasible outcomes, if any, one that fallback bargaining would pick."""
    feasible = among & terms.feasible
    if not feasible.any():
        return int(np.flatnonzero(among)[0])
    ranks = terms.built.game.ranks[[terms.index(party) for party in terms.deal.between]]
    return int(fallback_bargaining(ranks, among=feasible).outcomes[0])
