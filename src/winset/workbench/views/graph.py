"""The move graph as SVG that takes part in the page: outcomes to choose, the page's own colours, signs beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import hypot

from markupsafe import Markup

from winset.show.figures.move_graph import layout
from winset.show.figures.style import PartyStyle, party_styles
from winset.show.move_graph import Arc, MoveGraph, Node
from winset.show.strength import STRENGTHS
from winset.workbench.markup import act, element, joined

COLUMN, ROW, MARGIN, RADIUS = 104, 92, 44, 19
Point = tuple[float, float]


def graph_svg(graph: MoveGraph, parties: Sequence[str], looked: str | None) -> Markup:
    """The graph drawn from the status quo downwards; choosing an outcome looks at it."""
    places = layout(graph)
    left, bottom = max(x for x, _ in places.values()), min(y for _, y in places.values())
    at = {name: (MARGIN + COLUMN * x, MARGIN - ROW * y) for name, (x, y) in places.items()}
    width, height = 2 * MARGIN + COLUMN * left, 2 * MARGIN - ROW * bottom
    styles = dict(zip(graph.parties, party_styles(graph.parties)))
    twins: dict[tuple[str, str], count[int]] = {}
    arcs = [
        _arc(arc, at, styles, next(twins.setdefault((arc.source, arc.target), count())))
        for arc in sorted(graph.arcs, key=lambda one: one.on_path)
    ]
    nodes = [_node(node, at[node.id], node.id == looked) for node in graph.nodes]
    view = f"0 0 {max(width, 2 * MARGIN):.0f} {max(height, 2 * MARGIN):.0f}"
    heads = element(
        "defs",
        element(
            "marker",
            element("path", d="M0 0 L10 5 L0 10 z"),
            id="head",
            viewBox="0 0 10 10",
            refX=9,
            refY=5,
            markerWidth=9,
            markerHeight=9,
            orient="auto-start-reverse",
            markerUnits="userSpaceOnUse",
        ),
    )
    svg = element(
        "svg",
        heads,
        arcs,
        nodes,
        viewBox=view,
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        cls="graph",
        role="group",
        aria_label=graph.description,
    )
    return joined([svg, _key(graph, styles)])


def _node(node: Node, place: Point, chosen: bool) -> Markup:
    """A square holds firmly, a diamond is guarded or held by threat, a circle does not hold."""
    x, y = place
    strength = node.strength
    name = STRENGTHS[strength].name if strength is not None else "does not hold"
    shape = (
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=RADIUS - 2)
        if strength is None
        else element("rect", x=f"{x - RADIUS + 2:.1f}", y=f"{y - RADIUS + 2:.1f}", width=2 * RADIUS - 4, height=2 * RADIUS - 4,
                     transform=None if strength == 0 else f"rotate(45 {x:.1f} {y:.1f})")
    )  # fmt: skip
    now = element("text", "now", x=f"{x:.1f}", y=f"{y - RADIUS - 7:.1f}", cls="now") if node.now else None
    number = element("text", node.id, x=f"{x:.1f}", y=f"{y + 4.5:.1f}")
    said = f"Outcome {node.id}, {name}{', the present one' if node.now else ''}"
    return element(
        "g", element("title", said), shape, number, now, cls=f"node holds-{strength}{' chosen' if chosen else ''}{' present' if node.now else ''}",
        tabindex="0", role="button", data_key=f"node-{node.id}", **act("outcome", id=node.id),
    )  # fmt: skip


def _arc(arc: Arc, at: dict[str, Point], styles: dict[str, PartyStyle], twin: int) -> Markup:
    (x, y), (u, v) = at[arc.source], at[arc.target]
    long = hypot(u - x, v - y) or 1.0
    bend = 0.14 + 0.16 * twin
    cx, cy = (x + u) / 2 - bend * (v - y), (y + v) / 2 + bend * (u - x)
    a, b = _towards((x, y), (cx, cy), RADIUS + 3), _towards((u, v), (cx, cy), RADIUS + 6)
    first = styles[arc.movers[0]]
    classes = " ".join(filter(None, ("arc", "path" if arc.on_path else "", "" if arc.gains else "costs")))
    line = element("path", d=f"M{a[0]:.1f} {a[1]:.1f} Q{cx:.1f} {cy:.1f} {b[0]:.1f} {b[1]:.1f}", marker_end="url(#head)",
                   style=f"--party: {first.colour}" if arc.gains else None)  # fmt: skip
    tag = "+".join(styles[mover].tag for mover in arc.movers)
    mx, my = (a[0] + 2 * cx + b[0]) / 4, (a[1] + 2 * cy + b[1]) / 4
    wide = 9 + 7.6 * len(tag)
    label = joined([
        element("rect", x=f"{mx - wide / 2:.1f}", y=f"{my - 8:.1f}", width=f"{wide:.1f}", height=16, rx=4, cls="tag-box"),
        element("text", tag, x=f"{mx:.1f}", y=f"{my + 4:.1f}", cls="tag"),
    ]) if long > RADIUS else None  # fmt: skip
    said = element(
        "title",
        f"{' and '.join(arc.movers)}: {arc.source} to {arc.target}{'' if arc.gains else ', no improvement'}",
    )
    return element("g", said, line, label, cls=classes)


def _towards(start: Point, end: Point, far: float) -> Point:
    """The point so far from the start on the way to the end."""
    (x, y), (u, v) = start, end
    long = hypot(u - x, v - y) or 1.0
    return x + (u - x) * far / long, y + (v - y) * far / long


def _key(graph: MoveGraph, styles: dict[str, PartyStyle]) -> Markup:
    movers = {mover for arc in graph.arcs for mover in arc.movers}
    items = [
        element("li", element("b", style.tag), f" a move of {name}", style=f"--party: {style.colour}")
        for name, style in styles.items()
        if name in movers
    ]
    held = sorted({node.strength for node in graph.nodes if node.strength is not None})
    items += [element("li", element("b", STRENGTHS[k].sign), f" {STRENGTHS[k].name}") for k in held]
    return element("ul", items, cls="legend")
