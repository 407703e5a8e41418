"""Deferred handling of Ctrl-C and termination signals, at a safe point of a job."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last two do not exist on every platform


class DeferredInterrupt:
    """A context manager that defers termination signals until `check` is called between two steps of a job.

    An exception at any other moment could be swallowed by a library, or be raised between creating something and
    registering its cleanup. A second signal before the step ends interrupts at once. Cleanup is never interrupted.
    """

    def __init__(self) -> None:
        self._asked = False
        self._raised = False
        self._former: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def __enter__(self) -> Self:
        for name in _NAMES:
            number = getattr(signal, name, None)
            # Signals that are ignored at start-up, as with nohup, stay ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._former[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def check(self) -> None:
        """Raise `KeyboardInterrupt` if a signal has arrived."""
        if self._asked and not self._raised:
            self._interrupt()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked and not self._raised:
            self._interrupt()
        self._asked = True

    def _interrupt(self) -> None:
        self._raised = True
        raise KeyboardInterrupt
