"""The deal block of a case file: what it may say, and what is said of it when it is wrong."""

from __future__ import annotations

import pytest

from winset.case.files import loads
from winset.case.yaml.schema import schema
from winset.errors import CaseError

ROAD = """\
winset: 1
title: Road
parties: {council: Council, builder: Builder, tenants: Tenants}
options:
  council: {permit: Permit, toll: {name: Toll, levels: [none, low, high]}}
  builder: {build: Build}
  tenants: {protest: Protest}
rules: [permit if build]
status_quo: {permit: yes}
preferences:
  council: {statements: [build, not protest]}
  builder: {weights: {build: 5, toll = high: -1}}
  tenants: {statements: [not build]}
"""


def road(deal: str) -> str:
    return ROAD + "deal:\n" + "".join(f"  {line}\n" for line in deal.splitlines())


WHOLE = """\
between: [council, builder]
fallback: {council: {permit: yes}}
reservation: {builder: 1.5}
must_gain: [builder]
red_lines: {council: {that: toll != none, why: the budget}, tenants: [not (build and protest)]}
ratified_by:
  body: Referendum
  members: {north: 4, south: 3, east: 2}
  quota: majority
  also: {members: {north: 1, south: 1, east: 1}, quota: 2}
  vetoes: north
  chair: mayor
  of: council
  stands_for: {north: council, south: tenants, east: tenants, mayor: council}
costs: {rule 1: never, body Referendum: 3}"""


def test_every_key_of_the_deal_is_read() -> None:
    deal = loads(road(WHOLE)).deal
    assert deal is not None
    (body,) = deal.ratified_by
    assert (body.quota, body.chair, body.of, body.vetoes) == (5, "mayor", "council", ("north",))
    assert [(dict(t.members), t.quota) for t in body.also] == [({"north": 1, "south": 1, "east": 1}, 2)]
    assert [(line.id, line.party, line.text) for line in deal.red_lines] == [
        ("red line council 1", "council", "toll != none"),
        ("red line tenants 1", "tenants", "not (build and protest)"),
    ]
    assert deal.red_lines[0].why == "the budget"
    assert deal.red_lines[0].place is not None
    assert (deal.must_gain, dict(deal.reservation)) == (("builder",), {"builder": 1.5})
    assert dict(deal.costs) == {"rule 1": None, "body Referendum": 3}


def test_must_gain_all_means_everybody_who_is_asked() -> None:
    deal = loads(
        road("between: [council, builder]\nmust_gain: all\nratified_by: {body: B, members: [tenants]}")
    ).deal
    assert deal is not None
    assert deal.must_gain == ("council", "builder", "tenants")
    assert deal.ratified_by[0].stands_for == {"tenants": "tenants"}


def test_the_schema_knows_the_keys() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    import yaml

    jsonschema.validate(yaml.safe_load(road(WHOLE).replace("permit: yes", "permit: 'yes'")), schema())
    wrong = yaml.safe_load(road("costs: {rule 1: sometimes}").replace("permit: yes", "permit: 'yes'"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema())


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        (
            "ratified_by: {body: B, members: {council: 1}, quota: 2}",
            "the quota 2 is more than all weights together, 1",
        ),
        ("ratified_by: {body: B, members: {council: 1}, quota: 0}", "a quota is more than 0"),
        ("ratified_by: {body: B, members: {nobody: 1}}", 'member "nobody" stands for nobody'),
        ("ratified_by: {body: B, members: [council], of: counsil}", 'unknown party "counsil"'),
        ("ratified_by: {body: B, members: [council], also: {members: {x: 1}}}", 'unknown member "x"'),
        ("ratified_by: {body: B, members: {council: 1.5}, quota: majority}", "counted in whole weights"),
        (
            "fallback: {council: {build: yes}}",
            'the fallback of "council" breaks rule 1 "permit if build" (line 8)',
        ),
        ("reservation: {council: 3}", '"council" has no utilities'),
        ("reservation: {builder: 3}\nfallback: {builder: {}}", "has a fallback already"),
        ("red_lines: {council: [tol = none]}", 'did you mean "toll"?'),
        ("red_lines: {counsil: [build]}", 'unknown party "counsil"'),
        ("must_gain: [nobody]", 'unknown party "nobody"'),
        ("costs: {rule 1: -2}", "a cost is zero or more"),
        ("costs: {rule 99: 2}", 'unknown element "rule 99" (did you mean "rule'),
        (
            "costs: {refusal counsil: 2}",
            'unknown element "refusal counsil" (did you mean "refusal council"?)',
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(deal: str, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        loads(road(deal))
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.line is not None
