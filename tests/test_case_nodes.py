"""YAML with places: every value, key and character of a formula is found where it stands in the file."""

from __future__ import annotations

import random

import pytest

from case_documents import Draw
from winset.case.yaml.nodes import Mapping, Scalar, Sequence, Source, core_value, plain
from yaml_layouts import Layout, document

CORE = [
    ("", None), ("~", None), ("null", None), ("Null", None), ("nULL", "nULL"),
    ("true", True), ("False", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("tRUE", "tRUE"),
    ("0", 0), ("-19", -19), ("+12", 12), ("0o7", 7), ("0x3A", 58), ("0b1", "0b1"), ("1_000", "1_000"),
    ("0.", 0.0), ("-0.0", -0.0), (".5", 0.5), ("+12e03", 12000.0), ("-2E+05", -200000.0), ("1e3", 1000.0),
    (".inf", float("inf")), ("-.INF", float("-inf")), ("12:30", "12:30"), ("2026-03-01", "2026-03-01"),
    ("=", "="), ("<<", "<<"), ("e3", "e3"),
    ("1" * 301, float("1" * 301)), ("0x" + "f" * 301, "0x" + "f" * 301),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CORE, ids=[text[:12] or "empty" for text, _ in CORE])
def test_scalars_of_the_core_schema(text: str, value: object) -> None:
    found = core_value(text)
    assert (type(found), found) == (type(value), value)


def test_a_number_is_not_read_where_it_is_quoted() -> None:
    assert plain(Source("a: 1\nb: '1'\nc: \"1\"\nd: |-\n  1\n", "x").root) == {
        "a": 1,
        "b": "1",
        "c": "1",
        "d": "1",
    }


INSIDE = [
    ("plain", "a: build -> permit", "build -> permit"),
    ("plain over lines", "a:\n  build ->\n\n     permit", "build ->\npermit"),
    ("single quotes", "a: 'it''s -> permit'", "it's -> permit"),
    ("double quotes", 'a: "say \\"so\\" -> permit"', 'say "so" -> permit'),
    ("double quotes over lines", 'a: "say ->\n   permit"', "say -> permit"),
    ("literal", "a: |  # so\n    build ->\n      permit\n", "build ->\n  permit\n"),
    ("folded", "a: >-\n  build ->\n  permit\n", "build -> permit"),
    ("a key", "build -> permit: 1", "build -> permit"),
    ("other line ends", "a: |\r\n  build ->\r\n  permit\r\n", "build ->\npermit\n"),
    ("beyond the first plane", "a: '𐐷 -> permit'", "𐐷 -> permit"),
]


@pytest.mark.parametrize(("text", "value"), [one[1:] for one in INSIDE], ids=[one[0] for one in INSIDE])
def test_each_character_of_a_scalar_is_found_where_it_is_written(text: str, value: str) -> None:
    source = Source(text, "x")
    root = source.root
    assert isinstance(root, Mapping)
    scalar = root.keys.get(value) or root.values["a"]
    assert isinstance(scalar, Scalar)
    assert scalar.text == value
    at = source.inside(scalar, value.index("permit"))
    assert text[at : at + 6] == "permit"
    places = [source.inside(scalar, k) for k in range(len(value) + 1)]
    assert places == sorted(places)
    for k, character in enumerate(value):
        if not character.isspace() and character not in "'\"":
            assert text[places[k]] == character


def test_where_escapes_make_counting_unsafe_the_scalar_itself_is_shown() -> None:
    source = Source('a: "\\x62uild -> permit"', "x")
    scalar = source.at(("a",))
    assert isinstance(scalar, Scalar)
    assert source.inside(scalar, 9) == scalar.start == 3


@pytest.mark.parametrize("seed", range(5))
def test_every_value_of_any_layout_is_found_by_its_path(seed: int) -> None:
    for k in range(20):
        rng = random.Random(1000 * seed + k)
        content = rng.choice([document, lambda own: Draw(own).document()])(rng)
        text = Layout(rng).text(content)
        source = Source(text, "x")
        stack = [((), content)]
        while stack:
            path, value = stack.pop()
            node = source.at(path)
            assert plain(node) == value
            if isinstance(value, dict):
                stack += [((*path, key), item) for key, item in value.items()]
                for key in value:
                    place = source.place(source.key((*path, key)).start)
                    shown = source.line(place.line)[place.column - 1 :].lstrip("'\"")
                    assert shown.startswith(("\\", key.lstrip("'\"")[:1]))
            elif isinstance(value, list):
                stack += [((*path, number), item) for number, item in enumerate(value)]


def test_a_path_beyond_what_is_written_leads_to_the_last_thing_that_is() -> None:
    source = Source("options: {council: {toll: Set a toll}}\nrules: [a]", "x")
    toll = source.at(("options", "council", "toll"))
    assert source.at(("options", "council", "toll", "levels")) is toll
    assert source.at(("rules", 0, "that")) is source.at(("rules", 0))
    assert source.at(("rules", 5)) is source.at(("rules",))
    assert source.at(("title",)) is source.root
    assert source.key(("options", "council")).start == text_at(source, "council")


def text_at(source: Source, words: str) -> int:
    return source.text.index(words)


def test_lines_are_counted_as_editors_count_them() -> None:
    source = Source("a: 1\r\nb:\r\n\r\n  - کراچی\r\n  - x\n", "x")
    items = source.at(("b",))
    assert isinstance(items, Sequence)
    assert [(source.place(one.start).line, source.place(one.start).column) for one in items.items] == [
        (4, 5),
        (5, 5),
    ]
    assert source.line(4) == "  - کراچی"


def test_a_problem_in_a_very_long_line_does_not_print_all_of_it() -> None:
    source = Source("a: " + "x" * 100_000, "x")
    near, far = source.problem("odd", 3), source.problem("odd", 50_000)
    assert len(near.text or "") < 300
    assert far.text is None
    assert far.column == 50_001


def test_what_would_steer_a_terminal_is_not_shown() -> None:
    source = Source('a: "\\e[31m red"', "x")
    scalar = source.at(("a",))
    assert isinstance(scalar, Scalar)
    assert "\x1b" not in str(source.problem(f'unknown option "{scalar.text}"', 3))
