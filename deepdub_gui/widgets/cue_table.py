"""The table of cues beside the timeline: model, view and search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QToolButton, QVBoxLayout, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import by_start
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.widgets.cue_text_editor import TextDelegate
from deepdub_gui.widgets.timeline.cue_text import plain

_NO_CUES = mark("No subtitles yet. Drop a file on the window, or open one from the File menu.")
_COLUMNS = ("#", mark("Start"), mark("End"), mark("Text"))
NUMBER, START, END, TEXT = range(4)
_CURRENT = "▶"
_CELL_MARGINS = 14
_REST_MS = 40
Index = QModelIndex | QPersistentModelIndex


def shown_text(cue: Cue) -> str:
    """Return the text of a cue on one line, without formatting tags."""
    return " ".join(plain(cue.text).split())


class CueModel(QAbstractTableModel):
    """A table model of the cues, sorted by start; its methods take and return indices into the unsorted cues.

    While a shift is adjusted, only the two time columns change.
    """

    text_edited = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cues: Sequence[Cue] = ()
        self._order: list[int] = []  # row → cue
        self._rows: list[int] = []  # cue → row
        self._problems: Mapping[int, object] = {}
        self._current: int | None = None
        self._changed = NUMBER  # last column with changes not yet emitted
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._tell_of_changes)
        self._figures = tabular_font(12)
        self._bold = QFont()
        self._bold.setBold(True)

    def set_cues(self, cues: Sequence[Cue], problems: Mapping[int, object]) -> bool:
        """Set the cues and their problems by index; return whether the texts of as many cues have changed.

        While a shift is adjusted, changes are emitted at most every 40 ms, because the user watches the timeline.
        """
        same = [cue.text for cue in cues] == [cue.text for cue in self._cues]
        as_many = len(cues) == len(self._cues)
        if not as_many:
            self._changed = NUMBER
            self.beginResetModel()
        last = END if same and problems == self._problems else TEXT
        self._cues, self._problems = cues, problems
        order = by_start(cues)
        if not as_many:
            self._set_order(order)
            self.endResetModel()
        elif order != self._order:
            self._reorder(order)
        elif cues:
            self._changed = max(self._changed, last)
            if last == TEXT or not self._rest.isActive():
                self._tell_of_changes()
        return as_many and not same

    def settle(self) -> None:
        """Emit pending changes immediately."""
        self._tell_of_changes()
        self._rest.stop()

    def _tell_of_changes(self) -> None:
        changed, self._changed = self._changed, NUMBER
        if changed and self._cues:
            self.dataChanged.emit(self.index(0, START), self.index(len(self._cues) - 1, changed))
            self._rest.start()

    def cue_at(self, row: int) -> int:
        """Return the index of the cue in a row."""
        return self._order[row]

    def row_of(self, cue: int) -> int:
        """Return the row of a cue; −1 if it has none."""
        return self._rows[cue] if 0 <= cue < len(self._rows) else -1

    def _set_order(self, order: list[int]) -> None:
        self._order, self._rows = order, [0] * len(order)
        for row, cue in enumerate(order):
            self._rows[cue] = row

    def _reorder(self, order: list[int]) -> None:
        """Reorder the rows; the selection stays with its cues."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        cues = [self._order[index.row()] for index in before]
        self._set_order(order)
        after = [self.index(self._rows[cue], index.column()) for cue, index in zip(cues, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def set_current(self, cue: int | None) -> None:
        """Mark the current cue."""
        former, self._current = self._current, cue
        for row in (self.row_of(changed) for changed in (former, cue) if changed is not None):
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, TEXT))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of cues."""
        return 0 if parent.isValid() else len(self._cues)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(_COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the data of a cell."""
        cue, column = self._order[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(cue, column)
        if role == Qt.ItemDataRole.EditRole and column == TEXT:
            return self._cues[cue].text
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(self._problems.get(cue, "")) or (self._cues[cue].text if column == TEXT else None)
        if role == Qt.ItemDataRole.FontRole:
            return self._figures if column != TEXT else (self._bold if cue == self._current else None)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == NUMBER:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a cell; texts are editable."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TEXT else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Emit the edited text; the model changes only once the document has."""
        if role != Qt.ItemDataRole.EditRole or index.column() != TEXT:
            return False
        self.text_edited.emit(self._order[index.row()], str(value))
        return True

    def _display(self, index: int, column: int) -> str:
        cue = self._cues[index]
        if column == NUMBER:
            return f"{_CURRENT} {index + 1}" if index == self._current else f"{index + 1}"
        if column in (START, END):
            return format_clock(cue.start_ms if column == START else cue.end_ms)
        mark = "⚠ " if index in self._problems else ""
        return mark + shown_text(cue)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last row of each run of consecutive rows; `rows` is sorted."""
    steps = [at for at in range(1, len(rows)) if rows[at] > rows[at - 1] + 1]
    return [(rows[start], rows[stop - 1]) for start, stop in pairwise([0, *steps, len(rows)]) if stop > start]


class _TableView(QTableView):
    """A table view that shows a message while it is empty."""

    empty_text = ""

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
            widest = QFontMetrics(tabular_font(12)).horizontalAdvance(f"{_CURRENT} {'0' * self._digits}")
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
        for number, width in ((NUMBER, 44), (START, 104), (END, 104)):
            view.setColumnWidth(number, width)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_for_menu)
        view.clicked.connect(lambda index: self.cue_clicked.emit(self._cue(index)))
        view.activated.connect(lambda index: self.cue_activated.emit(self._cue(index)))
        return view
