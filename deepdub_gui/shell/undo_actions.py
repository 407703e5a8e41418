"""Undo and redo actions that also handle an unfinished gesture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.action_entries import TITLE, set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.shift.bar import ShiftBar


class UndoActions(QObject):
    """The Undo and Redo actions.

    Undo during a drag cancels the drag. Pending wheel and key steps are committed first, so that undo reverts them and
    not the step before them.

    Parameters
    ----------
    session, shift_bar
        The session whose undo stack is used, and the shift bar.
    finish
        Commits pending gestures, and text that is being edited.
    window
        Owns the actions.
    """

    def __init__(self, session: Session, shift_bar: ShiftBar, finish: Callable[[], None], window: QObject) -> None:
        super().__init__(window)
        self._session, self._bar, self._finish = session, shift_bar, finish
        self.undo = make_action(window, tr("&Undo"), QKeySequence.StandardKey.Undo)
        self.redo = make_action(window, tr("&Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        for action, title in ((self.undo, tr("Undo")), (self.redo, tr("Redo"))):
            action.setProperty(TITLE, title)
        set_action_names(self)
        connect_actions({self.undo: self._undo, self.redo: self._redo})
        session.undo.indexChanged.connect(self.refresh)
        session.cues_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Update the texts and the enabled state of both actions."""
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
