"""Games as arrays: outcomes and their numbers, ranks, moves, and what a wrong argument is told."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import Generated, models, seeded
from winset.errors import ArgumentError
from winset.game.bundles import bundles
from winset.game.game import Game, OneWay
from winset.game.outcomes import Outcomes, ids
from winset.game.preferences import by_statements, by_tiers, by_weights, dense, smallest

PLAIN = [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]]

# --- Moves ---


@given(models())
def test_moves_and_improvements_are_those_of_the_oracle(generated: Generated) -> None:
    game, model = generated.game(), generated.model()
    for party, outcome in product(model.parties, model.outcomes):
        assert game.moves(party, outcome).tolist() == sorted(model.moves[party][outcome])
        assert set(game.improvements(party, outcome).tolist()) == model.improvements(party, outcome)


def test_nothing_moves_from_an_infeasible_outcome() -> None:
    game = Game((2, 3), PLAIN, feasible=[True, False, True, True, True, True])
    assert game.moves(0, 1).size == game.improvements(1, 1).size == 0
    assert game.moves(0, 0).size == 0
    assert not game.exists(1)


def test_one_way_options_do_not_go_back() -> None:
    up = Game((6,), [range(6)], one_way=[[OneWay(2, 3)]])  # a free option of two levels below one of three
    assert up.moves(0, 2).tolist() == [3, 4, 5]
    down = Game((6,), [range(6)], one_way=[[OneWay(2, 3, down=True)]])
    assert down.moves(0, 2).tolist() == [0, 1, 3]


def test_graph_form_has_the_same_face() -> None:
    game = Game.graph([[[2, 1, 1], [], [0]], [[], [2], []]], [[0, 1, 2], [2, 1, 0]], ("A", "B"))
    assert (game.is_graph, game.outcomes, game.parties, game.feasible) == (True, 3, ("A", "B"), None)
    assert game.moves(0, 0).tolist() == [1, 2]
    assert game.improvements(1, 1).tolist() == []
    assert isinstance(game, Game)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.booleans()), min_size=n, max_size=n)
    )
)
def test_bundles_cover_every_move_once(digits: list[tuple[int, bool, bool]]) -> None:
    one_way, below = [], 1
    for levels, bound, down in digits:
        if bound and levels > 1:
            one_way.append(OneWay(below, levels, down))
        below *= levels
    game = Game((below,), [range(below)], one_way=[one_way])
    pairs = [
        (int(s), int(t)) for own in bundles(below, game.one_way[0]) for s in own.sources for t in own.targets
    ]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(s, t) for s in range(below) for t in [s, *game.moves(0, s).tolist()]}


# --- The game as a value ---


def test_ranks_take_the_smallest_type_and_are_not_copied_when_they_have_it() -> None:
    small = np.array(PLAIN, dtype=np.int8)
    game = Game((2, 3), small)
    assert np.shares_memory(game.ranks, small)
    assert not game.ranks.flags.writeable
    assert Game((2, 3), np.array(PLAIN) * 1000).ranks.dtype == np.int16
    assert Game((2, 3), np.array(PLAIN) * 100_000).ranks.dtype == np.int32
    huge = Game((2, 3), np.array(PLAIN) * 2**50)  # ranks beyond 32 bits keep their order only
    assert huge.ranks.dtype == np.int8
    assert huge.ranks.tolist() == PLAIN


def test_the_digest_tells_games_apart_and_types_together() -> None:
    game = Game((2, 3), PLAIN)
    assert game.digest == Game([2, 3], np.array(PLAIN, dtype=np.int64), np.ones(6, bool)).digest
    others = [
        Game((3, 2), PLAIN),
        Game((2, 3), PLAIN[::-1]),
        Game((2, 3), PLAIN, parties=("A", "B")),
        Game((2, 3), PLAIN, [True] * 5 + [False]),
        Game((2, 3), PLAIN, one_way=[[OneWay(1, 2)], []]),
        Game((2, 3), PLAIN, one_way=[[OneWay(1, 2, down=True)], []]),
        Game.graph([[[]] * 6] * 2, PLAIN),
    ]
    assert len({game.digest, *(other.digest for other in others)}) == 8


def test_equal_generated_games_have_equal_digests() -> None:
    assert [one.game().digest for one in seeded(30, seed=3)] == [
        one.game().digest for one in seeded(30, seed=3)
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": 6}, r"sizes must list the number of joint choices of each party, not 6"),
        ({"sizes": "23"}, r"sizes must list"),
        ({"sizes": ()}, r"sizes must be one whole number of at least 1 for each party, not \(\)"),
        ({"sizes": (2, 0)}, r"sizes must be one whole number of at least 1 for each party, not \(2, 0\)"),
        ({"sizes": (2, 1.5)}, r"sizes must be one whole number"),
        ({"sizes": (2, 4)}, r"ranks must have shape \(2, 8\) \(parties, outcomes\) to go with sizes \(2, 4\), not \(2, 6\)"),
        ({"ranks": PLAIN[:1]}, r"ranks must have shape \(2, 6\).*not \(1, 6\): one row for each party"),
        ({"ranks": [[1, 2], [1]]}, r"ranks must have one row for each party, all rows equally long"),
        ({"ranks": np.array(PLAIN) / 2}, r"ranks must be integers, not float64; winset.game.preferences.dense makes ranks"),
        ({"feasible": [True] * 5}, r"feasible must be bool of shape \(6,\), one for each outcome, not bool of \(5,\)"),
        ({"feasible": [1] * 6}, r"feasible must be bool of shape \(6,\), one for each outcome, not int64"),
        ({"feasible": [False] * 6}, r"feasible has no true entry: a game needs at least one outcome"),
        ({"one_way": [[]]}, r"one_way must be 2 sequences of OneWay, one for each party"),
        ({"one_way": 3}, r"one_way must be 2 sequences of OneWay, one for each party, not 3"),
        ({"one_way": [[(1, 2)], []]}, r"one_way\[0\] must hold OneWay\(stride, levels\), not \[\(1, 2\)\]"),
        ({"one_way": [[], [OneWay(1, 2)]]}, r"one_way\[1\] has OneWay\(stride=1, levels=2, down=False\), not a digit of 3"),
        ({"one_way": [[OneWay(1, 1)], []]}, r"one_way\[0\] has OneWay\(stride=1, levels=1"),
        ({"one_way": [[OneWay(1, 2), OneWay(1, 2)], []]}, r"the levels below it multiply to its stride"),
        ({"parties": ["A"]}, r"parties must be 2 names, one for each party, not \['A'\]"),
        ({"parties": "AB"}, r"parties must be 2 names"),
        ({"parties": ["A", "A"]}, r"parties must have different names, not \('A', 'A'\)"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_named_with_their_value_and_remedy(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        Game(**{"sizes": (2, 3), "ranks": PLAIN, **arguments})


@pytest.mark.parametrize(
    ("moves", "ranks", "message"),
    [
        ([], [], r"moves must list, for each party and each outcome, the outcomes it can move to, not \[\]"),
        (3, [[1]], r"moves must list"),
        (
            [[[1], []], [[]]],
            [[0, 1]] * 2,
            r"moves\[1\] must list the moves from each of 2 outcomes, not \[\[\]\]",
        ),
        ([[[2], []]], [[0, 1]], r"moves\[0\]\[0\] is \[2\]: moves lead to other outcomes, 0 to 1"),
        ([[[0], []]], [[0, 1]], r"moves\[0\]\[0\] is \[0\]: moves lead to other outcomes, 0 to 1"),
        ([[["1"], []]], [[0, 1]], r"moves\[0\]\[0\] is \['1'\]: moves lead"),
        ([[5, []]], [[0, 1]], r"moves\[0\]\[0\] is 5: moves lead"),
        ([[[1], []]], [[0, 1, 2]], r"ranks must have shape \(1, 2\) .* to go with the moves of 1 parties"),
    ],
)
def test_wrong_arcs_are_named_with_their_place(moves: Any, ranks: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        Game.graph(moves, ranks)


@pytest.mark.parametrize(("party", "outcome"), [(2, 0), (-1, 0), (0, 6), (0, -1)])
def test_places_that_do_not_exist_are_refused(party: int, outcome: int) -> None:
    with pytest.raises(ArgumentError, match="does not exist"):
        Game((2, 3), PLAIN).moves(party, outcome)


# --- Outcomes ---


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_the_first_option_is_the_lowest_digit(levels: list[int]) -> None:
    outcomes = Outcomes(tuple(levels))
    columns = [
        outcomes.flat(np.broadcast_to(outcomes.level(o), outcomes.shape) > 0) for o in range(len(levels))
    ]
    for index, reading in enumerate(product(*(range(level) for level in reversed(levels)))):
        assert outcomes.levels_at(index) == reading[::-1]
        assert outcomes.index_of(reading[::-1]) == index
        assert [bool(column[index]) for column in columns] == [level > 0 for level in reading[::-1]]
    assert index + 1 == outcomes.count


def test_ids_number_the_feasible_outcomes() -> None:
    assert ids(np.array([False, True, True, False, True])).tolist() == [0, 1, 2, 0, 3]


@pytest.mark.parametrize("index", [-1, 6])
def test_an_index_without_outcome_is_refused(index: int) -> None:
    with pytest.raises(ArgumentError, match=f"outcome {index} does not exist: indices run from 0 to 5"):
        Outcomes((2, 3)).levels_at(index)


# --- Preferences ---


@given(
    st.integers(1, 70).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=n, max_size=n)
    )
)
def test_statements_are_compared_lexicographically(rows: list[list[bool]]) -> None:
    ranks = by_statements([np.array(row) for row in rows], 6)
    columns = list(zip(*rows))
    for a, b in product(range(6), repeat=2):
        assert (ranks[a] > ranks[b]) == (columns[a] > columns[b])
        assert (ranks[a] == ranks[b]) == (columns[a] == columns[b])


@given(
    st.lists(
        st.tuples(st.lists(st.booleans(), min_size=4, max_size=4), st.decimals(-50, 50, places=3)),
        min_size=1,
        max_size=6,
    )
)
def test_weights_add_exactly(given_weights: list[tuple[list[bool], Any]]) -> None:
    sums, scale = by_weights(
        [np.array(row) for row, _ in given_weights], [float(w) for _, w in given_weights], 4
    )
    for outcome in range(4):
        exact = sum((Fraction(w) for row, w in given_weights if row[outcome]), Fraction(0))
        assert Fraction(int(sums[outcome]), scale) == exact


def test_decimals_that_look_equal_tie() -> None:
    yes, no = np.array([True, False]), np.array([False, True])
    sums, _ = by_weights([yes, yes, no], [0.1, 0.2, 0.3], 2)
    assert sums[0] == sums[1]


def test_weights_too_far_apart_are_refused() -> None:
    with pytest.raises(ArgumentError, match="differ too much in size"):
        by_weights([np.array([True])] * 2, [1e15, 1e-15], 1)


def test_an_outcome_belongs_to_the_first_tier_that_has_it() -> None:
    tiers = [np.array([True, False, False]), np.array([True, True, False]), np.array([True, True, True])]
    assert by_tiers(tiers, 3).tolist() == [2, 1, 0]


def test_dense_ranks_keep_order_and_ties() -> None:
    assert dense([3.5, -1, 3.5, 10]).tolist() == [1, 0, 1, 2]
    with pytest.raises(ArgumentError, match="utilities must be finite numbers: outcome 1 has nan"):
        dense([1.0, float("nan")])


@pytest.mark.parametrize(
    ("top", "kind"), [(127, np.int8), (128, np.int16), (32768, np.int32), (2**31, np.int64)]
)
def test_smallest_types(top: int, kind: type) -> None:
    assert smallest(np.array([0, top])).dtype == kind
