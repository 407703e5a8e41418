"""The table of cues beside the timeline, with a search field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QToolButton, QVBoxLayout, QWidget

from deepdub_engine.subtitles import Cue
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.widgets.cue_table_model import CURRENT_MARK, END, NUMBER, START, TEXT, CueModel
from deepdub_gui.widgets.cue_text_editor import TextDelegate

_NO_CUES = mark("No subtitles yet. Drop a file on the window, or open one from the File menu.")
_CELL_MARGINS = 14
_TIME_PX = 104
_READABLE = 30  # characters of text that fit, else the column with the ends gives way


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last row of each run of consecutive rows; `rows` is sorted."""
    steps = [at for at in range(1, len(rows)) if rows[at] > rows[at - 1] + 1]
    return [(rows[start], rows[stop - 1]) for start, stop in pairwise([0, *steps, len(rows)]) if stop > start]


class _TableView(QTableView):
    """A table view that shows a message while it is empty, and hides the ends where the text needs their room."""

    empty_text = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the ends only if the texts stay readable beside them."""
        super().resizeEvent(event)
        others_px = self.columnWidth(NUMBER) + 2 * _TIME_PX
        least_px = _READABLE * self.fontMetrics().averageCharWidth()
        self.setColumnHidden(END, self.viewport().width() - others_px < least_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the message if there are none."""
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(16, 16, -16, -16), flags, self.empty_text)


class CueTable(QWidget):
    """The table of cues with a search field below it."""

    cue_clicked = Signal(int)
    cue_activated = Signal(int)
    text_edited = Signal(int, str)
    selection_changed = Signal()
    menu_requested = Signal(int, object)  # cue index, global position

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CueModel(self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self.model)
        self._filter.setDynamicSortFilter(False)  # a shift must not run the search again
        self._filter.setFilterKeyColumn(TEXT)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = self._make_view()
        self._digits = 0
        self._texts = TextDelegate(self.view.setFocus, self.view)
        self.view.setItemDelegateForColumn(TEXT, self._texts)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.model.text_edited.connect(self.text_edited)
        self.search = QLineEdit(self, placeholderText=tr("Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search in the subtitles"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))
        self.search.textChanged.connect(self._filter.setFilterFixedString)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(self.search)

    def set_cues(self, cues: Sequence[Cue], problems: Mapping[int, object]) -> None:
        """Set the cues, and the problems by index of the cue."""
        self.view.empty_text = tr("Nothing found.") if cues else tr(_NO_CUES)
        selected = self.selected_rows()
        self._fit_numbers(len(cues))
        if self.model.set_cues(cues, problems):
            self._filter.invalidate()  # changed texts may match the search differently
        kept = [row for row in selected if row < len(cues)]
        if kept and not self.selected_rows():
            self.select_rows(kept)  # the reset cleared the selection; CueSelection may refine it

    def set_current(self, cue: int | None, *, reveal: bool) -> None:
        """Mark the current cue; scroll to it if `reveal`."""
        self.model.set_current(cue)
        if reveal and cue is not None:
            self.view.scrollTo(self._shown(cue))

    def selected_rows(self) -> list[int]:
        """Return the indices of the selected cues."""
        chosen = self.view.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        if self.search.text():
            rows = {self._filter.mapToSource(self._filter.index(row, NUMBER)).row() for row in rows}
        return sorted(map(self.model.cue_at, rows))

    def select(self, cue: int) -> None:
        """Select a cue and scroll to it."""
        shown = self._shown(cue)
        model = self.view.selectionModel()
        if shown.isValid():
            if not (model.isRowSelected(shown.row()) and self.view.currentIndex().row() == shown.row()):
                self.view.selectRow(shown.row())  # keep a multiple selection if the cue was just clicked
            self.view.scrollTo(shown)
        else:
            self.view.clearSelection()  # hidden by the search

    def select_rows(self, cues: Collection[int], current: int | None = None) -> None:
        """Select cues and move the keyboard focus to `current`; clear the search if it hides any of them."""
        if self.search.text() and any(not self._shown(cue).isValid() for cue in cues):
            self.search.clear()
        model, flags = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        found = QItemSelection()
        rows = sorted(self._row_shown(cue) for cue in cues)
        for first, last in _runs([row for row in rows if row >= 0]):
            found.select(self._filter.index(first, NUMBER), self._filter.index(last, NUMBER))
        model.select(found, flags.ClearAndSelect | flags.Rows)
        if current is not None:
            model.setCurrentIndex(self._shown(current), flags.NoUpdate)
            self.view.scrollTo(self._shown(current))

    def edit_text(self, cue: int) -> None:
        """Open the text editor in the row of a cue."""
        self.select_rows([cue], cue)
        self.view.edit(self._shown(cue, TEXT))

    def finish_editing(self) -> None:
        """Commit the open text editor."""
        self._texts.finish()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit pending changes, so that no timer outlives a closed window."""
        super().hideEvent(event)
        self.model.settle()

    def _shown(self, cue: int, column: int = NUMBER) -> QModelIndex:
        return self._filter.mapFromSource(self.model.index(self.model.row_of(cue), column))

    def _fit_numbers(self, count: int) -> None:
        """Widen the number column for the highest number with the mark of the current cue."""
        if len(str(count)) > self._digits:
            self._digits = len(str(count))
            widest = QFontMetrics(tabular_font(12)).horizontalAdvance(f"{CURRENT_MARK} {'0' * self._digits}")
            self.view.setColumnWidth(NUMBER, max(self.view.columnWidth(NUMBER), widest + _CELL_MARGINS))

    def _row_shown(self, cue: int) -> int:
        # Called for thousands of cues at a time, so skip the proxy model without a search.
        return self._shown(cue).row() if self.search.text() else self.model.row_of(cue)

    def _cue(self, shown: QModelIndex) -> int:
        return self.model.cue_at(self._filter.mapToSource(shown).row())

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if index.isValid():
            self.menu_requested.emit(self._cue(index), self.view.viewport().mapToGlobal(place))

    def _make_view(self) -> _TableView:
        view = _TableView(self)
        view.setModel(self._filter)
        view.setAccessibleName(tr("Subtitles"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # an action of the window starts editing
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(24)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in ((NUMBER, 44), (START, _TIME_PX), (END, _TIME_PX)):
            view.setColumnWidth(number, width)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_for_menu)
        view.clicked.connect(lambda index: self.cue_clicked.emit(self._cue(index)))
        view.activated.connect(lambda index: self.cue_activated.emit(self._cue(index)))
        return view
