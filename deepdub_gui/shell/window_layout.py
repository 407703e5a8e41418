"""Arranges the parts of the window, from the outside in: what is moved gets the style sheet again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget


def stack_bands(above: QWidget, middle: QWidget, below: Sequence[QWidget], window: QMainWindow) -> None:
    """Fill a window with bands; the middle one gets the height that the others leave."""
    centre = QWidget(window)
    window.setCentralWidget(centre)
    column = QVBoxLayout(centre)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(middle, 1)
    for band in below:
        column.addWidget(band)


def split(middle: QMainWindow, left: QWidget, right: QWidget) -> QSplitter:
    """Fill a nested window with two widgets beside each other; the left one gets the width that a larger window has."""
    splitter = QSplitter(Qt.Orientation.Horizontal, middle)
    middle.setCentralWidget(splitter)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 1)
    splitter.setChildrenCollapsible(False)
    return splitter
