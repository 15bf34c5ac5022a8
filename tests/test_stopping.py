"""Who can stop what: against the definitions written out, on generated models and on a bundled case."""

from __future__ import annotations

import pytest

import oracle
from strategies import seeded
from winset.analysis.stopping import Stopping, stopping
from winset.case.catalogue import example
from winset.errors import ArgumentError


def needed(model: oracle.Model, party: int, start: int, t: int) -> bool:
    return t != start and t not in oracle.reach(model, model.others([party]), start)


def costly(model: oracle.Model, party: int, t: int) -> list[int]:
    return [s1 for s1 in model.moves[party][t] if model.prefers(party, s1, t) <= 0]


def can_unravel(model: oracle.Model, party: int, t: int) -> bool:
    return any(
        model.prefers(party, s2, t) > 0
        for s1 in costly(model, party, t)
        for s2 in oracle.reach(model, model.others([party]), s1, improving=True)
    )


def check_steps(model: oracle.Model, found: Stopping, party: int, place: int) -> None:
    t = int(found.outcomes[place])
    (first, here), *answers = found.unravelling(party, place)
    assert first == party
    assert here in costly(model, party, t)
    last = party
    for mover, there in answers:
        assert mover not in (party, last)
        assert there in model.improvements(mover, here)
        last, here = mover, there
    assert model.prefers(party, here, t) > 0


def test_agrees_with_the_definitions_on_generated_models() -> None:
    unravelled = 0
    for generated in seeded(150, seed=7, max_outcomes=20):
        model = generated.model()
        start, asked = model.outcomes[0], list(model.outcomes)[:8]
        found = stopping(generated.game(), asked, start)
        assert found.needed is not None
        for party in model.parties:
            for place, t in enumerate(asked):
                assert found.needed[party, place] == needed(model, party, start, t)
                assert found.tempted[party, place] == bool(model.improvements(party, t))
                assert found.can_leave[party, place] == bool(model.moves[party][t])
                assert found.can_unravel[party, place] == can_unravel(model, party, t)
                if found.can_unravel[party, place]:
                    check_steps(model, found, party, place)
                    unravelled += 1
    assert unravelled > 100


def test_steps_are_asked_for_only_where_there_are_any() -> None:
    found = stopping(example("prisoners-dilemma"), ["4"])
    assert not found.can_unravel.any()
    with pytest.raises(ArgumentError, match="cannot unravel outcome 4"):
        found.unravelling(0, 0)


def test_without_a_status_quo_nobody_is_said_to_be_needed() -> None:
    found = stopping(example("chicken"), ["2"])
    assert found.needed is None
    assert found.findings()["outcomes"][0]["needed"] is None


def test_the_streets_can_unravel_the_package_and_three_must_act_for_it() -> None:
    found = stopping(example("gaza-isf"), ["72"])
    at = found.findings()["outcomes"][0]
    assert at["needed"] == ["pakistan", "us", "parliament"]
    assert at["can_unravel"] == ["clerics"]
