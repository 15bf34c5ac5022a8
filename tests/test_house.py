"""The house itself: rooms import one way, the public names are what they say, start-up stays light."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import winset

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "winset"
ROOMS = ["errors", "version", "game", "reading", "case", "analysis", "show", "workbench", "cli"]
HEAVY = {"numpy", "scipy", "numba", "matplotlib", "networkx", "pydantic", "rich", "yaml", "jinja2", "pysat"}
FROM_READING = {"winset.reading.ledger", "winset.reading.likelihood"}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def imported(path: Path) -> set[str]:
    """Every module of the package named in an import anywhere in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {str(node.module)}
    return {name for name in names if name.split(".")[0] == "winset" and name != "winset"}


def room_of(name: str) -> str:
    return name.split(".")[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    own = path.relative_to(SOURCE).with_suffix("").parts[0]
    assert own in ROOMS, f"{path} stands in no room"
    for name in imported(path):
        assert ROOMS.index(room_of(name)) <= ROOMS.index(own), f"{own} imports {name}, which stands after it"
        if own == "case" and room_of(name) == "reading":
            assert name in FROM_READING, f"case takes {name}; it may take the claim and the scale only"


def test_public_names_exist_and_say_what_they_are() -> None:
    for name in winset.__all__:
        thing = getattr(winset, name)
        assert name == "__version__" or (thing.__doc__ or "").strip(), f"winset.{name} has no docstring"


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'stabilty'"):
        winset.stabilty  # noqa: B018


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {line.split(".")[0] for line in done.stderr.split()}


@pytest.mark.parametrize(
    "code",
    ["import winset", "from winset.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"],
    ids=["import winset", "winset --help"],
)
def test_start_up_imports_nothing_heavy(code: str) -> None:
    assert not loaded_by(code) & HEAVY


def test_no_room_is_named_after_nothing() -> None:
    assert not [path for path in modules() if path.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_every_module_can_be_imported_and_has_a_docstring() -> None:
    for path in modules():
        if path.stem == "__main__":
            continue
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
        assert module.__doc__, f"{path} has no docstring"


def test_the_checkout_speaks_of_no_machine() -> None:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    marks = [f"/{word}/".encode() for word in ("work", "root", "farm")] + [b"pypi" + b".org"]
    for name in filter(None, listing.decode().split("\0")):
        file = ROOT / name
        content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        assert not any(mark in content for mark in marks), f"{name} names a path or an address"


def test_the_architecture_page_is_true() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert re.findall(r"`(\w+)`", "".join(rows)) == ROOMS
    for named in re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", page):
        homes = (SOURCE / named, SOURCE.parent / named, ROOT / named)
        assert any(home.exists() for home in homes), f"ARCHITECTURE.md names {named}, which is not there"
