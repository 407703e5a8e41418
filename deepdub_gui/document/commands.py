"""Undo commands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from deepdub_engine.project import Document, History, Step, VoiceMove
from deepdub_engine.project.delta_history import Delta
from deepdub_engine.project.document import apply_change
from deepdub_engine.speakers.following import follow
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming, pins_of
from deepdub_gui.document.session import Session
from deepdub_gui.document.step_names import retiming_name


class ChangeCommand(QUndoCommand):
    """One undo step between two documents; it stores the difference only, since there may be thousands."""

    def __init__(self, session: Session, name: str, after: Document) -> None:
        super().__init__(name)
        self._session = session
        self._link = Delta.between(Step(name, after), session.document, session.file_cues)
        self._new: Document | None = after

    def redo(self) -> None:
        """Apply the new document."""
        new, self._new = self._new, None
        if new is None:
            self._session.commit(apply_change(self._session.document, self._link.forth, self._session.file_cues))
        else:
            self._session.commit(new)
            self._session.step_made.emit(self.text(), new, None)

    def undo(self) -> None:
        """Restore the previous document."""
        self._session.commit(apply_change(self._session.document, self._link.back, self._session.file_cues))


class MoveVoiceCommand(QUndoCommand):
    """One undo step that moves a voice; the document stays as it is."""

    def __init__(self, session: Session, name: str, move: VoiceMove) -> None:
        super().__init__(name)
        self._session, self._move = session, move
        self._is_new = True

    def redo(self) -> None:
        """Move the voice."""
        if self._is_new:
            self._is_new = False
            self._session.step_made.emit(self.text(), self._session.document, self._move)
        self._session.move_voice(self._move)

    def undo(self) -> None:
        """Move the voice back."""
        self._session.move_voice(self._move.back)


def change(session: Session, name: str, after: Document) -> None:
    """Commit a document as one undo step, unless it changes nothing that is seen; marks and cast follow their cues."""
    before, of_file = session.document, session.file_cues
    if after.cues is not before.cues:
        cues, edited = before.cues_or(of_file), after.cues_or(of_file)
        if after.marks == before.marks:
            after = replace(after, marks=before.marks.following(cues, edited))
        if after.cast == before.cast:
            after = replace(after, cast=follow(before.cast, cues, edited))
    if _looks_the_same(before, after, of_file):
        session.preview(None)
        return
    session.undo.push(ChangeCommand(session, name, after))


def _looks_the_same(before: Document, after: Document, of_file: tuple[Cue, ...]) -> bool:
    """Return whether two documents show and save the same, such as a shift where all subtitles are anchored."""
    if (before.marks, before.cast) != (after.marks, after.cast) or pins_of(before.retiming) != pins_of(after.retiming):
        return False
    shown = (each.retiming.apply(each.cues_or(of_file)) for each in (before, after))
    return before == after or (before.retiming.ratio == after.retiming.ratio and next(shown) == next(shown))


def retime(session: Session, after: Retiming, name: str | None = None) -> None:
    """Commit a retiming as one undo step, unless it changes nothing; by default, its name says what changes."""
    name = retiming_name(session.retiming, after) if name is None else name
    change(session, name, replace(session.document, retiming=after))


def push_history(session: Session, history: History) -> None:
    """Push the steps of a history as undo steps, and go to its current one; the session must have its base document."""
    stack = session.undo
    with session.single_notification():
        for number, step in enumerate(history.steps):
            if number == history.clean:
                stack.setClean()
            if step.voice is not None:
                stack.push(MoveVoiceCommand(session, step.name, step.voice))
            else:
                stack.push(ChangeCommand(session, step.name, step.document))
        if history.clean == len(history.steps):
            stack.setClean()
        elif history.clean is None:
            stack.resetClean()
        stack.setIndex(history.index)
