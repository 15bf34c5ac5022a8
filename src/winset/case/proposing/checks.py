"""The checks every proposal passes, whoever made it: formulas that can be read, a status quo that no rule forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from winset.case.formulas.formula import FormulaError, evaluate, parse
from winset.case.formulas.names import unknown_names
from winset.case.proposing.proposal import Proposal

YES_OR_NO = ("no", "yes")


def sound(proposal: Proposal) -> Proposal:
    """A proposal without the rules that cannot be read or that its status quo breaks; each is listed as dropped.

    The status quo that is left keeps every rule, so that the case has an outcome.
    """
    orders = {option.id: YES_OR_NO for option in proposal.options}
    now = {option.id: "yes" if option.now else "no" for option in proposal.options}
    wrong = {rule.id: found for rule in proposal.rules if (found := fault(rule.id, now, orders))}
    return replace(
        proposal,
        rules=tuple(rule for rule in proposal.rules if rule.id not in wrong),
        dropped=(*proposal.dropped, *(f"rule {rule}: {found}" for rule, found in wrong.items())),
    )


def fault(rule: str, now: Mapping[str, str], orders: Mapping[str, tuple[str, ...]]) -> str | None:
    """What is wrong with a rule, or None."""
    try:
        formula = parse(rule)
    except FormulaError as error:
        return error.message
    unknown = list(unknown_names(formula, orders))
    if unknown:
        return unknown[0].message
    return None if evaluate(formula, now, orders) else "the status quo breaks it"
