"""Unknown preference: what is stable although some comparisons of some parties are not known.

Li, Hipel, Kilgour and Fang, "Preference uncertainty in the graph model for conflict resolution", IEEE
Transactions on Systems, Man and Cybernetics A 34 (2004). Of two outcomes a party prefers one, is
indifferent, or it is unknown which. Four readings differ in whether an unknown comparison may tempt a
party, and whether it may deter it:

- a: it tempts, and does not deter: the party leaves if it might gain, fearing only what is surely no better.
- b: it neither tempts nor deters.
- c: it tempts, and deters.
- d: it does not tempt, but deters: the party leaves only for a known gain, fearing what might be no better.

R_i^{+,U}(s) are the moves of i to outcomes it prefers to s or compares with s in an unknown way. Sanctions
of SEQ use the others' R^{+,U} in all four readings. Stable under a is stable under b and c, and those are
stable under d.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.reasoning.reasons import shortest, told
from winset.analysis.standing import Standing, only_feasible
from winset.errors import ArgumentError, UndefinedError
from winset.game.doubts import Doubts, Pair, towards
from winset.game.elsewhere import HIGHEST, LOWEST, Numbers, best_ahead, best_elsewhere
from winset.game.game import Game, Indices, Mask
from winset.game.moves import Moves, moves_of

if TYPE_CHECKING:
    from winset.case.model import Case

READINGS = {
    "a": "unknown comparisons tempt, and do not deter",
    "b": "unknown comparisons neither tempt nor deter",
    "c": "unknown comparisons tempt, and deter",
    "d": "unknown comparisons do not tempt, but deter",
}
TITLES = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ"}


@dataclass(frozen=True, eq=False)
class Uncertain:
    """The moves of a game and what is unknown of each party's preference."""

    moves: Moves
    doubts: tuple[Doubts, ...]

    def sanctions(self, party: int, concept: str, values: Numbers) -> Numbers:
        """The smallest value over what the others can do from each outcome in answer, itself not counted.

        Moves for GMR and SMR, R^{+,U} for SEQ; `HIGHEST` where they can do nothing, and always for Nash.
        """
        others = [other for other in range(len(self.doubts)) if other != party]
        if concept == "nash":
            return np.full_like(values, HIGHEST)
        if concept == "seq":
            folds = [towards(self.moves, other, self.doubts[other]) for other in others]
        else:
            folds = [partial(best_elsewhere, self.moves, other) for other in others]
        return ~best_ahead(folds, ~values)


def stable(given: Uncertain, party: int, concept: str, reading: str) -> Mask:
    """Where a party would stay under Nash, GMR, SMR or SEQ in one of the four readings (Li et al. 2004).

    Nash: no incentive. GMR: every incentive s1 has an s2 in R_{N-i}(s1) that deters i. SMR: and every s3 in
    R_i(s2) deters it too. SEQ: s2 in R_{N-i}^{+,U}(s1). Incentives are R_i^+(s), and in readings a and c
    R_i^{+,U}(s); what deters is known to be no better than s, and in readings c and d may also compare with
    s in an unknown way.
    """
    game, ranks = given.moves.game, given.moves.game.ranks[party].astype(np.int64)
    found = np.zeros(game.outcomes, dtype=np.bool_)
    for members, unknown in given.doubts[party].groups(one_by_one=game.is_graph):
        feared = np.where(unknown, LOWEST if reading in "cd" else HIGHEST, ranks)
        if concept == "smr":
            feared = given.moves.best(party, feared)
        after = given.sanctions(party, concept, feared)
        reward = given.moves.best_improvement(party, np.where(unknown, LOWEST, after))
        if reading in "ac" and unknown.any():
            doubtful = best_elsewhere(given.moves, party, np.where(unknown, after, LOWEST))
            reward = np.maximum(reward, doubtful)
        found |= members & (reward <= ranks)
    return found


@dataclass(frozen=True, kw_only=True)
class Unknown(Standing):
    """Where each party would stay under each concept and reading; concepts "nash_a", ..., "seq_d"."""

    doubts: tuple[Doubts, ...]

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        plain, reading = concept.split("_")
        incentives = [*self._incentives(outcome, party, reading)]
        if not incentives:
            return ("Nothing tempts it away.", READINGS[reading].capitalize() + ".")
        lines = [self._answered(outcome, party, plain, reading, target) for target in incentives]
        return (*lines, READINGS[reading].capitalize() + ".")

    def _incentives(self, outcome: int, party: int, reading: str) -> Iterator[int]:
        ranks, unknown = self.question.game.ranks[party], self.doubts[party].of(outcome)
        for target in self.question.game.moves(party, outcome).tolist():
            if reading in "ac" if unknown[target] else ranks[target] > ranks[outcome]:
                yield target

    def _answered(self, outcome: int, party: int, concept: str, reading: str, target: int) -> str:
        game, label = self.question.game, self.question.label
        unknown = self.doubts[party].of(outcome)
        gain = "which it may or may not prefer" if unknown[target] else "which it prefers"
        start = f"It could move to {label(target)}, {gain}"
        if concept == "nash":
            return f"{start}; Nash stability looks no further."
        deterring = unknown if reading in "cd" else np.zeros_like(unknown)
        deterring = deterring | ~unknown & (game.ranks[party] <= game.ranks[party, outcome])
        if concept == "smr":
            escaping = (~deterring).astype(np.int8)
            deterring = deterring & (moves_of(game).best(party, escaping) == 0)
        others = [other for other in range(len(game.parties)) if other != party]
        steps = shortest(game, others, target, self._towards if concept == "seq" else game.moves, deterring)
        if steps is None:
            return f"{start}; and nothing the others do in answer would deter it."
        end = steps[-1].target
        loss = "which may be no better" if unknown[end] else "no better for it"
        return f"{start}; but then {told(self.question, steps)}, {loss} than {label(outcome)}."

    def _towards(self, party: int, outcome: int) -> Indices:
        """R^{+,U}: a party's moves to what it prefers, or may prefer."""
        game, reached = self.question.game, self.question.game.moves(party, outcome)
        better = game.ranks[party, reached] > game.ranks[party, outcome]
        return np.compress(better | self.doubts[party].of(outcome)[reached], reached)


def unknown_preferences(
    subject: Game | Case | Question,
    pairs: Sequence[Sequence[Pair]] | None = None,
    concepts: Iterable[str] | str = tuple(TITLES),
    readings: Iterable[str] | str = tuple(READINGS),
) -> Unknown:
    """What is stable when some comparisons are unknown, in each of the four readings.

    subject: a case that names unknown comparisons, or a bare game with `pairs`: for each party a list of
    pairs of bool arrays over outcomes; every comparison of an outcome in the one with an outcome in the
    other is unknown. concepts: among "nash", "gmr", "smr", "seq". readings: among "a", "b", "c", "d"; this
    module says what they are. Raises ArgumentError for an unknown concept or reading, SizeError for more
    than 256 classes of outcomes. Each concept and reading costs a search for each class, some 2 log2(joint
    choices) passes over the outcomes a round.

    >>> dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> both = ([True, False, False, False], [False, True, False, False])  # would Row rather cooperate?
    >>> found = unknown_preferences(dilemma, [[both], []], "nash")
    >>> {concept: row[0].tolist() for concept, row in found.stable.items()}["nash_b"]
    [True, True, False, True]
    """
    names, wanted = known_names(concepts, TITLES), known_names(readings, READINGS, "reading")
    question = ask(subject)
    known = pairs_of(question) if pairs is None else pairs
    given = Uncertain(moves_of(question.game), doubts_of(question.game, known))
    parties = range(len(question.game.parties))
    found = {
        f"{name}_{reading}": only_feasible(
            question.game,
            [stable(given, party, name, reading) for party in parties],
        )
        for name, reading in product(names, wanted)
    }
    return Unknown(
        subject=question.about,
        method="stability with unknown preference by definition, exact",
        parameters={"concepts": list(names), "readings": list(wanted)},
        question=question,
        stable=found,
        titles={key: f"{TITLES[key[:-2]]} ({key[-1]})" for key in found},
        notes=tuple(f"({reading}) {READINGS[reading]}." for reading in wanted),
        doubts=given.doubts,
    )


def pairs_of(question: Question) -> list[list[Pair]]:
    """The unknown comparisons a case names, party by party; raises UndefinedError where it names none."""
    case, built = question.case, question.built
    if case is None or built is None or not case.unknown:
        raise UndefinedError(
            "no comparison is unknown: name some under `unknown` of a party's preference, or give `pairs`"
        )
    return [
        [(built.masks(one.between[0]), built.masks(one.between[1])) for one in case.unknown.get(party.id, ())]
        for party in case.parties
    ]


def doubts_of(game: Game, pairs: Sequence[Sequence[Pair]]) -> tuple[Doubts, ...]:
    """The unknown comparisons of each party from pairs of sets."""
    if len(pairs) != len(game.parties):
        raise ArgumentError(
            f"pairs must have one list for each of {len(game.parties)} parties, not {len(pairs)}"
        )
    for own in pairs:
        for pair in own:
            if len(pair) != 2 or any(np.shape(side) != (game.outcomes,) for side in pair):
                raise ArgumentError(
                    f"an unknown comparison is between two bool arrays of {game.outcomes} outcomes each"
                )
    return tuple(Doubts.between(own, game.outcomes) for own in pairs)
