"""The shift of the subtitles in scope, which the slider shows and sets."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.timing import format_shift
from deepdub_engine.project import Document
from deepdub_engine.subtitles.retime import Retiming, ShiftScope, is_held, offset_in, shifted, without_offset
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.shift.scope_choice import ScopeChoice


class ScopedShift(QObject):
    """The shift of the cues in scope as one number, and the document that results from changing it.

    For all cues it is the offset of the retiming; from the current cue onwards, the offset at that cue; for selected
    cues, the distance from their times when they were selected. The scope does not change during a gesture, even if
    playback moves on.

    `changed` is emitted when the scope changes.
    """

    changed = Signal()

    def __init__(self, session: Session, choice: ScopeChoice, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._choice = session, choice
        self._scope: ShiftScope | None = ShiftScope()
        self._reference_ms = 0
        choice.changed.connect(self._update_scope)
        session.subtitles_changed.connect(self._update_scope)
        session.cues_changed.connect(self._keep_up)

    @property
    def scope(self) -> ShiftScope | None:
        """The current scope; None if no cue is selected or current."""
        return self._scope

    @property
    def value_ms(self) -> int:
        """The shift on screen, including a preview."""
        first = self._first
        if first is not None:
            cues = self._session.cues
            return cues[first].start_ms - self._reference_ms if first < len(cues) else 0
        return 0 if self._scope is None else offset_in(self._scope, self._session.shown_retiming)

    @property
    def committed_ms(self) -> int:
        """The shift of the document, without a preview."""
        session, first = self._session, self._first
        if first is not None:
            return session.retiming.time_ms(session.base_cues[first].start_ms) - self._reference_ms
        return 0 if self._scope is None else offset_in(self._scope, session.retiming)

    @property
    def unshifted(self) -> tuple[Retiming, int]:
        """A retiming without the shift of the cues in scope, and the shift that it still contains for selected ones."""
        scope = self._scope or ShiftScope()
        retiming = without_offset(scope, self._session.shown_retiming)
        return retiming, 0 if scope.rows is None else self.committed_ms

    @property
    def held(self) -> int:
        """Number of the subtitles in scope that anchors hold in place."""
        retiming, scope = self._session.shown_retiming, self._scope
        if scope is None or not retiming.anchors:
            return 0
        base = self._session.shown.cues_or(self._session.file_cues)
        return sum(is_held(scope, retiming, row, cue) for row, cue in enumerate(base))

    def preview(self, value_ms: int) -> None:
        """Preview a shift."""
        self._session.preview(self._document(value_ms))

    def commit(self, value_ms: int) -> None:
        """Set the shift, as one undo step."""
        change(self._session, self._name(value_ms - self.committed_ms), self._document(value_ms))

    def _name(self, by_ms: int) -> str:
        """Return the name of the step that shifts by this much."""
        shift, scope = format_shift(by_ms), self._scope or ShiftScope()
        if scope.rows is not None:
            return tr("Shift {count:subtitle|subtitles} by {shift}", count=len(scope.rows), shift=shift)
        if scope.from_ms is not None:
            number = next(row for row, cue in enumerate(self._session.base_cues, 1) if cue.start_ms == scope.from_ms)
            return tr("Shift {shift} from subtitle {number} on", shift=shift, number=number)
        return tr("Shift {shift}", shift=shift)

    def value_to(self, time_ms: int) -> int | None:
        """Return the shift with which the current cue starts at a time; None without a current cue."""
        row, cues = self._choice.current, self._session.cues
        if self._scope is None or row is None or row >= len(cues):
            return None
        return self.value_ms + time_ms - cues[row].start_ms

    def move(self, by_ms: int) -> None:
        """Add to the shift, as one undo step."""
        self.commit(self.committed_ms + by_ms)

    def _document(self, value_ms: int) -> Document:
        session = self._session
        if self._scope is None:
            return session.document
        base, by_ms = session.base_cues, value_ms - self.committed_ms
        retiming, cues = shifted(session.retiming, base, self._scope, by_ms)
        return replace(session.document, retiming=retiming, cues=session.document.cues if cues is base else cues)

    @property
    def _first(self) -> int | None:
        """The first of the selected cues if these are the scope; otherwise None."""
        return None if self._scope is None or self._scope.rows is None else min(self._scope.rows)

    def _update_scope(self) -> None:
        if self._session.previewing:
            return
        self._scope = self._choice.scope(self._session.base_cues)
        first = self._first
        self._reference_ms = 0 if first is None else self._session.cues[first].start_ms
        self.changed.emit()

    def _keep_up(self) -> None:
        """Update the scope after edits, and after changes that were ignored during a gesture."""
        if not self._session.previewing and self._choice.scope(self._session.base_cues) != self._scope:
            self._update_scope()
