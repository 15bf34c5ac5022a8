"""The case file as a document: its keys, their short and long forms, what kind of value each takes.

This is the shape only. Whether names, claims and outcomes exist is for `winset.case.checking`; the JSON
Schema that editors use comes from these classes (`winset.case.schema`). Values are read from the nodes of
`winset.case.nodes`, which keep a number as it was written where text is wanted (`levels: [0, 1]`), or from
plain Python data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from winset.case.nodes import Scalar

Schema = dict[str, Any]


def refusal(message: str, hint: str | None = None) -> PydanticCustomError:
    """The error a validator raises: a message, and the remedy as a hint."""
    return PydanticCustomError("case", "{message}", {"message": message, "hint": hint})


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Scalar) else given


def as_text(given: Any) -> str:
    """Text as it was written: a number or a truth value is taken by its letters."""
    if isinstance(given, Scalar) and given.value is not None:
        return given.text
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, str | int | float):
        return str(given)
    if given is None or isinstance(given, Scalar):
        raise refusal("nothing is written here", "text is needed")
    raise refusal(
        "text is needed here, not a list or a mapping", "put text that contains [, { or : in quotes"
    )


def as_number(given: Any) -> float:
    """A finite number; a whole number stays one."""
    value = _value(given)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise refusal("a number is needed here")
    return value


def as_direction(given: Any) -> str:
    """The direction of an option from `one_way`: yes or up, down, no or both."""
    word = str(_value(given)).lower()
    if word not in _DIRECTIONS:
        raise refusal("one_way is yes, down or no", "yes: once taken it stays; down: it can only be given up")
    return _DIRECTIONS[word]


_DIRECTIONS = {
    "true": "up",
    "yes": "up",
    "up": "up",
    "down": "down",
    "false": "both",
    "no": "both",
    "both": "both",
}


def as_likelihood(given: Any) -> str | float | tuple[float, float]:
    """A word, a number from 0 to 1, or a range of two such numbers."""
    if isinstance(given, list | tuple):
        return _range(given)
    value = _value(given)
    if isinstance(value, str):
        return value
    return _probability(value)


def _probability(given: Any) -> float:
    value = as_number(given)
    if not 0 <= value <= 1:
        raise refusal(f"a likelihood is from 0 to 1, not {value}", "write 70 percent as 0.7")
    return value


def _range(given: Any) -> tuple[float, float]:
    if len(given) != 2:
        raise refusal("a range of likelihood has two ends", "write [low, high]")
    low, high = _probability(given[0]), _probability(given[1])
    if low > high:
        raise refusal(f"the range is upside down: {low} is more than {high}", f"write [{high}, {low}]")
    return low, high


def as_date(given: Any) -> str:
    """A date as in 2026-03-01."""
    text = as_text(given)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", text):
        raise refusal(f'"{text}" is not a date', "write year, month and day, as in 2026-03-01")
    return text


def as_version(given: Any) -> int:
    """The version of the format: 1."""
    if _value(given) != 1 or isinstance(_value(given), bool):
        raise refusal("this Winset reads format version 1", "write `winset: 1`")
    return 1


def _one_or_more(given: Any) -> Any:
    return given if isinstance(given, list | tuple) else [given]


class OrOne:
    """Marks a list that may be written as its only item."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """The list's schema, or that of one item."""
        schema = handler(core)
        return {"anyOf": [schema, schema["items"]]}


def _owned(given: Any) -> Any:
    if not isinstance(given, Mapping | list | tuple):
        raise refusal("options stand under the party that has them", "write `party: {option: name}`")
    return given


def _levels(given: Any) -> Any:
    if given is None or (isinstance(given, Scalar) and given.value is None):
        return {}
    return given if isinstance(given, Mapping) else {"outcome": given}


def _members(given: Any) -> Any:
    return {as_text(member): 1 for member in given} if isinstance(given, list | tuple) else given


class OrShort:
    """Marks a mapping that has a second, shorter form."""

    def __init__(self, short: Schema):
        self.short = short

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """The mapping's schema, or that of the short form."""
        return {"anyOf": [handler(core), self.short]}


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ].*)?$"}
_LIKELIHOOD: Schema = {
    "anyOf": [{"type": "string"}, _SHARE, {"type": "array", "items": _SHARE, "minItems": 2, "maxItems": 2}]
}

Text = Annotated[str, PlainValidator(as_text), WithJsonSchema(_TEXT)]
Number = Annotated[float, PlainValidator(as_number), WithJsonSchema({"type": "number"})]
Date = Annotated[str, PlainValidator(as_date), WithJsonSchema(_DATE)]
Version = Annotated[int, PlainValidator(as_version), WithJsonSchema({"const": 1})]
Likely = Annotated[
    str | float | tuple[float, float], PlainValidator(as_likelihood), WithJsonSchema(_LIKELIHOOD)
]
OneWay = Annotated[
    Literal["both", "up", "down"],
    PlainValidator(as_direction),
    WithJsonSchema({"enum": [True, False, "yes", "no", "up", "down", "both"]}),
]
Levels = Annotated[dict[str, Text], BeforeValidator(_levels), OrShort(_TEXT)]
Members = Annotated[
    dict[str, Number], BeforeValidator(_members), OrShort({"type": "array", "items": _TEXT, "minItems": 1})
]


class Entry(BaseModel):
    """A mapping with no unknown keys; a bare value stands for the field that `short` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    short: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            return {key: value for key, value in given.items() if not _is_empty(value)}
        if cls.short is None or isinstance(given, list | tuple):
            return given
        return {} if _is_empty(given) else {cls.short: given}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """The mapping's schema, and the bare value where there is a short form."""
        schema = handler(core)
        full = handler.resolve_ref_schema(schema)
        if cls.short is not None and "anyOf" not in full:
            long = dict(full)
            full.clear()
            full["anyOf"] = [long["properties"][cls.short], long]
        return schema


def _is_empty(given: Any) -> bool:
    return given is None or (isinstance(given, Scalar) and given.value is None)


class EvidenceEntry(Entry):
    """What a line rests on: a claim, `report#claim`, or a report's exact words."""

    report: Text
    claim: Text | None = None
    quote: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_claim(cls, given: Any) -> Any:
        if isinstance(given, Mapping | list | tuple):
            return given
        report, hash_sign, claim = as_text(given).partition("#")
        if not (report and hash_sign and claim):
            raise refusal(
                f'"{as_text(given)}" is not evidence',
                'write "report#claim", or {report: ..., quote: "exact words"}',
            )
        return {"report": report, "claim": claim}

    @model_validator(mode="after")
    def _claim_or_quote(self) -> EvidenceEntry:
        if (self.claim is None) == (self.quote is None):
            raise refusal("evidence is either a claim or a quote", "give one of `claim` and `quote`")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """A claim's reference, or the mapping."""
        schema = handler(core)
        full = handler.resolve_ref_schema(schema)
        if "anyOf" not in full:
            long = dict(full)
            full.clear()
            full["anyOf"] = [{"type": "string", "pattern": "^[^#]+#.+$"}, long]
        return schema


Evidences = Annotated[list[EvidenceEntry], BeforeValidator(_one_or_more), OrOne()]


class LineEntry(Entry):
    """What every line may say of itself: why it stands, the evidence for it, how likely it is, a note."""

    why: Text | None = None
    evidence: Evidences = []
    likelihood: Likely | None = None
    note: Text | None = None


class ReportEntry(Entry):
    """A report beside the case: its file, and where and when it appeared."""

    short = "file"
    file: Text
    title: Text | None = None
    outlet: Text | None = None
    published: Text | None = None
    note: Text | None = None


class PartyEntry(LineEntry):
    """A party, by its name."""

    short = "name"
    name: Text | None = None


class OptionEntry(LineEntry):
    """An option: its name, its levels in order, and whether it goes one way only."""

    short = "name"
    name: Text | None = None
    levels: list[Text] | None = None
    one_way: OneWay = "both"


class FormulaEntry(LineEntry):
    """A rule, or a statement of preference: a formula."""

    short = "that"
    that: Text
    name: Text | None = None


class WeightEntry(LineEntry):
    """The number a formula adds to a party's utility."""

    short = "weight"
    weight: Number


Tier = Annotated[list[FormulaEntry], BeforeValidator(_one_or_more), OrOne()]
Tie = Annotated[list[Text], BeforeValidator(_one_or_more), OrOne()]

KINDS = ("statements", "weights", "ranking", "outcomes", "utilities")


class PreferenceEntry(LineEntry):
    """What a party wants, in one of five ways."""

    statements: list[FormulaEntry] | None = None
    weights: dict[str, WeightEntry] | None = None
    ranking: list[Tier] | None = None
    outcomes: list[Tie] | None = None
    utilities: dict[str, Number] | None = None

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
        return self


class BodyEntry(LineEntry):
    """A body that ratifies: members and their weights, the quota, vetoes, and whom members stand for."""

    body: Text
    members: Members
    quota: Number | None = None
    vetoes: Tie = []
    stands_for: dict[str, Text] = {}


class DealEntry(Entry):
    """What an agreement needs: whose consent, what each has without it, and who ratifies."""

    between: list[Text] | None = None
    fallback: dict[str, Levels] = {}
    ratified_by: Annotated[list[BodyEntry], BeforeValidator(_one_or_more), OrOne()] = []


class Document(Entry):
    """A case file."""

    winset: Version
    title: Text
    question: Text | None = None
    as_of: Date | None = None
    source: Text | None = None
    note: Text | None = None
    reports: dict[str, ReportEntry] = {}
    parties: Annotated[dict[str, PartyEntry], Field(min_length=1)]
    options: dict[str, Annotated[dict[str, OptionEntry], BeforeValidator(_owned)]] = {}
    outcomes: dict[str, Text] = {}
    moves: dict[str, dict[str, Tie]] = {}
    rules: list[FormulaEntry] = []
    status_quo: Levels | None = None
    preferences: dict[str, PreferenceEntry] = {}
    coalitions: list[list[Text]] = []
    deal: DealEntry | None = None
    names: dict[str, Text] = {}

    @property
    def is_graph(self) -> bool:
        """Whether the document lists outcomes and moves instead of options."""
        return bool(self.outcomes or self.moves)
