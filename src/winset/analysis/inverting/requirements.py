"""What a target asks of each party, and the least change of their rankings that makes it an equilibrium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from winset.analysis.inverting.conditions import Condition, condition
from winset.analysis.inverting.counting import Count, count_rankings
from winset.analysis.inverting.nearest import Row, StatementMoves, fewest_statements, lifted, with_ranks
from winset.analysis.question import Question
from winset.analysis.stability import CONCEPTS
from winset.case.model import Statements
from winset.game.moves import moves_of

MOST_TRIED = (
    300  # joint changes of several parties' rankings tried, where one's sanctions rest on another's wants
)


@dataclass(frozen=True, eq=False)
class Requirement:
    """What a target asks of one party.

    holds: whether the party's preference meets the condition as it is. swaps: the fewest that make it do
    so. ranking: the party's ranks after them, which say only the order. count: None for a party whose
    preference is not to change, or where counting takes too long. statements: for a party with ordered
    statements that must change.
    """

    condition: Condition
    holds: bool
    swaps: int
    ranking: Row
    count: Count | None
    statements: StatementMoves | None


@dataclass(frozen=True, eq=False)
class TargetAnswer:
    """What a target asks of every party, and the least change that makes it an equilibrium.

    rankings: for each party its ranks after the least change, None where none was found. swaps: of all
    parties together; None likewise. least: whether fewer are ruled out.
    """

    outcome: int
    requirements: tuple[Requirement, ...]
    rankings: tuple[Row, ...] | None
    swaps: int | None
    least: bool


def answered(question: Question, target: int, concept: str, varied: tuple[int, ...]) -> TargetAnswer:
    """What a target asks of every party under a concept, and the least change of the varied rankings."""
    ranks = question.game.ranks
    parties = range(len(question.game.parties))
    conditions = [condition(question, party, target, concept) for party in parties]
    requirements = tuple(_required(question, one, one.party in varied) for one in conditions)
    apart = tuple(one.ranking for one in requirements)
    possible = all(one.holds or one.condition.party in varied for one in requirements)
    rankings, least = (apart if possible else None), True
    if concept in ("seq", "sseq"):
        least = len(varied) == 1 or all(one.holds for one in requirements)
        rankings = _together(question, target, concept, varied)
        if rankings is None and possible and _holds(question, apart, target, concept):
            rankings = apart
    if rankings is None:
        return TargetAnswer(target, requirements, None, None, least)
    swaps = sum(_swaps(question, ranks[party], rankings[party], target) for party in parties)
    return TargetAnswer(target, requirements, rankings, swaps, least)


def _required(question: Question, own: Condition, varied: bool) -> Requirement:
    ranks = question.game.ranks[own.party]
    holds = own.holds(ranks)
    ranking = lifted(ranks, own.target, float(ranks[own.target]) - 1 if holds else own.threshold(ranks))
    preference = (
        None if question.case is None else question.case.preferences.get(question.game.parties[own.party])
    )
    moved = None
    if varied and not holds and isinstance(preference, Statements):
        moved = fewest_statements(own, preference)
    swaps = _swaps(question, ranks, ranking, own.target)
    return Requirement(own, holds, swaps, ranking, count_rankings(own) if varied else None, moved)


def _swaps(question: Question, before: npt.NDArray[np.integer], after: Row, target: int) -> int:
    """With how many feasible outcomes the target compares otherwise than before; nothing else has moved."""
    outcomes = question.feasible
    signs = (np.sign(row[outcomes].astype(np.int64) - int(row[target])) for row in (before, after))
    return int(np.count_nonzero(np.not_equal(*signs)))


def _together(
    question: Question, target: int, concept: str, varied: tuple[int, ...]
) -> tuple[Row, ...] | None:
    """The least lifting of the target in the varied parties' rankings together that makes it an equilibrium.

    Lifting it for one party changes how that party may deter another, so each combination is tried as a
    whole, fewest swaps first, and fewer of them in a large game. None when none of those tried does.
    """
    game = question.game
    levels = {party: _levels(question, party, target) for party in varied}
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, (0,) * len(varied))]
    seen = {waiting[0][1]}
    for _ in range(min(MOST_TRIED, 1 + MOST_TRIED * 1_000 // game.outcomes)):
        if not waiting:
            return None
        _, heights = heappop(waiting)
        rows = [2 * row.astype(np.int64) for row in game.ranks]
        for party, height in zip(varied, heights):
            if height:
                rows[party] = lifted(game.ranks[party], target, levels[party][height - 1][0])
        if _holds(question, rows, target, concept):
            return tuple(rows)
        for k, party in enumerate(varied):
            higher = (*heights[:k], heights[k] + 1, *heights[k + 1 :])
            if higher[k] <= len(levels[party]) and higher not in seen:
                seen.add(higher)
                cost = sum(levels[p][h - 1][1] for p, h in zip(varied, higher) if h)
                heappush(waiting, (cost, higher))
    return None


def _levels(question: Question, party: int, target: int) -> list[tuple[int, int]]:
    """The ranks above the target's, ascending, and for each the swaps that lift the target past it."""
    ranks = question.game.ranks[party]
    others = ranks[question.feasible[question.feasible != target]].astype(np.int64)
    above = np.unique(others[others > ranks[target]])
    tied = int(np.count_nonzero(others == ranks[target]))
    return [
        (int(level), tied + int(np.count_nonzero((others > ranks[target]) & (others <= level))))
        for level in above
    ]


def _holds(question: Question, rows: Sequence[Row], target: int, concept: str) -> bool:
    """Whether the target is an equilibrium when the parties rank the outcomes so."""
    moves = moves_of(with_ranks(question.game, np.stack(rows)))
    return all(CONCEPTS[concept](moves, party)[target] for party in range(len(rows)))


def statement_texts(question: Question, party: int) -> list[str]:
    """The statements of a party as they are written."""
    preference = (
        None if question.case is None else question.case.preferences.get(question.game.parties[party])
    )
    return [one.text for one in preference.statements] if isinstance(preference, Statements) else []


def met(one: Requirement) -> tuple[bool, str | None, str | None]:
    """Whether a party's preference meets a condition; the share and the number of rankings that do."""
    if one.count is None:
        return one.holds, None, None
    of = None if one.count.of is None else f"{one.count.satisfying:,} of {one.count.of:,}"
    return one.holds, f"{float(one.count.share):.1%}", of
