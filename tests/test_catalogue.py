"""The bundled cases by name: their list, their text, copies of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from winset.case import catalogue
from winset.case.files import load, loads
from winset.errors import ArgumentError


@pytest.mark.parametrize("name", catalogue.names())
def test_the_list_says_what_the_case_says(name: str) -> None:
    case = catalogue.example(name)
    assert catalogue.titles()[name] == case.title
    assert catalogue.questions()[name] == " ".join((case.question or "").split())


def test_the_case_to_begin_with_comes_first() -> None:
    assert catalogue.names()[0] == "gaza-isf"
    assert [*catalogue.names()[1:]] == sorted(catalogue.names()[1:])
    assert len(catalogue.names()) > 5


def test_the_text_is_the_case() -> None:
    case = loads(catalogue.text_of("garrison"), "garrison/case.yaml")
    assert case == catalogue.example("garrison")
    assert case.digest == catalogue.example("garrison").digest


def test_places_name_the_case_wherever_it_is_installed() -> None:
    place = catalogue.example("garrison").rules[0].place
    assert place is not None
    assert place.file == "garrison/case.yaml"
    assert (
        catalogue.text_of("garrison").splitlines()[place.line - 1].strip().startswith("- that: exactly one")
    )


@pytest.mark.parametrize("ask", [catalogue.example, catalogue.text_of, catalogue.folder_of])
def test_unknown_names_are_refused_with_the_nearest(ask: Callable[[str], object]) -> None:
    with pytest.raises(ArgumentError, match=r'no bundled case "garisson".*"garrison"'):
        ask("garisson")
    with pytest.raises(ArgumentError, match=r"there are .*elmira"):
        ask("../library/garrison")


def test_a_copy_stands_on_its_own(tmp_path: Path) -> None:
    for name in catalogue.names():
        file = catalogue.copy(name, tmp_path / name)
        assert load(file).digest == catalogue.example(name).digest
        assert load(tmp_path / name).digest == catalogue.example(name).digest
        assert not (tmp_path / name / "published.json").exists()


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ArgumentError, match="not an empty folder"):
        catalogue.copy("chicken", tmp_path)
    with pytest.raises(ArgumentError, match="not an empty folder"):
        catalogue.copy("chicken", tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
