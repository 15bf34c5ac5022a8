"""Ids of feasible outcomes: decimal numbers from "1" in index order, or those a case in graph form lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from winset.errors import ArgumentError


class Ids:
    """Positions among the feasible outcomes, from 0, and their ids.

    >>> ids = Ids(23)
    >>> ids[8], ids.position("9"), ids.position("24")
    ('9', 8, None)
    """

    def __init__(self, count: int, listed: Sequence[str] = ()):
        self.count, self.listed = count, tuple(listed)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, position: int) -> str:
        return self.listed[position] if self.listed else str(position + 1)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {outcome: position for position, outcome in enumerate(self.listed)}

    def position(self, outcome: str) -> int | None:
        """Where an outcome stands among the feasible ones; None when none has this id."""
        if self.listed:
            return self._positions.get(outcome)
        # An id is the decimal number exactly as it is shown: "07" is none.
        number = outcome.isascii() and outcome.isdigit() and outcome[0] != "0" and len(outcome) < 20
        return int(outcome) - 1 if number and int(outcome) <= self.count else None

    def known(self, outcome: str) -> int:
        """The position of an id; ArgumentError when no outcome has it."""
        position = self.position(outcome)
        if position is None:
            raise ArgumentError(f'no outcome "{outcome}": {self.described()}')
        return position

    def described(self) -> str:
        """Which ids there are, in words."""
        if self.listed:
            shown = ", ".join(self.listed[:8])
            return f"ids are {shown}" + (", ..." if self.count > 8 else "")
        return f"ids run from 1 to {self.count}"
