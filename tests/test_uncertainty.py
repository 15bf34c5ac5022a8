"""What is uncertain in a case, which of it stands or falls together, and what a file may not say of it."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise, permutations

import numpy as np
import pytest

import winset
from winset.case.files import loads
from winset.case.model import Evidence, PartialOrder
from winset.case.uncertain.dependence import SourceName, family, source_of, sources_of
from winset.case.uncertain.rankings import extensions
from winset.case.uncertain.uncertainty import elements, uncertainty
from winset.errors import ArgumentError, CaseError

TEXT = """
winset: 1
title: T
reports: {r: {file: r.txt, outlet: The Post}, s: {file: s.txt, outlet: The Post}, t: t.txt}
parties: {a: A, b: B}
options: {a: {x: X, y: {likelihood: 0.5}}, b: {z: {one_way: {direction: yes, likelihood: 0.25}}}}
%s
rules:
  - {that: x or y or not x, likelihood: 0.9, evidence: ["r#c1"]}
  - {that: y or z or not z, likelihood: 0.4, evidence: ["s#c1"]}
  - {that: z or x or not x, likelihood: 0.6, evidence: ["s#c2", "t#c1"]}
  - {that: z or y or not y, likelihood: 0.7, evidence: ["t#c1"], independent: yes}
  - {that: x or not x, evidence: ["r#c1"]}
preferences:
  a: {weights: {x: [1, 3], y: {weight: 2, likelihood: 0.5}}}
  b: {prefers: [[x, not x], [y, not x]]}
"""


def groups(dependence: str = "") -> list[list[str]]:
    found = uncertainty(loads(TEXT % dependence))
    return [[found.elements[k].id for k in group] for group in found.groups]


def test_lines_on_the_same_sources_share_a_fate() -> None:
    together = [group for group in groups() if len(group) > 1]
    assert together == [["rule 1", "rule 2"]]  # one outlet in two reports is one source
    assert ["rule 4"] in groups()
    assert not any("rule 5" in group for group in groups())


def test_lines_that_share_any_source_and_lines_that_share_nothing() -> None:
    assert [group for group in groups("dependence: shared") if len(group) > 1] == [
        ["rule 1", "rule 2", "rule 3"]
    ]
    assert all(len(group) == 1 for group in groups("dependence: none"))


def test_the_fates_of_a_group_are_one_more_than_its_likelihoods() -> None:
    found = uncertainty(loads(TEXT % ""))
    fates = found.fates(found.groups[0])
    assert fates.states.tolist() == [[1, 1], [1, 0], [0, 0]]
    assert fates.probabilities.tolist() == pytest.approx([0.4, 0.5, 0.1])


def test_every_kind_of_element_is_found_in_the_order_of_the_file() -> None:
    found = [(one.id, one.kind, one.count) for one in elements(loads(TEXT % "")) if one.uncertain]
    assert found[4:] == [
        ("y", "option", 2),
        ("z one way", "one way", 2),
        ("a 1 range", "range", 3),
        ("a 2", "weight", 2),
        ("b preference order", "order", 2),
    ]


def test_the_ends_of_a_range_have_the_moments_of_a_uniform_weight() -> None:
    found = uncertainty(loads(TEXT % ""))
    fates = found.fates([found.position["a 1 range"]])
    values = np.array([1.0, 2.0, 3.0])[fates.states[:, 0]]
    for power in (1, 2, 3):
        uniform = (3 ** (power + 1) - 1) / (power + 1) / 2
        assert float(fates.probabilities @ values**power) == pytest.approx(uniform)


def test_claims_of_one_unnamed_group_are_one_source_and_reports_keep_theirs_apart() -> None:
    case = winset.example("gaza-isf")
    claims = [Evidence("davos", name) for name in ("c4", "c7", "c20", "c25")]
    assert {source_of(case, one) for one in claims} == {SourceName("anonymous", "security sources", "davos")}
    rule = next(rule for rule in case.rules if rule.id == "rule 2")
    assert [str(one) for one in sources_of(case, rule)] == ["CNN-News18"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Top Security Sources", "security sources"),
        ("a source", "sources"),
        ("", ""),
        ("officials in Davos", "officials in davos"),
    ],
)
def test_what_an_unnamed_group_is_called(words: str, name: str) -> None:
    assert family(words) == name


# --- Partial orders ---


def order_of(chains: list[list[str]]) -> PartialOrder:
    text = "{winset: 1, title: T, parties: {p: P}, options: {p: {%s}}, preferences: {p: {prefers: %s}}}"
    names = sorted({item for chain in chains for item in chain})
    rest = f"[{names[0]}, not {names[0]}]"  # every outcome belongs somewhere
    listed = ", ".join([rest, *("[" + ", ".join(chain) + "]" for chain in chains)])
    want = loads(text % (", ".join(f"{name}: {name}" for name in names), f"[{listed}]")).preferences["p"]
    assert isinstance(want, PartialOrder)
    return want


@pytest.mark.parametrize("seed", range(8))
def test_linear_extensions_are_counted_and_numbered_exactly(seed: int) -> None:
    rng = random.Random(seed)
    items = rng.sample("abcde", 5)
    chains = [sorted(rng.sample(items, rng.randint(2, 3)), key=items.index) for _ in range(3)]
    found = extensions(order_of(chains))
    names = [str(one.that) for one in found.items]
    pairs = [(str(x.that), str(y.that)) for chain in order_of(chains).chains for x, y in pairwise(chain)]
    want = {one for one in permutations(names) if all(one.index(x) < one.index(y) for x, y in pairs)}
    got = [tuple(names[k] for k in found.order(number)) for number in range(found.count)]
    assert len(got) == len(set(got)) == len(want)
    assert set(got) == want
    with pytest.raises(ArgumentError, match="does not exist"):
        found.order(found.count)


def test_many_rankings_are_counted_without_being_listed() -> None:
    chains = [[f"a{k}", f"b{k}"] for k in range(9)]
    found = extensions(order_of(chains))
    assert found.count > 10**10
    numbers = np.random.default_rng(0).integers(0, found.count, 4000)
    first = Counter(found.order(int(number))[0] for number in numbers)
    assert set(first) <= {k for k, before in enumerate(found.before) if before == 0}


# --- What a file may not say ---


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[1, 3]", "[3, 1]", "the range is upside down: 3 is more than 1"),
        ("[1, 3]", "[1, 2, 3]", "a range of weights has two ends"),
        ("likelihood: 0.9", "likelihood: [0.9, 0.2]", "the range is upside down: 0.9 is more than 0.2"),
        ("likelihood: 0.9", "likelihood: 1.5", "a likelihood is from 0 to 1"),
        ("likelihood: 0.9", "likelihood: lickly", 'no word of likelihood (did you mean "likely"? words: '),
        ("likelihood: 0.9", "likelihood: perchance", "words: "),
        ("[[x, not x], [y, not x]]", "[[x, y], [y, not x], [not x, x]]", "the chains contradict each other"),
        ("{prefers: [[x, not x], [y, not x]]}", "{one_of: [{statements: [x]}]}", "at least"),
        (
            "{prefers: [[x, not x], [y, not x]]}",
            "{one_of: [{likelihood: 0.3, statements: [x]}, {likelihood: 0.5, statements: [y]}]}",
            "the likelihoods of the alternatives add up to 0.8, not to 1",
        ),
        (
            "{prefers: [[x, not x], [y, not x]]}",
            "{one_of: [{likelihood: likely, statements: [x]}, {likelihood: 0.5, statements: [y]}]}",
            "each alternative needs a number as its likelihood",
        ),
        ("independent: yes", "independent: perhaps", "yes or no is needed here"),
        ("%s", "dependence: some", '"some" is not known here (one of: sources, shared, none)'),
        ("%s", "target: x and w", 'unknown option "w"'),
    ],
)
def test_what_is_wrong_is_said_at_its_place(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(CaseError) as caught:
        loads(TEXT.replace(old, new, 1).replace("%s", ""))
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)
