"""Coalition reach against the oracle's search over (outcome, last mover)."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import oracle
from strategies import seeded
from winset.game.reach import Reach, turned_round


@pytest.mark.parametrize("improving", [False, True], ids=["moves", "improvements"])
def test_agrees_with_the_oracle(improving: bool) -> None:
    for generated in seeded(80, seed=21, max_outcomes=24):
        model, reach = generated.model(), Reach(generated.game())
        values = np.arange(generated.outcomes, dtype=np.int64) * 7 % generated.outcomes
        for size in (1, 2, len(model.parties)):
            for members in list(combinations(model.parties, size))[:4]:
                best, worst = reach.best(members, values, improving), reach.worst(members, values, improving)
                for s in model.outcomes:
                    ends = oracle.reach(model, members, s, improving) | {s}
                    assert set(np.flatnonzero(reach.from_outcome(members, s, improving))) == ends
                    assert best[s] == max(values[t] for t in ends)
                    assert worst[s] == min(values[t] for t in ends)


def test_leading_to_is_the_other_side_of_reaching() -> None:
    for generated in seeded(100, seed=22, max_outcomes=20):
        model, reach = generated.model(), Reach(generated.game())
        targets = np.arange(generated.outcomes) % 3 == 0
        found = reach.leading_to(model.parties, targets, improving=True)
        for s in model.outcomes:
            ends = oracle.reach(model, model.parties, s, improving=True) | {s}
            assert found[s] == any(targets[t] for t in ends)


def test_turning_a_game_round_turns_its_improvements() -> None:
    for generated in seeded(100, seed=23, max_outcomes=20):
        game = generated.game()
        turned = turned_round(game)
        for party in range(len(game.parties)):
            pairs = {(s, int(t)) for s in range(game.outcomes) for t in game.improvements(party, s)}
            back = {(int(s), t) for t in range(game.outcomes) for s in turned.improvements(party, t)}
            assert pairs == back
