"""Tables: the same cells in every form, and never wider than the reader's terminal."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

import winset
from winset.analysis.result import Table
from winset.show.fitting import blocks
from winset.show.grid import Grid, Head, Mark, as_table
from winset.show.tables import plain, print_tables, to_csv, to_html, to_markdown, to_text

WIDE = Table(
    "What holds",
    ("outcome", "what happens", *(f"concept {k}" for k in range(8))),
    (
        ("1", "the council grants the permit and sets a high toll", *[True] * 8),
        ("2", "nothing", *[False] * 4, *[None] * 4),
    ),
    ("✓ stable for every party",),
)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize("width", [30, 60, 80, 100, 200])
def test_text_keeps_to_the_width_and_loses_no_word(width: int) -> None:
    text = to_text([WIDE], width)
    assert max(len(line) for line in text.splitlines()) <= width
    flat = " ".join(text.split())
    for word in ("council", "permit", "high", "nothing", "✓ stable for every party"):
        assert word in flat
    assert text.count("✓ ") + text.count("✓\n") >= 8


def test_a_table_too_wide_is_set_in_parts_each_with_the_first_column() -> None:
    parts = list(blocks(WIDE, 60))
    assert len(parts) > 1
    assert all(part.columns[0] == "outcome" for part in parts)
    assert [name for part in parts for name in part.columns[1:]] == list(WIDE.columns[1:])
    assert list(blocks(WIDE, 300)) == [Table(WIDE.title, WIDE.columns, WIDE.rows)]


def test_pipes_and_dumb_terminals_get_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in to_text([WIDE], 80)
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    print_tables(Console(file=stream, force_terminal=True, width=80), [WIDE])
    assert "[3" not in stream.getvalue()  # bold and dim may stay, colours not


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_csv_reads_back_as_the_same_cells(rows: list[tuple[str, str]]) -> None:
    table = Table("", ("a", "b"), tuple(rows))
    read = [tuple(row) for row in csv.reader(io.StringIO(to_csv(table), newline=""))]
    assert read == [("a", "b"), *((plain(one), plain(other)) for one, other in rows)]


@given(TEXT.filter(str.strip), TEXT)
def test_markdown_keeps_every_row_whole(one: str, other: str) -> None:
    lines = to_markdown(Table("", ("a", "b"), ((one, other),))).split("\n")
    assert len(lines) == 3
    html = MarkdownIt().enable("table").render("\n".join(lines))
    assert html.count("<td>") + html.count('<td style="text-align:left">') == 2


def test_html_escapes_everything_and_heads_rows() -> None:
    nasty = '<script>alert("x")</script>'
    html = to_html(Table(nasty, (nasty, "b"), ((nasty, 1.5),), (nasty,)))
    assert "<script" not in html
    assert '<th scope="row" class="left">&lt;script&gt;' in html
    assert '<td class="right">1.5</td>' in html


def test_plain_keeps_words_and_lines_and_drops_what_steers_a_terminal() -> None:
    assert plain("a\x1b]0;title\x07b\r\nc\x9b31m é 中") == "a]0;titleb\nc31m é 中"


def test_a_grid_as_a_table_has_a_line_for_each_group() -> None:
    grid = Grid(
        rows=(Head("x", "A"), Head("y", "A"), Head("z", "B")),
        columns=(Head("1", sign="■"), Head("2")),
        marks=((Mark("yes", 1), Mark()), (Mark(), Mark("low", 0.5)), (Mark(), Mark())),
    )
    table = as_table(grid)
    assert table.columns == ("", "1 ■", "2")
    assert [row[0] for row in table.rows] == ["A", "· x", "· y", "B", "· z"]
    assert table.rows[2] == ("· y", "", "low")


def test_headings_wrap_before_columns_are_parted_and_words_stay_whole() -> None:
    heads = ("line", "the answer if it is so", "the answer if it is not", "the expected change")
    table = Table("", heads, (("a rather long line of a case", "1%", "2%", "Shanghainese"),))
    assert len(list(blocks(table, 60))) == 1
    text = to_text([table], 60)
    assert max(map(len, text.splitlines())) <= 60
    assert all(word in text for word in ("rather", "expected", "Shanghainese"))


def test_outcomes_with_long_names_are_told_by_ids_where_there_is_no_room() -> None:
    one, other = "1 the council grants the permit and sets no toll", "12 nobody does anything at all"
    rows = ((one, other, f"from {one}, not {other}"), (other, one, None))
    table = Table("Moves", ("from", "to", "said"), rows, ("A note.",), ((one, "1"), (other, "12")))
    assert one in to_text([table], 200).splitlines()[3]
    text = to_text([table], 60)
    head, notes = text.split("A note.")
    assert "from 1, not 12" in head
    assert "council" not in head
    assert " ".join(notes.split()) == f"{one} {other}"
    assert one in to_csv(table)


def test_a_table_without_rows_is_its_title_and_what_is_said_of_it() -> None:
    assert to_text([Table("Jumps", ("from", "to"), ())], 80) == "Jumps\nNothing.\n"
    assert to_text([Table("Jumps", ("from", "to"), (), ("None.",))], 80) == "Jumps\nNone.\n"


@pytest.mark.parametrize("width", range(44, 120, 3))
def test_no_column_is_cropped(width: int) -> None:
    columns = (
        "member",
        "Shapley-Shubik %",
        "Banzhaf %",
        "decides %",
        "outcomes it decides",
        "Shapley-Shubik",
    )
    rows = (
        ("north", "66.67", "60.01", "75.02", 1234567, "2/3"),
        ("south", "16.67", "20.03", "25.04", 3, None),
    )
    text = to_text([Table("", columns, rows)], width)
    for cell in ("66.67", "60.01", "75.02", "1234567", "2/3", "20.03", "25.04", "outcomes", "decides"):
        assert cell in text
    assert max(map(len, text.splitlines())) <= width


def test_answers_cases_and_reasons_are_short_at_a_prompt_and_read_well_in_print() -> None:
    case = winset.example("gaza-isf")
    found = winset.stability(case)
    for shown in (case, found, winset.deals(case), winset.brief(case)):
        assert len(repr(shown)) < 300
        assert case.title in repr(shown)
    assert str(found).startswith("Equilibria\noutcome")
    assert str(winset.brief(case)).startswith(case.title)
    reason = found.why("72", "us", "seq")
    assert repr(reason) == str(reason)
    assert repr(reason).startswith("72 the full package is stable for Washington under SEQ")
