"""Arranges the parts of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget


def beside(left: QWidget, right: QWidget, parent: QWidget) -> QSplitter:
    """Return two widgets beside each other; the left one gets the width that a larger window has."""
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 1)
    splitter.setChildrenCollapsible(False)
    return splitter


def stack_bands(above: QWidget, middle: QWidget, below: Sequence[QWidget], window: QMainWindow) -> None:
    """Fill a window with bands; the middle one gets the height that the others leave."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(middle, 1)
    for band in below:
        column.addWidget(band)
    centre = QWidget(window)
    centre.setLayout(column)
    window.setCentralWidget(centre)
