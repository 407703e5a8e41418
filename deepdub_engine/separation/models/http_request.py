"""A single GET request in its own thread, so that the caller can cancel it at any time.

It uses `urllib.request`, because Spleeter pins httpx to a version of 2021. It follows redirects and uses the proxies of
the environment or the system settings.
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
from urllib.parse import urljoin, urlsplit
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


class UnsafeRedirect(Exception):
    """A redirect that is not followed; the message says why."""


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """The status line and headers of an answer; `url` is the address after redirects."""

    status: int
    reason: str
    headers: Message
    url: str


Event = ResponseHead | bytes | Exception
"""An event of a request: the head, then chunks of the body, the last one empty; or an exception."""


class _Redirects(HTTPRedirectHandler):
    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
        target = urljoin(req.full_url, headers.get("location") or headers.get("uri") or "")
        if urlsplit(target).scheme not in ("http", "https"):
            fp.close()
            raise UnsafeRedirect(message("it redirects to an address that is not on the web"))
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        # A redirect to plain HTTP would let others read and change the download.
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise UnsafeRedirect(message("it redirects to an address that is not encrypted"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class HttpRequest:
    """A GET request that runs in a thread; a context manager.

    Parameters
    ----------
    url, headers
        Address and headers of the request.
    timeout_s
        Socket timeout of the thread, in seconds.

    Raises
    ------
    ValueError
        If the address is not a web address.
    """

    def __init__(self, url: str, headers: Mapping[str, str], timeout_s: float) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError("not a web address")
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
                # Bypass TLS, which the other thread may be using; its read returns and finds the end of the stream.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
        self._thread.join(1)  # a thread inside a DNS lookup ends when the lookup does

    def take(self, wait_s: float) -> Event | None:
        """Return the next event, or None if none arrives within `wait_s` seconds."""
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
        except Exception as error:  # noqa: BLE001 (passed to the waiting thread)
            self._put(error)

    def _receive(self) -> None:
        try:
            answer = self._opener().open(self._request, timeout=self._timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                self._put(ResponseHead(error.code, str(error.reason), error.headers, error.url or ""))
            return
        with answer:
            self._put(ResponseHead(answer.status, answer.reason, answer.headers, answer.url))
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

        # Without handlers for file, ftp and data, no redirect can lead there.
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
