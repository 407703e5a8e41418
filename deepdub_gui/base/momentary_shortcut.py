"""Actions whose shortcut acts for as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class MomentaryShortcut(QObject):
    """Reports when the shortcut of an action is pressed and released, unless a widget handles the key itself.

    `pressed` is emitted before the action triggers, `released` when the key is released or the window deactivated.

    Parameters
    ----------
    action
        The action, whose shortcut may change at any time; its auto-repeat is turned off.
    window
        The window in which the shortcut works.
    """

    pressed = Signal()
    released = Signal()

    def __init__(self, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._action = action
        self._key: int | None = None
        action.setAutoRepeat(False)
        window.installEventFilter(self)

    @property
    def is_held(self) -> bool:
        """Whether the key is down."""
        return self._key is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Track the key; never consume the event."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._release()  # the window will not see the key released
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if kind == QEvent.Type.ShortcutOverride and self._is_meant(event):
                self._key = event.key()
                self.pressed.emit()
            elif kind == QEvent.Type.KeyRelease and event.key() == self._key:
                self._release()
        return False

    def _is_meant(self, event: QKeyEvent) -> bool:
        return self._action.isEnabled() and QKeySequence(event.keyCombination()) in self._action.shortcuts()

    def _release(self) -> None:
        if self._key is not None:
            self._key = None
            self.released.emit()
