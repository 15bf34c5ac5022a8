"""What a party wants, as a case file says it: seven ways, strength, and comparisons nobody knows."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from winset.case.yaml.entries import FormulaEntry, LineEntry, Tie, Tier
from winset.case.yaml.values import Number, Or, Place, Text, WeightNumber, one_of, one_or_more, refusal

Places = Annotated[list[Place], BeforeValidator(one_or_more), Or()]
Strength = Annotated[str, one_of("strong", "weak"), WithJsonSchema({"enum": ["strong", "weak"]})]

KINDS = ("statements", "weights", "ranking", "outcomes", "utilities", "prefers", "one_of")


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
        """Which of the seven ways is used."""
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
        fair = ", ".join(f"{number / sum(numbers):.3g}" for number in numbers) if sum(numbers) > 0 else ""
        remedy = f"in the same proportion: {fair}" if fair else "give at least one of them a chance"
        raise refusal(f"the likelihoods of the alternatives add up to {sum(numbers):g}, not to 1", remedy)


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
