"""Undo and redo, which also see to a gesture that is under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.entries import TITLE, name_actions
from deepdub_gui.widgets.shift.bar import ShiftBar


class UndoActions(QObject):
    """The two actions.

    Undoing while the hand drags takes the drag back. Steps of wheel or keys are a gesture that has not quite ended:
    they are committed first, so that undo takes back them, and not what was done before them.

    Parameters
    ----------
    session, shift_bar
        Whose history it is, and where gestures are made.
    finish
        Commits gestures that have not quite ended, and text that is being written.
    window
        Owns the actions.
    """

    def __init__(self, session: Session, shift_bar: ShiftBar, finish: Callable[[], None], window: QObject) -> None:
        super().__init__(window)
        self._session, self._bar, self._finish = session, shift_bar, finish
        self.undo, self.redo = QAction(tr("&Undo"), window), QAction(tr("&Redo"), window)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        for action, title in ((self.undo, tr("Undo")), (self.redo, tr("Redo"))):
            action.setProperty(TITLE, title)
        name_actions(self)
        self.undo.triggered.connect(self._undo)
        self.redo.triggered.connect(self._redo)
        session.undo.indexChanged.connect(self.refresh)
        session.cues_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Name what would be undone and redone."""
        stack = self._session.undo
        self.undo.setText(tr("&Undo {step}", step=stack.undoText()).rstrip())
        self.redo.setText(tr("&Redo {step}", step=stack.redoText()).rstrip())
        self.undo.setEnabled(stack.canUndo() or self._session.previewing)
        self.redo.setEnabled(stack.canRedo())

    def _undo(self) -> None:
        if self._bar.slider.is_dragging:
            self._bar.abandon()
        else:
            self._finish()
            if self._session.previewing:
                self._session.preview(None)  # a cue that is being dragged
            else:
                self._session.undo.undo()

    def _redo(self) -> None:
        self._bar.abandon()
        self._session.undo.redo()
