"""How far an answer moves with each thing it may hang on: conditioning, withdrawal, and what flips it.

Let T be the variants in which the answer is true. For an uncertain element that may be in states s with
probabilities p(s), settling it gives P(T | s); its *value of information* is the expected change of the
answer's probability, the sum over s of p(s) |P(T | s) - P(T)|. Because elements of one group share a fate,
settling one tells of the others too. A claim, source or report is judged by *withdrawing* it: in every
variant, the lines that fall without it are absent, all else as before; and by *confirming* it: the same
lines hold.

The *bottom line* is whether the answer is more likely true than not. A set of findings *flips* it when, all
of them settled so, the answer is on the other side of one half; the smallest such sets are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from winset.analysis.variants.batches import Answer, Asked
from winset.analysis.variants.running import Run, answer
from winset.case.uncertain.uncertainty import Element, Numbers, States

AT_ONCE = 16
"""Settings asked of all variants at once: they share games, and their answers memory."""

LARGEST = 3
"""Findings in a set that is looked for: more is no answer to what would change our mind."""


@dataclass(frozen=True)
class Settled:
    """An answer's probability given that an element is in a state, and how probable that state is."""

    state: int
    chance: float
    probability: float


@dataclass(frozen=True)
class Leverage:
    """How far the answer moves with one uncertain element; `value` is its value of information."""

    element: Element
    settled: tuple[Settled, ...]
    value: float

    def given(self, state: int) -> float | None:
        """The answer's probability given a state; None where that state is impossible."""
        return next((one.probability for one in self.settled if one.state == state), None)


@dataclass(frozen=True, eq=False)
class Weighed:
    """The variants looked at: states of the uncertain elements, weights, and whether the answer is true in each."""

    elements: tuple[Element, ...]
    states: States
    weights: Numbers
    true: Numbers

    @property
    def probability(self) -> float:
        """The answer's probability."""
        return float(self.weights @ self.true)

    def settled(self, column: int) -> tuple[Settled, ...]:
        """The answer's probability given each possible state of an element."""
        states = self.states[:, column]
        chance = np.bincount(states, self.weights)
        both = np.bincount(states, self.weights * self.true)
        possible = np.flatnonzero(chance > 0).tolist()
        return tuple(Settled(k, float(chance[k]), float(both[k] / chance[k])) for k in possible)

    def leverage(self) -> tuple[Leverage, ...]:
        """Every uncertain element, the one most worth settling first."""
        found = []
        for column, element in enumerate(self.elements):
            settled = self.settled(column)
            value = sum(one.chance * abs(one.probability - self.probability) for one in settled)
            found.append(Leverage(element, settled, value))
        return tuple(sorted(found, key=lambda one: -round(one.value, 12)))


def weighed(asked: Asked, found: Answer) -> Weighed:
    """The variants behind an answer to one question, with the likelihoods at their best."""
    plan = asked.plan
    unsure = sorted(k for group in plan.found.groups for k in group)
    states = np.concatenate([plan.batch(number)[0][:, unsure] for number in range(plan.batches)])
    weights = found.weights[plan.ends.index("best")]
    kept = weights > 0
    elements = tuple(plan.found.elements[k] for k in unsure)
    return Weighed(elements, states[kept], weights[kept], found.flags[kept, 0].astype(np.float64))


def more_likely_than_not(probability: float) -> bool:
    """Whether a probability is above one half, by more than rounding."""
    return probability > 0.5 + 1e-9


Finding = tuple[Element, int]  # an element, and the state it is found to be in


def flips(weighed: Weighed) -> tuple[tuple[tuple[Finding, ...], float], ...]:
    """The smallest sets of findings that flip the bottom line, with the answer's probability given each.

    The likeliest set first. All sets of the smallest size at which there is any, up to three findings;
    elements with many states (rankings of a partial order) are left out.
    """
    few = [k for k, element in enumerate(weighed.elements) if element.count <= 3]
    marks = [(k, state) for k in few for state in range(weighed.elements[k].count)]
    if not marks:
        return ()
    table = np.stack([weighed.states[:, k] == state for k, state in marks], axis=1).astype(np.float64)
    for size in range(1, LARGEST + 1):
        found = sorted(_flipping(weighed, marks, table, size), key=lambda one: (-one[2], one[0]))
        if found:
            return tuple(
                (tuple((weighed.elements[marks[m][0]], marks[m][1]) for m in chosen), probability)
                for chosen, probability, _ in found
            )
    return ()


def _flipping(
    weighed: Weighed, marks: Sequence[tuple[int, int]], table: Numbers, size: int
) -> Iterator[tuple[tuple[int, ...], float, float]]:
    """Sets of marks of a size that flip the bottom line: the marks, the probability given them, and theirs."""
    likely = more_likely_than_not(weighed.probability)
    for chosen in combinations(range(len(marks)), max(0, size - 1)):
        if len({marks[m][0] for m in chosen}) < len(chosen):
            continue
        weight = weighed.weights * table[:, chosen].prod(axis=1)
        chance, both = weight @ table, (weight * weighed.true) @ table
        for last in range(chosen[-1] + 1 if chosen else 0, len(marks)):
            if chance[last] <= 0 or marks[last][0] in {marks[m][0] for m in chosen}:
                continue
            given = float(both[last] / chance[last])
            if more_likely_than_not(given) != likely:
                yield (*chosen, last), given, float(chance[last])


Setting = tuple[tuple[str, ...], int]  # lines, and the state they are put to: 0 absent, 1 holding


def forced(asked: Asked, settings: Sequence[Setting], run: Run) -> Iterator[float]:
    """The answer's probability when some lines are absent or hold, whatever their likelihood, for each setting."""
    position = asked.plan.found.position
    for first in range(0, len(settings), AT_ONCE):
        some = settings[first : first + AT_ONCE]
        put = tuple({position[name]: state for name in lines} for lines, state in some)
        plan = replace(asked.plan, settings=put)
        found = answer(replace(asked, plan=plan), run)
        first_questions = found.flags[:, :: len(asked.questions)]
        yield from (found.weights[plan.ends.index("best")] @ first_questions).tolist()
