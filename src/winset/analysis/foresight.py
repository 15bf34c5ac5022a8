"""Stability with limited foresight, and non-myopic stability: a party that thinks some moves ahead.

Two parties move in turn, each may stay. Kilgour, "Anticipation and stability in two-person noncooperative
games", in Dynamic Models of International Conflict (1985); Brams and Wittman, "Nonmyopic equilibria in 2 x
2 games", Conflict Management and Peace Science 6 (1981). As in Fang, Hipel and Kilgour (1993), ends are
compared strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.question import Question, ask
from winset.analysis.standing import Standing, horizons, only_feasible, two_parties
from winset.errors import SizeError
from winset.game.elsewhere import Numbers, best_elsewhere
from winset.game.game import Game, Mask
from winset.game.moves import Moves, moves_of

if TYPE_CHECKING:
    from winset.case.model import Case

TIES = "Of moves that end equally well for a party it takes the one to the lowest outcome."
MOST_HORIZONS = 2_000


@dataclass(frozen=True)
class Thought:
    """What one party expects at each outcome: the move it considers (-1: none), and where play ends."""

    move: Numbers
    end: Numbers


def ahead(moves: Moves) -> Iterator[tuple[Thought, Thought]]:
    """For h = 1, 2, ... what each party expects who looks h moves ahead: G_h(i, s) in `end`.

    G_0(i, s) = s. The move M of i is the one that ends best for i when the other answers it with G_{h-1};
    then G_h(i, s) = G_{h-1}(j, M) if i strictly prefers that to s, else s. Ties go to the lowest outcome.
    """
    stay = np.arange(moves.game.outcomes, dtype=np.int64)
    ends = (stay, stay)
    while True:
        thoughts = (_thought(moves, 0, ends[1]), _thought(moves, 1, ends[0]))
        yield thoughts
        ends = (thoughts[0].end, thoughts[1].end)


def limited(moves: Moves, horizon: int) -> Mask:
    """L_h: s is stable for i when G_h(i, s) = s, rows by party. L_1 is Nash stability (Kilgour 1985)."""
    for h, thoughts in enumerate(ahead(moves), 1):
        if h == horizon:
            return _staying(moves.game, thoughts)
    raise AssertionError("looking ahead has no end")


def non_myopic(moves: Moves) -> Mask:
    """Stable under L_h for every h from some h on (Brams and Wittman 1981), rows by party.

    What the parties expect at h + 1 depends only on what they expect at h, so it comes round in the end;
    stable is what stays put all the way round. Raises SizeError when it has not come round after 2,000
    moves.
    """
    seen: dict[bytes, int] = {}
    staying: list[Mask] = []
    for h, thoughts in enumerate(ahead(moves)):
        mark = sha256(thoughts[0].end.tobytes() + thoughts[1].end.tobytes()).digest()
        if mark in seen:
            return np.asarray(np.logical_and.reduce(staying[seen[mark] :]))
        if h == MOST_HORIZONS:
            break
        seen[mark] = h
        staying.append(_staying(moves.game, thoughts))
    raise SizeError(
        f"what the parties expect has not come round after {MOST_HORIZONS:,} moves: ask for limited horizons",
        moves.game.outcomes,
    )


@dataclass(frozen=True, kw_only=True)
class Foresight(Standing):
    """Where each party would stay when it thinks ahead; concepts "l1", "l2", ... and "non_myopic"."""

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        moves = moves_of(self.question.game)
        if concept == "non_myopic":
            return self._long_run(moves, outcome, party)
        thoughts = [pair for pair, _ in zip(ahead(moves), range(int(concept[1:])))]
        return self._course(thoughts, outcome, party)

    def _course(self, thoughts: list[tuple[Thought, Thought]], outcome: int, party: int) -> tuple[str, ...]:
        """What the party expects of its best move."""
        label, name, ranks = self.question.label, self.question.name, self.question.game.ranks[party]
        move = int(thoughts[-1][party].move[outcome])
        if move < 0:
            return (f"{name(party)} has no move from {label(outcome)}.",)
        steps, here, mover = [f"{name(party)} moves to {label(move)}"], move, 1 - party
        for pair in reversed(thoughts[:-1]):
            if pair[mover].end[here] == here:
                steps.append(f"{name(mover)} stays")
                break
            here = int(pair[mover].move[here])
            steps.append(f"{name(mover)} moves to {label(here)}")
            mover = 1 - mover
        better = ranks[here] > ranks[outcome]
        verdict = "which it prefers to" if better else "which it does not prefer to"
        return (f"{', then '.join(steps)}: play ends at {label(here)}, {verdict} {label(outcome)}.", TIES)

    def _long_run(self, moves: Moves, outcome: int, party: int) -> tuple[str, ...]:
        """The horizons, up to where expectations come round, at which the party would move."""
        leaving = []
        for h, pair in zip(range(1, 13), ahead(moves)):
            if pair[party].end[outcome] != outcome:
                leaving.append(str(h))
        name = self.question.name(party)
        if not leaving:
            return (f"Looking 1 to 12 moves ahead, {name} always stays.", TIES)
        return (
            f"Of horizons from 1 to 12, {name} would move looking {', '.join(leaving)} moves ahead.",
            TIES,
        )


def foresight(
    subject: Game | Case | Question, horizon: int | Iterable[int] = (1, 2, 3, 4), non_myopic_too: bool = True
) -> Foresight:
    """Where each party would stay if it looked some moves ahead, expecting the other to look one move less.

    subject: a case, or a bare game, of two parties. horizon: how many moves, one number or several, at most
    1,000. non_myopic_too: also what stays stable however far they look. Raises UndefinedError for more than
    two parties: no agreed definition exists. A horizon costs about 4 log2(joint choices) passes over the
    outcomes.

    >>> chicken = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Col"))
    >>> found = foresight(chicken, horizon=[1, 3])
    >>> {concept: held.tolist() for concept, held in found.equilibria.items()}
    {'l1': [1, 2], 'l3': [0], 'non_myopic': [0]}
    >>> print(found.why(0, "Row", "l3"))
    0 is stable for Row under L3.
      Row moves to 1, then Col moves to 3, then Row moves to 2: play ends at 2, which it does not prefer to 0.
      Of moves that end equally well for a party it takes the one to the lowest outcome.
    """
    question = ask(subject)
    two_parties(question.game, "Limited foresight")
    asked = horizons(horizon, 1_000)
    moves = moves_of(question.game)
    stable = {
        f"l{h}": _staying(question.game, thoughts)
        for h, thoughts in zip(range(1, asked[-1] + 1), ahead(moves))
        if h in asked
    }
    titles = {name: name.upper() for name in stable} | {"non_myopic": "non-myopic stability"}
    if non_myopic_too:
        stable["non_myopic"] = non_myopic(moves)
    return Foresight(
        subject=question.about,
        method="limited foresight by backward induction, exact",
        parameters={"horizons": list(asked), "non_myopic": non_myopic_too, "ties": "lowest outcome"},
        question=question,
        stable=stable,
        titles=titles,
        notes=(TIES,),
    )


def _staying(game: Game, thoughts: tuple[Thought, Thought]) -> Mask:
    stay = np.arange(game.outcomes, dtype=np.int64)
    return only_feasible(game, [np.asarray(thought.end == stay) for thought in thoughts])


def _thought(moves: Moves, party: int, answer: Numbers) -> Thought:
    """The move that ends best for a party when the other's answers are given, and where play then ends."""
    game, stay = moves.game, np.arange(moves.game.outcomes, dtype=np.int64)
    ranks = game.ranks[party].astype(np.int64)
    key = (ranks[answer] - ranks.min()) * game.outcomes + (
        game.outcomes - 1 - stay
    )  # best end, then lowest move
    best = best_elsewhere(moves, party, key)
    move = np.where(best < 0, -1, game.outcomes - 1 - best % game.outcomes)
    end = answer[move]
    gains = (move >= 0) & (ranks[end] > ranks)
    return Thought(move, np.where(gains, end, stay))
