"""`winset serve`: the workbench, in a browser."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.asking import CASE, with_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from winset.workbench.server.guard import Access
    from winset.workbench.server.room import Room
    from winset.workbench.versions.desk import Desk

PORT = 8765


@click.option(
    "--port", type=click.IntRange(1, 65535), help=f"The port to listen on; else the first free from {PORT}."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--password",
    is_flag=False,
    flag_value="",
    metavar="WORD",
    envvar="WINSET_PASSWORD",
    help="Ask for a password; without WORD it is read from the terminal.",
)
@click.option("--trust-header", metavar="NAME", help="Let in whom a reverse proxy names in this header.")
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
def serve(
    case: str, port: int | None, host: str, password: str | None, trust_header: str | None, no_open: bool
) -> None:  # fmt: skip
    r"""Open the workbench: report, case and answers in a browser.

    Every change is a scratch version until you keep it, and keeping writes only the changed lines. Bundled
    and new cases are kept in a folder of their own where you started it. Needs the extra `workbench`.

    \b
    winset serve gaza-isf
    winset serve my-case/
    """
    if password == "":
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    gc.disable()  # until the server has settled: what is loaded stays, and to look through it costs a fifth of the start
    opened = _opener(case)
    try:
        from winset.workbench.server.app import free_port
        from winset.workbench.server.app import serve as run
    except ModuleNotFoundError as error:
        from winset.errors import WinsetError

        raise WinsetError(f"the workbench needs {error.name}: pip install 'winset[workbench]'") from None
    from winset.workbench.server.guard import Access, is_loopback

    if not is_loopback(host):
        _beyond(host, password, trust_header)
    free = free_port(host, PORT) if port is None else free_port(host, port, tries=1)
    access = Access(host, free, password, trust_header)
    run(access, partial(_furnished, opened, Path.cwd()), partial(_tell, access, no_open))


def _opener(case: str) -> partial[Desk]:
    """How a tab opens the case; complaints about what is not there come at once."""
    from winset.case import catalogue
    from winset.case.files import locate
    from winset.errors import CaseError, Problem, suggestion

    path = Path(case)
    if not path.exists() and case in catalogue.names():
        return partial(_opened, catalogue.folder_of(case), Path.cwd() / case)
    if not path.exists():
        hint = suggestion(case, catalogue.names()) or "`winset cases` lists the bundled ones"
        raise CaseError([Problem("no such file, folder or bundled case", case, hint=hint)])
    if path.suffix.lower() == ".gmcr":
        hint = "make a case of it with `winset convert`, or import it from the workbench"
        raise CaseError([Problem("the workbench opens Winset's own files", case, hint=hint)])
    return partial(_opened, locate(path))


def _opened(path: Path, home: Path | None = None) -> Desk:
    from winset.workbench.versions.desk import Desk

    return Desk.open(path, home)


def _furnished(opened: Callable[[], Desk], home: Path) -> Room:
    """The room of a run, its first case answered."""
    from winset.workbench.server.room import Room

    room = Room(opened, home)
    room.prepare()
    return room


def _beyond(host: str, password: str | None, trusted: str | None) -> None:
    """What listening beyond this computer asks for, and what it means."""
    if password is None and trusted is None:
        raise click.UsageError(
            f"--host {host} lets other computers in: add --password, or --trust-header NAME behind a reverse proxy"
        )
    if trusted is not None:
        said = (
            f"whoever can reach port and address directly can forge {trusted}: let only the proxy reach them"
        )
    else:
        said = "whoever has the password can read and change the case; without TLS it crosses the network unencrypted"
    click.echo(f"Listening on {host}: {said}.", err=True)


def _tell(access: Access, no_open: bool) -> None:
    click.echo(f"The workbench is at {access.address}\nCtrl-C ends it.")
    if not no_open:
        import webbrowser

        webbrowser.open(access.address)


command = with_parameters(serve, CASE, ())
