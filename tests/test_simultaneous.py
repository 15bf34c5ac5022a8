"""Simultaneous sanctions: against the oracle, and on published conflicts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

import oracle
from strategies import Generated, seeded
from test_paths import elmira
from winset.analysis.simultaneous import simultaneous
from winset.analysis.stability import stability
from winset.case.catalogue import example
from winset.errors import SizeError, UndefinedError
from winset.game.game import Game


def option_form(count: int, seed: int) -> list[Generated]:
    return [one for one in seeded(count, seed=seed, max_outcomes=24) if one.moves is None]


def test_agrees_with_the_oracle() -> None:
    for generated in option_form(250, seed=81):
        model = generated.model()
        exists = set(model.outcomes)

        def combine(
            s: oracle.Outcome, moved: Sequence[oracle.Outcome], exists: set[oracle.Outcome] = exists
        ) -> oracle.Outcome | None:
            end = int(s) + sum(int(t) - int(s) for t in moved)  # type: ignore[call-overload]
            return end if end in exists else None

        found = simultaneous(generated.game()).stable["sim"]
        for i in model.parties:
            expected = {s for s in model.outcomes if oracle.sim(model, i, s, combine)}
            assert set(np.flatnonzero(found[i]).tolist()) == expected


def test_nash_is_within_sim_and_either_is_the_union() -> None:
    for generated in option_form(150, seed=82):
        game = generated.game()
        plain, found = stability(game, ["nash", "seq"]).stable, simultaneous(game).stable
        assert not (plain["nash"] & ~found["sim"]).any()
        assert np.array_equal(found["seq"], plain["seq"])
        assert np.array_equal(found["seq_or_sim"], found["seq"] | found["sim"])


def test_every_improvement_is_checked() -> None:
    # The first party's move to 1 is spoiled when the second improves to 3; its move to 2 is not.
    ranks = [[0, 1, 2, -1, -1, 3], [0, 0, 0, 1, 0, 0]]
    game = Game((3, 2), ranks, parties=("First", "Second"))
    assert game.improvements(0, 0).tolist() == [1, 2]
    found = simultaneous(game)
    assert not found.stable["sim"][0, 0]
    assert "It could move to 1; but if at the same time Second moves to 3," in str(
        found.why(0, "First", "sim")
    )
    assert "It could move to 2, and no improvements made at once" in str(found.why(0, "First", "seq_or_sim"))


def test_infeasible_ends_do_not_deter() -> None:
    ranks = [[2, 3, 0, 1], [2, 0, 3, 1]]
    free = simultaneous(Game((2, 2), ranks)).stable["sim"]
    barred = simultaneous(Game((2, 2), ranks, feasible=[True, True, True, False])).stable["sim"]
    assert free[:, 0].tolist() == [True, True]
    assert barred[:, 0].tolist() == [False, False]


def test_syria_and_iraq() -> None:
    found = simultaneous(example("syria-iraq-1975")).to_dict()["equilibria"]
    assert (found["sim"], found["seq"]) == (["6"], ["6"])  # Kinsara 2014, guide to GMCR+, tables 1 to 3


def test_garrison() -> None:
    found = simultaneous(example("garrison")).to_dict()["equilibria"]["sim"]
    partial = {
        "1",
        "2",
        "4",
        "5",
        "6",
        "8",
        "9",
        "10",
        "11",
        "12",
        "13",
        "15",
        "16",
        "17",
        "19",
        "20",
        "21",
        "23",
    }
    assert partial & set(found) == {"2", "11", "17", "21"}  # Kinsara 2014, figure 28: without full support


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UndefinedError, match="write the case in option form"):
        simultaneous(elmira())
    with pytest.raises(SizeError, match="combinations of improvements"):
        simultaneous(Game((64,) * 4, np.zeros((4, 64**4), dtype=np.int8)))
    rising = np.arange(16**4).reshape(1, -1) % 251
    with pytest.raises(SizeError, match="combinations of improvements"):
        simultaneous(Game((16,) * 4, np.repeat(rising, 4, axis=0)))
