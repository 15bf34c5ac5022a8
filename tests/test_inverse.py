"""The inverse question: conditions, counts and nearest rankings against trying every ranking."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from math import comb

import numpy as np
import pytest

import oracle
from strategies import Generated, seeded
from test_paths import elmira
from winset.analysis.inverse import inverse
from winset.analysis.inverting.conditions import condition
from winset.analysis.inverting.counting import count_rankings
from winset.analysis.inverting.nearest import distance, fewest_statements, swaps_needed
from winset.analysis.question import ask
from winset.analysis.stability import CONCEPTS, stability
from winset.case.catalogue import example
from winset.case.files import loads
from winset.case.model import Statements
from winset.errors import ArgumentError
from winset.game.game import Game
from winset.game.moves import moves_of


def with_row(generated: Generated, party: int, row: tuple[int, ...]) -> oracle.Model:
    """The oracle's model with another ranking of one party."""
    ranks = (*generated.ranks[:party], row, *generated.ranks[party + 1 :])
    return Generated(ranks, generated.sizes, generated.feasible, generated.one_way, generated.moves).model()


def rankings(generated: Generated, outcomes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every strict ranking of the feasible outcomes."""
    for order in permutations(range(len(outcomes))):
        row = [0] * generated.outcomes
        for rank, s in zip(order, outcomes):
            row[s] = rank
        yield tuple(row)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_conditions_counts_and_distances_by_trying_every_ranking(concept: str) -> None:
    for number, generated in enumerate(seeded(40, seed=101, max_outcomes=5, parties=(2, 3))):
        question = ask(generated.game())
        outcomes = tuple(question.feasible.tolist())
        party = number % len(generated.ranks)
        target = outcomes[number % len(outcomes)]
        found = condition(question, party, target, concept)
        meeting = []
        for row in rankings(generated, outcomes):
            stable = oracle.CONCEPTS[concept](with_row(generated, party, row), party, target)
            assert found.holds(row) == stable
            if stable:
                meeting.append(row)
        counted = count_rankings(found)
        assert counted is not None
        assert counted.satisfying == len(meeting)
        own = np.array(generated.ranks[party])[list(outcomes)]
        swaps = int(swaps_needed(moves_of(question.game), party, concept)[target])
        nearest = min(distance(own, np.array(row)[list(outcomes)]) for row in meeting)
        if len(set(own.tolist())) == len(outcomes):
            assert swaps == nearest


def test_nothing_is_nearer_even_with_ties() -> None:
    # Every ranking of four outcomes, ties and all, against the one that lifts the target.
    rows = {tuple(np.unique(row, return_inverse=True)[1].tolist()) for row in np.ndindex(4, 4, 4, 4)}
    assert len(rows) == 75
    for number, generated in enumerate(seeded(60, seed=102, max_outcomes=4, parties=(2, 2))):
        question = ask(generated.game())
        if question.feasible.size != 4:
            continue
        concept = [*CONCEPTS][number % 5]
        found = condition(question, 0, number % 4, concept)
        own = question.game.ranks[0]
        nearest = min(distance(own, row) for row in rows if found.holds(row))
        assert int(swaps_needed(moves_of(question.game), 0, concept)[number % 4]) == nearest


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_nearest_rankings_make_the_target_an_equilibrium(concept: str) -> None:
    tried = 0
    for number, generated in enumerate(seeded(50, seed=103, max_outcomes=12, parties=(2, 3))):
        game = generated.game()
        target = int(ask(game).feasible[number % ask(game).feasible.size])
        answer = inverse(game, target, concept).answers[0]
        if answer.rankings is None:
            continue
        ranks = tuple(tuple(row.tolist()) for row in answer.rankings)
        changed = Generated(ranks, generated.sizes, generated.feasible, generated.one_way, generated.moves)
        assert target in oracle.equilibria(changed.model(), concept)
        assert (answer.swaps == 0) == (target in stability(game, concept).equilibria[concept])
        tried += 1
    assert tried > 40


def test_syria_and_iraq() -> None:
    # Of the 720 strict rankings of Syria, 240 satisfy Nash at state 2 and 384 SEQ, Iraq's wants being as they are.
    case = example("syria-iraq-1975")
    for concept, expected in (("nash", 240), ("seq", 384)):
        found = inverse(case, "2", concept, parties=["syria"])
        count = found.answers[0].requirements[0].count
        assert count is not None
        assert (count.satisfying, count.of, count.share) == (expected, 720, Fraction(expected, 720))
    assert found.answers[0].requirements[1].count is None


def test_counts_of_large_games_are_shares() -> None:
    game = Game((8, 8, 8), np.zeros((3, 512), dtype=np.int8))
    nash, gmr = (count_rankings(condition(ask(game), 0, 0, concept)) for concept in ("nash", "gmr"))
    assert nash is not None
    assert (nash.share, nash.satisfying, nash.of) == (Fraction(1, 8), None, None)
    assert gmr is not None
    # Each of seven moves must meet an outcome no better among its 64: by a sum over which of them fail to.
    exact = sum(Fraction((-1) ** k * comb(7, k), 64 * k + 1) for k in range(8))
    assert gmr.share == pytest.approx(float(exact), abs=1e-12)


def test_conditions_in_words() -> None:
    assert inverse(elmira(), 4, "smr").why(4).splitlines()[2:5] == [
        "Uniroyal (met):",
        "  Uniroyal must find 4 at least as good as 6, to which it can move; "
        "or as 2 and 8, which others and then it can make of 6; or as 3 and 8; or as 7 and 8.",
        "  Uniroyal must find 4 at least as good as 8, to which it can move.",
    ]
    assert "is stable for MoE whatever it prefers" in str(condition(ask(elmira()), 0, 8, "nash"))


def test_conditions_of_every_party_in_a_line_each() -> None:
    table = inverse(example("syria-iraq-1975"), "2", "seq", ["syria"]).tables()[1]
    assert table.rows == (
        ("2", "syria", "1 or 4; 3 or 6", False, "53.3%", "384 of 720"),
        ("2", "iraq", "5 or 4 or 6", True, None, None),
    )
    assert "before “or”" in table.notes[0].lower()
    assert "4 Iraq attacks a passive Syria" in table.notes[1]


def test_of_a_long_ranking_the_neighbourhood_of_the_target_is_shown() -> None:
    change = inverse(example("gaza-isf"), "240").tables()[2].rows[0]
    shown = str(change[3])
    assert (shown[:4], shown[-4:]) == ("… > ", " > …")
    assert " > 240 > " in shown


ROAD = """
winset: 1
title: Road
parties: {council: Town council, builder: Builder}
options: {council: {permit: Permit, tax: Tax}, builder: {build: Build}}
preferences:
  council: {statements: [not permit, tax, build, not tax]}
  builder: {statements: [build]}
"""


def test_fewest_statements_moved() -> None:
    case = loads(ROAD)
    found = inverse(case, "permit and build and tax", "nash")
    own = found.answers[0].requirements[0]
    assert not own.holds
    assert own.statements is not None
    assert (own.statements.moved, own.statements.order, own.statements.complete) == (None, None, True)
    found = inverse(case, "not permit and build and not tax", "nash")
    own = found.answers[0].requirements[0]
    assert own.statements is not None
    assert own.statements.moved == (1,)
    assert own.statements.order == (0, 2, 3, 1)
    assert ("tax to place 4") in str(found.tables()[2])


def test_statements_moved_are_the_fewest() -> None:
    case = loads(ROAD)
    question = ask(case)
    preference = case.preferences["council"]
    assert isinstance(preference, Statements)
    built = question.built
    assert built is not None
    for target in question.feasible.tolist():
        for concept in CONCEPTS:
            asked = condition(question, 0, target, concept)
            found = fewest_statements(asked, preference)
            moved = [
                len(order) - longest_rising(order)
                for order in permutations(range(4))
                if asked.holds(score(order, preference, case))
            ]
            assert (found.moved is None) == (not moved)
            assert found.moved is None or len(found.moved) == min(moved)


def score(order: tuple[int, ...], preference: Statements, case: object) -> list[int]:
    """Ranks by statements in an order, as one number for each outcome."""
    built = ask(case).built  # type: ignore[arg-type]
    assert built is not None
    masks = [built.masks(preference.statements[place].that) for place in order]
    return [int("".join(str(int(mask[s])) for mask in masks), 2) for s in range(built.game.outcomes)]


def longest_rising(order: tuple[int, ...]) -> int:
    best: list[int] = []
    for k, place in enumerate(order):
        best.append(1 + max((best[j] for j in range(k) if order[j] < place), default=0))
    return max(best)


def test_parties_that_may_not_change() -> None:
    dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    found = inverse(dilemma, 0, parties=["Row"])
    assert found.answers[0].rankings is None
    assert "no change of these parties' rankings was found" in str(found.tables()[2])
    assert inverse(dilemma, 0).answers[0].swaps == 2


def test_the_answer_as_data() -> None:
    data = inverse(example("syria-iraq-1975"), "2", "seq", parties=["syria"]).to_dict()
    own = data["answers"][0]["requirements"]["syria"]
    assert own["rankings"] == {"share": 384 / 720, "fraction": "8/15", "satisfying": 384, "of": 720}
    assert own["clauses"][0]["move"] == "1"
    assert data["targets"] == ["2"]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ArgumentError, match="unknown concept 'nahs'"):
        inverse(elmira(), 0, "nahs")
    with pytest.raises(ArgumentError, match='no feasible outcome makes "permit and not permit" true'):
        inverse(loads(ROAD), "permit and not permit")
    with pytest.raises(ArgumentError, match='no outcome "12" here'):
        inverse(elmira(), 12)
