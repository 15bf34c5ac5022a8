"""Drafts of case files: saved whole or not at all, never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from test_case_problems import ROAD
from winset.case.changing.drafts import Draft
from winset.case.changing.edits import Insert, Put
from winset.errors import CaseError

TEXT = (
    ROAD.replace("title: Road", "title: Road   # the old one") + "rules:\n  - build -> permit   # the law\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_bytes(TEXT.encode())
    path.chmod(0o640)
    return path


def test_an_edit_is_saved_with_the_comments_and_the_mode(file: Path) -> None:
    draft = Draft.open(file.parent).edited(
        Put(("title",), "Rail"), Insert(("rules", 1), "permit or not build")
    )
    assert file.read_text() == TEXT
    saved = draft.save()
    assert file.read_text() == TEXT.replace("title: Road ", "title: Rail ") + "  - permit or not build\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(file.parent) == ["case.yaml"]
    assert saved.check().ok
    assert saved.data["title"] == "Rail"
    saved.edited(Put(("title",), "Road")).save()
    assert "title: Road   # the old one\n" in file.read_text()


def test_a_file_changed_meanwhile_is_not_written_over(file: Path) -> None:
    draft = Draft.open(file).edited(Put(("title",), "Rail"))
    file.write_text(TEXT + "# another hand\n")
    with pytest.raises(CaseError, match="the file was changed since it was read"):
        draft.save()
    assert file.read_text() == TEXT + "# another hand\n"
    file.unlink()
    with pytest.raises(CaseError, match="cannot be read"):
        draft.save()
    assert os.listdir(file.parent) == []


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(CaseError, match="cannot be saved: No space left"):
        Draft.open(file).edited(Put(("title",), "Rail")).save()
    assert os.listdir(file.parent) == ["case.yaml"]
    assert file.read_text() == TEXT


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    Draft.open(link).edited(Put(("title",), "Rail")).save()
    assert link.is_symlink()
    assert "title: Rail " in file.read_text()


def test_a_draft_with_problems_is_opened_and_says_them(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("build -> permit", "build -> permitt").encode())
    draft = Draft.open(file)
    assert [one.message for one in draft.check().problems] == ['unknown option "permitt"']
    mended = draft.edited(Put(("rules", 0), "build -> permit"))
    assert mended.check().ok
    mended.save()
    assert file.read_bytes() == b"\xef\xbb\xbf" + TEXT.encode()
