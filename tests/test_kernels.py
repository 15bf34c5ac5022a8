"""The compiled loops give the answers of the definitions and of the whole-array passes, on every shape."""

from __future__ import annotations

import subprocess
import sys
import time
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from strategies import seeded
from winset.analysis.stability import CONCEPTS, stability
from winset.errors import SizeError
from winset.game import arcs, fibres, moves, processor
from winset.game.fibres import FibreMoves
from winset.game.game import Game, OneWay
from winset.game.moves import Moves, Values, moves_of

pytest.importorskip("numba", reason="Numba is not installed: large games go through NumPy")

from winset.game import packed, sorting
from winset.game.packed import PackedMoves

# Shapes with long and short fibres, many and few parties, sizes that are no powers of two.
SHAPES = [
    (2, 1500),
    (1500, 2),
    (300, 7),
    (7, 300),
    (2,) * 11,
    (6, 5, 4, 3, 2),
    (1, 12, 1, 12),
    (17, 1, 19),
    (900,),
    (40, 40),
]


def game(shape: tuple[int, ...], seed: int, kind: str) -> Game:
    """A random game: strict, tied, with holes, or with one-way options."""
    source = np.random.default_rng(seed)
    outcomes = prod(shape)
    ranks = np.stack([source.permutation(outcomes) for _ in shape]).astype(np.int32)
    if "tied" in kind:
        ranks //= max(2, outcomes // 12)
    feasible = source.random(outcomes) < 0.7 if "holes" in kind else None
    if feasible is not None:
        feasible[source.integers(outcomes)] = True
    one_way = [bars(size, source) for size in shape] if "one-way" in kind else None
    return Game(shape, ranks, feasible, one_way)


def bars(size: int, source: np.random.Generator) -> list[OneWay]:
    """Some of the prime digits of a joint choice, one-way up or down."""
    found, below = [], 1
    while below < size:
        levels = next(k for k in range(2, size + 1) if size // below % k == 0)
        if source.random() < 0.5:
            found.append(OneWay(below, levels, bool(source.random() < 0.3)))
        below *= levels
    return found


def everything(asked: Moves) -> dict[str, np.ndarray]:
    """Every concept for every party."""
    exists = True if asked.game.feasible is None else asked.game.feasible
    parties = range(len(asked.game.parties))
    return {
        name: np.stack([concept(asked, party) & exists for party in parties])
        for name, concept in CONCEPTS.items()
    }


def assert_same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    assert one.keys() == other.keys()
    for name, table in one.items():
        assert np.array_equal(table, other[name]), name


# --- Exact ---


def test_generated_models_agree_with_the_oracle() -> None:
    for generated in seeded(3000, seed=300, max_outcomes=16):
        if generated.sizes is None:
            continue
        model, found = generated.model(), everything(PackedMoves(generated.game()))
        for concept, table in found.items():
            for party in model.parties:
                held = set(np.flatnonzero(table[party]).tolist())
                assert held == oracle.stable(model, concept, party), (concept, party, generated)


@pytest.mark.parametrize("kind", ["strict", "tied", "holes", "one-way", "tied holes one-way"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_both_ways_of_walking_agree(
    shape: tuple[int, ...], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_TASK", 500)  # several tasks, shared out over the cores
    asked = game(shape, sum(shape), kind)
    assert_same(everything(PackedMoves(asked)), everything(FibreMoves(asked)))


def staircase(steps: int) -> Game:
    """Two opponents improve in turn along one path, at each step to the dismay of a third party."""
    climbed = np.zeros((steps, steps), dtype=np.int64)  # how far along the path, by the opponents' choices
    for k in range(steps):
        climbed[k, k] = 2 * k + 1
        if k + 1 < steps:
            climbed[k, k + 1] = 2 * k + 2
    opponents = np.repeat(climbed.reshape(-1), 2)
    third = (
        np.arange(2 * steps * steps) % 2 - 2 * opponents
    )  # it can move, and gains, at every step of theirs
    return Game((2, steps, steps), np.stack([third, opponents, opponents]))


def test_long_paths_of_improvements() -> None:
    asked = staircase(24)
    found = everything(PackedMoves(asked))
    assert_same(found, everything(FibreMoves(asked)))
    assert found["seq"][0, ::2][np.diag(np.arange(24)).reshape(-1) > 0][
        :-1
    ].all()  # deterred by the end of the path


def test_patience_with_long_paths_ends_where_there_is_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = staircase(12)
    known = everything(FibreMoves(asked))
    monkeypatch.setattr(fibres, "PATIENCE", 3 * asked.outcomes)
    searched: list[int] = []
    search = PackedMoves._search

    def counted(self: PackedMoves, party: int, values: Values, improving: bool) -> Values:
        searched.append(party)
        return search(self, party, values, improving)

    monkeypatch.setattr(PackedMoves, "_search", counted)
    assert_same(everything(FibreMoves(asked)), known)
    assert 0 in searched
    monkeypatch.setattr(fibres, "has_numba", lambda: False)
    searched.clear()
    assert_same(everything(FibreMoves(asked)), known)
    assert searched == []


@pytest.mark.parametrize("down", [False, True])
def test_a_one_way_option_of_many_levels(down: bool) -> None:
    source = np.random.default_rng(4)
    ranks = np.stack([source.permutation(360) for _ in range(3)])
    asked = Game((90, 2, 2), ranks, one_way=[[OneWay(1, 90, down)], [], [OneWay(1, 2)]])
    assert_same(everything(PackedMoves(asked)), everything(FibreMoves(asked)))


def test_values_of_every_type_give_the_same_answers() -> None:
    asked = game((5, 6, 7), 1, "holes")
    one, other = PackedMoves(asked), FibreMoves(asked)
    for kind in (np.int8, np.int16, np.int32, np.int64):
        top = int(np.iinfo(kind).max)
        values = np.random.default_rng(2).integers(-top, top, asked.outcomes, dtype=kind)
        for question in ("best", "worst_by_moves", "worst_by_improvements", "best_improvement"):
            found, expected = (getattr(asker, question)(1, values) for asker in (one, other))
            improving = [asked.improvements(1, s).size > 0 for s in range(asked.outcomes)]
            kept = asked.feasible & (np.array(improving) | (question != "best_improvement"))
            assert np.array_equal(found[kept], expected[kept])


def test_graph_form_is_the_same_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    for generated in seeded(120, seed=6):
        if generated.moves is not None:
            monkeypatch.setattr(arcs, "_MANY", 2**17)
            plain = everything(moves_of(generated.game()))
            monkeypatch.setattr(arcs, "_MANY", 0)
            assert_same(everything(moves_of(generated.game())), plain)


# --- The parts ---


@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=40))
def test_columns_are_sorted_together(columns: list[list[int]]) -> None:
    keys = np.array(columns, dtype=np.int64)
    sorting.exchange(keys)
    assert np.array_equal(keys, np.sort(np.array(columns), axis=0))


@given(st.integers(0, 5000), st.sampled_from([1, 3, 300, 2**31 - 1]), st.integers(0, 99))
def test_lists_are_sorted_stably(number: int, top: int, seed: int) -> None:
    keys = np.random.default_rng(seed).integers(-top, top, number + 1, dtype=np.int64).astype(np.int32)
    order = np.arange(number, dtype=np.int32)
    sorting.sort(keys, order, order.copy(), np.empty(2050, dtype=np.int64), number)
    assert np.array_equal(order, np.argsort(keys[:number], kind="stable"))


# --- Which way is taken, and what is refused ---


def test_small_games_do_not_import_the_compiler() -> None:
    code = (
        "import sys, numpy as np\nfrom winset import Game, stability\n"
        "ranks = [np.random.default_rng(k).permutation(4096) for k in range(4)]\n"
        "stability(Game((8, 8, 8, 8), ranks))\nprint('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_large_games_are_compiled_where_numba_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "COMPILED_FROM", 100)
    asked = game((5, 5, 5), 3, "tied holes")
    assert isinstance(moves_of(asked), PackedMoves)
    compiled = stability(asked)
    monkeypatch.setattr(moves, "has_numba", lambda: False)
    assert isinstance(moves_of(asked), FibreMoves)
    plain = stability(asked)
    assert_same(dict(compiled.stable), dict(plain.stable))
    assert compiled.subject == plain.subject


@pytest.mark.parametrize("compiled_from", [1, 10**9])
def test_too_large_for_memory_is_refused_before_any_work(
    compiled_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "COMPILED_FROM", compiled_from)
    monkeypatch.setattr(processor, "free_memory", lambda: 40_000)
    for kind in (PackedMoves, FibreMoves):
        monkeypatch.setattr(kind, "__init__", lambda *_: pytest.fail("work was begun"))
    with pytest.raises(
        SizeError, match=r"8,000 outcomes need about .* of memory, and 40.0 kB are free: leave out"
    ) as error:
        stability(game((20, 20, 20), 0, "strict"))
    assert error.value.outcomes == 8000


@pytest.mark.parametrize("kind", ["strict", "holes", "one-way"])
@pytest.mark.parametrize("walk", [FibreMoves, PackedMoves], ids=["arrays", "compiled"])
def test_memory_is_foretold(walk: type[FibreMoves], kind: str) -> None:
    import tracemalloc

    asked = game((24, 24, 24), 1, kind)
    everything(walk(asked))  # compiled and warm
    tracemalloc.start()
    everything(walk(asked))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    answers = (len(CONCEPTS) + 1) * len(asked.parties) * asked.outcomes
    assert 0.2 * walk.memory(asked) < peak - answers < 1.5 * walk.memory(asked)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_a_stop_ends_the_work_that_is_left(
    stop: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_TASK", 1)
    done: list[int] = []

    def task(first: int, last: int) -> None:
        done.append(first)
        time.sleep(0.001)
        raise stop

    with pytest.raises(stop):
        packed._share(10_000, 1, task)
    assert len(done) < 10_000


def test_progress_can_stop_the_work() -> None:
    def once(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stability(game((6, 6), 1, "strict"), progress=once)
