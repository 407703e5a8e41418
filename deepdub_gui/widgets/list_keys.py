"""The keyboard in the list of subtitles: it moves the current one, and finds one by its first letters."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

_BARE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_STEPS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
_LEAPS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TYPING_S = 1.0  # a later letter begins a new word


class ListKeys(QObject):
    """An event filter for the keys of a list; `moved` carries the row that has become the current one.

    Home, End, Page Up, Page Down and the arrows move; with Shift they extend the selection. Ctrl with Home and End does
    the same as without. Letters go to the next row that begins with them; ``#`` and digits to a number.

    Parameters
    ----------
    view
        The list.
    here
        Returns the row of the current subtitle; −1 if there is none.
    text_of, number_of
        Return the text of a row, and its number.
    """

    moved = Signal(int)

    def __init__(
        self,
        view: QTableView,
        here: Callable[[], int],
        text_of: Callable[[int], str],
        number_of: Callable[[int], int],
    ) -> None:
        super().__init__(view)
        self._view, self._here, self._text_of, self._number_of = view, here, text_of, number_of
        self._anchor = self._last = -1
        self._typed, self._typed_s = "", 0.0
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the keys of the list; letters while typing are no shortcuts."""
        if not isinstance(event, QKeyEvent):
            return False
        modifiers = event.modifiers() & ~_KEYPAD
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._is_move(event.key(), modifiers) or (self._is_typing and self._is_typed(event, modifiers)):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress:
            if self._is_move(event.key(), modifiers):
                self._move(Qt.Key(event.key()), extends=bool(modifiers & _SHIFT))
                return True
            if self._is_typed(event, modifiers):
                self._type(event.text())
                return True
        return False

    @staticmethod
    def _is_move(key: int, modifiers: Qt.KeyboardModifier) -> bool:
        others = modifiers & ~_SHIFT
        return (key in _STEPS and others == _BARE) or (key in _LEAPS and others in (_BARE, _CTRL))

    @property
    def _is_typing(self) -> bool:
        return bool(self._typed) and time.monotonic() - self._typed_s < _TYPING_S

    def _is_typed(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        text = event.text()
        has_letter = text.isprintable() and (bool(text.strip()) or (text == " " and self._is_typing))
        return has_letter and modifiers in (_BARE, _SHIFT)

    def _move(self, key: Qt.Key, *, extends: bool) -> None:
        view = self._view
        last, row = view.model().rowCount() - 1, self._here()
        page = max(1, view.viewport().height() // max(1, view.verticalHeader().defaultSectionSize()) - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if last < 0:
            return
        if key in steps:
            to = min(last, max(0, row + steps[key])) if row >= 0 else 0
        else:
            to = 0 if key == Qt.Key.Key_Home else last
        self._go(to, extends=extends)

    def _go(self, row: int, *, extends: bool) -> None:
        view, former = self._view, self._here()
        index, flags = view.model().index(row, max(0, view.currentIndex().column())), QItemSelectionModel.SelectionFlag
        if not extends or former < 0:
            self._anchor = row
        elif self._last != former:
            self._anchor = former
        self._last = row
        first, last = sorted((self._anchor, row))
        rows = QItemSelection(view.model().index(first, 0), view.model().index(last, 0))
        view.selectionModel().select(rows, flags.ClearAndSelect | flags.Rows)
        view.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        view.scrollTo(index)
        self.moved.emit(row)

    def _type(self, text: str) -> None:
        is_on = self._is_typing
        self._typed_s = time.monotonic()
        self._typed = (self._typed if is_on else "") + text.casefold()
        row = self._found()
        if row is not None:
            self._go(row, extends=False)

    def _found(self) -> int | None:
        typed, count = self._typed, self._view.model().rowCount()
        here = self._here()
        if typed.startswith("#"):
            numbers = (row for row in range(count) if typed[1:] and str(self._number_of(row)) == typed[1:])
            return next(numbers, None)
        is_repeated = len(set(typed)) == 1
        wanted, first = (typed[0], here + 1) if is_repeated else (typed, max(0, here))
        rows = [(first + step) % count for step in range(count)]
        return next((row for row in rows if self._text_of(row).casefold().startswith(wanted)), None)
