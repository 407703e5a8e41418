"""A combo box that ignores the mouse wheel."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class QuietComboBox(QComboBox):
    """A combo box that ignores the mouse wheel, so that scrolling past does not change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the parent widget."""
        event.ignore()
