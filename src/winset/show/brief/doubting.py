"""Uncertain lines in words: what each says as a clause, found so or not, and the claims it cites."""

from __future__ import annotations

from winset.case.model import Case
from winset.case.uncertain.uncertainty import Element
from winset.show.wording import formula_words, quoted

STATES = ("at the low end", "in the middle", "at the high end")  # of a range of weights


def whether(case: Case, element: Element) -> str:
    """What is uncertain about a line, to stand after "whether"; of more than two states, what stands after "on"."""
    return _clause(case, element, so=True) if element.holds_or_not else f"{element.id} is as the case has it"


def finding(case: Case, element: Element, state: int) -> str:
    """A line found to be in one of its states."""
    if element.holds_or_not:
        return _clause(case, element, so=state == 1)
    if element.kind == "range":
        return f"{element.id} is {STATES[state]}"
    return f"{element.id} is number {state + 1} of {element.count}"


def _clause(case: Case, element: Element, so: bool) -> str:
    """A line that holds or does not. A party's name may be one or many, so that it is never the subject."""
    owner = {party.id: party.name for party in case.parties}.get(element.owner or "", "")
    formula = getattr(element.line, "that", None)
    words = formula_words(formula, case) if formula is not None else ""
    name = quoted(getattr(element.line, "name", "") or element.id)
    match element.kind:
        case "statement" | "weight":
            return f"this {'counts' if so else 'does not count'} for {owner}: {words}"
        case "red line":
            return f"this {'is' if so else 'is no'} red line of {owner}: {words}".replace(
                "is red", "is a red"
            )
        case "rule":
            return f"this {'binds' if so else 'does not bind'}: {words}"
        case "option":
            return f"{name} is {'' if so else 'not '}open to {owner}"
        case "one way":
            mark = element.id.removesuffix(" one way")
            option = next((quoted(one.name) for one in case.options if one.id == mark), mark)
            return f"{option} {'cannot' if so else 'can'} be undone"
        case "body":
            return f"the approval of {name} is {'' if so else 'not '}needed"
    return f"{element.id} is {'' if so else 'not '}as the case has it"


def claims_of(element: Element) -> tuple[str, ...]:
    """The claims a line cites, by name."""
    return tuple(str(evidence) for evidence in element.line.evidence if evidence.claim)
