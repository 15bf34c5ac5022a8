"""The case file as a document: its keys, and their short and long forms.

This is the shape only. Whether names, claims and outcomes exist is found out on the way to the case
(`winset.case.assembling.assembly`); the JSON Schema that editors use comes from these classes (`winset.case.yaml.schema`).
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from winset.case.model import Dependence
from winset.case.uncertain.dependence import FROM_CLAIMS
from winset.case.yaml.deal_entries import DealEntry
from winset.case.yaml.entries import Entry, FormulaEntry, LineEntry, Tie
from winset.case.yaml.preference_entries import PreferenceEntry
from winset.case.yaml.values import (
    NULL,
    Credibility,
    Date,
    Levels,
    OneWay,
    Or,
    Reliability,
    Text,
    Version,
    one_of,
    owned,
)

DEPENDENCE = get_args(Dependence)
Depends = Annotated[Dependence, one_of(*DEPENDENCE), WithJsonSchema({"enum": [*DEPENDENCE]})]
FromClaims = Annotated[str, one_of(FROM_CLAIMS), WithJsonSchema({"const": FROM_CLAIMS})]


class ReportEntry(Entry):
    """A report beside the case; a bare value is its file."""

    short = "file"
    file: Text = Field(description="The report's text, by its path from the case's folder.")
    title: Text | None = Field(None, description="The report's headline.")
    outlet: Text | None = Field(None, description="Who published it.")
    published: Text | None = Field(None, description="When it was published.")
    note: Text | None = Field(None, description="Free text.")


class RatedEntry(Entry):
    """How reliable a source was; a bare value is the letter."""

    short = "reliability"
    reliability: Reliability = Field(description="A (completely reliable) to E (unreliable), F: not known.")
    since: Date | None = Field(None, description="The day since when, as in 2026-03-01.")
    why: Text | None = Field(None, description="Why, in a sentence.")


class RatedSourceEntry(RatedEntry):
    """How reliable a source is; a bare value is the letter."""

    history: list[RatedEntry] = Field([], description="How it was rated before, each with its day.")


class RatingsEntry(Entry):
    """How good the sources and the claims are: two scales, never mixed."""

    sources: dict[str, RatedSourceEntry] = Field({}, description="Sources by name, rated A to F.")
    claims: dict[str, Credibility] = Field(
        {}, description="Claims as report#claim: 1 (confirmed by others) to 5 (improbable), 6: not known."
    )


class PartyEntry(LineEntry):
    """A party; a bare value is its name."""

    short = "name"
    name: Text | None = Field(None, description="The party's name as readers see it; its id if absent.")


class OneWayEntry(LineEntry):
    """The mark that an option goes one way; a bare value is the direction."""

    short = "direction"
    direction: OneWay = Field(
        "both",
        description="yes: once taken it cannot be undone; down: it can only be given up; no if absent.",
    )


class OptionEntry(LineEntry):
    """Something a party can do; a bare value is its name."""

    short = "name"
    name: Text | None = Field(None, description="The option's name as readers see it; its id if absent.")
    levels: list[Text] | None = Field(
        None, description="The levels in order, the first when nothing is done; [no, yes] if absent."
    )
    one_way: OneWayEntry | None = Field(None, description="Whether it goes one way.")


Owned = Annotated[dict[str, OptionEntry], BeforeValidator(owned), Or(NULL)]


class PerceivedEntry(LineEntry):
    """How a party sees the conflict, where it sees it otherwise than it is."""

    preferences: dict[str, PreferenceEntry] = Field(
        {},
        description="What it takes other parties to want, by party; for those not named, what they do want.",
    )
    rules: list[FormulaEntry] = Field(
        [], description="What it takes to hold in every outcome, beside the rules: it sees no other outcomes."
    )


class Document(Entry):
    """A Winset case: a negotiation or dispute as a small text file."""

    winset: Version = Field(description="The version of the format: 1.")
    title: Text = Field(description="What the case is called.")
    question: Text | None = Field(None, description="The question the case is to answer.")
    as_of: Date | None = Field(None, description="The day up to which the case is told, as in 2026-03-01.")
    source: Text | None = Field(None, description="Where the model comes from, with the page.")
    note: Text | None = Field(None, description="Free text.")
    reports: dict[str, ReportEntry] = Field({}, description="The reports the case cites, by id.")
    parties: dict[str, PartyEntry] = Field(min_length=1, description="The parties, by id.")
    options: dict[str, Owned] = Field({}, description="What each party can do: options by party and id.")
    outcomes: dict[str, Text] = Field({}, description="Graph form: the outcomes by id, with their names.")
    moves: dict[str, dict[str, Tie]] = Field(
        {}, description="Graph form: for each party, the outcomes it can move to from an outcome."
    )
    rules: list[FormulaEntry] = Field([], description="What holds in every outcome that can exist.")
    status_quo: Levels | None = Field(
        None,
        description="Where things stand: levels of options, the others at their first; in graph form an id.",
    )
    preferences: dict[str, PreferenceEntry] = Field({}, description="What each party wants, by party.")
    perceived: dict[str, PerceivedEntry] = Field(
        {}, description="How parties see the conflict where they misread it, by party."
    )
    coalitions: list[list[Text]] = Field([], description="The groups of parties that may move together.")
    deal: DealEntry | None = Field(None, description="What an agreement needs.")
    names: dict[str, Text] = Field(
        {}, description="Names for outcomes, each with a formula that picks them out."
    )
    target: Text | None = Field(
        None, description="What the question asks for, as a formula: what robustness and influence are about."
    )
    ratings: RatingsEntry | None = Field(None, description="How good the sources and the claims are.")
    dependence: Depends = Field(
        "sources",
        description="Which uncertain lines stand or fall together: those with the same sources, those that"
        " share one, or none.",
    )
    likelihood: FromClaims | None = Field(
        None, description="`from claims`: lines that give no likelihood take it from the claims they cite."
    )

    @property
    def is_graph(self) -> bool:
        """Whether the document lists outcomes and moves instead of options."""
        return bool(self.outcomes or self.moves)
