"""`winset example`: the text of a bundled case, to start one's own from."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import OUTPUT, BundledName, with_parameters


def example(name: str, output: Path | None) -> None:
    r"""Print a bundled case, to start your own from.

    As its author wrote it, comments and all; the reports it cites stay behind.

    \b
    winset example gaza-isf > my.yaml
    """
    from winset.case.catalogue import text_of
    from winset.cli.writing import write_text

    write_text(text_of(name), output)


NAME = click.Argument(["name"], metavar="NAME", type=BundledName())
command = with_parameters(example, NAME, (OUTPUT,))
