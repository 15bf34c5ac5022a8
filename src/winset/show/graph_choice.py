"""Which part of the move graph to show: everything when small, else what lies around the present, path and goals."""

from __future__ import annotations

from winset.show.brief.answers import Answers
from winset.show.move_graph import Arc, MoveGraph, Node


def move_graph(answers: Answers) -> MoveGraph:
    """The outcomes shown, the roads to them, and every gainful move between these."""
    on_path = {(s.source, s.target, s.movers): s for i in answers.shown for s in (answers.roads[i].steps if i in answers.roads else ())}
    chosen = set(answers.shown) | {end for step in on_path.values() for end in (step.source, step.target)}
    if answers.today is not None:
        chosen.add(answers.today)
        for p in range(len(answers.case.parties)):
            chosen |= {int(t) for t in answers.built.game.improvements(p, answers.today)[:3]}
    order = sorted(chosen)
    game, names = answers.built.game, answers.names.parties
    arcs = [Arc(names_id(answers, s.source), names_id(answers, s.target), tuple(names[m] for m in s.movers), s.gains, True) for s in on_path.values()]
    for s in order:
        for p in range(len(names)):
            for t in game.improvements(p, s):
                if int(t) in chosen and (s, int(t), (p,)) not in on_path:
                    arcs.append(Arc(names_id(answers, s), names_id(answers, int(t)), (names[p],), True, False))
    nodes = tuple(Node(names_id(answers, i), answers.strength(i), i == answers.today) for i in order)
    return MoveGraph("Moves between these outcomes", names, nodes, tuple(arcs))


def names_id(answers: Answers, index: int) -> str:
    return answers.names.id(index)
