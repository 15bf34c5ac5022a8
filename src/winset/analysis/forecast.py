"""A baseline forecast from positions on one scale: weighted mean and median, beside the plain mean.

Actors take positions on an issue; each has a capability and gives the issue a salience. The baseline is the
mean of the positions weighted by capability times salience (the compromise model; van den Bos 1991), and
the weighted median (Black 1948): the smallest position at which half of the weight is reached. On EU
decisions such baselines erred by about 23 points of 100 on average, and no bargaining model did clearly
better (Achen, in Thomson et al., The European Union Decides, 2006); the plain mean is beside it because it
is not far behind. No expected-utility model is offered: the evidence is against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite
from typing import Any

from winset.analysis.result import Result, Subject, Table
from winset.case.foreign.ktab import SCALE, ActorTable, by_dimension
from winset.errors import ArgumentError

PUBLISHED_ERROR = 23.0
"""Mean absolute error of such baselines on EU decisions, in points of a scale of 100."""

NOTE = f"A baseline, not a prediction: on EU decisions it erred by about {PUBLISHED_ERROR:g} points of 100 on average."


@dataclass(frozen=True)
class Actor:
    """Where an actor stands, what it can bring to bear (capability), how much it cares (salience, 0 to 1)."""

    position: float
    capability: float = 1.0
    salience: float = 1.0

    @property
    def weight(self) -> float:
        """Capability times salience."""
        return self.capability * self.salience


@dataclass(frozen=True)
class Baseline:
    """The figures of one issue; `low` and `high` are the published error around the weighted mean."""

    mean: float
    median: float
    plain_mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Forecast(Result):
    """The baseline forecast of each issue, from the actors who take a position on it."""

    issues: dict[str, Baseline]
    actors: dict[str, dict[str, Actor]]
    scale: tuple[float, float]

    def tables(self) -> Sequence[Table]:
        """The figures by issue, with the published error, then each issue's actors by weight."""
        columns = ("issue", "weighted mean", "weighted median", "plain mean", "weighted mean, give or take")
        rows = tuple(
            (
                name,
                _short(x.mean),
                _short(x.median),
                _short(x.plain_mean),
                f"{_short(x.low)} to {_short(x.high)}",
            )
            for name, x in self.issues.items()
        )
        return [Table("Baseline forecast", columns, rows, (NOTE,)), *map(self._actors, self.issues)]

    def _actors(self, issue: str) -> Table:
        actors = self.actors[issue]
        order = sorted(actors, key=lambda name: -actors[name].weight)
        rows = tuple((name, actors[name].position, _short(actors[name].weight)) for name in order)
        return Table(f"{issue}: actors", ("actor", "position", "weight"), rows)

    def findings(self) -> dict[str, Any]:
        """The figures by issue, the scale and the published error."""
        figures = {name: dict(vars(baseline)) for name, baseline in self.issues.items()}
        return {"scale": list(self.scale), "issues": figures, "published_error": PUBLISHED_ERROR}


def forecast(
    actors: Mapping[str, Mapping[str, Actor]] | ActorTable, scale: tuple[float, float] = SCALE
) -> Forecast:
    """The baseline forecast of each issue: `actors[issue][name]`, or an actor table.

    Raises ArgumentError when an issue has no actor with weight, or a number is not finite, below zero or
    off the scale.

    >>> found = forecast({"toll": {"a": Actor(0, 2, 0.5), "b": Actor(60, 1, 1), "c": Actor(100, 1, 0.5)}})
    >>> toll = found.issues["toll"]
    >>> round(toll.mean, 1), toll.median, round(toll.plain_mean, 1)
    (44.0, 60, 53.3)
    """
    if isinstance(actors, ActorTable):
        title, given = actors.title, _of_table(actors)
    else:
        title, given = "a baseline forecast", {issue: dict(own) for issue, own in actors.items()}
    if not scale[0] < scale[1]:
        raise ArgumentError(
            f"the scale runs from {scale[0]:g} to {scale[1]:g}: its end must be above its start"
        )
    digest = sha256(
        repr((scale, [(issue, list(own.items())) for issue, own in given.items()])).encode()
    ).hexdigest()
    return Forecast(
        subject=Subject(title, digest),
        method="mean and median weighted by capability times salience",
        issues={issue: _baseline(issue, own, scale) for issue, own in given.items()},
        actors=given,
        scale=scale,
    )


def _of_table(table: ActorTable) -> dict[str, dict[str, Actor]]:
    return {
        dimension: {name: Actor(*figures) for name, figures in own.items()}
        for dimension, own in by_dimension(table).items()
    }


def _baseline(issue: str, actors: Mapping[str, Actor], scale: tuple[float, float]) -> Baseline:
    for name, actor in actors.items():
        _check(name, actor, scale)
    total = sum(actor.weight for actor in actors.values())
    if not total > 0:
        raise ArgumentError(f'no actor has capability and salience above zero on "{issue}"')
    mean = sum(actor.weight * actor.position for actor in actors.values()) / total
    error = PUBLISHED_ERROR * (scale[1] - scale[0]) / 100
    plain = sum(actor.position for actor in actors.values()) / len(actors)
    return Baseline(
        mean, _median(actors, total), plain, max(scale[0], mean - error), min(scale[1], mean + error)
    )


def _median(actors: Mapping[str, Actor], total: float) -> float:
    """The smallest position at which half of the weight is reached."""
    reached, ordered = 0.0, sorted(actors.values(), key=lambda actor: actor.position)
    for actor in ordered:
        reached += actor.weight
        if 2 * reached >= total:
            return actor.position
    return ordered[-1].position


def _check(name: str, actor: Actor, scale: tuple[float, float]) -> None:
    for what in ("position", "capability", "salience"):
        value = getattr(actor, what)
        if not isfinite(value) or (what != "position" and value < 0):
            raise ArgumentError(f'the {what} of "{name}" is {value}: it must be a number of zero or more')
    if not scale[0] <= actor.position <= scale[1]:
        off = f"{actor.position:g}, off the scale {scale[0]:g} to {scale[1]:g}"
        raise ArgumentError(f'the position of "{name}" is {off}')


def _short(value: float) -> str:
    return f"{value:.4g}"
