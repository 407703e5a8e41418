"""The list of steps: a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDockWidget, QToolButton, QUndoView, QWidget

from deepdub_gui.session import Session
from deepdub_gui.shift_bar import ShiftBar
from deepdub_gui.words import tr


class _Steps(QUndoView):
    """Commits a gesture that is under way before it goes elsewhere, so that nothing is overtaken."""

    def __init__(self, session: Session, shift_bar: ShiftBar, parent: QWidget | None = None) -> None:
        super().__init__(session.undo, parent)
        self._bar = shift_bar
        self.setEmptyLabel(tr("As it was opened"))
        self.setAccessibleName(tr("Steps that can be undone and redone"))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step that was pressed."""
        self._bar.finish()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the steps with the arrows; letters are left to the window."""
        self._bar.finish()
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the document is."""
        super().focusInEvent(event)
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """Be as wide as a step's name needs."""
        return QSize(220, 160)


class HistoryPanel(QDockWidget):
    """A dock with the steps of a session; hidden until it is asked for."""

    def __init__(self, session: Session, shift_bar: ShiftBar, parent: QWidget) -> None:
        super().__init__(tr("History"), parent)
        self.setObjectName("history")  # its place is remembered by this name
        self.steps = _Steps(session, shift_bar, self)
        self.setWidget(self.steps)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Undock"))
        self.toggleViewAction().setObjectName("history")
        self.toggleViewAction().setText(tr("&History"))
        self.toggleViewAction().setShortcut("Ctrl+H")
        self.toggleViewAction().setToolTip(tr("List all steps; a click goes there"))
        self.hide()
