"""The command line: each command loads a case, asks one question of it, and shows the answer."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `winset` on the process's own arguments and exit with the code the program ends with."""
    try:
        from winset.cli.program import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
