"""Lets Tab move through controls as they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLayout, QWidget


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
