"""Separation in a persistent child process, which keeps the network loaded for the next request."""

from __future__ import annotations

import threading
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, SeparationCrashed
from deepdub_engine.base.progress import Job
from deepdub_engine.base.spans import Spans
from deepdub_engine.separation.child import SeparationProcess, WorkerIdledOut, check_request
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.protocol import WarmUp, WorkerRequest
from deepdub_engine.separation.stems import Stems, remove_partial, stems_in

IDLE_S = 180.0


class PersistentSeparator:
    """A separator that works like `separate_in_child` but keeps one child for the next job.

    Concurrent jobs each get their own child. Cancelling a job ends its child at once. A child that has finished waits
    for the next job and exits after `idle_s`. Thread-safe.

    With Spleeter's weights on two processor cores, a preview of 20 s starts to play after 0.5 s, or after 1.9 s if the
    child must be started first (``tests/bench/separation.py``). An idle child holds 0.2 GB of memory with the `speech`
    model, 0.5 GB with Spleeter's and 1.2 GB with `film`.

    Parameters
    ----------
    idle_s
        How long an idle child waits before it exits, in seconds.
    """

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._waiting: SeparationProcess | None = None
        self._closed = False

    @property
    def is_warm(self) -> bool:
        """Whether an idle child is ready."""
        with self._lock:
            return self._waiting is not None and self._waiting.is_alive

    def separate(
        self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, spans: Spans | None = None
    ) -> Job[Stems]:
        """Separate a clip, or parts of it; see `separate_in_child`."""
        request = WorkerRequest(clip, model, folder, exact, spans, self._idle_s)
        check_request(request)
        try:
            yield from self._answer(request)
            return stems_in(clip, folder, spans, exact=exact)
        finally:
            remove_partial(folder, spans)

    def warm_up(self, model: Model) -> Job[None]:
        """Load a network in an idle child, started if necessary; raises like `separate_in_child`."""
        yield from self._answer(WarmUp(model, self._idle_s))

    def close(self) -> None:
        """End the idle child; busy ones end with their jobs."""
        with self._lock:
            child, self._waiting, self._closed = self._waiting, None, True
        if child is not None:
            child.end()

    def _answer(self, request: WorkerRequest | WarmUp) -> Job[None]:
        child = self._taken()
        try:
            yield from self._driven(child, request)
        except WorkerIdledOut:
            yield from self._driven(SeparationProcess(), request)

    def _driven(self, child: SeparationProcess, request: WorkerRequest | WarmUp) -> Job[None]:
        good = False
        try:
            yield from child.answer(request)
            good = True
        except DeepdubError as error:
            good = not isinstance(error, SeparationCrashed)
            raise
        finally:  # on cancelling, too
            if good:
                self._keep(child)
            else:
                child.end()

    def _taken(self) -> SeparationProcess:
        with self._lock:
            child, self._waiting = self._waiting, None
        if child is not None and child.is_alive:
            return child
        if child is not None:
            child.end()
        return SeparationProcess()

    def _keep(self, child: SeparationProcess) -> None:
        with self._lock:
            former, self._waiting = (child, None) if self._closed else (self._waiting, child)
        if former is not None:
            former.end()
