"""Who can stop what as a grid: parties down, outcomes across."""

from __future__ import annotations

from winset.analysis.stopping import Stopping
from winset.show.grid import Grid, Head, Mark

NEEDED, TEMPTED, UNRAVELS, CAN_LEAVE = "●", "▲", "△", "○"
KEY = (
    f"{NEEDED} must act for it: by doing nothing, stops it",
    f"{TEMPTED} would gain by leaving it, but for the others' answers",
    f"{UNRAVELS} could unravel it: by a step that costs it at first, after which others would move to its advantage",
    f"{CAN_LEAVE} could leave it, and would not gain by that",
)


def stopping_grid(found: Stopping) -> Grid:
    """Parties against outcomes: who must act for each, who would gain by leaving it, who could."""
    return Grid(
        rows=tuple(Head(party.name) for party in found.built.case.parties),
        columns=tuple(Head(found.built.id_of(int(index))) for index in found.outcomes),
        marks=tuple(
            tuple(_mark(found, party, k) for k in range(len(found.outcomes)))
            for party in range(len(found.built.case.parties))
        ),
        title="Who can stop what",
        key=KEY if found.needed is not None else KEY[1:],
    )


def _mark(found: Stopping, party: int, place: int) -> Mark:
    needed = found.needed is not None and bool(found.needed[party, place])
    signs = [NEEDED] * needed
    signs += [TEMPTED] * bool(found.tempted[party, place]) + [UNRAVELS] * bool(
        found.can_unravel[party, place]
    )
    if len(signs) == needed and found.can_leave[party, place]:
        signs.append(CAN_LEAVE)
    return Mark(" ".join(signs), 0.35 if needed else 0.0)
