"""How far one step of wheel, key or button goes, and how it goes on while it is held."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

STEP_MS = 100
_BEFORE_MS = 300  # a key that is held for less was tapped
_FRAME_MS = 16
_STEPS_PER_S = 10.0  # to begin with
_DOUBLINGS = 4.0  # one each second; then it stays as fast as it is


def step_ms(modifiers: Qt.KeyboardModifier) -> int:
    """Return the size of a step: 100 ms, with Shift 10 ms, with Ctrl 1 s, with both 1 ms."""
    fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    other = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    return (1 if other else STEP_MS // 10) if fine else (10 * STEP_MS if other else STEP_MS)


def glided_ms(seconds: float, size_ms: int) -> int:
    """Return how far a step that is held has come: ten of it in the first second, then twice as fast in each next."""
    doubling = min(max(0.0, seconds), _DOUBLINGS)
    steps = _STEPS_PER_S * ((2**doubling - 1) / math.log(2) + max(0.0, seconds - _DOUBLINGS) * 2**_DOUBLINGS)
    grid_ms = max(1, size_ms // 10)
    return int(steps * size_ms / grid_ms) * grid_ms


class Glide(QObject):
    """Makes an even movement of a step that is held; `moved` carries how much further it goes, in milliseconds."""

    moved = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go)
        self._step_ms = self._gone_ms = 0
        self._began_s = 0.0

    def hold(self, step: int) -> None:
        """Begin to go on by a step, which has been made already, after a moment."""
        if step == self._step_ms and self._timer.isActive():
            return
        self._step_ms, self._gone_ms = step, 0
        self._began_s = time.monotonic() + _BEFORE_MS / 1000
        self._timer.start(_BEFORE_MS)

    def release(self) -> None:
        """Stop where it is."""
        self._timer.stop()
        self._step_ms = 0

    def _go(self) -> None:
        self._timer.setInterval(_FRAME_MS)
        size_ms = abs(self._step_ms)
        come_ms = glided_ms(time.monotonic() - self._began_s, size_ms)
        further_ms, self._gone_ms = come_ms - self._gone_ms, come_ms
        if further_ms:
            self.moved.emit(int(math.copysign(further_ms, self._step_ms)))
