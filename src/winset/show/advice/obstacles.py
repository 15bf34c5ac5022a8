"""Obstacles in words: what stands in the way, and what would have to change about it."""

from __future__ import annotations

from collections.abc import Iterable

from winset.analysis.bargaining.agreement import Agreement
from winset.analysis.blocking.obstacles import Obstacle
from winset.case.formulas.formula import Atom, Not
from winset.case.model import Line, Ranking, RedLine, Rule, Statement, Weight
from winset.show.brief.content import Basis
from winset.show.names import Names
from winset.show.wording import formula_words, listed, quoted


class Obstacles:
    """The words of one case for the elements of an agreement."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.names = Names(agreement.built)
        self.parties = {party.id: party.name for party in agreement.case.parties}

    def outcome(self, index: int) -> str:
        """An outcome by its name and number, or by what is done at it where a rule excludes it."""
        if self.agreement.feasible[index]:
            return self.names.outcome(index)
        return f"{quoted(self.agreement.built.describe(index))} (which the rules exclude today)"

    def stands(self, one: Obstacle) -> str:
        """What stands in the way, as half a sentence."""
        owner = self.parties.get(str(one.element.owner), str(one.element.owner))
        match one.element.kind:
            case "rule":
                return f"{one.element.id} says: {self._said(one.lines)}"
            case "red line":
                return f"it would cross a red line of {owner}: {self._said(one.lines)}"
            case "refusal":
                return f"{owner} would refuse{self._because(one)}"
            case "threshold":
                return f"{owner} would not carry it{self._against(one)}"
            case "veto":
                return f"{self._holder(one)} could veto it in {owner}"
            case "instability":
                return f"{owner} would leave it{self._leaving(one)}"

    def change(self, one: Obstacle) -> str:
        """What would have to change, as half a sentence."""
        owner = self.parties.get(str(one.element.owner), str(one.element.owner))
        match one.element.kind:
            case "rule":
                return f"{one.element.id} would have to go: {self._said(one.lines)}"
            case "red line":
                return f"{owner} would have to give up a red line: {self._said(one.lines)}"
            case "refusal":
                return f"{owner} would have to accept what it ranks below its fallback{self._although(one)}"
            case "threshold":
                return f"{owner} would have to carry it with fewer votes{self._against(one)}"
            case "veto":
                return f"{self._holder(one)} would have to give up the veto in {owner}"
            case "instability":
                return f"{owner} would have to be bound to it{self._leaving(one)}"

    def basis(self, found: Iterable[Obstacle], analysis: str) -> Basis:
        """What several obstacles rest on: the case's lines with their numbers, and claims."""
        lines = dict.fromkeys(_cited(line) for one in found for line in one.lines)
        claims = dict.fromkeys(claim for one in found for claim in one.claims)
        return Basis(analysis, tuple(lines), tuple(claims))

    def _because(self, one: Obstacle) -> str:
        """The wish that decides, as the reason of a refusal."""
        wish, for_what = self._wish(one)
        return f", because {wish}" if wish else f", because of {for_what}" if for_what else ""

    def _although(self, one: Obstacle) -> str:
        """The wish that decides, as what speaks against accepting."""
        wish, for_what = self._wish(one)
        return f", although {wish}" if wish else f", in spite of {for_what}" if for_what else ""

    def _wish(self, one: Obstacle) -> tuple[str, str]:
        """What a statement asks for or a ranking's tiers, as a clause; or the weights that count, as a thing."""
        own = self.agreement.preference(str(one.element.owner))
        weighs = [f"{self._words(x)} ({x.weight:+g})" for x in one.lines if isinstance(x, Weight)]
        if weighs:
            return "", f"what it gives for {listed(weighs[:3])}"
        wants = [self._words(line) for line in one.lines if isinstance(line, Statement)]
        if isinstance(own, Ranking) and len(wants) == 2:
            return f"it would rather have {wants[1]} than {wants[0]}", ""
        if len(wants) == 1 and wants[0].startswith("not "):
            return f"it does not want {wants[0].removeprefix('not ')}", ""
        return (f"it wants {listed(wants)}", "") if wants else ("", "")

    def _words(self, line: Statement | Weight | RedLine | Rule) -> str:
        said = formula_words(line.that, self.agreement.case)
        return said if isinstance(line.that, Atom | Not) else f"‘{said}’"

    def _against(self, one: Obstacle) -> str:
        return f" ({listed(one.against)} against)" if one.against else ""

    def _leaving(self, one: Obstacle) -> str:
        if one.leads_to is None:
            return ""
        return f", since it would gain by {self.names.move(one.outcome, one.leads_to)}"

    def _holder(self, one: Obstacle) -> str:
        return one.element.id.removeprefix(f"veto {one.element.owner} ")

    def _said(self, lines: Iterable[Line]) -> str:
        return listed(self._words(line) for line in lines if isinstance(line, Rule | RedLine))


def clauses(items: Iterable[str]) -> str:
    """Half sentences in one sentence, told apart by semicolons."""
    *first, last = items
    return f"{'; '.join(first)}; and {last}" if first else last


def _cited(line: Line) -> str:
    return f"{line.id} (line {line.place.line})" if line.place else line.id
