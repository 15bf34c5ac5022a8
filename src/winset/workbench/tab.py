"""A browser tab at work: its messages done one after the other, its long questions beside, its page kept up to date."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from winset.case import catalogue
from winset.case.checking import Check
from winset.case.yaml.dumping import dump
from winset.errors import WinsetError
from winset.workbench.acts import do, text_in
from winset.workbench.answers import Answer, Answering, Work, internal
from winset.workbench.asked import WORKING, question_of
from winset.workbench.beginning import begun, folder_for
from winset.workbench.blocks import Block, thinned
from winset.workbench.exports import exported
from winset.workbench.following import Following
from winset.workbench.page_frame import frame, in_blocks
from winset.workbench.session import Session
from winset.workbench.versions.desk import Desk, Version
from winset.workbench.worker import Worker

MOST_REPORT = 10_000_000  # characters of a pasted report
LOOK_AT_DISK = 1.5  # seconds between looks at what others wrote
FEW = 1000  # outcomes of a case whose page is sooner made than handed to another thread and back
LIVE = {"likelihood", "text", "filter"}  # acts of which only the last waiting one counts
NOT_YET = Check("", (), None, {})  # until a version has been checked
REMEDY = "Your versions are kept. Undo the last step if it goes on, or load the page again."
log = logging.getLogger(__name__)

Send = Callable[[str], object]


class Tab:
    """One tab: a session, and the page it is shown on, reached by sending it a line of script."""

    def __init__(self, session: Session, answering: Answering, home: Path) -> None:
        self.session = session
        self.home = home
        self.send: Send | None = None
        self._answering = answering
        self._following = Following(answering, self._told)
        self._inbox: list[Mapping[str, Any]] = []
        self._worker = Worker()
        self._turn = asyncio.Lock()
        self._parts: dict[str, Block] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}

    @classmethod
    async def open(cls, desk: Desk, answering: Answering, home: Path) -> Tab:
        """A tab on a desk, its first answers ready or, where they take long, on their way."""
        tab = cls(Session(desk, Answer(NOT_YET)), answering, home)
        await tab._begin_with(desk)
        return tab

    async def _begin_with(self, desk: Desk) -> None:
        """Show a desk, as it was opened."""
        self.session = session = Session(desk, Answer(NOT_YET))
        self._following.close()
        self._following = Following(self._answering, self._told)
        work = await self._following.follow(session)
        while session.answer.check is NOT_YET and work is not None:
            await asyncio.wait({work.future}, timeout=0.05)
            self._following.take(session, work)
        if session.answer.case is None:
            session.look.case = "begin" if session.is_new else "text"

    async def page(self) -> dict[str, Block]:
        """The parts of the page as they are to be shown first."""
        async with self._turn:
            self._parts = await self._shown()
        return self._parts

    async def _shown(self) -> dict[str, Block]:
        """The parts of the page as they now are: at once where that is soon done, else beside the page."""
        if self.session.shown_answer.outcomes <= FEW:
            return in_blocks(self.session)
        return await self._answering.later(in_blocks, self.session)

    async def framed(self) -> str:
        """The whole page as it is to be shown first."""
        return str(frame(await self.page()))

    # --- Messages ---

    async def receive(self, message: object) -> None:
        """Do what the page asks, in the order asked; what was asked while an answer was made is answered at once."""
        if not isinstance(message, dict) or not isinstance(message.get("act"), str):
            return
        if message["act"] == "cancel" or (message["act"] == "close" and self._waits_for_dialog):
            self._cancel(message.get("kind"))
        self._inbox.append(message)
        async with self._safely():
            waiting, self._inbox = _latest(self._inbox), []
            notes = [await self._done(one) for one in waiting]
            if waiting:
                await self._follow("; ".join(dict.fromkeys(note for note in notes if note)) or None)

    @asynccontextmanager
    async def _safely(self) -> AsyncIterator[None]:
        """A turn of this tab's. Whatever fails in it, the person is told what to do, and the page goes on."""
        async with self._turn:
            try:
                yield
            except Exception as error:  # a fault of this program's
                self._trouble(error)

    def _trouble(self, error: Exception) -> None:
        """Tell the person of an error that is none of theirs, and what to do."""
        log.error("the workbench failed", exc_info=error)
        if self.send is not None:
            self.send(f"winset.trouble({json.dumps(f'{internal(error)}. {REMEDY}')})")

    async def _done(self, message: Mapping[str, Any]) -> str | None:
        """Do a message; what there is to say, or what was wrong with it."""
        own: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "ask": self._ask, "read": self._read, "open": self._open, "import": self._import, "export": self._export,
        }  # fmt: skip
        name = message["act"]
        try:
            if name == "cancel":
                return "Cancelled"
            if name == "resume":
                self._following.close()
                return None
            if name == "whole":
                self._parts = {}
                return None
            if name in own:
                note: str | None = await own[name](message)
                return note
            if name == "keep":
                note = await self._answering.later(do, self.session, message)
                self.session.before = None
                return note
            return do(self.session, message)
        except WinsetError as error:
            if name == "keep" and "elsewhere" in str(error):
                self.session.look.clash = (self.session.desk.file,)
            return str(error)
        except Exception as error:  # a fault of this program's: what else was asked is still done
            self._trouble(error)
            return None

    async def _follow(self, note: str | None = None) -> None:
        """Answer the version there now is, and show what changed on the page."""
        session, desk = self.session, self.session.desk
        await self._following.follow(session)
        if session.before is None and desk.kept and session.work is None:
            kept = Version(desk.kept, "")
            session.before = await self._answering.answer(kept.digest, desk.checking(kept.texts))
        await self._show(note)

    async def _told(self, work: Work) -> None:
        """Show how far an answer is, or the answer."""
        async with self._safely():
            if self._following.take(self.session, work):
                await self._follow("The answer is there" if self.session.work is None else None)

    async def _show(self, note: str | None = None) -> None:
        if self.send is None:
            return
        parts = await self._shown()
        new = {
            name: thinned(self._parts.get(name, Block()), part)
            for name, part in parts.items()
            if name not in self._parts or self._parts[name].whole != part.whole
        }
        self._parts = parts
        waits = self.session.work is not None and not self.session.work.stopped
        self.send(f"winset.show({json.dumps(new)}, {json.dumps(note)}, {json.dumps(waits)})")
        goto = self.session.look.data.pop("goto", None)
        if goto is not None:
            self.send(f"winset.goto({int(goto)})")

    async def watch(self) -> None:
        """Notice what others write to the disk, for as long as the tab is open."""
        while True:
            await asyncio.sleep(LOOK_AT_DISK)
            await self.look_at_disk()

    async def look_at_disk(self) -> None:
        """Take over what was changed on the disk, or ask about it."""
        async with self._safely():
            try:
                notice = await self._answering.later(self.session.desk.refresh)
            except WinsetError:
                return
            clash = notice.files if notice.kind == "clash" else ()
            if notice.kind == "taken":
                self.session.before = None
                await self._follow(
                    f"{', '.join(notice.files)} was changed elsewhere; the changes are taken over"
                )
            elif clash != self.session.look.clash:
                self.session.look.clash = clash
                await self._show("The file was changed elsewhere in the lines you changed")

    # --- What takes long ---

    @property
    def _waits_for_dialog(self) -> bool:
        """Whether what is open over the page shows a question that is being worked on: closing it ends the question."""
        look = self.session.look
        kind = {"withdraw": "withdraw", "versions": "differ"}.get(look.dialog or "", "")
        return bool(
            look.asked.get(kind, {}).get("working") or (look.dialog == "new" and look.data.get("working"))
        )

    def _cancel(self, kind: object = None) -> None:
        if kind == "answer":
            self._following.stop()
            return
        self._worker.cancel()
        self._worker = Worker()
        self.session.look.asked = {
            kind: one for kind, one in self.session.look.asked.items() if not one.get("working")
        }
        self.session.look.data.pop("working", None)

    async def _ask(self, message: Mapping[str, Any]) -> str | None:
        session, asked = self.session, question_of(self.session, message)
        kind = asked["kind"]
        if any(one.get("working") for one in session.look.asked.values()):
            return "One question at a time: cancel the other first"
        session.look.asked[kind] = {"working": WORKING[kind]}
        self._asking[kind] = self._beside(self._answer_long(kind, asked, session.desk.version.digest))
        return WORKING[kind]

    def _beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Something done beside the page. If it fails inside, nothing is left waiting for it."""

        async def done() -> None:
            try:
                await work
            except Exception as error:  # a fault of this program's
                async with self._safely():
                    self._cancel()
                    self._trouble(error)
                    await self._show()

        return asyncio.create_task(done())

    async def _answer_long(self, kind: str, asked: dict[str, Any], digest: str) -> None:
        worker, session = self._worker, self.session
        try:
            found = await worker.ask(asked, lambda done: self._progress(kind, done))
        except WinsetError as error:
            found = {"error": str(error)}
        if worker is not self._worker:
            return
        async with self._safely():
            session.look.asked[kind] = found
            if session.desk.version.digest != digest:
                session.look.asked[kind] = {
                    "error": "The case was changed while this was worked out: ask again."
                }
            await self._show("The answer is there")

    def _progress(self, kind: str, done: int) -> None:
        if kind in self.session.look.asked and self.session.look.asked[kind].get("working"):
            self.session.look.asked[kind]["done"] = done
            self._asking["progress"] = asyncio.create_task(self._in_turn())

    async def _in_turn(self) -> None:
        async with self._safely():
            await self._show()

    # --- Other cases ---

    async def _read(self, message: Mapping[str, Any]) -> str:
        fields = {name: text_in(message, name) for name in ("title", "question", "outlet", "published")}
        report = text_in(message, "report", MOST_REPORT)
        self.session.look.data = {**fields, "report": report}
        if not report.strip():
            self.session.look.data["error"] = "Paste the text of the report first."
            return "Paste the text of the report first."
        self.session.look.data["working"] = "Reading …"
        self._asking["read"] = self._beside(self._begin(fields, report))
        return "Reading the report"

    async def _begin(self, fields: dict[str, str], report: str) -> None:
        worker, session = self._worker, self.session
        given = {"text": report, "outlet": fields["outlet"], "published": fields["published"]}
        try:
            found = await worker.ask({"kind": "read", "given": given})
            desk = await self._answering.later(begun, fields, report, found, self.home)
        except WinsetError as error:
            session.look.data = {**fields, "report": report, "error": str(error)}
            async with self._safely():
                await self._show(str(error))
            return
        if worker is self._worker:
            async with self._safely():
                await self._change_desk(desk)
                await self._follow(f"Read: {len(found['claims'])} claims to review")

    async def _open(self, message: Mapping[str, Any]) -> str:
        name = text_in(message, "name")
        desk = await self._answering.later(Desk.open, catalogue.folder_of(name), self.home / name)
        await self._change_desk(desk)
        return f"{catalogue.titles()[name]} is open"

    async def _import(self, message: Mapping[str, Any]) -> str:
        from winset.case.foreign.gmcr import read_gmcr

        case = read_gmcr(text_in(message, "text", MOST_REPORT), text_in(message, "name"))
        home = folder_for(self.home, Path(text_in(message, "name")).stem)
        await self._change_desk(Desk.new({"case.yaml": dump(case)}, {}, home))
        return f"{case.title} is imported; keep it to write it to a folder"

    async def _change_desk(self, desk: Desk) -> None:
        await self._begin_with(desk)

    async def _export(self, message: Mapping[str, Any]) -> str:
        file = text_in(message, "file")
        made = await self._answering.later(exported, self.session, file)
        if self.send is not None:
            self.send(
                f"winset.download('export/' + new URL(location.href).searchParams.get('desk') + {json.dumps(f'/{file}')})"
            )
        return f"{file} is made: {made.note or 'your browser has it'}"

    def close(self) -> None:
        """End what runs for the tab."""
        self._worker.cancel()
        self._following.close()
        for task in self._asking.values():
            task.cancel()


def _latest(messages: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The messages in their order, without those that a later one of their kind makes idle."""
    last = {json.dumps([one["act"], one.get("path")]): k for k, one in enumerate(messages)}
    return [
        one
        for k, one in enumerate(messages)
        if one["act"] not in LIVE or last[json.dumps([one["act"], one.get("path")])] == k
    ]
