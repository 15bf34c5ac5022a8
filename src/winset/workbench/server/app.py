"""The workbench's server: its page, its files, its exports; NiceGUI carries what page and session say to each other."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections.abc import Callable
from concurrent.futures import Future
from importlib.resources import files
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from nicegui import Client, app, background_tasks, ui
from nicegui.events import GenericEventArguments

from winset.errors import WinsetError
from winset.workbench.markup import element
from winset.workbench.server.guard import Access, Guard, is_loopback

if TYPE_CHECKING:
    from winset.workbench.server.room import Room

WAITING = str(element("p", "Opening the case …", cls="hint", role="status"))
SETTLED = 5.0  # seconds after which what was loaded for the first page is there for good
LOOKS = (2_000, 10, 5)  # objects made between two looks for garbage: a server runs for long, unlike a command
MOST_MESSAGE = 44_000_000  # bytes a page may send at once: a pasted report
HEAD = '<link rel="stylesheet" href="/page/desk.css"><script src="/page/desk.js"></script>'
PAGES = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}


class Entrance:
    """Leads to the room, which is furnished while the server already answers: the analyses take a while to load."""

    def __init__(self, furnished: Callable[[], Room]) -> None:
        self._coming: Future[Room] = Future()
        Thread(target=self._furnish, args=(furnished,), daemon=True).start()

    def _furnish(self, furnished: Callable[[], Room]) -> None:
        try:
            self._coming.set_result(furnished())
        except BaseException as error:
            self._coming.set_exception(error)  # told to whoever comes in
        sleep(SETTLED)
        _settle()

    @property
    def is_open(self) -> bool:
        """Whether the room is furnished."""
        return self._coming.done()

    async def room(self) -> Room:
        """The room, once it is furnished."""
        return await asyncio.shield(asyncio.wrap_future(self._coming))


def _settle() -> None:
    """Set aside what is there for good, so that no later look for garbage goes through it, while somebody waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS)
    gc.enable()


def serve(access: Access, furnished: Callable[[], Room], started: Callable[[], None]) -> None:
    """Serve until interrupted, in a room that `furnished` makes; `started` is called once the server answers."""
    entrance = Entrance(furnished)
    _pages(entrance)
    # Guarded inside the framework: whatever it adds around its application still passes the guard first.
    app.add_middleware(Guard, access=access)
    app.on_startup(lambda: background_tasks.create(_announced(access, started), name="announced"))
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    ui.run(
        host=access.host,
        port=access.port,
        title="Winset",
        favicon=str(files("winset.workbench") / "page" / "icon.svg"),
        dark=False,
        show=False,
        reload=False,
        tailwind=False,
        show_welcome_message=False,
        message_history_length=50,
        binding_refresh_interval=None,
        reconnect_timeout=20,
        # On one computer, packing and unpacking takes longer than the way.
        gzip_middleware_factory=None if is_loopback(access.host) else GZipMiddleware,
        server_header=False,
        ws_per_message_deflate=False,  # what is sent is small, and mostly goes no further than this computer
    )


async def _announced(access: Access, started: Callable[[], None]) -> None:
    """Call `started` once the port can be reached: the framework says it has started before it listens."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(access.host, access.host)  # noqa: S104  # looked up, not bound
    while True:
        try:
            _, writer = await asyncio.open_connection(here, access.port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return await asyncio.to_thread(started)


def _pages(entrance: Entrance) -> None:
    @ui.page("/", title="Winset", response_timeout=60)
    async def desk_page(client: Client, desk: str | None = None) -> None:
        await _show(entrance, client, desk)

    @app.get("/page/{name}")
    def page_file(name: str) -> Response:
        if name not in PAGES:
            return Response(status_code=404)
        content = (files("winset.workbench") / "page" / name).read_bytes()
        return Response(content, media_type=PAGES[name], headers={"cache-control": "no-cache"})

    @app.post("/act/{desk}")
    async def long_message(desk: str, request: Request) -> Response:
        content = b""
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_MESSAGE:
                return Response(status_code=413)
        room = await entrance.room()
        if desk not in room.tabs:
            return Response(status_code=404)
        try:
            message = json.loads(content)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        await room.tabs[desk].receive(message)
        return Response(status_code=204)

    @app.get("/export/{desk}/{name}")
    async def export(desk: str, name: str) -> Response:
        from winset.workbench.exports import exported

        room = await entrance.room()
        if desk not in room.tabs:
            return Response("This desk is no longer open.", status_code=404)
        try:
            made = await room.answering.later(exported, room.tabs[desk].session, name)
        except WinsetError as error:
            return Response(str(error), status_code=404)
        return Response(
            made.content,
            media_type=made.kind,
            headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
        )


async def _show(entrance: Entrance, client: Client, desk: str | None) -> None:
    """One load of the page: its tab, its parts, and the messages between them."""
    ui.add_head_html(HEAD)
    # A page that comes before the room is furnished fetches what it needs meanwhile, and is filled afterwards.
    frame = ui.html(WAITING, sanitize=False).classes("desk")
    if not entrance.is_open:
        await client.connected(timeout=60)
    room = await entrance.room()
    try:
        key, tab = await room.tab(desk, client.id)
    except WinsetError as error:
        frame.set_content(str(element("p", str(error), cls="notice")))
        return
    # What the views make has every text escaped (`winset.workbench.markup`).
    frame.set_content(await tab.framed())
    tab.send = client.run_javascript
    watching = asyncio.create_task(tab.watch())

    async def receive(event: GenericEventArguments) -> None:
        if room.clients.get(key) == client.id:
            await tab.receive(_message(event.args))

    ui.on("act", receive)

    def left() -> None:
        watching.cancel()
        room.leave(key, client.id)

    client.on_delete(left)
    await client.connected(timeout=60)
    client.run_javascript(f"winset.settle({key!r}); winset.firstTime()")


def _message(arguments: Any) -> Any:
    """The message a page sent: the one argument of its event."""
    return arguments[0] if isinstance(arguments, list) and arguments else arguments


def free_port(host: str, first: int, tries: int = 50) -> int:
    """The first port from one on that nothing listens on. Raises WinsetError when all those tried are taken."""
    import socket

    for port in range(first, first + tries):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, port))
            except OSError:
                continue
            return port
    taken = f"port {first} is" if tries == 1 else f"the ports from {first} to {first + tries - 1} are"
    raise WinsetError(f"{taken} not free on {host}: name another with --port")
