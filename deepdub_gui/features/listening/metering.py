"""Measures the levels during playback."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.player import MeterLevel, Meters
from deepdub_gui.document.playback import Playback
from deepdub_gui.features.listening.meter import FLOOR_DB
from deepdub_gui.features.listening.monitor import MIXED
from deepdub_gui.features.listening.monitor_controller import MonitorController

_INTERVAL_MS = 50
_FALL_DB = 2.0  # per interval
_TELL_EVERY = 10  # numbers that change more than twice a second are unreadable
SILENT = (MeterLevel(),) * (len(MIXED) + 1)


class Metering(QObject):
    """Reads the levels on a timer; `measured` carries the level of each source and, last, of the mix.

    `descriptions_due` is emitted twice a second, when the numbers should be updated. The timer stops once playback has
    stopped and the bars have fallen. During an ABX trial all levels are reported as silent.

    Parameters
    ----------
    playback, monitor
        The player, and the current selection.
    """

    measured = Signal(object)
    descriptions_due = Signal()

    def __init__(self, playback: Playback, monitor: MonitorController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playback, self._monitor = playback, monitor
        self._meters = Meters()
        self._shown = SILENT
        self._count = 0
        self.wants_all = False  # otherwise only the audible sources are measured
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._measure)
        playback.changed.connect(self._begin)

    @property
    def is_running(self) -> bool:
        """Whether the timer is running."""
        return self._timer.isActive()

    def reset(self) -> None:
        """Reset the clip indicators and the peak hold."""
        self._meters.reset()
        self._shown = tuple(replace(level, true_peak_db=-math.inf, clipped=False) for level in self._shown)
        self._show()
        self.descriptions_due.emit()

    def stop(self) -> None:
        """Stop measuring."""
        self._timer.stop()

    def _begin(self) -> None:
        if self._playback.playing and not self.is_running:
            self._timer.start()

    def _measure(self) -> None:
        playing = self._playback.playing
        new = self._read() if playing and not self._monitor.is_blind else SILENT
        self._shown = tuple(_fallen(before, now) for before, now in zip(self._shown, new, strict=True))
        self._count += 1
        has_fallen = not playing and all(level.rms_db == -math.inf for level in self._shown)
        self._show()
        if has_fallen or self._count % _TELL_EVERY == 0:
            self.descriptions_due.emit()
        if has_fallen:
            self._timer.stop()

    def _show(self) -> None:
        self.measured.emit(SILENT if self._monitor.is_blind else self._shown)

    def _read(self) -> tuple[MeterLevel, ...]:
        sources, gains = self._playback.sources, self._playback.gains
        if not self.wants_all:
            sources = tuple(s if gain else None for s, gain in zip(sources, gains, strict=False))
        try:
            levels = self._meters.read(sources, gains, self._playback.position_sample)
        except DeepdubError:
            return SILENT  # the player reports the error
        return (*levels[: len(MIXED)], levels[-1]) if len(levels) > len(MIXED) else SILENT


def _fallen(before: MeterLevel, now: MeterLevel) -> MeterLevel:
    """Return the displayed level: fast attack, slow release, and peak hold."""
    fallen = before.rms_db - _FALL_DB
    rms = max(now.rms_db, fallen if fallen > FLOOR_DB else -math.inf)
    return MeterLevel(rms, now.peak_db, max(before.true_peak_db, now.true_peak_db), before.clipped or now.clipped)
