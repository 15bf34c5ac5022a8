"""The case file as a document: its keys, and their short and long forms.

This is the shape only. Whether names, claims and outcomes exist is found out on the way to the case
(`winset.case.assembling.assembly`); the JSON Schema that editors use comes from these classes (`winset.case.yaml.schema`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from winset.case.model import Dependence
from winset.case.uncertain.dependence import FROM_CLAIMS
from winset.case.yaml.values import (
    NULL,
    Cost,
    Credibility,
    Date,
    Levels,
    Likely,
    Members,
    Number,
    OneWay,
    Or,
    Place,
    Quota,
    Reliability,
    Text,
    Version,
    WeightNumber,
    YesOrNo,
    as_text,
    is_empty,
    one_of,
    one_or_more,
    owned,
    refusal,
)

Evidences = Annotated[list["EvidenceEntry"], BeforeValidator(one_or_more), Or()]
Tier = Annotated[list["FormulaEntry"], BeforeValidator(one_or_more), Or()]
Tie = Annotated[list[Text], BeforeValidator(one_or_more), Or()]
Bodies = Annotated[list["BodyEntry"], BeforeValidator(one_or_more), Or()]
Thresholds = Annotated[list["ThresholdEntry"], BeforeValidator(one_or_more), Or()]
Places = Annotated[list[Place], BeforeValidator(one_or_more), Or()]
Owned = Annotated[dict[str, "OptionEntry"], BeforeValidator(owned), Or(NULL)]

KINDS = ("statements", "weights", "ranking", "outcomes", "utilities", "prefers", "one_of")
DEPENDENCE = get_args(Dependence)
Strength = Annotated[str, one_of("strong", "weak"), WithJsonSchema({"enum": ["strong", "weak"]})]
Depends = Annotated[Dependence, one_of(*DEPENDENCE), WithJsonSchema({"enum": [*DEPENDENCE]})]
FromClaims = Annotated[str, one_of(FROM_CLAIMS), WithJsonSchema({"const": FROM_CLAIMS})]


class Entry(BaseModel):
    """A mapping with no unknown keys; a bare value stands for the field that `short` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    short: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            empty = {key for key, value in given.items() if key in cls.model_fields and is_empty(value)}
            return {key: value for key, value in given.items() if key not in empty}
        if cls.short is None or isinstance(given, list | tuple):
            return given
        return {} if is_empty(given) else {cls.short: given}


class EvidenceEntry(Entry):
    """What a line rests on: a claim, `report#claim`, or a report's exact words."""

    report: Text = Field(description="The id of the report.")
    claim: Text | None = Field(None, description="The id of a claim in the report's ledger.")
    quote: Text | None = Field(None, description="Words that stand in the report, exactly.")

    @model_validator(mode="before")
    @classmethod
    def _from_reference(cls, given: Any) -> Any:
        if isinstance(given, Mapping | list | tuple):
            return given
        report, hash_sign, claim = as_text(given).partition("#")
        if not (report and hash_sign and claim):
            hint = 'write "report#claim", or {report: ..., quote: "exact words"}'
            raise refusal(f'"{as_text(given)}" is not evidence', hint)
        return {"report": report, "claim": claim}

    @model_validator(mode="after")
    def _claim_or_quote(self) -> EvidenceEntry:
        if (self.claim is None) == (self.quote is None):
            raise refusal("evidence is either a claim or a quote", "give one of `claim` and `quote`")
        return self


class LineEntry(Entry):
    """What every line may say of itself."""

    why: Text | None = Field(None, description="Why the line stands, in a sentence.")
    evidence: Evidences = Field([], description="The claims or quotes the line rests on.")
    likelihood: Likely | None = Field(
        None,
        description="How likely: a word, a number from 0 to 1, [low, high], `from claims`; else certain.",
    )
    independent: YesOrNo = Field(
        False, description="yes: it stands or falls by itself, whatever else rests on its sources."
    )
    note: Text | None = Field(None, description="Free text.")


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


class FormulaEntry(LineEntry):
    """A rule or a statement of preference; a bare value is its formula."""

    short = "that"
    that: Text = Field(description="A formula over the options, as in: not (protest and toll = high).")
    name: Text | None = Field(None, description="A short name for the line.")


class StatementEntry(FormulaEntry):
    """One ordered statement of preference; a bare value is its formula."""

    strength: Strength = Field(
        "weak", description="strong: making it true is strongly preferred; strong statements stand first."
    )


class UnknownEntry(LineEntry):
    """Comparisons nobody knows: between outcomes of two formulas; a bare list is the two formulas."""

    short = "between"
    between: list[Text] = Field(
        description="Two formulas: how the party compares an outcome of one with one of the other is unknown."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, given: Any) -> Any:
        return {"between": given} if isinstance(given, list | tuple) else given

    @model_validator(mode="after")
    def _of_two(self) -> UnknownEntry:
        if len(self.between) != 2:
            raise refusal("an unknown comparison is between two formulas", "write [one, other]")
        return self


class WeightEntry(LineEntry):
    """What a formula adds to a party's utility; a bare value is the number."""

    short = "weight"
    weight: WeightNumber = Field(
        description="The number added where the formula is true, or its range [low, high]."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_range(cls, given: Any) -> Any:
        return {"weight": given} if isinstance(given, list | tuple) else given


class PreferenceEntry(LineEntry):
    """What a party wants, in exactly one of seven ways."""

    statements: list[StatementEntry] | None = Field(None, description="Formulas, the most important first.")
    weights: dict[str, WeightEntry] | None = Field(
        None, description="Formulas and numbers; the sum is a utility."
    )
    ranking: list[Tier] | None = Field(
        None, description="Tiers of formulas, best first; an outcome belongs to the first tier that has it."
    )
    outcomes: list[Tie] | None = Field(
        None, description="Outcome ids, best first, ties in a list of their own."
    )
    utilities: dict[str, Number] | None = Field(None, description="A number for every outcome id.")
    prefers: list[Annotated[list[FormulaEntry], Field(min_length=2)]] | None = Field(
        None, description="Chains of formulas, each best first: what is known of a ranking."
    )
    one_of: Annotated[list[PreferenceEntry], Field(min_length=2)] | None = Field(
        None, description="Alternatives with likelihoods that add up to 1; equally likely without any."
    )
    strongly_above: Places = Field(
        [], description="With ranking or outcomes: the tiers, from 1, strongly preferred to the next one."
    )
    strong_difference: Number | None = Field(
        None, description="With weights or utilities: from which difference a preference is strong."
    )
    unknown: list[UnknownEntry] = Field([], description="Comparisons of the party that nobody knows.")

    @property
    def kind(self) -> str:
        """Which of the five ways is used."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _one_kind(self) -> PreferenceEntry:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise refusal(f"a preference is given in one way; here: {found}", f"one of {', '.join(KINDS)}")
        if self.one_of is not None:
            _check_shares(self.one_of)
        _check_strength(self)
        return self


def _check_shares(alternatives: list[PreferenceEntry]) -> None:
    """Refuse alternatives whose likelihoods are not numbers that add up to 1, unless none has any."""
    if any(one.one_of is not None for one in alternatives):
        raise refusal("an alternative cannot have alternatives of its own", "list them all in one `one_of`")
    shares = [one.likelihood for one in alternatives]
    if all(share is None for share in shares):
        return
    numbers = [share for share in shares if isinstance(share, int | float)]
    if len(numbers) < len(shares):
        raise refusal("each alternative needs a number as its likelihood", "numbers that add up to 1")
    if abs(sum(numbers) - 1) > 1e-9:
        raise refusal(f"the likelihoods of the alternatives add up to {sum(numbers):g}, not to 1")


def _check_strength(entry: PreferenceEntry) -> None:
    """Refuse marks of strength that say nothing of this kind of preference, or contradict its order."""
    weak = [one.strength == "weak" for one in entry.statements or []]
    if weak != sorted(weak):
        raise refusal(
            "a strong statement stands below a weak one", "strong statements are the most important"
        )
    tiers = len(entry.ranking or entry.outcomes or [])
    beyond = [place for place in entry.strongly_above if place >= max(tiers, 1)]
    if beyond:
        hint = (
            f"here tiers 1 to {tiers - 1} stand above another"
            if tiers > 1
            else "it needs ranking or outcomes"
        )
        raise refusal(f"strongly_above: no tier below tier {beyond[0]}", hint)
    if entry.strong_difference is not None and entry.weights is None and entry.utilities is None:
        raise refusal("a strong difference is one of utilities", "give weights or utilities")
    if entry.strong_difference is not None and entry.strong_difference <= 0:
        raise refusal("a strong difference is more than zero")


class ThresholdEntry(Entry):
    """A second threshold of a body, over other weights of the same members."""

    members: Members = Field(description="The members and their weights for this threshold.")
    quota: Quota | None = Field(None, description="The weight needed, or majority; all of it if absent.")


class BodyEntry(LineEntry):
    """A body that ratifies an agreement."""

    body: Text = Field(description="The body's name.")
    members: Members = Field(description="The members and their weights, or a list of members of weight 1.")
    quota: Quota | None = Field(
        None, description="The weight an agreement needs, or majority; all of it if absent."
    )
    also: Thresholds = Field([], description="Other thresholds over the same members, all to be met.")
    vetoes: Tie = Field([], description="The members without whom nothing passes.")
    chair: Text | None = Field(
        None, description="Who decides, under a majority, when votes are split in half."
    )
    of: Text | None = Field(None, description="The party on whose side the body ratifies.")
    stands_for: dict[str, Text] = Field({}, description="The party whose preference each member votes by.")


class DealEntry(Entry):
    """What an agreement needs."""

    between: list[Text] | None = Field(None, description="The parties who must consent; all if absent.")
    fallback: dict[str, Levels] = Field(
        {}, description="What each party has without agreement, as levels; the status quo if absent."
    )
    reservation: dict[str, Number] = Field(
        {}, description="The utility each party has without agreement, where no outcome stands for it."
    )
    must_gain: Tie = Field(
        [], description="The parties who consent only to what is better than their fallback; `all` for all."
    )
    red_lines: dict[str, Tier] = Field(
        {}, description="What each party insists on whatever else it gains: formulas an agreement makes true."
    )
    ratified_by: Bodies = Field([], description="The bodies that must ratify the agreement.")
    costs: dict[str, Cost] = Field(
        {}, description="What it costs to change a line, by its id, or never; 1 for lines not listed."
    )


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
