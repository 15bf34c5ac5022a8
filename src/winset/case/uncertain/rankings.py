"""Rankings that fit a partial order: how many there are, and each by its number.

Chains of formulas, each best first, leave open how the chains lie between each other. A *linear extension*
is a ranking of all the formulas that keeps every chain. They are counted exactly by the sets of formulas
that can come first (a set is one when it holds, with each formula, all that a chain puts before it): the
number of ways to go on from a set is the sum over what may come next (Brightwell and Winkler, *Order* 8,
1991, on why no short formula is to be had). Each has a number, so that a uniform number is a uniform linear
extension.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from winset.case.model import Alternatives, Determined, PartialOrder, Preference, Ranking, Statement
from winset.errors import ArgumentError

MOST = 20
"""Formulas in a partial order: what can come first is then at most 2^20 sets, and a number fits 64 bits."""


@dataclass(frozen=True)
class Extensions:
    """The linear extensions of a partial order.

    items: its formulas, in the file's order. before: for each, the set of those ahead of it, as bits.

    >>> order = Extensions(("a", "b", "c"), (0b000, 0b001, 0b000))  # a before b, c anywhere
    >>> order.count, [order.order(number) for number in range(3)]
    (3, [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
    """

    items: tuple[Statement, ...]
    before: tuple[int, ...]

    @cached_property
    def count(self) -> int:
        """How many there are; 0 when the chains contradict each other."""
        return int(self._ways(0))

    def order(self, number: int) -> tuple[int, ...]:
        """The items of a linear extension, best first, by its number from 0, in the order of the items."""
        if not 0 <= number < self.count:
            raise ArgumentError(f"ranking {number} does not exist: they run from 0 to {self.count - 1}")
        placed = 0
        found: list[int] = []
        while len(found) < len(self.items):
            for item in self._next(placed):
                ways = self._ways(placed | 1 << item)
                if number < ways:
                    break
                number -= ways
            found.append(item)
            placed |= 1 << item
        return tuple(found)

    def _next(self, placed: int) -> list[int]:
        return [
            item
            for item, before in enumerate(self.before)
            if not placed >> item & 1 and before & placed == before
        ]

    @cached_property
    def _ways(self) -> Callable[[int], int]:
        everything = (1 << len(self.items)) - 1

        @cache
        def ways(placed: int) -> int:
            return 1 if placed == everything else sum(ways(placed | 1 << item) for item in self._next(placed))

        return ways


def extensions(preference: PartialOrder) -> Extensions:
    """The linear extensions of a preference known in part; formulas that say the same are one item.

    Raises ArgumentError for more than 20 formulas.
    """
    items: dict[str, Statement] = {}
    for chain in preference.chains:
        for one in chain:
            items.setdefault(str(one.that), one)
    if len(items) > MOST:
        raise ArgumentError(f"a partial order ranks at most {MOST} formulas, not {len(items)}")
    number = {that: k for k, that in enumerate(items)}
    before = [0] * len(items)
    for chain in preference.chains:
        for first, second in pairwise(chain):
            before[number[str(second.that)]] |= 1 << number[str(first.that)]
    return Extensions(tuple(items.values()), tuple(before))


def determined(preference: Preference) -> Determined:
    """The preference taken where one must be: of alternatives the likeliest, of a partial order the first."""
    if isinstance(preference, Alternatives):
        return determined(preference.likeliest)
    return first_ranking(preference) if isinstance(preference, PartialOrder) else preference


def first_ranking(preference: PartialOrder) -> Ranking:
    """The first linear extension as a ranking."""
    found = extensions(preference)
    return Ranking(tuple((found.items[item],) for item in found.order(0)), line=preference.line)
