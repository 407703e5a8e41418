"""One request to a web server, made in a thread of its own, so that whoever waits for it can give up at any moment.

`urllib.request` rather than a client with more comfort: Spleeter pins httpx to a version of 2021, and this needs one
GET. It follows redirects, and takes proxies from the environment or the system's settings.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import threading
import urllib.error
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from deepdub_engine.base.messages import message

_CHUNK_BYTES = 1 << 16
_CHUNKS_AHEAD = 16


class Unsafe(Exception):
    """A redirect that is not followed; the text says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """How an answer begins; `url` is where the redirects ended."""

    status: int
    reason: str
    headers: Message
    url: str


Event = Head | bytes | Exception
"""What arrives: the head, then pieces of the body, the last of them empty; or an exception."""


class _Redirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        # Someone on the way could otherwise lead an encrypted address to one that he can read and change.
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise Unsafe(message("it redirects to an address that is not encrypted"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Receiver:
    """A GET request under way.

    Parameters
    ----------
    url, headers
        Of the request.
    timeout_s
        After which the thread gives up a connection by itself.

    Raises
    ------
    ValueError
        If the address is none of the web.
    """

    def __init__(self, url: str, headers: Mapping[str, str], timeout_s: float) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError("not an address of the web")
        self._request = Request(url, headers=dict(headers))  # noqa: S310 (checked above)
        self._timeout_s = timeout_s
        self._events: queue.Queue[Event] = queue.Queue(_CHUNKS_AHEAD)
        self._stop = threading.Event()
        self._sockets: list[socket.socket] = []
        self._thread = threading.Thread(target=self._work, name="deepdub-fetch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for connected in self._sockets:
            with contextlib.suppress(OSError):
                # Below any encryption, which another thread may be in the middle of; it wakes up and finds the end.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
        self._thread.join(1)  # one that still asks for the name of a host ends when that does

    def take(self, wait_s: float) -> Event | None:
        """Return what has arrived, or None after waiting so long."""
        try:
            return self._events.get(timeout=wait_s)
        except queue.Empty:
            return None

    def _put(self, event: Event) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(queue.Full):
                self._events.put(event, timeout=0.1)
                return

    def _work(self) -> None:
        try:
            self._receive()
        except Exception as error:  # noqa: BLE001 (told to the thread that waits)
            self._put(error)

    def _receive(self) -> None:
        try:
            answer = self._opener().open(self._request, timeout=self._timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                self._put(Head(error.code, str(error.reason), error.headers, error.url or ""))
            return
        with answer:
            self._put(Head(answer.status, answer.reason, answer.headers, answer.url))
            while not self._stop.is_set():
                data = answer.read1(_CHUNK_BYTES)
                self._put(data)
                if not data:
                    return

    def _opener(self) -> OpenerDirector:
        opener = OpenerDirector()
        noted = self._sockets

        class Plain(http.client.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                noted.append(self.sock)

        class Encrypted(http.client.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                noted.append(self.sock)

        class PlainHandler(HTTPHandler):
            def http_open(self, req: Request) -> http.client.HTTPResponse:
                return self.do_open(Plain, req)

        class EncryptedHandler(HTTPSHandler):
            def https_open(self, req: Request) -> http.client.HTTPResponse:
                return self.do_open(Encrypted, req)

        # No handler for files, FTP or data: a redirect must not lead there.
        for handler in (
            ProxyHandler(),
            PlainHandler(),
            EncryptedHandler(),
            _Redirects(),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
            UnknownHandler(),
        ):
            opener.add_handler(handler)
        return opener
