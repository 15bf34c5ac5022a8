"""The option table: what each party does at each of a few outcomes, side by side (Howard 1971)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.analysis.families import Family
from winset.case.build import Built
from winset.case.model import Option
from winset.show.grid import Grid, Head, Mark
from winset.show.strength import STRENGTHS
from winset.show.wording import quoted

NOW, ANY = "now", "any"


def option_table(
    built: Built,
    outcomes: Sequence[int],
    strengths: Mapping[int, int],
    stands_for: Mapping[int, Family] | None = None,
) -> Grid:
    """The option table of some outcomes, the present one and how each holds marked at the head.

    stands_for: outcomes that stand for a family of them; what its members do differently is marked as such.
    """
    names = {party.id: party.name for party in built.case.parties}
    families = stands_for or {}
    return Grid(
        rows=tuple(Head(option.name, names[option.party]) for option in built.case.options),
        columns=tuple(_head(built, index, strengths.get(index), families.get(index)) for index in outcomes),
        marks=tuple(
            tuple(_mark(option, _shown(built, index, families.get(index), k)) for index in outcomes)
            for k, option in enumerate(built.case.options)
        ),
        title="What each party does at each outcome",
        key=(
            *_signs([strengths.get(index) for index in outcomes]),
            *_families(families),
            *_names(built, outcomes),
        ),
    )


def _head(built: Built, index: int, strength: int | None, family: Family | None) -> Head:
    sign = STRENGTHS[strength].sign if strength is not None else ""
    more = f" +{len(family.members) - 1:,}" if family is not None and len(family.members) > 1 else ""
    return Head(built.id_of(index) + more, NOW if index == built.status_quo else "", sign)


def _shown(built: Built, index: int, family: Family | None, option: int) -> tuple[int, ...]:
    """The levels of an option at an outcome, or at the members of its family."""
    if family is not None:
        return family.levels[option]
    chosen = built.case.options[option]
    return (chosen.levels.index(built.levels(index)[chosen.id]),)


def _mark(option: Option, shown: tuple[int, ...]) -> Mark:
    """How far an option is from its first level, as a fill and in words; nothing at the first itself."""
    if len(shown) > 1:
        return Mark(ANY if len(shown) == len(option.levels) else "/".join(option.levels[k] for k in shown))
    return Mark(option.levels[shown[0]], shown[0] / (len(option.levels) - 1)) if shown[0] else Mark()


def _families(families: Mapping[int, Family]) -> list[str]:
    grown = [family for family in families.values() if len(family.members) > 1]
    return [f"+: an outcome and so many like it; “{ANY}”: either way among them"] if grown else []


def _signs(strengths: Sequence[int | None]) -> list[str]:
    found = sorted({strength for strength in strengths if strength is not None})
    said = ", ".join(f"{STRENGTHS[kind].sign} {STRENGTHS[kind].name}" for kind in found)
    return [f"Holds: {said}"] if found else []


def _names(built: Built, outcomes: Sequence[int]) -> list[str]:
    named = [(index, built.name(index)) for index in outcomes]
    return [f"{built.id_of(index)} {quoted(name)}" for index, name in named if name]
