"""Answers the last question of many, in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.jobs import JobRunner, RunningJob


class Latest(QObject):
    """Computes what was asked for last; what was asked for before and has not begun is dropped.

    `answered` carries question and answer, if nothing else was asked for meanwhile; `failed` an error.

    Parameters
    ----------
    jobs, title
        What runs it, and its name for a person.
    compute
        Called in another thread, with one question at a time.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, title: str, compute: Callable[[Any], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._title, self._compute = jobs, title, compute
        self._question: object = None
        self._running: RunningJob | None = None

    def ask(self, question: object) -> None:
        """Ask; None takes the last question back."""
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
            if self._question is question:  # it failed, or was cancelled: asking again is up to others
                self._question = None
            elif self._question is not None:
                self._start(self._question)

        self._running = self._jobs.start(self._title, computing, succeeded=done, failed=self.failed.emit, ended=ended)
