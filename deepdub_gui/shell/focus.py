"""Where the keyboard goes: back to the timeline after a button, and from one control to the next as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from deepdub_gui.base.tab_order import set_tab_order


class FocusKeeper(QObject):
    """Takes the keyboard back when a button or a list that has it is hidden or disabled.

    Qt would pass it on to the next control, where the next key does something else.

    Parameters
    ----------
    window
        The window that is watched.
    take_keyboard
        Focuses what the keyboard belongs to.
    """

    def __init__(self, window: QWidget, take_keyboard: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._take_keyboard = window, take_keyboard
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(old, QAbstractButton | QComboBox) or new is None:
            return
        is_here = old.window() is self._window and new.window() is self._window
        if is_here and not (old.isVisible() and old.isEnabled()):
            self._take_keyboard()


def keep_focus(window: QWidget, parts: Iterable[QWidget], take_keyboard: Callable[[], object]) -> None:
    """Set the tab order of the parts of a window, and give the keyboard back when a control loses it."""
    FocusKeeper(window, take_keyboard)
    set_tab_order(parts)
