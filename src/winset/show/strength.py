"""How strongly an outcome holds, in words: three kinds, from the five concepts, each with its sign.

- *Firm*: Nash. No party could do better by moving alone.
- *Guarded*: SEQ, not Nash. Some party could gain by moving, but the others, each acting in its own interest,
  would answer so that the gain is lost.
- *By threat*: GMR or SMR only. The gain would be lost only if others answered at a cost to themselves.

Kilgour, Hipel and Fang (1987) and Fang, Hipel and Kilgour (1993) show Nash => SEQ => GMR and Nash => SMR =>
GMR, so the three kinds do not overlap and together are the equilibria under GMR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winset.game.game import Indices


@dataclass(frozen=True)
class Strength:
    """A kind of equilibrium: its name, its sign in tables and figures, its concepts, its meaning."""

    name: str
    sign: str
    concepts: tuple[str, ...]  # stable for every party under any of these
    meaning: str


STRENGTHS = (
    Strength("firm", "■", ("nash",), "no party could do better by moving alone"),
    Strength(
        "guarded",
        "◆",
        ("seq", "sseq"),
        "some party could gain by moving, but the others, in their own interest, would answer so that it"
        " gains nothing",
    ),
    Strength(
        "by threat",
        "◇",
        ("smr", "gmr"),
        "some party could gain by moving; it is held back only if it fears answers that would also cost"
        " those who give them",
    ),
)


def by_strength(equilibria: Mapping[str, Indices]) -> dict[int, int]:
    """For each outcome that holds, ascending, the place in `STRENGTHS` of the strongest way it holds.

    equilibria: for each concept, the indices of its equilibria; a concept left out counts as having none.

    >>> import numpy as np
    >>> by_strength({"nash": np.array([3]), "seq": np.array([0, 3]), "gmr": np.array([0, 1, 3])})
    {0: 1, 1: 2, 3: 0}
    """
    found: dict[int, int] = {}
    for kind in reversed(range(len(STRENGTHS))):
        for concept in STRENGTHS[kind].concepts:
            found.update(dict.fromkeys(equilibria[concept].tolist() if concept in equilibria else (), kind))
    return dict(sorted(found.items()))
