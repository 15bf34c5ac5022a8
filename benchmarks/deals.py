"""How long deals take: power, frontiers and solutions, minimal sets, and whole answers on a large case.

    python -m benchmarks.deals          every measurement, a line each, with the best of three runs

Results are recorded in `benchmarks/deals.md` with the machine and the date; nothing here asserts a time.
"""

from __future__ import annotations

import platform
import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from winset.analysis.bargaining.agreement import agreement
from winset.analysis.bargaining.efficiency import efficient
from winset.analysis.bargaining.solutions import solutions
from winset.analysis.blocking.minimal_sets import minimal, minimal_hitting_sets, patterns
from winset.analysis.blocking.targets import target
from winset.analysis.blocking.unlocking import blocking_sets, unlocking_sets
from winset.analysis.bodies.voting import voting_rule
from winset.analysis.deals import deals
from winset.analysis.power import power
from winset.analysis.unlock import unlock
from winset.case.build import build
from winset.case.files import loads
from winset.case.model import Case

MILLION = 10**6


def measured(name: str, ask: Callable[[], Any], runs: int = 3) -> Any:
    """Run a question some times and print the best time."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - started)
    print(f"{min(times):8.3f} s  {name}", flush=True)
    return answer


def council(total: int) -> dict[str, tuple[int, int]]:
    """Twenty-seven members with populations that add up to about `total`, and one vote each to count."""
    shares = np.random.default_rng(1).random(27) ** 3
    return {f"m{k}": (max(1, int(total * share)), 1) for k, share in enumerate(shares / shares.sum())}


def measure_power() -> None:
    """A council of 27 with quotas of weight and of count, and the federal system of the United States."""
    for total in (345, 10_000, 447_000, 447_000_000):
        members = council(total)
        quota = sum(weight for weight, _ in members.values()) * 65 // 100
        measured(
            f"power: 27 members, weights to {total:,}, and 15 of 27",
            lambda m=members, q=quota: power(m, (q, 15)),
        )
    senate, house = {f"s{k}": 1 for k in range(100)}, {f"r{k}": 1 for k in range(435)}
    signed = voting_rule({"president": 1}) & voting_rule(senate, 51, chair="vp") & voting_rule(house, 218)
    law = signed | voting_rule(senate, 67) & voting_rule(house, 290)
    measured("power: 537 voters of the US federal system", lambda: power(law))


def additive(parties: int, issues: int, levels: int, places: int | None = None) -> np.ndarray[Any, Any]:
    """Additive utilities over every combination of issues' levels, rounded to some places."""
    rng = np.random.default_rng(0)
    values = np.zeros((parties, 1))
    for _ in range(issues):
        worth = rng.random((parties, levels))
        worth = worth if places is None else np.round(worth, places)
        values = (values[:, :, None] + worth[:, None, :]).reshape(parties, -1)
    return values


def measure_frontiers() -> None:
    """A million outcomes: two parties with all solutions, four parties, and the worst case of all efficient."""
    for places in (None, 2):
        values = additive(2, 6, 10, places)
        said = "any decimals" if places is None else f"{places} decimals"
        measured(
            f"frontier and solutions: 2 parties, additive, {said}", lambda v=values: solutions(v, [1, 1])
        )
    four = additive(4, 6, 10)
    measured("frontier: 4 parties, additive", lambda: efficient(four))
    uniform = np.random.default_rng(2).random((4, MILLION))
    measured("frontier: 4 parties, uniform", lambda: efficient(uniform))
    measured(
        "frontier: 4 parties, all outcomes efficient", lambda: efficient(uniform / uniform.sum(axis=0)), 1
    )


def measure_sets() -> None:
    """Forty red lines over a million outcomes, as bare patterns."""
    index = np.arange(MILLION)
    rng = np.random.default_rng(4)

    def literal() -> np.ndarray[Any, Any]:
        return (index >> int(rng.integers(20)) & 1) == int(rng.integers(2))

    lines = {
        "of one literal": [~literal() for _ in range(40)],
        "both of two literals": [~(literal() & literal()) for _ in range(40)],
        "either of two literals": [~(literal() | literal()) for _ in range(40)],
        "at random, half crossed (cut at 20,000)": [rng.random(MILLION) < 0.5 for _ in range(40)],
    }
    for name, crossed in lines.items():
        found = measured(
            f"minimal unlocking sets: 40 red lines {name}",
            lambda c=crossed: minimal(patterns(c, np.ones(MILLION, np.bool_)).words, 20_000),
        )
        print(f"{'':10}  {int(found[0].sum()):,} sets, {'all' if found[1] else 'cut'}")
    family = [sum(1 << int(b) for b in rng.choice(40, 3, replace=False)) for _ in range(500)]
    measured(
        "minimal hitting sets: 5,000 of 500 sets of 3 of 40", lambda: minimal_hitting_sets(family, 5_000)
    )


def large_case() -> Case:
    """Twenty options of two parties (1,048,576 outcomes) with forty red lines."""
    rng = random.Random(3)
    options = [f"o{k}" for k in range(20)]

    def clause(word: str) -> str:
        one, two = (rng.choice(("", "not ")) + rng.choice(options) for _ in range(2))
        return f"{one} {word} {two}"

    def listed(many: int, words: tuple[str, ...]) -> str:
        return ", ".join(clause(words[k % len(words)]) for k in range(many))

    own = [", ".join(f"{o}: {o}" for o in part) for part in (options[:10], options[10:])]
    wants = "".join(f"  {party}: {{statements: [{listed(8, ('or',))}]}}\n" for party in "ab")
    lines = "".join(f"    {party}: [{listed(20, ('and', 'or'))}]\n" for party in "ab")
    return loads(
        f"winset: 1\ntitle: Large\nparties: {{a: A, b: B}}\noptions:\n  a: {{{own[0]}}}\n  b: {{{own[1]}}}\n"
        f"status_quo: {{}}\npreferences:\n{wants}deal:\n  red_lines:\n{lines}"
    )


def measure_answers() -> None:
    """Whole answers on the large case."""
    case = large_case()
    built = build(case)
    terms = agreement(case)
    wanted = target(terms, built.masks(built.formula("o1 or o2")))
    family = measured(
        "case of 2^20 outcomes, 40 red lines: all unlocking sets", lambda: unlocking_sets(wanted)
    )
    blocks = measured("the same: all blocking sets", lambda: blocking_sets(family))
    print(f"{'':10}  {len(family.sets):,} unlocking, {len(blocks.sets):,} blocking, all: {blocks.complete}")
    measured("the same: unlock, told with examples and grounds", lambda: unlock(case, "o1 or o2"), 1)
    measured("the same: deals, with stability under five concepts", lambda: deals(case), 1)


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}")
    for measure in (measure_power, measure_frontiers, measure_sets, measure_answers):
        measure()
