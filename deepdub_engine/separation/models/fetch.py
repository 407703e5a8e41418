"""Download of an archive, with resume, a limited number of retries, and verification by checksum."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
import time
import types
import urllib.error
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine import __version__
from deepdub_engine.base.errors import DiskFull, DownloadFailed, DownloadMismatch, from_os_error
from deepdub_engine.base.messages import MessageOrText, mark, message, message_of
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.separation.models.http_request import HttpRequest, ResponseHead, UnsafeRedirect
from deepdub_engine.separation.models.partial_download import PartialDownload, sha256_of

_POLL_S = 0.1
_GZIP = b"\x1f\x8b"
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_PAGES = ("text/html", "application/xhtml+xml")
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The timeouts and retry limits of a download.

    Parameters
    ----------
    connect_s
        Time limit for the start of an answer, redirects included, in seconds.
    stall_s, trickle_bytes
        A download stalls if it receives less than `trickle_bytes` within `stall_s` seconds.
    tries
        Maximum number of failed requests to one address, not counting those that received at least `gain_bytes`.
    gain_bytes
        Number of bytes that makes a failed request count as progress.
    pause_s
        Pause before the first retry, in seconds; it doubles with every failure, up to 30 s.
    """

    connect_s: float = 20
    stall_s: float = 30
    trickle_bytes: int = 1 << 14
    tries: int = 5
    gain_bytes: int = 1 << 20
    pause_s: float = 1


class _Broken(Exception):
    """A failed request; `passing` if a retry may succeed, `afresh` if the retry must start at the first byte."""

    def __init__(self, reason: MessageOrText, *, passing: bool = True, afresh: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.afresh = afresh


def fetch(
    urls: Sequence[str], path: Path, sha256: str, *, largest: int, patience: RetryPolicy | None = None
) -> Job[str]:
    """Download a file from the first of several addresses that has it; progress is in bytes.

    If the job is closed or fails, the bytes so far stay beside `path` and the next call resumes, from any of the
    addresses; the checksum rejects parts that do not belong together.

    Parameters
    ----------
    urls
        Addresses, ``http`` or ``https``, in the order to try them.
    path
        Destination, in an existing folder. An existing file with the right checksum is used as it is.
    sha256
        Expected SHA-256 of the file, in hexadecimal.
    largest
        Size limit in bytes.
    patience
        Timeouts and retry limits.

    Returns
    -------
    str
        The address that the verified file came from; empty if it already existed.

    Raises
    ------
    DownloadFailed, DownloadWrong
        If every address fails; the error names the last address, and its reason includes the earlier failures.
    DiskFull, OutputNotWritable
        If the file cannot be written.
    """
    try:
        if path.is_file() and (yield from staged(sha256_of(path), 0.0, 0.0)) == sha256:
            return ""
        part = PartialDownload(path, sha256)
        earlier: list[tuple[str, MessageOrText]] = []
        for number, url in enumerate(urls, 1):
            try:
                yield from _fetch_from(url, part, largest, patience or RetryPolicy())
                part.finish()
                return url
            except (DownloadFailed, DownloadMismatch) as error:
                if number == len(urls):
                    raise type(error)(url, with_earlier(error.reason, earlier)) from error
                earlier.append((url, error.reason))
    except OSError as error:
        raise from_os_error(error, path, writing=True) from error
    raise DownloadFailed("", message("no address was given"))


def with_earlier(reason: MessageOrText, earlier: Sequence[tuple[str, MessageOrText]]) -> MessageOrText:
    """Return the reason why the last source failed, followed by the earlier failures, latest first."""
    for url, before in reversed(earlier):
        reason = message("{reason}; before that, “{url}”: {before}", reason=reason, url=url, before=before)
    return reason


def _fetch_from(url: str, part: PartialDownload, largest: int, patience: RetryPolicy) -> Job[None]:
    failures = 0
    while True:
        before = part.size
        try:
            if not part.is_whole:
                yield from _request(url, part, largest, patience)
        except _Broken as broken:
            if part.size - before < patience.gain_bytes:
                failures += 1
            if broken.afresh:
                part.discard()
            if not broken.passing or failures >= patience.tries:
                raise DownloadFailed(url, broken.reason) from broken
            yield from _pause(min(30.0, patience.pause_s * 2 ** max(0, failures - 1)), part)
            continue
        if (yield from staged(sha256_of(part.path), 1.0, 1.0)) == part.info.sha256:
            return
        part.discard()
        failures += 1
        # A resumed file may mix parts of different versions, so try once more; a file from one request may not.
        if before == 0 or failures >= patience.tries:
            raise DownloadMismatch(url, message("its checksum is wrong"))


def _pause(pause_s: float, part: PartialDownload) -> Job[None]:
    until_s = time.monotonic() + pause_s
    while (left_s := until_s - time.monotonic()) > 0:
        yield Progress(part.size, part.info.total, mark("Waiting to try again"))
        time.sleep(min(_POLL_S, left_s))


def _request(url: str, part: PartialDownload, largest: int, patience: RetryPolicy) -> Job[None]:
    """Make one request and append the received bytes to the part."""
    have = part.size
    # "identity" keeps the server from compressing the archive again.
    headers = {"User-Agent": f"deepdub/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
        if part.info.etag and part.info.url == url:
            headers["If-Range"] = part.info.etag
    try:
        # The thread's timeout is longer than this one, so that this one reports what failed.
        receiver = HttpRequest(url, headers, 2 * max(patience.connect_s, patience.stall_s))
    except ValueError as error:
        raise _Broken(message("not a web address"), passing=False) from error
    with receiver:
        yield Progress(have, part.info.total, mark("Connecting"))
        head = yield from _head(receiver, part, patience)
        start, total = _begins(head, have)
        if total > largest:
            raise DownloadMismatch(url, message("it is {count} bytes long", count=total))
        if head.headers.get_content_type() in _PAGES:
            raise DownloadMismatch(url, message("a web page"))
        if shutil.disk_usage(part.path.parent).free < total - start:
            raise DiskFull(part.path.parent)
        etag = head.headers.get("ETag", "")
        part.expect(total, url, "" if etag.startswith("W/") else etag)
        yield from _body(receiver, part, start, largest, patience)
    if total and part.size < total:
        raise _Broken(message("the connection was lost"))


def _head(receiver: HttpRequest, part: PartialDownload, patience: RetryPolicy) -> Job[ResponseHead]:
    until_s = time.monotonic() + patience.connect_s
    while (event := receiver.take(_POLL_S)) is None:
        yield Progress(part.size, part.info.total, mark("Connecting"))
        if time.monotonic() > until_s:
            raise _Broken(message("the server did not respond"))
    if isinstance(event, ResponseHead):
        return event
    raise _broken(event) if isinstance(event, Exception) else _Broken(message("the server does not speak HTTP"))


def _begins(head: ResponseHead, have: int) -> tuple[int, int]:
    """Return the offset at which an answer begins, and the length of the file, or 0 if unknown."""
    if head.status == 416 and have:
        raise _Broken(message("the server cannot resume the download"), afresh=True)
    if head.status not in (200, 206):
        reason = message("the server responded {answer}", answer=f"{head.status} {head.reason}".strip())
        if 300 <= head.status < 400:
            reason = message("it redirects in a loop")
        raise _Broken(reason, passing=head.status in _PASSING)
    length = head.headers.get("Content-Length", "")
    stated = int(length) if re.fullmatch(r"\d{1,18}", length) else 0
    if head.status == 200:
        return 0, stated
    found = _RANGE.fullmatch(head.headers.get("Content-Range", "").strip())
    if found is None or int(found[1]) != have:
        raise _Broken(message("the server sent the wrong part of the file"), afresh=True)
    return have, int(found[3]) if found[3] != "*" else 0


def _body(receiver: HttpRequest, part: PartialDownload, start: int, largest: int, patience: RetryPolicy) -> Job[None]:
    url, total = part.info.url, part.info.total
    mark_s, marked = time.monotonic(), start
    with part.appending(start) as file:
        done = start
        while (event := receiver.take(_POLL_S)) != b"":
            now_s = time.monotonic()
            if isinstance(event, Exception):
                raise _broken(event) from event
            if isinstance(event, bytes):
                if done == 0 and not event.startswith(_GZIP[: len(event)]):
                    raise DownloadMismatch(url, message("not an archive"))
                if done + len(event) > largest:
                    raise DownloadMismatch(url, message("it is too large"))
                file.write(event)
                done += len(event)
            if done - marked >= patience.trickle_bytes:
                mark_s, marked = now_s, done
            elif now_s - mark_s > patience.stall_s:
                raise _Broken(message("the server has stopped sending"))
            yield Progress(done, total, mark("Fetching"))


# The first match counts. A failure that cannot pass within seconds is not retried. An empty text: see `_own_reason`.
_MEANINGS: tuple[tuple[type | types.UnionType, MessageOrText, bool], ...] = (
    (UnsafeRedirect | str, "", False),
    (socket.gaierror, message("the address was not found: check the internet connection"), False),
    (ssl.SSLCertVerificationError, message("its certificate is not trusted"), False),
    (ConnectionRefusedError, message("the connection was refused"), False),
    (TimeoutError, message("the server did not respond"), True),
    (http.client.InvalidURL, message("not a web address"), False),
    (OSError | http.client.HTTPException, message("the connection was lost"), True),
)


def _broken(error: Exception) -> _Broken:
    """Return a failed request with a readable reason for a network exception."""
    cause: object = error
    while isinstance(cause, urllib.error.URLError):
        cause = cause.reason
    for kind, reason, passing in _MEANINGS:
        if isinstance(cause, kind):
            return _Broken(reason or _own_reason(cause), passing=passing)
    return _Broken(f"{type(error).__name__}: {error}", passing=False)


def _own_reason(cause: object) -> MessageOrText:
    return message_of(cause) if isinstance(cause, Exception) else str(cause)
