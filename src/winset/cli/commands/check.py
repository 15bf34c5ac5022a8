"""`winset check`: whether a case is sound, with every problem at its place."""

from __future__ import annotations

import json

import click

from winset.cli.asking import LIMIT, CaseName, with_parameters
from winset.errors import CaseError


@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def check(cases: tuple[str, ...], as_json: bool, max_outcomes: int | None) -> None:
    r"""Name every problem of a case, with its line.

    Where there is none, say what the case contains, and which of its reports are not here.

    \b
    winset check my.yaml
    winset check cases/*.yaml --json
    """
    from winset.cli.sources import check_case

    found = [check_case(case, max_outcomes) for case in cases]
    if as_json:
        data = [one.to_dict() for one in found]
        click.echo(json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2))
    for one in found:
        if one.ok and not as_json:
            click.echo(str(one))
    problems = [problem for one in found for problem in one.problems]
    if problems:
        raise CaseError(problems)


CASES = click.Argument(["cases"], metavar="CASE...", type=CaseName(), nargs=-1, required=True)
command = with_parameters(check, CASES, (LIMIT,))
