"""What is uncertain in a case: its elements, and the fates that groups of them share.

An *element* is something that may be one way or another:

    rule, statement, weight, red line, body    holds, or is absent preference
    the party has it, or is indifferent between all outcomes option
    exists, or stays where it stands: at its level in the status quo one way
    the option goes one way, or both range                                      a weight is at the low end,
    the middle or the high end of its range,
                                               with probabilities 1/6, 2/3, 1/6: these have the mean, the
                                               variance and the third moment of a uniform weight (Simpson's
                                               rule)
    alternatives                               one of several preferences, by their likelihoods order
    one of the rankings that fit a partial order, all equally likely

The states of an element are numbered from 0; of the first kinds 0 is absent and 1 holds. A formula that is
absent from a ranking leaves its outcomes to the next tier that has them, and to the last when none has.

A *fate* is one state of every element of a group, with its probability (`winset.case.uncertain.dependence`). The
fates of different groups are independent, and a *variant* of the case is one fate of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Literal

import numpy as np
import numpy.typing as npt

from winset.case.model import (
    Alternatives,
    Case,
    Line,
    PartialOrder,
    Preference,
    Ranking,
    Statements,
    Weight,
    Weights,
)
from winset.case.uncertain.dependence import groups
from winset.case.uncertain.rankings import extensions

Kind = Literal[
    "rule", "statement", "weight", "red line", "body", "preference", "option", "one way",
    "range", "alternatives", "order",
]  # fmt: skip
End = Literal["low", "best", "high"]
States = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

ENDS: tuple[End, ...] = ("low", "best", "high")
SIMPSON = (1 / 6, 2 / 3, 1 / 6)
HOLDING = ("rule", "statement", "weight", "red line", "body", "preference", "option", "one way")


@dataclass(frozen=True)
class Element:
    """Something in a case that may be one way or another; `owner` is the party it belongs to, if any.

    count: how many states it has. shares: their probabilities where they are not equal and not from a
    likelihood.
    """

    id: str
    kind: Kind
    line: Line
    owner: str | None = None
    count: int = 2
    shares: tuple[float, ...] = ()

    @property
    def holds_or_not(self) -> bool:
        """Whether its states are absent (0) and holding (1)."""
        return self.kind in HOLDING

    @property
    def uncertain(self) -> bool:
        """Whether more than one of its states is possible."""
        if not self.holds_or_not:
            return self.count > 1
        likely = self.line.likelihood
        return likely is not None and (likely.low, likely.high) != (1, 1)

    def likelihood(self, end: End = "best") -> float:
        """The probability that it holds."""
        return float(getattr(self.line.likelihood, end)) if self.line.likelihood else 1.0

    def breaks(self, end: End) -> Numbers:
        """Where between 0 and 1 the draw passes from one state to the next, `(count - 1,)`."""
        if self.holds_or_not:
            return np.array([self.likelihood(end)])
        shares = np.array(self.shares) if self.shares else np.full(self.count, 1 / self.count)
        return np.cumsum(shares)[:-1]

    def states(self, draws: Numbers, end: End) -> States:
        """The state at each draw from 0 to 1; what holds or not, holds below its likelihood."""
        if not self.holds_or_not and not self.shares:
            return np.minimum((draws * self.count).astype(np.int64), self.count - 1)
        passed = np.searchsorted(self.breaks(end), draws, side="right")
        return 1 - passed if self.holds_or_not else passed


def elements(case: Case) -> tuple[Element, ...]:
    """Every element of a case, certain ones too, in the order of its lines."""
    return (
        *(Element(rule.id, "rule", rule) for rule in case.rules),
        *_options(case),
        *(one for party, want in case.preferences.items() for one in _wants(party, want)),
        *(() if case.deal is None else (Element(x.id, "red line", x, x.party) for x in case.deal.red_lines)),
        *(() if case.deal is None else (Element(x.id, "body", x) for x in case.deal.ratified_by)),
    )


def _options(case: Case) -> Iterator[Element]:
    for option in case.options:
        yield Element(option.id, "option", option, option.party)
        if option.direction != "both":
            mark = option.one_way or Line(id=f"{option.id} one way", place=option.place)
            yield Element(mark.id, "one way", mark, option.party)


def _wants(party: str, want: Preference) -> Iterator[Element]:
    line = want.line or Line(id=f"{party} preference")
    if not isinstance(want, Alternatives):
        yield Element(line.id, "preference", line, party)
        yield from _parts(party, want)
        return
    shares = tuple(one.line.likelihood.best for one in want.preferences if one.line and one.line.likelihood)
    yield Element(line.id, "alternatives", line, party, len(want.preferences), shares)
    for one in want.preferences:
        yield from _parts(party, one)


def _parts(party: str, want: Preference) -> Iterator[Element]:
    match want:
        case Statements(statements):
            yield from (Element(one.id, "statement", one, party) for one in statements)
        case Ranking(tiers):
            yield from (Element(one.id, "statement", one, party) for tier in tiers for one in tier)
        case Weights(weights):
            for one in weights:
                yield Element(one.id, "weight", one, party)
                if one.span is not None:
                    yield _range(party, one)
        case PartialOrder():
            line = Line(
                id=f"{want.line.id if want.line else party} order",
                place=want.line.place if want.line else None,
            )
            yield Element(line.id, "order", line, party, extensions(want).count)


def _range(party: str, weight: Weight) -> Element:
    line = Line(id=f"{weight.id} range", place=weight.place)
    return Element(line.id, "range", line, party, 3, SIMPSON)


@dataclass(frozen=True)
class Fates:
    """The possible states of a group's elements: `states` `(fates, members)`, and the probability of each."""

    states: States
    probabilities: Numbers


@dataclass(frozen=True)
class Uncertainty:
    """What is uncertain in a case: all elements, the groups of the uncertain ones by position, and their fates."""

    elements: tuple[Element, ...]
    groups: tuple[tuple[int, ...], ...]

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each element by its id."""
        return {one.id: k for k, one in enumerate(self.elements)}

    @property
    def variants(self) -> int:
        """How many variants the case has, with its best likelihoods."""
        return prod(self._count(group) for group in self.groups)

    def _count(self, group: Sequence[int]) -> int:
        """How many fates a group has; a partial order's are counted, not listed."""
        if len(group) == 1 and not self.elements[group[0]].holds_or_not:
            return self.elements[group[0]].count
        return len(self.fates(group).probabilities)

    def certain_states(self) -> States:
        """The state of every element where nothing is uncertain: it holds; of others the middle or likeliest."""
        return np.array([_usual(one) for one in self.elements], dtype=np.int64)

    def fates(self, group: Sequence[int], end: End = "best") -> Fates:
        """The fates of a group, with the likelihoods at their low end, best or high end."""
        members = [self.elements[k] for k in group]
        breaks = np.concatenate([[0.0, 1.0], *(one.breaks(end) for one in members)])
        ends = np.unique(np.clip(breaks, 0, 1))
        middles = (ends[1:] + ends[:-1]) / 2
        return Fates(np.stack([one.states(middles, end) for one in members], axis=1), np.diff(ends))


def _usual(element: Element) -> int:
    if element.holds_or_not or element.kind == "range":
        return 1
    return int(np.argmax(element.shares)) if element.shares else 0


def uncertainty(case: Case) -> Uncertainty:
    """The elements of a case, and which of the uncertain ones share a fate.

    >>> from winset.case.catalogue import example
    >>> found = uncertainty(example("bypass"))
    >>> [found.elements[k].id for group in found.groups for k in group], found.variants
    (['rule 3'], 2)
    """
    every = elements(case)
    unsure = [k for k, one in enumerate(every) if one.uncertain]
    alone = [not every[k].holds_or_not for k in unsure]
    joined = groups(case, [every[k].line for k in unsure], alone)
    return Uncertainty(every, tuple(tuple(unsure[k] for k in group) for group in joined))
