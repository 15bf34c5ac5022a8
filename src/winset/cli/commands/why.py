"""`winset why`: the reason for one verdict, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from winset.analysis.result import Subject, Table
from winset.cli.asking import CASE, CSV, JSON, LIMIT, OUTPUT, ConceptName, with_parameters
from winset.version import __version__


@dataclass(frozen=True)
class Told:
    """A reason as an answer: the verdict as the title of a table whose rows are the steps of the reason."""

    subject: Subject
    reason: Any

    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        verdict, *steps = str(self.reason).splitlines()
        return (Table(verdict, ("because",), tuple((step.strip(),) for step in steps)),)

    def table(self) -> Table:
        """The main table."""
        return self.tables()[0]

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready data, the version and the case first."""
        case = {"title": self.subject.title, "digest": self.subject.digest}
        return {"winset": __version__, "case": case, **self.reason.to_dict()}


@click.argument("outcome", metavar="OUTCOME")
@click.argument("party", metavar="PARTY")
@click.argument("concept", metavar="CONCEPT", type=ConceptName())
def why(case: str, form: str | None, output: Path | None, max_outcomes: int | None, **asked: str) -> None:
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
    from winset.cli.writing import ending_form, write_answer, write_lines, write_text
    from winset.show.tables import plain

    found = open_case(case, max_outcomes)
    outcome, party, concept = asked["outcome"], asked["party"], asked["concept"]
    result = standings(found, concept, [members_of(party)] if "+" in party else None)
    told = Told(result.subject, result.why(outcome, party, concept))
    if (form or ending_form(output)) != "text":
        write_answer(told, form, output)
    elif output is None:
        write_lines(plain(str(told.reason)))
    else:
        write_text(plain(str(told.reason)) + "\n", output)


command = with_parameters(why, CASE, (JSON, CSV, OUTPUT, LIMIT))
