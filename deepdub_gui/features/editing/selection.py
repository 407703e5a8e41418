"""The selected cues, shared by table and timeline."""

from __future__ import annotations

from PySide6.QtCore import QObject

from deepdub_engine.project import Document
from deepdub_engine.project.document import change_between
from deepdub_engine.subtitles import Cue
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.cue_mouse import SelectionMode


class CueSelection(QObject):
    """The selection of the table, mirrored in the timeline, and the current cue.

    When cues are added or removed, also by undo, new cues are selected, or else the cue in the place of removed ones.

    Parameters
    ----------
    session, playback, timeline, table
        The cues, the owner of the current cue, and the widgets that show the selection.
    """

    def __init__(self, session: Session, playback: Playback, timeline: Timeline, table: CueTable) -> None:
        super().__init__(timeline)
        self._session, self._playback, self._timeline, self._table = session, playback, timeline, table
        self._base: tuple[Cue, ...] = session.base_cues
        table.selection_changed.connect(lambda: timeline.set_selected_cues(self.rows))
        timeline.cue_mouse.picked.connect(self._pick)
        timeline.cue_mouse.clicked.connect(lambda index: table.select_rows([index], index))
        session.subtitles_changed.connect(self._begin)

    @property
    def rows(self) -> frozenset[int]:
        """Indices of the selected cues."""
        return frozenset(self._table.selected_rows())

    @property
    def target(self) -> int | None:
        """The cue that commands act on: the current one, unless only others are selected; then the first of these."""
        rows, current = self.rows, self._playback.current_cue
        if rows and current not in rows:
            return min(rows)
        return self._playback.find_current() if current is None and self._session.cues else current

    @property
    def chosen(self) -> frozenset[int]:
        """The cues that commands act on: the selected ones, or else the target."""
        target = self.target
        return self.rows or frozenset([] if target is None else [target])

    def choose(self, index: int) -> None:
        """Select one cue and make it current, without moving the playhead."""
        self._table.select_rows([index], index)
        self._playback.set_current_cue(index)

    def select_for_drag(self, index: int) -> frozenset[int]:
        """Return the cues to move when one is dragged: the selection if it is part of it; else select only this cue."""
        rows = self.rows
        if index not in rows:
            rows = frozenset({index})
            self._table.select_rows(rows, index)
        self._playback.set_current_cue(index)
        return rows

    def update_after_edit(self) -> None:
        """Update the selection after cues were added or removed; table and timeline already have the new cues."""
        old, new = self._base, self._session.base_cues
        self._base = new
        if len(old) == len(new):
            return
        splice = change_between(Document(cues=old), Document(cues=new), ()).splice
        if splice is None or not new:
            return
        put = range(splice.at, splice.at + len(splice.put))
        self._table.select_rows(put or [min(splice.at, len(new) - 1)], min(splice.at, len(new) - 1))
        self._playback.set_current_cue(min(splice.at, len(new) - 1))

    def _begin(self) -> None:
        self._base = self._session.base_cues
        self._table.select_rows([])

    def _pick(self, index: int, pick: SelectionMode) -> None:
        rows, target = self.rows, self.target
        if pick is SelectionMode.TOGGLE:
            self._table.select_rows(rows ^ {index}, index)
        else:
            # In order of start, as shown in the table.
            anchor = self._session.cues[index if target is None else target]
            cue = self._session.cues[index]
            first_ms, last_ms = sorted((anchor.start_ms, cue.start_ms))
            between = [row for row, each in enumerate(self._session.cues) if first_ms <= each.start_ms <= last_ms]
            self._table.select_rows(between, target)
