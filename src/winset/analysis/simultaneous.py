"""Simultaneous sanctions: what is stable because improvements made at the same time would spoil each other.

Fraser and Hipel, "Solving complex conflicts", IEEE Transactions on Systems, Man and Cybernetics 9 (1979),
and *Conflict Analysis: Models and Resolutions* (1984). Changes of options add up, so the game must be in
option form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.question import Question, ask
from winset.analysis.stability import seq
from winset.analysis.standing import Standing, only_feasible
from winset.analysis.why import why
from winset.errors import SizeError, UndefinedError
from winset.game.game import Game, Indices, Mask
from winset.game.moves import moves_of

if TYPE_CHECKING:
    from winset.case.model import Case

MOST_COMBINATIONS = 2**28
_OVERHEAD = 256  # combinations that could be looked at while one outcome is taken up


def sim(game: Game, party: int, outcome: int) -> bool:
    """SIM: every improvement t of i from s is spoiled by others who improve from s at the same time.

    Some non-empty set of other parties has an improvement each from s, such that all changes together, i's
    and theirs, give a feasible outcome that i does not prefer to s. Every improvement is checked against
    every combination (Fraser and Hipel 1979).
    """
    return all(spoiler(game, party, outcome, int(t)) is not None for t in game.improvements(party, outcome))


def spoiler(game: Game, party: int, outcome: int, target: int) -> Indices | None:
    """The improvements of the others, one each or none (given as the outcome itself), that spoil one of i's.

    Of all combinations the first that leaves the party worst off; None when none spoils it.
    """
    choices = [
        np.array([outcome])
        if other == party
        else np.concatenate([[outcome], game.improvements(other, outcome)])
        for other in range(len(game.parties))
    ]
    ends = reduce(np.add.outer, [choice - outcome for choice in choices]) + target
    kept = game.ranks[party][ends].astype(np.int64)
    if game.feasible is not None:
        kept[~game.feasible[ends]] = np.iinfo(np.int64).max
    kept[(0,) * kept.ndim] = np.iinfo(np.int64).max  # nobody else moves
    if kept.min() > game.ranks[party, outcome]:
        return None
    place = np.unravel_index(int(kept.argmin()), kept.shape)
    return np.array([choice[k] for choice, k in zip(choices, place)])


@dataclass(frozen=True, kw_only=True)
class Simultaneous(Standing):
    """Where each party would stay: concepts "sim", "seq" and "seq_or_sim"."""

    def _because(self, outcome: int, party: int, concept: str) -> tuple[str, ...]:
        lines = tuple(self._simultaneous(outcome, party)) if concept != "seq" else ()
        if concept == "sim":
            return lines
        return (*lines, *str(why(self.question, outcome, party, "seq")).splitlines())

    def _simultaneous(self, outcome: int, party: int) -> Iterator[str]:
        game, label, name = self.question.game, self.question.label, self.question.name
        improvements = game.improvements(party, outcome).tolist()
        if not improvements:
            yield "There is no move to an outcome it prefers."
        for target in improvements:
            found = spoiler(game, party, outcome, target)
            if found is None:
                yield f"It could move to {label(target)}, and no improvements made at once would spoil that."
                continue
            moved = [f"{name(k)} moves to {label(int(t))}" for k, t in enumerate(found) if t != outcome]
            end = target + int((found - outcome).sum())
            yield f"It could move to {label(target)}; but if at the same time {' and '.join(moved)},"
            yield f"  all end at {label(end)}, no better for it than {label(outcome)}."


def simultaneous(subject: Game | Case | Question) -> Simultaneous:
    """Where each party would stay for fear of improvements made at the same time; SEQ beside it, and either.

    Stable under SEQ or SIM, party by party, is Fraser and Hipel's own notion of stability. subject: a case,
    or a bare game, in option form. Raises UndefinedError for graph form, and SizeError, before any work,
    when there are more than 2^28 combinations of improvements to look at.

    >>> dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    >>> found = simultaneous(dilemma)
    >>> found.equilibria["sim"].tolist()
    [0, 3]
    >>> print(found.why(0, "Row", "sim"))
    0 is stable for Row under SIM.
      It could move to 1; but if at the same time Column moves to 2,
        all end at 3, no better for it than 0.
    """
    question = ask(subject)
    game = question.game
    if game.is_graph:
        raise UndefinedError(
            "simultaneous sanctions add up changes of options, and this game lists its moves one by one: "
            "write the case in option form"
        )
    _check_size(game)
    parties = range(len(game.parties))
    rows = {"sim": only_feasible(game, [_stable(game, party) for party in parties])}
    rows["seq"] = only_feasible(game, [seq(moves_of(game), party) for party in parties])
    rows["seq_or_sim"] = rows["seq"] | rows["sim"]
    return Simultaneous(
        subject=question.about,
        method="simultaneous sanctions by definition, every improvement against every combination",
        parameters={},
        question=question,
        stable=rows,
        titles={"sim": "SIM", "seq": "SEQ", "seq_or_sim": "SEQ or SIM"},
    )


def _stable(game: Game, party: int) -> Mask:
    found = np.ones(game.outcomes, dtype=np.bool_)
    moves = moves_of(game)
    tempted = moves.best(party, game.ranks[party]) > game.ranks[party]
    for outcome in np.flatnonzero(only_feasible(game, [tempted])[0]).tolist():
        found[outcome] = sim(game, party, outcome)
    return found


def _check_size(game: Game) -> None:
    """Refuse when combinations of improvements are too many to look at."""
    count = game.outcomes * len(game.parties) * _OVERHEAD
    if count <= MOST_COMBINATIONS:
        numbers = [_improvement_counts(game, party) for party in range(len(game.parties))]
        together = prod((number + 1.0 for number in numbers[1:]), start=numbers[0] + 1.0)
        count += int(sum((together / (number + 1) * number).sum() for number in numbers))
    if count > MOST_COMBINATIONS:
        raise SizeError(
            f"simultaneous sanctions of {game.outcomes:,} outcomes need some {count:,} combinations of "
            f"improvements, more than {MOST_COMBINATIONS:,}: ask for seq, or drop options",
            game.outcomes,
        )


def _improvement_counts(game: Game, party: int) -> Indices:
    """At most how many improvements a party has from each outcome: one-way options are not counted out."""
    exists = np.ones(game.outcomes, np.bool_) if game.feasible is None else game.feasible
    fibres = np.arange(game.outcomes).reshape(-1, game.sizes[party], game.strides[party])
    better = np.empty(game.outcomes, dtype=np.int64)
    for choice in range(game.sizes[party]):
        here = fibres[:, choice, :]
        above = game.ranks[party][fibres] > game.ranks[party][here][:, None, :]
        better[here] = (above & exists[fibres]).sum(axis=1)
    return better
