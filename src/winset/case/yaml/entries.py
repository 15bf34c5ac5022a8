"""What the parts of a case file are made of: mappings with a short form, lines with what they rest on, formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from winset.case.yaml.values import Likely, Or, Text, YesOrNo, as_text, is_empty, one_or_more, refusal

Tie = Annotated[list[Text], BeforeValidator(one_or_more), Or()]


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


Evidences = Annotated[list[EvidenceEntry], BeforeValidator(one_or_more), Or()]


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


class FormulaEntry(LineEntry):
    """A rule or a statement of preference; a bare value is its formula."""

    short = "that"
    that: Text = Field(description="A formula over the options, as in: not (protest and toll = high).")
    name: Text | None = Field(None, description="A short name for the line.")


Tier = Annotated[list[FormulaEntry], BeforeValidator(one_or_more), Or()]
