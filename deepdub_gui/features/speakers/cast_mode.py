"""The cast mode: digits say who speaks the current line, and go to the next one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TYPING = (QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit)
_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier  # digits need Shift on some keyboards
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CastMode(QObject):
    """While it is on, takes the digits, Enter and Escape of a window before its shortcuts; text fields keep theirs.

    `digit_pressed` carries a digit, `accepted` and `left` follow Enter and Escape.

    Parameters
    ----------
    window
        The window.
    homes
        The widgets in it that would otherwise handle digits themselves.
    needs_escape
        Returns whether Escape is for something else now, such as a drag.
    """

    digit_pressed = Signal(int)
    accepted = Signal()
    left = Signal()

    def __init__(self, window: QWidget, homes: tuple[QWidget, ...], needs_escape: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._homes, self._needs_escape = window, homes, needs_escape
        self.is_on = False

    def set_on(self, *, is_on: bool) -> None:
        """Switch the mode on or off."""
        if is_on == self.is_on:
            return
        self.is_on = is_on
        for widget in (self._window, *self._homes):
            if is_on:
                widget.installEventFilter(self)  # called before the filters that were installed earlier
            else:
                widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the keys of the mode."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or not self._is_mine(event):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._press(event.key())
        return True

    def _press(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER:
            self.accepted.emit()
        else:
            self.digit_pressed.emit(key - Qt.Key.Key_0)

    def _is_mine(self, event: QKeyEvent) -> bool:
        focused = self._window.focusWidget()
        if event.modifiers() & ~_IGNORED or isinstance(focused, _TYPING):
            return False
        if event.key() in _ENTER:
            return not isinstance(focused, QAbstractButton | QComboBox)
        if event.key() == Qt.Key.Key_Escape:
            return not self._needs_escape()
        return Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
