"""The command line: each command loads a case, asks one question of it, and shows the answer."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

YOUNG = 50_000
"""Objects made between two looks for garbage: one answer makes little, and looking takes a twelfth of its time."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `winset` on arguments, the process's own by default, and exit with the code it ends with."""
    gc.set_threshold(YOUNG)
    try:
        from winset.cli.program import run

        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
