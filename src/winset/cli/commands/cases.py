"""`winset cases`: the bundled cases."""

from __future__ import annotations

import json

import click

from winset.analysis.result import Table


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def command(as_json: bool) -> None:
    r"""List the bundled cases; their names stand wherever a CASE is asked for."""
    from winset.case.catalogue import titles
    from winset.cli.writing import print_answer

    found = titles()
    if as_json:
        click.echo(
            json.dumps(
                [{"name": name, "title": title} for name, title in found.items()],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        print_answer([Table("", ("name", "what it is about"), tuple(found.items()))])
