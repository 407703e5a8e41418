"""The table model of the cues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import by_start
from deepdub_engine.subtitles.editing.problems import Problem
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.document.problems import problem_text
from deepdub_gui.widgets.cue_text_editor import CUE_ROLE
from deepdub_gui.widgets.speaker_column import NOTE_ROLE, SpeakerNote
from deepdub_gui.widgets.timeline.cue_text import plain

_COLUMNS = ("#", mark("Start"), mark("End"), mark("Text"), mark("Voice"), mark("Speaker"))
NUMBER, START, END, TEXT, VOICE, SPEAKER = range(6)
CURRENT_MARK = "▶"
LINE_BREAK = "↵"  # one character, as the blank that is searched there
FOUND_ROLE = Qt.ItemDataRole.UserRole  # the text that a search looks through
_REST_MS = 40
Index = QModelIndex | QPersistentModelIndex


def shown_text(cue: Cue) -> str:
    """Return the text of a cue on one line, without formatting tags; a sign stands for each line break."""
    return LINE_BREAK.join(" ".join(line.split()) for line in plain(cue.text).split("\n") if line.strip())


def found_text(cue: Cue) -> str:
    """Return the text of a cue that is searched: on one line, without formatting tags."""
    return " ".join(plain(cue.text).split())


class VoiceNote(NamedTuple):
    """What has become of the generated voice of a cue.

    Parameters
    ----------
    text, tip
        What the table shows, and its tooltip.
    kinds
        The filters that show the cue.
    """

    text: str
    tip: str = ""
    kinds: frozenset[str] = frozenset()


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
        self._problems: Mapping[int, Problem | str] = {}
        self._voices: Sequence[VoiceNote | None] = ()
        self._speakers: Sequence[SpeakerNote | None] = ()
        self._current: int | None = None
        self._changed = NUMBER  # last column with changes not yet emitted
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._emit_changes)
        self._figures = tabular_font(12)
        self._bold = QFont()
        self._bold.setBold(True)

    def set_cues(self, cues: Sequence[Cue], problems: Mapping[int, Problem | str]) -> bool:
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
                self._emit_changes()
        return as_many and not same

    def set_voices(self, voices: Sequence[VoiceNote | None]) -> None:
        """Set the notes on the voices, by index of the cue."""
        self._voices = voices
        if self._cues:
            self.dataChanged.emit(self.index(0, VOICE), self.index(len(self._cues) - 1, VOICE))

    def voice(self, cue: int) -> VoiceNote | None:
        """Return the note on the voice of a cue."""
        return self._voices[cue] if cue < len(self._voices) else None

    def set_speakers(self, speakers: Sequence[SpeakerNote | None]) -> None:
        """Set who speaks, by index of the cue."""
        self._speakers = speakers
        if self._cues:
            self.dataChanged.emit(self.index(0, SPEAKER), self.index(len(self._cues) - 1, SPEAKER))

    def speaker(self, cue: int) -> SpeakerNote | None:
        """Return who speaks a cue; None where unknown."""
        return self._speakers[cue] if cue < len(self._speakers) else None

    def settle(self) -> None:
        """Emit pending changes immediately."""
        self._emit_changes()
        self._rest.stop()

    def _emit_changes(self) -> None:
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

    @property
    def current(self) -> int | None:
        """The current cue."""
        return self._current

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
        if role in (CUE_ROLE, NOTE_ROLE):
            return cue if role == CUE_ROLE else self.speaker(cue)
        if column == TEXT and role in (Qt.ItemDataRole.EditRole, FOUND_ROLE):
            return _text(self._cues[cue], for_search=role == FOUND_ROLE)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._tip(cue, column)) or None
        if role == Qt.ItemDataRole.FontRole:
            return self._figures if column < TEXT else (self._bold if cue == self._current else None)
        is_number = role == Qt.ItemDataRole.TextAlignmentRole and column == NUMBER
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if is_number else None

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

    def _tip(self, cue: int, column: int) -> str:
        if column == VOICE:
            note = self.voice(cue)
            return note.tip if note is not None else ""
        if column == SPEAKER:
            speaker = self.speaker(cue)
            return speaker.tip if speaker is not None else ""
        return problem_text(self._problems.get(cue, "")) or (self._cues[cue].text if column == TEXT else "")

    def _display(self, index: int, column: int) -> str:
        cue = self._cues[index]
        if column == NUMBER:
            return f"{CURRENT_MARK} {index + 1}" if index == self._current else f"{index + 1}"
        if column in (START, END):
            return format_clock(cue.start_ms if column == START else cue.end_ms)
        if column == VOICE:
            note = self.voice(index)
            return note.text if note is not None else ""
        if column == SPEAKER:
            speaker = self.speaker(index)
            return speaker.text if speaker is not None else ""
        mark = "⚠ " if index in self._problems else ""
        return mark + shown_text(cue)


def _text(cue: Cue, *, for_search: bool) -> str:
    return found_text(cue) if for_search else cue.text
