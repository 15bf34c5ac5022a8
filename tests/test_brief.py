"""The brief: what it says is what the analyses found, in every form, and no case breaks it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import winset
from winset.case.build import build
from winset.case.catalogue import names
from winset.case.model import Case
from winset.case.uncertain.uncertainty import uncertainty
from winset.errors import UndefinedError
from winset.show.brief import in_short
from winset.show.brief.answers import FEW, Answers
from winset.show.brief.compose import SECTIONS
from winset.show.brief.content import Basis, Brief, Bullets, Paragraph
from winset.show.brief.html import anchor
from winset.show.brief.lines import lines_of
from winset.show.brief.links import anchors, basis_pieces
from winset.show.grid import Grid
from winset.show.strength import STRENGTHS, by_strength
from winset.show.wording import percent_words

HOLD = "winset: 1\ntitle: T\n"
NASTY = "<script>alert(1)</script> *x* | [a](b) &amp; “q”"

SHAPES = {
    "no status quo": "parties: {a: A, b: B}\noptions: {a: {x: X}, b: {y: Y}}\n"
    "preferences: {a: {statements: [x]}, b: {statements: [y]}}\n",
    "one party": "parties: {a: A}\noptions: {a: {x: X}}\nstatus_quo: {}\n"
    "preferences: {a: {statements: [x]}}\n",
    "graph form, nothing holds": "parties: {a: A, b: B}\noutcomes: {1: one, 2: two, 3: three, 4: four}\n"
    "moves: {a: {1: [4], 2: [1, 4], 4: [1, 3]}, b: {2: [1], 3: [2]}}\nstatus_quo: {outcome: 1}\n"
    "preferences: {a: {outcomes: [[2], [3], [4], [1]]}, b: {outcomes: [[1], [4], [2], [3]]}}\n",
    "everything holds": "parties: {a: A, b: B}\noptions: {a: {x: X}, b: {y: Y}}\nstatus_quo: {}\n"
    "preferences: {a: {statements: [y]}, b: {statements: [x]}}\n",
    "the status quo is the only equilibrium": "parties: {a: A}\noptions: {a: {x: X}}\nstatus_quo: {x: yes}\n"
    "preferences: {a: {statements: [x]}}\n",
    "out of reach": "parties: {a: A}\noptions: {a: {x: {name: X, one_way: true}}}\nstatus_quo: {x: yes}\n"
    "preferences: {a: {statements: [not x]}}\nnames: {never done: not x}\n",
    "words that look like markup": f"parties: {{a: '{NASTY}'}}\noptions: {{a: {{x: '{NASTY}'}}}}\n"
    f"status_quo: {{}}\nquestion: '{NASTY}'\nnote: '{NASTY}'\npreferences: {{a: {{statements: [x]}}}}\n",
}


def many(parties: int, options: int, wants: str) -> str:
    """A case of equal parties with options p0o0, p0o1, ... and one want each, P in it the party's number."""
    named = ", ".join(f"p{p}: Party {p}" for p in range(parties))
    owned = ", ".join(
        f"p{p}: {{{', '.join(f'p{p}o{o}: Option {p} {o}' for o in range(options))}}}" for p in range(parties)
    )
    told = "\n".join(f"  p{p}: {{statements: ['{wants.replace('P', str(p))}']}}" for p in range(parties))
    return f"{HOLD}parties: {{{named}}}\noptions: {{{owned}}}\nstatus_quo: {{}}\npreferences:\n{told}\n"


def twenty() -> Case:
    """Twenty parties of whom ten can do something, two of them at most, and the others look on."""
    acting = many(10, 1, "pPo0").replace("parties: {", f"parties: {{{lookers('w{0}: Watcher {0}')}, ")
    joined = ", ".join(f"p{p}o0" for p in range(10))
    watching = lookers("  w{0}: {{statements: [p{0}o0]}}", "\n")
    return winset.loads(f"{acting}{watching}\nrules:\n  - at most 2 of ({joined})\n")


def lookers(words: str, between: str = ", ") -> str:
    return between.join(words.format(k) for k in range(10))


ALL = {name: winset.example(name) for name in names()}
ALL |= {shape: winset.loads(HOLD + text) for shape, text in SHAPES.items()}
ALL |= {"hundreds": winset.loads(many(3, 4, "pPo0 or p0o1")), "twenty parties": twenty()}


@pytest.fixture(scope="module", params=ALL)
def case(request: pytest.FixtureRequest) -> Case:
    return ALL[request.param]


@pytest.fixture(scope="module")
def page(case: Case) -> Brief:
    return winset.brief(case)


def paragraphs(brief: Brief) -> list[Paragraph]:
    inside = [item for block in brief.blocks() if isinstance(block, Bullets) for item in block.items]
    return [*brief.bottom_line, *(b for b in brief.blocks() if isinstance(b, Paragraph)), *inside]


# --- Every case ---


def test_a_brief_has_its_parts_in_the_readers_order(page: Brief, case: Case) -> None:
    unsure = bool(uncertainty(case).groups)
    applies = {
        "in-short": len(in_short.section(Answers.of(case)).blocks) > 0,
        "agreeing": case.deal is not None,
        "sure": unsure,
        "changing": unsure,
        "assuming": unsure or any(line.evidence for line in lines_of(case)),
    }
    order = [
        "in-short",
        "standing",
        "holding",
        "getting-there",
        "stopping",
        "agreeing",
        "sure",
        "changing",
        "assuming",
    ]
    order += ["resting", "limits", "reproducing"]
    assert [section.id for section in page.sections] == [name for name in order if applies.get(name, True)]
    assert len(order) == len(SECTIONS)
    assert len(page.bottom_line) == 3
    for sentence in page.bottom_line:
        assert sentence.text.endswith(".")
        assert re.search(r"\.\s", re.sub(r"“[^”]*”", "", sentence.text)) is None, "one sentence, not two"


def test_no_list_is_a_dump(page: Brief) -> None:
    for block in page.blocks():
        if isinstance(block, Grid):
            assert len(block.columns) <= FEW + 1
        if isinstance(block, Bullets):
            assert len(block.items) <= max(25, len(page.sections))
    assert len(page.to_text(80).splitlines()) < 450


def test_every_finding_says_which_analysis_gave_it(page: Brief) -> None:
    for section in page.sections:
        if section.id in ("standing", "holding", "getting-there", "stopping"):
            own = [block for block in section.blocks if isinstance(block, Paragraph)]
            assert all(block.basis is not None and block.basis.analysis for block in own), section.id


def test_every_figure_leads_to_what_it_rests_on(page: Brief) -> None:
    """A sentence with a number names its basis, itself or in the lead above; something in the basis is a link."""
    known = anchors(page)
    for section in page.sections[:-1]:  # the last says how to reproduce the others
        above = None
        for block in section.blocks:
            if isinstance(block, Paragraph):
                above = block.basis
            findings = block.items if isinstance(block, Bullets) else (block,)
            for one in findings:
                if isinstance(one, Paragraph) and re.search(r"\d", re.sub(r"“[^”]*”", "", one.text)):
                    basis = one.basis or above
                    assert basis is not None, one.text
                    assert any(link in known for _, link in basis_pieces(basis)), (one.text, str(basis))


def test_the_same_case_gives_the_same_bytes(case: Case, page: Brief) -> None:
    again = winset.brief(case)
    assert again.to_text(80) == page.to_text(80)
    assert again.to_markdown() == page.to_markdown()
    assert again.to_html() == page.to_html()
    assert again.to_dict() == page.to_dict()


@pytest.mark.parametrize("width", [60, 100])
def test_text_keeps_to_the_width(page: Brief, width: int) -> None:
    assert max(len(line) for line in page.to_text(width).splitlines()) <= width


def test_every_form_says_every_sentence(page: Brief) -> None:
    text = squeezed(page.to_text(100, full=True))
    html = squeezed(words_of(page.to_html()))
    for paragraph in paragraphs(page):
        said = squeezed(re.sub(r"\[[\w.-]+#[\w.-]+\]", "", paragraph.text))
        assert said in text
        assert said in html


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# --- The page ---


class Page(HTMLParser):
    """The elements of a page, checked to nest, with their attributes and text."""

    EMPTY = frozenset({"meta", "br", "hr", "path", "use", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def words_of(html: str) -> str:
    return "".join(Page(html).words)


def test_the_page_stands_by_itself(page: Brief) -> None:
    found = Page(page.to_html())
    for tag, attributes in found.elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "base")
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href", "action"):
                assert (value or "").startswith("#"), (tag, value)
    assert "url(" not in re.sub(r"url\(#\w+\)", "", page.to_html())
    assert "@import" not in page.to_html()


def test_links_lead_to_places_on_the_page_and_ids_are_single(page: Brief) -> None:
    found = Page(page.to_html())
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    own = [id for id in ids if not re.fullmatch(r"\w+_\d+|[mp][0-9a-f]{10}", id or "")]
    assert len(own) == len(set(own))
    for tag, attributes in found.elements:
        if tag == "a":
            assert (attributes["href"] or "").removeprefix("#") in ids


def test_links_of_the_markdown_lead_to_rows_of_its_tables(page: Brief) -> None:
    text = page.to_markdown()
    places = re.findall(r'<a id="(at-[\w.-]+)"></a>', text)
    led_to = set(re.findall(r"\]\(#(at-[\w.-]+)\)", text))
    assert "at-stability" in led_to
    assert led_to <= set(places)


def test_the_page_has_landmarks_and_headings_in_order(page: Brief) -> None:
    found = Page(page.to_html())
    tags = [tag for tag, _ in found.elements]
    assert [tags.count(tag) for tag in ("header", "main", "nav", "footer", "h1")] == [1] * 5
    assert tags.count("h2") == len(page.sections) + 1
    assert {tag for tag in tags if re.fullmatch(r"h[3-6]", tag)} == set()
    assert found.elements[1] == ("html", {"lang": "en"}) or ("html", {"lang": "en"}) in found.elements
    for _, attributes in found.elements:
        if attributes.get("role") == "img":
            assert len(attributes["aria-label"] or "") > 20


def test_what_looks_like_markup_stays_words() -> None:
    brief = winset.brief(ALL["words that look like markup"])
    html = brief.to_html()
    assert "<script" not in html
    assert squeezed("<script>alert(1)</script>") in squeezed(words_of(html))
    markdown = brief.to_markdown()
    assert "<script" not in markdown
    assert "[a](b)" not in markdown


# --- What it says is what was found ---


def test_strengths_part_the_equilibria_under_gmr(case: Case) -> None:
    found = winset.stability(case)
    strengths = by_strength(found.equilibria)
    assert set(strengths) == set(found.equilibria["gmr"].tolist())
    assert {s for s, kind in strengths.items() if kind == 0} == set(found.equilibria["nash"].tolist())
    lasting = {s for s, kind in strengths.items() if kind <= 1}
    assert lasting == set(found.equilibria["seq"].tolist())
    assert [kind.name for kind in STRENGTHS] == ["firm", "guarded", "by threat"]


def test_families_of_many_outcomes_account_for_all_of_them() -> None:
    answers = Answers.of(ALL["hundreds"])
    assert answers.gathered
    members = sorted(index for family in answers.stands_for.values() for index in family.members)
    assert members == sorted(answers.leading.tolist())
    assert set(answers.shown) == set(answers.stands_for)
    for index, family in answers.stands_for.items():
        assert index in family.members


def test_the_option_table_shows_the_levels_of_its_outcomes() -> None:
    case = ALL["gaza-isf"]
    built = build(case)
    grid = next(block for block in winset.brief(case).blocks() if isinstance(block, Grid))
    for column, head in enumerate(grid.columns):
        levels = built.levels(built.index_of(head.text))
        for row, option in enumerate(case.options):
            shown = grid.marks[row][column].text or option.levels[0]
            assert shown == levels[option.id]


def test_gaza_says_what_the_analyses_find() -> None:
    one, two, three = (sentence.text for sentence in winset.brief(ALL["gaza-isf"]).bottom_line)
    found = winset.stability(ALL["gaza-isf"])
    assert found.equilibria["nash"].size == 1
    assert found.equilibria["seq"].size == 2
    assert one.startswith("Two of the 240 possible outcomes would hold")
    assert "“the full package” (outcome 72)" in one
    assert "is among them" in two
    parties = [party.name for party in ALL["gaza-isf"].parties]
    assert f"one joint step by {parties[0]}, {parties[1]} and {parties[2]}" in three
    assert f"{parties[3]} could undo it" in three


def test_in_short_says_how_likely_on_what_it_hangs_who_blocks_what_unlocks_and_what_to_watch() -> None:
    case = ALL["gaza-isf"]
    page = winset.brief(case)
    assert page.sections[0].id == "in-short"
    (rows,) = page.sections[0].blocks
    assert isinstance(rows, Bullets)
    said = {row.lead: row for row in rows.items}
    assert [*said] == [
        "How likely:", "On what that hangs:", "Which claims matter:", "Who could block it:",
        "What would unlock it:", "What to watch for:",
    ]  # fmt: skip
    sure, found = winset.robustness(case), winset.influence(case)
    firm = sure.holds("nash")
    figures = [percent_words(one) for one in (firm.best, *sorted((firm.low or 0, firm.high or 0)))]
    assert f"very unlikely (5–20%); {figures[0]}, {figures[1]} to {figures[2]}" in said["How likely:"].text
    first = found.elements[0]
    assert said["On what that hangs:"].basis is not None
    assert said["On what that hangs:"].basis.lines[0] == first.element.id
    assert f"({percent_words(first.given(1) or 0)} if so" in said["On what that hangs:"].text
    claims = said["Which claims matter:"]
    assert claims.basis is not None
    assert claims.basis.claims == tuple(one.id for one in found.claims[:3])
    assert f"{percent_words(found.claims[0].without)} without it" in claims.text
    assert "one of them unnamed" in claims.text
    assert "Parliament of Pakistan is needed" in said["Who could block it:"].text
    assert "“the full package” (outcome 72) could be agreed" in said["What would unlock it:"].text
    assert "(foreseen)" in said["What to watch for:"].text
    assert "No report speaks yet" in said["What to watch for:"].text


def test_a_target_that_is_not_to_be_had_is_told_with_the_least_that_would_do() -> None:
    case = ALL["gaza-isf"]
    page = winset.brief(replace(case, target=build(case).formula("troops = combat")))
    found = winset.unlock(case, "troops = combat")
    assert not found.reached.size
    rows = next(block for block in page.sections[0].blocks if isinstance(block, Bullets))
    row = next(one for one in rows.items if one.lead == "What would unlock it:")
    assert "would have to" in row.text
    assert row.basis is not None
    assert row.basis.analysis == "minimal unlocking sets"
    text = squeezed_spaces(page.to_text(100))
    assert "What would unlock “Send troops” at “combat”" in text
    assert "Not " not in row.text


def test_elmira_goes_by_the_local_governments_and_then_by_the_other_two() -> None:
    text = squeezed(winset.brief(ALL["elmira"]).to_text(100))
    assert squeezed("1. Local governments: moving to outcome 5 (an improvement).") in text
    assert (
        squeezed("Ministry of the Environment and Uniroyal Chemical Ltd., together: moving to outcome 8")
        in text
    )


def test_what_cannot_be_reached_is_said_so() -> None:
    brief = winset.brief(ALL["out of reach"])
    assert "cannot be reached from there" in brief.bottom_line[2].text
    assert "Out of reach from the present position" in squeezed_spaces(brief.to_text(100))


def test_where_nothing_holds_it_says_so_and_stops_nothing() -> None:
    case = ALL["graph form, nothing holds"]
    assert winset.stability(case).equilibria["gmr"].size == 0
    text = squeezed_spaces(winset.brief(case).to_text(100))
    assert "None of the four possible outcomes would hold" in text
    assert "Nothing would hold, so there is nothing to stop." in text
    assert "expect the parties to keep moving" in text


def test_a_brief_without_tables_or_graphs_has_no_picture() -> None:
    bare = replace(winset.brief(ALL["one party"]), sections=())
    with pytest.raises(UndefinedError, match="nothing to draw"):
        bare.figure()


def squeezed_spaces(text: str) -> str:
    return " ".join(text.split())


def test_likelihoods_come_with_their_range_and_never_beside_a_confidence() -> None:
    text = squeezed_spaces(winset.brief(ALL["gaza-isf"]).to_text(200))
    words = [line.likelihood for line in lines_of(ALL["gaza-isf"]) if line.likelihood]
    assert len(words) > 5
    for given in words:
        assert f"{given.word} ({100 * given.low:.3g}–{100 * given.high:.3g}%)" in text
    assert not re.search(r"(?i)confiden", text)


def test_lines_and_claims_are_there_to_be_linked_to() -> None:
    html = winset.brief(ALL["gaza-isf"]).to_html()
    for id in ("rule 2", "pakistan 1", "davos#c22"):
        assert f'id="{anchor(id)}"' in html
    assert f'href="#{anchor("davos#c22")}"' in html


def test_claims_no_line_uses_are_named() -> None:
    case = ALL["gaza-isf"]
    assert case.reports[0].ledger is not None
    assert "that no line uses: davos#c1" in squeezed_spaces(winset.brief(case).to_text(200))


def test_the_command_to_reproduce_it_holds_no_machine(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "case.yaml").write_text(HOLD + SHAPES["one party"])
    text = winset.brief(winset.load(folder)).to_text(100)
    assert "winset brief mine\n" in text
    assert str(tmp_path) not in text


def test_a_basis_reads_as_what_when_and_whose() -> None:
    assert (
        str(Basis("stability", ("rule 1", "rule 2"), ("davos#c1",))) == "stability; rule 1, rule 2; davos#c1"
    )


def test_every_formula_form_has_words() -> None:
    from winset.case.formulas.formula import evaluate, parse
    from winset.show.wording import formula_words

    case = winset.loads(HOLD + SHAPES["no status quo"])
    said = set()
    forms = [
        "x",
        "not x",
        "x and y",
        "x or y",
        "x xor y",
        "x -> y",
        "x <-> y",
        "exactly one of (x, y)",
        "x = no",
    ]
    for form in forms:
        words = formula_words(parse(form), case)
        assert "“X”" in words
        said.add(words)
    assert len(said) == len(forms) - 1  # "x = no" is "not x"
    levels = {"x": ("no", "yes"), "y": ("no", "yes")}
    for x, y in product(("no", "yes"), repeat=2):
        values = {"x": x, "y": y}
        assert evaluate(parse("x = no"), values, levels) == evaluate(parse("not x"), values, levels)


def test_numbers_of_outcomes_are_the_games_own(case: Case) -> None:
    built = build(case)
    feasible = built.game.outcomes if built.game.feasible is None else int(np.sum(built.game.feasible))
    assert len(built.indices) == feasible


def test_the_bottom_line_goes_where_everybody_moves_willingly() -> None:
    """Of the bypass's outcomes that would hold, the nearest is one the council would not move to."""
    change = winset.brief(winset.example("bypass")).bottom_line[2].text
    assert change.startswith(
        "Getting from there to “an occupied road at a low toll” (outcome 9) takes two steps"
    )


def test_what_is_withheld_is_told_outcome_by_outcome() -> None:
    told = " ".join(winset.brief(winset.example("cuba-1962")).to_text().split())
    assert "(outcome 6), by not taking up “Strike the missile sites from the air”; “withdrawal under" in told
    assert "south and east vote as Tenants' union would" in " ".join(
        winset.brief(winset.example("bypass")).to_text().split()
    )
