"""The kinds of value a case file holds: text, numbers, dates, likelihoods, levels; how each may be written.

Every reader here takes a node of `winset.case.yaml.nodes`, which keeps a number as it was written where text is
wanted (`levels: [0, 1]`), or plain Python data, and raises the refusal that a user reads.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from winset.case.evidence.admiralty import CREDIBILITY, RELIABILITY
from winset.case.yaml.nodes import Scalar

Schema = dict[str, Any]


def refusal(message: str, hint: str | None = None) -> PydanticCustomError:
    """The error a validator raises: a message, and the remedy as a hint."""
    return PydanticCustomError("case", "{message}", {"message": message, "hint": hint})


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Scalar) else given


def is_empty(given: Any) -> bool:
    """Whether nothing is written."""
    return _value(given) is None


def as_text(given: Any) -> str:
    """Text as it was written: a number or a truth value is taken by its letters."""
    if is_empty(given):
        raise refusal("nothing is written here", "text is needed")
    if isinstance(given, Scalar):
        return given.text
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, str | int | float):
        return str(given)
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
    value = _value(given)
    word = str(value).lower() if isinstance(value, bool) else str(value)
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


def as_place(given: Any) -> int:
    """A place in a list, counted from 1."""
    value = _value(given)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise refusal("a place in a list is needed here", "places count from 1")
    return value


def as_weight(given: Any) -> float | tuple[float, float]:
    """A number, or a range of two numbers."""
    if not isinstance(given, list | tuple):
        return as_number(given)
    if len(given) != 2:
        raise refusal("a range of weights has two ends", "write [low, high]")
    low, high = as_number(given[0]), as_number(given[1])
    if low > high:
        raise refusal(f"the range is upside down: {low} is more than {high}", f"write [{high}, {low}]")
    return low, high


def as_yes_or_no(given: Any) -> bool:
    """Yes or no."""
    word = str(_value(given)).lower()
    if word not in ("yes", "true", "no", "false"):
        raise refusal("yes or no is needed here")
    return word in ("yes", "true")


def one_of(*words: str) -> PlainValidator:
    """One of a few words."""

    def read(given: Any) -> str:
        text = as_text(given)
        if text not in words:
            raise refusal(f'"{text}" is not known here', f"one of: {', '.join(words)}")
        return text

    return PlainValidator(read)


def as_quota(given: Any) -> float | str:
    """A number, or the word majority."""
    return "majority" if _value(given) == "majority" else as_number(given)


def as_cost(given: Any) -> float | None:
    """A number of zero or more, or never, which is None: the line cannot be changed at any price."""
    if _value(given) == "never":
        return None
    cost = as_number(given)
    if cost < 0:
        raise refusal(f"a cost is zero or more, not {cost:g}", "or `never`, for what cannot be changed")
    return cost


def as_reliability(given: Any) -> str:
    """A letter of the Admiralty scale, A to F."""
    letter = as_text(given).upper()
    if letter not in RELIABILITY:
        meant = "; ".join(f"{key} {words}" for key, words in RELIABILITY.items())
        raise refusal(f'"{as_text(given)}" is no reliability of a source', meant)
    return letter


def as_credibility(given: Any) -> int:
    """A number of the Admiralty scale, 1 to 6."""
    value = _value(given)
    if isinstance(value, bool) or value not in CREDIBILITY:
        meant = "; ".join(f"{key} {words}" for key, words in CREDIBILITY.items())
        raise refusal(f'"{as_text(given)}" is no credibility of a claim', meant)
    return int(value)


def as_date(given: Any) -> str:
    """A date as in 2026-03-01."""
    text = as_text(given)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise refusal(f'"{text}" is not a date', "write year, month and day, as in 2026-03-01") from None
    return text


def as_version(given: Any) -> int:
    """The version of the format: 1."""
    if _value(given) != 1 or isinstance(_value(given), bool):
        raise refusal("this Winset reads format version 1", "write `winset: 1`")
    return 1


def one_or_more(given: Any) -> Any:
    """A list, or the only item of one."""
    return given if isinstance(given, list | tuple) else [given]


class Or:
    """Marks a value that may also be written in another way, which a validator before it understands."""

    def __init__(self, *others: Schema):
        self.others = others

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """The value's schema, or one of the others; without any, that of the only item of a list."""
        schema = handler(core)
        return {"anyOf": [schema, *(self.others or [schema["items"]])]}


def owned(given: Any) -> Any:
    """The options of a party."""
    if is_empty(given):
        return {}
    if not isinstance(given, Mapping | list | tuple):
        raise refusal("options stand under the party that has them", "write `party: {option: name}`")
    return given


def levels(given: Any) -> Any:
    """Levels by option, or the id of an outcome of graph form."""
    if is_empty(given):
        return {}
    return given if isinstance(given, Mapping) else {"outcome": given}


def members(given: Any) -> Any:
    """Members and their weights, or a list of members that weigh 1."""
    return {as_text(member): 1 for member in given} if isinstance(given, list | tuple) else given


NULL: Schema = {"type": "null"}
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_RELIABILITY: Schema = {"enum": [*RELIABILITY, *map(str.lower, RELIABILITY)]}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-?(W?\d\d)"}
_LIKELIHOOD: Schema = {
    "anyOf": [{"type": "string"}, _SHARE, {"type": "array", "items": _SHARE, "minItems": 2, "maxItems": 2}]
}

Text = Annotated[str, PlainValidator(as_text), WithJsonSchema(_TEXT)]
Number = Annotated[float, PlainValidator(as_number), WithJsonSchema({"type": "number"})]
Place = Annotated[int, PlainValidator(as_place), WithJsonSchema({"type": "integer", "minimum": 1})]
_NUMBERS: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
WeightNumber = Annotated[
    float | tuple[float, float],
    PlainValidator(as_weight),
    WithJsonSchema({"anyOf": [{"type": "number"}, _NUMBERS]}),
]
YesOrNo = Annotated[
    bool, PlainValidator(as_yes_or_no), WithJsonSchema({"enum": [True, False, "yes", "no", "true", "false"]})
]
Quota = Annotated[
    float | str,
    PlainValidator(as_quota),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"const": "majority"}]}),
]
Cost = Annotated[
    float | None,
    PlainValidator(as_cost),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"const": "never"}]}),
]
Reliability = Annotated[str, PlainValidator(as_reliability), WithJsonSchema(_RELIABILITY)]
Credibility = Annotated[int, PlainValidator(as_credibility), WithJsonSchema({"enum": [*CREDIBILITY]})]
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
Levels = Annotated[dict[str, Text], BeforeValidator(levels), Or(_TEXT, NULL)]
Members = Annotated[
    dict[str, Number], BeforeValidator(members), Or({"type": "array", "items": _TEXT, "minItems": 1})
]
