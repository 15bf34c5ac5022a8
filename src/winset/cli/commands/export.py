"""`winset export`: a case as another program's file."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import CASE, FILE, with_parameters


def export(case: str, output: Path | None) -> None:
    r"""Write a case as a .gmcr file, for GMCR+ and gmcr-py.

    What does not fit is listed on standard error.

    \b
    winset export garrison -o garrison.gmcr
    """
    from winset.case.foreign.gmcr import write_gmcr
    from winset.cli.sources import open_case
    from winset.cli.writing import write_text

    text, left_out = write_gmcr(open_case(case))
    write_text(text, output)
    for what in left_out:
        click.echo(f"left out: {what}", err=True)


command = with_parameters(export, CASE, (FILE,))
