"""How strong preferences are, as floors: for each outcome the highest of a party's ranks that is strongly worse.

A strong preference agrees with the ranks: what is strongly preferred to t is strongly preferred to all that
is no better than t, and so is whatever is better still. Then one number for each outcome says all there is
to say.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from winset.analysis.question import Question
from winset.case.build import Built
from winset.case.formulas.formula import Formula
from winset.case.model import Alternatives, Ordering, Preference, Ranking, Statements, Utilities, Weights
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Game, Mask
from winset.game.moves import Values
from winset.game.preferences import by_statements

Floor = npt.NDArray[np.int64]
Grades = npt.NDArray[np.int64]

NOTHING = int(np.iinfo(np.int64).min) + 1  # below every rank: nothing is strongly worse


def floors_of(game: Game, grades: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """For each party and outcome the highest rank with a lower grade; below all ranks where there is none."""
    if grades.shape != game.ranks.shape or grades.dtype.kind not in "iu":
        raise ArgumentError(
            f"grades must be integers of shape {game.ranks.shape} (parties, outcomes), not {grades.dtype} of "
            f"{grades.shape}"
        )
    exists = slice(None) if game.feasible is None else game.feasible
    floors = np.full(game.ranks.shape, NOTHING)
    for party, (ranks, row) in enumerate(zip(game.ranks, grades)):
        floors[party, exists] = _floor(ranks[exists], row[exists], game.parties[party])
    return floors


def _floor(ranks: Values, grades: npt.NDArray[np.integer], party: str) -> Floor:
    levels, first, place = np.unique(ranks, return_index=True, return_inverse=True)
    graded = grades[first]
    if (graded[place] != grades).any() or (np.diff(graded) < 0).any():
        raise ArgumentError(
            f'grades of party "{party}" do not fit its ranks: equal ranks need equal grades, a better rank '
            "no lower one"
        )
    below = np.searchsorted(graded, graded, side="left")  # how many levels have a lower grade
    floor = np.where(below > 0, levels.astype(np.int64)[below - 1], NOTHING)
    return np.asarray(floor[place])


def said_floors(question: Question) -> npt.NDArray[np.int64]:
    """The floors a case says; raises UndefinedError where it says nothing of strength.

    Statements: outcomes that differ on a strong one. Rankings: outcomes with a tier between them, or the
    higher one's own, that is strongly above the next. Weights and utilities: a difference of at least so
    much.
    """
    case, built, game = question.case, question.built, question.game
    floors = np.full(game.ranks.shape, NOTHING)
    if case is not None and built is not None:
        for party, one in enumerate(case.parties):
            floors[party] = _said(built, party, case.preferences.get(one.id))
    if not (floors > NOTHING).any():
        raise UndefinedError(
            "no preference is said to be strong: mark statements with `strength: strong`, or give `strongly_above` "
            "or `strong_difference`"
        )
    return floors


def _said(built: Built, party: int, preference: Preference | None) -> Floor:
    match preference:
        case Statements(statements):
            strong = [built.masks(one.that) for one in statements if one.strong]
            return _by_grades(built, party, by_statements(strong, built.game.outcomes).astype(np.int64))
        case Ranking(tiers):
            where = [_any(built, [one.that for one in tier]) for tier in tiers]
            return _by_grades(built, party, _graded(where, preference.strongly_above))
        case Ordering(tiers):
            where = [_among(built, tier) for tier in tiers]
            return _by_grades(built, party, _graded(where, preference.strongly_above))
        case Weights(strong_difference=difference) | Utilities(strong_difference=difference):
            utilities = built.utilities(party)
            if utilities is not None and difference is not None:
                return _by_difference(built, party, utilities, difference)
        case Alternatives():
            return _said(built, party, preference.likeliest)
    return np.full(built.game.outcomes, NOTHING)


def _any(built: Built, formulas: list[Formula]) -> Mask:
    return np.asarray(np.logical_or.reduce([built.masks(formula) for formula in formulas]))


def _among(built: Built, ids: tuple[str, ...]) -> Mask:
    found = np.zeros(built.game.outcomes, dtype=np.bool_)
    found[[built.index_of(outcome) for outcome in ids]] = True
    return found


def _graded(tiers: list[Mask], above: tuple[int, ...]) -> Grades:
    """The grade of each outcome: how many strong gaps lie below the first tier that has it."""
    grades = np.zeros(tiers[0].size, dtype=np.int64)
    for place in range(len(tiers), 0, -1):
        grades[tiers[place - 1]] = sum(gap >= place for gap in above)
    return grades


def _by_grades(built: Built, party: int, grades: Grades) -> Floor:
    exists, floor = _existing(built.game), np.full(built.game.outcomes, NOTHING)
    floor[exists] = _floor(built.game.ranks[party][exists], grades[exists], built.game.parties[party])
    return floor


def _by_difference(built: Built, party: int, utilities: npt.NDArray[np.float64], difference: float) -> Floor:
    """Outcomes whose utility is less by the difference or more, compared as the decimals they are written as."""
    exists, floor = _existing(built.game), np.full(built.game.outcomes, NOTHING)
    levels, place = np.unique(utilities[exists], return_inverse=True)
    ranks = np.empty(levels.size, dtype=np.int64)
    ranks[place] = built.game.ranks[party][exists]
    exact = [Fraction(str(level)) for level in levels.tolist()]
    least, below = Fraction(str(difference)), 0
    floors = np.full(levels.size, NOTHING)
    for number, level in enumerate(exact):
        while exact[below] <= level - least:
            below += 1
        floors[number] = ranks[below - 1] if below else NOTHING
    floor[exists] = floors[place]
    return floor


def _existing(game: Game) -> Mask:
    return np.ones(game.outcomes, dtype=np.bool_) if game.feasible is None else game.feasible
