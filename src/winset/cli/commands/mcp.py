"""`winset mcp`: Winset's questions for an assistant, by the Model Context Protocol."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from winset.errors import WinsetError
from winset.version import __version__

INSTRUCTIONS = """\
Winset analyses negotiations and disputes: which outcomes would hold, who could stop them, which deals are possible, and
what that rests on. Cases are YAML files in one folder; claims are what reports say, on whose word and how firmly.
Findings follow from a model somebody wrote: say so, and name the claims they rest on."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    r"""Offer reading and analysis to an assistant (Model Context Protocol).

    Over standard input and output; the assistant's program starts it. The tools read, check, stability, paths,
    deals and claims see FOLDER and the bundled cases, nothing else, and write nothing.

    \b
    winset mcp my-cases
    """
    from winset.cli.tools import Desk

    server_class, tool_error = protocol()
    server = server_class("winset", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    for tool in Desk(folder.resolve()).tools():
        server.add_tool(_refusing(tool, tool_error), description=" ".join((tool.__doc__ or "").split()))
    server.run()


def protocol() -> tuple[Any, type[Exception]]:
    """The server and the error of the mcp package; WinsetError where it is not installed."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        raise WinsetError(
            "the mcp package, version 2 or later, is not installed here: pip install 'winset[mcp]'"
        ) from None
    return MCPServer, ToolError


def _refusing(
    tool: Callable[..., dict[str, Any]], tool_error: type[Exception]
) -> Callable[..., dict[str, Any]]:
    """A tool whose refusals reach the assistant in Winset's own words."""

    @functools.wraps(tool)
    def refusing(*given: Any, **more: Any) -> dict[str, Any]:
        try:
            return tool(*given, **more)
        except WinsetError as error:
            raise tool_error(str(error)) from None

    return refusing
