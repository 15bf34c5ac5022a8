"""Case files: found, read, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from winset.case.assembling.notebook import Notebook
from winset.case.checking import Check, checked
from winset.case.model import Case
from winset.case.yaml.nodes import MAX_CHARACTERS, Source
from winset.errors import CaseError, InputError, Problem, SizeError, suggestion

MAX_BYTES = MAX_CHARACTERS
CASE_FILE = "case.yaml"


def load(path: str | Path, name: str | None = None) -> Case:
    """The case in a YAML file, a folder's `case.yaml` (with the reports it cites), or a `.gmcr` file.

    `name` stands for the file in places; its path by default. Raises CaseError with all problems of the
    file at once, each with its place and its likely remedy; ForeignFileError for a `.gmcr` file.
    """
    if Path(path).suffix.lower() == ".gmcr":
        from winset.case.foreign import gmcr

        return gmcr.load(path)
    file = locate(Path(path))
    return _read(read_text(file), name or str(file), file)


def loads(text: str, name: str = "case.yaml") -> Case:
    r"""The case a text describes; `name` stands for the file in places.

    It has no folder, so the reports it names are not read. Raises CaseError with all problems at once.

    >>> case = loads('''
    ... winset: 1
    ... title: The bypass
    ... parties: {council: Town council, builder: Builder}
    ... options: {council: {permit: Grant the permit}, builder: {build: Build}}
    ... rules: [build -> permit]
    ... preferences: {council: {statements: [build]}, builder: {statements: [build, permit]}}
    ... ''')
    >>> [option.id for option in case.options], str(case.rules[0].that)
    (['permit', 'build'], 'build -> permit')
    >>> try:
    ...     loads("winset: 1\ntitle: T\nparties: {a: A}\noptions: {a: {build: Build}}\nrules: [bild]")
    ... except CaseError as error:
    ...     print(*error.problems[-1:])
    case.yaml:5:9: unknown option "bild" (did you mean "build"?)
        rules: [bild]
                ^
    """
    return _read(text, name, None)


def check(path: str | Path, max_outcomes: int | None = None) -> Check:
    """Every problem of a case file, or what the case contains; nothing is raised for bad input."""
    return _check(lambda: load(path), str(path), max_outcomes)


def check_text(
    text: str, file: Path, max_outcomes: int | None = None, beside: Mapping[str, str] | None = None
) -> Check:
    """As `check`, for a text that stands in a file, or is to.

    `beside` are texts, by their paths in the file's folder, to be read instead of the reports and ledgers there.
    """
    return _check(lambda: _read(text, str(file), file, beside), str(file), max_outcomes)


def _check(read: Callable[[], Case], name: str, max_outcomes: int | None) -> Check:
    try:
        case = read()
    except InputError as error:
        return Check(name, error.problems, None, {})
    except SizeError as error:
        return Check(name, (Problem(str(error), name),), None, {})
    return checked(case, str(case.path), max_outcomes)


def _read(text: str, name: str, file: Path | None, beside: Mapping[str, str] | None = None) -> Case:
    from winset.case.assembling.assembly import assemble
    from winset.case.evidence.sources import read_archive
    from winset.case.yaml.shape import read_document

    notebook = Notebook(Source.of(text.removeprefix("\ufeff"), name))
    document = read_document(notebook)
    archive = read_archive(document.reports, file.parent if file else None, notebook, beside)
    return assemble(document, notebook, archive, file)


def locate(path: Path) -> Path:
    """The case file a path means: itself, or `case.yaml` in a folder; CaseError where there is none."""
    if path.is_dir():
        file = path / CASE_FILE
        if not file.exists():
            others = sorted(one.name for one in path.glob("*.y*ml"))[:3]
            hint = (
                f"it has {', '.join(others)}"
                if others
                else "a case is a folder with case.yaml, or one YAML file"
            )
            raise CaseError([Problem(f"this folder has no {CASE_FILE}", str(path), hint=hint)])
        return file
    if not path.exists():
        raise CaseError([Problem("there is no such file", str(path), hint=_neighbour(path))])
    return path


def _neighbour(path: Path) -> str | None:
    try:
        return suggestion(path.name, [one.name for one in path.parent.iterdir()])
    except OSError:
        return None


def read_text(file: Path) -> str:
    """The text of a file as UTF-8; CaseError where it cannot be read, is too long or is not text."""
    try:
        with file.open("rb") as opened:
            return decoded(opened.read(MAX_BYTES + 1), str(file))
    except OSError as error:
        raise CaseError([Problem(f"cannot be read: {error.strerror}", str(file))]) from None


def decoded(content: bytes, name: str) -> str:
    """The text of at most `MAX_BYTES` bytes of UTF-8, which `name` stands for; CaseError otherwise."""
    if len(content) > MAX_BYTES:
        raise CaseError([Problem(f"the file is too long: a case has at most {MAX_BYTES:,} bytes", name)])
    try:
        if b"\0" in content:
            raise CaseError([Problem("not a text file", name, hint="a case is YAML text in UTF-8")])
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 text: byte {content[error.start]:#04x}"
        raise CaseError([Problem(message, name, line, hint="save the file as UTF-8")]) from None
