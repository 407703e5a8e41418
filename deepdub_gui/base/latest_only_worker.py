"""Background computations of which only the latest request counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.jobs import JobRunner, RunningJob


class LatestOnlyWorker(QObject):
    """Computes the latest request on a worker thread; earlier ones that have not started are dropped.

    `answered` carries request and result, unless a newer request was made meanwhile; `failed` carries an error.

    Parameters
    ----------
    jobs, title
        The job runner, and the title of the jobs in the window.
    compute
        Called on a worker thread with one request at a time.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, title: str, compute: Callable[[Any], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._title, self._compute = jobs, title, compute
        self._question: object = None
        self._running: RunningJob | None = None

    def ask(self, question: object) -> None:
        """Request a computation; None withdraws the latest request."""
        self._question = question
        if question is not None and self._running is None:
            self._start(question)

    def _start(self, question: object) -> None:
        def computing() -> Job[Any]:
            yield Progress(0, 0, self._title)
            return self._compute(question)

        def done(answer: object) -> None:
            if self._question is question:
                self._question = None
                self.answered.emit(question, answer)

        def ended() -> None:
            self._running = None
            if self._question is question:  # it failed or was cancelled; the caller may ask again
                self._question = None
            elif self._question is not None:
                self._start(self._question)

        self._running = self._jobs.start(self._title, computing, succeeded=done, failed=self.failed.emit, ended=ended)
