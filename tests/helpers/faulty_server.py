"""A web server that misbehaves on purpose, request by request."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ETAG = '"one"'


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        plan = self.server.plan
        plan.requests.append(Request(self.path, dict(self.headers.items())))
        answers = plan.answers.get(re.sub(r"^http://[^/]+", "", self.path), [status(404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        with contextlib.suppress(ConnectionError):
            answer(self)

    def head(self, code: int, headers: dict[str, Any]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.flush()

    def asked(self, etag: str = ETAG) -> int:
        """Return the first byte of the requested range; 0 for a whole file or an outdated ETag."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        return int(found[1]) if found and self.headers.get("If-Range", etag) == etag else 0

    def log_message(self, *args: Any) -> None:
        """Silence the request log."""


Answer = Callable[[Handler], None]


@dataclass
class Request:
    path: str
    headers: dict[str, str]


@dataclass
class ServerScript:
    """Answers per path: one per request in order, then the last one repeatedly. Records the requests."""

    answers: dict[str, list[Answer]]
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Server(ThreadingHTTPServer):
    plan: ServerScript

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect: the tests provoke this."""


@contextlib.contextmanager
def serving(answers: dict[str, list[Answer]]) -> Iterator[ServerScript]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False  # so that closing joins them
        server.plan = plan = ServerScript(answers, url=f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield plan
        finally:
            plan.released.set()
            server.shutdown()
            thread.join()


def serve_file(data: bytes, *, stop: int | None = None, then: Answer | None = None, etag: str = ETAG) -> Answer:
    """Return an answer that sends the data, or the requested range of it; it stops at byte `stop`, then runs `then`."""

    def answer(handler: Handler) -> None:
        start = handler.asked(etag)
        headers = {"Content-Length": len(data) - start, "ETag": etag, "Content-Type": "application/gzip"}
        if start >= len(data):
            handler.head(416, {"Content-Range": f"bytes */{len(data)}", "Content-Length": 0})
            return
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        handler.head(206 if start else 200, headers)
        handler.wfile.write(data[start:stop])
        if then is not None:
            then(handler)

    return answer


def stalls(handler: Handler) -> None:
    handler.wfile.flush()
    handler.server.plan.released.wait()


def trickles(handler: Handler) -> None:
    while not handler.server.plan.released.wait(0.02):
        handler.wfile.write(b".")


def refuses_ranges(data: bytes) -> Answer:
    return sends(data, {"Content-Length": len(data)})


def sends(data: bytes, headers: dict[str, Any], code: int = 200) -> Answer:
    def answer(handler: Handler) -> None:
        handler.head(code, headers)
        handler.wfile.write(data)

    return answer


def never_ends(start: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        handler.head(200, {})
        handler.wfile.write(start)
        while not handler.server.plan.released.is_set():
            handler.wfile.write(bytes(1 << 16))

    return answer


def says(raw: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        handler.wfile.write(raw)

    return answer


def status(code: int) -> Answer:
    return sends(b"<html>no</html>", {"Content-Type": "text/html", "Content-Length": 15}, code)


def redirects(url: str, code: int = 302) -> Answer:
    return sends(b"", {"Location": url, "Content-Length": 0}, code)
