"""How what would hold could come about, as advice: the nearest path to each outcome, step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from winset.analysis.evolution import Path
from winset.analysis.paths import Paths
from winset.case.build import Built
from winset.show.brief.content import Basis, Block, Brief, Bullets, Paragraph, Section
from winset.show.brief.steps import path_words, step_words
from winset.show.names import Names
from winset.show.strength import STRENGTHS, by_strength
from winset.show.wording import capital, counted, number_words

PATHS = Basis("paths")
MOST = 12  # outcomes whose path is told step by step
FEW = 5  # outcomes named in one sentence


def tell(result: Paths) -> Brief | None:
    """The answer as a page; None for a bare game, which has no words for its outcomes."""
    if result.question.built is None:
        return None
    page = _Page(result, result.question.built)
    return Brief(
        subject=result.subject,
        method=result.method,
        parameters=result.parameters,
        question=f"How could what would hold come about from {page.names.outcome(result.start)}?",
        as_of=page.names.case.as_of,
        source=page.names.case.source,
        bottom_line=(Paragraph(page.bottom_line(), PATHS),),
        sections=tuple(section for section in page.sections() if section.blocks),
    )


def _number(outcomes: Collection[int]) -> str:
    return number_words(len(outcomes)) if outcomes else "none"


class _Page:
    """The paths of one case, the outcomes that last before those held by threat alone."""

    def __init__(self, result: Paths, built: Built) -> None:
        self.result, self.names = result, Names(built)
        self.strengths = by_strength(result.equilibria)
        self.near = set(result.reached().tolist())
        lasting = [index for index, kind in self.strengths.items() if kind < 2]
        self.told = self._nearest(lasting or list(self.strengths))[:MOST]
        self.rest = self._nearest([index for index in self.strengths if index not in self.told])

    def _nearest(self, outcomes: Sequence[int]) -> list[int]:
        """Outcomes by steps from the start, those out of reach last."""
        fewest, far = self.result.by_moves.fewest, len(self.strengths) + self.result.question.game.outcomes
        return sorted(outcomes, key=lambda index: (int(fewest[index]) if index in self.near else far, index))

    def bottom_line(self) -> str:
        """How many of the outcomes that would hold can be reached, and how many by steps that serve."""
        if not self.strengths:
            return "No outcome would hold under the concepts asked for, so there is no path to trace."
        near = self.near & set(self.strengths)
        willing = near & set(self.result.reached("improvements").tolist())
        all_of = counted(len(self.strengths), "outcome")
        which = f"all of the {all_of}" if near == set(self.strengths) else f"{_number(near)} of the {all_of}"
        many = "all" if willing == near else _number(willing)
        how = f", {many} of them by steps that each serve whoever takes them" if near else ""
        return f"{capital(which)} that would hold can be reached{self._limit()}{how}."

    def _limit(self, without: str = "") -> str:
        """The limit on steps in words; other words where there is none."""
        return without if self.result.most is None else f" in at most {counted(self.result.most, 'step')}"

    def sections(self) -> Iterator[Section]:
        """The paths told, the outcomes not told, and how far all of them are."""
        yield Section("paths", "Step by step", tuple(self._paths()))
        yield Section("rest", "Others that would hold", tuple(self._others()))
        *_, reach = self.result.tables()
        yield Section("reach", "How far it is", (reach,))

    def _paths(self) -> Iterator[Block]:
        for index in self.told:
            kind = STRENGTHS[self.strengths[index]]
            lead = f"To {self.names.outcome(index)} {kind.sign} {kind.name}:"
            yield from self._path(index, lead)

    def _path(self, index: int, lead: str) -> Iterator[Block]:
        if index == self.result.start:
            yield Paragraph("already there.", PATHS, lead)
            return
        outcome = self.names.id(index)
        willing, moves = self.result.path(outcome, "improvements"), self.result.path(outcome, "moves")
        path = willing or moves
        if path is None:
            yield Paragraph(f"out of reach{self._limit(', whatever moves are made')}.", PATHS, lead)
            return
        yield Paragraph(f"{path_words(path)}{self._shorter(path, moves)}.", PATHS, lead)
        yield Bullets(tuple(step_words(self.names, step) for step in path.steps), len(path.steps) > 1)

    def _shorter(self, told: Path, moves: Path | None) -> str:
        """Where the steps told all serve, whether other moves would get there sooner."""
        if moves is None or len(moves.steps) == len(told.steps):
            return ""
        return f" ({counted(len(moves.steps), 'step')} where some need not serve)"

    def _others(self) -> Iterator[Block]:
        near = [index for index in self.rest if index in self.near]
        far = [index for index in self.rest if index not in self.near]
        for outcomes, fate in ((near, "within reach"), (far, "out of reach")):
            if outcomes:
                many = capital(counted(len(outcomes), "more outcome"))
                named = self.names.outcomes(outcomes, FEW)
                held = "held by threat alone, " if all(self.strengths[k] == 2 for k in outcomes) else ""
                yield Paragraph(f"{many}, {held}{fate}: {named}.", PATHS)
        if self.rest:
            yield Paragraph("--all lists every outcome, path and step.")
