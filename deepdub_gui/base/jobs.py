"""Runs engine generators as background jobs."""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.private_log import Word
from deepdub_engine.base.progress import Job, Progress

_LOG = logging.getLogger(__name__)
_INTERVAL_S = 1 / 30  # more frequent progress is invisible and burdens the GUI thread


class _Ending(enum.Enum):
    SUCCEEDED = enum.auto()
    FAILED = enum.auto()
    CANCELLED = enum.auto()


class RunningJob(QObject):
    """One job in its own thread; its signals are emitted in the GUI thread.

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
        self.name = "job"  # of the generator function, once there is one
        self.is_waiting = True
        self.began_s = time.monotonic()
        self._make = make
        self._job: Job[Any] | None = None
        self._cancelling = threading.Event()
        self._thread = threading.Thread(target=self._drive, name=f"job: {title}", daemon=True)
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the job; one that was cancelled while waiting ends at once."""
        if not self.is_waiting:
            return
        self.is_waiting = False
        self.began_s = time.monotonic()
        self.began.emit()
        if not self._cancelling.is_set():
            self._job = self._make()
            self.name = getattr(self._job, "__qualname__", self.name)
            self._log("began")
        self._thread.start()

    def cancel(self) -> None:
        """Request cancellation; the job cleans up and then emits `cancelled`."""
        self._cancelling.set()
        self.start()  # a waiting job starts only to emit `cancelled`

    def wait(self) -> None:
        """Block until the job has cleaned up; its signals are delivered when the event loop runs again."""
        self._thread.join()

    def _drive(self) -> None:
        """Run the generator; called in the job's thread."""
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
            self._finish(_Ending.CANCELLED, None)
        except StopIteration as stop:
            self._finish(_Ending.SUCCEEDED, stop.value)
        except DeepdubError as error:
            _LOG.info("%s failed", Word(self.name), exc_info=True)
            # A cancelled job may fail because its files are already gone: do not report that.
            self._finish(_Ending.CANCELLED if self._cancelling.is_set() else _Ending.FAILED, error)
        except Exception as error:  # noqa: BLE001 - an error in the thread must reach the user
            _LOG.exception("%s failed unexpectedly", Word(self.name))
            self._finish(_Ending.FAILED, error)

    def _finish(self, ending: _Ending, outcome: object) -> None:
        self._log(f"{ending.name.lower()} after {time.monotonic() - self.began_s:.1f} s")
        self._ended.emit(ending, outcome)

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

    def _log(self, what: str) -> None:
        # Jobs of a moment have no title, and those of a `LatestOnlyWorker` run with each step of the slider.
        if self.title and not self.name.startswith("LatestOnlyWorker"):
            _LOG.info("%s %s", Word(self.name), Word(what))


class JobRunner(QObject):
    """Starts jobs and keeps track of the running ones."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[RunningJob] = []
        self._queues: dict[str, list[RunningJob]] = {}

    @property
    def running(self) -> tuple[RunningJob, ...]:
        """The jobs that are running or queued."""
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
        queued: bool | str = False,
    ) -> RunningJob:
        """Run a generator in the background; the callbacks are called in the GUI thread.

        Parameters
        ----------
        title
            Shown to the user, such as “Separating …”; a job without a title is not shown.
        make
            Creates the generator; called in the GUI thread when the job starts.
        succeeded, failed
            Called with the result or the error; neither is called for a cancelled job.
        progressed, ended
            Called with each progress, and when the job has ended for any reason.
        queued
            Start only after all jobs queued earlier have ended; a text names a queue of its own.
        """
        job, queue = RunningJob(title, make, self), queued if isinstance(queued, str) else ""
        self._running.append(job)
        if progressed is not None:
            job.progressed.connect(progressed)
        job.finished.connect(lambda: self._forget(job, queue))
        if ended is not None:
            job.finished.connect(ended)
        job.succeeded.connect(succeeded)
        job.failed.connect(failed)
        if title:
            self.started.emit(job)
        if queued:
            self._queues.setdefault(queue, []).append(job)
            self._advance(queue)
        else:
            job.start()
        return job

    def cancel_all(self) -> None:
        """Cancel all jobs and wait until they have cleaned up; they emit no more signals."""
        self._queues.clear()
        for job in self.running:
            job.cancel()
        for job in self.running:
            job.wait()
            job.blockSignals(True)
            self._forget(job)

    def _advance(self, queue: str) -> None:
        waiting = self._queues.get(queue)
        if waiting:
            waiting[0].start()

    def _forget(self, job: RunningJob, queue: str = "") -> None:
        if job in self._running:
            self._running.remove(job)
            job.deleteLater()
        waiting = self._queues.get(queue, [])
        if job in waiting:
            waiting.remove(job)
            QTimer.singleShot(0, lambda: self._advance(queue))  # first deliver the signals of the ended job
