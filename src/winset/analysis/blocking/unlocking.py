"""What lets a target in, and what keeps it out: every minimal set of elements, over explicit outcomes.

A set of elements *unlocks* a target when, with all of them lifted, some target outcome is in the zone of
agreement and no party would leave it. A set *blocks* it when, with everything else lifted, the target is
still out. The minimal unlocking sets are the minimal correction subsets and the minimal blocking sets the
minimal unsatisfiable subsets of "some target outcome is agreed and holds" (Liffiton & Sakallah, J.
Automated Reasoning 40, 2008); each is the family of minimal hitting sets of the other (Reiter 1987).

For one outcome, what has to be lifted is what excludes it: the rules it breaks, the refusals and red lines
of those at the table, and whoever would leave it; for each body that fails, either its threshold and the
vetoes against, or the refusals of members enough to carry it. So the search is over distinct patterns, not
over sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from winset.analysis.bargaining.agreement import (
    Element,
    Ratifier,
    refusal_id,
    threshold_id,
    veto_id,
)
from winset.analysis.blocking.minimal_sets import (
    HittingSets,
    as_sets,
    as_words,
    members,
    minimal,
    minimal_hitting_sets,
    patterns,
)
from winset.analysis.blocking.targets import Target, instability_id

_VOTERS = 12  # refusing parties of one body whose every combination is tried
_MOST = 100_000  # minimal patterns, and sets, beyond which a search is cut


Carried = tuple[frozenset[str], int]  # how a body is carried: parties turned, thresholds and vetoes lifted


@dataclass(frozen=True)
class Family:
    """Minimal sets of elements as integers, bit k for `elements[k]`; if not `complete`, cut short."""

    elements: tuple[Element, ...]
    sets: tuple[int, ...]
    complete: bool

    def named(self, one: int) -> tuple[Element, ...]:
        """The elements of a set."""
        return tuple(self.elements[k] for k in members(one))

    def findings(self) -> dict[str, Any]:
        """Each set as element ids, smallest first, and whether these are all."""
        sets = [[element.id for element in self.named(one)] for one in self.sets]
        return {"sets": sets, "complete": self.complete}


def unlocking_sets(wanted: Target) -> Family:
    """Every minimal set of elements that lets some target outcome in; the empty set where one is in already.

    There is none when the target has no outcome at all.
    """
    ways = _Ways(wanted)
    if not wanted.wanted.any():
        return Family(wanted.elements, (), True)
    found = patterns(ways.excludes, wanted.wanted)
    kept, complete = minimal(found.words, _MOST)
    sets: set[int] = set()
    for pattern in as_sets(found.words[kept]):
        sets |= ways.out_of(pattern)
    words = as_words(sorted(sets), len(wanted.elements))
    least, whole = minimal(words, _MOST)
    complete = complete and whole and ways.complete and not wanted.unjudged
    return Family(wanted.elements, tuple(one for one, keep in zip(sorted(sets), least) if keep), complete)


def blocking_sets(family: Family, most: int = 10_000) -> Family:
    """Every minimal set of elements that keeps the target out, from every minimal one that lets it in."""
    found: HittingSets = minimal_hitting_sets(family.sets, most)
    return Family(family.elements, found.sets, found.complete and family.complete)


class _Ways:
    """How the pattern of an outcome (what excludes it) turns into the sets that would let it in."""

    def __init__(self, wanted: Target):
        agreement = self.agreement = wanted.agreement
        self.place = {element.id: k for k, element in enumerate(wanted.elements)}
        self.complete = True
        self._known: dict[tuple[str, frozenset[str]], list[Carried]] = {}
        never = np.zeros_like(wanted.wanted)  # thresholds and vetoes have no mask of their own
        masks = {key: ~kept for key, kept in agreement.keeps.items()}
        masks |= {refusal_id(party): ~yes for party, yes in agreement.consents.items()}
        masks |= {instability_id(party): leaves for party, leaves in wanted.leaves.items()}
        self.excludes = [masks.get(element.id, never) for element in wanted.elements]
        own = dict.fromkeys(agreement.asked, 0)
        for element in wanted.elements:
            if element.kind in ("refusal", "red line"):
                own[str(element.owner)] |= 1 << self.place[element.id]
        self.own = own
        elsewhere = sum(bits for party, bits in own.items() if party not in agreement.deal.between)
        self.always = ~elsewhere  # what has to be lifted whenever it is in a pattern

    def out_of(self, pattern: int) -> set[int]:
        """The sets of elements that let the outcomes of a pattern in, minimal ones among them."""
        base = pattern & self.always
        no = {party for party, bits in self.own.items() if pattern & bits & ~base}
        bodies = [self._carried(one, frozenset(no & set(one.parties))) for one in self.agreement.ratifiers]
        found = set()
        for choice in product(*bodies):
            turned = set().union(*(parties for parties, _ in choice))
            lifted = base
            for party in turned:
                lifted |= pattern & self.own[party]
            for _, bits in choice:
                lifted |= bits
            found.add(lifted)
        return found

    def _carried(self, body: Ratifier, refusing: frozenset[str]) -> list[Carried]:
        """How a body that some refuse in is carried: the parties turned, the thresholds and vetoes lifted."""
        if (body.body.id, refusing) not in self._known:
            order = sorted(refusing)
            self.complete = self.complete and len(order) <= _VOTERS
            self._known[body.body.id, refusing] = _undominated(self._tried(body, order))
        return self._known[body.body.id, refusing]

    def _tried(self, body: Ratifier, order: list[str]) -> list[Carried]:
        subsets = [*_subsets(len(order))]
        turned = np.array(subsets, np.bool_).reshape(len(subsets), len(order)).T
        yes = {party: np.ones(turned.shape[1], np.bool_) for party in body.parties} | dict(zip(order, turned))
        votes, name = body.votes(yes), body.body
        fails = {threshold_id(name): ~body.thresholds.passes(votes)}
        fails |= {veto_id(name, member): ~votes[member] for member in name.vetoes}
        found = []
        for k in range(turned.shape[1]):
            lifted = sum(1 << self.place[element] for element, failed in fails.items() if failed[k])
            found.append((frozenset(party for party, said in zip(order, turned[:, k]) if said), lifted))
        return found


def _subsets(many: int) -> Iterable[tuple[bool, ...]]:
    """Every subset as truth values; of many elements only those of at most two, and all of them."""
    if many <= _VOTERS:
        return product((False, True), repeat=many)
    few = [tuple(k in pair for k in range(many)) for pair in product(range(many), repeat=2)]
    return dict.fromkeys([(False,) * many, *few, (True,) * many])


def _undominated(ways: list[Carried]) -> list[Carried]:
    def better(way: Carried, other: Carried) -> bool:
        return way != other and way[0] <= other[0] and way[1] & other[1] == way[1]

    return [way for way in ways if not any(better(other, way) for other in ways)]
