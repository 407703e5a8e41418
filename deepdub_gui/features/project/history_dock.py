"""The dock that lists the undo steps."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDockWidget, QToolButton, QUndoView, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.shift.bar import ShiftBar


class _Steps(QUndoView):
    """A list of undo steps that commits a pending gesture before it goes to another step."""

    def __init__(self, session: Session, shift_bar: ShiftBar, parent: QWidget | None = None) -> None:
        super().__init__(session.undo, parent)
        self._bar = shift_bar
        self.setEmptyLabel(tr("Original state"))
        self.setAccessibleName(tr("Undo steps"))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the clicked step."""
        self._bar.finish()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the step with the arrow keys; pass printable keys on to the window."""
        self._bar.finish()
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll to the current step."""
        super().focusInEvent(event)
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """Return a size wide enough for the name of a step."""
        return QSize(220, 160)


class HistoryDock(QDockWidget):
    """A dock with the undo steps of a session; hidden by default."""

    def __init__(self, session: Session, shift_bar: ShiftBar, parent: QWidget) -> None:
        super().__init__(tr("History"), parent)
        self.setObjectName("history")  # key of the saved dock layout
        self.steps = _Steps(session, shift_bar, self)
        self.setWidget(self.steps)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Undock"))
        self.toggleViewAction().setObjectName("history")
        self.toggleViewAction().setText(tr("&History"))
        self.toggleViewAction().setShortcut("Ctrl+Shift+H")
        self.toggleViewAction().setToolTip(tr("List all undo steps; click one to go back to it"))
        self.hide()
