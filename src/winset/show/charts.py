"""Charts of a brief as values: probabilities, what moves an answer, claims in time, who carries what.

Each says in words what it shows; how it is drawn stands in `winset.show.figures`.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.show.picture import Picture
from winset.show.wording import counted, listed, percent_words


@dataclass(frozen=True)
class Mark:
    """A probability from 0 to 1, and how far it reaches: over the ranges given, or one standard error."""

    best: float
    low: float
    high: float

    def __str__(self) -> str:
        said = percent_words(self.best)
        if (self.low, self.high) != (self.best, self.best):
            said += f" ({percent_words(self.low)} to {percent_words(self.high)})"
        return said


@dataclass(frozen=True)
class Strip(Picture):
    """A strip of probabilities: for each row its marks, one for each series, None where it has none."""

    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Mark | None, ...]], ...]
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """Every row with its probabilities."""
        said = [
            f"{label}: "
            + listed(f"{name} {mark}" for name, mark in zip(self.series, marks) if mark is not None)
            for label, marks in self.rows
        ]
        return f"{self.title}. {'; '.join(said)}."


@dataclass(frozen=True)
class Tornado(Picture):
    """How far an answer moves with each finding: rows of label, probability if so, and if not."""

    title: str
    base: float
    rows: tuple[tuple[str, float | None, float | None], ...]
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """The answer as it stands, and with each finding either way."""
        said = [
            f"{label}: {_or_never(so)} if so, {_or_never(not_so)} if not" for label, so, not_so in self.rows
        ]
        return f"{self.title}. As the case stands {percent_words(self.base)}; {'; '.join(said)}."


def _or_never(share: float | None) -> str:
    return "not possible" if share is None else percent_words(share)


@dataclass(frozen=True)
class Told:
    """A claim in a timeline: its name, the day it is of, its status, and the commitment it tells of, if any."""

    claim: str
    day: str
    status: str
    commitment: str | None = None
    unnamed: bool = False


@dataclass(frozen=True)
class Timeline(Picture):
    """Claims in time by what they say is done, under way, planned or open; commitments marked."""

    title: str
    claims: tuple[Told, ...]
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, ...]:
        """The days there are, in order."""
        return tuple(sorted({one.day for one in self.claims}))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses there are, in the order in which they are first told."""
        return tuple(dict.fromkeys(one.status for one in self.claims))

    @property
    def description(self) -> str:
        """How many claims of each status on each day, and the commitments."""
        said = [f"{self.title}"]
        for day in self.days:
            own = [one for one in self.claims if one.day == day]
            counts = [f"{sum(o.status == s for o in own)} {s}" for s in self.statuses]
            said.append(f"{day}: {listed(c for c in counts if not c.startswith('0 '))}")
        said += [f"{one.claim}: {one.commitment}" for one in self.claims if one.commitment]
        return "; ".join(said) + "."


@dataclass(frozen=True)
class SourceMap(Picture):
    """Who carries what: sources (name, unnamed), the parts of the case, and how many citations join them."""

    title: str
    sources: tuple[tuple[str, bool], ...]
    parts: tuple[str, ...]
    links: tuple[tuple[int, int, int], ...]  # source, part, citations
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """For each source, how many citations it carries and for what."""
        said = []
        for place, (name, _) in enumerate(self.sources):
            own = [(part, many) for source, part, many in self.links if source == place]
            carried = listed(f"{counted(many, 'citation')} for {self.parts[part]}" for part, many in own)
            said.append(f"{name}: {carried}")
        return f"{self.title}. {'; '.join(said)}."
