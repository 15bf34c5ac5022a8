"""Other programs' negotiation domains and actor tables: what is read, what is refused, what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.analysis.bargaining.agreement import agreement
from winset.analysis.deals import deals
from winset.analysis.forecast import Actor, forecast
from winset.case.build import build
from winset.case.files import loads
from winset.case.foreign import genius, ktab, markup
from winset.case.model import Weights
from winset.case.yaml.dumping import dump
from winset.errors import ArgumentError, ForeignFileError

DOMAIN = """<negotiation_template><utility_space number_of_issues="3">
<objective index="0" name="Lease" type="objective" etype="objective">
<issue index="1" name="Rent" vtype="discrete">
<item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="Term (years)" vtype="integer" type="integer" lowerbound="1" upperbound="3"/>
<issue index="3" name="Deposit" vtype="discrete">
<item index="1" value="low"/><item index="2" value="high"/></issue>
</objective></utility_space></negotiation_template>"""

PROFILE = """<utility_space><objective index="0" name="Lease" type="objective">
<issue index="1" name="Rent" vtype="discrete"><item index="1" value="low" evaluation="{low}"/>
<item index="2" value="high" evaluation="{high}"/></issue>
<issue index="2" name="Term (years)" vtype="integer"><range lowerbound="1" upperbound="3"/>
<evaluator ftype="{kind}" offset="0.0" slope="0.3"/></issue>
<issue index="3" name="Deposit" vtype="discrete"><item index="1" value="low" evaluation="1"/>
<item index="2" value="high" evaluation="4"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective><discount_factor value="{discount}"/><reservation value="{reserve}"/></utility_space>"""


def domain(folder: Path, **second: str) -> Path:
    plain = {"low": "10", "high": "40", "kind": "linear", "discount": "1.0", "reserve": "0.25"}
    (folder / "Lease.xml").write_text(DOMAIN)
    (folder / "Lease_owner.xml").write_text(PROFILE.format(**plain))
    (folder / "Lease_tenant.xml").write_text(PROFILE.format(**{**plain, "low": "8", "high": "0", **second}))
    return folder / "Lease.xml"


def test_a_domain_with_its_profiles_is_a_case(tmp_path: Path) -> None:
    case = genius.load(domain(tmp_path))
    assert [party.id for party in case.parties] == ["table", "lease_owner", "lease_tenant"]
    assert [(option.id, option.levels) for option in case.options] == [
        ("rent", ("low", "high")),
        ("term_years", ("1", "2", "3")),
        ("deposit", ("low", "high")),
    ]
    assert case.note is None
    found = agreement(case)
    built = found.built
    best = built.index_at({"rent": "high", "term_years": "3", "deposit": "high"})
    assert found.utilities("lease_owner")[best] == pytest.approx(0.5 * 1 + 0.3 * 0.9 + 0.2)  # type: ignore[index]
    assert found.utilities("lease_tenant")[best] == pytest.approx(0.3 * 0.9 + 0.2)  # type: ignore[index]
    assert found.reserve("lease_owner") == 0.25
    answer = deals(case)
    assert answer.choices is not None
    assert answer.choices.refused == {}
    assert all(found.utilities(side)[k] >= 0.25 for side in found.asked for k in answer.zone)  # type: ignore[index]


def test_a_folder_stands_for_the_domain_in_it(tmp_path: Path) -> None:
    assert genius.load(domain(tmp_path)).digest == genius.load(tmp_path).digest


def test_a_domain_can_be_written_as_a_case_file(tmp_path: Path) -> None:
    case = genius.load(domain(tmp_path))
    again = loads(dump(case))
    assert [build(again).game.ranks[k].tolist() for k in range(3)] == [
        build(case).game.ranks[k].tolist() for k in range(3)
    ]


def test_what_does_not_fit_a_case_is_listed(tmp_path: Path) -> None:
    path = domain(tmp_path, kind="triangular", discount="0.4")
    (tmp_path / "other.xml").write_text(
        PROFILE.replace('name="Rent"', 'name="Price"').format(
            low=1, high=1, kind="linear", discount=1, reserve=0
        )
    )
    note = genius.load(path).note or ""
    assert "the discount factor 0.4" in note
    assert "the evaluation of Term (years) (not linear)" in note
    assert "other.xml" in note


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document type declaration"),
        ("<a><b></a>", "not XML: mismatched tag"),
        ("", "not XML: no element found"),
        ("<a>" * 200 + "</a>" * 200, "too large"),
    ],
)
def test_hostile_and_broken_xml_is_refused(text: str, said: str) -> None:
    with pytest.raises(ForeignFileError, match=said):
        markup.parse(text.encode(), "a.xml")


def test_domains_that_cannot_be_cases_are_refused(tmp_path: Path) -> None:
    path = domain(tmp_path)
    (tmp_path / "Lease_tenant.xml").unlink()
    with pytest.raises(ForeignFileError, match="two profiles or more: 1 of the files"):
        genius.load(path)
    with pytest.raises(ForeignFileError, match="not a negotiation domain"):
        genius.load(tmp_path / "Lease_owner.xml")
    with pytest.raises(ForeignFileError, match="cannot be read"):
        genius.load(tmp_path / "nothing.xml")
    (tmp_path / "Lease_owner.xml").write_text(
        PROFILE.format(low="x", high="1", kind="linear", discount=1, reserve=0)
    )
    with pytest.raises(ForeignFileError, match='"x" is not a number'):
        genius.load(path)


ACTORS = """Grain, A made-up scenario, 3, 2,
Actor, Description, Influence, Tariff Position, Tariff Salience, Quota Position, Quota Salience,
North, "the north, inland", 100, 20, 50, 0, 10,
South, the south, 50, 80, 100, 50, 20,
East, the east, 25, 60, 40, 50, 0,
"""


def test_an_actor_table_is_a_case_and_a_forecast() -> None:
    table = ktab.parse_table(ACTORS)
    case = ktab.as_case(table)
    assert [(option.id, option.levels) for option in case.options] == [
        ("tariff", ("20", "60", "80")),
        ("quota", ("0", "50")),
    ]
    south = case.preferences["south"]
    assert isinstance(south, Weights)
    assert {line.text: line.weight for line in south.weights} == {
        "tariff = 20": -60,
        "tariff = 60": -20,
        "quota = 0": -10,
    }
    assert "influence" in (case.note or "")
    found = forecast(table).issues["Tariff"]
    weights, positions = (50, 50, 10), (20, 80, 60)
    assert found.mean == pytest.approx(sum(w * p for w, p in zip(weights, positions)) / 110)
    assert (found.median, found.plain_mean) == (60, pytest.approx(160 / 3))
    assert found.high - found.mean == pytest.approx(23)
    assert "23 points of 100" in forecast(table).tables()[0].notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not an actor table"),
        ("a,b,c,d\n", "not an actor table"),
        (ACTORS.replace(", 3, 2,", ", 4, 2,"), "4 actors are announced and 3 are there"),
        (ACTORS.replace(", 3, 2,", ", 3, 5,"), "do not fit"),
        (ACTORS.replace("20, 50, 0", "20, x, 0"), 'actors.csv:3: "x" is not a number'),
        (ACTORS.replace("100, 20, 50", "100, 120, 50"), "off the scale"),
        (ACTORS.replace("East,", "North,"), 'actor "North" is there more than once'),
    ],
)
def test_broken_actor_tables_are_refused(text: str, said: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        ktab.parse_table(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("actors", "said"),
    [
        ({"a": Actor(5, 0)}, "no actor has"),
        ({"a": Actor(120)}, "off the scale"),
        ({"a": Actor(50, -1)}, "zero or more"),
        ({"a": Actor(float("nan"))}, "must be a number"),
    ],
)
def test_a_forecast_refuses_what_is_no_position(actors: dict[str, Actor], said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        forecast({"issue": actors})
