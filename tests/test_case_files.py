"""Case files read: what each key becomes, short forms and long ones, what the digest counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from winset.case.files import check, load, loads
from winset.case.model import Likelihood, Line, Ordering, Ranking, Statements, Utilities, Weights
from winset.errors import CaseError

FULL = """\
winset: 1
title: The bypass
question: Will it be built?
as_of: 2026-03-01
source: made up, page 12:30
note: no
parties:
  tenants: Tenants' union
  council: {name: Town council, note: free text}
  builder:
  mediator: {why: asked by all}
options:
  council:
    permit: Grant the permit
    toll: {name: Set a toll, levels: [none, low, 1e3], one_way: down}
  builder:
    build: {one_way: yes, evidence: []}
rules:
  - build -> permit
  - {that: not (build and toll = 1e3), why: too dear, likelihood: [0.5, 0.8], name: dear, note: x}
status_quo: {permit: yes}
preferences:
  council: {statements: [build, {that: toll >= low, likelihood: 0.25}], why: said so}
  tenants: {ranking: [not build, [build and toll = none, build]]}
  builder: {weights: {build: 5, toll = low: {weight: -0.5, why: it costs}}}
  mediator: {weights: {}}
coalitions: [[council, builder]]
deal:
  fallback: {council: {toll: low}, builder: {}}
names: {the road: build and permit}
"""
GRAPH = """\
winset: 1
title: Elsewhere
parties: {a: A, b: B}
outcomes: {8: start, 5: end}
moves: {a: {8: 5}, b: {5: [8]}}
status_quo: 8
preferences:
  a: {outcomes: [5, [8]]}
  b: {utilities: {5: 0.3, 8: -1}}
names: {over: outcome = 5}
"""


def test_every_part_of_a_case() -> None:
    case = loads(FULL)
    assert (case.title, case.question, case.as_of) == ("The bypass", "Will it be built?", "2026-03-01")
    assert (case.source, case.note) == ("made up, page 12:30", "no")
    assert [(one.id, one.name) for one in case.parties] == [
        ("council", "Town council"),
        ("builder", "builder"),
        ("tenants", "Tenants' union"),
        ("mediator", "mediator"),
    ]
    assert [(one.id, one.party, one.levels, one.direction) for one in case.options] == [
        ("permit", "council", ("no", "yes"), "both"),
        ("toll", "council", ("none", "low", "1e3"), "down"),
        ("build", "builder", ("no", "yes"), "up"),
    ]
    assert case.status_quo == {"permit": "yes", "toll": "none", "build": "no"}
    assert case.coalitions == (("council", "builder"),)
    assert {name: str(that) for name, that in case.names.items()} == {"the road": "build and permit"}
    assert case.deal is not None
    assert case.deal.between == ("council", "builder", "tenants", "mediator")
    assert case.deal.fallback == {"council": {"toll": "low"}, "builder": {}}
    assert case.path is None


def test_lines_carry_their_reasons_places_and_likelihoods() -> None:
    rule = loads(FULL, "road.yaml").rules[1]
    assert (rule.id, rule.name, rule.why, rule.note) == ("rule 2", "dear", "too dear", "x")
    assert rule.likelihood == Likelihood(0.5, 0.65, 0.8)
    assert rule.place is not None
    assert (rule.place.file, rule.place.line, rule.place.column) == ("road.yaml", 20, 5)


def test_every_kind_of_preference() -> None:
    wants = loads(FULL).preferences
    statements, ranking, weights = wants["council"], wants["tenants"], wants["builder"]
    assert isinstance(statements, Statements)
    assert [(one.id, one.text) for one in statements.statements] == [
        ("council 1", "build"),
        ("council 2", "toll >= low"),
    ]
    assert statements.statements[1].likelihood == Likelihood(0.25, 0.25, 0.25)
    assert isinstance(statements.line, Line)
    assert (statements.line.id, statements.line.why) == ("council preference", "said so")
    assert isinstance(ranking, Ranking)
    assert [[one.id for one in tier] for tier in ranking.tiers] == [
        ["tenants 1.1"],
        ["tenants 2.1", "tenants 2.2"],
    ]
    assert isinstance(weights, Weights)
    assert [(one.text, one.weight, one.why) for one in weights.weights] == [
        ("build", 5, None),
        ("toll = low", -0.5, "it costs"),
    ]


def test_graph_form() -> None:
    case = loads(GRAPH)
    assert case.is_graph
    assert case.outcomes == {"8": "start", "5": "end"}
    assert case.moves == {"a": {"8": ("5",)}, "b": {"5": ("8",)}}
    assert case.status_quo == {"outcome": "8"}
    assert case.preferences["a"] == Ordering((("5",), ("8",)), line=case.preferences["a"].line)
    utilities = case.preferences["b"]
    assert isinstance(utilities, Utilities)
    assert utilities.utilities == {"5": 0.3, "8": -1}


def test_words_of_likelihood_are_read_by_the_scale() -> None:
    case = loads(GRAPH.replace("a: A", "a: {name: A, likelihood: Very  likely}"))
    likelihood = case.parties[0].likelihood
    assert likelihood is not None
    assert likelihood.word == "Very likely"
    assert 0 < likelihood.low <= likelihood.best <= likelihood.high < 1


def test_a_status_quo_that_is_not_given_is_none_and_an_empty_one_is_all_at_first() -> None:
    assert loads(FULL.replace("status_quo: {permit: yes}", "")).status_quo == {}
    assert loads(FULL.replace("{permit: yes}", "{}")).status_quo == {
        "permit": "no",
        "toll": "none",
        "build": "no",
    }


ALL = "[council, builder, tenants, mediator]"
SAME = [
    ("comments", FULL.replace("\n", "   # so\n"), True),
    ("line ends", FULL.replace("\n", "\r\n"), True),
    ("spaces in formulas", FULL.replace("build -> permit", "build   ->  (permit)"), True),
    ("a long form", FULL.replace("permit: Grant the permit", "permit: {name: Grant the permit}"), True),
    ("defaults written out", FULL.replace("evidence: []}", "levels: [no, yes]}"), True),
    ("a whole number as a fraction", FULL.replace("build: 5", "build: 5.0"), True),
    ("consent of all, written out", FULL.replace("deal:", f"deal:\n  between: {ALL}"), True),
    ("the title", FULL.replace("The bypass", "A bypass"), False),
    ("a rule", FULL.replace("build -> permit", "build -> permit or toll = low"), False),
    ("the order of parties", FULL.replace("  mediator: {why: asked by all}\n", "").replace(
        "parties:\n", "parties:\n  mediator: {why: asked by all}\n"), False),
    ("a reason", FULL.replace("too dear", "much too dear"), False),
    ("the order of statements", FULL.replace("[build, {that: toll >= low, likelihood: 0.25}]",
        "[{that: toll >= low, likelihood: 0.25}, build]"), False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "same"), [one[1:] for one in SAME], ids=[one[0] for one in SAME])
def test_the_digest_counts_content_and_not_layout(text: str, same: bool) -> None:
    assert (loads(text).digest == loads(FULL).digest) is same


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert loads(GRAPH).digest == "218ad3cffddb210aef1cc0962dc9de8bdd20fb27b25dbf5234af3343f80bc92e"


def test_the_digest_counts_the_claims_of_ledgers_that_are_cited(tmp_path: Path) -> None:
    from test_case_problems import TEXT, claim, ledger

    (tmp_path / "gazette.txt").write_text(TEXT, encoding="utf-8")
    claims, case = tmp_path / "gazette.claims.json", tmp_path / "case.yaml"

    def digest(text: str, status: str) -> str:
        case.write_text(text + "reports: {gazette: gazette.txt}\n", encoding="utf-8")
        claims.write_text(ledger(claim(1), {**claim(2), "status": status}))
        return load(tmp_path).digest

    cited = GRAPH.replace("b: B", "b: {name: B, evidence: gazette#c1}")
    assert digest(GRAPH, "planned") == digest(GRAPH, "done")
    assert digest(cited, "planned") == digest(cited, "planned") != digest(cited, "done")


def test_a_folder_and_its_file_are_the_same_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(FULL, encoding="utf-8")
    folder, file = load(tmp_path), load(str(tmp_path / "case.yaml"))
    assert folder == file == check(tmp_path).case
    assert folder.path == tmp_path / "case.yaml"


def test_a_check_says_what_a_case_contains(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(FULL, encoding="utf-8")
    found = check(tmp_path)
    assert found.ok
    assert found.counts == {
        "parties": 4, "options": 3, "rules": 2, "outcomes": 8, "statements of preference": 7,
        "reports": 0, "claims": 0,
    }  # fmt: skip
    data = found.to_dict()
    assert list(data)[:2] == ["winset", "case"]
    assert data["case"] == {"title": "The bypass", "digest": loads(FULL).digest}
    assert str(found).endswith(
        "It has 4 parties, 3 options, 2 rules, 8 outcomes and 7 statements of preference."
    )


def test_a_check_of_a_bad_file_is_data_too(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("winset: 1\ntitel: x\n", encoding="utf-8")
    data = check(tmp_path).to_dict()
    assert (data["case"], data["ok"]) == (None, False)
    assert data["problems"][1]["message"] == 'unknown key "titel"'
    assert (data["problems"][1]["line"], data["problems"][1]["column"]) == (2, 1)


def test_what_is_read_has_no_hold_on_the_machine() -> None:
    with pytest.raises(CaseError, match="tags"):
        loads("a: !!python/object/apply:os.system ['true']")


def test_the_scalars_are_those_of_yaml_1_2() -> None:
    text = "winset: 1\ntitle: no\nparties: {on: off, y: 12:30, 010: 1_000}\n"
    text += "options: {on: {yes: {levels: [off, on, 0o7, ~x]}}}\n"
    text += "preferences: {on: {weights: {yes: 1e3}}, y: {weights: {yes: 0x1F}}, 010: {weights: {yes: 010}}}"
    case = loads(text)
    assert (case.title, [one.name for one in case.parties]) == ("no", ["off", "12:30", "1_000"])
    assert case.options[0].levels == ("off", "on", "0o7", "~x")
    weights = [one.weights[0].weight for one in case.preferences.values() if isinstance(one, Weights)]
    assert weights == [1000, 31, 10]


def test_pydantic_comes_only_with_the_first_case() -> None:
    import subprocess

    script = "import sys, winset.case.files; print('pydantic' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
