"""What is known of a case that is being begun from a report: what its claims propose, and what it has so far."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from winset.reading.ledger import Ledger
    from winset.workbench.look import Look

PROPOSING = {"planned", "demanded", "refused", "unresolved", "conditional", "forecast"}
MOST_PROPOSED = 12


def identifier(name: str, taken: set[str]) -> str:
    """An id for a name: its first telling word, numbered where it is taken.

    >>> identifier("The Town Council", set()), identifier("The Town Council", {"town"})
    ('town', 'town2')
    """
    words = [word for word in re.findall(r"[a-z][a-z0-9]*", name.lower()) if word not in RESERVED]
    first = words[0] if words else "x"
    return next(one for one in (first, *(f"{first}{k}" for k in range(2, 10_000))) if one not in taken)


RESERVED = {
    "the",
    "a",
    "an",
    "to",
    "of",
    "and",
    "or",
    "not",
    "xor",
    "if",
    "only",
    "unless",
    "iff",
    "at",
    "least",
    "most",
    "exactly",
    "one",
    "outcome",
    "s",
}


class Beginning:
    """The part of a session that leads from a report to a case."""

    look: Look
    compared: set[tuple[str, str, str]]

    @property
    def data(self) -> Any:
        """The bare data of the version's text."""
        raise NotImplementedError

    @property
    def ledger(self) -> Ledger | None:
        """The claims of the report shown."""
        raise NotImplementedError

    def _mapping(self, key: str) -> dict[str, Any]:
        data = self.data
        value = data.get(key) if isinstance(data, dict) else None
        return value if isinstance(value, dict) else {}

    @property
    def claims_reviewed(self) -> int:
        """How many claims somebody has looked at."""
        ledger = self.ledger
        return sum(one.review != "machine" for one in ledger.claims) if ledger else 0

    @property
    def party_ids(self) -> dict[str, str]:
        """The parties the text has, by id, with their names."""
        return {
            key: str(one.get("name", key)) if isinstance(one, dict) else str(one or key)
            for key, one in self._mapping("parties").items()
        }

    @property
    def option_ids(self) -> dict[str, tuple[str, str]]:
        """The options the text has, by id, with their party and name."""
        return {
            key: (party, str(one.get("name", key)) if isinstance(one, dict) else str(one))
            for party, own in self._mapping("options").items()
            if isinstance(own, dict)
            for key, one in own.items()
        }

    @property
    def proposed_parties(self) -> list[tuple[str, int]]:
        """Those whom the claims speak of most and the case does not have, with the number of claims."""
        ledger = self.ledger
        seen = (
            Counter(
                actor for claim in ledger.claims if claim.review != "rejected" for actor in set(claim.actors)
            )
            if ledger
            else Counter()
        )
        have = {name.casefold() for name in self.party_ids.values()}
        return [(name, count) for name, count in seen.most_common() if name.casefold() not in have][:6]

    @property
    def proposed_options(self) -> list[tuple[str, str, str]]:
        """Claims of what somebody may do: the claim, its words, and the party it speaks of."""
        ledger, taken = self.ledger, str(self.data.get("options", "")) if isinstance(self.data, dict) else ""
        if ledger is None:
            return []
        found = []
        for claim in ledger.claims:
            name = f"{self.look.report}#{claim.id}"
            if (
                claim.review == "rejected"
                or claim.status not in PROPOSING
                or claim.duplicates
                or f"'{name}'" in taken
            ):
                continue
            actors = {actor.casefold() for actor in claim.actors}
            party = next(
                (key for key, words in self.party_ids.items() if words.casefold() in actors),
                next(iter(self.party_ids), ""),
            )
            found.append((name, claim.words, party))
        return found[:MOST_PROPOSED]

    def statements_of(self, party: str) -> list[str]:
        """The statements a party's preference has so far."""
        want = self._mapping("preferences").get(party)
        stated = want.get("statements", []) if isinstance(want, dict) else []
        return [str(one.get("that", "")) if isinstance(one, dict) else str(one) for one in stated]

    def open_pair(self, party: str) -> tuple[str, str, str, str] | None:
        """Two outcomes that tell which of two neighbouring statements matters more: in words, and the statements."""
        stated = self.statements_of(party)
        for one, other in pairwise(stated):
            if (party, one, other) not in self.compared:
                return f"{one}, but not: {other}", f"{other}, but not: {one}", one, other
        return None
