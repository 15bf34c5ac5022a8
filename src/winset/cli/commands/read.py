"""`winset read`: what a report claims, on whose word, how firmly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.asking import CSV, JSON, CaseName, with_parameters
from winset.cli.reports import Origin, holds_many, open_page, pages, read_page

if TYPE_CHECKING:
    from winset.errors import Problem
    from winset.reading.collection import Collection, Progress
    from winset.reading.pages import Page


@click.option("--into", metavar="CASE", type=CaseName(), help="Add the report and its claims to a case file.")
@click.option(
    "--as", "name", metavar="ID", help="The report's id in the case; else made from its file's name."
)
@click.option("--replace", is_flag=True, help="With --into: take this text in place of the one the case has.")
@click.option(
    "--ledger", type=click.Path(path_type=Path), metavar="FILE", help="Collect many reports in FILE (SQLite)."
)
@click.option("--outlet", metavar="NAME", help="Who published it, where the page does not say.")
@click.option(
    "--published", metavar="DATE", help="The day it appeared, as in 2026-01-22; times are counted from it."
)
@click.option(
    "--scale", metavar="SCALE", help="The scale of likelihood words: measured, icd203, ipcc, kent or phia."
)
def read(reports: tuple[str, ...], form: str | None, output: Path | None, **options: Any) -> int | None:
    r"""Read what a report claims, on whose word, and how firmly.

    REPORT is a file of text or HTML, or - for standard input; of many, also folders and JSON Lines (objects
    with text, and url, date, outlet if known). Nothing leaves this machine.

    \b
    winset read davos.txt
    winset read davos.txt --into my-case
    winset read news/ wires.jsonl --ledger all.sqlite
    """
    fitting(reports, form or output, options)
    origin = Origin(options["outlet"], options["published"], options["scale"])
    if options["ledger"] is not None:
        return collect(reports, options["ledger"], origin)
    if options["into"] is not None:
        for report in reports:
            read_into(report, options, origin)
        return None
    return show(reports, form, output, origin)


def fitting(reports: Sequence[str], shown: object, options: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    into, ledger = options["into"] is not None, options["ledger"] is not None
    if into and ledger:
        raise click.UsageError(
            "--into puts reports into a case, --ledger into a collection: give one of them"
        )
    if (into or ledger) and shown:
        raise click.UsageError("--json, --csv and -o are for showing claims: leave out --into and --ledger")
    if not into and (options["name"] or options["replace"]):
        raise click.UsageError("--as and --replace go with --into CASE")
    if options["name"] and len(reports) > 1:
        raise click.UsageError("--as names one report; read the others by themselves")


def show(reports: Sequence[str], form: str | None, output: Path | None, origin: Origin) -> int | None:
    """Show the claims of each report; one by one, so that memory does not grow with their number."""
    from winset.cli.writing import write_answer

    if len(reports) == 1 and not holds_many(reports[0]):
        write_answer(answer(reports[0], open_page(reports[0]), origin), form, output)
        return None
    problems: list[Problem] = []
    for name, page in pages(reports):
        if isinstance(page, Exception):
            problems += page.problems
        elif output is not None:
            raise click.UsageError("-o takes one report (collect many with --ledger FILE.sqlite)")
        else:
            write_answer(answer(name, page, origin), form, None)
    return complain(problems)


def answer(name: str, page: Page, origin: Origin) -> Any:
    """The claims of a page, to be shown."""
    from winset.show.claims import ClaimList, Listed, ledger_title

    reading = read_page(page, origin)
    listed = tuple(Listed(claim.id, claim) for claim in reading.ledger.claims)
    return ClaimList(ledger_title(name, reading.ledger), listed, reading.to_dict(), reading.table())


def complain(problems: Sequence[Problem]) -> int | None:
    """Name what could not be read on standard error; the exit code where there was any."""
    from winset.cli.program import BAD_INPUT
    from winset.show.tables import plain

    for problem in problems:
        click.echo(plain(str(problem)), err=True)
    return BAD_INPUT if problems else None


def read_into(report: str, options: dict[str, Any], origin: Origin) -> None:
    """Read a report into a case, and say what was added and what was lost."""
    from winset.cli.shelving import shelve
    from winset.show.tables import plain

    done = shelve(options["into"], report, options["name"], origin, replace=options["replace"])
    click.echo(plain(done))


def collect(reports: Sequence[str], file: Path, origin: Origin) -> int | None:
    """Read many reports into a collection, with progress on a terminal, and name what could not be read."""
    from winset.cli.reports import must_be_collection
    from winset.reading.collection import Collection
    from winset.reading.likelihood import DEFAULT

    must_be_collection(file)
    if origin.outlet or origin.published:
        raise click.UsageError("--outlet and --published are for one report; JSON Lines give each its own")
    with Collection(file, origin.scale or DEFAULT) as collection:
        done = watched(collection, reports)
        problems = collection.problems()
        kept = len(collection)
    click.echo(
        f"{file}: {done.read:,} read, {done.unchanged:,} there already, {done.bad:,} not readable; {kept:,} reports"
    )
    return complain(problems if done.bad else ())


def watched(collection: Collection, reports: Sequence[str]) -> Progress:
    """Read the reports, showing on a terminal how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if not console.is_terminal:
        return collection.read(reports)
    columns = (BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(done: Progress) -> None:
            words = f"{done.read:,} read, {done.unchanged:,} there already, {done.bad:,} not readable"
            bar.update(task, description=words)

        return collection.read(reports, tell)


REPORTS = click.Argument(["reports"], metavar="REPORT...", nargs=-1, required=True)
OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE; its ending says how: txt, json, csv, md, html.",
)
command = with_parameters(read, REPORTS, (JSON, CSV, OUTPUT))
