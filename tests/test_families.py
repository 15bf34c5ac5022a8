"""Families of outcomes: they part the set, tell the truth about it, and are exact where they say so."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.analysis.families import Family, families


def digits(index: int, sizes: list[int]) -> tuple[int, ...]:
    return tuple(index // prod(sizes[:k]) % size for k, size in enumerate(sizes))


def fitting(family: Family, feasible: list[int], sizes: list[int]) -> set[int]:
    return {s for s in feasible if all(d in shown for d, shown in zip(digits(s, sizes), family.levels))}


@given(st.data())
def test_families_part_the_set_and_tell_it_truly(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(2, 3), min_size=1, max_size=4))
    everything = list(range(prod(sizes)))
    feasible = sorted(data.draw(st.sets(st.sampled_from(everything), min_size=1)))
    members = sorted(data.draw(st.sets(st.sampled_from(feasible), min_size=1)))
    told = families(np.array(members), np.array(feasible), sizes, most=4)
    assert len(told) <= 4
    assert sorted(index for family in told for index in family.members) == members
    for family in told:
        fits = fitting(family, feasible, sizes)
        assert set(family.members) <= fits
        assert family.strangers == len(fits - set(family.members))
        assert family.whole == (fits == set(family.members))
        for option, level in family.shared.items():
            assert {digits(index, sizes)[option] for index in family.members} == {level}


@pytest.mark.parametrize(
    "rule", [lambda a, b, c: a and b, lambda a, b, c: a == b, lambda a, b, c: a or not c]
)
def test_a_set_made_by_a_short_rule_is_told_exactly(rule: object) -> None:
    members = [s for s in range(8) if rule(*digits(s, [2, 2, 2]))]  # type: ignore[operator]
    assert all(family.whole for family in families(np.array(members), np.arange(8), [2, 2, 2]))


def test_what_no_split_tells_better_stays_together() -> None:
    sizes = [2] * 8
    pairs = [s for s in range(256) if sum(digits(s, sizes)) == 2]
    (only,) = families(np.array(pairs), np.arange(256), sizes, most=1)
    assert not only.whole
    assert only.strangers == 256 - len(pairs)
    assert len(list(product(*only.levels))) == 256


def test_nothing_has_no_families() -> None:
    assert families(np.array([], dtype=np.int64), np.arange(4), [2, 2]) == ()
