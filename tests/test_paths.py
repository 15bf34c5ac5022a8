"""Evolution from the status quo: against the oracle, and on published conflicts."""

from __future__ import annotations

import numpy as np
import pytest

import oracle
from strategies import Generated, seeded
from winset.analysis.evolution import Kind, Path
from winset.analysis.paths import Paths, paths
from winset.errors import ArgumentError
from winset.game import steps
from winset.game.game import Game


def elmira() -> Game:
    """The Elmira groundwater conflict (Kilgour, Hipel, Fang and Peng 2001); outcome k is state k + 1."""
    ministry = {0: [1], 2: [3], 4: [5], 6: [7]}
    company = {0: [2, 8], 1: [3, 8], 2: [8], 3: [8], 4: [6, 8], 5: [7, 8], 6: [8], 7: [8]}
    council = {0: [4], 1: [5], 2: [6], 3: [7], 4: [0], 5: [1], 6: [2], 7: [3]}
    best_first = ["734851269", "148593726", "735186429"]
    ranks = [[-row.index(str(state)) for state in range(1, 10)] for row in best_first]
    moves = [[who.get(s, []) for s in range(9)] for who in (ministry, company, council)]
    return Game.graph(moves, ranks, parties=("MoE", "Uniroyal", "LG"))


def movers_of(generated: Generated, number: int) -> list[tuple[int, ...]]:
    """All single parties, and a coalition or two that differ from model to model."""
    count = len(generated.ranks)
    pair = (number % count, (number + 1 + number // count) % count)
    joint = [tuple(sorted(set(pair))), tuple(range(count))][: number % 3]
    return [*((i,) for i in range(count)), *(mover for mover in dict.fromkeys(joint) if len(mover) > 1)]


@pytest.mark.parametrize("kind", ["moves", "improvements"])
def test_fewest_steps_agree_with_the_oracle(kind: Kind) -> None:
    for number, generated in enumerate(seeded(150, seed=31, max_outcomes=24)):
        model, movers = generated.model(), movers_of(generated, number)
        start = model.outcomes[number % len(model.outcomes)]
        most = None if number % 4 else 2
        found = paths(
            generated.game(), start, most, [list(mover) for mover in movers if len(mover) > 1], ["seq"]
        )
        expected = oracle.evolution(
            model, start, movers, kind == "improvements", 1000 if most is None else most
        )
        fewest = found.by_moves.fewest if kind == "moves" else found.by_improvements.fewest
        assert {s: int(fewest[s]) for s in np.flatnonzero(fewest >= 0)} == {
            s: cost[0] for s, cost in expected.items()
        }
        for target, cost in expected.items():
            path = found.path(target, kind)
            assert path is not None
            check_path(model, found, path, cost)


def test_steps_looked_up_in_a_table_are_those_worked_out_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, generated in enumerate(seeded(60, seed=77, max_outcomes=70)):
        coalitions = [list(mover) for mover in movers_of(generated, number) if len(mover) > 1]
        outcomes = generated.model().outcomes
        start = outcomes[number % len(outcomes)]
        with monkeypatch.context() as patched:
            patched.setattr(steps, "MOST", 0)
            plain = paths(generated.game(), start, None, coalitions, ["nash"])
            plain_roads = [plain.why(outcome) for outcome in plain.reached()]
        found = paths(generated.game(), start, None, coalitions, ["nash"])
        assert found.findings() == plain.findings()
        assert [found.why(outcome) for outcome in found.reached()] == plain_roads


def check_path(model: oracle.Model, found: Paths, path: Path, cost: tuple[int, int]) -> None:
    """The path is legal from state to state, as short as can be, and says truly who gains."""
    states: set[tuple[oracle.Outcome, int | None]] = {(found.start, None)}
    for step in path.steps:
        states = {
            end
            for state in states
            for end in oracle.ends_of_a_step(model, state, step.movers)
            if end[0] == step.target
        }
        assert states
        assert step.gains == tuple(model.prefers(i, step.target, step.source) > 0 for i in step.movers)
    assert [step.source for step in path.steps[1:]] == [step.target for step in path.steps[:-1]]
    assert (len(path.steps), sum(not step.improves for step in path.steps)) == cost
    assert not (path.steps and path.kind == "improvements") or cost[1] == 0


def test_elmira_goes_by_the_council_and_then_by_ministry_and_company_together() -> None:
    found = paths(elmira(), start=0, coalitions=[["MoE", "Uniroyal"]])
    path = found.path(7, "improvements")
    assert path is not None
    assert [(step.source + 1, step.target + 1, step.movers) for step in path.steps] == [
        (1, 5, (2,)),
        (5, 8, (0, 1)),
    ]
    assert path.steps == found.path(7, "moves").steps  # type: ignore[union-attr]
    assert all(step.improves for step in path.steps)
    assert "4 → 7: MoE and Uniroyal together, an improvement for each of them" in found.why(7)


def test_elmira_without_the_coalition_cannot_leave_5_by_improvements() -> None:
    found = paths(elmira(), start=0)
    assert found.path(7, "improvements") is None
    assert found.path(4, "improvements") is not None
    assert (found.unreachable("improvements") + 1).tolist() == [4, 8, 9]
    assert found.unreachable("moves").size == 0
    assert "No path by improvements." in found.why(7)


def test_the_answer_as_data_and_as_tables() -> None:
    found = paths(elmira(), start=0, steps=2, coalitions=[["MoE", "Uniroyal"]], concepts=["nash"])
    data = found.to_dict()
    assert data["status_quo"] == 0
    assert data["movers"] == [["MoE"], ["Uniroyal"], ["LG"], ["MoE", "Uniroyal"]]
    assert data["reached"]["improvements"] == {"0": [0], "1": [4], "2": [7]}
    last = {"from": 4, "to": 7, "movers": ["MoE", "Uniroyal"], "gains": [True, True]}
    assert [one["steps"][-1] for one in data["paths"] if one["to"] == 7] == [last, last]
    assert data["unreachable"] == {"moves": [], "improvements": [8]}
    main, steps, reach = found.tables()
    assert main.rows[1][:4] == ("7", "Nash", 2, "0 → 4 (LG) → 7 (MoE and Uniroyal together)")
    assert main.rows[2][4] == "none of at most 2 steps"
    assert len(steps.rows) == 2 * (1 + 2) + 1
    assert reach.rows[-1] == (2, 9, 3)


def test_no_steps_reach_only_the_start() -> None:
    found = paths(elmira(), start=0, steps=0)
    assert found.reached().tolist() == [0]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ArgumentError, match="no status quo"):
        paths(elmira())
    with pytest.raises(ArgumentError, match=r'no outcome "9" here: there are 9, from "0" to "8"$'):
        paths(elmira(), start=9)
    with pytest.raises(ArgumentError, match=r'unknown party "Unroyal" \(did you mean "Uniroyal"'):
        paths(elmira(), start=0, coalitions=[["Unroyal", "LG"]])
    with pytest.raises(ArgumentError, match="steps must be at least 0"):
        paths(elmira(), start=0, steps=-1)
    with pytest.raises(ArgumentError, match="unknown concept"):
        paths(elmira(), start=0, concepts=["nahs"])


def test_renaming_the_parties_changes_no_distance() -> None:
    for generated in seeded(40, seed=32, max_outcomes=20):
        if generated.moves is None:
            continue
        game = generated.game()
        order = list(range(len(generated.ranks)))[::-1]
        moved = Generated(
            tuple(generated.ranks[i] for i in order), moves=tuple(generated.moves[i] for i in order)
        )
        one, two = paths(game, 0, concepts=["nash"]), paths(moved.game(), 0, concepts=["nash"])
        assert one.by_moves.fewest.tolist() == two.by_moves.fewest.tolist()
        assert one.by_improvements.fewest.tolist() == two.by_improvements.fewest.tolist()
