"""The list of a season's episodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.base.theme import blend
from deepdub_gui.features.season.rows import SeasonRow, Standing

_COLUMNS = (mark("Clip"), mark("Subtitles"), mark("State"))
CLIP, SUBTITLES, STATE = range(3)
_ROW_PX, _BAR_PX = 28, 4
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class SeasonModel(QAbstractTableModel):
    """A table model of the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[SeasonRow] = ()

    def list_rows(self, rows: Sequence[SeasonRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def move_rows(self, rows: Sequence[SeasonRow]) -> None:
        """Show how the same rows stand now; only those that have changed are drawn again."""
        before, self.rows = self.rows, tuple(rows)
        if len(before) != len(rows):
            self.list_rows(rows)
            return
        for number, (former, row) in enumerate(zip(before, rows, strict=True)):
            if former != row:
                self.dataChanged.emit(self.index(number, CLIP), self.index(number, STATE))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(_COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.item.media.name, row.subtitles_text, row.state_text)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            paths = (str(row.item.media), str(row.item.subtitles or row.subtitles_text), row.state_text)
            return tooltip(paths[column])
        return None


class _StateDelegate(QStyledItemDelegate):
    """Draws a bar under the state of an episode that is being prepared."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight  # a sentence, unlike the names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, SeasonModel) or model.rows[index.row()].standing is not Standing.RUNNING:
            return
        area: QRect = option.rect
        share = model.rows[index.row()].share
        colours: QPalette = option.palette
        groove = QRect(area.left() + 4, area.bottom() - _BAR_PX, area.width() - 8, _BAR_PX - 1)
        base = colours.color(QPalette.ColorRole.Base)
        painter.fillRect(groove, blend(colours.color(QPalette.ColorRole.Mid), base, 0.4))
        groove.setWidth(round(groove.width() * share))
        painter.fillRect(groove, colours.color(QPalette.ColorRole.Accent))


class SeasonTable(QTableView):
    """The list of episodes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.episodes = SeasonModel(self)
        self.setModel(self.episodes)
        self.setItemDelegateForColumn(STATE, _StateDelegate(self))
        self.setAccessibleName(tr("Episodes"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (CLIP, SUBTITLES, STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> list[int]:
        """The selected rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    @property
    def current(self) -> SeasonRow | None:
        """The row that has the cursor; None if there is none."""
        number = self.currentIndex().row()
        return self.episodes.rows[number] if 0 <= number < len(self.episodes.rows) else None
