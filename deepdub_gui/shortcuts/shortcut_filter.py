"""Single letters are keys of the timeline: elsewhere they are letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class TimelineLetters(QObject):
    """Keeps letters from doing anything while the keyboard is not on the timeline.

    Before there is a timeline to be seen, they are kept back in lists only: buttons take no letters.

    It has to be the last that looks at the keys of the window, so that it is the first that sees them.

    Parameters
    ----------
    homes
        Where letters are keys: the timeline first, and what belongs to it.
    window
        Whose keys they are.
    kept_back
        Is called with a letter that was kept back.
    """

    def __init__(self, homes: Sequence[QWidget], window: QWidget, kept_back: Callable[[QKeySequence], object]) -> None:
        super().__init__(window)
        self._homes, self._window, self._kept_back = tuple(homes), window, kept_back
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a letter be a letter."""
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
