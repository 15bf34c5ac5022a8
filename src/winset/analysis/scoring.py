"""How good forecasts were: Brier and logarithmic scores, and whether what was called likely came true as often.

For a question forecast with probability p whose outcome is o (1: it happened, 0: it did not):

    Brier score        (p - o)^2: 0 is perfect, 0.25 is what 50 percent always gets, 1 is certain and wrong.
                       Brier 1950, *Verification of forecasts expressed in terms of probability*, Monthly Weather Review
                       78(1), p. 1, sums over both classes and so gets twice this; the half is what is reported today.
    logarithmic score  -ln p if it happened, -ln(1 - p) if not: 0 is perfect, 0.693 is what 50 percent always gets;
                       infinite when what was called impossible happens. Good 1952, *Rational decisions*, Journal of the
                       Royal Statistical Society B 14(1), p. 112, with the sign turned so that less is better.

Both are strictly proper: the expected score is best for who says what they believe. A question counts once, with its
last forecast on or before the day it was resolved. The *base rate* is the share of questions that happened; always
forecasting it would get base rate times (1 - base rate) as a Brier score. *Calibration*: forecasts in ten classes of
equal width, in each the mean forecast beside the share that happened, with its standard error sqrt(q (1 - q) / n).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import inf, isfinite, log, sqrt
from pathlib import Path
from typing import Any

from winset.analysis.result import Cell, Result, Subject, Table
from winset.case.forecasts import Forecast, Record, Resolution, load

CLASSES = 10


@dataclass(frozen=True)
class Scored:
    """A resolved question: its last forecast, what happened, and the scores."""

    forecast: Forecast
    resolution: Resolution

    @property
    def brier(self) -> float:
        """The Brier score, from 0 to 1, less is better."""
        return (self.forecast.probability - self.resolution.happened) ** 2

    @property
    def logarithmic(self) -> float:
        """The logarithmic score in nats, less is better; infinite when the impossible happened."""
        given = self.forecast.probability if self.resolution.happened else 1 - self.forecast.probability
        return -log(given) if given > 0 else inf


@dataclass(frozen=True)
class Calibration:
    """A class of forecasts from `low` to `high`: how many, their mean, and the share that happened."""

    low: float
    high: float
    count: int
    mean: float
    share: float

    @property
    def error(self) -> float:
        """The standard error of the share."""
        return sqrt(self.share * (1 - self.share) / self.count)


@dataclass(frozen=True, kw_only=True)
class Scores(Result):
    """How good a record of forecasts was. open: questions not resolved yet, in the order they were first forecast."""

    scored: tuple[Scored, ...]
    open: tuple[Forecast, ...]

    @property
    def brier(self) -> float | None:
        """The mean Brier score; None where nothing is resolved."""
        return sum(one.brier for one in self.scored) / len(self.scored) if self.scored else None

    @property
    def logarithmic(self) -> float | None:
        """The mean logarithmic score; None where nothing is resolved."""
        return sum(one.logarithmic for one in self.scored) / len(self.scored) if self.scored else None

    @property
    def base_rate(self) -> float | None:
        """The share of resolved questions that happened; None where nothing is resolved."""
        return sum(one.resolution.happened for one in self.scored) / len(self.scored) if self.scored else None

    @property
    def calibration(self) -> tuple[Calibration, ...]:
        """The classes that hold forecasts, from the least likely; an end belongs to the class above it."""
        return tuple(_classes(self.scored))

    def tables(self) -> tuple[Table, ...]:
        """The scores, the calibration, and question by question."""
        return (self._summary(), self._calibration_table(), self._questions())

    def findings(self) -> dict[str, Any]:
        """The scores as plain data; an infinite one is null."""
        return {
            "resolved": len(self.scored),
            "open": len(self.open),
            "brier": self.brier,
            "logarithmic": _finite(self.logarithmic),
            "base_rate": self.base_rate,
            "calibration": [
                {"from": c.low, "to": c.high, "count": c.count, "mean": c.mean, "share": c.share}
                for c in self.calibration
            ],
            "questions": [
                {
                    "question": one.forecast.question,
                    "on": one.forecast.on,
                    "probability": one.forecast.probability,
                    "case": one.forecast.case,
                    "happened": one.resolution.happened,
                    "brier": one.brier,
                    "logarithmic": _finite(one.logarithmic),
                }
                for one in self.scored
            ],
        }

    def _summary(self) -> Table:
        rate = self.base_rate
        reference = None if rate is None else rate * (1 - rate)
        rows: tuple[tuple[Cell, ...], ...] = (
            ("questions resolved", len(self.scored)),
            ("questions open", len(self.open)),
            ("Brier score, 0 (best) to 1", _shown(self.brier)),
            ("  always 50 percent would get", "0.250" if self.scored else None),
            ("  always the share that happened would get", _shown(reference)),
            ("logarithmic score, 0 (best) upwards", _shown(self.logarithmic)),
            ("  always 50 percent would get", "0.693" if self.scored else None),
        )
        few = "So few questions say little: luck decides." if 0 < len(self.scored) < 20 else ""
        none = "" if self.scored else "Nothing is resolved yet, so there is nothing to score."
        return Table("How good the forecasts were", ("", "value"), rows, tuple(filter(None, (few, none))))

    def _calibration_table(self) -> Table:
        rows = tuple(
            (f"{100 * c.low:.0f} to {100 * c.high:.0f}%", c.count, f"{100 * c.mean:.0f}%", f"{100 * c.share:.0f}%",
             f"{100 * c.error:.0f}")
            for c in self.calibration
        )  # fmt: skip
        columns = ("forecast", "questions", "mean forecast", "happened", "standard error, points")
        return Table("Called likely, and came true", columns, rows)

    def _questions(self) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (one.forecast.question, one.forecast.on, f"{one.forecast.probability:g}",
             "yes" if one.resolution.happened else "no", _shown(one.brier), _shown(one.logarithmic))
            for one in self.scored
        ]  # fmt: skip
        rows += [(one.question, one.on, f"{one.probability:g}", "open", None, None) for one in self.open]
        columns = ("question", "forecast on", "probability", "happened", "Brier", "logarithmic")
        return Table("Question by question", columns, tuple(rows))


def score(record: Record | str | Path) -> Scores:
    r"""How good the forecasts of a record, or of a file of them, were.

    Raises InputError for a file that is no record. See the module for the definitions.

    >>> from winset.case.forecasts import loads
    >>> told = '{"question": "rain", "on": "2026-01-01", "probability": 0.8}'
    >>> came = '{"question": "rain", "on": "2026-01-02", "happened": true}'
    >>> found = score(loads(f"{told}\n{came}"))
    >>> round(found.brier, 3), round(found.logarithmic, 3)
    (0.04, 0.223)
    """
    name = "forecasts" if isinstance(record, Record) else Path(record).name
    record = record if isinstance(record, Record) else load(record)
    last = {one.question: one for one in sorted(record.forecasts, key=lambda one: one.on)}
    order = dict.fromkeys(one.question for one in record.forecasts)
    resolved = record.resolved
    return Scores(
        subject=Subject(name, sha256(record.dumps().encode()).hexdigest()),
        method="Brier (halved) and logarithmic scores of the last forecast on each question",
        scored=tuple(Scored(last[one], resolved[one]) for one in order if one in resolved),
        open=tuple(last[one] for one in order if one not in resolved),
    )


def _classes(scored: tuple[Scored, ...]) -> Iterator[Calibration]:
    for number in range(CLASSES):
        own = [
            one
            for one in scored
            if min(int(one.forecast.probability * CLASSES + 1e-9), CLASSES - 1) == number
        ]
        if own:
            mean = sum(one.forecast.probability for one in own) / len(own)
            share = sum(one.resolution.happened for one in own) / len(own)
            yield Calibration(number / CLASSES, (number + 1) / CLASSES, len(own), mean, share)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _shown(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:.3f}" if isfinite(value) else "infinite: what was called impossible happened"
