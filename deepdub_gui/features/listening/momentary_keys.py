"""Momentary source keys: a tap switches, holding the key switches back on release."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from deepdub_gui.features.listening.monitor import MonitorSelection
from deepdub_gui.features.listening.monitor_controller import MonitorController

_HELD_S = 0.3


class MomentaryKey(QObject):
    """An event filter that restores the previous source when the key of an action was held.

    Parameters
    ----------
    actions
        The actions that switch the source.
    monitor
        Holds the current selection.
    window
        The window whose key events are watched.
    """

    def __init__(self, actions: Sequence[QAction], monitor: MonitorController, window: QWidget) -> None:
        super().__init__(window)
        self._actions, self._monitor = tuple(actions), monitor
        self._held: dict[int, tuple[float, MonitorSelection]] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Record the selection when a key is pressed, and restore it if the key is released after 0.3 s or more."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._held.clear()  # the key release goes to another window
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if kind == QEvent.Type.ShortcutOverride and self._is_meant(event):
                self._held[event.key()] = (time.monotonic(), self._monitor.heard)
            elif kind == QEvent.Type.KeyRelease and event.key() in self._held:
                self._release(event.key())
        return False

    def _is_meant(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self._actions)

    def _release(self, key: int) -> None:
        began_s, before = self._held.pop(key)
        if time.monotonic() - began_s >= _HELD_S:
            self._monitor.hear(before)
