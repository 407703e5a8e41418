"""Step sizes for wheel, keys and buttons, and auto-repeat while these are held."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent

STEP_MS = 100
_BEFORE_MS = 300  # delay before the repeat begins
_FRAME_MS = 16
_STEPS_PER_S = 10.0  # initial speed
_DOUBLINGS = 4.0  # the speed doubles every second, this many times


def step_ms(modifiers: Qt.KeyboardModifier) -> int:
    """Return the size of a step: 100 ms, with Shift 10 ms, with Ctrl 1 s, with both 1 ms."""
    fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    other = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    return (1 if other else STEP_MS // 10) if fine else (10 * STEP_MS if other else STEP_MS)


def wheel_step_ms(event: QWheelEvent) -> int:
    """Return the step for a turn of the wheel; 0 if the wheel has not turned."""
    turned = event.angleDelta().y() or event.angleDelta().x()
    return int(math.copysign(step_ms(event.modifiers()), turned)) if turned else 0


def repeat_distance_ms(seconds: float, size_ms: int) -> int:
    """Return the distance of a held step after some seconds; it starts at ten steps a second and accelerates."""
    doubling = min(max(0.0, seconds), _DOUBLINGS)
    steps = _STEPS_PER_S * ((2**doubling - 1) / math.log(2) + max(0.0, seconds - _DOUBLINGS) * 2**_DOUBLINGS)
    grid_ms = max(1, size_ms // 10)
    return int(steps * size_ms / grid_ms) * grid_ms


class KeyRepeat(QObject):
    """A smooth, accelerating auto-repeat of a held step; `moved` carries each increment in milliseconds."""

    moved = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go)
        self._step_ms = self._gone_ms = 0
        self._began_s = 0.0

    def hold(self, step: int) -> None:
        """Start repeating a step after a delay; the first step has been made by the caller."""
        if step == self._step_ms and self._timer.isActive():
            return
        self._step_ms, self._gone_ms = step, 0
        self._began_s = time.monotonic() + _BEFORE_MS / 1000
        self._timer.start(_BEFORE_MS)

    def release(self) -> None:
        """Stop repeating."""
        self._timer.stop()
        self._step_ms = 0

    def _go(self) -> None:
        self._timer.setInterval(_FRAME_MS)
        size_ms = abs(self._step_ms)
        come_ms = repeat_distance_ms(time.monotonic() - self._began_s, size_ms)
        further_ms, self._gone_ms = come_ms - self._gone_ms, come_ms
        if further_ms:
            self.moved.emit(int(math.copysign(further_ms, self._step_ms)))
