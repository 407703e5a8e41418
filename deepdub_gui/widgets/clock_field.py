"""The clock of the transport row: shows the position, and takes another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.theme import tabular_font

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MARGINS_PX = 16


class ClockField(QLineEdit):
    """A running clock that stops while the person types in it.

    `entered` carries what was typed; the owner then calls `leave` or lets the person correct it. `left` is emitted on
    Escape.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(format_clock(0), parent)
        self._time_ms, self._is_clicked = 0, False
        self.setFont(tabular_font(18))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("−00:00:00.000") + _MARGINS_PX)
        self.setAccessibleName(tr("Position of the playhead"))
        self.setToolTip(tr("Position of the playhead: type another time, Enter goes there, Escape leaves"))
        self.setFrame(False)
        self.setProperty("quiet", True)

    def show_time(self, time_ms: int) -> None:
        """Show a time, unless the person types."""
        self._time_ms = time_ms
        if not self.isModified():
            self.setText(format_clock(time_ms))

    def leave(self) -> None:
        """Show the running time again."""
        self.setText(format_clock(self._time_ms))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note that a click has begun the typing."""
        super().focusInEvent(event)
        self._is_clicked = event.reason() == Qt.FocusReason.MouseFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select everything with the first click, so that typing replaces it."""
        super().mousePressEvent(event)
        if self._is_clicked:
            self.selectAll()
        self._is_clicked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter with Enter, discard with Escape."""
        if event.key() in _ENTER:
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Discard what was not entered."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.leave()
            self.deselect()
