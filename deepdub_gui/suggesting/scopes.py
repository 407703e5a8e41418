"""Which subtitles the score strip counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from deepdub_gui.cue_table import CueTable
from deepdub_gui.suggesting.scoring import Scope

_ALL, _SELECTED, _FROM_HERE = range(3)


class ScopeChoice(QComboBox):
    """All, the selected ones, or those from the current one on.

    Parameters
    ----------
    table
        Where some are selected.
    current
        Returns the current cue, if there is one.
    """

    changed = Signal()

    def __init__(self, table: CueTable, current: Callable[[], int | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._current = table, current
        self.addItems(["all", "selected", "from here on"])
        self.setAccessibleName("Which subtitles the score is of")
        self.setToolTip("Which subtitles the score is of: all, the selected ones, or those from the current one on")
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        table.view.selectionModel().selectionChanged.connect(lambda *_: self._follow())

    def scope(self, count: int) -> Scope:
        """Return what is chosen, of so many subtitles; all where nothing is selected or current."""
        kind, current = self.currentIndex(), self._current()
        if kind == _SELECTED:
            rows = frozenset(self._table.selected_rows())
            return Scope(rows or None)
        if kind == _FROM_HERE and current is not None:
            return Scope(frozenset(range(current, count)))
        return Scope()

    def selected(self) -> frozenset[int]:
        """Return the selected subtitles, or else the current one."""
        current = self._current()
        return frozenset(self._table.selected_rows() or ([] if current is None else [current]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone."""
        event.ignore()

    def _follow(self) -> None:
        if self.currentIndex() != _ALL:
            self.changed.emit()
