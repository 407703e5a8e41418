"""A field for a time of the current subtitle, typed or stepped."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import tabular_font
from deepdub_gui.shortcuts.shortcut_override import override_shortcut
from deepdub_gui.widgets.shift.steps import STEP_MS, step_ms

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TYPED = frozenset("0123456789:;.,+ msMS_")
_LONGEST_TEXT = 24
_FRAMES_WITH_CTRL = 10
_BUTTONS_PX = 18 + 14  # the arrows, and the margins beside the text


class TimePart(enum.Enum):
    """The times of a subtitle."""

    START = mark("Start")
    END = mark("End")
    LENGTH = mark("Duration")


class CueTimeField(QAbstractSpinBox):
    """A spin box that shows a text and reports what is typed; its owner knows the times.

    `entered` carries a text that was changed, on Enter or when the focus leaves; `stepped` a number of steps and their
    size in milliseconds, `rested` is emitted when no more are to come. `escaped` is emitted on Escape, `left` on Escape
    and Enter, when the keyboard is no longer needed, `next` on Ctrl+Enter.

    Parameters
    ----------
    part
        Which time it is.
    widest
        The longest text that must fit.
    """

    entered = Signal(str)
    stepped = Signal(int, int)
    rested = Signal()
    escaped = Signal()
    left = Signal()
    next = Signal()

    def __init__(self, part: TimePart, widest: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._widest, self._in_frames = "", widest, False
        self.setFont(tabular_font(12))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + _BUTTONS_PX)
        self.setAccessibleName(tr(part.value))
        self.setWrapping(False)
        self.lineEdit().textEdited.connect(lambda _: self._mark())
        self._modified = False

    @property
    def is_modified(self) -> bool:
        """Whether something was typed that has not been entered."""
        return self._modified

    def show_text(self, text: str, *, in_frames: bool) -> None:
        """Show a text, unless the user is typing."""
        self._shown, self._in_frames = text, in_frames
        tip = tr(
            "Type a time, or step with the arrows by one frame, with Ctrl by ten"
            if in_frames
            else "Type a time, or step with the arrows by 100 ms\nWith Shift: 10 ms · with Ctrl: 1 s · with both: 1 ms"
        )
        if self.toolTip() != tip:
            self.setToolTip(tip)
        if not self._modified and self.lineEdit().text() != text:
            self.lineEdit().setText(text)

    def revert(self) -> None:
        """Discard what was typed."""
        self._modified = False
        self.lineEdit().setText(self._shown)

    def enter(self) -> None:
        """Report what was typed, if anything; the owner shows the result, or the former time again."""
        text, was_modified = self.lineEdit().text(), self._modified
        self._modified = False
        if was_modified and text.strip() != self._shown:
            self.entered.emit(text)
        if was_modified:
            self.lineEdit().setText(self._shown)

    def sizeHint(self) -> QSize:
        """Return a width in which the longest text fits."""
        return QSize(self.minimumWidth(), super().sizeHint().height())

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Return that both arrows work."""
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def stepBy(self, steps: int) -> None:
        """Step by a click on an arrow."""
        self._step(1 if steps > 0 else -1, QApplication.keyboardModifiers())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept the characters of times."""
        may_be = len(text) <= _LONGEST_TEXT and _TYPED.issuperset(text)
        return (
            QValidator.State.Acceptable if may_be or text == self._shown else QValidator.State.Invalid,
            text,
            position,
        )

    def event(self, event: QEvent) -> bool:
        """Keep the stepping keys from triggering window shortcuts."""
        return override_shortcut(event, _STEPS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and page keys; enter with Enter, discard with Escape."""
        key = event.key()
        if key in _STEPS:
            self._step(_STEPS[Qt.Key(key)], event.modifiers())
        elif key in _ENTER:
            is_next = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.enter()
            self.rested.emit()
            (self.next if is_next else self.left).emit()
        elif key == Qt.Key.Key_Escape:
            self.revert()
            self.escaped.emit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only in the field that has the focus; elsewhere a wheel that scrolls must change nothing."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if self.hasFocus() and turned:
            self._step(1 if turned > 0 else -1, event.modifiers())
            event.accept()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Enter what was typed when the focus leaves, except to a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.enter()
            self.rested.emit()

    def _mark(self) -> None:
        self._modified = True

    def _step(self, steps: int, modifiers: Qt.KeyboardModifier) -> None:
        self.enter()
        if self._in_frames:
            has_ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self.stepped.emit(steps * (_FRAMES_WITH_CTRL if has_ctrl else 1), STEP_MS)
        else:
            self.stepped.emit(steps, step_ms(modifiers))
