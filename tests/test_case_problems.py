"""What is wrong with a case file, each problem at its own place with its remedy; § marks the place."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest

from winset.case.files import check, load, loads
from winset.errors import CaseError, Problem

HEAD = "winset: 1\ntitle: Road\n"
PARTIES = "parties: {council: Council, builder: Builder}\n"
OPTIONS = "options: {council: {permit: Permit, toll: {levels: [none, low, high]}}, builder: {build: Build}}\n"
WANTS = "preferences: {council: {statements: [permit]}, builder: {statements: [build]}}\n"
PERMIT = "preferences: {council: {statements: [permit]}, builder: {statements: [permit]}}\n"
COUNCIL = "preferences: {council: {statements: [permit]}, "
ROAD = HEAD + PARTIES + OPTIONS + WANTS
GRAPH = HEAD + PARTIES + "outcomes: {1: start, 2: end}\nmoves: {council: {1: [2]}}\n"
GRAPH_WANTS = "preferences: {council: {outcomes: [[1], [2]]}, builder: {utilities: {1: 0, 2: 1}}}\n"


def problems(text: str) -> tuple[Problem, ...]:
    try:
        loads(text, "case.yaml")
    except CaseError as error:
        return error.problems
    return ()


def test_the_cases_that_these_tests_spoil_are_sound() -> None:
    assert problems(ROAD) == problems(GRAPH + GRAPH_WANTS) == ()


NAMES = [
    (ROAD + "rules: [build -> §permitt]", 'unknown option "permitt" (did you mean "permit"?)'),
    (ROAD + "rules: [toll = §hihg]", '"toll" has no level "hihg" (did you mean "high"?)'),
    (ROAD + "rules:\n  - that: >-\n      build ->\n      §permitt", 'unknown option "permitt"'),
    (ROAD + "rules:\n  - |\n    build ->\n      not §permitt\n", 'unknown option "permitt"'),
    (ROAD + 'rules: ["build -> §permitt"]', 'unknown option "permitt"'),
    (ROAD + "rules: ['build and not ''permit'' and §permitt']", 'unknown option "permitt"'),
    (ROAD + "rules: [build and§]", "something is missing after"),
    (ROAD + "rules: [at least 2 of §(build, permit, toll)]", "put a formula that has commas in quotes"),
    (ROAD + "status_quo: {§permitt: yes}", 'unknown option "permitt"'),
    (ROAD + "status_quo: {toll: §hihg}", '"toll" has no level "hihg"'),
    (ROAD + "names: {good: §bild}", 'unknown option "bild" (did you mean "build"?)'),
    (ROAD + "coalitions: [[council, §bilder]]", 'unknown party "bilder" (did you mean "builder"?)'),
    (ROAD + "deal: {between: [council, §bilder]}", 'unknown party "bilder"'),
    (ROAD + "deal: {fallback: {§bilder: {}}}", 'unknown party "bilder"'),
    (ROAD + "deal: {fallback: {builder: {toll: §hihg}}}", '"toll" has no level "hihg"'),
    (HEAD + PARTIES + OPTIONS + COUNCIL + "builder: {weights: {§bild: 2}}}",
     'unknown option "bild"'),
    (HEAD + PARTIES + OPTIONS + WANTS.replace("builder:", "§bilder:"), 'unknown party "bilder"'),
    (HEAD + PARTIES + OPTIONS.replace("builder:", "§bilder:") + WANTS.replace("build]", "permit]"),
     'unknown party "bilder": its options belong to nobody (did you mean "builder"?)'),
    (HEAD + PARTIES + "options: {permit: §Permit}\n", "options stand under the party that has them"),
    (GRAPH + GRAPH_WANTS.replace("[2]", "[§7]"), 'unknown outcome "7"'),
    (GRAPH.replace("[2]", "[2, §3]") + GRAPH_WANTS, 'unknown outcome "3"'),
    (GRAPH.replace("[2]", "[§1]") + GRAPH_WANTS, "a move leads from outcome 1 to itself"),
    (GRAPH + GRAPH_WANTS + "status_quo: §3", 'unknown outcome "3"'),
    (GRAPH + GRAPH_WANTS + "names: {x: outcome = §3}", '"outcome" has no level "3"'),
    (ROAD + "rules: [{that: build, likelihood: §likly}]", '"likly" is no word of likelihood (did you'),
    (ROAD + "rules: [{that: build, evidence: §gazette#c1}]", 'unknown report "gazette"'),
]  # fmt: skip

TWICE = [
    (HEAD + PARTIES + OPTIONS.replace("build: Build", "§permit: Build") + PERMIT,
     'option "permit" is there already'),
    (HEAD + PARTIES + OPTIONS.replace("build: Build", "§council: Build") + PERMIT,
     '"council" is already the name of a party'),
    (ROAD + "names: {§toll: build}", '"toll" is already the name of an option'),
    (ROAD + "status_quo: {permit: yes, §permit: no}", 'duplicate key "permit" (first at line 6, column 14)'),
    (ROAD.replace("[none, low, high]", "[none, low, §low]"), 'level "low" of "toll" is there already'),
    (ROAD.replace("[none, low, high]", "§[none]"), 'option "toll" needs two levels or more'),
    (ROAD.replace("[none, low, high]", "§[]"), 'option "toll" needs two levels or more'),
    (ROAD.replace("[none, low, high]", f"§[{', '.join(f'l{k}' for k in range(10_001))}]"),
     'option "toll" has 10,001 levels, and at most 10,000 are read (take coarser steps)'),
    (ROAD + "coalitions: [[council, builder], §[builder, council]]", "is there already"),
    (ROAD + "coalitions: [§[council]]", "a coalition has two parties or more"),
    (HEAD + "parties: {council: Council, builder: Builder, §third: Third}\n" + OPTIONS + WANTS,
     'party "third" is not used'),
    (HEAD + "parties: {council: Council, §builder: Builder}\n" + OPTIONS + COUNCIL + "}",
     'party "builder" has no preference'),
    ("§" + HEAD + PARTIES + WANTS.replace("permit", "").replace("build]", "]"), "the case has no options"),
    (ROAD + "§outcomes: {1: start}", "outcomes need moves beside them"),
]  # fmt: skip

BODY = (
    "deal: {ratified_by: {body: Vote, members: {north: 4, south: 3},"
    " stands_for: {north: council, south: builder}, %s}}"
)
RATIFIERS = [
    (ROAD + BODY % "quota: §8", "the quota 8 is more than all weights together, 7"),
    (ROAD + BODY % "quota: §0", "a quota is more than 0"),
    (ROAD + BODY % "vetoes: [§west]", 'unknown member "west"'),
    (ROAD + BODY.replace("south: builder", "south: §bilder") % "quota: 4", 'unknown party "bilder"'),
    (ROAD + BODY.replace("south: 3", "south: §-3") % "quota: 1", 'the weight of "south" is below 0'),
]

OUTCOMES = [
    (ROAD + "rules: [permit -> build, §not build]\nstatus_quo: {build: yes, permit: yes}",
     'the status quo breaks rule 2 "not build" (line 6)'),
    (ROAD + "rules: [§permit, build -> toll = high, not permit, toll = low]",
     'these 2 rules cannot all hold: rule 1 "permit" (line 6); rule 3 "not permit" (line 6)'),
    (HEAD + PARTIES + OPTIONS + COUNCIL + "§builder: {ranking: [[build], [permit]]}}",
     'the ranking of "builder" misses outcomes 1, 3, 5'),
    (HEAD + PARTIES + OPTIONS + COUNCIL + "§builder: {outcomes: [[1, 2, 3], [3, 4]]}}",
     'outcome "3" is there 2 times'),
    (GRAPH + GRAPH_WANTS.replace("builder:", "§builder:").replace(", 2: 1", ""), "it misses outcome 2"),
]  # fmt: skip

SHAPES = [
    ("§titel: x\n" + ROAD, 'unknown key "titel" (did you mean "title"?)'),
    (ROAD.replace("winset: 1", "winset: §2"), "this Winset reads format version 1"),
    (ROAD.replace("title: Road", "§title:"), '"title" is empty'),
    (ROAD + "as_of: §soon", '"soon" is not a date'),
    (ROAD + "rules: §{a: b}", "a list is needed here"),
    (ROAD + "rules: [{§tht: build}]", 'unknown key "tht" (did you mean "that"?)'),
    (ROAD + "rules: [{that: build, likelihood: §[0.7, 0.2]}]", "the range is upside down: 0.7 is more"),
    (ROAD + "rules: [{that: build, likelihood: §70}]", "a likelihood is from 0 to 1, not 70"),
    (ROAD + "rules: [{that: build, evidence: [§gazette]}]", '"gazette" is not evidence'),
    (ROAD.replace("{levels:", "{one_way: §maybe, levels:"), "one_way is yes, down or no"),
    (HEAD + PARTIES + OPTIONS + WANTS.replace("council: {", "council: §{weights: {}, "),
     "a preference is given in one way; here: statements and weights"),
    (HEAD + PARTIES + OPTIONS + WANTS.replace("statements: [permit]", "weights: {build: §much}"),
     "a number is needed here"),
]  # fmt: skip

SYNTAX = [
    ("title: §'The road\nparties: {}", "this quote is never closed"),
    ("title: Road\nrules: §[a, b\nnames: {}", 'this "[" is not closed'),
    ("title: Road§: the story", 'a ":" where no key can stand'),
    ("title: Road\n§\tnote: x", "indent with spaces, not tabs"),
    ("title: §@road", "a value cannot begin with this character"),
    ("title: Road\n§rules\nnames: {}", 'a key without its ":"'),
    ("a: §&x [1]\nb: *x", "anchors (&) are not allowed"),
    ("a: §*x", "aliases (*) are not allowed"),
    ("a: §!!python/object:os.system x", "tags (!) are not allowed"),
    ("title: Road\n§---\ntitle: Other", "a second document begins here"),
    ("§[a, b]: 1", "a key must be a word or a sentence"),
    ("§- winset: 1", "a case is a mapping of keys to values"),
    ("§just words", "a case is a mapping of keys to values"),
    ("§", "the file is empty"),
    ("§# only a comment\n", "the file is empty"),
    ("title: §\x07bell", "a character that text cannot have"),
]


@pytest.mark.parametrize(("marked", "message"), [*NAMES, *TWICE, *RATIFIERS, *OUTCOMES, *SHAPES, *SYNTAX])
def test_a_problem_is_shown_at_its_own_character(marked: str, message: str) -> None:
    before, _, after = marked.partition("§")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    found = [str(one) for one in problems(before + after)]
    here = [one for one in found if one.startswith(f"case.yaml:{line}:{column}: ")]
    assert any(message in one for one in here), found


def test_a_problem_shows_its_line_and_a_caret() -> None:
    (problem,) = problems(ROAD + "rules:\n  - build -> permitt")
    assert str(problem).splitlines()[1:] == ["      - build -> permitt", "                 ^"]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_their_places() -> None:
    text = (
        ROAD.replace("Road", "")
        + "names: {good: bild}\nrulez: []\nrules: [permitt, {tht: x}, toll = hihg]\n"
        + "coalitions: [[council, x]]"
    )
    found = problems(text)
    assert [one.message for one in found] == [
        '"title" is empty',
        'unknown option "bild"',
        'unknown key "rulez"',
        'unknown key "tht"',
        'unknown party "x"',
    ]
    assert [(one.line, one.column) for one in found] == sorted(
        (one.line or 0, one.column or 0) for one in found
    )


def test_what_is_wrong_in_one_place_raises_no_alarm_in_another() -> None:
    """A rule that cannot be read says nothing of the outcomes, so no ranking is said to miss any."""
    text = (
        HEAD
        + PARTIES
        + OPTIONS
        + "preferences: {council: {statements: [permit]}, builder: {ranking: [[build], [not permit]]}}\n"
    )
    assert [one.message for one in problems(text + "rules: [permit -> bild]")] == ['unknown option "bild"']
    assert not problems(text + "rules: [permit -> build]")


def test_a_duplicate_key_names_both_places_and_hides_no_other_problem() -> None:
    first, second = problems(ROAD + "note: x\nrules: [bild]\nnote: y\n")
    assert (first.line, first.message) == (7, 'unknown option "bild"')
    assert (second.line, second.message) == (8, 'duplicate key "note"')
    assert second.hint == "first at line 6, column 1"


def test_of_very_many_problems_the_first_are_shown() -> None:
    start = time.process_time()
    found = problems(ROAD + "rules: [" + "bild, " * 20_000 + "]")
    assert len(found) == 101
    assert (found[0].line, found[0].column) == (6, 9)
    assert found[-1].message == "there are more problems than these"
    assert time.process_time() - start < 2


def test_many_of_everything_is_read_in_time() -> None:
    levels = ", ".join(f"l{k}" for k in range(5000))
    text = ROAD.replace("none, low, high", levels) + f"coalitions: [{'[council, builder], ' * 5000}]"
    start = time.process_time()
    assert "is there already" in problems(text)[0].message
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000_000, "[" * 3_900_000, "{" * 3_900_000, "{a: " * 900_000, "[a: " * 900_000, "- " * 1_900_000,
     "? " * 1_900_000, "a: &a [*a, *a]\n" * 200_000],
    ids=["10 MB", "brackets", "braces", "keys", "pairs", "dashes", "questions", "aliases"],
)  # fmt: skip
def test_nonsense_is_refused_quickly(text: str) -> None:
    start = time.process_time()
    assert len(problems(text)) == 1
    assert time.process_time() - start < 1


def test_forty_options_say_how_many_outcomes_and_stop(tmp_path: Path) -> None:
    options = ", ".join(f"o{k}: Option {k}" for k in range(40))
    text = (
        HEAD
        + f"parties: {{council: Council}}\noptions: {{council: {{{options}}}}}\n"
        + "preferences: {council: {statements: [o1]}}\n"
    )
    file = tmp_path / "case.yaml"
    file.write_text(text)
    (problem,) = check(file).problems
    assert "40 options give 1,099,511,627,776 outcomes" in problem.message
    assert "memory" in problem.message
    assert load(file).title == "Road"  # read, and refused only when its outcomes are wanted
    file.write_text(text + "rules: [not o1]\nstatus_quo: {o1: yes}\n")
    with pytest.raises(CaseError, match="the status quo breaks rule 1"):
        load(file)


def test_as_many_outcomes_as_are_allowed_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(ROAD)
    assert check(file, max_outcomes=12).ok
    (problem,) = check(file, max_outcomes=11).problems
    assert "--max-outcomes" in problem.message


# --- Files ---


def one_problem(path: Path) -> str:
    found = check(path)
    assert len(found.problems) == 1
    with pytest.raises(CaseError) as error:
        load(path)
    assert error.value.problems == found.problems
    return str(found.problems[0])


def test_files_that_are_not_cases(tmp_path: Path) -> None:
    (tmp_path / "case.yml").write_text("x")
    (tmp_path / "binary.yaml").write_bytes(b"\x89PNG\r\n\x00\x1a")
    (tmp_path / "latin.yaml").write_bytes("winset: 1\ntitle: caf\xe9".encode("latin-1"))
    (tmp_path / "long.yaml").write_bytes(b"#" * 5_000_000)
    assert "this folder has no case.yaml (it has binary.yaml, case.yml, latin.yaml)" in one_problem(tmp_path)
    assert 'there is no such file (did you mean "latin.yaml"?)' in one_problem(tmp_path / "latn.yaml")
    assert "there is no such file" in one_problem(tmp_path / "no" / "such")
    assert "not a text file" in one_problem(tmp_path / "binary.yaml")
    assert "latin.yaml:2: not UTF-8 text" in one_problem(tmp_path / "latin.yaml")
    assert "a case has at most 4,000,000 bytes" in one_problem(tmp_path / "long.yaml")


def test_a_mark_of_utf8_at_the_beginning_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + ROAD.encode())
    assert load(file).title == "Road"


# --- Reports and claims ---

TEXT = "The council will “sign”\nthe permit on Friday — officials said.\n"


def claim(number: int, text: str = TEXT) -> dict[str, object]:
    span = {"start": 4, "end": 11, "exact": text[4:11]}
    return {
        "id": f"c{number}",
        "section": "body",
        "content": [span],
        "source": {"type": "outlet"},
        "status": "planned",
    }


def ledger(*claims: dict[str, object], text: str = TEXT) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return json.dumps({"report": {"sha256": digest, "chars": len(text)}, "claims": claims})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "road"
    (own / "reports").mkdir(parents=True)
    (own / "reports" / "gazette.txt").write_text(TEXT, encoding="utf-8")
    (own / "reports" / "gazette.claims.json").write_text(ledger(claim(1), claim(2)))
    return own


def cite(folder: Path, evidence: str, reports: str = "{gazette: reports/gazette.txt}") -> list[str]:
    (folder / "case.yaml").write_text(
        ROAD + f"reports: {reports}\nrules: [{{that: build -> permit, evidence: {evidence}}}]\n",
        encoding="utf-8",
    )
    return [f"{one.line}:{one.column} {one.message} ({one.hint})" for one in check(folder).problems]


def test_what_is_cited_is_looked_up(folder: Path) -> None:
    assert cite(folder, "[gazette#c1, gazette#c2]") == []
    assert cite(folder, '{report: gazette, quote: will "sign" the permit on Friday - officials}') == []
    assert load(folder).reports[0].ledger is not None
    assert load(folder).rules[0].evidence[0].quote == 'will "sign" the permit on Friday - officials'


def test_claims_and_quotes_that_are_not_there(folder: Path) -> None:
    assert cite(folder, "[gazette#c1, gazette#c7]") == [
        '7:56 report "gazette" has no claim "c7" (known: c1, c2)'
    ]
    assert cite(folder, "{report: gazette, quote: A council signed}") == [
        '7:43 report "gazette" does not say "A council signed" (give its exact words)'
    ]
    assert cite(folder, "{report: gazette, quote: The council will resign}") == [
        '7:43 report "gazette" does not say "The council will resign" '
        '(it has "The council will", but not then "resign")'
    ]
    (folder / "reports" / "gazette.claims.json").unlink()
    assert cite(folder, "gazette#c1") == [
        '7:43 report "gazette" has no claims '
        "(`winset read reports/gazette.txt` makes reports/gazette.claims.json)"
    ]


def test_claims_may_be_named_after_the_report_in_the_case(folder: Path) -> None:
    (folder / "reports" / "gazette.claims.json").rename(folder / "reports" / "paper.claims.json")
    assert cite(folder, "paper#c2", "{paper: reports/gazette.txt}") == []


def test_claims_of_another_text_are_refused(folder: Path) -> None:
    (folder / "reports" / "gazette.txt").write_text(TEXT + "An hour later it did.\n", encoding="utf-8")
    (found,) = cite(folder, "gazette#c1")
    assert "reports/gazette.claims.json does not fit this report: it was made from another text" in found


def test_problems_of_a_ledger_name_its_file(folder: Path) -> None:
    (folder / "reports" / "gazette.claims.json").write_text(ledger(claim(1), claim(1)))
    cite(folder, "gazette#c1")
    problem = check(folder).problems[0]
    assert (problem.file or "").endswith("gazette.claims.json")
    assert problem.message == 'claim id "c1" is used 2 times'


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/hostname", "reports/link.txt", "reports/../../secret.txt"]
)
def test_a_report_outside_the_folder_of_the_case_is_not_read(folder: Path, path: str) -> None:
    (folder.parent / "secret.txt").write_text(TEXT)
    (folder / "reports" / "link.txt").symlink_to(folder.parent / "secret.txt")
    found = cite(folder, "{report: gazette, quote: The council}", f"{{gazette: {path}}}")
    assert found == [
        f'6:20 "{path}" leads out of the case\'s folder (keep reports in the folder of the case)'
    ]


def test_claims_outside_the_folder_of_the_case_are_not_read(folder: Path) -> None:
    claims = folder / "reports" / "gazette.claims.json"
    claims.rename(folder.parent / "claims.json")
    claims.symlink_to(folder.parent / "claims.json")
    assert "leads out of the case's folder" in cite(folder, "gazette#c1")[0]


def test_reports_that_cannot_be_read(folder: Path) -> None:
    (folder / "reports" / "image.txt").write_bytes(b"\xff\xfe")
    assert '"reports" is not a file' in cite(folder, "[]", "{gazette: reports}")[0]
    assert "is not UTF-8 text" in cite(folder, "[]", "{gazette: reports/image.txt}")[0]


def test_a_report_that_is_not_there_is_a_remark_and_no_problem(folder: Path) -> None:
    (folder / "reports" / "gazette.txt").unlink()
    (folder / "reports" / "gazette.claims.json").unlink()
    assert cite(folder, "[gazette#c1, {report: gazette, quote: never said}]") == []
    assert check(folder).remarks == ("reports/gazette.txt is not here: 2 citations could not be verified",)
    assert load(folder).reports[0].absent
    assert cite(folder, "[]") == []
    assert check(folder).remarks == ("reports/gazette.txt is not here: nothing cites it",)


def test_a_ledger_without_its_report_still_knows_its_claims(folder: Path) -> None:
    (folder / "reports" / "gazette.txt").unlink()
    assert cite(folder, "gazette#c7") == ['7:43 report "gazette" has no claim "c7" (known: c1, c2)']
    assert cite(folder, "gazette#c2") == []
    (remark,) = check(folder).remarks
    assert remark.endswith("1 citation rests on its ledger, which could not be compared with it")


def test_a_likelihood_from_claims_waits_for_an_absent_report(folder: Path) -> None:
    (folder / "case.yaml").write_text(
        ROAD + "reports: {gone: gone.txt}\n"
        "rules: [{that: build -> permit, evidence: gone#c1, likelihood: from claims}]\n"
    )
    assert check(folder).ok


def test_a_case_of_bare_text_has_no_folder_to_look_in() -> None:
    case = loads(
        ROAD + "reports: {gazette: reports/gazette.txt}\nrules: [{that: build, evidence: gazette#c9}]\n"
    )
    assert str(case.rules[0].evidence[0]) == "gazette#c9"


def test_a_name_or_a_target_that_no_outcome_has_is_remarked(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(ROAD + "names: {road: build, road twice: build and permit, never: build and not build}\n")
    assert check(file).ok
    assert check(file).remarks == (
        'no outcome is "road twice": those its formula is true of have names that stand above it',
        'no outcome is "never": its formula is true of none',
    )
    file.write_text(ROAD + "target: toll = low and toll = high\n")
    assert check(file).remarks == ("no outcome makes the target true",)
