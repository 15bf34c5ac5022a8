"""How a conflict can evolve from its status quo: what can be reached, in how many steps, and who moves.

Li, Kilgour and Hipel, "Status quo analysis in the graph model for conflict resolution", Journal of the
Operational Research Society 56 (2005). A *step* is a move of one party or a joint move of a named coalition
C: any sequence of its members' moves (R_C). No party moves twice in a row, within joint moves and across
steps, so the search runs over (outcome, last mover). A step is an improvement when everyone who makes it
strictly prefers where it leads to where it began; a *path by improvements* has no other steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from winset.analysis.evolution import Evolution, Kind, Path, Step, explore, trace
from winset.analysis.question import Question, ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.stability import CONCEPTS, TITLES, stability
from winset.errors import ArgumentError
from winset.game.game import Game, Indices
from winset.game.steps import Mover, Steps

if TYPE_CHECKING:
    from winset.case.model import Case

MOST_PATHS = 200  # paths written out; every other count and set is complete


@dataclass(frozen=True, kw_only=True)
class Paths(Result):
    """What can be reached from the status quo, and how.

    start: its index. movers: the parties, then the named coalitions. by_moves, by_improvements: the
    searches. equilibria: for each concept the indices of its equilibria. most: the limit on steps, if any.
    """

    question: Question
    start: int
    movers: tuple[Mover, ...]
    by_moves: Evolution
    by_improvements: Evolution
    equilibria: dict[str, Indices]
    most: int | None = None

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """To each equilibrium a shortest path by moves and, where there is one, by improvements."""
        return tuple(
            trace(self._steps, evolution, self.movers, target)
            for target in self._targets[:MOST_PATHS].tolist()
            for evolution in (self.by_moves, self.by_improvements)
            if evolution.fewest[target] >= 0
        )

    def reached(self, kind: Kind = "moves", steps: int | None = None) -> Indices:
        """The outcomes reached in at most so many steps, the status quo among them, ascending."""
        fewest = self._by(kind).fewest
        return np.flatnonzero((fewest >= 0) & (fewest <= (fewest.max() if steps is None else steps)))

    def unreachable(self, kind: Kind = "moves") -> Indices:
        """The equilibria, under any concept asked for, that no path leads to."""
        targets = self._targets
        return targets[self._by(kind).fewest[targets] < 0]

    def path(self, outcome: str | int, kind: Kind = "moves") -> Path | None:
        """A shortest path to an outcome, None where there is none; by id (bare game: by index)."""
        index = self.question.outcome(outcome)
        evolution = self._by(kind)
        return None if evolution.fewest[index] < 0 else trace(self._steps, evolution, self.movers, index)

    def why(self, outcome: str | int) -> str:
        """How an outcome can come about from the status quo, step by step, or that it cannot."""
        label = self.question.label(self.question.outcome(outcome))
        lines = [f"From {self.question.label(self.start)} to {label}:"]
        for kind in ("moves", "improvements"):
            path = self.path(outcome, kind)
            if path is None:
                lines.append(f"  No path by {kind}{self._limit()}.")
            else:
                lines += [f"  By {kind}, {_count(len(path.steps), 'step')}."]
                lines += [f"    {self._sentence(step)}" for step in path.steps]
        return "\n".join(lines)

    def tables(self) -> tuple[Table, ...]:
        """The paths to the equilibria, their steps, and how many outcomes are reached in how many steps."""
        return (self._path_table(), self._step_table(), self._reach_table())

    def findings(self) -> dict[str, Any]:
        """Status quo, movers, what is reached in how many steps, the paths, and what cannot be reached."""
        ids = self.question.ids
        return {
            "status_quo": self.question.id(self.start),
            "movers": [[self.question.game.parties[party] for party in mover] for mover in self.movers],
            "reached": {kind: self._layers(kind) for kind in ("moves", "improvements")},
            "equilibria": {concept: ids(indices) for concept, indices in self.equilibria.items()},
            "paths": [self._path_data(path) for path in self.paths],
            "unreachable": {kind: ids(self.unreachable(kind)) for kind in ("moves", "improvements")},
        }

    def _by(self, kind: Kind) -> Evolution:
        return self.by_moves if kind == "moves" else self.by_improvements

    @cached_property
    def _steps(self) -> Steps:
        return Steps(self.question.game)

    @property
    def _targets(self) -> Indices:
        return _together(self.equilibria)

    def _limit(self) -> str:
        return f" of at most {_count(self.most, 'step')}" if self.most is not None else ""

    def _sentence(self, step: Step) -> str:
        label = self.question.label
        movers = self.question.together(step.movers)
        return f"{label(step.source)} → {label(step.target)}: {movers}, {self._gain_words(step)}"

    def _gain_words(self, step: Step) -> str:
        if step.improves:
            return "an improvement" + (" for each of them" if len(step.movers) > 1 else "")
        losers = [self.question.name(party) for party, gain in zip(step.movers, step.gains) if not gain]
        return "not an improvement" + (f" for {' and '.join(losers)}" if len(step.movers) > 1 else "")

    def _path_table(self) -> Table:
        rows = [self._path_row(int(target)) for target in self._targets[:MOST_PATHS]]
        notes = [] if rows else ["No outcome is stable for every party under the concepts asked for."]
        if self._targets.size > MOST_PATHS:
            notes.append(f"The first {MOST_PATHS} of {self._targets.size} equilibria.")
        columns = ("outcome", "holds under", "steps", "path by moves", "path by improvements")
        return Table(
            f"From {self.question.label(self.start)} to what would hold",
            columns,
            tuple(rows),
            tuple(notes),
            self.question.legend(self._targets[:MOST_PATHS]),
        )

    def _path_row(self, target: int) -> tuple[Cell, ...]:
        concepts = ", ".join(TITLES[name] for name, held in self.equilibria.items() if np.isin(target, held))
        written = {path.kind: self._written(path) for path in self.paths if path.target == target}
        steps = int(self.by_moves.fewest[target])
        none = f"none{self._limit()}"
        shown = (written.get("moves", none), written.get("improvements", none))
        return (self.question.label(target), concepts, steps if steps >= 0 else None, *shown)

    def _written(self, path: Path) -> str:
        parts = [str(self.question.id(self.start))]
        for step in path.steps:
            parts.append(f"→ {self.question.id(step.target)} ({self.question.together(step.movers)})")
        return " ".join(parts) if path.steps else "already there"

    def _step_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        name = self.question.id
        for path in self.paths:
            for number, step in enumerate(path.steps, 1):
                movers = self.question.together(step.movers)
                ends = (str(name(step.source)), str(name(step.target)))
                rows.append(
                    (str(name(path.target)), path.kind, number, *ends, movers, self._gain_words(step))
                )
        columns = ("towards", "by", "step", "from", "to", "who moves", "is it an improvement")
        return Table("The steps", columns, tuple(rows))

    def _reach_table(self) -> Table:
        total = self.question.feasible.size
        far = int(max(self.by_moves.fewest.max(), self.by_improvements.fewest.max()))
        kinds: tuple[Kind, ...] = ("moves", "improvements")
        rows = tuple((k, *(int(self.reached(kind, k).size) for kind in kinds)) for k in range(far + 1))
        left = [total - self.reached(kind).size for kind in kinds]
        far_off = [f"{many:,} cannot be reached by {kind}" for many, kind in zip(left, kinds) if many]
        said = " and ".join(far_off) or "none is out of reach"
        notes = (f"Of {_count(total, 'outcome')}, {said}.",)
        return Table("Outcomes reached", ("in at most", "by moves", "by improvements"), rows, notes)

    def _layers(self, kind: Kind) -> dict[str, list[Any]]:
        fewest = self._by(kind).fewest
        order = np.argsort(fewest, kind="stable")
        bounds = np.searchsorted(fewest[order], np.arange(int(fewest.max()) + 2))
        layers = [order[low:high] for low, high in pairwise(bounds)]
        return {str(steps): self.question.ids(members) for steps, members in enumerate(layers)}

    def _path_data(self, path: Path) -> dict[str, Any]:
        concepts = [name for name, held in self.equilibria.items() if np.isin(path.target, held)]
        steps = [
            {
                "from": self.question.id(step.source),
                "to": self.question.id(step.target),
                "movers": [self.question.game.parties[party] for party in step.movers],
                "gains": list(step.gains),
            }
            for step in path.steps
        ]
        return {"to": self.question.id(path.target), "by": path.kind, "equilibrium": concepts, "steps": steps}


def paths(
    subject: Game | Case,
    start: str | int | None = None,
    steps: int | None = None,
    coalitions: Iterable[Iterable[str | int]] | None = None,
    concepts: Sequence[str] = tuple(CONCEPTS),
) -> Paths:
    """How the conflict can evolve from its status quo, and the shortest path to every equilibrium.

    subject: a case, or a bare game. start: the outcome to start from, by id (bare game: by index); the
    case's status quo by default. steps: at most so many. coalitions: who may move jointly; those the case
    names by default. concepts: whose equilibria to find paths to. Raises ArgumentError for a start, party
    or concept that does not exist.

    >>> game = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))  # the prisoners' dilemma
    >>> print(paths(game, start=0).why(3))
    From 0 to 3:
      By moves, 2 steps.
        0 → 2: Column, an improvement
        2 → 3: Row, an improvement
      By improvements, 2 steps.
        0 → 2: Column, an improvement
        2 → 3: Row, an improvement
    """
    if steps is not None and steps < 0:
        raise ArgumentError(f"steps must be at least 0, not {steps}")
    question = ask(subject)
    first = question.status_quo(start)
    movers = _movers(question, coalitions)
    walk = Steps(question.game)
    by_moves = explore(walk, first, movers, "moves", steps)
    by_improvements = explore(walk, first, movers, "improvements", steps)
    equilibria = dict(stability(question.game, concepts).equilibria)
    named = [[question.game.parties[party] for party in mover] for mover in movers if len(mover) > 1]
    return Paths(
        subject=question.about,
        method="breadth-first search over (outcome, last mover), exact",
        parameters={
            "start": question.id(first),
            "steps": steps,
            "coalitions": named,
            "concepts": list(equilibria),
        },
        question=question,
        start=first,
        movers=movers,
        by_moves=by_moves,
        by_improvements=by_improvements,
        equilibria=equilibria,
        most=steps,
    )


def _movers(question: Question, coalitions: Iterable[Iterable[str | int]] | None) -> tuple[Mover, ...]:
    """Single parties in order, then the coalitions of two or more, each once."""
    if coalitions is None:
        coalitions = question.case.coalitions if question.case is not None else ()
    single: list[Mover] = [(party,) for party in range(len(question.game.parties))]
    return tuple(dict.fromkeys([*single, *(question.coalition(members) for members in coalitions)]))


def _together(equilibria: dict[str, Indices]) -> Indices:
    """The equilibria under any concept, each once, ascending."""
    found: Indices = np.unique(np.concatenate([*equilibria.values(), np.empty(0, dtype=np.int64)]))
    return found


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
