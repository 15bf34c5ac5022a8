"""`winset version`: this program, and what it stands on."""

from __future__ import annotations

import platform

import click

from winset.version import __version__

FOUNDATIONS = ("numpy", "PyYAML", "pydantic", "click", "rich", "jinja2", "matplotlib", "networkx")


@click.command()
def command() -> None:
    """Print the versions of Winset and of what it stands on."""
    from importlib.metadata import version

    click.echo(f"winset {__version__}")
    click.echo(f"python {platform.python_version()}, {platform.system().lower()} {platform.machine()}")
    for package in FOUNDATIONS:
        click.echo(f"{package} {version(package)}")
