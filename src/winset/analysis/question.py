"""What an analysis is asked about: a game, and the case it comes from, in whose words the answer is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.result import Subject
from winset.errors import ArgumentError, suggestion
from winset.game.game import Game, Indices
from winset.game.outcomes import ids as outcome_ids
from winset.game.reach import Reach

if TYPE_CHECKING:
    from winset.case.build import Built
    from winset.case.model import Case


@dataclass(frozen=True, eq=False, repr=False)
class Question:
    """A game with names: outcomes and parties as the case calls them, or as a bare game numbers them.

    >>> question = ask(Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column")))
    >>> question.party("Column"), question.outcome(3), question.together([0, 1])
    (1, 3, 'Row and Column together')
    """

    game: Game
    about: Subject
    case: Case | None = None
    built: Built | None = None

    def id(self, index: int) -> Any:
        """How an outcome is written in data: its id, or its index in a bare game."""
        return self._ids[index] if self.case is not None else int(index)

    def ids(self, indices: Iterable[int]) -> list[Any]:
        """Several outcomes as they are written in data."""
        return [self.id(int(index)) for index in indices]

    def label(self, index: int) -> str:
        """How a reader is told of an outcome: its id, and its name where the case gives one."""
        name = self.built.name(index) if self.built is not None else None
        return f"{self.id(index)} {name}" if name else str(self.id(index))

    def legend(self, indices: Iterable[int]) -> tuple[tuple[str, str], ...]:
        """The labels of outcomes that have names, each with the id that may stand for it."""
        pairs = ((self.label(index), str(self.id(index))) for index in sorted({int(k) for k in indices}))
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    def name(self, party: int) -> str:
        """What a reader knows a party as."""
        return self.case.parties[party].name if self.case is not None else self.game.parties[party]

    def together(self, parties: Sequence[int]) -> str:
        """Several parties as one mover."""
        names = [self.name(party) for party in parties]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} together"

    def outcome(self, given: str | int) -> int:
        """The index of an outcome given by id (in a bare game: by index); it must be feasible."""
        index = self._numbers.get(str(given))
        if index is None:
            raise ArgumentError(
                f'no outcome "{given}" here: there are {len(self._numbers)}, from {self._span()}'
            )
        return index

    def party(self, given: str | int) -> int:
        """The index of a party given by id, name or index."""
        if isinstance(given, int) and 0 <= given < len(self.game.parties):
            return given
        count = range(len(self.game.parties))
        known = {self.name(party): party for party in count} | {
            self.game.parties[party]: party for party in count
        }
        if given not in known:
            hint = suggestion(str(given), known) or f"parties are {', '.join(self.game.parties)}"
            raise ArgumentError(f'unknown party "{given}" ({hint})')
        return known[str(given)]

    def coalition(self, given: Iterable[str | int]) -> tuple[int, ...]:
        """The indices of a coalition's members, each once, in the game's order."""
        members = tuple(sorted({self.party(member) for member in given}))
        if not members:
            raise ArgumentError("a coalition needs at least one member")
        return members

    def status_quo(self, given: str | int | None = None) -> int:
        """The outcome given, or the case's status quo."""
        if given is not None:
            return self.outcome(given)
        found = self.built.status_quo if self.built is not None else None
        if found is None:
            raise ArgumentError(
                "the case gives no status quo: name an outcome to start from (start, or --from)"
            )
        return int(found)

    @cached_property
    def reach(self) -> Reach:
        """What the game's parties reach together."""
        return Reach(self.game)

    @property
    def feasible(self) -> Indices:
        """The indices of the outcomes that exist, ascending."""
        feasible = self.game.feasible
        return np.arange(self.game.outcomes) if feasible is None else np.flatnonzero(feasible)

    @cached_property
    def _ids(self) -> Sequence[str]:
        if self.game.is_graph and self.case is not None:
            return tuple(self.case.outcomes)
        feasible = self.game.feasible
        exists = np.ones(self.game.outcomes, np.bool_) if feasible is None else feasible
        return [str(number) for number in outcome_ids(exists).tolist()]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {str(self.id(index)): index for index in self.feasible.tolist()}

    def _span(self) -> str:
        numbers = [*self._numbers]
        return f'"{numbers[0]}" to "{numbers[-1]}"'


def ask(subject: Game | Case | Question, max_outcomes: int | None = None) -> Question:
    """The question a case or a bare game poses; a case is built, which `max_outcomes` may refuse."""
    if isinstance(subject, Question):
        return subject
    if isinstance(subject, Game):
        return Question(subject, Subject("game", subject.digest))
    from winset.case.build import build

    built = build(subject, max_outcomes)
    return Question(built.game, Subject(subject.title, subject.digest), subject, built)
