"""The stability grid: outcomes down, concepts and their parties across, filled where a party would stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.analysis.question import ask
from winset.analysis.stability import TITLES, Stability
from winset.show.figures.grid import draw_grid
from winset.show.figures.style import party_styles
from winset.show.grid import Grid, Head, Mark
from winset.show.strength import STRENGTHS, Strength, by_strength

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40  # outcomes in one picture
NAME = 48  # letters of a name


def draw(result: Stability) -> Figure:
    """The stability grid of an answer as a figure."""
    return draw_grid(stability_grid(result))


def stability_grid(result: Stability) -> Grid:
    """All outcomes of a small case; of a larger one those that hold under some concept, and the present."""
    question = ask(result.case if result.case is not None else result.game)
    strengths = by_strength(result.equilibria)
    chosen, left = _chosen(result, list(strengths), question.feasible.tolist())
    names = [question.name(party) for party in range(len(result.game.parties))]
    tags = [style.tag for style in party_styles(names)]
    key = [f"{tag} {name}" for tag, name in zip(tags, names)]
    key += [f"{kind.sign} holds, {kind.name}: {kind.meaning}" for kind in _kinds(strengths, chosen)]
    key += [f"{left:,} outcomes more are not shown."] * bool(left)
    return Grid(
        rows=tuple(Head(_short(question.label(index)), sign=_sign(strengths, index)) for index in chosen),
        columns=tuple(Head(tag, TITLES[concept]) for concept in result.concepts for tag in tags),
        marks=tuple(
            tuple(
                Mark(fill=float(held))
                for concept in result.concepts
                for held in result.stable[concept][:, index]
            )
            for index in chosen
        ),
        title="Who would stay where",
        key=tuple(key),
    )


def _chosen(result: Stability, held: list[int], feasible: list[int]) -> tuple[list[int], int]:
    """The outcomes to show, and how many of interest are left out."""
    now = result.built.status_quo if result.built is not None else None
    wanted = feasible if len(feasible) <= MOST else sorted({*held, *([] if now is None else [now])})
    return wanted[:MOST], len(wanted) - len(wanted[:MOST])


def _kinds(strengths: dict[int, int], chosen: list[int]) -> list[Strength]:
    return [STRENGTHS[kind] for kind in sorted({strengths[index] for index in chosen if index in strengths})]


def _sign(strengths: dict[int, int], index: int) -> str:
    return STRENGTHS[strengths[index]].sign if index in strengths else ""


def _short(label: str) -> str:
    return label if len(label) <= NAME else label[: NAME - 1] + "…"
