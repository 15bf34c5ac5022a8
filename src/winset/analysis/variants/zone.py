"""Whether any agreement is left, in many variants of a case.

The definitions are those of `winset.analysis.bargaining.agreement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from winset.analysis.bargaining.agreement import Agreement, agreement
from winset.analysis.variants.games import Games, numbered
from winset.errors import CaseError, UndefinedError

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.case.uncertain.uncertainty import States, Uncertainty
    from winset.game.game import Indices, Mask


class Zones:
    """The zone of agreement of a case's variants.

    What a party has without agreement stays as the case has it; where it is given as a utility
    (`reservation`), so does what the party consents to.
    """

    def __init__(self, agreed: Agreement, found: Uncertainty) -> None:
        self.agreed = agreed
        self._position = found.position
        lines = [one.id for one in (*agreed.deal.red_lines, *agreed.deal.ratified_by)]
        self._columns = [found.position[name] for name in lines]

    def empty(self, games: Games, states: States) -> Mask:
        """Whether nothing is left to agree on, bool `(variants,)`."""
        keys = [games.which, *(states[:, column] for column in self._columns)]
        first, which = numbered(keys)
        chosen, states = games.which[first], states[first]
        yes = {party: self._accepts(party, games, chosen, states) for party in self.agreed.asked}
        zone = games.rows.feasible[games.rows.masks[chosen]]
        for party in self.agreed.deal.between:
            zone = zone & yes[party]
        for ratifier in self.agreed.ratifiers:
            passed = ratifier.passes({party: said.reshape(-1) for party, said in yes.items()})
            holds = states[:, self._position[ratifier.body.id]] == 1
            zone = zone & (passed.reshape(zone.shape) | ~holds[:, None])
        left: Mask = np.asarray(zone.any(axis=1))
        return np.asarray(~left[which])

    def _accepts(self, party: str, games: Games, chosen: Indices, states: States) -> Mask:
        row, fallback = self.agreed.index(party), self.agreed.fallback[party]
        ranks = games.rows.ranks[row]
        if fallback is None:
            yes = np.repeat(self.agreed.consents[party][None, :], len(chosen), axis=0)
        else:
            gains = party in self.agreed.deal.must_gain
            least = ranks[:, fallback, None]
            table: Mask = np.greater(ranks, least) if gains else np.greater_equal(ranks, least)
            yes = table[games.rows.picks[row][chosen]]
        for line in self.agreed.deal.red_lines:
            if line.party == party:
                holds = states[:, self._position[line.id]] == 1
                yes = yes & (self.agreed.keeps[line.id] | ~holds[:, None])
        return yes


def zones(case: Case, found: Uncertainty) -> Zones | None:
    """The zones of a case with a deal; None where it has none, or none that is defined."""
    if case.deal is None:
        return None
    try:
        return Zones(agreement(case), found)
    except (CaseError, UndefinedError):
        return None
