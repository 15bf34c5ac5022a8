"""The move graph as a value: outcomes, who moves between them, what holds, and the paths that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from winset.show.picture import Picture
from winset.show.strength import STRENGTHS
from winset.show.wording import counted, listed

if TYPE_CHECKING:
    from winset.analysis.question import Question

Move = tuple[int, int, tuple[int, ...]]  # from, to, movers


@dataclass(frozen=True)
class Node:
    """An outcome: its id, the place in `STRENGTHS` of how it holds (None: not), whether it is the present."""

    id: str
    strength: int | None = None
    now: bool = False


@dataclass(frozen=True)
class Arc:
    """A move between outcomes; several movers move jointly. `gains`: each of them prefers where it leads."""

    source: str
    target: str
    movers: tuple[str, ...]
    gains: bool = True
    on_path: bool = False


@dataclass(frozen=True)
class MoveGraph(Picture):
    """Outcomes and moves to draw, and the parties in the case's order."""

    title: str
    parties: tuple[str, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """The graph in words: how many outcomes, what holds, and the steps of the paths."""
        held = [
            f"{node.id} ({STRENGTHS[node.strength].name})" for node in self.nodes if node.strength is not None
        ]
        steps = [f"{arc.source} to {arc.target} by {listed(arc.movers)}" for arc in self.arcs if arc.on_path]
        said = [f"Move graph of {counted(len(self.nodes), 'outcome')}"]
        said += [f"the present one is {node.id}" for node in self.nodes if node.now]
        said += [f"holding: {', '.join(held)}"] * bool(held) + [f"steps: {', '.join(steps)}"] * bool(steps)
        return "; ".join(said) + "."


def move_graph(
    question: Question,
    outcomes: Iterable[int],
    strengths: Mapping[int, int],
    now: int | None = None,
    path: Iterable[Move] = (),
    costly: Iterable[Move] = (),
) -> MoveGraph:
    """The graph of some outcomes: every improving move between them, and the steps given.

    strengths: for outcomes that hold, the place in `STRENGTHS`. path: steps to mark as paths. costly:
    further moves to show although they improve nothing for their mover. Outcomes are indices.
    """
    on_path = tuple(dict.fromkeys(path))
    chosen = sorted(
        {*outcomes, *(end for step in on_path for end in step[:2])} | ({now} if now is not None else set())
    )
    named = tuple(question.name(party) for party in range(len(question.game.parties)))
    moves = dict.fromkeys((*on_path, *_improving(question, chosen), *costly))
    return MoveGraph(
        title="Moves between these outcomes",
        parties=named,
        nodes=tuple(Node(str(question.id(index)), strengths.get(index), index == now) for index in chosen),
        arcs=tuple(
            Arc(
                str(question.id(source)),
                str(question.id(target)),
                tuple(named[mover] for mover in movers),
                _gains(question, source, target, movers),
                (source, target, movers) in on_path,
            )
            for source, target, movers in moves
        ),
    )


def _improving(question: Question, chosen: list[int]) -> Iterator[Move]:
    inside = set(chosen)
    for source in chosen:
        for party in range(len(question.game.parties)):
            for target in question.game.improvements(party, source).tolist():
                if target in inside:
                    yield source, target, (party,)


def _gains(question: Question, source: int, target: int, movers: tuple[int, ...]) -> bool:
    return all(question.game.ranks[mover, target] > question.game.ranks[mover, source] for mover in movers)
