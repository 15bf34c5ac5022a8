"""The option table: what each party does at each of a few outcomes, side by side (Howard 1971 writes them so)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.build import Built
from winset.case.model import Option
from winset.show.grid import Grid, Head, Mark
from winset.show.strength import STRENGTHS
from winset.show.wording import is_plain, quoted

NOW = "now"


def option_table(built: Built, outcomes: Sequence[int], strengths: Mapping[int, int]) -> Grid:
    """The option table of some outcomes, the present one and how each holds marked at the head."""
    names = {party.id: party.name for party in built.case.parties}
    levels = [built.levels(index) for index in outcomes]
    return Grid(
        rows=tuple(Head(option.name, names[option.party]) for option in built.case.options),
        columns=tuple(_head(built, index, strengths.get(index)) for index in outcomes),
        marks=tuple(
            tuple(_mark(option, column[option.id]) for column in levels) for option in built.case.options
        ),
        title="What each party does at each outcome",
        key=(*_signs([strengths.get(index) for index in outcomes]), *_names(built, outcomes)),
    )


def _head(built: Built, index: int, strength: int | None) -> Head:
    sign = STRENGTHS[strength].sign if strength is not None else ""
    return Head(built.id_of(index), NOW if index == built.status_quo else "", sign)


def _mark(option: Option, level: str) -> Mark:
    """How far an option is from its first level, as a fill, and in words; nothing at the first level itself."""
    place = option.levels.index(level)
    return (
        Mark(level if place or not is_plain(option) else "", place / (len(option.levels) - 1))
        if place
        else Mark()
    )


def _signs(strengths: Sequence[int | None]) -> list[str]:
    found = sorted({strength for strength in strengths if strength is not None})
    said = ", ".join(f"{STRENGTHS[kind].sign} {STRENGTHS[kind].name}" for kind in found)
    return [f"Holds: {said}"] if found else []


def _names(built: Built, outcomes: Sequence[int]) -> list[str]:
    named = [(index, built.name(index)) for index in outcomes]
    return [f"{built.id_of(index)} {quoted(name)}" for index, name in named if name]
