"""Whether a deal would hold once made: who would leave it of their own will, and who could not deliver.

*Voluntary defection*: a party that signed would do better by a move that no answer deters, under the
stability concept named. *Involuntary defection*: those at the table accept an outcome that a ratifying body
would not carry (Putnam, International Organization 42, 1988, p. 438). Parties that are not at the table can
upset a deal too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.analysis.bargaining.agreement import Agreement, Mask


@dataclass(frozen=True)
class Holding:
    """What would become of an outcome once agreed.

    holds: by concept, whether every party would stay. leaves: by concept, the parties that would not.
    refused_by: the bodies that would not ratify it.
    """

    outcome: int
    holds: Mapping[str, bool]
    leaves: Mapping[str, tuple[str, ...]]
    refused_by: tuple[str, ...]


@dataclass(frozen=True)
class Escape:
    """How a party would leave an outcome: the move it likes best of those that no answer deters."""

    party: str
    outcome: int
    to: int


def holdings(
    agreement: Agreement, outcomes: Sequence[int], stable: Mapping[str, Mask]
) -> tuple[Holding, ...]:
    """What would become of each of some feasible outcomes, under every concept of `stable`.

    `stable` is by concept, bool (parties, outcomes), as `winset.stability` gives it.
    """
    parties = agreement.built.game.parties
    found = []
    for index in outcomes:
        leaves = {
            name: tuple(party for party, stays in zip(parties, mask[:, index]) if not stays)
            for name, mask in stable.items()
        }
        refused = tuple(
            b.body.name for b in agreement.ratifiers if not agreement.win_sets[b.body.name][index]
        )
        found.append(Holding(index, {name: not leaves[name] for name in leaves}, leaves, refused))
    return tuple(found)


def involuntary(agreement: Agreement) -> dict[str, Mask]:
    """By body, the outcomes that all those at the table accept and the body would not ratify."""
    table = agreement.feasible.copy()
    for party in agreement.deal.between:
        table &= agreement.win_sets[party]
    return {one.body.name: table & ~agreement.win_sets[one.body.name] for one in agreement.ratifiers}


def escape(agreement: Agreement, party: str, outcome: int, *, answered: bool = True) -> Escape | None:
    """How a party would leave an outcome: its best improvement that no answer deters (SEQ).

    With `answered` false any improvement counts. None where there is none.
    """
    game, row = agreement.built.game, agreement.index(party)
    better = game.improvements(row, outcome)
    if answered and better.size:
        better = better[agreement.worst_answer(party)[better] > game.ranks[row, outcome]]
    if not better.size:
        return None
    return Escape(party, outcome, int(better[np.argmax(game.ranks[row, better])]))
