"""A proposal as the text of a case file, with comments that say what it is and what remains to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.proposing.proposal import RULE, Citation, Proposal, Proposed, ProposedRule
from winset.case.yaml.writing import block
from winset.reading.ledger import Ledger

HEAD = """\
# A proposal {by} from {reports}: the machine's reading, reviewed by nobody yet.
# Each line cites its claims and says in `why` what is uncertain. What to do next:
#   1. review the claims: winset claims CASE, winset claims CASE confirm {first}#c1, ... reject, ... edit
#   2. strike, merge and rename what does not belong; settle the open questions in the note
#   3. write what each party wants: no report can be read for that, see the end of this file
#   4. winset check CASE says what is still missing
"""
WANTS = """\
# Missing: what each party wants, most important first. A party without preferences is an error of `winset check`.
# preferences:
"""


def page(proposal: Proposal, ledgers: Mapping[str, Ledger]) -> str:
    """The case file of a proposal; every line as YAML that reads back as it was meant."""
    by = "by rule" if proposal.by == RULE else f"by {printable(proposal.by)}"
    count = "1 report" if len(ledgers) == 1 else f"{len(ledgers)} reports"
    parts = [
        HEAD.format(by=by, reports=count, first=next(iter(ledgers), "report")),
        beginning(proposal, ledgers),
        section("parties", {one.id: entry(one) for one in proposal.parties}),
        section("options", _options(proposal)),
        section("rules", [entry(one) for one in proposal.rules]),
        _status_quo(proposal),
        "".join(_wants(proposal)),
        "".join(_dropped(proposal)),
    ]
    return "\n".join(filter(None, parts))


def beginning(proposal: Proposal, ledgers: Mapping[str, Ledger]) -> str:
    """The case file of a proposal without the lines proposed, which are to be accepted one by one."""
    return block(_top(proposal, ledgers), 0, frozenset({"reports"})) + "\n"


def _top(proposal: Proposal, ledgers: Mapping[str, Ledger]) -> dict[str, Any]:
    note = ["Open questions:", *(f"- {one}" for one in proposal.open)] if proposal.open else []
    found: dict[str, Any] = {"winset": 1, "title": proposal.title, "question": proposal.question}
    if proposal.as_of:
        found["as_of"] = proposal.as_of
    if note:
        found["note"] = "\n".join(printable(line) for line in note)
    found["reports"] = {name: _report(name, ledger) for name, ledger in ledgers.items()}
    return found


def _report(name: str, ledger: Ledger) -> dict[str, str]:
    facts = ledger.report
    known = {"file": f"reports/{name}.txt", "outlet": facts.outlet, "published": facts.published}
    return {key: value for key, value in known.items() if value}


def section(name: str, data: Any) -> str:
    """A part of the file in block style; nothing for no data."""
    return block({name: data}, 0, frozenset({name})) + "\n" if data else ""


def entry(one: Proposed) -> dict[str, Any]:
    """A proposed line as the case file has it; a rule by its formula."""
    if isinstance(one, ProposedRule):
        return {"that": one.id, **_said(one)}
    return {"name": one.name, **_said(one)}


def _said(one: Proposed) -> dict[str, Any]:
    evidence = [citation(each) for each in one.evidence]
    return {"why": one.why, **({"evidence": evidence} if evidence else {})}


def citation(one: Citation) -> Any:
    """A citation as a case file writes it."""
    return f"{one.report}#{one.claim}" if one.claim else {"report": one.report, "quote": one.quote}


def _options(proposal: Proposal) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for option in proposal.options:
        found.setdefault(option.party, {})[option.id] = entry(option)
    return found


def _status_quo(proposal: Proposal) -> str:
    """Where things stand: each option that is done, under way or agreed, with the claims that say so."""
    lines = ["status_quo:" if any(one.now for one in proposal.options) else "status_quo: {}"]
    for option in proposal.options:
        if option.now:
            lines.append(
                f"  {option.id}: yes   # proposal: {', '.join(printable(str(one)) for one in option.evidence)}"
            )
    return "\n".join(lines) + "\n"


def _wants(proposal: Proposal) -> Iterator[str]:
    yield WANTS
    for party in proposal.parties:
        for stand in proposal.stands.get(party.id, ()):
            yield f"#   (reported: {party.id} {printable(stand)})\n"
        yield f"#   {party.id}: {{statements: [...]}}\n"


def _dropped(proposal: Proposal) -> Iterator[str]:
    if proposal.dropped:
        yield "# Proposed and left out, because it did not pass the checks:\n"
        yield from (f"#   {printable(one)}\n" for one in proposal.dropped)


def printable(text: str) -> str:
    """Text that can stand in a comment: on one line, every character one that shows."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
