"""The documents are true: shell examples are run, cases shown are loaded, links lead somewhere.

Python examples (`>>>`) run as doctests of the pages themselves. In a `console` block every line that begins
with `$ winset` is run, and what stands below it must be what it prints (`...` for what is left out). A mark
`<!-- file: NAME -->` before a block writes the block to NAME first; where NAME is a case that exists, its
parts replace those that begin with the same word.
"""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import matplotlib
import pytest
from matplotlib.image import imread

import winset
from cli_reference import reference
from winset.analysis.stability import CONCEPTS
from winset.cli.program import run

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]}
FENCE = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)


def text(page: str) -> str:
    return PAGES[page].read_text(encoding="utf-8")


def blocks(page: str, kind: str) -> list[str]:
    return [found["body"] for found in FENCE.finditer(text(page)) if found["kind"] == kind]


def sections(case: str) -> dict[str, str]:
    """The top-level parts of a case by the word they begin with, in their order."""
    parts = re.split(r"^(?=[a-z_]+:)", case, flags=re.MULTILINE)
    return {part.split(":", 1)[0]: part.rstrip("\n") + "\n" for part in parts if part.strip()}


def replaced(case: str, fragment: str) -> str:
    """A case with the parts of a fragment in place of, or after, its own."""
    return "".join({**sections(case), **sections(fragment)}.values())


def write(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".yaml" and path.exists():
        body = replaced(path.read_text(encoding="utf-8"), body)
    path.write_text(body, encoding="utf-8")


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output shown below it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


def ask(command: str, capfd: pytest.CaptureFixture[str]) -> str:
    """What a winset command prints, its complaints included; `> FILE` at the end writes it there instead."""
    words = shlex.split(command)
    assert words[0] == "winset", command
    target = Path(words[-1]) if ">" in words else None
    run(words[1 : words.index(">")] if target else words[1:])
    printed = capfd.readouterr()
    if target:
        target.write_text(printed.out, encoding="utf-8")
        return printed.err
    return printed.err + printed.out


@pytest.mark.parametrize("page", PAGES)
def test_shell_examples_print_what_the_page_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    checker = doctest.OutputChecker()
    for found in FENCE.finditer(text(page)):
        if found["file"]:
            write(tmp_path / found["file"], found["body"])
        if found["kind"] == "console":
            for command, shown in commands(found["body"]):
                printed = ask(command, capfd)
                same = checker.check_output(shown.rstrip() + "\n", printed.rstrip() + "\n", doctest.ELLIPSIS)
                assert same, f"{command}\n--- prints\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text(page)):
        if not target.startswith(("https:", "mailto:")):
            assert (PAGES[page].parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_pictures_are_what_their_command_draws(page: str, tmp_path: Path) -> None:
    """Byte for byte under the Matplotlib that drew them; under another one, the same picture in size."""
    for command, target in re.findall(r"<!-- drawn by: winset (.+) -o (\S+) -->", text(page)):
        drawn, kept = tmp_path / "picture.png", ROOT / target
        run([*shlex.split(command), "-o", str(drawn)])
        if matplotlib.__version__.encode() in kept.read_bytes()[:300]:
            assert drawn.read_bytes() == kept.read_bytes(), f"draw it again: winset {command} -o {target}"
        else:
            height, width = imread(kept).shape[:2]
            assert imread(drawn).shape[:2] == pytest.approx((height, width), rel=0.05)


@pytest.mark.parametrize("block", [b for b in blocks("case-format.md", "yaml") if b.startswith("winset:")])
def test_whole_cases_of_the_format_page_load(block: str) -> None:
    assert winset.loads(block).title


@pytest.mark.parametrize(
    "block", [b for b in blocks("case-format.md", "yaml") if not b.startswith("winset:")]
)
def test_parts_of_the_format_page_fit_the_bundled_case(block: str, tmp_path: Path) -> None:
    bypass = ROOT / "src" / "winset" / "library" / "bypass"
    for report in (bypass / "reports").iterdir():
        write(tmp_path / "reports" / report.name, report.read_text(encoding="utf-8"))
    whole = replaced((bypass / "case.yaml").read_text(encoding="utf-8"), block)
    write(tmp_path / "case.yaml", whole)
    assert winset.load(tmp_path).title == "The bypass"


def test_the_tutorial_ends_with_the_bundled_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for found in FENCE.finditer(text("tutorial.md")):
        if found["file"]:
            write(tmp_path / found["file"], found["body"])
    mine, bundled = winset.load(tmp_path / "bypass.yaml"), winset.example("bypass")
    assert winset.stability(mine).findings() == winset.stability(bundled).findings()


def test_the_reference_of_commands_is_what_help_prints() -> None:
    page = text("cli.md")
    assert reference(page) == page, "write it again: python tests/cli_reference.py"


def test_every_public_name_is_in_the_api_page() -> None:
    page = text("api.md")
    missing = [name for name in winset.__all__ if f"`{name}" not in page and f"`winset.{name}" not in page]
    assert not missing


def test_methods_and_glossary_name_every_concept() -> None:
    for page in ("methods.md", "glossary.md"):
        for concept in CONCEPTS:
            assert concept in text(page), (page, concept)


def test_the_glossary_has_one_line_for_each_word() -> None:
    words = re.findall(r"^\| \*\*([^*]+)\*\* \|", text("glossary.md"), flags=re.MULTILINE)
    assert len(words) == len(set(words))
    basic = "party option level outcome move improvement sanction stable equilibrium coalition fallback"
    assert {*basic.split(), "win-set", "zone of agreement", "claim", "report", "case", "game"} <= set(words)
