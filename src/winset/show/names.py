"""What outcomes, parties and moves are called in everything a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from winset.case.build import Built
from winset.case.model import Case, Option, Party
from winset.show.wording import change_words, is_plain, listed, quoted

LONG = 40  # letters of a name that are too many inside a sentence


class Names:
    """The words of one case for the indices of its game."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.case: Case = built.case

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties' names, in the order that indexes arrays."""
        return tuple(party.name for party in self.case.parties)

    @cached_property
    def options_of(self) -> dict[str, tuple[Option, ...]]:
        """Each party's options, by party id."""
        return {p.id: tuple(o for o in self.case.options if o.party == p.id) for p in self.case.parties}

    def id(self, index: int) -> str:
        """The outcome's id."""
        return self.built.id_of(index)

    def outcome(self, index: int) -> str:
        """An outcome as a sentence names it: its name, if the case gives one, and its number."""
        name = self.built.name(index)
        return f"{quoted(name)} (outcome {self.id(index)})" if name else f"outcome {self.id(index)}"

    def outcomes(self, indices: Iterable[int], most: int | None = None) -> str:
        """Outcomes as a sentence lists them, at most so many: those of one name told together, with their numbers."""
        every = list(indices)
        shown = every if most is None or len(every) <= most else every[:most]
        by_name: dict[str | None, list[str]] = {}
        for index in shown:
            by_name.setdefault(self.built.name(index), []).append(self.id(index))
        said = [_numbered(name, ids) for name, ids in by_name.items()]
        return listed([*said, *([f"{len(every) - len(shown):,} more"] if len(shown) < len(every) else [])])

    def short(self, index: int) -> str:
        """An outcome where a sentence has little room: by its number alone when its name is long."""
        name = self.built.name(index) or ""
        return self.outcome(index) if len(name) <= LONG else f"outcome {self.id(index)}"

    def doings(self, index: int, party: Party) -> str:
        """What a party does at an outcome: its options beyond the first level; empty when it does nothing."""
        levels = self.built.levels(index)
        done = [option for option in self.options_of[party.id] if levels[option.id] != option.levels[0]]
        return listed(done_words(option, levels[option.id]) for option in done) if done else ""

    def changes(self, source: int | None, target: int) -> Iterator[tuple[Option, str, str]]:
        """The options that differ, with levels before and after; none in graph form or from nowhere."""
        if self.case.is_graph or source is None:
            return
        before, after = self.built.levels(source), self.built.levels(target)
        for option in self.case.options:
            if before[option.id] != after[option.id]:
                yield option, before[option.id], after[option.id]

    def move(self, source: int, target: int, party: int | None = None) -> str:
        """A move as what it is done by, or one party's part in it; in graph form the outcome it leads to."""
        owner = None if party is None else self.case.parties[party].id
        changes = [change for change in self.changes(source, target) if owner in (None, change[0].party)]
        return change_words(changes) if changes else f"moving to {self.short(target)}"


def _numbered(name: str | None, ids: Sequence[str]) -> str:
    """Outcomes of one name, or of none, by their numbers."""
    numbers = f"{'outcome' if len(ids) == 1 else 'outcomes'} {listed(ids)}"
    return f"{quoted(name)} ({numbers})" if name else numbers


def done_words(option: Option, level: str) -> str:
    """An option that is not at its first level: its name, with the level where there are several."""
    return quoted(option.name) + ("" if is_plain(option) else f" ({level})")
