"""Patterns of elements, their minimal ones and minimal hitting sets, against brute force."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.analysis.blocking.minimal_sets import minimal, minimal_hitting_sets, patterns

families = st.lists(st.integers(0, 127), max_size=9)


def brute_hitting_sets(family: list[int]) -> set[int]:
    hitting = [one for one in range(128) if all(one & other for other in family)]
    return {one for one in hitting if not any(other != one and other & one == other for other in hitting)}


@settings(max_examples=500, deadline=None)
@given(families)
def test_minimal_hitting_sets_are_all_and_only_those(family: list[int]) -> None:
    found = minimal_hitting_sets(family)
    assert found.complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == brute_hitting_sets(family)
    assert [one.bit_count() for one in found.sets] == sorted(one.bit_count() for one in found.sets)


@settings(max_examples=100, deadline=None)
@given(families)
def test_hitting_twice_gives_the_minimal_sets_back(family: list[int]) -> None:
    sets = {one for one in family if one}
    least = {one for one in sets if not any(other != one and other & one == other for other in sets)}
    assert set(minimal_hitting_sets(minimal_hitting_sets(sets).sets).sets) == least


def test_a_cut_search_says_so() -> None:
    pairs = [3 << 2 * k for k in range(10)]  # 2^10 hitting sets
    cut = minimal_hitting_sets(pairs, most=100)
    assert (len(cut.sets), cut.complete) == (100, False)
    assert minimal_hitting_sets(pairs).complete


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 200), st.integers(1, 150), st.sampled_from([0.02, 0.2, 0.6]))
def test_patterns_and_minimal_ones_equal_brute_force(
    seed: int, outcomes: int, elements: int, share: float
) -> None:
    rng = np.random.default_rng(seed)
    masks = list(rng.random((elements, outcomes)) < share)
    among = rng.random(outcomes) < 0.8
    own = {k: sum(1 << e for e, mask in enumerate(masks) if mask[k]) for k in np.flatnonzero(among).tolist()}
    found = patterns(masks, among)
    sets = found.as_sets()
    assert sorted(sets) == sorted(set(own.values()))
    assert dict(zip(sets, found.counts.tolist())) == {one: list(own.values()).count(one) for one in sets}
    assert all(own[first] == one for first, one in zip(found.first.tolist(), sets))
    kept, complete = minimal(found.words)
    assert complete
    assert kept.tolist() == [not any(b != a and b & a == b for b in sets) for a in sets]


def test_minimal_patterns_of_many_outcomes_by_halving() -> None:
    """Enough patterns that sets and supersets are split on bits."""
    rng = np.random.default_rng(5)
    words = np.unique(rng.integers(0, 2**16, 3000).astype(np.uint64) | np.uint64(1 << 20))[:, None]
    values = words[:, 0].tolist()
    kept, complete = minimal(words)
    assert complete
    assert kept.tolist() == [not any(b != a and b & a == b for b in values) for a in values]


def test_the_smallest_patterns_come_first_when_the_search_is_cut() -> None:
    words = np.array([[0b1], [0b10], [0b1100], [0b110000]], np.uint64)
    kept, complete = minimal(words, most=1)
    assert (kept.tolist(), complete) == ([True, True, False, False], False)
