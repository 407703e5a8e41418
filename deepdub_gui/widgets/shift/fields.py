"""The input fields of the shift bar: shift, ratio, and the whole retiming as text."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QEvent, QObject, Qt, QTimerEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from deepdub_engine.base.errors import AnchorsCross, BadShift, BadTime
from deepdub_engine.base.timing import parse_clock, parse_signed_clock
from deepdub_engine.subtitles.retime import STANDARD_RATIOS, Retiming, exact_line, ratio_name, read_line, read_ratio
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.shortcuts.shortcut_override import override_shortcut
from deepdub_gui.widgets.shift.slider import LIMIT_MS
from deepdub_gui.widgets.shift.steps import STEP_MS, step_ms, wheel_step_ms

_USUAL = ("25/23.976", "23.976/25", "24/23.976", "23.976/24", "25/24", "24/25")
_RATIOS = {"×1": Fraction(1)} | {
    f"×{name}": STANDARD_RATIOS[name] for name in dict.fromkeys((*_USUAL, *STANDARD_RATIOS))
}
_TYPED = frozenset("=0123456789+-.,:_ mshMS")
_LONGEST_TEXT = 24
_OWN_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ShiftSpin(QDoubleSpinBox):
    """A spin box for a signed shift in seconds; arrows and wheel step as on the slider.

    Typing `=1:02.5` shifts so that the current subtitle starts at that time; `value_to` returns that shift.

    `stepped` carries a step in milliseconds; `held` the step of an arrow button that is held down, and 0 on release.
    """

    stepped = Signal(int)
    held = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last_ms = 0
        self._is_pressed = False
        self.value_to: Callable[[int], int | None] = lambda _: None
        self.setRange(-LIMIT_MS / 1000, LIMIT_MS / 1000)
        self.setDecimals(3)
        self.setSingleStep(STEP_MS / 1000)
        self.setSuffix(" s")
        self.setKeyboardTracking(False)
        self.setFont(tabular_font(15))
        self.setMinimumWidth(128)
        self.setAccessibleName(tr("Shift in seconds"))
        self.setToolTip(
            tr(
                "Type a shift (3.5, -420ms, 1:02.5), or step with the arrows by 100 ms\n"
                "With Shift: 10 ms · with Ctrl: 1 s · with both: 1 ms\n"
                "=1:02.5 makes the current subtitle start at that time"
            )
        )

    def event(self, event: QEvent) -> bool:
        """Keep the stepping keys from triggering window shortcuts."""
        return override_shortcut(event, _OWN_KEYS) or super().event(event)

    def stepBy(self, steps: int) -> None:
        """Emit the step in milliseconds instead of changing the value; the slider groups steps into gestures."""
        modifiers = QApplication.keyboardModifiers()
        leaps = abs(steps) > 1 and not modifiers & Qt.KeyboardModifier.ControlModifier  # Page Up and Page Down
        self._last_ms = (10 * STEP_MS if leaps else step_ms(modifiers)) * (1 if steps > 0 else -1)
        self.stepped.emit(self._last_ms)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step as on the slider."""
        by_ms = wheel_step_ms(event)
        if by_ms:
            self.stepped.emit(by_ms)
        event.accept()

    def timerEvent(self, event: QTimerEvent) -> None:
        """Suppress the built-in auto-repeat while an arrow is held; `held` drives a smoother one."""
        if not self._is_pressed:
            super().timerEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Step, and emit `held` if an arrow was pressed."""
        self._last_ms = 0
        super().mousePressEvent(event)
        self._is_pressed = True
        if self._last_ms:
            self.held.emit(self._last_ms)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit `held` with 0."""
        super().mouseReleaseEvent(event)
        self._is_pressed = False
        self.held.emit(0)

    def textFromValue(self, value: float) -> str:
        """Return the value with its sign and three decimals."""
        return f"{'−' if round(value * 1000) < 0 else '+'}{abs(value):.3f}"

    def valueFromText(self, text: str) -> float:
        """Return the shift in seconds; accepts what `parse_signed_clock` does."""
        found = self._read(text)
        return self.value() if found is None else found

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept what can be parsed within the limit; anything else of valid characters is intermediate."""
        found = self._read(text)
        if found is not None:
            inside = abs(found) <= LIMIT_MS / 1000
            return QValidator.State.Acceptable if inside else QValidator.State.Invalid, text, position
        plain = self._plain(text)
        may_become = len(plain) <= _LONGEST_TEXT and _TYPED.issuperset(plain)
        return QValidator.State.Intermediate if may_become else QValidator.State.Invalid, text, position

    def fixup(self, text: str) -> str:
        """Return the text of the last valid value."""
        return self.textFromValue(self.value()) + self.suffix()

    def _read(self, text: str) -> float | None:
        plain = self._plain(text)
        if plain.startswith("="):
            return self._read_target(plain[1:])
        try:
            return parse_signed_clock(plain) / 1000
        except BadShift:
            return None

    def _read_target(self, text: str) -> float | None:
        try:
            value_ms = self.value_to(parse_clock(text))
        except BadTime:
            return None
        return None if value_ms is None else value_ms / 1000

    def _plain(self, text: str) -> str:
        return text.removesuffix(self.suffix()).replace("−", "-").replace(",", ".").strip()


class RatioBox(QuietComboBox):
    """A combo box of the ratios of standard frame rates, which also accepts typed ratios.

    `chosen` carries a `Fraction`, `refused` an error. `list_closed` is emitted when a list closes that was opened with
    the mouse.
    """

    chosen = Signal(object)
    refused = Signal(object)
    list_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Fraction(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a click into the text starts to type
        self._field = QLineEdit(self)
        self.setLineEdit(self._field)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # the stubs lack None, which Qt accepts
        for name in _RATIOS:
            self.addItem(name)
            made, film = name[1:].split("/") if "/" in name else ("", "")
            tip = (
                tr("Subtitles made for {made} fps, video at {film} fps", made=made, film=film)
                if made
                else tr("As in the file")
            )
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.setMaxVisibleItems(self.count())
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(tr("Ratio for converting the frame rate"))
        self.setToolTip(
            tr(
                "Stretches all times before the shift, for subtitles made at another frame rate\n"
                "Choose a ratio or type one: 1.0427, 25/24"
            )
        )
        self.activated.connect(lambda row: self.chosen.emit(list(_RATIOS.values())[row]))
        self._field.setAccessibleName(self.accessibleName())
        self._field.returnPressed.connect(self._enter)

    def show_ratio(self, ratio: Fraction) -> None:
        """Show a ratio; if it has not changed, keep what the user is typing."""
        if ratio == self._shown and self.hasFocus() and self._field.isModified():
            return
        self._shown = ratio
        name = f"×{ratio_name(ratio)}" if ratio_name(ratio) else "×1" if ratio == 1 else f"×{float(ratio):.5f}"
        self.setCurrentIndex(self.findText(name))
        self.setEditText(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list; the text field gets its own clicks."""
        super().mousePressEvent(event)
        if self.view().isVisible():
            self.view().window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Emit `list_closed` when the list closes that a click has opened."""
        if event.type() == QEvent.Type.Hide:
            watched.removeEventFilter(self)
            self.list_closed.emit()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Discard text that was not entered."""
        super().focusOutEvent(event)
        if not self.view().isVisible():
            self._field.setModified(False)
            self.show_ratio(self._shown)

    def _enter(self) -> None:
        if not self._field.isModified():
            return
        try:
            ratio = read_ratio(self.currentText())
        except BadShift as error:
            self.refused.emit(error)
            return
        self._field.setModified(False)
        self.chosen.emit(ratio)
        self.show_ratio(self._shown)


class RetimingLineEdit(QLineEdit):
    """A line edit with the whole retiming as text.

    `entered` carries a `Retiming`, `refused` an error.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Retiming()
        self.setAccessibleName(tr("Retiming as text"))
        self.setPlaceholderText(tr("+3.000 s, ×25/23.976, break of −7.500 s at 00:41:07"))
        self.show_retiming(Retiming())

    def show_retiming(self, retiming: Retiming) -> None:
        """Show a retiming; if it has not changed, keep what the user is typing."""
        if retiming == self._shown and self.hasFocus() and self.isModified():
            return
        self._shown = retiming
        line = exact_line(retiming)
        if line != self.text():
            self.setText(line)
            self.setCursorPosition(0)
        parts = line.split(", ")
        self.setToolTip("\n".join([tr("The complete retiming; edit the text to change it"), *parts]))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Discard text that was not entered."""
        super().focusOutEvent(event)
        self.setModified(False)
        self.show_retiming(self._shown)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit on Enter, or stay in the field if the text is invalid; discard the text on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._enter():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.show_retiming(self._shown)
        super().keyPressEvent(event)

    def _enter(self) -> bool:
        if not self.isModified():
            return True
        try:
            retiming = read_line(self.text())
        except (BadShift, AnchorsCross) as error:
            self.refused.emit(error)
            return False
        self.setModified(False)
        self.entered.emit(retiming)
        return True
