"""The program: which commands there are, how they are found, and what every ending means.

A command is one module of `winset.cli.commands` whose `command` is a click command; naming it in `SECTIONS`
adds it. Modules are imported when their command is asked for, and import the analyses only when run, so that
help is instant.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from winset.cli import letters
from winset.errors import ArgumentError, WinsetError, suggestion
from winset.version import __version__

SECTIONS = {
    "Begin": ("brief", "serve", "cases", "example", "check"),
    "Read": ("read", "claims", "draft"),
    "Ask": (
        "stability",
        "why",
        "paths",
        "deals",
        "why-not",
        "unlock",
        "inverse",
        "misperception",
        "power",
        "forecast",
    ),
    "Be sure": ("robustness", "influence", "withdraw", "diff", "score"),
    "Files": ("convert", "export", "schema", "mcp", "version"),
}

WELCOME = """\
Winset says what would hold in a negotiation or a dispute, who could stop it, and what that rests on.

  winset brief gaza-isf               read the brief of a bundled case
  winset cases                        see the other bundled cases
  winset example gaza-isf > my.yaml   take one as the start of your own, and edit it
  winset draft report.txt -o my-case  or have one proposed from a news report
  winset check my.yaml                see whether it is sound
  winset brief my.yaml -o brief.html  write its brief as one page to send

winset --help lists every command.
"""

# What each ending means to whatever called the program.
DONE, BAD_INPUT, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130


class NoReaderError(Exception):
    """Whoever read the output has gone; to be told from bad input, as which click would report it."""


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise NoReaderError from None


class Program(click.Group):
    """The group of all commands, each imported when first asked for."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        """Read the arguments, and print the help if they ask for it."""
        with _while_somebody_reads():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _while_somebody_reads():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the sections."""
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"winset.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command the arguments name, or a usage error that suggests one."""
        if args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            hint = suggestion(args[0], self.list_commands(ctx))
            ctx.fail(f"no command {args[0]!r}" + (f" ({hint})" if hint else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by section, each with the first line of its help."""
        for section, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(section):
                formatter.write_dl(
                    [(name, c.get_short_help_str(90)) for name, c in commands if c is not None]
                )


@click.command(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="CASE is a file, a folder with case.yaml, a bundled name (see `winset cases`), a .gmcr file, or -"
    " for standard input. Exit codes: 0 done, 1 the input has problems, 2 wrong usage, 130 interrupted.",
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """What will hold in a negotiation or a dispute, who can block it, and what that rests on."""
    if ctx.invoked_subcommand is None:
        click.echo(WELCOME, nl=False)


def run(arguments: Sequence[str]) -> int:
    """Run the program on arguments and return its exit code; complaints go to standard error."""
    _ready_streams()
    try:
        value = program.main(list(arguments), prog_name="winset", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, NoReaderError):
        _drop_output()
        return DONE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as error:  # what has a file's name is refused where it is read or written
        _drop_output()
        return _refuse(WinsetError(f"{error.filename or 'standard output'}: {error.strerror or error}"))
    except (click.ClickException, WinsetError, MemoryError) as error:
        return _refuse(error)
    return value if isinstance(value, int) else DONE


def _ready_streams() -> None:
    """A stream that was closed takes everything; a sign the terminal lacks does not stop an answer."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open to the end)
        elif isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors=letters.NAME)


def _drop_output() -> None:
    """Let the interpreter's own last flush go nowhere, not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _refuse(error: Exception) -> int:
    """Say why on standard error; the exit code tells wrong usage from bad input."""
    if isinstance(error, click.ClickException):
        error.show()
    else:
        from winset.show.tables import plain

        text = str(error) if isinstance(error, WinsetError) else "not enough memory (see --max-outcomes)"
        click.echo(plain(text), err=True)
    return BAD_USAGE if isinstance(error, click.UsageError | ArgumentError) else BAD_INPUT
