"""The answer to the version a tab shows: what is not there soon is told of, goes on beside the page and can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from winset.workbench.answers import Answer, Answering, Work

if TYPE_CHECKING:
    from winset.workbench.session import Session

SOON = 0.3  # seconds a page waits for an answer before it says that one is being worked out
TELL = 0.7  # seconds between words on how far it is

Told = Callable[[Work], Awaitable[None]]


class Following:
    """Keeps a session's answer that of the version it shows.

    told: called when there is news of an answer that takes long; it has to call `take` where the tab is ready.
    """

    def __init__(self, answering: Answering, told: Told) -> None:
        self._answering = answering
        self._told = told
        self._work: Work | None = None
        self._answered = ""
        self._watching: asyncio.Task[None] | None = None

    async def follow(self, session: Session) -> Work | None:
        """Answer the version there now is, or say how far that is. An answer to another version is let go."""
        digest = session.desk.version.digest
        if digest == self._answered:
            self.close()
            session.work = None
            return None
        if self._work is None or self._work.digest != digest:
            self.close()
            session.look.asked = {kind: one for kind, one in session.look.asked.items() if one.get("working")}
            self._work = self._answering.begin(digest, session.desk.checking())
            await asyncio.wait({self._work.future}, timeout=SOON)
        work = self._work
        self.take(session, work)
        return work

    def take(self, session: Session, work: Work) -> bool:
        """Take up an answer that is there, or what is known of it so far; False where another is worked on."""
        if work is not self._work:
            return False
        if work.future.done() and not work.stopped:
            session.answered(work.future.result())
            self._answered, self._work, session.work = work.digest, None, None
            self._watching = None  # it has seen the same, or has nothing to tell any more
            return True
        session.work = work
        if work.check is not None and work.check.case is not None:
            session.answer = Answer(work.check)
        if self._watching is None and not work.future.done():
            self._watching = asyncio.create_task(self._watch(work))
        return True

    def stop(self) -> None:
        """Work no further on the answer to this version, until it is asked for again."""
        if self._work is not None:
            self._work.stopped = True

    def close(self) -> None:
        """Let go of what is being worked on."""
        self.stop()
        self._work = None
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    async def _watch(self, work: Work) -> None:
        done: set[asyncio.Future[Answer]] = set()
        while not done and not work.stopped:
            done, _ = await asyncio.wait({work.future}, timeout=TELL)
            if not work.stopped:
                await self._told(work)
