"""In-place editing of cue text: over the cue's box in the timeline, or in its table row."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deepdub_gui.document.session import Session
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.cue_text_editor import CueTextEditor
from deepdub_gui.widgets.timeline import Timeline


class InPlaceTextEditor(QObject):
    """Opens the text field, and commits it before anything else happens.

    `edited` carries a cue index and the new text.

    Parameters
    ----------
    session, timeline, table
        The cues, and the widgets that show their text.
    """

    edited = Signal(int, str)

    def __init__(self, session: Session, timeline: Timeline, table: CueTable) -> None:
        super().__init__(timeline)
        self._session, self._timeline, self._table = session, timeline, table
        self._field: CueTextEditor | None = None
        table.text_edited.connect(self.edited)
        timeline.view_changed.connect(lambda *_: self.finish())
        session.subtitles_changed.connect(self._leave)

    def begin(self, index: int) -> None:
        """Edit the text of a cue: in its row if the table has focus, or else over its box."""
        self.finish()
        if self._table.view.hasFocus() or not self._timeline.isVisible():
            self._table.edit_text(index)
            return
        cue = self._session.cues[index]
        if not self._timeline.visible_ms[0] <= cue.start_ms < self._timeline.visible_ms[1]:
            self._timeline.reveal(float(cue.start_ms))
        field = self._field = CueTextEditor(self._timeline)
        field.begin(cue.text)
        self._table.text_opened.emit(field.document())
        field.place_at(self._timeline.cue_rect(index))
        field.ended.connect(lambda is_taken: self._end(index, is_taken=is_taken))
        field.show()
        field.setFocus()

    def finish(self) -> None:
        """Commit the open text field before another edit."""
        self._table.finish_editing()
        if self._field is not None:
            self._field.end(is_taken=True)

    def _leave(self) -> None:
        """Discard the open text field, because other subtitles have been loaded."""
        if self._field is not None:
            self._field.end(is_taken=False)

    def _end(self, index: int, *, is_taken: bool) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        text, had_focus = field.toPlainText(), field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_focus:
            self._timeline.setFocus()
        if is_taken and index < len(self._session.cues):
            self.edited.emit(index, text)
