"""`winset why`: the reason for one verdict, step by step."""

from __future__ import annotations

import json
import sys

import click

from winset.cli.asking import CASE, LIMIT, ConceptName, with_parameters


@click.argument("outcome", metavar="OUTCOME")
@click.argument("party", metavar="PARTY")
@click.argument("concept", metavar="CONCEPT", type=ConceptName())
@click.option("--json", "as_json", is_flag=True, help="The reason as JSON.")
def why(case: str, outcome: str, party: str, concept: str, as_json: bool, max_outcomes: int | None) -> None:
    r"""Explain why an outcome holds for a party, or does not.

    What would tempt it away, and what the others would answer, step by step. OUTCOME is its number, PARTY its
    id or name in the case (a coalition: a+b), CONCEPT one of those of `winset stability`.

    \b
    winset why garrison 6 opposition gmr
    winset why gaza-isf 72 us seq
    winset why elmira 5 moe+uniroyal cnash
    """
    from winset.analysis.concepts import members_of, standings
    from winset.cli.sources import open_case
    from winset.cli.writing import write_lines
    from winset.show.tables import plain

    found = open_case(case, max_outcomes)
    result = standings(found, concept, [members_of(party)] if "+" in party else None)
    reason = result.why(outcome, party, concept)
    if as_json:
        subject = {"title": result.subject.title, "digest": result.subject.digest}
        data = {"winset": result.version, "case": subject, **reason.to_dict()}
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        write_lines(plain(str(reason)))


command = with_parameters(why, CASE, (LIMIT,))
