"""Rules that cannot hold together: which ones leave no outcome, and which ones a status quo breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from winset.case.formulas.formula import evaluate
from winset.case.formulas.masks import Masks, levels_of
from winset.case.model import Case, Line, Rule
from winset.errors import Problem


def clashing_rules(case: Case) -> tuple[Rule, ...]:
    """A minimal set of rules that leave no outcome, in the case's order; empty when the rules leave some.

    Minimal: without any one of them the others leave an outcome. Found by insertion (de Siqueira and Puget
    1988): rules are added until no outcome is left; the last one added is necessary, those after it are not.
    """
    masks, necessary, candidates = Masks(levels_of(case)), list[Rule](), list(case.rules)
    while True:
        last = _first_to_empty(masks, necessary, candidates)
        if last is None:
            return ()
        if last == -1:
            return tuple(rule for rule in case.rules if rule in necessary)
        necessary.append(candidates[last])
        del candidates[last:]


def _first_to_empty(masks: Masks, necessary: Sequence[Rule], candidates: Sequence[Rule]) -> int | None:
    """The candidate that, added in turn to the necessary rules, empties them: -1 before any, None if none."""
    left = np.ones(masks.outcomes.shape, dtype=np.bool_)
    for rule in necessary:
        left &= masks.compact(rule.that)
    if not left.any():
        return -1
    for position, rule in enumerate(candidates):
        left &= masks.compact(rule.that)
        if not left.any():
            return position
    return None


def broken_rules(case: Case, levels: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules that an outcome, a level for every option, breaks."""
    options = levels_of(case)
    return tuple(rule for rule in case.rules if not evaluate(rule.that, levels, options))


def no_outcome_left(rules: Sequence[Rule]) -> Problem:
    """The problem of rules that leave no outcome."""
    named = "; ".join(described(rule) for rule in rules)
    if len(rules) == 1:
        return problem_at(rules[0], f"no outcome is left: {named} can never hold", "change it")
    message = f"no outcome is left: these {len(rules)} rules cannot all hold: {named}"
    return problem_at(rules[0], message, "change or drop one of them")


def status_quo_broken(case: Case) -> list[Problem]:
    """One problem for each rule that the status quo breaks."""
    rules = broken_rules(case, case.status_quo) if case.status_quo else ()
    hint = "change the status quo, or the rule"
    return [problem_at(rule, f"the status quo breaks {described(rule)}", hint) for rule in rules]


def fallback_levels(case: Case, party: str) -> Mapping[str, str]:
    """What a party has without agreement, a level for every option; the status quo where the deal is silent.

    Options that the fallback does not name stand at their first level. Empty where there is no status quo.
    """
    if case.deal is None or party not in case.deal.fallback:
        return case.status_quo
    given = case.deal.fallback[party]
    return dict(given) if case.is_graph else {o.id: given.get(o.id, o.levels[0]) for o in case.options}


def fallback_broken(case: Case) -> list[Problem]:
    """One problem for each rule that a party's own fallback breaks."""
    hint = "change the fallback, or the rule"
    return [
        problem_at(rule, f'the fallback of "{party}" breaks {described(rule)}', hint)
        for party in (case.deal.fallback if case.deal else ())
        for rule in broken_rules(case, fallback_levels(case, party))
    ]


def described(rule: Rule) -> str:
    """A rule by its id, its words and its line."""
    line = f" (line {rule.place.line})" if rule.place else ""
    return f'{rule.id} "{rule.text}"{line}'


def problem_at(line: Line | None, message: str, hint: str | None = None) -> Problem:
    """A problem at the place of a line of the case."""
    place = line.place if line else None
    if place is None:
        return Problem(message, hint=hint)
    return Problem(message, place.file, place.line, place.column, hint)
