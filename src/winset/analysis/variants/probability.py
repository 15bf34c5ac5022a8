"""A probability as an answer gives it: with its range, its standard error, and in words of percent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Probability:
    """A probability with the case's likelihoods at their best, and at both ends where they are ranges.

    error: the standard error of `best`, where it comes from a sample.
    """

    best: float
    low: float | None = None
    high: float | None = None
    error: float | None = None

    @property
    def shown(self) -> str:
        """The best value, with its standard error if it has one."""
        return percent(self.best) + ("" if self.error is None else f" ± {percent(self.error)}")

    def __str__(self) -> str:
        text = self.shown
        if self.low is not None and self.high is not None and (self.low, self.high) != (self.best, self.best):
            below, above = sorted((self.low, self.high))
            text += f" ({percent(below)} to {percent(above)})"
        return text

    def to_dict(self) -> dict[str, Any]:
        """The probability as plain data."""
        return {"best": self.best, "at_low": self.low, "at_high": self.high, "standard_error": self.error}


def percent(share: float) -> str:
    """A share as a reader gets it.

    >>> percent(0.14532), percent(1.0), percent(0.99999), percent(0.00001), percent(0)
    ('14.5%', '100%', 'above 99.9%', 'below 0.1%', '0%')
    """
    if 0 < share < 0.001:
        return "below 0.1%"
    if 0.999 < share < 1:
        return "above 99.9%"
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
