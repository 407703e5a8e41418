"""The cast mode: digits say who speaks the current line, and go to the next one.

1 to 9 act at once. A number of two digits begins with a minus sign, which stands alone on the number pad and on most
keyboards, so that nothing ever waits for a second digit.
"""

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
_BEGINS_NUMBER = "-"
_DIGITS = 2


def keys_text(number: int) -> str:
    """Return the keys that stand for a speaker in the cast mode: ``7``, ``-12``; empty if there are none."""
    if number < 10:
        return str(number)
    return f"{_BEGINS_NUMBER}{number}" if number < 10**_DIGITS else ""


class CastMode(QObject):
    """While it is on, takes the digits, Enter and Escape of a window before its shortcuts; text fields keep theirs.

    `number_given` carries the number of a speaker, or 0, `accepted` and `left` follow Enter and Escape. `typing`
    carries what has been typed of a number of two digits, ``-1``, and nothing when it is complete or taken back.

    Parameters
    ----------
    window
        The window.
    homes
        The widgets in it that would otherwise handle digits themselves.
    needs_escape
        Returns whether Escape is for something else now, such as a drag.
    """

    number_given = Signal(int)
    typing = Signal(str)
    accepted = Signal()
    left = Signal()

    def __init__(self, window: QWidget, homes: tuple[QWidget, ...], needs_escape: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._homes, self._needs_escape = window, homes, needs_escape
        self.is_on = False
        self._typed = ""

    def set_on(self, *, is_on: bool) -> None:
        """Switch the mode on or off."""
        if is_on == self.is_on:
            return
        self.is_on = is_on
        self._type("")
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
        if self._typed:
            self._go_on(key)
        elif key == Qt.Key.Key_Minus:
            self._type(_BEGINS_NUMBER)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER:
            self.accepted.emit()
        else:
            self.number_given.emit(key - Qt.Key.Key_0)

    def _go_on(self, key: int) -> None:
        """Go on with a number of two digits; Enter ends it after one, Escape and Backspace take it back."""
        if key == Qt.Key.Key_Escape:
            self._type("")
        elif key == Qt.Key.Key_Backspace:
            self._type(self._typed[:-1])
        elif key == Qt.Key.Key_Minus:
            self._type(_BEGINS_NUMBER)
        else:
            self._add("" if key in _ENTER else str(key - Qt.Key.Key_0))

    def _add(self, digit: str) -> None:
        """Add a digit; without one, the number is complete."""
        digits = self._typed[len(_BEGINS_NUMBER) :] + digit
        if digit and len(digits) < _DIGITS:
            self._type(_BEGINS_NUMBER + digits)
            return
        if digits:
            self.number_given.emit(int(digits))
        self._type("")

    def _type(self, text: str) -> None:
        if text != self._typed:
            self._typed = text
            self.typing.emit(text)

    def _is_mine(self, event: QKeyEvent) -> bool:
        focused = self._window.focusWidget()
        if event.modifiers() & ~_IGNORED or isinstance(focused, _TYPING):
            return False
        if event.key() in _ENTER:
            return not isinstance(focused, QAbstractButton | QComboBox)
        if event.key() == Qt.Key.Key_Escape:
            return not self._needs_escape()
        if event.key() == Qt.Key.Key_Backspace:
            return bool(self._typed)
        return Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 or event.key() == Qt.Key.Key_Minus
