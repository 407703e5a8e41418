"""A small box that asks for a subtitle or a time to go to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.restyling import restyle

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TOP_PX = 48
_FIELD_PX = 240


class GoToBox(QFrame):
    """A box over the window with one field; `entered` carries what was typed, and the box closes with `close_box`.

    It closes by itself on Escape, and when the keyboard goes elsewhere.
    """

    entered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("card")
        self._window = window
        self._former: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(_FIELD_PX)
        self.field.setAccessibleName(tr("Go to"))
        self.field.installEventFilter(self)
        self.hint = PlainLabel("", self, objectName="dim")
        title = PlainLabel(tr("Go to"), self)
        title.setBuddy(self.field)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.hide()

    def ask(self, hint: str) -> None:
        """Open the box with a hint on what can be typed."""
        self._former = self._window.focusWidget()
        self._say(hint, "dim")
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, _TOP_PX)
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus()

    def refuse(self, text: str) -> None:
        """Show why there is no such place, and stay open."""
        self._say(text, "error")
        self.adjustSize()
        self.field.selectAll()

    def close_box(self) -> None:
        """Close the box, and give the keyboard back to what had it."""
        former, self._former = self._former, None
        self.hide()
        if former is not None:
            former.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter with Enter; close on Escape and when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self.entered.emit(self.field.text())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_box()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._former = None
            self.hide()
        return False

    def _say(self, text: str, name: str) -> None:
        self.hint.setText(text)
        restyle(self.hint, name)
