"""Every stability concept by its name, whichever analysis it belongs to, and several of them in one answer.

nash gmr smr seq sseq                single parties
cnash cgmr csmr cseq                 coalitions
l1 l2 ... non_myopic                 limited foresight, two parties
maximin1 maximin2 ...                alternating moves at their worst, two parties
strong_gmr weak_gmr ... weak_seq     strength of preference
nash_a ... seq_d                     unknown preference, in four readings
sim seq_or_sim                       improvements made at the same time
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from winset.analysis import stability as individual
from winset.analysis.coalitions import Coalitions, coalitions
from winset.analysis.foresight import foresight
from winset.analysis.maximin import maximin
from winset.analysis.naming import known_names
from winset.analysis.question import Question, ask
from winset.analysis.reasoning.coalition_reasons import TITLES as COALITION_TITLES
from winset.analysis.result import Result, Table
from winset.analysis.simultaneous import simultaneous
from winset.analysis.stability import Stability, stability
from winset.analysis.standing import Standing, equilibrium_table
from winset.analysis.strength import STRONG, strength
from winset.analysis.unknown import READINGS, unknown_preferences
from winset.analysis.unknown import TITLES as UNKNOWN_TITLES
from winset.errors import ArgumentError
from winset.game.game import Game, Indices, Mask

if TYPE_CHECKING:
    from winset.case.model import Case

Groups = Iterable[Iterable[str | int]]
Progress = Callable[[int, int], object]

STRENGTHS = tuple(f"{kind}_{name}" for name in STRONG for kind in ("strong", "weak"))
UNCERTAIN = tuple(f"{name}_{reading}" for name in UNKNOWN_TITLES for reading in READINGS)
SIMULTANEOUS = ("sim", "seq_or_sim")

NAMES = (
    *individual.CONCEPTS,
    *COALITION_TITLES,
    *("l1", "l2", "l3", "non_myopic", "maximin1", "maximin2", "maximin3"),
    *STRENGTHS,
    *UNCERTAIN,
    *SIMULTANEOUS,
)
"""Every name; foresight and maximin take other numbers too."""


@dataclass(frozen=True, kw_only=True)
class Standings(Result):
    """Several concepts from several analyses, one part for each analysis."""

    question: Question
    parts: tuple[Stability | Standing | Coalitions, ...]

    @property
    def stable(self) -> dict[str, Mask]:
        """For each concept of single parties, bool `(parties, outcomes)`."""
        return {name: rows for part in self._single for name, rows in part.stable.items()}

    @property
    def equilibria(self) -> dict[str, Indices]:
        """For each concept of single parties, the equilibria."""
        return {name: held for part in self._single for name, held in part.equilibria.items()}

    def why(self, outcome: str | int, who: str | int | Sequence[str | int], concept: str) -> Any:
        """The reason for a verdict; who: a party, or for a coalition its members, as a list or joined by "+"."""
        for part in self.parts:
            if concept in part.stable:
                if isinstance(part, Coalitions):
                    return part.why(outcome, members_of(who), concept)
                return part.why(outcome, who if isinstance(who, str | int) else who[0], concept)
        asked = ", ".join(name for part in self.parts for name in part.stable)
        raise ArgumentError(f"{concept!r} was not asked for, only {asked}")

    def tables(self) -> tuple[Table, ...]:
        """The equilibria under every concept of single parties together, then what each part has to add."""
        single = self._single
        if not single:
            return tuple(table for part in self.parts for table in part.tables())
        notes = tuple(
            dict.fromkeys(note for part in single if isinstance(part, Standing) for note in part.notes)
        )
        together = equilibrium_table(self.question, self.equilibria, self._titles, notes)
        more = (part.tables()[0 if isinstance(part, Coalitions) else 1 :] for part in self.parts)
        return (together, *(table for tables in more for table in tables))

    @property
    def _titles(self) -> dict[str, str]:
        parts = (individual.TITLES if isinstance(part, Stability) else part.titles for part in self._single)
        return {name: title for titles in parts for name, title in titles.items()}

    def findings(self) -> dict[str, Any]:
        """What is stable for whom and the equilibria, for single parties together; then the coalitions."""
        together: dict[str, Any] = {"stable": {}, "equilibria": {}}
        for part in self.parts:
            found = part.findings()
            if isinstance(part, Coalitions):
                together["coalitions"] = found
                continue
            for key, value in found.items():
                if key in ("stable", "equilibria"):
                    together[key] |= value
                else:
                    together.setdefault(key, value)
        return together

    @property
    def _single(self) -> list[Stability | Standing]:
        return [part for part in self.parts if not isinstance(part, Coalitions)]


def members_of(who: str | int | Sequence[str | int]) -> list[str | int]:
    """The members of a coalition given as a list, or as text with "+" between them."""
    if isinstance(who, str):
        return [name.strip() for name in who.split("+")]
    return [who] if isinstance(who, int) else list(who)


def standings(
    subject: Game | Case,
    concepts: Iterable[str] | str,
    groups: Groups | None = None,
    progress: Progress | None = None,
) -> Stability | Standings:
    """Who would stay where, under concepts of any kind named in this module; coalitions: all, or the groups given.

    Concepts of single parties alone give the answer of `stability`. progress: called with how many of how
    many steps are done: a concept for a party, or an analysis where several are asked. Raises ArgumentError
    for an unknown concept, and whatever the analysis of a concept refuses.

    >>> chicken = Game((2, 2), [[2, 3, 1, 0], [2, 1, 3, 0]], parties=("Row", "Column"))
    >>> {name: held.tolist() for name, held in standings(chicken, ["seq", "l3", "sim"]).equilibria.items()}
    {'seq': [1, 2], 'l3': [0], 'sim': [0, 1, 2]}
    """
    given = tuple([concepts] if isinstance(concepts, str) else concepts)
    names = known_names(given, (*NAMES, *filter(_NUMBERED.fullmatch, given)))
    if groups is None and all(name in individual.CONCEPTS for name in names):
        return stability(subject, names, progress)
    question = ask(subject)
    families = dict.fromkeys(_family(name) for name in names)
    if groups is not None and "coalitions" not in families:
        raise ArgumentError(f"coalitions go with a concept of theirs: {', '.join(COALITION_TITLES)}")
    asked = {family: [name for name in names if _family(name) == family] for family in families}
    parts = []
    for family, own in asked.items():
        parts.append(_part(question, family, own, groups))
        if progress is not None:
            progress(len(parts), len(asked))
    return Standings(
        subject=question.about,
        method="; ".join(part.method for part in parts),
        parameters={"concepts": list(names)},
        question=question,
        parts=tuple(parts),
    )


_NUMBERED = re.compile(r"(l|maximin)([1-9]\d{0,2})")


def _family(name: str) -> str:
    """The analysis a known concept belongs to."""
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return "foresight" if numbered[1] == "l" else "maximin"
    families: Mapping[str, Iterable[str]] = {
        "stability": individual.CONCEPTS,
        "coalitions": COALITION_TITLES,
        "foresight": ("non_myopic",),
        "strength": STRENGTHS,
        "unknown": UNCERTAIN,
        "simultaneous": SIMULTANEOUS,
    }
    return next(family for family, own in families.items() if name in own)


def _part(
    question: Question, family: str, names: list[str], groups: Groups | None
) -> Stability | Standing | Coalitions:
    """The answer of one analysis about its concepts."""
    if family == "stability":
        return stability(question, names)
    if family == "coalitions":
        return coalitions(question, groups, names)
    makers: dict[str, Callable[[], Standing]] = {
        "foresight": lambda: foresight(question, _horizons(names), "non_myopic" in names),
        "maximin": lambda: maximin(question, _horizons(names)),
        "strength": lambda: strength(question, None, _firsts(names, 1)),
        "unknown": lambda: unknown_preferences(question, None, _firsts(names, 0), _firsts(names, 1)),
        "simultaneous": lambda: simultaneous(question),
    }
    found = makers[family]()
    if family == "strength":
        return found  # strong and weak belong together: a weak equilibrium is one that is not strong
    return replace(found, stable={name: found.stable[name] for name in names})


def _horizons(names: list[str]) -> list[int]:
    found = [int(match[2]) for match in map(_NUMBERED.fullmatch, names) if match]
    return found or [1]


def _firsts(names: list[str], place: int) -> list[str]:
    return list(dict.fromkeys(name.split("_")[place] for name in names))
