"""Edits in place: the data is what the edit of the data gives, and untouched lines stay byte for byte."""

from __future__ import annotations

import random
from functools import reduce
from pathlib import Path as File
from typing import Any

import pytest

import winset
from winset.case.changing.editing import edited
from winset.case.changing.edits import Delete, Edit, Insert, Move, Put, applied, found, same, smallest
from winset.case.changing.renumbering import following
from winset.case.yaml.nodes import Mapping, Node, Path, Scalar, Source, plain
from winset.errors import ArgumentError, CaseError, WinsetError
from yaml_layouts import KEYS, Layout, data, document

LIBRARY = File(winset.__file__).parent / "library"
CASE = """\
winset: 1
title: The bypass            # what it is about

# --- who ---
parties:
  council: Town council
  builder: {name: Builder, note: "says: \\"soon\\""}   # quoted

rules:                       # what cannot happen
  # the site belongs to the council
  - build -> permit
  - that: not (protest and toll = high)
    why: nobody would pay it   # so they said
    evidence: [gazette#c7]

status_quo: {permit: yes}    # today
preferences:
  council:
    statements: [build, not protest]   # most important first
names:
"""


def test_a_value_is_changed_and_the_comment_beside_it_stays() -> None:
    new = edited(CASE, Put(("title",), "The toll road"), Put(("rules", 1, "why"), "too dear"))
    assert "title: The toll road            # what it is about\n" in new
    assert "    why: too dear   # so they said\n" in new
    changed = [(a, b) for a, b in zip(CASE.splitlines(), new.splitlines(), strict=True) if a != b]
    assert len(changed) == 2


def test_a_new_rule_goes_where_it_is_put_and_comments_stay_with_their_rules() -> None:
    new = edited(
        CASE, Insert(("rules", 0), "permit or build"), Insert(("rules", 3), {"that": "a, b", "why": "so"})
    )
    assert plain(Source(new, "x").root)["rules"][0] == "permit or build"
    assert "  - permit or build\n  # the site belongs to the council\n  - build -> permit\n" in new
    assert "    evidence: [gazette#c7]\n  - {that: 'a, b', why: so}\n\nstatus_quo" in new


def test_a_rule_is_moved_with_the_comment_above_it() -> None:
    new = edited(CASE, Move(("rules", 1), 0))
    assert "[gazette#c7]\n  # the site belongs to the council\n  - build -> permit\n\nstatus_quo" in new
    assert sorted(new.splitlines()) == sorted(CASE.splitlines())


def test_a_new_value_for_a_whole_section_changes_only_what_differs() -> None:
    rules = plain(Source(CASE, "x").root)["rules"]
    rules[1] = {"that": "not (protest and toll = low)", "why": "nobody would pay it", "likelihood": 0.7}
    new = edited(CASE, Put(("rules",), rules))
    assert "    why: nobody would pay it   # so they said\n    likelihood: 0.7\n\n" in new
    assert "  - that: not (protest and toll = low)\n" in new
    assert "evidence" not in new


def test_an_empty_key_is_filled_and_a_filled_one_emptied() -> None:
    new = edited(CASE, Put(("names",), {"the road": "build"}), Delete(("preferences", "council")))
    assert new.endswith("preferences: {}\nnames: {the road: build}\n")


def test_flow_collections_are_edited_in_their_line() -> None:
    edits = (
        Insert(("preferences", "council", "statements", 1), "toll != none"),
        Put(("status_quo", "toll"), "low"),
    )
    new = edited(CASE, *edits, Delete(("parties", "builder", "note")))
    assert "    statements: [build, toll != none, not protest]   # most important first\n" in new
    assert "status_quo: {permit: yes, toll: low}    # today\n" in new
    assert "  builder: {name: Builder}   # quoted\n" in new


def test_long_text_is_folded_below_its_key_and_the_comment_stays_above_it() -> None:
    prose = "a sentence that is too long for a line " * 4
    new = edited(CASE, Put(("title",), prose.strip()))
    assert new.startswith("winset: 1\ntitle: >-            # what it is about\n  a sentence")
    assert plain(Source(new, "x").root)["title"] == prose.strip()


def test_line_ends_of_other_systems_are_kept() -> None:
    new = edited(CASE.replace("\n", "\r\n"), Insert(("rules", 1), {"that": "x" * 90, "why": "y" * 20}))
    assert new.count("\n") == new.count("\r\n") == CASE.count("\n") + 2


def test_no_edit_changes_nothing() -> None:
    whole = plain(Source(CASE, "x").root)
    assert (
        edited(CASE)
        == edited(CASE, Put((), whole))
        == edited(CASE, Put(("rules", 0), "build -> permit"))
        == CASE
    )


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Put(("rulez", 0), "x"), r"there is no rulez in this file"),
        (Delete(("rules", 5)), r"there is no rules\[5\] in this file"),
        (Insert(("rules", 9), "x"), r"nothing can be inserted at rules\[9\]"),
        (Insert(("title", 0), "x"), r"title is neither a list nor a mapping"),
        (Move(("rules", 0), 7), r"rules\[0\] cannot be moved to position 7"),
        (Delete(()), "whole document"),
        (Put(("title",), {1, 2}), "a case file cannot hold a set"),
    ],
)
def test_edits_that_lead_nowhere_are_refused(edit: Edit, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        edited(CASE, edit)


def test_a_text_with_duplicate_keys_is_not_edited() -> None:
    with pytest.raises(CaseError, match='duplicate key "a"'):
        edited("a: 1\na: 2\n", Put(("a",), 3))


def test_a_text_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(CaseError, match="never closed"):
        edited("title: 'x", Put(("title",), "y"))


def test_a_layout_that_an_edit_cannot_keep_is_refused_rather_than_spoilt() -> None:
    with pytest.raises(WinsetError, match="cannot be edited in place"):
        edited("? a\n: 1\n", Put(("b",), 2), Delete(("a",)))


# --- Any edit of any layout ---


def paths(content: Any, path: Path = ()) -> list[Path]:
    items = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    below = [one for key, item in items for one in paths(item, (*path, key))]
    return [path, *below]


def random_edit(rng: random.Random, content: Any) -> Edit:
    every = paths(content)
    lists = [path for path in every if isinstance(found(content, path), list)]
    kind = rng.choice(["put", "add", "delete", "move", "insert" if lists else "add"])
    if kind == "insert":
        path = rng.choice(lists)
        return Insert((*path, rng.randint(0, len(found(content, path)))), data(rng, 2))
    if kind == "add":
        path = rng.choice([path for path in every if isinstance(found(content, path), dict)])
        return Put((*path, rng.choice(KEYS)), data(rng, 2))
    path = rng.choice(every[1:])
    if kind == "put":
        return Put(path, data(rng))
    return Delete(path) if kind == "delete" else Move(path, rng.randrange(len(found(content, path[:-1]))))


def lines_of(source: Source, path: Path) -> tuple[int, int]:
    """The first and last line, from 0, of an entry, or of the flow collection it is part of."""
    for depth in range(len(path) + 1):
        node = source.at(path[:depth])
        if not isinstance(node, Scalar) and (node.flow or depth == len(path)):
            path = path[:depth]
            break
    start = source.key(path).start if path else 0
    return source.place(start).line - 1, source.place(
        max(start, last_character(source, source.at(path)))
    ).line - 1


def last_character(source: Source, node: Node) -> int:
    while not isinstance(node, Scalar) and not node.flow:
        values = list(node.values.values()) if isinstance(node, Mapping) else node.items
        node = values[-1]
    end = node.start + len(source.text[node.start : node.end].rstrip())
    return max(node.start, end - 1)


def touched(source: Source, content: Any, edit: Edit) -> Path | None:
    """The entry whose lines an edit may rewrite; None where it only adds lines, or moves them."""
    parent = edit.path[:-1]
    siblings = found(content, parent)
    is_new = isinstance(edit, Put) and isinstance(siblings, dict) and edit.path[-1] not in siblings
    if isinstance(edit, Move | Insert) or is_new:
        return parent if getattr(source.at(parent), "flow", False) else None
    return parent if isinstance(edit, Delete) and len(siblings) == 1 else edit.path


def bare_lines(text: str) -> list[str]:
    """Lines without what a first entry shares with the dash before it."""
    return [line.lstrip(" -").rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("seed", range(12))
def test_random_edits_are_edits_of_the_data_and_touch_no_other_line(seed: int) -> None:
    for k in range(60):
        rng = random.Random(1000 * seed + k)
        content = document(rng)
        text = Layout(rng).text(content)
        source = Source(text, "x")
        assert same(plain(source.root), content)
        edit = random_edit(rng, content)
        new = edited(text, edit)
        assert same(plain(Source(new, "x").root), applied(content, edit)), (seed, k)
        steps = list(smallest(content, edit))
        if len(steps) == 1:
            check_other_lines(source, new, content, steps[0])


@pytest.mark.parametrize("folder", sorted(LIBRARY.glob("*/case.yaml")), ids=lambda file: file.parent.name)
def test_every_bundled_case_can_be_edited(folder: File) -> None:
    text = folder.read_bytes().decode()
    source = Source(text, "x")
    content = plain(source.root)
    for seed in range(40):
        edit = random_edit(random.Random(seed), content)
        new = edited(text, edit)
        costs = list(following(content, edit))
        assert same(plain(Source(new, "x").root), reduce(applied, (edit, *costs), content))
        steps = [*smallest(content, edit), *costs]
        if len(steps) == 1:
            check_other_lines(source, new, content, steps[0])


def check_other_lines(source: Source, new: str, content: Any, edit: Edit) -> None:
    entry = touched(source, content, edit)
    old_lines = source.text.splitlines(keepends=True)
    if entry is not None:
        first, last = lines_of(source, entry)
        before, after = "".join(old_lines[:first]), "".join(old_lines[last + 1 :])
        assert new.startswith(before)
        # what follows a first entry that is taken out may move up to the dash it shared
        assert new.endswith(after) or (
            isinstance(edit, Delete) and bare_lines(new) == bare_lines(before + after)
        )
    elif isinstance(edit, Move):
        assert sorted(bare_lines(new)) == sorted(bare_lines(source.text))
    else:
        rest = iter(bare_lines(new))
        assert all(line in rest for line in bare_lines(source.text)), "old lines are there in their order"
