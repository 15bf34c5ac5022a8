"""A desk: one case opened to be changed, with its scratch versions, and the way back to the file.

A version is the text of every file that can be changed (the case and its ledgers). Each browser tab has a desk of
its own; what another tab or an editor writes to the disk is noticed and merged, or asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from winset.case.checking import Check
from winset.case.evidence.sources import inside
from winset.case.files import CASE_FILE, check_text, locate
from winset.errors import ArgumentError, CaseError, WinsetError
from winset.workbench.versions.contents import reports_of
from winset.workbench.versions.files import SAVING, read_files, read_report, report_files, write_files
from winset.workbench.versions.merging import merged

Texts = Mapping[str, str]
MOST_STEPS = 500  # versions kept to undo; older ones are forgotten


@dataclass(frozen=True)
class Version:
    """The text of every file as it was after a change, and what the change was."""

    texts: Texts
    label: str

    @property
    def digest(self) -> str:
        """What tells versions with the same texts from others."""
        whole = sha256()
        for name in sorted(self.texts):
            whole.update(f"{name}\0{len(self.texts[name])}\0{self.texts[name]}".encode())
        return whole.hexdigest()


@dataclass(frozen=True)
class Notice:
    """What was found on the disk: nothing new, changes taken over, or changes of the same lines."""

    kind: Literal["same", "taken", "clash"]
    files: tuple[str, ...] = ()


@dataclass
class Desk:
    """The files of a case as they were last read, and the versions made of them.

    folder: where the case lies. home: where it is to be kept instead, for a bundled case or a new one. kept: texts
    as the disk holds them. reports: texts of reports not on the disk yet.
    """

    folder: Path
    file: str
    kept: dict[str, str]
    home: Path | None = None
    new_reports: dict[str, str] = field(default_factory=dict)
    trail: list[Version] = field(default_factory=list)
    at: int = 0
    named: dict[str, Version] = field(default_factory=dict)

    @classmethod
    def open(cls, path: str | Path, home: Path | None = None) -> Desk:
        """The case in a file or folder, problems and all; CaseError where it cannot be read as text."""
        file = locate(Path(path)).resolve()
        kept = read_files(file.parent, [file.name])
        kept |= read_files(file.parent, list(_ledgers(kept[file.name], file.parent).values()))
        return cls(file.parent, file.name, kept, home, trail=[Version(dict(kept), "as the file is")])

    @classmethod
    def new(cls, texts: Texts, reports: Texts, home: Path) -> Desk:
        """A case that is on no disk yet, with the texts of its reports."""
        version = Version(dict(texts), "as it was begun")
        return cls(home, CASE_FILE, {}, home, dict(reports), [version])

    @property
    def version(self) -> Version:
        """The version being looked at."""
        return self.trail[self.at]

    @property
    def text(self) -> str:
        """The case's own text in this version."""
        return self.version.texts[self.file]

    @property
    def ledgers(self) -> dict[str, str]:
        """For each report of the case, the file of its claims."""
        return _ledgers(self.text, self.folder)

    @property
    def report_files(self) -> dict[str, str]:
        """The file of each report that the case's text names."""
        return reports_of(self.text)

    @property
    def changed(self) -> tuple[str, ...]:
        """The files of this version that the disk does not hold so."""
        return tuple(name for name, text in self.version.texts.items() if self.kept.get(name) != text)

    def checking(self, texts: Texts | None = None) -> Callable[[], Check]:
        """The check of this version, or of given texts, to be made later and elsewhere: what the desk does meanwhile is nothing to it."""
        own = dict(self.version.texts if texts is None else texts)
        text, file = own.pop(self.file), self.folder / self.file
        return partial(check_text, text, file, None, {**self.new_reports, **own})

    def check(self) -> Check:
        """What is wrong with this version as a case, or what the case contains."""
        return self.checking()()

    def report(self, file: str) -> str:
        """The text of a report of the case."""
        return self.new_reports[file] if file in self.new_reports else read_report(self.folder, file)

    # --- Versions ---

    def do(self, label: str, texts: Texts, further: bool = False) -> bool:
        """Make a version with some texts changed; what could be redone is forgotten. False where nothing changes.

        further: a change that goes on, as a slider does while it is held: under one label it is one version.
        """
        new = Version({**self.version.texts, **texts}, label)
        if dict(new.texts) == dict(self.version.texts):
            return False
        before = self.at if further and self.at and self.version.label == label else self.at + 1
        self.trail = [*self.trail[:before], new][-MOST_STEPS:]
        self.at = len(self.trail) - 1
        return True

    def undo(self) -> str | None:
        """Go back one version; what was undone, or None where there is nothing."""
        if not self.at:
            return None
        self.at -= 1
        return self.trail[self.at + 1].label

    def redo(self) -> str | None:
        """Go forward one version; what was done again, or None where there is nothing."""
        if self.at + 1 == len(self.trail):
            return None
        self.at += 1
        return self.version.label

    def drop(self) -> bool:
        """Make a version that is what the disk holds; it can be undone."""
        if not self.kept:
            return False
        return self.do("all changes dropped", {**self.kept})

    def name(self, name: str) -> None:
        """Keep this version under a name for as long as the desk is open."""
        name = name.strip()
        if not name or len(name) > 80:
            raise ArgumentError("a version needs a name of 1 to 80 characters")
        self.named[name] = self.version

    def recall(self, name: str) -> None:
        """Make the named version the present one; it can be undone."""
        if name not in self.named:
            raise ArgumentError(f'there is no version named "{name}"')
        self.do(f"version “{name}” taken up", self.named[name].texts)

    def texts_of(self, name: str) -> Texts:
        """The texts of a named version, or of the file on the disk for no name; ArgumentError for one that is none."""
        if name and name not in self.named:
            raise ArgumentError(f'there is no version named "{name}"')
        return self.named[name].texts if name else self.kept

    # --- The disk ---

    def refresh(self) -> Notice:
        """Look at the disk; changes made there are merged into every version where they touch other lines."""
        if not self.kept or (self.home is not None):
            return Notice("same")
        found = read_files(self.folder, list(self.kept))
        there = {name: found.get(name, self.kept[name]) for name in self.kept}
        names = tuple(name for name in there if there[name] != self.kept[name])
        if not names:
            return Notice("same")
        rebased = [_rebased(version, self.kept, there) for version in self.trail]
        if rebased[self.at] is None:
            return Notice("clash", names)
        now = rebased[self.at]
        self.trail = [version for version in rebased if version is not None]
        self.at = next(k for k, version in enumerate(self.trail) if version is now)
        self.kept = there
        return Notice("taken", names)

    def settle(self, mine: bool) -> None:
        """After a clash: keep this desk's lines against the disk's, or take the disk's and set the own aside.

        What is set aside stays as a named version and can be taken up again.
        """
        there = read_files(self.folder, list(self.kept))
        if not mine:
            self.named["before the file changed"] = self.version
        self.kept = {**self.kept, **there}
        self.do("own lines kept" if mine else "taken from the file", {} if mine else there)

    def keep(self) -> tuple[str, ...]:
        """Write what changed to the disk and give the names of the files written.

        Raises CaseError where the version has problems, and WinsetError where the disk's lines clash with this
        version's: nothing is written then.
        """
        with SAVING:
            if self.refresh().kind == "clash":
                raise WinsetError("the file was changed elsewhere in the same lines: choose whose to keep")
            check = self.check()
            if check.problems:
                raise CaseError(check.problems)
            if self.home is not None:
                return self._keep_anew(self.home)
            names = self.changed
            texts = {name: self.version.texts[name] for name in names}
            write_files(self.folder, texts, {name: self.kept.get(name) for name in names})
            self.kept |= texts
            return names

    def _keep_anew(self, home: Path) -> tuple[str, ...]:
        """A copy of a bundled case, or a new case, in a folder that must not be there yet."""
        if home.exists():
            raise WinsetError(
                f"there is a folder {home.name} already: rename it, or open the case that is in it"
            )
        texts = {**{file: self.report(file) for file in reports_of(self.text).values()}, **self.version.texts}
        home.mkdir(parents=True)
        write_files(home, texts, dict.fromkeys(texts))
        self.folder, self.home, self.new_reports = home, None, {}
        self.kept = dict(self.version.texts)
        return tuple(texts)


def _rebased(version: Version, old: Texts, new: Texts) -> Version | None:
    """A version with the disk's changes in it; None where they touch its own lines."""
    texts = dict(version.texts)
    for name in new:
        text = merged(old[name], texts.get(name, old[name]), new[name])
        if text is None:
            return None
        texts[name] = text
    return Version(texts, version.label)


def _ledgers(text: str, folder: Path) -> dict[str, str]:
    """The ledger file of each report named in a case's text, those inside the folder only."""
    reports = {key: file for key, file in reports_of(text).items() if inside(folder, file) is not None}
    return report_files(reports, folder)
