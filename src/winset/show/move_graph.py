"""The move graph as a value: outcomes, who moves between them, what holds, and the path from today."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """An outcome: its id, the place in `STRENGTHS` of how it holds (None: it does not), whether it is today's."""

    id: str
    strength: int | None = None
    today: bool = False


@dataclass(frozen=True)
class Arc:
    """A move between two outcomes; several movers move jointly. `gains`: every mover prefers where it leads."""

    source: str
    target: str
    movers: tuple[str, ...]
    gains: bool = True
    on_path: bool = False


@dataclass(frozen=True)
class MoveGraph:
    """Outcomes and moves to draw, the parties in the case's order, and a sentence for those who cannot see it."""

    title: str
    parties: tuple[str, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    description: str = ""
    notes: tuple[str, ...] = ()
