"""Misperception: each party by its own model, what it expects, and what surprises it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import oracle
from strategies import Generated, seeded
from test_paths import elmira
from winset.analysis.misperception import Surprise, misperception
from winset.analysis.stability import CONCEPTS, stability
from winset.errors import ArgumentError
from winset.game.game import Game

TRUE = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))


def as_seen(generated: Generated, number: int) -> list[Generated]:
    """A model for each party: others' preferences shifted, and for one party some outcomes missing."""
    seen = []
    for party in range(len(generated.ranks)):
        ranks = tuple(
            row if other == party else (*row[number % 5 :], *row[: number % 5])
            for other, row in enumerate(generated.ranks)
        )
        feasible = generated.feasible
        if generated.moves is None and party == number % 2:
            feasible = tuple(
                (generated.feasible is None or generated.feasible[s]) and (s % 3 != 1 or s == 0)
                for s in range(generated.outcomes)
            )
            feasible = feasible if any(feasible) else generated.feasible
        seen.append(replace(generated, ranks=ranks, feasible=feasible))
    return seen


def test_each_party_is_judged_by_its_own_model() -> None:
    for number, generated in enumerate(seeded(50, seed=91, max_outcomes=16)):
        seen = as_seen(generated, number)
        models = [one.model() for one in seen]
        found = misperception(generated.game(), [one.game() for one in seen], tuple(CONCEPTS))
        for concept in CONCEPTS:
            for i, model in enumerate(models):
                expected = oracle.stable(model, concept, i)
                assert set(np.flatnonzero(found.stable[concept][i]).tolist()) == expected
                assert found.expected[concept][i].tolist() == sorted(oracle.equilibria(model, concept))
            everyone = set.intersection(*(oracle.stable(model, concept, i) for i, model in enumerate(models)))
            assert set(found.equilibria[concept].tolist()) == everyone
            check_surprises(models, found.surprises[concept], concept)


def check_surprises(models: list[oracle.Model], surprises: tuple[Surprise, ...], concept: str) -> None:
    """A mover would go by its own model, and whoever is surprised did not see that coming."""
    for one in surprises:
        own = models[one.mover]
        assert one.target in own.improvements(one.mover, one.source)
        assert one.source not in oracle.stable(own, concept, one.mover)
        for party, ground in one.surprised:
            model = models[party]
            reasons = {
                "unseen outcome": one.source not in model.outcomes,
                "unseen target": one.target not in model.outcomes,
                "stable": one.source in oracle.stable(model, concept, one.mover),
            }
            assert party != one.mover
            assert reasons[ground]


def test_with_one_model_for_all_there_is_no_misperception() -> None:
    for generated in seeded(40, seed=92, max_outcomes=24):
        game = generated.game()
        found = misperception(game, [game] * len(generated.ranks), "seq")
        assert np.array_equal(found.stable["seq"], stability(game, "seq").stable["seq"])
        assert found.surprises["seq"] == ()
        assert found.partial["seq"].size == 0


def test_a_trusting_party_is_surprised() -> None:
    # Row takes Column to prefer mutual cooperation; both start by cooperating, and Row thinks that Column stays.
    trusting = Game((2, 2), [[3, 2, 0, 1], [3, 0, 2, 1]], parties=("Row", "Column"))
    found = misperception(TRUE, [trusting, TRUE], "nash")
    assert [held.tolist() for held in found.expected["nash"]] == [[0, 3], [3]]
    assert found.equilibria["nash"].tolist() == [3]
    assert found.surprises["nash"] == (Surprise(1, 0, 2, ((0, "stable"),)),)
    assert "takes it to be stable there" in "\n".join(map(str, found.tables()))
    assert str(found.why(0, "Column", "nash")).splitlines()[1] == "  In Column's own model:"


def test_an_outcome_that_one_party_does_not_see() -> None:
    ranks = [[3, 2, 0, 1], [2, 0, 3, 1]]
    blind = Game((2, 2), ranks, feasible=[True, True, False, True], parties=("Row", "Column"))
    found = misperception(TRUE, [blind, TRUE], "nash")
    assert found.in_models(2) == ("Column",)
    assert found.surprises["nash"] == (Surprise(1, 0, 2, ((0, "unseen target"),)),)
    assert not found.why(2, "Row", "nash").stable
    assert "does not exist" in str(found.why(2, "Row", "nash"))
    data = found.to_dict()
    assert data["exists"] == {"Row": [0, 1, 3], "Column": [0, 1, 2, 3]}


def test_an_outcome_stable_for_all_who_see_it() -> None:
    blind = Game((2, 2), TRUE.ranks, feasible=[True, True, True, False], parties=("Row", "Column"))
    found = misperception(TRUE, [blind, TRUE], "nash")
    assert found.equilibria["nash"].tolist() == [2]
    assert found.partial["nash"].tolist() == [3]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ArgumentError, match="models must be one game for each of 3 parties, not 1"):
        misperception(elmira(), [elmira()])
    with pytest.raises(ArgumentError, match='the model of "Column" has other parties or outcomes'):
        misperception(TRUE, [TRUE, elmira()])
