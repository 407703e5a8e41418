"""The shift bar: slider, value, ratio and reset, previewing while they move and committing once a gesture."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QLabel, QPushButton, QWidget

from deepdub_engine.retime import Retiming, frame_rate_ratio
from deepdub_gui.elided import ElidedLabel
from deepdub_gui.session import Session
from deepdub_gui.settings import RANGES_S
from deepdub_gui.shift_slider import LIMIT_MS, ShiftSlider
from deepdub_gui.theme import figures_font

_STEP_MS = 100
_PRESETS = ("25/23.976", "23.976/25", "24/23.976", "23.976/24", "25/24", "24/25")
_RATIOS = {"×1.000": Fraction(1)} | {f"×{name}": frame_rate_ratio(name) for name in _PRESETS}


class ShiftBar(QWidget):
    """Edits the session's retiming.

    Parameters
    ----------
    session
        Whose preview follows the hand.
    """

    committed = Signal(Retiming)
    range_changed = Signal(int)

    def __init__(self, session: Session, range_s: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.slider = ShiftSlider(self)
        self.value = _ShiftSpin(self)
        self.ranges = _QuietComboBox(self)
        self.ranges.addItems([f"±{seconds} s" for seconds in RANGES_S])
        self.ranges.setAccessibleName("Reach of the shift slider")
        self.ranges.setToolTip("How far the slider reaches to either side")
        self.ratio = _QuietComboBox(self)
        self.ratio.addItems(list(_RATIOS))
        self.ratio.setAccessibleName("Ratio: stretches all times, for another frame rate")
        self.ratio.setToolTip("Stretches all times before the shift, for subtitles made at another frame rate")
        self.suggest = QPushButton("Suggest", self)
        self.suggest.setToolTip("Listen for speech, and find where the subtitles belong")
        self.breaks = ElidedLabel(self)
        self.breaks.setAccessibleName("Breaks")
        self.reset = QPushButton("Reset", self)
        self.reset.setToolTip("Back to the times in the file")
        self._lay_out()
        self._connect()
        self.set_range(range_s)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's retiming."""
        shown = self._session.shown_retiming
        self.setEnabled(self._session.subtitles is not None)
        self._reach(shown.offset_ms)
        self.slider.set_value_ms(shown.offset_ms)
        with QSignalBlocker(self.value), QSignalBlocker(self.ratio):
            self.value.setValue(shown.offset_ms / 1000)
            names = [name for name, ratio in _RATIOS.items() if ratio == shown.ratio]
            self.ratio.setPlaceholderText("" if names else f"×{float(shown.ratio):.5f}")
            self.ratio.setCurrentIndex(self.ratio.findText(names[0]) if names else -1)
        self._show_breaks(shown)
        self.reset.setEnabled(not shown.is_identity)

    def add_strip(self, scope: QWidget, strip: QWidget) -> None:
        """Put a strip under the slider, in its width, and what it is of before it."""
        label = QLabel("Score", self)
        label.setBuddy(scope)
        for column, widget in enumerate((label, scope, strip)):
            self._grid.addWidget(widget, 1, column)

    def nudge(self, step_ms: int) -> None:
        """Shift by a step, as a key does."""
        self.slider.step(step_ms)

    def finish(self) -> None:
        """Commit steps whose gesture is still open, so that what follows does not overtake them."""
        self.slider.finish()

    def abandon(self) -> None:
        """End a gesture as if it had not been."""
        self.slider.abandon()

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        title = QLabel("&Shift", self)
        title.setBuddy(self.slider)
        row = (title, self.ranges, self.slider, self.value, self.ratio, self.suggest, self.reset)
        for column, widget in enumerate(row):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(row.index(self.slider), 1)
        grid.addWidget(self.breaks, 1, row.index(self.value), 1, len(row) - row.index(self.value))

    def _connect(self) -> None:
        self.slider.previewed.connect(self._preview)
        self.slider.committed.connect(self._commit)
        self.slider.abandoned.connect(self._give_back)
        self.value.stepped.connect(self.slider.step)
        self.value.valueChanged.connect(lambda seconds: self._commit(round(seconds * 1000)))
        self.ratio.activated.connect(self._commit_ratio)
        self.ranges.activated.connect(lambda row: self.set_range(RANGES_S[row]))
        self.reset.clicked.connect(lambda: self.committed.emit(Retiming()))

    def _preview(self, offset_ms: int) -> None:
        self._session.preview(replace(self._session.retiming, offset_ms=offset_ms))

    def _give_back(self) -> None:
        self._session.preview(None)
        self.refresh()

    def _commit(self, offset_ms: int) -> None:
        self.committed.emit(replace(self._session.retiming, offset_ms=offset_ms))

    def _commit_ratio(self) -> None:
        ratio = _RATIOS.get(self.ratio.currentText(), Fraction(1))
        self.committed.emit(replace(self._session.retiming, ratio=ratio))

    def set_range(self, seconds: int) -> None:
        """Let the slider reach so far to either side."""
        self.ranges.setCurrentIndex(RANGES_S.index(seconds))
        self.slider.set_reach_ms(seconds * 1000)
        self.range_changed.emit(seconds)
        self._reach(self._session.shown_retiming.offset_ms)

    def _show_breaks(self, shown: Retiming) -> None:
        """Say where the shift changes: the slider shows what holds before the first break."""
        count = len(shown.breaks)
        short = ", ".join(str(one).removeprefix("break of ") for one in shown.breaks)
        self.breaks.setText(f"{count} breaks: {short}" if count > 1 else "".join(map(str, shown.breaks)))
        self.breaks.setToolTip("\n".join(map(str, shown.breaks)))

    def _reach(self, offset_ms: int) -> None:
        """Widen the slider if a shift lies outside it; beyond the widest, the value alone shows it."""
        fitting = [seconds for seconds in RANGES_S if seconds * 1000 >= abs(offset_ms)]
        if self.slider.reach_ms < abs(offset_ms) and fitting:
            self.ranges.setCurrentIndex(RANGES_S.index(fitting[0]))
            self.slider.set_reach_ms(fitting[0] * 1000)


class _QuietComboBox(QComboBox):
    """Leaves the wheel alone: a wheel that passes by must not stretch all times."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let it pass."""
        event.ignore()


class _ShiftSpin(QDoubleSpinBox):
    """A shift in seconds with its sign, in figures of equal width; arrows and wheel step as on the slider."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-LIMIT_MS / 1000, LIMIT_MS / 1000)
        self.setDecimals(3)
        self.setSingleStep(0.1)
        self.setSuffix(" s")
        self.setKeyboardTracking(False)
        self.setFont(figures_font(15))
        self.setMinimumWidth(128)
        self.setAccessibleName("Shift in seconds")
        self.setToolTip("The shift in seconds: type it, or step with the arrows")

    def stepBy(self, steps: int) -> None:
        """Hand steps on, in milliseconds: many in quick succession are one gesture."""
        self.stepped.emit(steps * _STEP_MS)

    def textFromValue(self, value: float) -> str:
        """Write the sign always."""
        return f"{'−' if round(value * 1000) < 0 else '+'}{abs(value):.3f}"

    def valueFromText(self, text: str) -> float:
        """Read a value with either minus sign, and a comma or a period."""
        try:
            return float(self._plain(text))
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> object:
        """Accept signed decimals."""
        plain = self._plain(text)
        if plain in ("", "+", "-"):
            return QValidator.State.Intermediate, text, position
        try:
            inside = abs(float(plain)) <= LIMIT_MS / 1000
        except ValueError:
            inside = False
        return QValidator.State.Acceptable if inside else QValidator.State.Invalid, text, position

    def _plain(self, text: str) -> str:
        return text.removesuffix(self.suffix()).replace("−", "-").replace(",", ".").strip()
