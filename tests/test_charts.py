"""The charts of a brief: they show what the analyses found, say it in words, and can be told apart in grey."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

import winset
from winset.analysis.influence import influence
from winset.analysis.robustness import robustness
from winset.reading.ledger import Ledger
from winset.show.brief.answers import Answers
from winset.show.brief.changing_minds import section as changing
from winset.show.brief.how_sure import section as how_sure
from winset.show.brief.lines import lines_of
from winset.show.brief.picturing import pictures
from winset.show.charts import Mark, SourceMap, Strip, Timeline, Told, Tornado
from winset.show.figures.pictures import DRAWINGS, draw_picture
from winset.show.figures.saving import figure_bytes
from winset.show.picture import Picture
from winset.show.wording import LIKELIHOODS, percent_words, probability_words

GAZA = winset.example("gaza-isf")


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers.of(GAZA)


def of_kind(blocks: object, kind: type) -> Picture:
    (found,) = (block for block in blocks if isinstance(block, kind))  # type: ignore[attr-defined]
    return found


def test_the_strip_shows_the_probabilities_of_robustness(answers: Answers) -> None:
    strip = of_kind(how_sure(answers).blocks, Strip)
    assert isinstance(strip, Strip)
    sure = robustness(GAZA, None, ("nash", "seq"))
    firm, guarded = strip.rows[0][1]
    assert firm is not None
    assert guarded is not None
    assert (firm.best, guarded.best) == (sure.holds("nash").best, sure.holds("seq").best)
    assert (firm.low, firm.high) == tuple(sorted((sure.holds("nash").low or 0, sure.holds("nash").high or 0)))
    for label, marks in strip.rows[2:]:
        index = answers.built.index_of(label.split()[0])
        assert [mark.best for mark in marks if mark] == [
            sure.equilibrium(index, c).best for c in ("nash", "seq")
        ]


def test_the_tornado_shows_what_influence_finds_widest_first(answers: Answers) -> None:
    tornado = of_kind(changing(answers).blocks, Tornado)
    assert isinstance(tornado, Tornado)
    found = influence(GAZA, None, "nash")
    assert tornado.base == found.probability.best
    given = {one.element.id: (one.given(1), one.given(0)) for one in found.elements}
    assert [(so, no) for _, so, no in tornado.rows] == [given[r[0].split(":")[0]] for r in tornado.rows]
    values = {one.element.id: one.value for one in found.elements}
    shown = [round(values[label.split(":")[0]], 9) for label, _, _ in tornado.rows]
    assert shown == sorted(shown, reverse=True)


def test_the_source_map_counts_every_citation_once() -> None:
    made = of_kind(pictures(GAZA), SourceMap)
    assert isinstance(made, SourceMap)
    assert sum(many for _, _, many in made.links) == sum(len(line.evidence) for line in lines_of(GAZA))
    assert [unnamed for _, unnamed in made.sources] == [True, False]


def test_the_timeline_has_every_claim_cited_in_its_status() -> None:
    made = of_kind(pictures(GAZA), Timeline)
    assert isinstance(made, Timeline)
    ledger = GAZA.reports[0].ledger
    assert isinstance(ledger, Ledger)
    cited = {e.claim for line in lines_of(GAZA) for e in line.evidence}
    assert {one.claim for one in made.claims} == cited
    assert {one.claim for one in made.claims if one.commitment} == {
        claim.id for claim in ledger.claims if claim.commitment and claim.id in cited
    }
    assert made.days == ("2026-01-22",)
    assert made.statuses[0] == "done"


def test_a_case_that_cites_nothing_has_neither() -> None:
    assert list(pictures(winset.example("elmira"))) == []


def test_a_large_record_of_claims_is_drawn_in_part() -> None:
    rng = random.Random(2)
    told = [Told(f"report{k}#c{k}", f"2026-01-{rng.randint(1, 8):02}", rng.choice("abc")) for k in range(900)]
    figure = draw_picture(Timeline("t", tuple(told)))
    words = [text.get_text() for text in figure.axes[0].texts]
    most = Counter((one.status, one.day) for one in told).most_common(1)[0][1]
    assert f"+{most - 35}" in words
    assert all(len(word) <= 9 or " " in word for word in words)


LONG = "A source of a very long name indeed, which no box could hold, " * 3
CHARTS: list[Picture] = [
    Strip("t", ("firm", "guarded"), (("one", (Mark(0.2, 0.1, 0.4), None)), (LONG, (None, Mark(1, 1, 1))))),
    Tornado("t", 0.4, (("a", 0.1, 0.9), (LONG, None, 0.5))),
    Timeline(
        "t", (Told("c1", "2026-01-02", "done", "agreed"), Told("r#c2", "2025-12-31", "open", None, True))
    ),
    SourceMap("t", (("A", True), (LONG, False)), ("rules", LONG), ((0, 0, 3), (1, 1, 1), (1, 0, 12))),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_every_chart_is_drawn_alike_each_time_and_within_its_frame(chart: Picture) -> None:
    assert type(chart).__name__ in DRAWINGS
    figure = draw_picture(chart)
    assert figure_bytes(draw_picture(chart), "svg") == figure_bytes(figure, "svg")
    figure.canvas.draw()
    width = figure.bbox.width
    for axes in figure.axes:
        for text in [*axes.texts, *(axes.get_yticklabels() if axes.axison else [])]:
            box = text.get_window_extent()
            assert box.x0 >= -1
            assert box.x1 <= width + 1, text.get_text()
    assert len(chart.description) > 10
    assert LONG not in "".join(text.get_text() for axes in figure.axes for text in axes.texts)


def test_what_differs_by_colour_differs_by_shape_too() -> None:
    bars = draw_picture(CHARTS[1]).axes[0].containers
    assert [bar.patches[0].get_hatch() for bar in bars] == ["", "////"]
    lines = [
        line for line in draw_picture(CHARTS[0]).axes[0].lines if line.get_label() in ("firm", "guarded")
    ]
    assert len({(line.get_marker(), line.get_markerfacecolor() == line.get_color()) for line in lines}) == 2
    frames = draw_picture(CHARTS[2]).axes[0].patches
    assert len({patch.get_linestyle() for patch in frames}) == 2


# --- Words of probability ---


def test_a_probability_is_always_a_word_with_a_range_that_holds_it() -> None:
    for k in range(101):
        words = probability_words(k / 100)
        if 0 < k < 100:
            assert words.split(" (")[0] in LIKELIHOODS
            low, high = (int(end.rstrip("%)")) for end in words.split("(")[1].split("–"))
            assert low <= k <= high
        else:
            assert "every variant" in words or "any variant" in words


def test_percentages_never_round_to_certainty() -> None:
    assert [percent_words(x) for x in (0.0, 0.0001, 0.9999, 1.0)] == [
        "0%",
        "less than 1%",
        "more than 99%",
        "100%",
    ]


# --- What the sections say ---


def test_gaza_says_how_sure_and_what_would_change_it() -> None:
    text = " ".join(winset.brief(GAZA).to_text(200, full=True).split())
    sure = robustness(GAZA, None, ("nash", "seq"))
    assert f"In an outcome that holds firm: {probability_words(sure.holds('nash').best)}" in text
    found = influence(GAZA, None, "nash")
    for findings, given in found.flips[:6]:
        for element, _ in findings:
            assert element.id in text
        assert percent_words(given) in text
    assert "Sourcing: 18 claims cited, on the word of two independent sources, one of them unnamed" in text


def test_likelihoods_and_words_on_sources_never_share_a_sentence() -> None:
    text = " ".join(winset.brief(GAZA).to_text(200, full=True).split())
    for sentence in text.split(". "):
        assert not (
            "%" in sentence and ("reliab" in sentence or "credib" in sentence or "confiden" in sentence)
        )


def test_what_is_quick_is_worked_out_even_where_not_asked_for() -> None:
    assert winset.brief(GAZA, doubted=False) == winset.brief(GAZA)


def test_the_quick_brief_says_where_the_rest_is_and_adds_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("winset.show.brief.answers.QUICK", 0)
    quick, whole = winset.brief(GAZA, doubted=False), winset.brief(GAZA)
    text = " ".join(quick.to_text(200).split())
    assert "winset robustness" in text
    same = {"standing", "holding", "getting-there", "stopping", "agreeing"}
    assert [s for s in quick.sections if s.id in same] == [s for s in whole.sections if s.id in same]


def test_a_case_without_a_target_or_without_doubts_says_so_or_nothing() -> None:
    bare = replace(GAZA, target=None)
    sections = {section.id: section for section in winset.brief(bare).sections}
    assert "names no target" in sections["changing"].blocks[0].text  # type: ignore[union-attr]
    assert "sure" in sections
    assert {"sure", "changing"}.isdisjoint(s.id for s in winset.brief(winset.example("elmira")).sections)
