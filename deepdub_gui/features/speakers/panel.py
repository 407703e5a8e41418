"""The panel that lists the speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine.speakers.cast import LONGEST_NAME, MOST_SPEAKERS, Cast
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.features.speakers.cast_mode import keys_text
from deepdub_gui.features.speakers.texts import name_of, open_text
from deepdub_gui.widgets.speaker_column import paint_chip

_NUMBER, _NAME, _LINES, _KEYS = range(4)
_MANY = 10  # speakers, from where on keys are shown
_LEAST_SPEAKERS = 2


class _ChipDelegate(QStyledItemDelegate):
    """Draws the number of a speaker as a chip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = option.rect.adjusted(4, 0, 0, 0)
        palette = option.palette
        paint_chip(painter, place, int(index.data()), is_settled=True, palette=palette)


class SpeakerPanel(QDockWidget):
    """A dock with the speakers, how many lines each has, and what is to be settled; hidden by default.

    `renamed` carries a number and a new name, `chosen` the number of a speaker that is double-clicked, but not on its
    name.

    Parameters
    ----------
    docks
        The window that holds the docks.
    """

    renamed = Signal(int, str)
    chosen = Signal(int)
    selection_changed = Signal()

    def __init__(self, docks: QMainWindow) -> None:
        super().__init__(tr("Speakers"), docks)
        self.setObjectName("speakers")  # the saved window layout refers to this name
        self._menu: Sequence[QAction] = ()
        self._shown: tuple[Cast, int] = (Cast(), -1)
        self.state = PlainLabel(self, objectName="dim")
        self.state.setWordWrap(True)
        self.list = self._make_list()
        self.count = QSpinBox(self)
        self.count.setRange(_LEAST_SPEAKERS - 1, MOST_SPEAKERS)
        self.count.setSpecialValueText(tr("automatic"))
        self.count.setAccessibleName(tr("Number of speakers"))
        self.count.setToolTip(tr("How many people speak; “automatic” finds it out"))
        self._find, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        for button in self.findChildren(QToolButton):
            if "dockwidget" in button.objectName():
                button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Undock"))
        toggle = self.toggleViewAction()
        toggle.setObjectName("speaker_panel")
        toggle.setText(tr("Speaker &panel"))
        toggle.setToolTip(tr("List the speakers, how many lines each has, and what is left to settle"))
        docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.hide()

    def add_actions(self, find: QAction, others: Sequence[QAction], menu: Sequence[QAction]) -> None:
        """Show actions as buttons, `find` beside the number, and in the context menu of a speaker."""
        self._menu = menu
        for row, actions in ((self._find, [find]), (self._buttons, others)):
            for action in actions:
                button = QToolButton(self)
                button.setDefaultAction(action)
                row.addWidget(button)
        self._buttons.addStretch(1)

    @property
    def wanted(self) -> int | None:
        """The number of speakers to find; None to find it out."""
        return self.count.value() if self.count.value() >= _LEAST_SPEAKERS else None

    @property
    def numbers(self) -> list[int]:
        """The numbers of the selected speakers, the current one first."""
        current = self.list.currentItem()
        items = sorted(self.list.selectedItems(), key=lambda item: item is not current)
        return [_number(item) for item in items]

    def show_cast(self, cast: Cast, count: int) -> None:
        """Show the speakers of `count` lines; nothing happens while the panel is hidden."""
        if not self.isVisible() or (cast, count) == self._shown:
            return
        self._shown = cast, count
        selected = set(self.numbers)
        lines = Counter(line.speaker for line in cast.lines[:count] if line is not None)
        with QSignalBlocker(self.list):
            self.list.clear()
            for speaker in cast.speakers:
                keys = keys_text(speaker.number)
                item = QTreeWidgetItem([str(speaker.number), name_of(speaker), f"{lines[speaker.number]}", keys])
                item.setToolTip(_NUMBER, tr("In the cast mode: {keys}", keys=keys) if keys else "")
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setTextAlignment(_LINES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.list.addTopLevelItem(item)
                item.setSelected(speaker.number in selected)
        self.list.setColumnHidden(_KEYS, all(speaker.number < _MANY for speaker in cast.speakers))
        none = tr("Nobody yet. Find speakers by their voices, take the names in the subtitles, or use the cast mode.")
        self.state.setText(open_text(cast, count) if cast else none)
        self.selection_changed.emit()

    def edit_name(self) -> None:
        """Let the user rename the current speaker."""
        item = self.list.currentItem() or self.list.topLevelItem(0)
        if item is not None:
            self.list.setCurrentItem(item)
            self.list.editItem(item, _NAME)

    def sizeHint(self) -> QSize:
        """Return a size for about six speakers."""
        return QSize(260, 260)

    def _make_list(self) -> QTreeWidget:
        found = QTreeWidget(self)
        found.setHeaderLabels(["#", tr("Name"), tr("Spoken"), tr("Key")])
        found.headerItem().setToolTip(_KEYS, tr("The keys that stand for the speaker in the cast mode"))
        found.setColumnHidden(_KEYS, True)
        found.setRootIsDecorated(False)
        found.setUniformRowHeights(True)
        found.setAccessibleName(tr("Speakers"))
        found.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        found.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        found.setItemDelegateForColumn(_NUMBER, _ChipDelegate(found))
        found.header().setStretchLastSection(False)
        found.header().setSectionResizeMode(_NAME, found.header().ResizeMode.Stretch)
        found.setColumnWidth(_NUMBER, 34)
        found.setColumnWidth(_LINES, 68)
        found.setColumnWidth(_KEYS, 48)
        found.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        found.customContextMenuRequested.connect(self._show_menu)
        found.itemChanged.connect(self._take_name)
        found.itemDoubleClicked.connect(self._double_click)
        found.itemSelectionChanged.connect(self.selection_changed)
        return found

    def _lay_out(self) -> None:
        body, row = QWidget(self), self._find
        label = PlainLabel(tr("Number:"), body)
        label.setBuddy(self.count)
        row.addWidget(label)
        row.addWidget(self.count, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(self.state)
        column.addLayout(row)
        column.addLayout(self._buttons)
        self.setWidget(body)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._menu))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _double_click(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            self.list.editItem(item, _NAME)
        else:
            self.chosen.emit(_number(item))

    def _take_name(self, item: QTreeWidgetItem, column: int) -> None:
        speaker, text = self._shown[0].speaker(_number(item)), item.text(_NAME)[:LONGEST_NAME]
        if column == _NAME and speaker is not None and text != name_of(speaker):
            with QSignalBlocker(self.list):
                item.setText(_NAME, name_of(speaker))  # until the document has the new name
            self.renamed.emit(speaker.number, text)


def _number(item: QTreeWidgetItem) -> int:
    return int(item.text(_NUMBER))
