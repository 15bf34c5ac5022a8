"""Cases written out: what is written reads back as the same case, and the schema accepts it."""

from __future__ import annotations

import random
import re
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import winset
from case_documents import Draw
from winset.case.changing.edits import same
from winset.case.files import load, loads
from winset.case.model import Case, Likelihood, Place
from winset.case.yaml.document import Document
from winset.case.yaml.dumping import data_of, document_of, dump
from winset.case.yaml.entries import Entry
from winset.case.yaml.nodes import Source, core_value, plain
from winset.case.yaml.schema import schema
from winset.case.yaml.writing import block, inline
from winset.errors import CaseError
from yaml_layouts import Layout

LIBRARY = Path(winset.__file__).parent / "library"
DOCS = Path(__file__).parents[1] / "docs"
BLOCKS = [
    re.findall(r"```yaml\n(winset:.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)
    for file in DOCS.glob("*.md")
]
EXAMPLES = [block for blocks in BLOCKS for block in blocks]
SCHEMA = jsonschema.Draft202012Validator(schema())


def bare(value: Any) -> Any:
    """A case without its places, its path and the spacing of its formulas."""
    if isinstance(value, Place | Path):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: bare(getattr(value, one.name))
            for one in fields(value)
            if one.name not in ("text", "at", "level_at", "ledger")
        }
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    return [bare(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("seed", range(10))
def test_random_cases_survive_being_written_and_read(seed: int) -> None:
    for k in range(8):
        rng = random.Random(100 * seed + k)
        text = Layout(rng).text(Draw(rng).document())
        case = loads(text)
        written = dump(case)
        again = loads(written)
        assert bare(again) == bare(case)
        assert again.digest == case.digest
        assert dump(again) == written
        assert SCHEMA.is_valid(plain(Source(text, "x").root))
        assert SCHEMA.is_valid(plain(Source(written, "x").root))


@pytest.mark.parametrize("folder", sorted(LIBRARY.iterdir()), ids=lambda folder: folder.name)
def test_bundled_cases_survive_and_are_valid_by_the_schema(folder: Path) -> None:
    if not (folder / "case.yaml").exists():
        pytest.skip("no case here")
    case = load(folder)
    written = loads(dump(case))
    assert bare(written) == bare(
        replace(case, digest=written.digest)
    )  # the digest counts claims, which need a folder
    for text in ((folder / "case.yaml").read_text(encoding="utf-8"), dump(case)):
        SCHEMA.validate(plain(Source(text, "x").root))


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_cases_of_the_documents_are_valid_by_the_schema(text: str) -> None:
    assert dump(loads(text))
    SCHEMA.validate(plain(Source(text, "x").root))


def test_a_document_is_written_as_its_case_is() -> None:
    rng = random.Random(7)
    data = Draw(rng).document()
    document = Document.model_validate(data)
    assert loads(dump(document)).digest == loads(dump(document_of(loads(dump(document))))).digest


def test_the_drawn_cases_leave_out_no_field_of_the_model() -> None:
    """Every field that a case can have is set to something in some of the cases drawn above."""
    seen: set[tuple[str, str]] = set()
    every: set[tuple[str, str]] = set()

    def visit(value: Any) -> None:
        if is_dataclass(value):
            for one in fields(value):
                default = one.default_factory() if one.default_factory is not MISSING else one.default
                every.add((type(value).__name__, one.name))
                if default is MISSING or getattr(value, one.name) != default:
                    seen.add((type(value).__name__, one.name))
                visit(getattr(value, one.name))
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
            visit(item)

    for seed in range(90):
        rng = random.Random(seed)
        visit(loads(Layout(rng).text(Draw(rng).document())))
    unset = every - seen - {("Case", "path"), ("Report", "ledger"), ("Report", "absent")}  # of a folder
    assert {name for name in unset if name[1] not in ("at", "level_at", "kind")} == set()


def test_a_case_is_written_as_a_person_would() -> None:
    case = loads(
        "{winset: 1, title: 'T', parties: {a: {name: A}},"
        "options: {a: {x: {name: x}, y: {levels: ['1', '2']}}},"
        "rules: [{that: x}, {that: y = 2, why: 'because: so', likelihood: 1}], status_quo: {x: yes, y: 2},"
        "preferences: {a: {statements: [{that: 'at least 1 of (x, y)'}]}}}"
    )
    assert dump(case) == (
        "winset: 1\ntitle: T\nparties:\n  a: A\noptions:\n  a:\n    x: {}\n    y: {levels: [1, 2]}\n"
        "rules:\n  - x\n  - {that: y = 2, why: 'because: so', likelihood: 1}\nstatus_quo: {x: yes, y: 2}\n"
        "preferences:\n  a: {statements: ['at least 1 of (x, y)']}\n"
    )


def test_likelihoods_are_written_as_they_were_given() -> None:
    for given_, likelihood in (("likely", "likely"), ("0.25", 0.25), ("[0.2, 0.75]", [0.2, 0.75])):
        case = loads(
            f"{{winset: 1, title: T, parties: {{a: A}}, options: {{a: {{x: {{likelihood: {given_}}}}}}},"
            "preferences: {a: {weights: {x: 1}}}}"
        )
        assert isinstance(case.options[0].likelihood, Likelihood)
        assert data_of(document_of(case))["options"]["a"]["x"]["likelihood"] == likelihood


# --- Data as YAML ---

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "a: b",
        "a #b",
        "- a",
        "no",
        "~",
        "1e3",
        "a\n\nb\n",
        " a",
        "a ",
        "'",
        '"',
        "\\",
        "{",
        "a, b",
        "a:",
        "?",
        "a b " * 40,
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | TEXT
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


# Time is no part of what is tested: a machine may be busy with other things.
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(st.dictionaries(TEXT, DATA, min_size=1, max_size=4))
def test_any_data_reads_back_as_it_was_written(data: dict[str, Any]) -> None:
    for text in (block(data, 0) + "\n", inline(data)):
        assert same(plain(Source(text, "x").root), data)


@PATIENT
@given(st.dictionaries(TEXT, DATA, min_size=1, max_size=4))
def test_other_readers_read_the_same_structure(data: dict[str, Any]) -> None:
    """PyYAML's own composer, told to take every scalar as text, agrees on keys, lists and texts."""
    ours, theirs = plain_text(data), yaml.load(block(data, 0) + "\n", Loader=yaml.BaseLoader)
    assert theirs == ours


def plain_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: plain_text(item) for key, item in data.items()}
    if isinstance(data, list):
        return [plain_text(item) for item in data]
    return inline(data) if not isinstance(data, str) else data


@PATIENT
@given(TEXT)
def test_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    written = inline(text)
    assert written[0] in "'\"" or core_value(written) == text


# --- The schema ---


def test_the_schema_is_one_and_describes_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())

    def entries(kind: type[Entry]) -> list[type[Entry]]:
        return [kind, *(one for own in kind.__subclasses__() for one in entries(own))]

    for kind in entries(Entry):
        assert kind.__doc__
        for name, field in kind.model_fields.items():
            assert field.description, f"{kind.__name__}.{name} has no description"


BASE = {
    "winset": 1,
    "title": "T",
    "parties": {"a": "A"},
    "options": {"a": {"x": "X"}},
    "preferences": {"a": {"statements": ["x"]}},
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"winset": 2},
        {"parties": {}},
        {"parties": {"a": {"nam": "A"}}},
        {"options": {"a": {"x": {"levels": "none"}}}},
        {"options": {"a": {"x": {"one_way": "maybe"}}}},
        {"rules": [{"tht": "x"}]},
        {"rules": [{"that": "x", "likelihood": 70}]},
        {"rules": [{"that": "x", "evidence": "gazette"}]},
        {"preferences": {"a": {"statements": ["x"], "weights": {"x": 1}}}},
        {"preferences": {"a": {}}},
        {"preferences": {"a": {"weights": {"x": "much"}}}},
        {"coalitions": ["a"]},
        {"deal": {"ratified_by": {"members": ["a"]}}},
    ],
    ids=str,
)
def test_what_the_schema_refuses_the_reader_refuses_too(wrong: dict[str, Any]) -> None:
    assert SCHEMA.is_valid(BASE)
    assert not SCHEMA.is_valid({**BASE, **wrong})
    with pytest.raises(CaseError):
        loads(inline({**BASE, **wrong}))


def test_what_may_be_left_empty_may_be_left_empty() -> None:
    text = "winset: 1\ntitle: T\nnote:\nrules:\nparties: {a: }\noptions: {a: {x: }}\n"
    text += "preferences: {a: {statements: [x], why: }}\n"
    assert isinstance(loads(text), Case)
    SCHEMA.validate(plain(Source(text, "x").root))
