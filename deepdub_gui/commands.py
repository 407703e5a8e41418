"""What can be undone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from deepdub_engine.project import Document, History
from deepdub_engine.retime import Retiming
from deepdub_gui.session import Session
from deepdub_gui.words import tr


class ChangeCommand(QUndoCommand):
    """One gesture: from one document to another."""

    def __init__(self, session: Session, name: str, after: Document) -> None:
        super().__init__(name)
        self._session = session
        self._before = session.document
        self._after = after
        self._is_new = True

    def redo(self) -> None:
        """Apply the new document."""
        self._session.commit(self._after)
        if self._is_new:
            self._is_new = False
            self._session.step_made.emit(self.text(), self._after)

    def undo(self) -> None:
        """Go back to the former document."""
        self._session.commit(self._before)


def change(session: Session, name: str, after: Document) -> None:
    """Commit a document as one undo step; none if it changes nothing."""
    if after == session.document:
        session.preview(None)
        return
    session.undo.push(ChangeCommand(session, name, after))


def retime(session: Session, after: Retiming) -> None:
    """Commit a retiming as one undo step; none if it changes nothing."""
    change(session, tr("Shift {retiming}", retiming=after), replace(session.document, retiming=after))


def retrace(session: Session, history: History) -> None:
    """Make all steps of a history undo steps of a session that has its base as document, and go to where it was."""
    stack = session.undo
    with session.announced_once():
        for number, step in enumerate(history.steps):
            if number == history.clean:
                stack.setClean()
            stack.push(ChangeCommand(session, step.name, step.document))
        if history.clean == len(history.steps):
            stack.setClean()
        elif history.clean is None:
            stack.resetClean()
        stack.setIndex(history.index)
