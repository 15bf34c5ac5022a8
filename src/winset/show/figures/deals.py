"""Deals drawn: the utilities of two parties where there are any, else outcomes against who must accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.deals import Deals
from winset.show.figures.grid import draw_grid
from winset.show.figures.utilities import draw_utilities
from winset.show.grid import Grid, Head, Mark
from winset.show.strength import STRENGTHS, by_strength

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40  # outcomes in one picture
NAME = 48  # letters of a name


def draw(result: Deals) -> Figure:
    """The utility plot of two parties with utilities, else the grid of who accepts what."""
    table = result.agreement.deal.between
    if len(table) == 2 and all(result.agreement.reserve(party) is not None for party in table):
        return draw_utilities(result)
    return draw_grid(acceptance_grid(result))


def acceptance_grid(result: Deals) -> Grid:
    """Outcomes down, those whose yes is needed across, filled where they accept; nearest to a deal first."""
    chosen, left = _chosen(result)
    names = {party.id: party.name for party in result.agreement.case.parties}
    columns = [*result.agreement.deal.between, *(one.body.name for one in result.agreement.ratifiers)]
    strengths = by_strength(result.held)
    kinds = sorted({strengths[index] for index in chosen if index in strengths})
    key = [f"{STRENGTHS[kind].sign} agreed and holds, {STRENGTHS[kind].name}" for kind in kinds]
    key += ["Filled: would accept. Outcomes that more than one refuse are left out."]
    key += [f"{left:,} outcomes more are not shown."] * bool(left)
    return Grid(
        rows=tuple(
            Head(_short(result.question.label(k)), _group(result, k), _sign(strengths, k)) for k in chosen
        ),
        columns=tuple(Head(names.get(name, name)) for name in columns),
        marks=tuple(
            tuple(Mark(fill=float(result.agreement.win_sets[name][index])) for name in columns)
            for index in chosen
        ),
        title="Who would accept what",
        key=tuple(key),
    )


def _chosen(result: Deals) -> tuple[list[int], int]:
    """The outcomes that at most one refuses, the zone's first, and how many of them are left out."""
    needed = result.agreement.needed
    refusals = len(needed) - np.sum([result.agreement.win_sets[name] for name in needed], axis=0)
    feasible = result.question.feasible
    order = feasible[np.lexsort((feasible, refusals[feasible]))]
    order = order[refusals[order] <= 1]
    return order[:MOST].tolist(), max(0, len(order) - MOST)


def _group(result: Deals, index: int) -> str:
    return "could be agreed" if index in result.zone else "somebody refuses"


def _sign(strengths: dict[int, int], index: int) -> str:
    return STRENGTHS[strengths[index]].sign if index in strengths else ""


def _short(text: str) -> str:
    return text if len(text) <= NAME else f"{text[: NAME - 1]}…"
