"""A draft asked for and written: the case, the reports it cites, and their ledgers beside them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.reports import Origin, open_page, read_page
from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.case.proposing.proposal import Proposal
    from winset.reading.ledger import Ledger


@dataclass(frozen=True)
class Material:
    """The reports of a draft: texts and ledgers by the id each has in the case."""

    texts: dict[str, str]
    ledgers: dict[str, Ledger]

    @classmethod
    def read(cls, reports: Sequence[str]) -> Material:
        """Read each report; ids are made from the files' names."""
        from winset.case.evidence.shelf import report_id

        texts: dict[str, str] = {}
        ledgers: dict[str, Ledger] = {}
        for report in reports:
            page = open_page(report)
            own = report_id("report" if report == "-" else Path(report).stem)
            name = own if own not in texts else f"{own}-{len(texts) + 1}"
            texts[name], ledgers[name] = page.text, read_page(page, Origin()).ledger
        return cls(texts, ledgers)


def propose(material: Material, model: str | None, name: str, timeout: float) -> Proposal:
    """The proposal, by rule or by a model."""
    from winset.case.proposing.proposal import draft

    by_rule = draft(material.ledgers)
    if model is None:
        return by_rule
    from winset.case.proposing.asking import asked
    from winset.case.proposing.endpoint import Endpoint

    return asked(Endpoint(model, name, timeout), material.texts, by_rule.as_of)


def write_draft(proposal: Proposal, material: Material, output: Path | None) -> None:
    """Write a draft to a new case file with its reports beside it, or print it; say what comes next."""
    from winset.cli.shelving import write_ledger
    from winset.cli.writing import write_file
    from winset.show.tables import plain

    text = proposal.to_yaml(material.ledgers)
    if output is None:
        sys.stdout.write(text)
        return
    file = output if output.suffix in (".yaml", ".yml") else output / "case.yaml"
    places = {name: file.parent / "reports" / f"{name}.txt" for name in material.texts}
    for path in (file, *places.values()):
        if path.exists():
            raise ArgumentError(
                f"{path} is there already: name a new place (`winset read REPORT --into CASE` adds to a case)"
            )
    for name, path in places.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, material.texts[name].encode())
        write_ledger(path.with_name(f"{name}.claims.json"), material.ledgers[name])
    write_file(file, text.encode())
    click.echo(plain(told(proposal, file)))


def told(proposal: Proposal, file: Path) -> str:
    """What a draft has, and what remains to be done."""
    from winset.show.wording import counted

    parties = counted(len(proposal.parties), "party", "parties")
    options, rules = counted(len(proposal.options), "option"), counted(len(proposal.rules), "rule")
    found = f"{parties}, {options}, {rules}, {counted(len(proposal.open), 'open question')}"
    lines = [
        f"{file}: {found}, all proposals. What each party wants is missing: `winset check {file}` says where."
    ]
    if not proposal.options:
        lines.append("No claim tells of anything a party would do: name the parties and options by hand.")
    lines += [f"left out: {one}" for one in proposal.dropped]
    return "\n".join(lines)
