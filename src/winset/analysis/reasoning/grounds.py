"""What decides a party's answer to an outcome: the lines of its preference that tell it from its fallback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from winset.analysis.bargaining.agreement import Agreement
from winset.case.formulas.formula import Formula, evaluate
from winset.case.formulas.masks import levels_of
from winset.case.model import Line, Ranking, RedLine, Rule, Statement, Statements, Weight, Weights

Levels = Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """Why a party answers as it does: the lines that decide, and whether they speak for the outcome.

    `lines` are those on which the outcome and the fallback differ and which settle the comparison: the
    first such statement, every weight that differs, or the tiers of both. Empty where the party finds them
    alike, or ranks outcomes by id.
    """

    party: str
    lines: tuple[Line, ...]
    in_favour: bool


def ground(agreement: Agreement, party: str, index: int) -> Ground:
    """Find the lines that decide a party's answer: the red lines crossed, or else what it wants."""
    crossed = crossed_lines(agreement, party, index)
    return Ground(party, crossed, False) if crossed else wish(agreement, party, index)


def wish(agreement: Agreement, party: str, index: int) -> Ground:
    """Find the lines of a party's preference that decide between an outcome and its fallback."""
    fallback = agreement.fallback[party]
    here = agreement.built.levels(index)
    yes = bool(agreement.consents[party][index])
    if fallback is None:
        return Ground(party, _weights_at(agreement, party, here), yes)
    there = agreement.built.levels(fallback)
    match agreement.preference(party):
        case Statements(statements):
            return Ground(party, _first_difference(agreement, statements, here, there), yes)
        case Weights(weights):
            return Ground(party, _differing(agreement, weights, here, there), yes)
        case Ranking(tiers):
            both = (_tier(agreement, tiers, levels) for levels in (here, there))
            return Ground(party, tuple(dict.fromkeys(line for line in both if line)), yes)
    return Ground(party, (), yes)


def crossed_lines(agreement: Agreement, party: str, index: int) -> tuple[RedLine, ...]:
    """The red lines of a party that an outcome crosses."""
    own = (line for line in agreement.deal.red_lines if line.party == party)
    return tuple(line for line in own if not agreement.keeps[line.id][index])


def broken_rules(agreement: Agreement, index: int) -> tuple[Rule, ...]:
    """The rules that an outcome breaks."""
    return tuple(rule for rule in agreement.case.rules if not agreement.keeps[rule.id][index])


def cited(lines: Iterable[Line]) -> tuple[str, ...]:
    """The claims and quotes that lines rest on, each once."""
    return tuple(dict.fromkeys(str(evidence) for line in lines for evidence in line.evidence))


def true_at(agreement: Agreement, formula: Formula, levels: Levels) -> bool:
    """Whether a formula of the case is true of some levels."""
    return evaluate(formula, levels, levels_of(agreement.case))


def _first_difference(
    agreement: Agreement, statements: tuple[Statement, ...], here: Levels, there: Levels
) -> tuple[Line, ...]:
    for one in statements:
        if true_at(agreement, one.that, here) != true_at(agreement, one.that, there):
            return (one,)
    return ()


def _differing(
    agreement: Agreement, weights: tuple[Weight, ...], here: Levels, there: Levels
) -> tuple[Line, ...]:
    differing = (
        one
        for one in weights
        if one.weight and true_at(agreement, one.that, here) != true_at(agreement, one.that, there)
    )
    return tuple(sorted(differing, key=lambda one: -abs(one.weight)))


def _weights_at(agreement: Agreement, party: str, here: Levels) -> tuple[Line, ...]:
    preference = agreement.preference(party)
    if not isinstance(preference, Weights):
        return ()
    return tuple(one for one in preference.weights if true_at(agreement, one.that, here))


def _tier(agreement: Agreement, tiers: tuple[tuple[Statement, ...], ...], levels: Levels) -> Line | None:
    return next((one for tier in tiers for one in tier if true_at(agreement, one.that, levels)), None)
