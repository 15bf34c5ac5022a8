"""What every analysis command shares: a CASE to ask, the forms its answer can take, and where that goes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from winset.analysis.result import Result

Ask = Callable[..., "Result"]


class CaseName(click.ParamType[str]):
    """A file, a folder, a bundled name or `-`; completes bundled names and files."""

    name = "case"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Bundled names that begin so, then whatever files the shell finds."""
        from winset.case.catalogue import names

        bundled = [CompletionItem(name) for name in names() if name.startswith(incomplete)]
        return [*bundled, CompletionItem(incomplete, type="file")]


class BundledName(click.ParamType[str]):
    """The name of a bundled case."""

    name = "name"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Bundled names that begin so."""
        from winset.case.catalogue import names

        return [CompletionItem(name) for name in names() if name.startswith(incomplete)]


class ConceptName(click.ParamType[str]):
    """A stability concept; completes the known ones, the analysis itself says which are unknown."""

    name = "concept"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Concepts that begin so."""
        from winset.analysis.concepts import NAMES

        return [CompletionItem(name) for name in NAMES if name.startswith(incomplete)]


CASE = click.Argument(["case"], metavar="CASE", type=CaseName())
OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE, whole or not at all; its ending says how: txt, json, csv, md, html, docx, svg, png, pdf.",
)
FILE = click.Option(
    ["-o", "--output"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE, whole or not at all; else to standard output.",
)
JSON = click.Option(["--json", "form"], flag_value="json", default=None, help="The answer as JSON.")
CSV = click.Option(["--csv", "form"], flag_value="csv", default=None, help="The main table as CSV.")
WHOLE = click.option("--all", "whole", is_flag=True, help="Every row, as tables.")
LIMIT = click.Option(
    ["--max-outcomes"],
    type=click.IntRange(min=1),
    metavar="N",
    show_default=False,
    help="Refuse a case of more than N combinations.",
)


def analysis_command(ask: Ask) -> click.Command:
    """A command from a function that takes a case (and its own options by name) and returns a result.

    The function receives `case` loaded and, if `--max-outcomes` is given, built within that limit; the
    result is shown as `--json`, `--csv` or the ending of `-o FILE` says; otherwise in words or tables, and
    where the command has `WHOLE` and that is given, all of it in tables.
    """

    @functools.wraps(ask)
    def command(
        case: str, form: str | None, output: Path | None, max_outcomes: int | None, **options: Any
    ) -> None:
        from winset.cli.sources import open_case
        from winset.cli.writing import write_answer

        whole = options.pop("whole", False)
        write_answer(ask(open_case(case, max_outcomes), **options), form, output, whole)

    return with_parameters(command, CASE, (JSON, CSV, OUTPUT, LIMIT))


def with_parameters(
    function: Callable[..., int | None], first: click.Parameter | None, last: Sequence[click.Parameter]
) -> click.Command:
    """A command whose own options stand between its first parameter and the ones it shares."""
    made = click.command()(function)
    made.help = (made.help or "").replace(
        r"\b", "\b"
    )  # click's mark for lines to keep, as a raw docstring has it
    made.params = [*filter(None, [first]), *made.params, *last]
    return made
