"""What is known of a case that is being begun from a report: what its claims propose, and what it has so far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset.case.evidence.shelf import report_id
from winset.case.proposing.page import beginning
from winset.case.proposing.proposal import Proposal, Proposed, draft
from winset.errors import ReportError
from winset.reading.ledger import Ledger
from winset.workbench.versions.desk import Desk

if TYPE_CHECKING:
    from winset.workbench.look import Look

LONGEST = 28  # characters of a folder's name
KINDS = ("parties", "options", "rules")


def unlike(name: str, taken: Iterable[str], joint: str = "_") -> str:
    """A name that is not taken, numbered where it is.

    >>> unlike("union", {"union", "union_2"}), unlike("ferry", set())
    ('union_3', 'ferry')
    """
    known = set(taken)
    return next(one for one in (name, *(f"{name}{joint}{k}" for k in range(2, 10_000))) if one not in known)


def folder_for(home: Path, name: str) -> Path:
    """A folder for a new case that is not there yet."""
    there = {one.name for one in home.iterdir()} if home.is_dir() else set()
    return home / unlike(report_id(name)[:LONGEST].strip("-"), there, "-")


def begun(fields: Mapping[str, str], report: str, found: Mapping[str, Any], home: Path) -> Desk:
    """A desk with a case that has a report and its claims, and as yet no lines: those are proposed.

    fields: what was said of the case (title, question, outlet). found: the ledger of the report as data.
    """
    ledger = Ledger.loads(json.dumps(found), "ledger")
    name = report_id(fields["outlet"] or "report")
    proposal = draft({name: ledger})
    title = fields["title"].strip() or proposal.title
    named = replace(proposal, title=title, question=fields["question"].strip() or proposal.question)
    texts = {
        "case.yaml": beginning(named, {name: ledger}),
        f"reports/{name}.claims.json": json.dumps(ledger.to_dict(), ensure_ascii=False, indent=1) + "\n",
    }
    return Desk.new(texts, {f"reports/{name}.txt": report}, folder_for(home, title))


@lru_cache(maxsize=8)
def _drafted(ledgers: tuple[tuple[str, str], ...]) -> Proposal:
    """What `winset draft` proposes from ledgers."""
    read = dict[str, Ledger]()
    for report, text in ledgers:
        try:
            read[report] = Ledger.loads(text, report)
        except ReportError:
            continue
    return draft(read)


class Beginning:
    """The part of a session that leads from a report to a case."""

    look: Look
    desk: Desk

    @property
    def data(self) -> Any:
        """The bare data of the version's text."""
        raise NotImplementedError

    @property
    def ledger(self) -> Ledger | None:
        """The claims of the report shown."""
        raise NotImplementedError

    def _mapping(self, key: str) -> dict[str, Any]:
        data = self.data
        value = data.get(key) if isinstance(data, dict) else None
        return value if isinstance(value, dict) else {}

    @property
    def claims_reviewed(self) -> tuple[int, int]:
        """How many claims of the report shown somebody has looked at, of how many."""
        claims = self.ledger.claims if self.ledger else ()
        return sum(one.review != "machine" for one in claims), len(claims)

    @property
    def party_ids(self) -> dict[str, str]:
        """The parties the text has, by id, with their names."""
        return {
            key: str(one.get("name", key)) if isinstance(one, dict) else str(one or key)
            for key, one in self._mapping("parties").items()
        }

    @property
    def option_ids(self) -> dict[str, tuple[str, str]]:
        """The options the text has, by id, with their party and name."""
        return {
            key: (party, str(one.get("name", key)) if isinstance(one, dict) else str(one))
            for party, own in self._mapping("options").items()
            if isinstance(own, dict)
            for key, one in own.items()
        }

    @property
    def formulas(self) -> list[str]:
        """The formulas of the rules the text has."""
        data = self.data
        rules = data.get("rules") if isinstance(data, dict) else None
        lines = rules if isinstance(rules, list) else []
        return [str(one.get("that", "")) if isinstance(one, dict) else str(one) for one in lines]

    # --- What is proposed ---

    @property
    def proposal(self) -> Proposal:
        """What the claims of all reports propose, as `winset draft` would."""
        texts = self.desk.version.texts
        known = ((report, texts[file]) for report, file in self.desk.ledgers.items() if file in texts)
        return _drafted(tuple(known))

    def offered(self, kind: str) -> list[Proposed]:
        """The proposed lines of a kind that are neither in the case nor struck."""
        have = (
            {*self.party_ids}
            if kind == "parties"
            else {*(self.option_ids if kind == "options" else self.formulas)}
        )
        return [
            one
            for one in self.proposed(kind)
            if one.id not in have and (kind, one.id) not in self.look.struck
        ]

    def proposed(self, kind: str) -> Iterator[Proposed]:
        """Every proposed line of a kind."""
        yield from getattr(self.proposal, kind) if kind in KINDS else ()

    def words_of(self, one: Proposed) -> list[tuple[str, str]]:
        """The claims a proposed line rests on, with their words."""
        ledger, found = self.ledger, []
        for citation in one.evidence:
            known = (
                ledger.by_id.get(citation.claim or "")
                if ledger and citation.report == self.look.report
                else None
            )
            found.append((str(citation), known.words if known else citation.quote or ""))
        return found

    def statements_of(self, party: str) -> list[str]:
        """The statements a party's preference has so far."""
        want = self._mapping("preferences").get(party)
        stated = want.get("statements", []) if isinstance(want, dict) else []
        return [str(one.get("that", "")) if isinstance(one, dict) else str(one) for one in stated]
