"""The panel under the list: text, start, end and duration of the current subtitle."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from deepdub_engine.base.time_notation import TimeNotation
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import measure_text
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, CueLimits
from deepdub_gui.base.elided_label import ElidedLabel
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.base.restyling import restyle
from deepdub_gui.widgets.cue_editor.text_box import CueTextBox
from deepdub_gui.widgets.cue_editor.time_field import CueTimeField, TimePart

_WIDEST = {TimePart.START: "00:00:00.000", TimePart.END: "00:00:00.000", TimePart.LENGTH: "0:00.000"}
_NONE = mark("Click a subtitle to edit it here.")


class _Measure(ElidedLabel):
    """A measure of the text; one over its limit has a sign and the colour of errors."""

    def show_measure(self, text: str, *, is_over: bool) -> None:
        self.setText(f"⚠ {text}" if is_over else text)
        restyle(self, "error" if is_over else "dim")


class CueEditorPanel(QWidget):
    """Shows one subtitle in fields; its owner applies what they report.

    `folded` carries whether the panel was folded away, `frames_chosen` whether times are wanted in frames. `left` is
    emitted when the keyboard is no longer needed, `next` when the next subtitle is wanted.
    """

    folded = Signal(bool)
    frames_chosen = Signal(bool)
    left = Signal()
    next = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limits = DEFAULT_LIMITS
        self._cue: Cue | None = None
        self._notation, self._is_open = TimeNotation(), True
        self.head = QToolButton(self, autoRaise=True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.head.setToolTip(tr("Show or fold away the fields"))
        self.units = QuietComboBox(self)
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.units.setAccessibleName(tr("Unit of the times"))
        self.text = CueTextBox(self)
        self.times = {part: CueTimeField(part, _WIDEST[part], self) for part in TimePart}
        self.lengths, self.speed = _Measure(self), _Measure(self)
        self._fields = QWidget(self)
        self._lay_out()
        self._connect()
        self.set_notation(self._notation)
        self.show_cue(None, None)

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that has not been applied."""
        return self.text.is_modified or any(field.is_modified for field in self.times.values())

    @property
    def has_focus(self) -> bool:
        """Whether one of the fields has the keyboard."""
        return self.text.hasFocus() or any(field.hasFocus() for field in self.times.values())

    def show_cue(self, number: int | None, cue: Cue | None) -> None:
        """Show a subtitle with its number, from 1, or that there is none; the text must not be changed meanwhile."""
        self._cue = cue
        self.head.setText(tr("Subtitle {number}", number=number) if cue is not None else tr("Subtitle"))
        for widget in (self.text, *self.times.values()):
            widget.setEnabled(cue is not None)
        self.text.setPlaceholderText("" if cue is not None else tr(_NONE))
        self.text.show_text(cue.text if cue is not None else "")
        self.show_times(cue)

    def show_times(self, cue: Cue | None) -> None:
        """Show the times of the subtitle while its text may be changed."""
        self._cue, notation = cue, self._notation
        shown = dict.fromkeys(TimePart, "")
        if cue is not None:
            shown = {
                TimePart.START: notation.write(cue.start_ms),
                TimePart.END: notation.write(cue.end_ms),
                TimePart.LENGTH: notation.write_length(cue.start_ms, cue.end_ms),
            }
        for part, field in self.times.items():
            field.show_text(shown[part], in_frames=notation.writes_frames)
        self._measure()

    def set_limits(self, limits: CueLimits) -> None:
        """Set the limits that lines and speed are compared with."""
        self.limits = limits
        self._measure()

    def set_notation(self, notation: TimeNotation) -> None:
        """Set how times are written."""
        self._notation = notation
        with QSignalBlocker(self.units):
            self.units.clear()
            self.units.addItems(["ms", *([tr("{rate} fps", rate=notation.rate)] if notation.rate else [])])
            self.units.setCurrentIndex(int(notation.writes_frames))
        self.units.setEnabled(notation.rate is not None)
        self.units.setToolTip(
            tr("Times in milliseconds, or in frames of the clip")
            if notation.rate is not None
            else tr("Times can be shown in frames once a clip with a picture is open")
        )
        self.show_times(self._cue)

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or fold them away."""
        self.head.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.units.setVisible(is_open)
        self._fields.setVisible(is_open)
        self._is_open = is_open

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self._is_open

    def enter(self) -> None:
        """Report everything that was typed."""
        self.text.enter()
        for field in self.times.values():
            field.enter()

    def revert(self) -> None:
        """Discard everything that was typed."""
        self.text.revert()
        for field in self.times.values():
            field.revert()

    def _fold(self) -> None:
        self.set_open(not self.is_open)
        self.folded.emit(not self.is_open)

    def _measure(self) -> None:
        cue, limits = self._cue, self.limits
        if cue is None:
            self.lengths.show_measure("", is_over=False)
            self.speed.show_measure("", is_over=False)
            return
        found = measure_text(self.text.toPlainText(), cue.end_ms - cue.start_ms, limits)
        lengths, most = ", ".join(f"{count:g}" for count in found.lines), limits.line_characters
        text = tr("Line length {lengths} of {limit}" if most else "Line length {lengths}", lengths=lengths, limit=most)
        self.lengths.show_measure(text, is_over=found.has_long_line)
        fastest, figure = limits.characters_per_second, found.characters_per_second
        speed = "∞" if figure == float("inf") else f"{figure:.1f}"
        text = tr(
            "{speed} of {limit} characters/s" if fastest else "{speed} characters/s",
            speed=speed,
            limit=f"{fastest or 0:g}",
        )
        self.speed.show_measure(text, is_over=found.is_fast)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.units)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        for place, (part, field) in enumerate(self.times.items()):
            label = PlainLabel(tr(part.value), self, objectName="dim")
            label.setBuddy(field)
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, field.minimumWidth())
        measures = QHBoxLayout()
        measures.addWidget(self.lengths, 1)
        measures.addWidget(self.speed, 1)
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        fields.addLayout(grid)
        fields.addWidget(self.text)
        fields.addLayout(measures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._fields)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._measure)
        self.head.clicked.connect(self._fold)
        self.units.activated.connect(lambda row: self.frames_chosen.emit(row == 1))
        self.text.left.connect(self.left)
        self.text.next.connect(self.next)
        for field in self.times.values():
            field.left.connect(self.left)
            field.next.connect(self.next)
