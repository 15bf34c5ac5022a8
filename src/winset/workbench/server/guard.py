"""Who may speak to the workbench: the Host header, the token of this run, a password or a proxy's word.

- The *Host header* must name this server, so that a page elsewhere cannot reach it under a name of its own that it has
  pointed here (DNS rebinding).
- The *token* of the run is in the address that is opened; the first request with it gets a cookie, which all others
  must carry. The cookie is not sent by requests that other sites start, and not readable by scripts.
- Beyond this computer a token in an address is not enough: a *password* is asked for, or a reverse proxy says in a
  header who it let in.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from winset.workbench.markup import element

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = "; ".join((
    "default-src 'self'",
    # The page's framework makes its templates at run time and starts from a script in the page.
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))  # fmt: skip
"""What the page may load and speak to: this server only."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SLOW = 1.0  # seconds a wrong password costs
MOST_FORM = 4096  # bytes of the form with the password


def is_loopback(host: str) -> bool:
    """Whether an address means this computer only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Access:
    """The rules of one run: where it listens, its token, and what is asked beyond this computer."""

    host: str
    port: int
    password: str | None = None
    trusted_header: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def cookie_name(self) -> str:
        """The cookie's name: servers on other ports of this computer share its cookies."""
        return f"winset-{self.port}"

    @property
    def address(self) -> str:
        """The address to open, token and all."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        query = "" if self.password or self.trusted_header else f"?token={self.token}"
        return f"http://{host}:{self.port}/{query}"

    def allows_host(self, header: str) -> bool:
        """Whether a Host header names this server: by address, or as this computer, never by another's name.

        >>> access = Access("127.0.0.1", 8765)
        >>> access.allows_host("127.0.0.1:8765"), access.allows_host("evil.example:8765"), access.allows_host("")
        (True, False, False)
        """
        try:
            name = urlsplit(f"//{header}").hostname
        except ValueError:
            return False
        if not name:
            return False
        if is_loopback(self.host):
            return name in LOOPBACK
        try:
            ipaddress.ip_address(name)
        except ValueError:
            # Behind a proxy that is trusted to say who came in, names are the proxy's business.
            return name in (self.host, *LOOPBACK) or self.trusted_header is not None
        return True


class Guard:
    """Lets requests and sockets through to an application, or answers them itself."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one socket, or the server's own start and end."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        if not self._access.allows_host(headers.get("host", "")):
            await _refuse(scope, send, 421, "This server does not answer to that name.")
        elif not _same_origin(headers):
            await _refuse(scope, send, 403, "Another site may not speak to this server.")
        elif self._known(headers):
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "http":
            await self._enter(scope, receive, send)
        else:
            await _refuse(scope, send, 403, "")

    def _known(self, headers: dict[str, str]) -> bool:
        """Whether a request comes from somebody who was let in."""
        if self._access.trusted_header is not None:
            return bool(headers.get(self._access.trusted_header.lower()))
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._access.cookie_name)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self._access.cookie.encode())

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Somebody not known yet: by token or password, or not at all."""
        access = self._access
        if access.trusted_header is not None:
            await _refuse(
                scope, send, 403, f"The header {access.trusted_header} is missing: come in through the proxy."
            )
        elif access.password is not None:
            await self._by_password(scope, receive, send, access.password)
        else:
            query = parse_qs(scope["query_string"].decode("latin-1"))
            given = query.pop("token", [""])[0]
            if hmac.compare_digest(given.encode(), access.token.encode()):
                rest = urlencode(query, doseq=True)
                await self._let_in(send, scope["path"] + (f"?{rest}" if rest else ""))
            else:
                await _refuse(
                    scope,
                    send,
                    403,
                    "Open the address that `winset serve` printed: it holds this run's token.",
                )

    async def _by_password(self, scope: Scope, receive: Receive, send: Send, password: str) -> None:
        if scope["method"] != "POST":
            await _answer(send, 401, _form(""))
            return
        given = parse_qs((await _body(receive)).decode("utf-8", "replace")).get("password", [""])[0]
        if hmac.compare_digest(given.encode(), password.encode()):
            await self._let_in(send, "/")
            return
        await asyncio.sleep(SLOW)
        await _answer(send, 401, _form("That is not the password."))

    async def _let_in(self, send: Send, path: str) -> None:
        cookie = f"{self._access.cookie_name}={self._access.cookie}; Path=/; HttpOnly; SameSite=Strict"
        # A page that leads on, not a redirect: a strict cookie is not sent along a redirect that another program began.
        target = path if path.startswith("/") and not path.startswith("//") else "/"
        page = element(
            "html",
            element(
                "head",
                element("meta", http_equiv="refresh", content=f"0;url={target}"),
                element("title", "Winset"),
            ),
            lang="en",
        )
        await _answer(send, 200, str(page), ((b"set-cookie", cookie.encode()),))


def _same_origin(headers: dict[str, str]) -> bool:
    """Whether a request comes from this server's own page, or from no page at all."""
    origin = headers.get("origin")
    return not origin or origin.partition("://")[2] == headers.get("host")


def _with_headers(send: Send) -> Send:
    """Adds the headers that keep a page to this server; a policy that is there already stays."""

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", [])}
            message["headers"] = [
                *message.get("headers", []),
                *(one for one in HEADERS if one[0] not in there),
            ]
        await send(message)

    return sending


async def _body(receive: Receive) -> bytes:
    found = b""
    while len(found) < MOST_FORM:
        message = await receive()
        found += message.get("body", b"")
        if not message.get("more_body"):
            break
    return found[:MOST_FORM]


async def _refuse(scope: Scope, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await _answer(
        send, status, str(element("html", element("title", "Winset"), element("p", words), lang="en"))
    )


async def _answer(send: Send, status: int, html: str, more: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    body = f"<!doctype html>{html}".encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        *HEADERS,
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _form(words: str) -> str:
    return str(
        element(
            "html",
            element("head", element("title", "Winset"), element("meta", name="viewport", content="width=device-width")),
            element(
                "body",
                element("main",
                    element("h1", "Winset"), element("p", words, role="alert"),
                    element("form", element("label", "Password ", element("input", type="password", name="password", autofocus=True)),
                            element("button", "Enter"), method="post", action="/enter")),
            ),
            lang="en",
        )
    )  # fmt: skip
