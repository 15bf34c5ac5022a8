"""Who may speak to the workbench, and what a page can make of what it is given."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from winset.workbench.markup import act, button, element
from winset.workbench.server.guard import POLICY, Access, Guard

TOKEN, COOKIE = "the-token", "the-cookie"
LOCAL = Access("127.0.0.1", 8765, token=TOKEN, cookie=COOKIE)
OPEN = Access("0.0.0.0", 8765, password="correct horse", token=TOKEN, cookie=COOKIE)
PROXIED = Access("0.0.0.0", 8765, trusted_header="X-User", token=TOKEN, cookie=COOKIE)


def call(
    access: Access, headers: dict[str, str], query: str = "", body: str | None = None, kind: str = "http"
) -> tuple[int, dict[str, str], str]:
    """What the guard answers; status 299 is the application behind it, reached."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        start = {"http": "http.response.start", "websocket": "websocket.http.response.start"}[kind]
        await send({"type": start, "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": (body or "").encode(), "more_body": False}

    scope = {
        "type": kind, "method": "GET" if body is None else "POST", "path": "/", "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in {"host": "127.0.0.1:8765", **headers}.items()],
    }  # fmt: skip
    asyncio.run(Guard(application, access)(scope, receive, send))
    start = said[0]
    got = {name.decode(): value.decode() for name, value in start.get("headers", [])}
    status = start.get("status", 403 if start["type"] == "websocket.close" else 0)
    return status, got, b"".join(one.get("body", b"") for one in said).decode()


IN = {"cookie": f"winset-8765={COOKIE}"}


def test_nobody_comes_in_without_the_token() -> None:
    assert call(LOCAL, {})[0] == 403
    assert call(LOCAL, {}, "token=wrong")[0] == 403
    assert call(LOCAL, {"cookie": "winset-8765=wrong"})[0] == 403
    assert call(LOCAL, {"cookie": "=;;winset-8765"})[0] == 403


def test_the_token_gives_a_cookie_that_scripts_and_other_sites_cannot_use() -> None:
    status, headers, body = call(LOCAL, {}, f"token={TOKEN}&desk=abc")
    assert status == 200
    assert headers["set-cookie"] == f"winset-8765={COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    assert TOKEN not in body
    assert "url=/?desk=abc" in body
    assert call(LOCAL, IN)[0] == 299


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "192.168.0.9:8765", "[::"]
)
def test_other_names_for_this_server_are_refused(host: str) -> None:
    assert call(LOCAL, {**IN, "host": host})[0] == 421
    assert call(LOCAL, {"host": host}, f"token={TOKEN}")[0] == 421


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_other_sites_are_refused_even_with_the_cookie(kind: str) -> None:
    assert call(LOCAL, {**IN, "origin": "http://evil.example"}, kind=kind)[0] == 403
    assert call(LOCAL, {**IN, "origin": "null"}, kind=kind)[0] == 403
    assert call(LOCAL, {**IN, "origin": "http://127.0.0.1:9999"}, kind=kind)[0] == 403
    assert call(LOCAL, {**IN, "origin": "http://127.0.0.1:8765"}, kind=kind)[0] == 299
    assert call(LOCAL, {}, kind=kind)[0] == 403


def test_the_page_may_load_and_speak_to_this_server_only() -> None:
    headers = call(LOCAL, IN)[1]
    assert headers["content-security-policy"] == POLICY
    assert "connect-src 'self'" in POLICY
    assert "http" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_password_lets_in_and_a_wrong_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winset.workbench.server.guard.SLOW", 0)
    assert call(OPEN, {"host": "192.168.0.9:8765"}, f"token={TOKEN}")[0] == 401
    assert call(OPEN, {}, body="password=wrong")[0] == 401
    status, headers, _ = call(OPEN, {}, body="password=correct+horse")
    assert status == 200
    assert COOKIE in headers["set-cookie"]
    assert call(OPEN, {"host": "evil.example"}, body="password=correct+horse")[0] == 421


def test_a_proxy_is_believed_only_where_that_was_asked_for() -> None:
    assert call(PROXIED, {"x-user": "ida"})[0] == 299
    assert call(PROXIED, {})[0] == 403
    assert call(LOCAL, {"x-user": "ida"})[0] == 403


def test_listening_beyond_this_computer_demands_a_password() -> None:
    pytest.importorskip("nicegui", reason="the workbench's server needs the extra `workbench` (nicegui)")
    from winset.cli.program import program

    done = CliRunner().invoke(program, ["serve", "gaza-isf", "--host", "0.0.0.0"])
    assert done.exit_code == 2
    assert "--password" in done.output
    assert "--trust-header" in done.output


# --- Markup ---


@given(st.text(), st.text())
def test_no_text_becomes_markup(text: str, attribute: str) -> None:
    made = element("p", text, title=attribute)
    inside = made.removeprefix("<p").removesuffix("</p>")
    assert inside.count("<") == 0
    assert inside.count(">") == 1
    assert inside.count('"') == 2


def test_what_would_run_is_shown() -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    assert (
        element("p", hostile)
        == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#34;alert(2)&#34;&gt;</p>"
    )
    assert "<script" not in button("x", act("claim", claim=hostile))
    assert element("p", element("b", "made here")) == Markup("<p><b>made here</b></p>")


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "winset.cli", "serve", "elmira", "--no-open", "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == f"port {port} is not free on 127.0.0.1: name another with --port\n"
    assert ended.stdout == ""
