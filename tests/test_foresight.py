"""Limited foresight, non-myopic and Maximin stability: against the oracle and on classic games."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import oracle
from strategies import seeded
from test_oracle import FILES, conflict
from test_paths import elmira
from winset.analysis.foresight import TIES, foresight
from winset.analysis.maximin import maximin
from winset.analysis.stability import stability
from winset.analysis.standing import Standing
from winset.errors import ArgumentError, UndefinedError
from winset.game.game import Game

CHICKEN = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Column"))
DILEMMA = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))


def game_of(model: oracle.Model) -> Game:
    """A model of the oracle as a game in graph form."""
    place = {s: k for k, s in enumerate(model.outcomes)}
    moves = [[[place[t] for t in party[s]] for s in model.outcomes] for party in model.moves]
    ranks = [
        [sum(model.prefers(i, s, t) > 0 for t in model.outcomes) for s in model.outcomes]
        for i in model.parties
    ]
    return Game.graph(moves, ranks)


def test_limited_foresight_agrees_with_the_oracle() -> None:
    for generated in seeded(120, seed=51, max_outcomes=24, parties=(2, 2)):
        model = generated.model()
        found = foresight(generated.game(), horizon=(1, 2, 3, 5), non_myopic_too=False)
        for h in (1, 2, 3, 5):
            for i in (0, 1):
                expected = {s for s in model.outcomes if oracle.limited_foresight(model, h, i, s)}
                assert set(np.flatnonzero(found.stable[f"l{h}"][i]).tolist()) == expected


def test_non_myopic_is_stable_at_every_late_horizon() -> None:
    for generated in seeded(30, seed=52, max_outcomes=10, parties=(2, 2)):
        model = generated.model()
        found = foresight(generated.game(), horizon=1).stable["non_myopic"]
        late = range(150, 190)  # beyond every start seen, and round every cycle seen, in models of this size
        for i in (0, 1):
            expected = {
                s for s in model.outcomes if all(oracle.limited_foresight(model, h, i, s) for h in late)
            }
            assert set(np.flatnonzero(found[i]).tolist()) == expected


def test_maximin_agrees_with_the_oracle() -> None:
    for generated in seeded(80, seed=53, max_outcomes=16, parties=(2, 2)):
        model = generated.model()
        found = maximin(generated.game(), horizon=(1, 2, 3, 4))
        for h in (1, 2, 3, 4):
            for i in (0, 1):
                expected = {s for s in model.outcomes if oracle.maximin_stable(model, h, i, s)}
                assert set(np.flatnonzero(found.stable[f"maximin{h}"][i]).tolist()) == expected


def test_one_move_is_nash_and_maximin_is_nash_gmr_smr() -> None:
    for generated in seeded(120, seed=54, parties=(2, 2)):
        game = generated.game()
        known = stability(game, ["nash", "gmr", "smr"]).stable
        assert np.array_equal(foresight(game, 1, non_myopic_too=False).stable["l1"], known["nash"])
        safe = maximin(game, (1, 2, 3)).stable
        for h, concept in enumerate(("nash", "gmr", "smr"), 1):
            assert np.array_equal(safe[f"maximin{h}"], known[concept])


@pytest.mark.skipif(not FILES, reason="the published conflicts are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_conflicts(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    if len(data["dms"]) != 2:
        pytest.skip("foresight is for two parties")
    model = conflict(data)
    game = game_of(model)
    answers: list[tuple[str, Standing, str]] = [
        *((f"L{h}", foresight(game, range(1, 7)), f"l{h}") for h in range(1, 7)),
        *((f"MAXIMIN{h}", maximin(game), f"maximin{h}") for h in range(1, 5)),
        ("NM(window 2m..4m)", foresight(game, 1), "non_myopic"),
    ]
    for label, found, concept in answers:
        for i, party in enumerate(data["dms"]):
            if label in data["by_definition"]:
                held = {model.outcomes[k] for k in np.flatnonzero(found.stable[concept][i])}
                assert held == set(data["by_definition"][label]["per_dm"][party]), (label, party)


def test_chicken_and_the_dilemma() -> None:
    # In both, the two would keep to cooperation if they looked far enough (Brams and Wittman 1981).
    assert foresight(CHICKEN, 1).equilibria["non_myopic"].tolist() == [0]
    assert foresight(DILEMMA, 1).equilibria["non_myopic"].tolist() == [0, 3]
    rows = foresight(CHICKEN, (2, 3)).stable
    assert rows["l2"].tolist() == [[False, True, False, False], [False, False, True, False]]
    assert rows["l3"].tolist() == [[True, True, False, False], [True, False, True, False]]


def test_reasons_agree_with_the_verdicts() -> None:
    for generated in seeded(10, seed=55, max_outcomes=12, parties=(2, 2)):
        for found in (foresight(generated.game(), (1, 2, 4)), maximin(generated.game(), (1, 2, 4))):
            for concept in found.concepts:
                for party in (0, 1):
                    for index in found.question.feasible.tolist():
                        reason = found.why(index, party, concept)
                        text = str(reason)
                        if concept == "non_myopic" or "has no move" in text:
                            continue
                        tempting = "which it prefers to" in text or "That is better" in text
                        assert tempting == (not reason.stable)


def test_the_rule_for_ties_is_said() -> None:
    found = foresight(CHICKEN)
    assert found.to_dict()["notes"] == [TIES]
    assert TIES in str(found.table())
    assert TIES in str(found.why(0, 0, "l2"))
    assert "Row always stays" in str(foresight(DILEMMA).why(3, "Row", "non_myopic"))
    assert "Row would move looking 2 moves ahead" in str(found.why(0, "Row", "non_myopic")).replace(
        "1, 2", "2"
    )


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UndefinedError, match="defined for two parties, and this game has 3"):
        foresight(elmira())
    with pytest.raises(UndefinedError, match="Maximin stability is defined for two parties"):
        maximin(elmira())
    with pytest.raises(ArgumentError, match="horizons must be whole numbers from 1 to 1000"):
        foresight(CHICKEN, 0)
    with pytest.raises(ArgumentError, match=r"unknown concept 'l9'"):
        foresight(CHICKEN, 1).why(0, 0, "l9")
