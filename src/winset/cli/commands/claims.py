"""`winset claims`: the claims behind a case, or in a collection; confirmed, edited, rejected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from winset.cli.asking import CSV, JSON, CaseName, with_parameters
from winset.cli.reports import is_collection

ACTIONS = ("confirm", "reject", "edit")


class StatusName(click.ParamType[str]):
    """A status or a review state; completes the known ones and refuses others."""

    def __init__(self, name: str):
        self.name = name

    def words(self) -> tuple[str, ...]:
        """The words there are."""
        from winset.reading.review import REVIEWS, STATUSES

        return STATUSES if self.name == "status" else REVIEWS

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, if it is one."""
        if value not in self.words():
            self.fail(f'"{value}" is none of {", ".join(self.words())}', param, ctx)
        return str(value)


@click.argument("action", metavar="[confirm|reject|edit]", required=False)
@click.argument("claims", metavar="[CLAIM]...", nargs=-1)
@click.option(
    "--about", metavar="WORDS", help="Only claims that speak of all these words, or name these actors."
)
@click.option(
    "--source", metavar="WORDS", help="Only claims on the word of such a source, as in unnamed or minister."
)
@click.option(
    "--status", type=StatusName("status"), metavar="STATUS", help="Only claims of this status, as in planned."
)
@click.option(
    "--review",
    type=StatusName("review"),
    metavar="STATE",
    help="Only machine, confirmed, edited or rejected.",
)
@click.option("--report", metavar="ID", help="Only the claims of this report.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    metavar="N",
    help="At most N claims of a collection.",
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="KEY=VALUE",
    help="With edit: status, commitment, polarity, likelihood, source, descriptor or words.",
)
def claims(
    case: str,
    action: str | None,
    claims: tuple[str, ...],
    form: str | None,
    output: Path | None,
    **options: Any,
) -> None:
    r"""List the claims behind a case, or confirm, reject or edit some.

    What you touch is kept when the report is read again. CASE may also be a collection made by
    `winset read --ledger`, which is searched by its words.

    \b
    winset claims my-case --about troops --source unnamed
    winset claims my-case confirm davos#c7 davos#c8
    winset claims my-case edit davos#c7 --set status=planned --set likelihood=likely
    winset claims all.sqlite --about "ceasefire talks"
    """
    from winset.cli.ledgers import changed, listing, without_ledger
    from winset.cli.writing import write_answer
    from winset.show.tables import plain

    if action is None:
        if options["changes"]:
            raise click.UsageError(
                "--set goes with edit, as in: winset claims CASE edit davos#c7 --set status=done"
            )
        write_answer(listing(case, is_collection(case), options), form, output)
        for line in () if is_collection(case) else without_ledger(case, options["report"]):
            click.echo(plain(line), err=True)
        return
    if action not in ACTIONS:
        raise click.UsageError(f'"{action}" is none of {", ".join(ACTIONS)}')
    if not claims:
        raise click.UsageError(f"name the claims to {action}, as in: winset claims {case} {action} davos#c7")
    if (action == "edit") != bool(options["changes"]):
        raise click.UsageError("edit takes what to change as --set KEY=VALUE, and only edit does")
    for line in changed(case, action, claims, options["changes"]):
        click.echo(plain(line))


CASE = click.Argument(["case"], metavar="CASE", type=CaseName())
OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE; its ending says how: txt, json, csv, md, html.",
)
command = with_parameters(claims, CASE, (JSON, CSV, OUTPUT))
