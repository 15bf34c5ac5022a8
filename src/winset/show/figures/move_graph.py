"""The move graph drawn: from the present downwards, one row a step; what holds is filled, paths are thick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from winset.show.figures.style import COLOURS, INK, PAPER, SIZE, SOFT, PartyStyle, party_styles, rc
from winset.show.move_graph import Arc, MoveGraph, Node
from winset.show.strength import STRENGTHS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Point = tuple[float, float]
Positions = dict[str, Point]

WIDEST = 6  # outcomes side by side; a fuller row is broken
COLUMN, ROW = 0.86, 0.95  # inches between outcomes
NARROWEST = 3.4  # inches: room for the key
MARKERS = ("s", "D", "D")  # by strength; an outcome that does not hold is a circle
FACES = (COLOURS[0], COLOURS[0], PAPER)
AREA = 330.0


def draw_move_graph(graph: MoveGraph) -> Figure:
    """The graph as a figure: rows by fewest steps from the present, or down the improvements without one."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    places = layout(graph)
    across = max((x for x, _ in places.values()), default=0.0) + 1
    width = max(NARROWEST, COLUMN * (across + 0.4))
    at = {name: (width / 2 + COLUMN * (x - (across - 1) / 2), ROW * y) for name, (x, y) in places.items()}
    bottom = min((y for _, y in at.values()), default=0.0) - 0.5
    key = [*_strength_key(graph), *_party_key(graph)]
    with rc_context(rc()):
        height = 0.6 - bottom + 0.21 * len(key)
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0.6 - height, 0.6)
        _draw_arcs(axes, graph, at)
        for node in graph.nodes:
            _draw_node(axes, node, at[node.id])
        _draw_key(axes, key, bottom)
    return figure


def layout(graph: MoveGraph) -> Positions:
    """Where each outcome stands, in columns and rows (downwards from 0); the same graph, the same places."""
    import networkx as nx

    net = nx.DiGraph()
    net.add_nodes_from(node.id for node in graph.nodes)
    net.add_edges_from((arc.source, arc.target) for arc in graph.arcs)
    depth = _depths(net, next((node.id for node in graph.nodes if node.now), None))
    rows: dict[int, list[str]] = {}
    for node in graph.nodes:
        rows.setdefault(depth[node.id], []).append(node.id)
    return _in_rows(net, [rows[k] for k in sorted(rows)])


def _depths(net: Any, now: str | None) -> dict[str, int]:
    """Fewest steps from the present; what it does not lead to follows below, down its improvements."""
    import networkx as nx

    reached = {} if now is None else dict(nx.single_source_shortest_path_length(net, now))
    rest = net.subgraph([name for name in net if name not in reached])
    knots = nx.condensation(rest)  # outcomes that improve in a circle share a row
    below = max(reached.values(), default=-1) + 1
    level: dict[int, int] = {}
    for knot in nx.lexicographical_topological_sort(knots):
        level[knot] = max((level[before] + 1 for before in knots.predecessors(knot)), default=below)
    return reached | {name: level[knot] for knot in knots for name in knots.nodes[knot]["members"]}


def _in_rows(net: Any, rows: list[list[str]]) -> Positions:
    """Rows centred over each other, ordered by what leads to their members, so that arrows cross little."""
    places: Positions = {}
    y = 0.0
    for members in rows:
        ordered = sorted(members, key=lambda name: (_pull(net, places, name), members.index(name)))
        for start in range(0, len(ordered), WIDEST):
            part = ordered[start : start + WIDEST]
            for k, name in enumerate(part):
                sway = 0.16 * (k % 2) if len(part) > 2 else 0.0  # keeps arrows along a row apart
                places[name] = (k - (len(part) - 1) / 2, y - sway)
            y -= 1.0 + (0.16 if len(part) > 2 else 0.0)
    left = min((x for x, _ in places.values()), default=0.0)
    return {name: (x - left, y) for name, (x, y) in places.items()}


def _pull(net: Any, places: Positions, name: str) -> float:
    above = [places[source][0] for source in net.predecessors(name) if source in places]
    return sum(above) / len(above) if above else 0.0


def _draw_node(axes: Axes, node: Node, place: Point) -> None:
    marker = "o" if node.strength is None else MARKERS[node.strength]
    face = PAPER if node.strength is None else FACES[node.strength]
    area = AREA * (0.75 if marker == "D" else 1.0)
    if node.now:
        axes.scatter(
            *place, s=area * 1.8, marker=marker, facecolor="none", edgecolor=INK, linewidth=1.1, zorder=4
        )
        axes.annotate("now", place, (0, 16), textcoords="offset points", ha="center", color=INK, zorder=7)
    edge = SOFT if node.strength is None else COLOURS[0]
    axes.scatter(*place, s=area, marker=marker, facecolor=face, edgecolor=edge, linewidth=1.4, zorder=5)
    size = SIZE - 1.5 * max(0, min(len(node.id) - 2, 3))  # a long number in the same room
    colour = PAPER if face == COLOURS[0] else INK
    axes.text(*place, node.id, ha="center", va="center", color=colour, size=size, weight="bold", zorder=6)


def _draw_arcs(axes: Axes, graph: MoveGraph, at: Positions) -> None:
    styles = dict(zip(graph.parties, party_styles(graph.parties)))
    twins: dict[tuple[str, str], int] = {}
    for arc in sorted(graph.arcs, key=lambda arc: arc.on_path):
        twin = twins.setdefault((arc.source, arc.target), 0)
        twins[arc.source, arc.target] += 1
        ends = (at[arc.source], at[arc.target])
        _draw_arc(axes, arc, ends, [styles[mover] for mover in arc.movers], _bend(ends) + 0.17 * twin)


def _bend(ends: tuple[Point, Point]) -> float:
    """How far an arrow is bent aside: more along a row, so that it passes what stands between."""
    (x, y), (u, v) = ends
    return 0.35 if abs(v - y) < ROW / 2 and abs(u - x) > 1.5 * COLUMN else 0.13


def _draw_arc(
    axes: Axes, arc: Arc, ends: tuple[Point, Point], movers: Sequence[PartyStyle], bend: float
) -> None:
    from matplotlib.patches import FancyArrowPatch

    colour = movers[0].colour if arc.gains else SOFT
    dash = movers[0].dash
    patch = FancyArrowPatch(
        *ends,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>" if arc.gains else "->",
        mutation_scale=13 if arc.on_path else 9,
        shrinkA=11,
        shrinkB=12,
        color=colour,
        linewidth=2.4 if arc.on_path else 1.1,
        linestyle=(0, dash) if dash else "solid",
        zorder=2 if arc.on_path else 1,
    )
    axes.add_patch(patch)
    tag = "+".join(mover.tag for mover in movers)
    box = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": colour, "linewidth": 0.7}
    look: dict[str, Any] = {"size": SIZE - 2, "weight": "bold" if arc.on_path else "normal", "color": INK}
    axes.text(*_on_curve(ends, bend), tag, ha="center", va="center", zorder=3, bbox=box, **look)


def _on_curve(ends: tuple[Point, Point], bend: float, far: float = 0.57) -> Point:
    """A point on the quadratic curve between two points whose control point is bent aside."""
    (x, y), (u, v) = ends
    aside = (x + u) / 2 + bend * (v - y), (y + v) / 2 - bend * (u - x)
    near, middle = (1 - far) ** 2, 2 * far * (1 - far)
    return near * x + middle * aside[0] + far**2 * u, near * y + middle * aside[1] + far**2 * v


def _strength_key(graph: MoveGraph) -> list[tuple[str, str]]:
    held = sorted({node.strength for node in graph.nodes if node.strength is not None})
    return [(STRENGTHS[k].sign, f"holds: {STRENGTHS[k].name}") for k in held]


def _party_key(graph: MoveGraph) -> list[tuple[str, str]]:
    moving = {mover for arc in graph.arcs for mover in arc.movers}
    styles = zip(graph.parties, party_styles(graph.parties))
    return [(style.tag, f"a move of {name}") for name, style in styles if name in moving]


def _draw_key(axes: Axes, key: Sequence[tuple[str, str]], top: float) -> None:
    for k, (sign, text) in enumerate(key):
        y = top - 0.21 * k
        axes.text(0.42, y, sign, ha="right", va="center", weight="bold", size=SIZE - 1)
        axes.text(0.52, y, text, ha="left", va="center", color=SOFT, size=SIZE - 1)
