"""The choice of which subtitles are shifted and scored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import ShiftScope
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.document.playback import Playback
from deepdub_gui.widgets.cue_table import CueTable

ALL, SELECTED, FROM_HERE = range(3)


class ScopeChoice(QuietComboBox):
    """A combo box for the scope of shifts: all cues, the selected ones, or the current and later ones.

    `changed` is emitted whenever the scope changes, also because of the selection or the current cue.

    Parameters
    ----------
    table
        Knows the selected cues.
    playback
        Knows the current cue.
    """

    changed = Signal()

    def __init__(self, table: CueTable, playback: Playback, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._playback = table, playback
        self.addItems([tr("all"), tr("selected"), tr("from here on")])
        self.setAccessibleName(tr("Subtitles to shift"))
        self.setToolTip(
            tr("Subtitles to shift and score: all, the selected ones, or the current one and all later ones")
        )
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        table.view.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        playback.current_changed.connect(lambda _: self._follow())

    def scope(self, base: tuple[Cue, ...]) -> ShiftScope | None:
        """Return the scope for cues before the retiming; None if it is empty."""
        kind, current = self.currentIndex(), self._playback.current_cue
        if kind == SELECTED:
            rows = frozenset(row for row in self.selected() if row < len(base))
            return ShiftScope(rows) if rows else None
        if kind == FROM_HERE:
            return ShiftScope(from_ms=base[current].start_ms) if current is not None and current < len(base) else None
        return ShiftScope()

    @property
    def current(self) -> int | None:
        """Index of the current cue."""
        return self._playback.current_cue

    def selected(self) -> frozenset[int]:
        """Return the indices of the selected cues, or else of the current one."""
        current = self._playback.current_cue
        return frozenset(self._table.selected_rows() or ([] if current is None else [current]))

    def _follow(self) -> None:
        if self.currentIndex() != ALL:
            self.changed.emit()
