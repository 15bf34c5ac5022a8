"""A proposed case: parties, options, rules and a status quo, each line with the claims it was proposed from.

Nothing here is a preference: what a party wants is the analyst's to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from winset.reading.ledger import Ledger

RULE = "rule"  # who proposes: Winset's own rules, else the name of a model


@dataclass(frozen=True, slots=True)
class Citation:
    """What a proposed line rests on: a claim of a report, or words of it."""

    report: str
    claim: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        return f"{self.report}#{self.claim}" if self.claim else f"{self.report}: “{self.quote}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposed line: what it is called, why it stands there and what is uncertain, and the claims behind it."""

    id: str
    name: str
    why: str
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedOption(Proposed):
    """A proposed option of a party; `now` says that the reports have it done, under way or agreed."""

    party: str
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRule(Proposed):
    """A proposed rule; `id` is its formula."""


@dataclass(frozen=True)
class Proposal:
    """A proposed case. `open` are questions the reports leave; `stands` what they say of a party's wishes, by party."""

    title: str
    question: str
    as_of: str | None
    parties: tuple[Proposed, ...]
    options: tuple[ProposedOption, ...]
    rules: tuple[ProposedRule, ...] = ()
    open: tuple[str, ...] = ()
    stands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()  # what a model proposed and the checks refused, and why
    by: str = RULE

    def to_yaml(self, ledgers: Mapping[str, Ledger]) -> str:
        """The text of the case file, with the reports it cites and comments on what remains to be done."""
        from winset.case.proposing.page import page

        return page(self, ledgers)


def draft(ledgers: Mapping[str, Ledger]) -> Proposal:
    """A case proposed from the claims of reports, by rule; ledgers by the id each report is to have.

    Parties are those whom the claims have act, decide, oppose or be dealt with; options what is planned, demanded,
    refused, begun or open; rules what is said to be required. Claims an analyst rejected are not used. What a rule
    cannot tell is left to the analyst and said in each line's `why`.

    >>> from winset.reading.reading import read
    >>> text = "Norland may join the pact. A final deal would need parliamentary approval."
    >>> proposal = draft({"paper": read(text).ledger})
    >>> [option.id for option in proposal.options], [rule.id for rule in proposal.rules]
    (['join_pact', 'approve'], ['join_pact only if approve'])
    """
    from winset.case.proposing.drafting import drafted

    return drafted(ledgers)
