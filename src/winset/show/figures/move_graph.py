"""The move graph drawn: from today downwards, one row a move; equilibria filled, the path thick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from winset.show.figures.style import COLOURS, INK, PAPER, RULE, SIZE, SOFT, PartyStyle, party_styles, rc
from winset.show.move_graph import Arc, MoveGraph, Node
from winset.show.strength import STRENGTHS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Positions = dict[str, tuple[float, float]]

WIDTH = 5.4  # inches: readable without zooming on a phone, half a column on paper
ROW = 0.95
MARKERS = ("s", "D", "D")
FACES = (COLOURS[0], COLOURS[0], PAPER)
AREA = 360.0


def draw_move_graph(graph: MoveGraph) -> Figure:
    """The graph as a figure; rows by fewest moves from today, or a spring layout where there is no today."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    places = layout(graph)
    rows = max((-y for _, y in places.values()), default=0.0) + 1
    key = [*_strength_key(graph), *_party_key(graph)]
    with rc_context(rc()):
        height = ROW * rows + 0.2 * len(key) + 0.3
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(-height + 0.5, 0.5)
        at = {name: (x, y * ROW) for name, (x, y) in places.items()}
        _draw_arcs(axes, graph, at)
        for node in graph.nodes:
            _draw_node(axes, node, at[node.id])
        _draw_key(axes, key, -ROW * (rows - 1) - 0.55)
    return figure


def layout(graph: MoveGraph) -> Positions:
    """Where each outcome stands: x in inches, y in rows downwards from 0; the same graph, the same places."""
    today = next((node.id for node in graph.nodes if node.today), None)
    return _sprung(graph) if today is None else _in_rows(graph, today)


def _in_rows(graph: MoveGraph, today: str) -> Positions:
    import networkx as nx

    net = _net(graph)
    steps = nx.single_source_shortest_path_length(net, today)
    last = max(steps.values()) + 1  # what today does not lead to stands below the rest
    rows: dict[int, list[str]] = {}
    for node in graph.nodes:
        rows.setdefault(steps.get(node.id, last), []).append(node.id)
    places: Positions = {}
    depth = 0
    for _, members in sorted(rows.items()):
        ordered = sorted(members, key=lambda name: (_pull(net, places, name), graph_order(graph, name)))
        for start in range(0, len(ordered), 9):
            part = ordered[start : start + 9]
            for k, name in enumerate(part):
                sway = 0.12 * (-1) ** k if len(part) > 2 else 0.0  # keeps arrows along a row apart
                places[name] = ((k + 0.5) * WIDTH / len(part), -float(depth) - sway)
            depth += 1
    return places


def _pull(net: object, places: Positions, name: str) -> float:
    """The middle of the outcomes above that lead here, so that arrows cross little."""
    above = [places[source][0] for source in net.predecessors(name) if source in places]  # type: ignore[attr-defined]
    return sum(above) / len(above) if above else WIDTH / 2


def graph_order(graph: MoveGraph, name: str) -> int:
    """The place of an outcome in the graph's own order."""
    return [node.id for node in graph.nodes].index(name)


def _sprung(graph: MoveGraph) -> Positions:
    import networkx as nx

    found = nx.spring_layout(_net(graph), seed=0, iterations=200) if len(graph.nodes) > 1 else {}
    rows = max(1.0, len(graph.nodes) / 4)
    return {
        node.id: (WIDTH * (0.5 + 0.44 * float(x)), -rows * (0.5 - 0.5 * float(y)))
        for node in graph.nodes
        for x, y in [found.get(node.id, (0.0, 1.0))]
    }


def _net(graph: MoveGraph) -> object:
    import networkx as nx

    net = nx.DiGraph()
    net.add_nodes_from(node.id for node in graph.nodes)
    net.add_edges_from((arc.source, arc.target) for arc in graph.arcs)
    return net


def _draw_node(axes: Axes, node: Node, place: tuple[float, float]) -> None:
    marker = "o" if node.strength is None else MARKERS[node.strength]
    face = PAPER if node.strength is None else FACES[node.strength]
    area = AREA * (0.8 if marker == "D" else 1.0)
    if node.today:
        axes.scatter(*place, s=area * 1.75, marker=marker, facecolor="none", edgecolor=INK, linewidth=1.0, zorder=3)
        axes.annotate(
            "today", place, (0, 17), textcoords="offset points", ha="center", va="bottom", color=INK, zorder=6
        )
    edge = SOFT if node.strength is None else COLOURS[0]
    axes.scatter(*place, s=area, marker=marker, facecolor=face, edgecolor=edge, linewidth=1.3, zorder=4)
    colour = PAPER if face == COLOURS[0] else INK
    size = SIZE if len(node.id) < 4 else SIZE - 2
    axes.text(*place, node.id, ha="center", va="center", color=colour, size=size, weight="bold", zorder=5)


def _draw_arcs(axes: Axes, graph: MoveGraph, at: Positions) -> None:
    styles = dict(zip(graph.parties, party_styles(graph.parties)))
    seen: dict[tuple[str, str], int] = {}
    for arc in sorted(graph.arcs, key=lambda arc: arc.on_path):
        twin = seen.setdefault((arc.source, arc.target), 0)
        seen[arc.source, arc.target] += 1
        _draw_arc(axes, arc, at, [styles[mover] for mover in arc.movers], 0.13 + 0.16 * twin)


def _draw_arc(axes: Axes, arc: Arc, at: Positions, movers: Sequence[PartyStyle], bend: float) -> None:
    from matplotlib.patches import FancyArrowPatch

    start, end = at[arc.source], at[arc.target]
    style = movers[0]
    colour = style.colour if arc.gains or arc.on_path else RULE
    patch = FancyArrowPatch(
        start, end,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=9 if not arc.on_path else 13,
        shrinkA=11, shrinkB=12,
        color=colour,
        linewidth=2.4 if arc.on_path else 1.1,
        linestyle=(0, style.dash) if style.dash else "solid",
        zorder=2 if arc.on_path else 1,
    )  # fmt: skip
    axes.add_patch(patch)
    _draw_tag(axes, start, end, bend, ("+".join(mover.tag for mover in movers), colour, arc.on_path))


def _draw_tag(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    bend: float,
    tag: tuple[str, str, bool],
) -> None:
    """The mover's letters on the middle of its arrow (a quadratic curve bent by `bend`)."""
    text, colour, strong = tag
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = ((start[0] + end[0]) / 2 + bend * dy / 2, (start[1] + end[1]) / 2 - bend * dx / 2)
    box = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": colour, "linewidth": 0.6}
    axes.text(
        *middle, text, size=SIZE - 2, weight="bold" if strong else "normal", color=INK, ha="center", va="center",
        bbox=box, zorder=3,
    )  # fmt: skip


def _strength_key(graph: MoveGraph) -> list[tuple[str, str]]:
    held = sorted({node.strength for node in graph.nodes if node.strength is not None})
    return [(STRENGTHS[k].sign, f"holds, {STRENGTHS[k].name}") for k in held]


def _party_key(graph: MoveGraph) -> list[tuple[str, str]]:
    moving = {mover for arc in graph.arcs for mover in arc.movers}
    pairs = zip(graph.parties, party_styles(graph.parties))
    return [(style.tag, name) for name, style in pairs if name in moving]


def _draw_key(axes: Axes, key: Sequence[tuple[str, str]], top: float) -> None:
    for k, (sign, text) in enumerate(key):
        y = top - 0.2 * k
        axes.text(0.28, y, sign, ha="right", va="center", weight="bold", size=SIZE - 1)
        axes.text(0.38, y, text, ha="left", va="center", color=SOFT, size=SIZE - 1)
