"""The shift bar: slider, value, ratio, retiming line and reset; each gesture previews and commits once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from deepdub_engine.subtitles.retime import Retiming, pins_of, retiming_through
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.base.settings import RANGES_S
from deepdub_gui.document.commands import retime
from deepdub_gui.document.session import Session
from deepdub_gui.widgets.shift.fields import RatioBox, RetimingLineEdit, ShiftSpin
from deepdub_gui.widgets.shift.scope_choice import ScopeChoice
from deepdub_gui.widgets.shift.scoped_shift import ScopedShift
from deepdub_gui.widgets.shift.slider import ShiftSlider


class ShiftBar(QWidget):
    """The bar of controls that edit the session's retiming.

    `refused` carries the error for typed text that is invalid.

    Parameters
    ----------
    session
        The session whose retiming is edited.
    scope
        The choice of the cues that the slider shifts.
    """

    range_changed = Signal(int)
    refused = Signal(object)

    def __init__(self, session: Session, scope: ScopeChoice, range_s: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.scope = session, scope
        self.shift = ScopedShift(session, scope, self)
        self.slider = ShiftSlider(self)
        self.value = ShiftSpin(self)
        self.value.value_to = self.shift.value_to
        self.ranges = QuietComboBox(self)
        self.ranges.addItems([f"±{seconds} s" for seconds in RANGES_S])
        self.ranges.setAccessibleName(tr("Reach of the shift slider"))
        self.ranges.setToolTip(tr("How far the slider and the score below it extend to either side"))
        self.ratio = RatioBox(self)
        self.suggest = QPushButton(tr("Suggest"), self)
        self.suggest.setToolTip(tr("Detect speech and find the best shift for the subtitles"))
        self.line = RetimingLineEdit(self)
        self.reset = QPushButton(tr("Reset"), self)
        self.reset.setToolTip(tr("Restore the times in the file"))
        for button in (self.suggest, self.reset):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._connect()
        self.set_range(range_s)
        self.refresh()

    def refresh(self) -> None:
        """Update all controls from the session."""
        shown, value_ms = self._session.shown_retiming, self.shift.value_ms
        self.setEnabled(self._session.subtitles is not None)
        for widget in (self.slider, self.value):
            widget.setEnabled(self.shift.scope is not None)
        self._reach(value_ms)
        self.slider.set_note(self._note_on_anchors())
        self.slider.set_value_ms(value_ms)
        with QSignalBlocker(self.value):
            self.value.setValue(value_ms / 1000)
        self.ratio.show_ratio(shown.ratio)
        self.line.show_retiming(shown)
        self.reset.setEnabled(not shown.is_identity)

    def add_strip(self, strip: QWidget) -> None:
        """Add a widget below the slider, of the same width."""
        self._grid.addWidget(strip, 1, 2)

    def nudge(self, step_ms: int) -> None:
        """Shift by a step."""
        if self.slider.isEnabled():
            self.slider.step(step_ms)

    def reset_all(self) -> None:
        """Remove the whole retiming."""
        self._set(Retiming())

    def finish(self) -> None:
        """Commit an open gesture before another edit."""
        self.slider.finish()

    def abandon(self) -> None:
        """Cancel an open gesture."""
        self.slider.abandon()

    def _note_on_anchors(self) -> str:
        held = self.shift.held
        if not held:
            return ""
        return tr("{count:subtitle stays at its anchor|subtitles stay at anchors}", count=held)

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        title, reach = PlainLabel(tr("&Shift"), self), PlainLabel(tr("Reach"), self)
        title.setBuddy(self.slider)
        reach.setBuddy(self.ranges)
        row = (title, self.scope, self.slider, self.value, self.ratio, self.suggest, self.reset)
        for column, widget in enumerate(row):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(row.index(self.slider), 1)
        grid.addWidget(reach, 1, 0)
        grid.addWidget(self.ranges, 1, 1)
        grid.addWidget(self.line, 1, row.index(self.value), 1, len(row) - row.index(self.value))

    def _connect(self) -> None:
        self.slider.previewed.connect(self.shift.preview)
        self.slider.committed.connect(self.shift.commit)
        self.slider.abandoned.connect(self._give_back)
        self.shift.changed.connect(self.refresh)
        self.value.stepped.connect(self.slider.step)
        self.value.held.connect(self._hold)
        self.value.valueChanged.connect(lambda seconds: self.shift.commit(round(seconds * 1000)))
        self.ratio.chosen.connect(self._set_ratio)
        self.line.entered.connect(self._set)
        self.ratio.refused.connect(self.refused)
        self.line.refused.connect(self.refused)
        self.ranges.activated.connect(lambda row: self.set_range(RANGES_S[row]))
        self.reset.clicked.connect(self.reset_all)

    def _give_back(self) -> None:
        self._session.preview(None)
        self.refresh()

    def _hold(self, step_ms: int) -> None:
        if step_ms:
            self.slider.key_repeat.hold(step_ms)
        else:
            self.slider.key_repeat.release()

    def _set(self, retiming: Retiming) -> None:
        retime(self._session, retiming)
        self.refresh()

    def _set_ratio(self, ratio: Fraction) -> None:
        """Set the ratio; anchored cues stay in place."""
        self.finish()
        before = self._session.retiming
        pins = pins_of(before)
        self._set(retiming_through(pins, before, ratio) if pins else replace(before, ratio=ratio))

    def set_range(self, seconds: int) -> None:
        """Set the range of the slider to either side, in seconds."""
        self.ranges.setCurrentIndex(RANGES_S.index(seconds))
        self.slider.set_reach_ms(seconds * 1000)
        self.range_changed.emit(seconds)
        self._reach(self.shift.value_ms)

    def _reach(self, offset_ms: int) -> None:
        """Widen the slider's range if a shift lies outside it, up to the widest range."""
        fitting = [seconds for seconds in RANGES_S if seconds * 1000 >= abs(offset_ms)]
        if self.slider.reach_ms < abs(offset_ms) and fitting:
            self.ranges.setCurrentIndex(RANGES_S.index(fitting[0]))
            self.slider.set_reach_ms(fitting[0] * 1000)
