"""A combo box that changes only on purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class QuietComboBox(QComboBox):
    """A combo box that ignores the wheel and, while its list is closed, letters; neither changes it by surprise.

    A click opens the list, but leaves the keyboard where it is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the parent widget."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and digits to the window; Space and the arrows are the combo box's own."""
        if not self.isEditable() and event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
