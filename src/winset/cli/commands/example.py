"""`winset example`: a bundled case, to start one's own from."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import BundledName, with_parameters


def example(name: str, output: Path | None) -> None:
    r"""Print or copy a bundled case, to start your own from.

    As its author wrote it, comments and all. Printed, it comes without the reports it cites; copied to a
    folder, with them.

    \b
    winset example gaza-isf > my.yaml
    winset example gaza-isf -o my-case
    """
    from winset.case.catalogue import copy, text_of
    from winset.cli.writing import write_text

    if output is None or output.suffix or (output.exists() and not output.is_dir()):
        write_text(text_of(name), output)
    else:
        click.echo(f"{copy(name, output)} and the reports it cites", err=True)


NAME = click.Argument(["name"], metavar="NAME", type=BundledName())
OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Copy the case and its reports into FOLDER, new or empty; a name with an ending is a file.",
)
command = with_parameters(example, NAME, (OUTPUT,))
