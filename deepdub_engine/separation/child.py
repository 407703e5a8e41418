"""Separation in a child process: frees its memory, can be cancelled at once, and turns a crash into an error."""

from __future__ import annotations

import logging
import queue
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, SeparationCrashed
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Spans, length
from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.separation.estimate import check_free_space, stem_bytes
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.protocol import IDLE, Done, WarmUp, WorkerMessage, WorkerRequest, decode, encode_request
from deepdub_engine.separation.stems import Stems, remove_partial, stems_in

WORKER_FLAG = "--separation-worker"
_MODULE = "deepdub_engine.separation.worker"
_HEARTBEAT_S = 0.1
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
    child = SeparationProcess()
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


class WorkerIdledOut(Exception):
    """The child exited after its idle timeout, before it read the request; a new child can process it."""


class SeparationProcess:
    """A worker process that separates.

    Raises
    ------
    SeparationCrashed
        If the process cannot be started.
    """

    def __init__(self) -> None:
        self._received: queue.SimpleQueue[WorkerMessage | None] = queue.SimpleQueue()
        try:
            self._process = WorkerProcess(
                _MODULE, WORKER_FLAG, encode_request, decode, self._received.put, priority=Priority.LOW, logs=True
            )
        except OSError as error:
            raise SeparationCrashed(
                error.errno or 1, error.strerror or message("the process cannot be started")
            ) from error

    @property
    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.is_alive

    def answer(self, request: WorkerRequest | WarmUp) -> Job[None]:
        """Run a request in the child and yield its progress, at least every 100 ms.

        Raises
        ------
        WorkerIdledOut
            If the child had just exited because its idle time ran out.
        DeepdubError
            Any error raised in the child, which then accepts further requests.
        SeparationCrashed
            If the child exited.
        """
        progress = Progress(0, request.clip.samples if isinstance(request, WorkerRequest) else 0, _WHAT)
        yield progress
        self._process.send(request)
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

    def _messages(self) -> Iterator[WorkerMessage | None]:
        """Yield the child's messages, and None after every heartbeat without one."""
        while True:
            try:
                received = self._received.get(timeout=_HEARTBEAT_S)
            except queue.Empty:
                yield None
                continue
            if received is None:
                return
            yield received

    def _crash(self) -> SeparationCrashed:
        """Return the error that describes the child's exit, and log the child's last output."""
        status, lines = self._process.wait(), self._process.log
        _log.error("the separation process exited with status %s:\n%s", status, "\n".join(lines))
        return SeparationCrashed(status, (lines[-1:] or [""])[0].strip()[:_LONGEST_DETAIL])

    def end(self) -> None:
        """Kill the child and release its pipes and threads."""
        self._process.kill()
        self._process.wait()
