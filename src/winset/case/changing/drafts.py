"""A case file opened to be edited, and saved whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from winset.case.changing.editing import edited
from winset.case.changing.edits import Edit
from winset.case.checking import Check
from winset.case.files import check_text, locate, read_text
from winset.case.yaml.nodes import Source, plain
from winset.errors import CaseError, Problem


@dataclass(frozen=True)
class Draft:
    """The text of a case file, the file it came from, and the sha256 of what the file held then."""

    path: Path
    text: str
    seal: str

    @classmethod
    def open(cls, path: str | Path) -> Draft:
        """The case file at a path (or in a folder) as it stands, problems and all, as long as it is text."""
        file = locate(Path(path)).resolve()
        text = read_text(file)
        return cls(file, text, _seal(text))

    @property
    def data(self) -> Any:
        """The bare data of the text: dictionaries, lists and values."""
        return plain(Source(self.text.removeprefix("\ufeff"), str(self.path)).root)

    def edited(self, *edits: Edit) -> Draft:
        """The draft after edits; see `winset.case.changing.editing.edited`."""
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        text = edited(self.text.removeprefix(mark), *edits, name=str(self.path))
        return replace(self, text=mark + text)

    def check(self) -> Check:
        """What is wrong with the draft as a case, or what the case contains."""
        return check_text(self.text, self.path)

    def save(self) -> Draft:
        """Write the draft to its file and return it as the file now holds it.

        The text goes to a new file in the same folder, which then takes the place and the mode of the old
        one, so that a reader sees either all of it or none. Raises CaseError, with nothing written, where the
        file was changed or removed since it was opened, or where it cannot be written.
        """
        try:
            if _seal(read_text(self.path)) != self.seal:
                hint = "open it again and make the edits there"
                raise CaseError(
                    [Problem("the file was changed since it was read", str(self.path), hint=hint)]
                )
            _replace(self.path, self.text.encode())
        except OSError as error:
            raise CaseError([Problem(f"cannot be saved: {error.strerror}", str(self.path))]) from None
        return replace(self, seal=_seal(self.text))


def _seal(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _replace(file: Path, content: bytes) -> None:
    """Put new content in the place of a file: written beside it, to the disk, then renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(file.stat().st_mode & 0o7777)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(file.parent)


def _sync(folder: Path) -> None:
    """Bring a rename to the disk, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
