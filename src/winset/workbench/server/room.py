"""The tabs of one run of the workbench, and the desks that wait to be come back to."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from winset.errors import WinsetError
from winset.workbench.answers import Answering, answer
from winset.workbench.tab import Tab
from winset.workbench.versions.desk import Desk

MOST_IDLE = 32  # desks without a tab that are kept to be come back to

FEW = 1000  # outcomes of a case that is answered before anybody opens it

OpenDesk = Callable[[], Desk]


@dataclass
class Room:
    """All tabs of one run. opened: how a new tab's desk is opened. home: where cases kept anew get their folder."""

    opened: OpenDesk
    home: Path
    answering: Answering = field(default_factory=Answering)
    tabs: dict[str, Tab] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)  # desk: the client that shows it

    async def tab(self, key: str | None, client: str) -> tuple[str, Tab]:
        """The desk that a page comes back to, or a new one. A page still open on it is told that it has moved."""
        if key is None or key not in self.tabs:
            key = secrets.token_urlsafe(9)
            desk = await self.answering.later(self.opened)
            self.tabs[key] = await Tab.open(desk, self.answering, self.home)
        elif (send := self.tabs[key].send) is not None:
            send("winset.moved()")
        self.clients[key] = client
        return key, self.tabs[key]

    def prepare(self) -> None:
        """Answer the case before anybody asks, where that is soon done; what is wrong is told to whoever opens it."""
        try:
            desk = self.opened()
            found = desk.check()
        except WinsetError:
            return
        if found.case is not None and found.counts["outcomes"] <= FEW:
            self.answering.keep(desk.version.digest, answer(lambda: found))

    def leave(self, key: str, client: str) -> None:
        """A tab was closed; its desk stays for a while, so that loading the page again loses nothing."""
        if self.clients.get(key) == client:
            del self.clients[key]
            self.tabs[key].send = None
        idle = [one for one in self.tabs if one not in self.clients]
        unchanged = [one for one in idle if not self.tabs[one].session.desk.at]
        for one in (*unchanged, *idle[: max(0, len(idle) - MOST_IDLE)]):
            if one in self.tabs:
                self.tabs.pop(one).close()
