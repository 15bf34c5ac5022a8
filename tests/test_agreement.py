"""Win-sets, zones, unlocking and blocking sets against brute force, and what may only shrink a zone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deal_models as slow
from winset.analysis.bargaining.agreement import agreement
from winset.analysis.blocking.targets import target
from winset.analysis.blocking.unlocking import Family, blocking_sets, unlocking_sets
from winset.analysis.stability import stability
from winset.case.model import Body, Case, RedLine
from winset.errors import CaseError, UndefinedError

seeds = st.integers(0, 10**9)


def named(family: Family) -> set[frozenset[str]]:
    return {frozenset(element.id for element in family.named(one)) for one in family.sets}


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_win_sets_and_zones_equal_brute_force(start: int) -> None:
    for seed in range(start, start + 50):
        case = slow.generate(seed)
        found, every = agreement(case), slow.combinations_of(case)
        exists = [all(slow.true(case, rule.that, levels) for rule in case.rules) for levels in every]
        for party in found.asked:
            expected = [e and slow.says_yes(case, party, levels) for e, levels in zip(exists, every)]
            assert found.win_sets[party].tolist() == expected, (seed, party)
        assert case.deal is not None
        for body in case.deal.ratified_by:
            expected = [e and slow.ratifies(case, body, levels) for e, levels in zip(exists, every)]
            assert found.win_sets[body.name].tolist() == expected, (seed, body)
        assert found.zone().tolist() == [slow.agreed(case, levels) for levels in every], seed


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_unlocking_and_blocking_sets_equal_brute_force(start: int) -> None:
    for seed in range(start, start + 50):
        case = slow.generate(seed)
        found, every = agreement(case), slow.combinations_of(case)
        text = slow.formula(slow.random.Random(seed), {o.id: o.levels for o in case.options})
        wanted = found.built.masks(found.built.formula(text))
        assert [element.id for element in found.elements] == slow.element_ids(case)
        ids = slow.element_ids(case)
        here = [levels for levels, want in zip(every, wanted) if want]
        lets_in = [s for s in slow.all_subsets(ids) if any(slow.agreed(case, levels, s) for levels in here)]
        unlocking = unlocking_sets(target(found, wanted))
        assert unlocking.complete
        assert named(unlocking) == slow.minimal_among(lets_in), (seed, text)
        out = set(map(frozenset, slow.all_subsets(ids))) - set(lets_in)
        blocks = [s for s in slow.all_subsets(ids) if frozenset(ids) - s in out]
        assert named(blocking_sets(unlocking)) == slow.minimal_among(blocks), (seed, text)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_a_target_that_must_hold_needs_its_leavers_lifted(seed: int) -> None:
    case = slow.generate(seed)
    found = agreement(case)
    everything = np.ones(found.built.game.outcomes, bool)
    wanted = target(found, everything, hold="seq")
    stable = stability(case, "seq").stable["seq"]
    feasible = found.feasible
    assert (wanted.reached() == (found.zone() & stable.all(axis=0))).all()
    for one in unlocking_sets(wanted).sets:
        elements = {element.id for element in Family(wanted.elements, (), True).named(one)}
        assert wanted.reached(elements).any()
        assert all(not wanted.reached(elements - {less}).any() for less in elements)
    for k, party in enumerate(found.built.game.parties):
        assert (wanted.leaves[party][feasible] == ~stable[k][feasible]).all()


@settings(max_examples=80, deadline=None)
@given(seeds, st.data())
def test_zones_and_win_sets_never_grow_when_more_is_asked(seed: int, data: st.DataObject) -> None:
    case = slow.generate(seed)
    deal = case.deal
    assert deal is not None
    before = agreement(case)
    draw = slow.random.Random(seed)
    levels = {option.id: option.levels for option in case.options}
    text = slow.formula(draw, levels)
    party = data.draw(st.sampled_from(before.asked))
    line = RedLine(id="one more", party=party, that=slow.parse(text), text=text)
    body = Body(id="body more", name="more", members={"m": 1}, stands_for={"m": draw.choice(before.asked)})
    harder = [
        replace(deal, red_lines=(*deal.red_lines, line)),
        replace(deal, ratified_by=(*deal.ratified_by, body)),
    ]
    for k, one in enumerate(deal.ratified_by):
        total = sum(one.members.values())
        raised = replace(one, quota=data.draw(st.integers(int(one.quota or total), total)))
        harder.append(replace(deal, ratified_by=(*deal.ratified_by[:k], raised, *deal.ratified_by[k + 1 :])))
    better = _better_fallback(case, before, party, data)
    if better is not None:
        harder.append(replace(deal, fallback={**deal.fallback, party: better}))
    for changed in harder:
        after = agreement(replace(case, deal=changed))
        assert not (after.zone() & ~before.zone()).any()
        for owner, accepts in before.win_sets.items():
            assert not (after.win_sets[owner] & ~accepts).any(), owner


def _better_fallback(case: Case, before: object, party: str, data: st.DataObject) -> dict[str, str] | None:
    deal = case.deal
    assert deal is not None
    now = slow.score(case, party, dict(deal.fallback.get(party) or case.status_quo))
    feasible = [x for x in slow.combinations_of(case) if all(slow.true(case, r.that, x) for r in case.rules)]
    better = [levels for levels in feasible if slow.score(case, party, levels) >= now]
    return data.draw(st.sampled_from(better)) if better else None


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_lifting_an_element_never_shrinks_the_zone(seed: int) -> None:
    found = agreement(slow.generate(seed))
    for element in found.elements:
        assert not (found.zone() & ~found.zone([element.id])).any(), element.id


def test_without_a_deal_block_everybody_must_agree_to_leave_the_status_quo() -> None:
    case = slow.without_deal(slow.generate(3))
    found = agreement(case)
    assert found.needed == tuple(party.id for party in case.parties)
    assert found.zone()[found.built.status_quo]


def test_a_case_without_status_quo_or_fallback_is_refused() -> None:
    case = replace(slow.without_deal(slow.generate(3)), status_quo={})
    with pytest.raises(UndefinedError, match="status_quo"):
        agreement(case)


def test_a_member_for_nobody_is_refused_also_in_a_case_made_by_a_program() -> None:
    case = slow.generate(3)
    assert case.deal is not None
    stray = Body(id="body X", name="X", members={"stray": 1})
    with pytest.raises(CaseError, match="stands for nobody"):
        agreement(replace(case, deal=replace(case.deal, ratified_by=(stray,))))
