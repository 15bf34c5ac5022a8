"""Who can stop what as a grid: parties down, outcomes across."""

from __future__ import annotations

from winset.analysis.stopping import Stopping
from winset.show.grid import Grid, Head, Mark

NEEDED, TEMPTED, UNRAVELS, CAN_LEAVE = "●", "▲", "△", "○"
MEANINGS = {
    NEEDED: "must act for it: by doing nothing, stops it",
    TEMPTED: "would gain by leaving it, but for the others' answers",
    UNRAVELS: "could unravel it: a step that costs it at first would lead others to move to its advantage",
    CAN_LEAVE: "could leave it, and would not gain by that",
}


def stopping_grid(found: Stopping) -> Grid:
    """Parties against outcomes: who must act for each, who would gain by leaving it, who could."""
    parties = range(len(found.question.game.parties))
    marks = tuple(tuple(_mark(found, party, k) for k in range(len(found.outcomes))) for party in parties)
    return Grid(
        rows=tuple(Head(found.question.name(party)) for party in parties),
        columns=tuple(Head(str(found.question.id(int(index)))) for index in found.outcomes),
        marks=marks,
        title="Who can stop what",
        key=tuple(
            f"{sign} {MEANINGS[sign]}"
            for sign in MEANINGS
            if any(sign in m.text for row in marks for m in row)
        ),
    )


def _mark(found: Stopping, party: int, place: int) -> Mark:
    needed = found.needed is not None and bool(found.needed[party, place])
    pulls = ((found.tempted, TEMPTED), (found.can_unravel, UNRAVELS))
    signs = [sign for mask, sign in pulls if mask is not None and mask[party, place]]
    if not signs and found.can_leave[party, place]:
        signs = [CAN_LEAVE]
    return Mark(" ".join([NEEDED] * needed + signs), 0.35 if needed else 0.0)
