"""The answers to a version, asked once: kept by digest, computed beside the page so that it never waits."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from winset.case.checking import Check
from winset.case.model import Case
from winset.errors import Problem, WinsetError
from winset.show.brief.answers import Answers
from winset.show.brief.bottom_line import bottom_line
from winset.show.brief.story import story_graph
from winset.show.move_graph import MoveGraph

if TYPE_CHECKING:
    from winset.analysis.deals import Deals

MOST_KEPT = 24  # versions whose answers are kept
MOST_OUTCOMES = 2_000_000  # outcomes of all versions whose answers are kept
LARGE = 20_000  # outcomes beyond which roads and packages are told only when asked for
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Answer:
    """What a version says: its problems, or what follows from it, each part asked when it is first looked at."""

    check: Check
    answers: Answers | None = None
    failure: str = ""  # why a case without problems has no answers

    @property
    def case(self) -> Case | None:
        """The case, where the version has no problem."""
        return self.check.case

    @property
    def outcomes(self) -> int:
        """How many outcomes it is about."""
        return len(self.answers.built.indices) if self.answers is not None else 0

    @property
    def is_large(self) -> bool:
        """Whether the case has so many outcomes that only what is asked for is computed."""
        return self.outcomes > LARGE

    @property
    def told(self) -> tuple[str, ...]:
        """The bottom line; of a case too large to tell it at once, how many outcomes hold."""
        if self.answers is None or not self.is_large:
            return self.bottom_line
        held = f"{len(self.answers.strengths):,} of {self.outcomes:,} outcomes would hold."
        return (f"{held} With so many, roads and agreements are worked out when asked for.",)

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
        from winset.analysis.deals import deals

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


class Stopped(Exception):  # noqa: N818 (no error: somebody no longer wants the answer)
    """An answer was no longer wanted."""


@dataclass(eq=False)
class Work:
    """An answer that is being worked out beside the page: how far it is. It can be stopped.

    check: what the version's check found, as soon as it is known. percent: how much of what takes long is done.
    """

    digest: str
    check: Check | None = None
    percent: int = 0
    stopped: bool = False
    future: asyncio.Future[Answer] = field(init=False)

    def told(self, done: int, total: int) -> None:
        """Note how far it is; raises Stopped where nobody waits for it any more."""
        if self.stopped:
            raise Stopped
        self.percent = 100 * done // max(total, 1)


def answer(check: Callable[[], Check], work: Work | None = None) -> Answer:
    """Check a version and ask of it what the page shows first; what fails inside is told in the answer."""
    work = work or Work("")
    work.told(0, 1)
    found = work.check = _checked(check)
    if found.case is None:
        return Answer(found)
    try:
        # Doubts are weighed when asked for: that takes seconds, and this is done at every change.
        first = Answer(found, Answers.of(found.case, False, work.told))
        if not first.is_large:
            _ = first.bottom_line
    except WinsetError as error:
        return Answer(found, failure=str(error))
    except Stopped:
        raise
    except Exception as error:  # a fault of this program's: the page must live on and say so
        log.exception("a version could not be answered")
        return Answer(found, failure=internal(error))
    return first


def _checked(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:
        log.exception("a version could not be checked")
        return Check("", (Problem(internal(error), "the case"),), None, {})


def internal(error: Exception) -> str:
    """What to say of an error that no user made."""
    return (
        f"Something failed inside Winset ({type(error).__name__}); the terminal of `winset serve` says more"
    )


class Answering:
    """Answers by digest, computed by a few threads that all tabs share; pages are made by threads of their own."""

    def __init__(self, threads: int = 2) -> None:
        self._answers = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self._pages = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    def begin(self, digest: str, check: Callable[[], Check]) -> Work:
        """Begin to answer the version with a digest; done at once where it was answered lately."""
        work, loop = Work(digest), asyncio.get_running_loop()
        if digest in self._kept:
            self._kept.move_to_end(digest)
            work.future = loop.create_future()
            work.future.set_result(self._kept[digest])
        else:
            work.future = loop.run_in_executor(self._answers, answer, check, work)
            work.future.add_done_callback(lambda done: self._ended(digest, done))
        return work

    async def answer(self, digest: str, check: Callable[[], Check]) -> Answer:
        """The answers to the version with a digest."""
        return await self.begin(digest, check).future

    def _ended(self, digest: str, done: asyncio.Future[Answer]) -> None:
        # An answer that nobody wanted any more ends with Stopped, which is nobody's trouble.
        if not done.cancelled() and done.exception() is None and not done.result().failure:
            self.keep(digest, done.result())

    def keep(self, digest: str, answer: Answer) -> None:
        """Keep the answer to the version with a digest, and forget old ones."""
        self._kept[digest] = answer
        while len(self._kept) > MOST_KEPT or sum(one.outcomes for one in self._kept.values()) > MOST_OUTCOMES:
            self._kept.popitem(last=False)

    async def later(self, work: Callable[..., T], *given: Any) -> T:
        """The value of a function that runs beside the page."""
        return await asyncio.get_running_loop().run_in_executor(self._pages, work, *given)
