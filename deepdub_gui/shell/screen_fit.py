"""Fits the window to the screen that it opens on."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QSplitter, QWidget

_WANTED = QSize(1440, 900)
_FRAME_PX = QSize(8, 40)  # title bar and borders, unknown before the window is shown

_LIST_SHARE = 0.38


def share_width(splitter: QSplitter, width_px: int) -> None:
    """Divide the width between the timeline and the list, so that the texts in the list can be read."""
    list_px = round(width_px * _LIST_SHARE)
    splitter.setSizes([width_px - list_px, list_px])


def fit_to_screen(window: QWidget, stored: QByteArray) -> None:
    """Restore the stored geometry, or choose one; neither exceeds the room that the screen has."""
    window.restoreGeometry(stored)
    if window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry()
    wanted = _WANTED if stored.isEmpty() else window.size()
    window.resize(wanted.boundedTo(room.size() - _FRAME_PX))
    if stored.isEmpty():
        place = QRect(window.pos(), window.size() + _FRAME_PX)
        place.moveCenter(room.center())
        window.move(place.topLeft())
