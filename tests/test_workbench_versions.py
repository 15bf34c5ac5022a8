"""Scratch versions of a case: undone, merged, kept whole or not at all, by many at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case import catalogue
from winset.errors import ArgumentError, CaseError, WinsetError
from winset.workbench.versions import changes, reviewing
from winset.workbench.versions.contents import data_of
from winset.workbench.versions.desk import Desk
from winset.workbench.versions.merging import merged
from winset.workbench.versions.trying import tried

LEDGER = "reports/davos.claims.json"
LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8).map(
    lambda lines: "".join(f"{one}\n" for one in lines)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    catalogue.copy("gaza-isf", tmp_path / "case")
    return tmp_path / "case"


def edit(desk: Desk, text: str, label: str = "edit") -> bool:
    return desk.do(label, {desk.file: text})


# --- Merging ---


@given(LINES, LINES)
def test_one_change_alone_is_the_merged_text(base: str, ours: str) -> None:
    assert merged(base, ours, base) == ours == merged(base, base, ours) == merged(base, ours, ours)


@given(LINES, LINES, LINES)
def test_merging_does_not_depend_on_who_is_first(base: str, ours: str, theirs: str) -> None:
    assert merged(base, ours, theirs) == merged(base, theirs, ours)


@given(
    st.lists(st.integers(0, 9), unique=True, max_size=5),
    st.lists(st.integers(10, 19), unique=True, max_size=5),
)
def test_changes_of_different_lines_are_both_there(here: list[int], there: list[int]) -> None:
    base = [f"line {k}\n" for k in range(20)]
    ours = [f"ours {k}\n" if k in here else one for k, one in enumerate(base)]
    theirs = [f"theirs {k}\n" if k in there else one for k, one in enumerate(base)]
    both = [
        f"ours {k}\n" if k in here else f"theirs {k}\n" if k in there else one for k, one in enumerate(base)
    ]
    assert merged("".join(base), "".join(ours), "".join(theirs)) == "".join(both)


# --- Versions ---


def test_undo_and_redo_go_back_and_forth_to_the_byte(folder: Path) -> None:
    desk = Desk.open(folder)
    texts = [desk.text]
    for change in (
        lambda t: changes.taken_out(t, ("rules", 1)),
        lambda t: changes.moved(t, ("preferences", "us", "statements", 0), 2),
    ):
        edit(desk, change(desk.text))
        texts.append(desk.text)
    assert [desk.undo() and desk.text, desk.undo() and desk.text] == texts[-2::-1]
    assert desk.undo() is None
    assert [desk.redo() and desk.text, desk.redo() and desk.text] == texts[1:]
    assert desk.redo() is None


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (0, 3)])
def test_lines_put_back_are_as_they_were(folder: Path, order: tuple[int, int]) -> None:
    desk = Desk.open(folder)
    first, second = order
    edit(desk, changes.taken_out(desk.text, ("rules", max(order))))
    edit(desk, changes.taken_out(desk.text, ("rules", min(order))))
    for place in (first, second):
        edit(desk, changes.put_back(desk.text, desk.kept[desk.file], ("rules", place)))
    assert sorted(desk.text.splitlines()) == sorted(desk.kept[desk.file].splitlines())


def test_a_slider_held_is_one_version(folder: Path) -> None:
    desk = Desk.open(folder)
    for percent in (80, 60, 40):
        desk.do(
            "likelihood of rule 2",
            {desk.file: changes.likelihood_set(desk.text, ("rules", 1), percent)},
            further=True,
        )
    assert len(desk.trail) == 2
    assert data_of(desk.text)["rules"][1]["likelihood"] == 0.4


def test_a_named_version_is_taken_up(folder: Path) -> None:
    desk = Desk.open(folder)
    edit(desk, changes.taken_out(desk.text, ("rules", 1)))
    desk.name("no go-between")
    desk.drop()
    assert not desk.changed
    desk.recall("no go-between")
    assert len(data_of(desk.text)["rules"]) == 3
    assert desk.texts_of("") == desk.kept
    assert desk.texts_of("no go-between") == desk.version.texts
    with pytest.raises(ArgumentError, match="no version named"):
        desk.texts_of("another")


def test_steps_take_the_lines_out_that_they_name() -> None:
    rules = "".join(f"  - x{k}\n" for k in range(12))
    steps = [{"do": "out", "path": ["rules", k]} for k in (2, 9, 10, 11)]
    left = data_of(tried("rules:\n" + rules, steps))["rules"]
    assert left == [f"x{k}" for k in (0, 1, 3, 4, 5, 6, 7, 8)]


def test_reviewing_a_claim_changes_its_lines_of_the_ledger_only(folder: Path) -> None:
    desk = Desk.open(folder)
    old = desk.version.texts[LEDGER]
    new = reviewing.corrected(old, "c4", "status", "planned")
    differing = [(a, b) for a, b in zip(old.splitlines(), new.splitlines(), strict=True) if a != b]
    assert [b.strip() for _, b in differing] == ['"status": "planned",', '"review": "edited"']
    with pytest.raises(ArgumentError, match="is no status"):
        reviewing.corrected(old, "c4", "status", "perhaps")
    report = desk.report("reports/davos.txt")
    desk.do("words", {LEDGER: reviewing.respanned(new, "c4", report, 10, 20)})
    assert desk.check().ok


@pytest.mark.parametrize(
    "path", [None, "rules", ["names", "x"], ["rules"], ["rules", True], ["rules", {}], ["rules"] * 9]
)
def test_a_path_that_is_none_is_refused(path: object) -> None:
    with pytest.raises(ArgumentError):
        changes.checked_path(path)


# --- The disk ---


def test_keep_writes_only_what_changed(folder: Path) -> None:
    desk = Desk.open(folder)
    ledger = (folder / LEDGER).stat().st_mtime_ns
    edit(desk, changes.likelihood_set(desk.text, ("rules", 1), 40))
    assert desk.keep() == ("case.yaml",)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == desk.text
    assert (folder / LEDGER).stat().st_mtime_ns == ledger
    assert desk.keep() == ()


def test_a_version_with_problems_is_not_kept(folder: Path) -> None:
    desk = Desk.open(folder)
    before = (folder / "case.yaml").read_bytes()
    edit(desk, desk.text.replace("agree if troops", "agree if trops"))
    with pytest.raises(CaseError, match="did you mean"):
        desk.keep()
    assert (folder / "case.yaml").read_bytes() == before


def test_changes_elsewhere_are_merged_into_every_version(folder: Path) -> None:
    desk = Desk.open(folder)
    edit(desk, changes.taken_out(desk.text, ("rules", 1)))
    file = folder / "case.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Washington\n", "The United States\n", 1), encoding="utf-8"
    )
    assert desk.refresh().kind == "taken"
    assert "The United States" in desk.text
    assert len(data_of(desk.text)["rules"]) == 3
    desk.undo()
    assert "The United States" in desk.text
    assert not desk.changed


@pytest.mark.parametrize("mine", [True, False])
def test_changes_of_the_same_line_are_asked_about(folder: Path, mine: bool) -> None:
    desk, file = Desk.open(folder), folder / "case.yaml"
    edit(desk, changes.likelihood_set(desk.text, ("rules", 1), 40))
    theirs = changes.likelihood_set(file.read_text(encoding="utf-8"), ("rules", 1), 70)
    file.write_text(theirs, encoding="utf-8")
    assert desk.refresh().kind == "clash"
    with pytest.raises(WinsetError, match="choose whose"):
        desk.keep()
    assert file.read_text(encoding="utf-8") == theirs
    desk.settle(mine)
    desk.keep()
    kept = data_of(file.read_text(encoding="utf-8"))["rules"][1]["likelihood"]
    assert kept == (0.4 if mine else 0.7)
    if not mine:
        desk.recall("before the file changed")
        assert data_of(desk.text)["rules"][1]["likelihood"] == 0.4


def test_a_bundled_case_is_kept_in_a_folder_of_its_own(tmp_path: Path) -> None:
    desk = Desk.open(catalogue.folder_of("gaza-isf"), tmp_path / "gaza-isf")
    before = catalogue.text_of("gaza-isf")
    edit(desk, changes.likelihood_set(desk.text, ("rules", 1), 40))
    desk.keep()
    assert catalogue.text_of("gaza-isf") == before
    assert winset.load(tmp_path / "gaza-isf").rules[1].likelihood.best == 0.4  # type: ignore[union-attr]
    again = Desk.open(catalogue.folder_of("gaza-isf"), tmp_path / "gaza-isf")
    with pytest.raises(WinsetError, match="there is a folder gaza-isf already"):
        again.keep()


def test_nothing_is_read_or_written_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.claims.json").write_text("{}", encoding="utf-8")
    (tmp_path / "case").mkdir()
    text = catalogue.text_of("chicken") + "reports: {spy: {file: ../secret.txt}}\n"
    (tmp_path / "case" / "case.yaml").write_text(text, encoding="utf-8")
    desk = Desk.open(tmp_path / "case")
    assert list(desk.kept) == ["case.yaml"]
    with pytest.raises(WinsetError, match="not in the case's folder"):
        desk.report("../secret.txt")


SAVER = """
import sys
from winset.workbench.versions.desk import Desk
from winset.workbench.versions.changes import likelihood_set
print("ready", flush=True)
k = 0
while True:
    desk = Desk.open(sys.argv[1])
    k += 1
    desk.do("edit", {desk.file: likelihood_set(desk.text, ("rules", 0), 20 + k % 60)})
    desk.kept and __import__("winset.workbench.versions.files", fromlist=["x"]).write_files(
        desk.folder, {desk.file: desk.text}, {desk.file: desk.kept[desk.file]})
"""


def test_a_process_killed_while_it_saves_leaves_one_of_the_two_versions(tmp_path: Path) -> None:
    kills = 6  # 200 are done by benchmarks/workbench.py
    file = catalogue.copy("bypass", tmp_path / "case")
    chance = random.Random(7)
    allowed = {
        changes.likelihood_set(file.read_text(encoding="utf-8"), ("rules", 0), p) for p in range(20, 80)
    }
    allowed |= {file.read_text(encoding="utf-8")}
    seen = set()
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(tmp_path / "case")], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.25))
        process.kill()
        process.wait()
        process.stdout.close()
        found = file.read_text(encoding="utf-8")
        assert data_of(found)["rules"]
        assert found in allowed
        seen.add(found)
    assert len(seen) > 1, "no save was ever done"


def test_twenty_desks_at_once_lose_nothing(tmp_path: Path) -> None:
    file = catalogue.copy("gaza-isf", tmp_path / "case")
    spots = [
        ("preferences", party, "statements", k)
        for party in ("pakistan", "parliament", "clerics")
        for k in range(7)
    ][:20]

    def work(spot: tuple[str | int, ...], rounds: int = 3) -> int:
        desk, chance = Desk.open(tmp_path / "case"), random.Random(str(spot))
        last = 0
        for _ in range(rounds):
            last = chance.randrange(5, 95, 5)
            edit(desk, changes.likelihood_set(desk.text, spot, last), f"{spot} {last}")
            desk.keep()
        return last

    with ThreadPoolExecutor(20) as pool:
        wanted = dict(zip(spots, pool.map(work, spots), strict=True))
    data = data_of(file.read_text(encoding="utf-8"))
    assert {spot: data[spot[0]][spot[1]][spot[2]][spot[3]]["likelihood"] for spot in spots} == {
        spot: last / 100 for spot, last in wanted.items()
    }


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "out", "back", "likelihood", "undo", "redo", "drop"]),
            st.integers(0, 6),
            st.integers(-3, 3),
        ),
        max_size=12,
    )
)
def test_random_edits_always_leave_a_file_that_reads(steps: list[tuple[str, int, int]]) -> None:
    desk = Desk.open(catalogue.folder_of("bypass"), Path("nowhere"))
    for kind, place, by in steps:
        try:
            if kind == "move":
                edit(desk, changes.moved(desk.text, ("preferences", "council", "statements", place), by))
            elif kind == "out":
                edit(desk, changes.taken_out(desk.text, ("rules", place)))
            elif kind == "back":
                edit(desk, changes.put_back(desk.text, desk.kept[desk.file], ("rules", place)))
            elif kind == "likelihood":
                edit(desk, changes.likelihood_set(desk.text, ("rules", place), 50 + 10 * by))
            else:
                getattr(desk, kind)()
        except ArgumentError:
            continue
        assert desk.check().case is not None, desk.check()


# --- Lines that are called by their number ---


def costs_of(text: str) -> object:
    return data_of(text)["deal"]["costs"]


def test_what_is_said_of_a_line_by_its_number_stays_with_it(folder: Path) -> None:
    desk = Desk.open(folder)
    assert costs_of(desk.text) == {"rule 1": "never", "rule 4": "never"}
    edit(desk, changes.taken_out(desk.text, ("rules", 1)))
    assert desk.check().ok, desk.check()
    assert costs_of(desk.text) == {"rule 1": "never", "rule 3": "never"}
    edit(desk, changes.taken_out(desk.text, ("rules", 0)))
    assert costs_of(desk.text) == {"rule 2": "never"}
    edit(desk, changes.put_back(desk.text, desk.kept[desk.file], ("rules", 1)))
    edit(desk, changes.put_back(desk.text, desk.kept[desk.file], ("rules", 0)))
    assert desk.check().ok, desk.check()
    assert costs_of(desk.text) == {"rule 1": "never", "rule 4": "never"}


@pytest.mark.parametrize("place", range(4))
def test_any_rule_of_the_first_case_can_be_switched_off_and_on(folder: Path, place: int) -> None:
    desk = Desk.open(folder)
    edit(desk, changes.taken_out(desk.text, ("rules", place)))
    assert desk.check().ok, desk.check()
    edit(desk, changes.put_back(desk.text, desk.kept[desk.file], ("rules", place)))
    assert desk.text == desk.kept[desk.file]
