"""`winset why`: the reason for one verdict, step by step."""

from __future__ import annotations

import click

from winset.cli.asking import CASE, LIMIT, ConceptName, with_parameters


@click.argument("outcome", metavar="OUTCOME")
@click.argument("party", metavar="PARTY")
@click.argument("concept", metavar="CONCEPT", type=ConceptName())
def why(case: str, outcome: str, party: str, concept: str, max_outcomes: int | None) -> None:
    r"""Explain why an outcome holds for a party, or does not.

    What would tempt it away, and what the others would answer, step by step. OUTCOME is a number, PARTY and CONCEPT
    are named as in the case and in `winset stability`.

    \b
    winset why garrison 6 opposition gmr
    """
    from winset.analysis.stability import stability
    from winset.cli.sources import open_case
    from winset.show.tables import plain

    result = stability(open_case(case, max_outcomes), (concept,))
    click.echo(plain(str(result.why(outcome, party, concept))))


command = with_parameters(why, CASE, (LIMIT,))
