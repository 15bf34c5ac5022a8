"""The command reference in docs/cli.md, kept equal to what `--help` prints.

`python tests/cli_reference.py` writes the page again: help texts as they are now, and a section for every
command that has none yet. What stands around the help texts is written by hand and stays.
"""

from __future__ import annotations

import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from winset.cli.program import SECTIONS, run

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
BLOCK = re.compile(r"(?<=```console\n)\$ winset (\S+) --help\n.*?(?=```)", re.DOTALL)
WIDTH = {"COLUMNS": "100", "NO_COLOR": "1"}


def reference(page: str) -> str:
    """The page with the help texts of today."""
    commands = [name for names in SECTIONS.values() for name in names]
    missing = [name for name in commands if f"$ winset {name} --help" not in page]
    page += "".join(f"\n### winset {name}\n\n```console\n$ winset {name} --help\n```\n" for name in missing)
    return BLOCK.sub(lambda found: f"$ winset {found[1]} --help\n{help_of(found[1])}", page)


def help_of(command: str) -> str:
    """What `winset COMMAND --help` prints on a terminal 100 columns wide."""
    with patch.dict(os.environ, WIDTH), redirect_stdout(StringIO()) as printed:
        run([command, "--help"])
    return printed.getvalue().rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
