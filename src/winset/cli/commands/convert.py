"""`winset convert`: any case, another program's file included, as a case file of Winset's own."""

from __future__ import annotations

from pathlib import Path

from winset.cli.asking import CASE, FILE, with_parameters


def convert(case: str, output: Path | None) -> None:
    r"""Write any case, .gmcr files included, as a case file.

    Comments are not part of a case and stay behind.

    \b
    winset convert model.gmcr -o model.yaml
    """
    from winset.case.yaml.dumping import dump
    from winset.cli.sources import open_case
    from winset.cli.writing import write_text

    write_text(dump(open_case(case)), output)


command = with_parameters(convert, CASE, (FILE,))
