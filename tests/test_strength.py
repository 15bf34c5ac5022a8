"""Strength of preference: against the oracle, and how strong and weak stability divide the plain kind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

import oracle
from strategies import Generated, seeded
from test_paths import elmira
from winset.analysis.stability import stability
from winset.analysis.strength import strength
from winset.errors import ArgumentError
from winset.game.game import Game

CONCEPTS = ("gmr", "smr", "seq")


def graded(generated: Generated, width: int) -> npt.NDArray[np.int64]:
    """Grades that lump so many neighbouring ranks of a party together."""
    rows = [np.unique(row, return_inverse=True)[1] // width for row in generated.ranks]
    return np.array(rows, dtype=np.int64)


def test_agrees_with_the_oracle() -> None:
    for number, generated in enumerate(seeded(200, seed=61, max_outcomes=24)):
        model, grades = generated.model(), graded(generated, 1 + number % 4)
        found = strength(generated.game(), grades)

        def much(i: int, a: oracle.Outcome, b: oracle.Outcome, given: npt.NDArray[np.int64] = grades) -> bool:
            return bool(given[i, a] > given[i, b])

        for concept in CONCEPTS:
            definition = oracle.STRONG_CONCEPTS[concept]
            for i in model.parties:
                expected = {s for s in model.outcomes if definition(model, i, s, much)}
                assert set(np.flatnonzero(found.stable[f"strong_{concept}"][i]).tolist()) == expected


def test_strong_and_weak_divide_the_stable_outcomes() -> None:
    for number, generated in enumerate(seeded(150, seed=62)):
        game = generated.game()
        found = strength(game, graded(generated, 2 + number % 3))
        plain = stability(game, CONCEPTS)
        for concept in CONCEPTS:
            strong, weak = found.stable[f"strong_{concept}"], found.stable[f"weak_{concept}"]
            assert not (strong & weak).any()
            assert np.array_equal(strong | weak, plain.stable[concept])
            both = [*found.equilibria[f"strong_{concept}"], *found.equilibria[f"weak_{concept}"]]
            assert sorted(both) == plain.equilibria[concept].tolist()


def test_one_grade_for_all_leaves_only_nash_strong() -> None:
    for generated in seeded(40, seed=63):
        game = generated.game()
        found = strength(game, np.zeros((len(generated.ranks), generated.outcomes), dtype=np.int64))
        nash = stability(game, "nash").stable["nash"]
        assert all(np.array_equal(found.stable[f"strong_{concept}"], nash) for concept in CONCEPTS)


def test_a_grade_for_each_rank_asks_for_strictly_worse_sanctions() -> None:
    dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    found = strength(dilemma, dilemma.ranks)
    assert found.equilibria["strong_gmr"].tolist() == [0, 3]
    tied = Game((2, 2), [[1, 2, 0, 1], [1, 0, 2, 1]], parties=("Row", "Column"))
    found = strength(tied, tied.ranks)
    assert (found.equilibria["strong_gmr"].tolist(), found.equilibria["weak_gmr"].tolist()) == ([3], [0])


def test_reasons() -> None:
    dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    found = strength(dilemma, [[0, 1, 0, 0], [0, 0, 0, 0]])
    assert "no better for it than 0" in str(found.why(0, "Row", "weak_seq"))
    assert found.why(0, "Row", "weak_seq").stable
    assert not found.why(0, "Row", "strong_seq").stable
    assert "nothing the others do" in str(found.why(2, "Row", "strong_seq"))
    assert "nothing needs to deter it" in str(found.why(3, "Row", "strong_smr"))


def test_what_cannot_be_asked() -> None:
    game = elmira()
    with pytest.raises(ArgumentError, match=r"grades must be integers of shape \(3, 9\)"):
        strength(game, [[1, 2]])
    with pytest.raises(ArgumentError, match='grades of party "MoE" do not fit its ranks'):
        strength(game, -game.ranks.astype(np.int64))
    with pytest.raises(ArgumentError, match="unknown concept 'nash'"):
        strength(game, game.ranks, "nash")
