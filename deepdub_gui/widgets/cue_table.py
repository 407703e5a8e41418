"""The table of cues beside the timeline, with a search field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.problems import Problem
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.widgets.cue_table_model import (
    CURRENT_MARK,
    END,
    FOUND_ROLE,
    NUMBER,
    SPEAKER,
    START,
    TEXT,
    VOICE,
    CueModel,
    VoiceNote,
)
from deepdub_gui.widgets.cue_text_editor import TextDelegate
from deepdub_gui.widgets.list_keys import ListKeys
from deepdub_gui.widgets.speaker_column import SpeakerDelegate, SpeakerNote
from deepdub_gui.widgets.text_marks import MarkSource

_NO_CUES = mark("No subtitles yet. Drop a file on the window, or open one from the File menu.")
_CELL_MARGINS = 14
_TIME_PX = 104
_WITH_VOICES_PX = 420
_READABLE = 30  # characters of text that fit, else the column with the ends gives way


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last row of each run of consecutive rows; `rows` is sorted."""
    steps = [at for at in range(1, len(rows)) if rows[at] > rows[at - 1] + 1]
    return [(rows[start], rows[stop - 1]) for start, stop in pairwise([0, *steps, len(rows)]) if stop > start]


class _TableView(QTableView):
    """A table view that shows a message while it is empty, and hides the ends where the text needs their room."""

    empty_text = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the ends where they leave the texts too little room; keep the current row in view."""
        super().resizeEvent(event)
        self.fit_columns()
        current = self.visualRect(self.currentIndex())
        if event.size().height() < event.oldSize().height() and 0 <= current.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def fit_columns(self) -> None:
        """Show the ends only if the texts stay readable beside them."""
        hideable_px = self.columnWidth(VOICE) + self.columnWidth(SPEAKER)  # 0 while they are hidden
        others_px = self.columnWidth(NUMBER) + 2 * _TIME_PX + hideable_px
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


class _Filter(QSortFilterProxyModel):
    """Shows the cues with the searched text and the chosen kind of voice."""

    def __init__(self, model: CueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self.kind = model, ""
        self.setSourceModel(model)
        self.setDynamicSortFilter(False)  # a shift must not run the search again
        self.setFilterKeyColumn(TEXT)
        self.setFilterRole(FOUND_ROLE)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Return whether a row is shown."""
        if self.kind:
            note = self._model.voice(self._model.cue_at(row))
            if note is None or self.kind not in note.kinds:
                return False
        return super().filterAcceptsRow(row, parent)


class CueTable(QWidget):
    """The table of cues with a search field below it."""

    cue_clicked = Signal(int)
    cue_activated = Signal(int)
    text_edited = Signal(int, str)
    selection_changed = Signal()
    menu_requested = Signal(int, object)  # cue index, global position
    text_opened = Signal(object)  # the document of a field in which a text is edited

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CueModel(self)
        self._filter = _Filter(self.model, self)
        self.view = self._make_view()
        self._digits = 0
        self._texts = TextDelegate(self.view.setFocus, self.view)
        self.view.setItemDelegateForColumn(TEXT, self._texts)
        self._texts.opened.connect(self.text_opened)
        self.view.setItemDelegateForColumn(SPEAKER, SpeakerDelegate(self.view))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.model.text_edited.connect(self.text_edited)
        self._keys = ListKeys(
            self.view, self._row_of_current, self._text_in, lambda row: self._cue(self._filter.index(row, NUMBER)) + 1
        )
        self._keys.moved.connect(lambda row: self.cue_clicked.emit(self._cue(self._filter.index(row, NUMBER))))
        self.search = QLineEdit(self, placeholderText=tr("Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search in the subtitles"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))
        self.search.textChanged.connect(self._filter.setFilterFixedString)
        self.voice_filter = QuietComboBox(self)
        self.voice_filter.setAccessibleName(tr("Show lines by their voices"))
        self.voice_filter.setToolTip(tr("Show lines by their voices"))
        self.voice_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.voice_filter.currentIndexChanged.connect(self._filter_voices)
        self.set_voices(None, ())
        self.set_speakers(None)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.voice_filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def add_above(self, bar: QWidget, controls: Iterable[QWidget]) -> None:
        """Put a bar above the list; Tab goes through its controls before it reaches the list."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, bar)
        for one, other in pairwise((self.view.previousInFocusChain() or self, *controls)):
            QWidget.setTabOrder(one, other)

    def add_marks(self, source: MarkSource) -> None:
        """Draw the marks of a source in the texts; call `redraw` when they change."""
        self._texts.mark_sources.append(source)

    def redraw(self) -> None:
        """Draw the visible rows again."""
        self.view.viewport().update()

    def set_cues(self, cues: Sequence[Cue], problems: Mapping[int, Problem | str]) -> None:
        """Set the cues, and the problems by index of the cue."""
        self.view.empty_text = tr("Nothing found.") if cues else tr(_NO_CUES)
        selected = self.selected_rows()
        self._fit_numbers(len(cues))
        if self.model.set_cues(cues, problems):
            self._filter.invalidate()  # changed texts may match the search differently
        kept = [row for row in selected if row < len(cues)]
        if kept and not self.selected_rows():
            self.select_rows(kept)  # the reset cleared the selection; CueSelection may refine it

    def set_voices(self, voices: Sequence[VoiceNote | None] | None, kinds: Sequence[tuple[str, str]]) -> None:
        """Set the notes on the voices by index of the cue, and the filters as kind and text; None hides the column."""
        kind = self._filter.kind if voices is not None else ""
        self.model.set_voices(voices or ())
        with QSignalBlocker(self.voice_filter):
            self.voice_filter.clear()
            for name, text in (("", tr("All lines")), *kinds):
                self.voice_filter.addItem(text, name)
            self.voice_filter.setCurrentIndex(max(0, self.voice_filter.findData(kind)))
        self._has_voices = voices is not None
        self._fit_columns()
        self.voice_filter.setVisible(voices is not None)
        if self._filter.kind:
            self._filter_voices()

    def set_speakers(self, speakers: Sequence[SpeakerNote | None] | None) -> None:
        """Set who speaks, by index of the cue; None hides the column."""
        self.model.set_speakers(speakers or ())
        if self.view.isColumnHidden(SPEAKER) != (speakers is None):
            self.view.setColumnHidden(SPEAKER, speakers is None)
            self.view.fit_columns()

    def _fit_columns(self) -> None:
        self.view.setColumnHidden(VOICE, not self._has_voices)
        self.setMinimumWidth(_WITH_VOICES_PX if self._has_voices else 0)
        self.view.fit_columns()

    def show_voices_of(self, kind: str) -> None:
        """Show only the cues with a kind of voice, if there are any."""
        self.voice_filter.setCurrentIndex(max(0, self.voice_filter.findData(kind)))

    def _filter_voices(self) -> None:
        selected = self.selected_rows()
        self._filter.kind = str(self.voice_filter.currentData() or "")
        self._filter.invalidate()
        if self.model.rowCount():
            self.view.empty_text = tr("Nothing found.")
        if selected and not self.selected_rows():
            self.view.clearSelection()

    @property
    def _hides_rows(self) -> bool:
        return bool(self.search.text() or self._filter.kind)

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
        if self._hides_rows:
            rows = {self._filter.mapToSource(self._filter.index(row, NUMBER)).row() for row in rows}
        return sorted(map(self.model.cue_at, rows))

    def select(self, cue: int) -> None:
        """Select a cue and scroll to it."""
        shown = self._shown(cue)
        model = self.view.selectionModel()
        if shown.isValid():
            if not (model.isRowSelected(shown.row()) and self.view.currentIndex().row() == shown.row()):
                # Not `selectRow`: it would add to the selection while Ctrl is held. A multiple selection is kept if the
                # cue was just clicked.
                flags = QItemSelectionModel.SelectionFlag
                model.setCurrentIndex(shown, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(shown)
        else:
            self.view.clearSelection()  # hidden by the search

    def select_rows(self, cues: Collection[int], current: int | None = None) -> None:
        """Select cues and move the keyboard focus to `current`; clear the search if it hides any of them."""
        if self._hides_rows and any(not self._shown(cue).isValid() for cue in cues):
            self.search.clear()
            self.voice_filter.setCurrentIndex(0)
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
        return self._shown(cue).row() if self._hides_rows else self.model.row_of(cue)

    def _cue(self, shown: QModelIndex) -> int:
        return self.model.cue_at(self._filter.mapToSource(shown).row())

    def _row_of_current(self) -> int:
        current, focused = self.model.current, self.view.currentIndex()
        if current is not None and self._shown(current).isValid():
            return self._shown(current).row()
        is_chosen = self.view.selectionModel().isSelected(focused)
        return focused.row() if is_chosen else -1

    def _text_in(self, row: int) -> str:
        return str(self._filter.index(row, TEXT).data(FOUND_ROLE))

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
        header.moveSection(VOICE, TEXT)  # the text has the rest of the width
        header.moveSection(SPEAKER, TEXT)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in ((NUMBER, 44), (START, _TIME_PX), (END, _TIME_PX), (VOICE, 104), (SPEAKER, 112)):
            view.setColumnWidth(number, width)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_for_menu)
        view.clicked.connect(lambda index: self.cue_clicked.emit(self._cue(index)))
        view.activated.connect(lambda index: self.cue_activated.emit(self._cue(index)))
        return view
