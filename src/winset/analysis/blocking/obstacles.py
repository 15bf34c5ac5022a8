"""The grounds of an element that keeps a target out: its lines in the case, and the claims they cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from winset.analysis.bargaining.agreement import Agreement, Element
from winset.analysis.bargaining.defection import escape
from winset.analysis.reasoning.grounds import cited, wish
from winset.case.model import Line


@dataclass(frozen=True)
class Obstacle:
    """An element and what it rests on at one outcome (an index): lines of the case, and the claims they cite.

    For a rule or a red line its own line; for a refusal the lines by which the party ranks the outcome
    below its fallback; for a body its line, and the members against. `leads_to` is the outcome a party
    would leave for.
    """

    element: Element
    outcome: int
    lines: tuple[Line, ...] = ()
    against: tuple[str, ...] = ()
    leads_to: int | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims and quotes that the lines rest on."""
        return cited(self.lines)

    def findings(self) -> dict[str, Any]:
        """The obstacle as data."""
        lines = [
            {"id": one.id, "text": getattr(one, "text", None), "place": place_words(one)}
            for one in self.lines
        ]
        named = {"id": self.element.id, "kind": self.element.kind, "owner": self.element.owner}
        return {**named, "lines": lines, "claims": list(self.claims), "against": list(self.against)}


def obstacle(agreement: Agreement, element: Element, index: int) -> Obstacle:
    """What an element rests on at an outcome it keeps out."""
    owner = str(element.owner)
    match element.kind:
        case "refusal":
            return Obstacle(element, index, wish(agreement, owner, index).lines)
        case "instability":
            feasible = bool(agreement.feasible[index])
            way = escape(agreement, owner, index) if feasible else None
            return Obstacle(element, index, leads_to=way.to if way else None)
        case "threshold" | "veto":
            own = [element.line] if element.line else []
            return Obstacle(element, index, (*own,), _against(agreement, owner, index))
    return Obstacle(element, index, (element.line,) if element.line else ())


def obstacles(agreement: Agreement, elements: Iterable[Element], index: int) -> tuple[Obstacle, ...]:
    """What each of several elements rests on at an outcome."""
    return tuple(obstacle(agreement, element, index) for element in elements)


def place_words(line: Line) -> str | None:
    """Where a line stands: file and line."""
    return f"{line.place.file}:{line.place.line}" if line.place else None


def _against(agreement: Agreement, body: str, index: int) -> tuple[str, ...]:
    """The members of a body whose party would vote against an outcome."""
    ratifier = next(one for one in agreement.ratifiers if one.body.name == body)
    return tuple(member for member, party in ratifier.voters.items() if not agreement.accepts(party)[index])


def element_words(terms: Agreement, element: Element) -> str:
    """An element in a few words: what stands in the way."""
    names = {party.id: party.name for party in terms.case.parties}
    text, owner = getattr(element.line, "text", ""), names.get(str(element.owner), str(element.owner))
    match element.kind:
        case "rule":
            return f"{element.id} ({text})"
        case "red line":
            return f"red line of {owner} ({text})"
        case "refusal":
            return f"{owner} refuses what is worse than its fallback"
        case "threshold":
            return f"threshold of {owner}"
        case "veto":
            return f"veto of {element.id.removeprefix(f'veto {owner} ')} in {owner}"
        case "instability":
            return f"{owner} would leave it"
