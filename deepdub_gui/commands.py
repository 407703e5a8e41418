"""What can be undone."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from deepdub_engine.retime import Retiming
from deepdub_gui.session import Session


class RetimeCommand(QUndoCommand):
    """One gesture on the shift bar: from one retiming to another."""

    def __init__(self, session: Session, after: Retiming) -> None:
        super().__init__(f"Shift {after}")
        self._session = session
        self._before = session.retiming
        self._after = after

    def redo(self) -> None:
        """Apply the new retiming."""
        self._session.commit(self._after)

    def undo(self) -> None:
        """Go back to the former retiming."""
        self._session.commit(self._before)


def retime(session: Session, after: Retiming) -> None:
    """Commit a retiming as one undo step; none if it changes nothing."""
    if after == session.retiming:
        session.preview(None)
        return
    session.undo.push(RetimeCommand(session, after))
