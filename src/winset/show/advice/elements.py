"""Elements of an agreement in general, whatever the outcome: that they stand, and what if they did not."""

from __future__ import annotations

from winset.analysis.bargaining.agreement import Agreement, Element
from winset.case.model import Body
from winset.show.wording import quoted


def stands(terms: Agreement, name: str) -> str:
    """An element as a clause: what stands."""
    element, owner = _named(terms, name)
    match element.kind:
        case "rule":
            return f"{element.id} must be kept ({_text(element)})"
        case "red line":
            return f"{owner} would not cross a red line ({_text(element)})"
        case "refusal":
            return f"{owner} would refuse what is {_below(terms, element)}"
        case "threshold":
            return f"{owner} must carry it{_quota(element)}"
    return f"{_holder(element)} could veto it in {owner}"


def lifted(terms: Agreement, name: str) -> str:
    """An element out of the way, as the clause of a condition."""
    element, owner = _named(terms, name)
    match element.kind:
        case "rule":
            return f"{element.id} did not apply ({_text(element)})"
        case "red line":
            return f"{owner} would give up a red line ({_text(element)})"
        case "refusal":
            return f"{owner} would accept even what is {_below(terms, element)}"
        case "threshold":
            return f"{owner} did not have to carry it{_quota(element)}"
    return f"{_holder(element)} had no veto in {owner}"


def votes(weight: float) -> str:
    """So many votes.

    >>> votes(1), votes(2.5)
    ('1 vote', '2.5 votes')
    """
    return f"{weight:g} {'vote' if weight == 1 else 'votes'}"


def _named(terms: Agreement, name: str) -> tuple[Element, str]:
    """An element and the name of the party or body it belongs to."""
    element = next(one for one in terms.elements if one.id == name)
    names = {party.id: party.name for party in terms.case.parties}
    return element, names.get(str(element.owner), str(element.owner))


def _text(element: Element) -> str:
    return quoted(getattr(element.line, "text", ""))


def _holder(element: Element) -> str:
    return element.id.removeprefix(f"veto {element.owner} ")


def _below(terms: Agreement, element: Element) -> str:
    return f"{'no better' if element.owner in terms.deal.must_gain else 'worse'} than its fallback"


def _quota(element: Element) -> str:
    """How many votes a body of several members needs."""
    if not isinstance(element.line, Body) or len(element.line.members) == 1:
        return ""
    total = sum(element.line.members.values())
    needed = total if element.line.quota is None else element.line.quota
    also = " and meet its other thresholds" if element.line.also else ""
    return f" by {needed:g} of {votes(total)}{also}"
