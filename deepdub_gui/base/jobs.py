"""Turns any engine generator into a background job with four distinct endings."""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress

_LOG = logging.getLogger(__name__)
_INTERVAL_S = 1 / 30  # a person sees no more, and the window has other things to do


class _Ending(enum.Enum):
    SUCCEEDED = enum.auto()
    FAILED = enum.auto()
    CANCELLED = enum.auto()


class RunningJob(QObject):
    """One job on a thread of its own; its signals are emitted in the window's thread.

    Exactly one of `succeeded`, `failed` and `cancelled` is emitted, always followed by `finished`.
    """

    began = Signal()
    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _reported = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, title: str, make: Callable[[], Job[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.is_waiting = True
        self.began_s = time.monotonic()
        self._make = make
        self._job: Job[Any] | None = None
        self._cancelling = threading.Event()
        self._thread = threading.Thread(target=self._drive, name=f"job: {title}", daemon=True)
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; a job that has been cancelled before ends instead."""
        if not self.is_waiting:
            return
        self.is_waiting = False
        self.began_s = time.monotonic()
        self.began.emit()
        if not self._cancelling.is_set():
            self._job = self._make()
        self._thread.start()

    def cancel(self) -> None:
        """Ask the job to end; it cleans up after itself and then emits `cancelled`."""
        self._cancelling.set()
        self.start()  # one that waits for its turn need not: there is nothing to do

    def wait(self) -> None:
        """Wait until the job has cleaned up; its signals follow when the event loop goes on."""
        self._thread.join()

    def _drive(self) -> None:
        """Drive the generator, in the thread."""
        job = self._job
        if job is None:
            self._ended.emit(_Ending.CANCELLED, None)
            return
        reported_s = 0.0
        try:
            while not self._cancelling.is_set():
                progress = next(job)
                now_s = time.monotonic()
                if now_s - reported_s >= _INTERVAL_S:
                    self._reported.emit(progress)
                    reported_s = now_s
            job.close()
            self._ended.emit(_Ending.CANCELLED, None)
        except StopIteration as stop:
            self._ended.emit(_Ending.SUCCEEDED, stop.value)
        except DeepdubError as error:
            _LOG.info("job “%s” failed", self.title, exc_info=True)
            # What a cancelled job worked on may be gone already: nobody wants to read of it.
            self._ended.emit(_Ending.CANCELLED if self._cancelling.is_set() else _Ending.FAILED, error)
        except Exception as error:  # noqa: BLE001 - the thread's last line: the person must learn of it
            _LOG.exception("job “%s” failed unexpectedly", self.title)
            self._ended.emit(_Ending.FAILED, error)

    def _pass_on(self, progress: Progress) -> None:
        if not self._cancelling.is_set():
            self.progressed.emit(progress)

    def _end(self, ending: _Ending, outcome: object) -> None:
        self._thread.join()
        if ending is _Ending.SUCCEEDED:
            self.succeeded.emit(outcome)
        elif ending is _Ending.FAILED:
            self.failed.emit(outcome)
        else:
            self.cancelled.emit()
        self.finished.emit()


class JobRunner(QObject):
    """Starts jobs and knows those that run."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[RunningJob] = []
        self._queue: list[RunningJob] = []

    @property
    def running(self) -> tuple[RunningJob, ...]:
        """The jobs that have not ended, and those that wait for their turn."""
        return tuple(self._running)

    def start(
        self,
        title: str,
        make: Callable[[], Job[Any]],
        *,
        succeeded: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[Progress], None] | None = None,
        ended: Callable[[], None] | None = None,
        queued: bool = False,
    ) -> RunningJob:
        """Run a generator in the background; the callbacks are called in the window's thread.

        Parameters
        ----------
        title
            For a person: what is being done to what.
        make
            Makes the generator; called in the window's thread when the job begins.
        succeeded, failed
            Take the result, or the error; neither is called for a cancelled job.
        progressed, ended
            Follow the job, and learn that it is over in whichever way.
        queued
            Begin when all other queued jobs, which were asked for before, have ended.
        """
        job = RunningJob(title, make, self)
        self._running.append(job)
        if progressed is not None:
            job.progressed.connect(progressed)
        job.finished.connect(lambda: self._forget(job))
        if ended is not None:
            job.finished.connect(ended)
        job.succeeded.connect(succeeded)
        job.failed.connect(failed)
        self.started.emit(job)
        if queued:
            self._queue.append(job)
            self._advance()
        else:
            job.start()
        return job

    def cancel_all(self) -> None:
        """Cancel every job and wait until each has cleaned up; none of them reports any more."""
        self._queue.clear()
        for job in self.running:
            job.cancel()
        for job in self.running:
            job.wait()
            job.blockSignals(True)
            self._forget(job)

    def _advance(self) -> None:
        if self._queue:
            self._queue[0].start()

    def _forget(self, job: RunningJob) -> None:
        if job in self._running:
            self._running.remove(job)
            job.deleteLater()
        if job in self._queue:
            self._queue.remove(job)
            QTimer.singleShot(0, self._advance)  # what its end leads to comes first
