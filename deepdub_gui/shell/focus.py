"""Where the keyboard goes: back to the timeline after a button, and from one control to the next as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QGridLayout, QLayout, QWidget


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


def set_tab_order(parts: Iterable[QWidget]) -> None:
    """Let Tab move through the controls of some parts in the order of their layouts, row by row."""
    for one, other in pairwise(control for part in parts for control in _all_controls(part)):
        QWidget.setTabOrder(one, other)


def _all_controls(part: QWidget) -> list[QWidget]:
    found = list(_controls(part))
    buttons = (button for button in part.findChildren(QAbstractButton) if _takes_tab(button))
    return [*found, *(button for button in buttons if button not in found)]  # those that lie on a drawing


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _controls(widget: QWidget) -> Iterator[QWidget]:
    if _takes_tab(widget):
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_order(layout)


def _in_order(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=partial(_cell, layout))
    for item in map(layout.itemAt, places):
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _controls(widget)
        elif inner is not None:
            yield from _in_order(inner)


def _cell(grid: QGridLayout, place: int) -> tuple[int, int]:
    corner: Any = grid.getItemPosition(place)  # row, column and spans; the stubs call it an object
    return corner[0], corner[1]
