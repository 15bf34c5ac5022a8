"""Strength of preference: whether what deters a party is merely no better for it, or much worse.

Hamouda, Kilgour and Hipel, "Strength of preference in the graph model for conflict resolution", Group
Decision and Negotiation 13 (2004), and for more than two parties Applied Mathematics and Computation 179
(2006). Beside strict preference stands a stronger relation, "s is strongly preferred to t". A stable
outcome is *strongly* stable when every improvement meets a sanction that is strongly less preferred than
it; otherwise it is *weakly* stable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from winset.analysis.evolution import Kind
from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.reasoning.reasons import answer, told
from winset.analysis.stability import CONCEPTS, TITLES
from winset.analysis.standing import Standing, only_feasible
from winset.analysis.strong_preferences import Floor, floors_of, said_floors
from winset.game.game import Game, Indices, Mask
from winset.game.moves import Moves, Values, moves_of

if TYPE_CHECKING:
    from winset.case.model import Case


def strong_gmr(moves: Moves, party: int, floor: Floor) -> Mask:
    """Every s1 in R_i^+(s) has an s2 in R_{N-i}(s1) strongly worse for i than s (Hamouda et al. 2006)."""
    return _deterred(moves, party, moves.worst_by_moves(party, moves.game.ranks[party]), floor)


def strong_smr(moves: Moves, party: int, floor: Floor) -> Mask:
    """As strong GMR, and every s3 in R_i(s2) is also strongly worse than s (Hamouda et al. 2006)."""
    escape = moves.best(party, moves.game.ranks[party])
    return _deterred(moves, party, moves.worst_by_moves(party, escape), floor)


def strong_seq(moves: Moves, party: int, floor: Floor) -> Mask:
    """As strong GMR, with s2 in R_{N-i}^+(s1), improvements strong or not (Hamouda et al. 2006)."""
    return _deterred(moves, party, moves.worst_by_improvements(party, moves.game.ranks[party]), floor)


def _deterred(moves: Moves, party: int, worst: Values, floor: Floor) -> Mask:
    """Where every improvement t of the party has worst[t] at or below the floor."""
    return np.asarray(moves.best_improvement(party, worst.astype(np.int64)) <= floor)


STRONG: Mapping[str, Callable[[Moves, int, Floor], Mask]] = {
    "gmr": strong_gmr,
    "smr": strong_smr,
    "seq": strong_seq,
}


@dataclass(frozen=True, kw_only=True)
class Strength(Standing):
    """Where each party would stay, strongly or weakly; concepts "strong_gmr", "weak_gmr", and so on.

    An equilibrium is strong when it is strongly stable for every party, and weak when it is stable for
    every party but not strongly for all. floors: `(parties, outcomes)`, for each outcome the highest of a
    party's ranks that is strongly worse for it, below every rank where none is.
    """

    floors: npt.NDArray[np.int64]

    @cached_property
    def equilibria(self) -> dict[str, Indices]:
        """For each concept the indices of the strong, and of the weak, equilibria."""
        found: dict[str, Indices] = {}
        for name, rows in self.stable.items():
            kind, concept = name.split("_")
            strong = self.stable[f"strong_{concept}"]
            held = rows if kind == "strong" else strong | rows
            found[name] = np.flatnonzero(
                held.all(axis=0) & (True if kind == "strong" else ~strong.all(axis=0))
            )
        return found

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        game, (_, plain) = self.question.game, concept.split("_")
        improvements = game.improvements(party, outcome).tolist()
        if not improvements:
            return ("There is no move to an outcome it prefers, so nothing needs to deter it.",)
        return tuple(self._answered(outcome, party, plain, target) for target in improvements)

    def _answered(self, outcome: int, party: int, concept: str, target: int) -> str:
        """What answers an improvement: a strong sanction if there is one, else a weak one."""
        game, label = self.question.game, self.question.label
        ends = moves_of(game).best(party, game.ranks[party]) if concept == "smr" else game.ranks[party]
        kind: Kind = "improvements" if concept == "seq" else "moves"
        limits = (
            (int(self.floors[party, outcome]), "much worse"),
            (int(game.ranks[party, outcome]), "no better"),
        )
        for limit, word in limits:
            found = answer(game, (party,), target, kind, ends <= limit)
            if found is not None:
                return (
                    f"It could move to {label(target)}; but then {told(self.question, found.steps)}, "
                    f"{word} for it than {label(outcome)}."
                )
        return f"It could move to {label(target)}, and nothing the others do in answer would deter it."


def strength(
    subject: Game | Case | Question,
    grades: npt.ArrayLike | None = None,
    concepts: Iterable[str] | str = tuple(STRONG),
) -> Strength:
    """Which stable outcomes are strongly stable, because what deters is much worse, and which are weakly so.

    subject: a case that says how strong its preferences are, or a bare game with `grades`: integers
    `(parties, outcomes)`, by which i strongly prefers s to t when s has the higher grade; of outcomes with
    equal ranks none may have a higher grade, and a better rank none a lower. concepts: among "gmr", "smr",
    "seq". Raises ArgumentError for grades that do not fit the ranks, or a case without strength of
    preference. Cost: as for the plain concepts.

    >>> dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> found = strength(dilemma, grades=[[1, 1, 0, 0], [1, 0, 1, 0]], concepts="seq")
    >>> {concept: held.tolist() for concept, held in found.equilibria.items()}
    {'strong_seq': [0, 3], 'weak_seq': []}
    >>> print(found.why(0, "Row", "strong_seq"))
    0 is stable for Row under strong SEQ.
      It could move to 1; but then 1 → 3 (Column), much worse for it than 0.
    """
    names = known_names(concepts, STRONG)
    question = ask(subject)
    floors = floors_of(question.game, np.asarray(grades)) if grades is not None else said_floors(question)
    moves, parties = moves_of(question.game), range(len(question.game.parties))
    stable = {}
    for name in names:
        strong = only_feasible(
            question.game, [STRONG[name](moves, party, floors[party]) for party in parties]
        )
        plain = only_feasible(question.game, [CONCEPTS[name](moves, party) for party in parties])
        stable[f"strong_{name}"], stable[f"weak_{name}"] = strong, plain & ~strong
    return Strength(
        subject=question.about,
        method="strength of preference by definition, exact",
        parameters={"concepts": list(names)},
        question=question,
        stable=stable,
        titles={name: f"{name.split('_')[0]} {TITLES[name.split('_')[1]]}" for name in stable},
        floors=floors,
    )
