"""Restricts single-letter shortcuts to the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ShortcutFilter(QObject):
    """An event filter that blocks single-letter shortcuts while the timeline does not have the focus.

    While the timeline is hidden, it blocks them in item views only.

    It must be installed after the window's other event filters, because Qt calls the last one first.

    Parameters
    ----------
    homes
        The widgets in which single letters are shortcuts, the timeline first.
    window
        The window that has the shortcuts.
    kept_back
        Called with each blocked letter.
    """

    def __init__(self, homes: Sequence[QWidget], window: QWidget, kept_back: Callable[[QKeySequence], object]) -> None:
        super().__init__(window)
        self._homes, self._window, self._kept_back = tuple(homes), window, kept_back
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept a blocked letter's shortcut override, so that it triggers no action."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or not _is_letter(event):
            return False
        focused = self._window.focusWidget()
        is_elsewhere = self._homes[0].isVisible() or isinstance(focused, QAbstractItemView)
        if focused in self._homes or not is_elsewhere:
            return False
        self._kept_back(QKeySequence(event.keyCombination()))
        event.accept()
        return True


def _is_letter(event: QKeyEvent) -> bool:
    return event.modifiers() in _BARE and event.key() < Qt.Key.Key_Escape and chr(event.key()).isalpha()
