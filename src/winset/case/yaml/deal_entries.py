"""What an agreement needs, as a case file says it: consent, fallbacks, red lines, bodies, costs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from winset.case.yaml.entries import Entry, LineEntry, Tie, Tier
from winset.case.yaml.values import Cost, Levels, Members, Number, Or, Quota, Text, one_or_more


class ThresholdEntry(Entry):
    """A second threshold of a body, over other weights of the same members."""

    members: Members = Field(description="The members and their weights for this threshold.")
    quota: Quota | None = Field(None, description="The weight needed, or majority; all of it if absent.")


Thresholds = Annotated[list[ThresholdEntry], BeforeValidator(one_or_more), Or()]


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


Bodies = Annotated[list[BodyEntry], BeforeValidator(one_or_more), Or()]


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
