"""The command line: each command loads a case, asks one question of it, and shows the answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `winset` on arguments, the process's own by default, and exit with the code it ends with."""
    try:
        from winset.cli.program import run

        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
