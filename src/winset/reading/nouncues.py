"""Nouns that report: "the claim that", "Smith's plan to", "issued a warning that"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from winset.reading.cues import Items
from winset.reading.sentences import Sentence

if TYPE_CHECKING:
    from winset.reading.attribution import Attribution


def noun_cues(s: Sentence, k: int, taken: Sequence[Items]) -> Attribution | None:
    """The attribution of noun k, if it reports."""
    return None
