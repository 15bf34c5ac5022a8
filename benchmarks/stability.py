"""How long stability takes, how much memory, and how both grow.

    python -m benchmarks.stability                       # every row, up to 2^24 outcomes: a quarter of an hour
    python -m benchmarks.stability --least 20 --most 22  # only the rows of 2^20 to 2^22 outcomes

Each row is a process of its own: strict random ranks, warm-up on a small game of the same kind, then the five
concepts for every party, several times; the best wall and processor time count. `passes` is the wall time in
units of one copy of the ranks. The slope is the exponent of the processor time against the outcomes, row to row in a
family of shapes: 1 is linear. Rows measured anew replace their old ones in `benchmarks/results/stability.md` and
`.csv`; each carries its date, and how busy the machine was.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import log, log2, prod
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.machine import load, machine, peak_memory

from winset.analysis.stability import CONCEPTS, stability
from winset.game import moves
from winset.game.game import Game, OneWay

RESULTS = Path(__file__).parent / "results"
FAMILIES: dict[str, list[tuple[int, ...]]] = {
    "4 parties": [
        (4, 4, 4, 4),
        (8, 8, 8, 8),
        (8, 8, 16, 16),
        (16, 16, 16, 16),
        (16, 16, 32, 32),
        (32, 32, 32, 32),
        (32, 32, 64, 64),
        (64, 64, 64, 64),
    ],
    "2 parties": [(side,) * 2 for side in (16, 128, 1024, 2048, 4096)],
    "3 parties": [(side,) * 3 for side in (8, 32, 64, 128, 256)],
    "6 parties": [(side,) * 6 for side in (4, 8, 16)],
    "8 parties": [(side,) * 8 for side in (2, 4, 8)],
    "uneven": [(2, 2048), (2048, 2), (2, 2, 2, 2, 65536), (65536, 2, 2, 2, 2)],
}
KINDS = ("all feasible", "30 % infeasible", "two one-way options")
COLUMNS = (
    "family",
    "shape",
    "outcomes",
    "kind",
    "wall s",
    "processor s",
    "ns an outcome",
    "passes",
    "slope",
    "peak MB",
    "equilibria",
    "load",
    "date",
)


def game(shape: tuple[int, ...], kind: str) -> Game:
    """A game of strict random ranks, the same one every time."""
    source = np.random.default_rng(prod(shape))
    ranks = np.empty((len(shape), prod(shape)), dtype=np.int32)
    for row in ranks:
        row[:] = np.arange(row.size, dtype=np.int32)
        source.shuffle(row)
    feasible = source.random(ranks.shape[1], dtype=np.float32) < 0.7 if kind == KINDS[1] else None
    one_way: list[list[OneWay]] | None = None
    if kind == KINDS[2]:
        one_way = [[OneWay(1, 2)] if party in (0, len(shape) - 1) else [] for party in range(len(shape))]
    return Game(shape, ranks, feasible, one_way)


def measure(shape: tuple[int, ...], kind: str) -> dict[str, Any]:
    """One row, in this process."""
    asked = game(shape, kind)
    if asked.outcomes >= moves.COMPILED_FROM:
        _warm_up(shape, kind)
    copied = _least(asked.ranks.copy)[0]
    wall, processor = _least(lambda: stability(asked))
    found = stability(asked, "seq").equilibria["seq"].size if asked.outcomes <= 2**20 else None
    return {
        "outcomes": asked.outcomes,
        "wall s": wall,
        "processor s": processor,
        "passes": wall / copied,
        "peak MB": peak_memory() / 1e6,
        "equilibria": found,
    }


def _warm_up(shape: tuple[int, ...], kind: str) -> None:
    """Compile, or load from disk what was compiled before, on a small game with rows of the same type."""
    compiled_from, moves.COMPILED_FROM = moves.COMPILED_FROM, 0
    stability(game((max(2, max(shape) // 2 * 2), 2), kind))
    moves.COMPILED_FROM = compiled_from


def _least(work: Callable[[], object], enough: float = 1.0) -> tuple[float, float]:
    """The least wall and processor time of runs that together take a second, or of one that takes longer."""
    begun, least = time.perf_counter(), (float("inf"), float("inf"))
    while time.perf_counter() - begun < enough:
        wall, processor = time.perf_counter(), time.process_time()
        work()
        spent = time.perf_counter() - wall, time.process_time() - processor
        least = min(least[0], spent[0]), min(least[1], spent[1])
    return least


def plan(least: float, most: float) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """The rows to measure: family, shape and kind, of 2^least to 2^most outcomes."""
    for family, shapes in FAMILIES.items():
        for kind in KINDS:
            yield from ((family, shape, kind) for shape in shapes if least <= log2(prod(shape)) <= most)


def row(family: str, shape: tuple[int, ...], kind: str) -> dict[str, Any]:
    """One row, measured in a process of its own."""
    busy = load()
    command = [sys.executable, "-m", "benchmarks.stability", "--one", json.dumps([shape, kind])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {"family": family, "shape": "x".join(map(str, shape)), "kind": kind, **json.loads(done.stdout)}
    return {
        **found,
        "ns an outcome": found["wall s"] / found["outcomes"] * 1e9,
        "load": busy,
        "date": machine()["date"],
    }


def recorded() -> list[dict[str, Any]]:
    """The rows measured before."""
    if not (RESULTS / "stability.csv").exists():
        return []
    with (RESULTS / "stability.csv").open(newline="", encoding="utf-8") as file:
        texts = ("family", "shape", "kind", "load", "date")
        return [
            {name: cell if name in texts else float(cell) if cell else None for name, cell in line.items()}
            for line in csv.DictReader(file)
        ]


def merged(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows in the order of the plan, new ones in place of old, each with its slope from the row before."""
    found = {(row["family"], row["shape"], row["kind"]): row for row in [*old, *new]}
    places = [(family, "x".join(map(str, shape)), kind) for family, shape, kind in plan(0, 99)]
    rows = [found[place] for place in places if place in found]
    for before, after in pairwise(rows):
        same = (before["family"], before["kind"]) == (after["family"], after["kind"])
        after["slope"] = _slope(before, after) if same and after["family"] != "uneven" else None
    return rows


def _slope(before: dict[str, Any], after: dict[str, Any]) -> float:
    """The exponent of the processor time against the outcomes."""
    times = log(after["processor s"] / before["processor s"])
    return times / log(after["outcomes"] / before["outcomes"])


def shown(value: Any) -> str:
    """A cell as a reader sees it."""
    if isinstance(value, float) and abs(value) < 100:
        return f"{value:.3g}"
    if isinstance(value, (int, float)):
        return f"{value:,.0f}"
    return "" if value is None else str(value)


def write(found: list[dict[str, Any]], about: dict[str, str]) -> None:
    """The table as Markdown and as CSV."""
    RESULTS.mkdir(exist_ok=True)
    lines = [
        "# Stability: time and memory",
        "",
        f"Written by `python -m benchmarks.stability`. The five concepts ({', '.join(CONCEPTS)}), every party, strict "
        "random ranks; best of several runs after warm-up; each row a process of its own.",
        "",
        *(f"- {name}: {value}" for name, value in about.items()),
        "",
        "`load` is how many processes wanted a core before the row was measured. Where it is above the cores, the wall time "
        "is inflated by other work; the processor time, summed over this process's threads, is the better figure.",
        "`passes` is the wall time in copies of the ranks; `slope` the exponent of the processor time against the outcomes.",
        "",
        f"| {' | '.join(COLUMNS)} |",
        f"|{'---|' * len(COLUMNS)}",
        *(f"| {' | '.join(shown(row.get(name)) for name in COLUMNS)} |" for row in found),
    ]
    (RESULTS / "stability.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (RESULTS / "stability.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(found)


def main() -> None:
    """Measure every row, or the one that a row's process is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--least", type=float, default=0, help="rows of at least 2^LEAST outcomes")
    parser.add_argument("--most", type=float, default=24, help="rows of at most 2^MOST outcomes")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        shape, kind = json.loads(given.one)
        print(json.dumps(measure(tuple(shape), kind)))
        return
    about, old, new = machine(), recorded(), []
    for planned in plan(given.least, given.most):
        new.append(row(*planned))
        write(merged(old, new), about)
        print(*(shown(new[-1].get(name)) for name in COLUMNS), sep="  ", flush=True)


if __name__ == "__main__":
    main()
