"""How many variants of a case a second, all five concepts: one core, and two.

    python benchmarks/robustness.py [--quick]

Cases are drawn with a seed: four parties, two-level options shared out evenly, ordered statements over random pairs of
options, some of which are uncertain and independent of each other. `shared`: four uncertain statements a party, so that
games share rankings, as variants of one case do. `apart`: nine a party and sampled, so that hardly any two
variants share a party's ranking. Each figure is the best of three, of processor time;
for two workers the time of the one with more to do, and the wall time beside it.

Recorded on 2026-11-22 (Python 3.11.7, NumPy 2.4.6; two cores of an AMD EPYC, load average 1):

       64 outcomes, shared: 558,054 variants a second on one core, 9% different
       64 outcomes, apart:   64,427 variants a second on one core, 100% different
    4,096 outcomes, shared:   3,925 variants a second on one core, 25% different
    4,096 outcomes, apart:      393 variants a second on one core, 100% different
    one worker 4.00 s of wall time, two 2.15 s: 1.86 times
    one worker 3.85 s of processor time, two 2.19 s: 1.76 times
"""

from __future__ import annotations

import argparse
import json
import random
import time

import numpy as np
from joblib import Parallel, delayed

from winset.analysis.stability import CONCEPTS
from winset.analysis.variants.batches import Answering, Asked, asked_of
from winset.analysis.variants.running import Run, answer, batches
from winset.analysis.variants.sampling import plan
from winset.case.build import build
from winset.case.files import loads
from winset.case.model import Case
from winset.case.uncertain.uncertainty import uncertainty


def drawn(options: int, unsure: int, seed: int = 1) -> Case:
    """A case of 2^options outcomes; each party has as many uncertain statements as said, and four certain ones."""
    rng = random.Random(seed)
    names = [f"o{k}" for k in range(options)]
    owned = {f"p{p}": {name: {} for name in names[p::4]} for p in range(4)}
    wants = {}
    for party in owned:
        statements: list[object] = []
        for k in range(unsure + 4):
            first, second = rng.sample(names, 2)
            text = rng.choice([first, f"not {first}", f"{first} if {second}", f"{first} and not {second}"])
            statements.append({"that": text, "likelihood": 0.6} if k < unsure else text)
        rng.shuffle(statements)
        wants[party] = {"statements": statements}
    document = {"winset": 1, "title": "Drawn", "parties": {party: party for party in owned}}
    return loads(json.dumps({**document, "options": owned, "preferences": wants}))


def asked(case: Case, samples: int | None) -> Asked:
    """All five concepts of every variant."""
    made = plan(uncertainty(case), build(case).game.outcomes, samples)
    return asked_of(case, made, tuple(CONCEPTS), None)


def one_core(question: Asked, batches: int) -> tuple[float, float]:
    """Variants a second of processor time, over some batches; and which share of them were different games."""
    best = different = 0.0
    for _ in range(3):
        answering = Answering(question)
        start = time.process_time()
        done = [answering.answer(k) for k in range(min(batches, question.plan.batches))]
        count = sum(one.flags.shape[0] for one in done)
        best = max(best, count / (time.process_time() - start))
        different = sum(one.games for one in done) / count
    return best, different


def wall(question: Asked, workers: int) -> float:
    """Seconds of wall time, workers already running."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        answer(question, Run(workers))
        best = min(best, time.perf_counter() - start)
    return best


def longest(question: Asked, workers: int) -> float:
    """Processor seconds of the worker that has most to do: what the wall time is on cores nobody else uses."""
    parts = np.array_split(np.arange(question.plan.batches), workers)
    found = []
    for _ in range(3):
        spent = Parallel(workers)(delayed(processor_time)(question, part.tolist()) for part in parts)
        found.append(max(spent))
    return min(found)


def processor_time(question: Asked, numbers: list[int]) -> float:
    """Processor seconds that some batches take."""
    start = time.process_time()
    batches(question, numbers)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one core only")
    quick = parser.parse_args().quick
    for options in (6, 12):
        for name, unsure, samples in (
            ("shared", 4 if options == 6 else 3, None),
            ("apart", 9, 2**15 >> (options - 6)),
        ):
            question = asked(drawn(options, unsure), samples)
            rate, different = one_core(question, 4)
            print(
                f"{2**options:5} outcomes, {name}: {rate:,.0f} variants a second on one core, {different:.0%} different"
            )
    if not quick:
        question = asked(drawn(6, 9), 2**18)
        for what, measure in (("wall", wall), ("processor", longest)):
            one, two = measure(question, 1), measure(question, 2)
            print(f"one worker {one:.2f} s of {what} time, two {two:.2f} s: {one / two:.2f} times")


if __name__ == "__main__":
    main()
