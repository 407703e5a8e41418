"""Separation in a child process: frees its memory, can be cancelled at once, and turns a crash into an error."""

from __future__ import annotations

import logging
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, SeparationCrashed
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.processes import command, environment
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Spans, length
from deepdub_engine.separation.estimate import check_free_space, stem_bytes
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.protocol import IDLE, Done, WarmUp, WorkerMessage, WorkerRequest, decode, encode_request
from deepdub_engine.separation.stems import Stems, remove_partial, stems_in

WORKER_FLAG = "--separation-worker"
_HEARTBEAT_S = 0.1
_PATIENCE_S = 2.0
_LOG_LINES = 60
_LONGEST_LINE = 1 << 20
_LONGEST_DETAIL = 160

_WHAT = mark("Separating")

_log = logging.getLogger(__name__)


def separate_in_child(
    clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, spans: Spans | None = None
) -> Job[Stems]:
    """Separate a clip, or parts of it, in a child process.

    Parameters
    ----------
    clip, model, folder, exact
        As for `separate`.
    spans
        As for `separate_spans`; None for the whole clip.

    Yields
    ------
    Progress
        Samples separated so far, at least every 100 ms, so that closing the job ends the child without delay.

    Raises
    ------
    DiskTooSmall
        If the stems cannot fit on the disk; raised before the child starts.
    DeepdubError
        Any error that `separate` raises in the child.
    SeparationCrashed
        If the child exits without a result, or cannot be started.
    """
    request = WorkerRequest(clip, model, folder, exact, spans)
    check_request(request)
    child = WorkerProcess()
    try:
        yield from child.answer(request)
        return stems_in(clip, folder, spans, exact=exact)
    finally:
        child.end()
        remove_partial(folder, spans)


def check_request(request: WorkerRequest) -> None:
    """Raise `DiskTooSmall` if the requested stems cannot fit on the disk."""
    clip = request.clip
    samples = clip.samples if request.spans is None else length(request.spans)
    check_free_space(request.folder, stem_bytes(clip, samples, exact=request.exact))


def _command() -> list[str]:
    return command("deepdub_engine.separation.worker", WORKER_FLAG)


class WorkerIdledOut(Exception):
    """The child exited after its idle timeout, before it read the request; a new child can process it."""


class WorkerProcess:
    """A worker process, and two threads that read its output.

    Raises
    ------
    SeparationCrashed
        If the process cannot be started.
    """

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(),
                creationflags=_creation_flags(),
            )
        except OSError as error:
            raise SeparationCrashed(
                error.errno or 1, error.strerror or message("the process cannot be started")
            ) from error
        if not (self._process.stdin and self._process.stdout and self._process.stderr):
            raise SeparationCrashed(1, message("its pipes cannot be opened"))
        self._requests = self._process.stdin
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._log: deque[bytes] = deque(maxlen=_LOG_LINES)
        self._threads = [
            threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._collect, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    def answer(self, request: WorkerRequest | WarmUp) -> Job[None]:
        """Run a request in the child and yield its progress, at least every 100 ms.

        Raises
        ------
        WentIdle
            If the child had just exited because its idle time ran out.
        DeepdubError
            Any error raised in the child, which then accepts further requests.
        SeparationCrashed
            If the child exited.
        """
        progress = Progress(0, request.clip.samples if isinstance(request, WorkerRequest) else 0, _WHAT)
        yield progress
        self._send(encode_request(request))
        said = False
        for received in self._messages():
            if isinstance(received, DeepdubError):
                raise received
            if isinstance(received, Done):
                return
            said = said or received is not None
            progress = received or progress
            yield progress
        crash = self._crash()
        if crash.status == IDLE and not said:
            raise WorkerIdledOut from crash
        raise crash

    def _send(self, line: bytes) -> None:
        try:
            # Keep the pipe open: the child treats its end as the death of this process.
            self._requests.write(line)
            self._requests.flush()
        except OSError:
            _log.debug("the separation process exited before it got a request")

    def _listen(self, stream: BinaryIO) -> None:
        while line := stream.readline(_LONGEST_LINE):
            self._lines.put(line)
        self._lines.put(b"")

    def _collect(self, stream: BinaryIO) -> None:
        while line := stream.readline(_LONGEST_LINE):
            self._log.append(line[:1000].rstrip())

    def _messages(self) -> Iterator[WorkerMessage | None]:
        """Yield the child's messages, and None after every heartbeat without one."""
        while True:
            try:
                line = self._lines.get(timeout=_HEARTBEAT_S)
            except queue.Empty:
                yield None
                continue
            if not line:
                return
            try:
                yield decode(line)
            except (ValueError, KeyError, TypeError):
                _log.warning("not a message: %.200r", line)
                return

    def _crash(self) -> SeparationCrashed:
        """Return the error that describes the child's exit, and log the child's last output."""
        self._wait()
        lines = [line.decode(errors="replace") for line in self._log]
        _log.error("the separation process exited with status %s:\n%s", self._process.returncode, "\n".join(lines))
        return SeparationCrashed(self._process.returncode, (lines[-1:] or [""])[0].strip()[:_LONGEST_DETAIL])

    def _wait(self) -> None:
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join(_PATIENCE_S)

    def end(self) -> None:
        """Terminate the child and release its pipes and threads."""
        self._process.terminate()
        self._wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    _log.debug("a message to the separation process was lost")


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
