"""A key of an action that means something for as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class HeldKey(QObject):
    """Watches the key of an action, if no widget of the window takes it for itself.

    `pressed` comes before the action is triggered, `released` when the key comes up or the window is left.

    Parameters
    ----------
    action
        Whose key it is; the key may be changed at any time. It does not repeat by itself any more.
    window
        Where it is pressed.
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
        """Note when the key goes down and up."""
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._release()  # its release will not be seen
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
