"""`winset power`: how often a member's vote decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.asking import CSV, JSON, LIMIT, OUTPUT, CaseName, with_parameters

if TYPE_CHECKING:
    from winset.analysis.power import Power

CASE_OR_NONE = click.Argument(["case"], metavar="[CASE]", type=CaseName(), required=False)


@click.option(
    "-m", "--member", "members", multiple=True, metavar="NAME=WEIGHT",
    help="A member and its weight; as many weights as quotas, with commas between.",
)  # fmt: skip
@click.option(
    "-q", "--quota", "quotas", multiple=True, type=float, metavar="NUMBER", help="The weight needed."
)
@click.option("--veto", "vetoes", multiple=True, metavar="NAME", help="A member without whom nothing passes.")
@click.option("--chair", metavar="NAME", help="Who decides, under a majority, when votes are split in half.")
def power(
    case: str | None, form: str | None, output: Path | None, max_outcomes: int | None, **body: Any
) -> None:
    r"""Count how often a member's vote decides, exactly.

    Shapley-Shubik, Banzhaf and Coleman. Of the bodies that ratify in CASE, on the case's own outcomes too;
    or of a body given member by member.

    \b
    winset power bypass
    winset power -m north=4 -m south=3 -m east=2 -q 6 --veto north
    winset power -m de=10,1 -m fr=10,1 -m lu=2,1 -q 12 -q 2
    """
    from winset.cli.writing import write_answer

    if (case is None) == (not body["members"]):
        raise click.UsageError("give either a CASE or the members of a body (-m NAME=WEIGHT)")
    write_answer(_of_body(**body) if case is None else _of_case(case, max_outcomes), form, output)


command = with_parameters(power, CASE_OR_NONE, (JSON, CSV, OUTPUT, LIMIT))


def _of_case(case: str, max_outcomes: int | None) -> Power:
    from winset.analysis.bargaining.agreement import agreement
    from winset.analysis.bargaining.ratification import power_of
    from winset.cli.sources import open_case
    from winset.errors import UndefinedError

    asked = open_case(case, max_outcomes)
    found = power_of(agreement(asked)) if asked.deal and asked.deal.ratified_by else None
    if found is None:
        raise UndefinedError("the case names no body that ratifies: give its deal block `ratified_by`")
    return found


def _of_body(
    members: tuple[str, ...], quotas: tuple[float, ...], vetoes: tuple[str, ...], chair: str | None
) -> Power:
    from winset.analysis.power import power
    from winset.cli.pairs import number, split

    pairs = [(pair, *split("--member", pair)) for pair in members]
    names = [name for _, name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise click.UsageError(f'member "{name}" is given more than once')
    weights = {
        name: [number("--member", pair, part.strip()) for part in text.split(",")]
        for pair, name, text in pairs
    }
    return power(weights, list(quotas) or None, vetoes=vetoes, chair=chair)
