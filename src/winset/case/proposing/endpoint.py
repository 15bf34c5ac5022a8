"""A language model behind a URL the user names, asked by the OpenAI chat protocol; nothing else is ever sent anywhere.

The key, where the endpoint needs one, is read from the environment variable WINSET_MODEL_KEY. Redirections are not
followed, so that report and key go to the host that was named and no other.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from winset.errors import ArgumentError, WinsetError

KEY = "WINSET_MODEL_KEY"
PATH = "/chat/completions"
MAX_ANSWER = 4_000_000  # bytes
TIMEOUT = 120.0  # seconds
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked: the address, the model's name there, and how many seconds an answer may take."""

    url: str
    model: str = "default"
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ArgumentError(f'"{self.url}" is no address of a model (as in http://localhost:8080/v1)')

    @property
    def address(self) -> str:
        """The full address of the chat."""
        url = self.url.rstrip("/")
        return url if url.endswith(PATH) else url + PATH

    def ask(self, system: str, user: str) -> str:
        """The model's answer; WinsetError where there is none: unreachable, refused, too late, too long, no answer."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body = json.dumps({"model": self.model, "messages": messages, "temperature": 0, "stream": False})
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        try:
            request = Request(self.address, body.encode(), headers, method="POST")  # noqa: S310 (http or https, above)
            deadline = time.monotonic() + self.timeout
            with self._opener().open(request, timeout=self.timeout) as response:
                content = self._read(response, deadline)
        except HTTPError as error:
            raise self._failed(
                f"it answered {error.code} {_shown(error.reason)}{_hint(error.code)}"
            ) from None
        except URLError as error:
            raise self._failed(f"it cannot be reached: {_shown(error.reason)}") from None
        except TimeoutError:
            raise self._failed(f"no answer within {self.timeout:g} seconds") from None
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(f"the connection failed: {_shown(error)}") from None
        return self._content(content)

    def _opener(self) -> OpenerDirector:
        """One that follows no redirection, and goes to this machine directly."""
        local = urlsplit(self.url).hostname in LOOPBACK
        return build_opener(_Stay, *([ProxyHandler({})] if local else []))

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        """The whole answer, within the time and the length allowed."""
        parts, length = [], 0
        while part := response.read1(65536):
            parts.append(part)
            length += len(part)
            if length > MAX_ANSWER:
                raise self._failed(f"its answer is longer than {MAX_ANSWER:,} bytes")
            if time.monotonic() > deadline:
                raise TimeoutError
        return b"".join(parts)

    def _content(self, content: bytes) -> str:
        """What the model says in an answer of the protocol."""
        try:
            data: Any = json.loads(content)
            said = data["choices"][0]["message"]["content"]
        except (ValueError, RecursionError, KeyError, IndexError, TypeError):
            said = None
        if not isinstance(said, str) or not said.strip():
            raise self._failed("its answer is not one of the OpenAI chat protocol")
        return said

    def _failed(self, why: str) -> WinsetError:
        return WinsetError(f"the model at {self.address}: {why}")


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _hint(code: int) -> str:
    return f" (a key is read from {KEY})" if code in (401, 403) else ""


def _shown(text: object) -> str:
    return "".join(char for char in str(text)[:200] if char.isprintable())
