"""The case's lines, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case, Line, Preference, Ranking, Statement, Statements, Weight, Weights


def lines_of(case: Case) -> Iterator[Line]:
    """Every line of a case that can carry a reason, evidence and a likelihood."""
    yield from case.parties
    yield from case.options
    yield from case.rules
    for preference in case.preferences.values():
        yield from preference_lines(preference)
    if case.deal is not None:
        yield from case.deal.red_lines
        yield from case.deal.ratified_by


def preference_lines(preference: Preference) -> tuple[Statement | Weight, ...]:
    """The lines a preference is made of; none where it ranks or rates outcomes by id."""
    if isinstance(preference, Statements):
        return preference.statements
    if isinstance(preference, Weights):
        return preference.weights
    if isinstance(preference, Ranking):
        return tuple(statement for tier in preference.tiers for statement in tier)
    return ()
