"""Keys that switch when they are tapped, and come back when they are let go after having been held."""

from __future__ import annotations

import time
from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from deepdub_gui.listening.heard import Heard
from deepdub_gui.listening.mixing import Mixing

_HELD_S = 0.3


class HoldKeys(QObject):
    """Watches the keys that no widget of a window has taken for itself.

    Parameters
    ----------
    keys
        Whose shortcuts change what is heard.
    mixing
        What is brought back.
    window
        Where the keys are pressed.
    """

    def __init__(self, keys: Collection[Qt.Key], mixing: Mixing, window: QWidget) -> None:
        super().__init__(window)
        self._keys, self._mixing = frozenset(keys), mixing
        self._held: dict[Qt.Key, tuple[float, Heard]] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a key goes down and what was heard then; bring that back when it comes up late."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._held.clear()  # its release will not be seen
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat() and event.key() in self._keys:
            if kind == QEvent.Type.ShortcutOverride and not event.modifiers():
                self._held[Qt.Key(event.key())] = (time.monotonic(), self._mixing.heard)
            elif kind == QEvent.Type.KeyRelease:
                self._release(Qt.Key(event.key()))
        return False

    def _release(self, key: Qt.Key) -> None:
        began_s, before = self._held.pop(key, (time.monotonic(), self._mixing.heard))
        if time.monotonic() - began_s >= _HELD_S:
            self._mixing.hear(before)
