"""A line with a message and a button that resolves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deepdub_gui.base.plain_text import PlainLabel


class MessageLine(QWidget):
    """A line with a message and at most one button that resolves it.

    `message_changed` is emitted when the message has changed. The button clears an error before it acts, so that it
    cannot be pressed twice.

    Parameters
    ----------
    style_name
        The object name of a message that is no error, which selects its style.
    """

    message_changed = Signal()

    def __init__(self, style_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style_name = style_name
        self._action: Callable[[], object] | None = None
        self.is_error = False
        self.label = PlainLabel(self, wordWrap=True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._run)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self.button)

    def show_message(
        self, text: str, button: str = "", action: Callable[[], object] | None = None, *, error: bool = False
    ) -> None:
        """Show a message, optionally with a button that calls `action`."""
        self.is_error, self._action = error, action
        self.label.setText(text)
        self.label.setObjectName("error" if error else self._style_name)
        self.label.style().unpolish(self.label)
        self.label.style().polish(self.label)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.message_changed.emit()

    def clear(self) -> None:
        """Remove the message."""
        self.show_message("")

    def _run(self) -> None:
        action = self._action
        if self.is_error:
            self.clear()
        if action is not None:
            action()
