"""Ctrl-C, and being asked to end, at a moment that harms nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last two are not known everywhere


class Interruption:
    """Keeps a request to end until `check` is called, between two steps of a job; a context manager.

    An exception at any other moment could strike where a library swallows it, or between making something and
    noting that it has to be removed. Who asks again before the step is done does not want to wait, and is obeyed
    at once. While the job cleans up, nothing interrupts it.
    """

    def __init__(self) -> None:
        self._asked = False
        self._raised = False
        self._former: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def __enter__(self) -> Self:
        for name in _NAMES:
            number = getattr(signal, name, None)
            # What was ignored when we started, as by nohup, stays ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._former[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def check(self) -> None:
        """Raise `KeyboardInterrupt` if somebody asked for the end."""
        if self._asked and not self._raised:
            self._interrupt()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked and not self._raised:
            self._interrupt()
        self._asked = True

    def _interrupt(self) -> None:
        self._raised = True
        raise KeyboardInterrupt
