"""The answers to a version, asked once: kept by digest, computed beside the page so that it never waits."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from winset.analysis.deals import Deals, deals
from winset.case.checking import Check
from winset.case.model import Case
from winset.errors import WinsetError
from winset.show.brief.answers import Answers
from winset.show.brief.bottom_line import bottom_line
from winset.show.brief.story import story_graph
from winset.show.move_graph import MoveGraph

MOST_KEPT = 24  # versions whose answers are kept
LARGE = 20_000  # outcomes beyond which roads and packages are told only when asked for
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Answer:
    """What a version says: its problems, or what follows from it, each part asked when it is first looked at."""

    check: Check
    answers: Answers | None = None

    @property
    def case(self) -> Case | None:
        """The case, where the version has no problem."""
        return self.check.case

    @property
    def is_large(self) -> bool:
        """Whether the case has so many outcomes that only what is asked for is computed."""
        return self.answers is not None and len(self.answers.built.indices) > LARGE

    @cached_property
    def bottom_line(self) -> tuple[str, ...]:
        """The brief's bottom line, sentence by sentence."""
        return tuple(one.text for one in bottom_line(self.answers)) if self.answers else ()

    @cached_property
    def graph(self) -> MoveGraph | None:
        """The moves between the outcomes that matter."""
        return story_graph(self.answers) if self.answers else None

    @cached_property
    def deals(self) -> Deals | str:
        """What could be agreed, or why that is not defined here."""
        if self.case is None:
            return "The case has problems; mend them first."
        try:
            return deals(self.case)
        except WinsetError as error:
            return str(error)

    @cached_property
    def holding(self) -> dict[tuple[tuple[str, str], ...], int]:
        """How strongly each outcome that holds does, by its levels: numbers change with the rules, levels do not."""
        if self.answers is None:
            return {}
        levels = self.answers.built.levels
        few = list(self.answers.strengths.items())[:500]
        return {tuple(levels(index).items()): strength for index, strength in few}


def answer(check: Callable[[], Check]) -> Answer:
    """Check a version and ask of it what the page shows first."""
    found = check()
    if found.case is None:
        return Answer(found)
    # Doubts are weighed when asked for: that takes seconds, and this is done at every change.
    first = Answer(found, Answers.of(found.case, doubted=False))
    if not first.is_large:
        _ = first.bottom_line
    return first


class Answering:
    """Answers by digest, computed by a few threads that all tabs share."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    async def answer(self, digest: str, check: Callable[[], Check]) -> Answer:
        """The answers to the version with a digest."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        found = await self.later(answer, check)
        self._kept[digest] = found
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    async def later(self, work: Callable[..., T], *given: Any) -> T:
        """The value of a function that runs beside the page."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)
