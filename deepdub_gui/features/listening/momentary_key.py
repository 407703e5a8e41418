"""Keys that switch when they are tapped, and come back when they are let go after having been held."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from deepdub_gui.features.listening.monitor import Heard
from deepdub_gui.features.listening.monitor_controller import Mixing

_HELD_S = 0.3


class HoldKeys(QObject):
    """Watches the keys that no widget of a window has taken for itself.

    Parameters
    ----------
    actions
        Whose keys change what is heard.
    mixing
        What is brought back.
    window
        Where the keys are pressed.
    """

    def __init__(self, actions: Sequence[QAction], mixing: Mixing, window: QWidget) -> None:
        super().__init__(window)
        self._actions, self._mixing = tuple(actions), mixing
        self._held: dict[int, tuple[float, Heard]] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a key goes down and what was heard then; bring that back when it comes up late."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._held.clear()  # its release will not be seen
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if kind == QEvent.Type.ShortcutOverride and self._is_meant(event):
                self._held[event.key()] = (time.monotonic(), self._mixing.heard)
            elif kind == QEvent.Type.KeyRelease and event.key() in self._held:
                self._release(event.key())
        return False

    def _is_meant(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in action.shortcuts() for action in self._actions)

    def _release(self, key: int) -> None:
        began_s, before = self._held.pop(key)
        if time.monotonic() - began_s >= _HELD_S:
            self._mixing.hear(before)
