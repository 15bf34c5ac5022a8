"""What falls when a claim, a source or a report is withdrawn, and what stands: the answers before and after.

Which lines fall is defined in `winset.case.evidence.withdrawal`. The answers compared are what would hold if nothing
were uncertain (`winset.analysis.stability`) and, with its probability, whether the target would
(`winset.analysis.robustness`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.robustness import Robustness, robustness
from winset.analysis.stability import CONCEPTS, TITLES, stability
from winset.analysis.variants.probability import Probability
from winset.analysis.variants.running import Run
from winset.case.evidence.withdrawal import Fall, fall, withdrawn, without
from winset.case.model import Case, Line
from winset.case.uncertain.uncertainty import elements

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula

Levels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Holding:
    """What holds in a case: for each concept, the equilibria as levels, with what each is called there."""

    question: Question
    equilibria: Mapping[str, Mapping[Levels, str]]

    def only(self, other: Holding, concept: str) -> list[str]:
        """What holds here under a concept and does not in another case."""
        there = other.equilibria[concept]
        return [label for levels, label in self.equilibria[concept].items() if levels not in there]


def holding(case: Case, concepts: Iterable[str]) -> Holding:
    """What would hold in a case if nothing in it were uncertain."""
    question = ask(case)
    found = stability(case, tuple(concepts)).equilibria
    return Holding(
        question,
        {
            concept: {_levels(question, int(index)): question.label(int(index)) for index in held}
            for concept, held in found.items()
        },
    )


def _levels(question: Question, index: int) -> Levels:
    levels = {} if question.built is None else question.built.levels(index)
    return tuple(sorted(levels.items()))


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Result):
    """A case before and after something is withdrawn.

    what: the claim, report or source. falls: what falls, is weakened, stands bare. left: the case without
    it. holding: what holds before and after. sure: how likely the target is before and after; None without
    a target.
    """

    what: str
    case: Case
    left: Case
    falls: Fall
    holding: tuple[Holding, Holding]
    sure: tuple[Robustness, Robustness] | None = None

    def target(self, concept: str) -> tuple[Probability, Probability] | None:
        """The probability that the target holds in some equilibrium, before and after."""
        return None if self.sure is None else (self.sure[0].holds(concept), self.sure[1].holds(concept))

    def tables(self) -> tuple[Table, ...]:
        """What falls and what is weakened, then what becomes of the answers."""
        return (self._line_table(), self._answer_table(), *([self._target_table()] if self.sure else []))

    def findings(self) -> dict[str, Any]:
        """What falls, what is weakened, and the answers before and after."""
        before, after = self.holding
        found = {
            concept: {"lost": before.only(after, concept), "gained": after.only(before, concept)}
            for concept in before.equilibria
        }
        target = None
        if self.sure is not None:
            pairs = {concept: self.target(concept) for concept in before.equilibria}
            target = {
                name: {"before": pair[0].to_dict(), "after": pair[1].to_dict()}
                for name, pair in pairs.items()
                if pair is not None
            }
        return {
            "withdrawn": self.what,
            "fallen": list(self.falls.fallen),
            "weakened": list(self.falls.weakened),
            "parties_nothing_speaks_for": list(self.falls.bare),
            "digest_after": self.left.digest,
            "equilibria": found,
            "target": self.sure[0].target if self.sure else None,
            "target_holds": target,
        }

    def why(self, line: str) -> str:
        """Why a line falls or stands."""
        own = next((one for one in _lines(self.case) if one.id == line), None)
        if own is None:
            return f"The case has no line {line}."
        cited = ", ".join(map(str, own.evidence)) or "nothing"
        fate = "falls" if line in self.falls.fallen else "stands"
        return f"{line} {fate}: it cites {cited}, and {self.what} is withdrawn."

    def _line_table(self) -> Table:
        lines = {one.id: one for one in _lines(self.case)}
        rows: list[tuple[Cell, ...]] = []
        for fate, names in (("falls", self.falls.fallen), ("stands, weakened", self.falls.weakened)):
            rows += [(name, _text(lines[name]), fate) for name in names]
        notes = () if rows else (f"No line rests on {self.what}.",)
        if self.falls.bare:
            notes = (*notes, f"No report speaks any more for: {', '.join(self.falls.bare)}.")
        return Table(f"Without {self.what}", ("line", "it says", "what becomes of it"), tuple(rows), notes)

    def _answer_table(self) -> Table:
        before, after = self.holding
        rows: list[tuple[Cell, ...]] = []
        for concept in before.equilibria:
            rows += [(TITLES[concept], label, "no longer holds") for label in before.only(after, concept)]
            rows += [(TITLES[concept], label, "holds now") for label in after.only(before, concept)]
        notes = () if rows else ("The same outcomes hold as before.",)
        return Table("What holds, before and after", ("concept", "outcome", "change"), tuple(rows), notes)

    def _target_table(self) -> Table:
        pairs = {concept: self.target(concept) for concept in self.holding[0].equilibria}
        rows = tuple((TITLES[c], str(pair[0]), str(pair[1])) for c, pair in pairs.items() if pair is not None)
        return Table(
            f"How likely it is that this holds: {self.parameters['target']}",
            ("concept", "before", "after"),
            rows,
        )


def _lines(case: Case) -> list[Line]:
    return [*case.parties, *(one.line for one in elements(case))]


def _text(line: Line) -> str:
    return str(getattr(line, "text", None) or getattr(line, "name", None) or line.id)


def withdraw(
    case: Case,
    what: str,
    target: str | Formula | None = None,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    workers: int | Run = 1,
) -> Withdrawal:
    """What becomes of a case and its answers when a claim, a source or a report is withdrawn.

    what: `report#claim`, a report's id, or a source (as `winset influence` lists them). target: a formula;
    the case's own by default. Raises ArgumentError for what the case does not know.

    >>> from winset.case.catalogue import example
    >>> found = withdraw(example("bypass"), "gazette#c6")
    >>> found.falls.fallen, found.falls.weakened
    (('rule 3', 'council 4'), ())
    >>> print(found.why("rule 3"))
    rule 3 falls: it cites gazette#c6, and gazette#c6 is withdrawn.
    """
    names = known_names(concepts, CONCEPTS)
    gone = withdrawn(case, what)
    left = without(case, gone)
    question = ask(case)
    formula = case.target if target is None else target
    sure = None
    if formula is not None:
        sure = (
            robustness(case, formula, names, workers=workers),
            robustness(left, formula, names, workers=workers),
        )
    return Withdrawal(
        subject=question.about,
        method="lines that cite only what is withdrawn are taken out; answers before and after",
        parameters={"what": what, "concepts": list(names), "target": str(formula) if formula else None},
        what=what,
        case=case,
        left=left,
        falls=fall(case, gone),
        holding=(holding(case, names), holding(left, names)),
        sure=sure,
    )
