"""What a party's preference must be for an outcome to be stable for it, in words and to be checked.

At a target s every concept of individual stability asks the same of party i: for each move t of i from s, s
is at least as good as t, or some sanction deters i. So a condition is a list of clauses, one for each move;
a clause is met by any of its alternatives; an alternative lists outcomes that s must be at least as good
as. Which alternatives there are depends on the moves, and under SEQ and SSEQ on the others' preferences,
but not on i's own.

Inverse analysis: Kinsara, Kilgour and Hipel, "Inverse approach to the graph model for conflict resolution",
IEEE Transactions on Systems, Man and Cybernetics: Systems 45 (2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from winset.analysis.question import Question
from winset.analysis.why import SANCTIONS
from winset.errors import SizeError
from winset.game.joint import others
from winset.game.reach import Reach

MOST_LISTED = 2**20  # outcomes in all alternatives of a condition together
_SHOWN = 6  # alternatives written out in a sentence


@dataclass(frozen=True)
class Clause:
    """For one move t of the party: alternatives, any of which keeps the party from it.

    Each is a set of outcomes that the target must be at least as good as: {t}, or a sanction and what the
    party can make of it. Alternatives that ask for more than another does are left out.
    """

    move: int
    alternatives: tuple[frozenset[int], ...]


@dataclass(frozen=True, eq=False)
class Condition:
    """What must hold of a party's ranking for the target to be stable for it; no clause: it always is."""

    question: Question
    party: int
    target: int
    concept: str
    clauses: tuple[Clause, ...]

    def holds(self, ranks: npt.ArrayLike) -> bool:
        """Whether a ranking meets the condition: one number for each outcome, larger better."""
        row = np.asarray(ranks)
        return bool(row[self.target] >= self.threshold(row))

    def threshold(self, ranks: npt.ArrayLike) -> int | float:
        """The rank the target must have at least, the other outcomes being ranked so; -inf: any will do."""
        row = np.asarray(ranks)
        needs = [
            min(max(row[x].item() for x in alternative) for alternative in clause.alternatives)
            for clause in self.clauses
        ]
        return max(needs, default=float("-inf"))

    @property
    def outcomes(self) -> tuple[int, ...]:
        """The outcomes whose comparison with the target matters, ascending."""
        return tuple(sorted({x for clause in self.clauses for one in clause.alternatives for x in one}))

    def sentences(self) -> Iterator[str]:
        """The condition in words, a sentence for each clause."""
        name, target = self.question.name(self.party), self.question.label(self.target)
        if not self.clauses:
            yield f"{target} is stable for {name} whatever it prefers."
        for clause in self.clauses:
            yield f"{name} must find {target} at least as good as {self._either(clause)}."

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def listed(self) -> str:
        """What the target must be at least as good as, by id: for each clause its alternatives, joined by or."""
        return "; ".join(map(self._alternatives, self.clauses)) or "nothing in particular"

    def _alternatives(self, clause: Clause) -> str:
        """The alternatives of one clause by id, its move first; the outcomes of one of them joined by +."""
        ordered = sorted(clause.alternatives, key=lambda one: one != {clause.move})
        shown = [" + ".join(map(str, self.question.ids(sorted(one)))) for one in ordered[:_SHOWN]]
        left = len(ordered) - len(shown)
        return " or ".join([*shown, *([f"any of {left:,} more"] if left else [])])

    def _either(self, clause: Clause) -> str:
        label, (_, symmetric) = self.question.label, SANCTIONS.get(self.concept, ("moves", False))
        sanctions = [one for one in clause.alternatives if one != {clause.move}]
        own = len(sanctions) < len(clause.alternatives)
        parts = [f"{label(clause.move)}, to which it can move"] if own else []
        for number, one in enumerate(sanctions[:_SHOWN]):
            listed = " and ".join(label(x) for x in sorted(one))
            makers = "others and then it" if symmetric else "others"
            parts.append(
                f"{listed}, which {makers} can make of {label(clause.move)}" if not number else listed
            )
        if len(sanctions) > _SHOWN:
            parts.append(f"any of {len(sanctions) - _SHOWN:,} more")
        return "; or as ".join(parts)


def condition(question: Question, party: int, target: int, concept: str) -> Condition:
    """The condition on a party's preference under which a target is stable for it, the others' given.

    concept: "nash", "gmr", "smr", "seq" or "sseq". Raises SizeError where the alternatives are too many to
    list.

    >>> from winset.analysis.question import ask
    >>> from winset.game.game import Game
    >>> dilemma = ask(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column")))
    >>> print(condition(dilemma, 0, 0, "seq"))
    Row must find 0 at least as good as 1, to which it can move; or as 3, which others can make of 1.
    >>> condition(dilemma, 0, 0, "seq").holds([1, 3, 0, 2]), condition(dilemma, 0, 0, "seq").holds([1, 3, 2, 0])
    (False, True)
    """
    game, reach = question.game, question.reach
    found: list[Clause] = []
    listed = 0
    for move in game.moves(party, target).tolist():
        alternatives = [frozenset([move]), *_sanctions(reach, party, target, move, concept)]
        listed += sum(map(len, alternatives))
        if listed > MOST_LISTED:
            raise SizeError(
                f"the conditions of {concept} name more than {MOST_LISTED:,} outcomes: ask for nash or seq, or for a "
                "smaller game",
                game.outcomes,
            )
        if all(alternatives):
            found.append(Clause(move, _least(alternatives)))
    return Condition(question, party, target, concept, tuple(found))


def _sanctions(reach: Reach, party: int, target: int, move: int, concept: str) -> Iterator[frozenset[int]]:
    """For each thing the others can make of a move: the outcomes that must be no better than the target."""
    if concept not in SANCTIONS:
        return  # Nash
    (kind, symmetric), game = SANCTIONS[concept], reach.game
    ends = np.flatnonzero(reach.from_outcome(others(game, [party]), move, kind == "improvements"))
    for end in ends.tolist():
        escapes = game.moves(party, end).tolist() if symmetric else []
        yield frozenset([end, *escapes]) - {target}


def _least(alternatives: list[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """The alternatives that ask for no more than another does, each once, smallest first."""
    kept: list[frozenset[int]] = []
    having: dict[int, list[frozenset[int]]] = {}
    for one in sorted(set(alternatives), key=lambda one: (len(one), sorted(one))):
        rivals = (other for x in one for other in having.get(x, ()))
        if not any(other <= one for other in rivals):
            kept.append(one)
            for x in one:
                having.setdefault(x, []).append(one)
    return tuple(kept)
