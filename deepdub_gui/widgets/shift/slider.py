"""The slider that shifts the subtitles."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from deepdub_engine.base.timing import format_shift
from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.shortcut_override import override_shortcut
from deepdub_gui.widgets.shift.steps import KeyRepeat, step_ms, wheel_step_ms

LIMIT_MS = 36_000_000  # the largest shift that can be typed or reached in steps
_MARGIN_PX = 14
_ROUND_MS = 10
_FINE = 0.1  # factor of the mouse movement while Shift is held
_GESTURE_PAUSE_MS = 500  # wheel and key steps closer than this form one gesture
_TICK_STEPS_MS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000, 120_000, 300_000)
_LEAST_TICK_PX = 7
_LEAST_LABEL_PX = 52
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_LEAPS_MS = {Qt.Key.Key_PageUp: 1000, Qt.Key.Key_PageDown: -1000}
_OWN_KEYS = frozenset({*_STEPS, *_LEAPS_MS, Qt.Key.Key_Home})


class ShiftSlider(QAbstractSlider):
    """A wide horizontal slider in milliseconds, 0 in the middle.

    It is a `QAbstractSlider` for the sake of screen readers; painting, mouse and keys are its own.

    `previewed` is emitted for every movement; `committed` once at the end of a gesture, that is, on mouse release or
    after a pause in wheel or key steps; `abandoned` if the gesture is cancelled. Shift makes dragging ten times finer,
    a double click resets to 0.
    """

    previewed = Signal(int)
    committed = Signal(int)
    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-LIMIT_MS, LIMIT_MS)
        self.valueChanged.connect(self._step_to_value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleName(tr("Shift of the subtitles"))
        self.setToolTip(
            tr(
                "Drag to shift the subtitles · hold Shift for fine control\n"
                "Escape cancels · double-click to reset\n"
                "Wheel and arrow keys: 100 ms · with Shift: 10 ms · with Ctrl: 1 s · with both: "
                "1 ms"
            )
        )
        self._reach_ms = 10_000
        self._value_ms = 0
        self._exact_ms = 0.0
        self._note = ""
        self._drag_x: float | None = None
        self._gesture = QTimer(self, singleShot=True, interval=_GESTURE_PAUSE_MS)
        self._gesture.timeout.connect(self._commit)
        self.key_repeat = KeyRepeat(self)
        self.key_repeat.moved.connect(self.step)

    @property
    def value_ms(self) -> int:
        """The current shift."""
        return self._value_ms

    @property
    def reach_ms(self) -> int:
        """The largest shift to either side."""
        return self._reach_ms

    def set_reach_ms(self, reach_ms: int) -> None:
        """Set the largest shift to either side."""
        self._reach_ms = reach_ms
        self.update()

    def set_note(self, note: str) -> None:
        """Show a short text beside the handle; empty for none."""
        if note != self._note:
            self._note = note
            self._show_value()

    def set_value_ms(self, value_ms: int) -> None:
        """Set the shift without emitting signals; ignored during a gesture."""
        if self._drag_x is None and not self._gesture.isActive():
            self._value_ms, self._exact_ms = value_ms, float(value_ms)
            self._show_value()

    def step(self, step_ms: int) -> None:
        """Move by a step as part of a gesture, as wheel and keys do; ignored during a drag."""
        if self._drag_x is None:
            self._move_to(self._value_ms + step_ms, limit_ms=LIMIT_MS)
            self._gesture.start()

    @property
    def is_dragging(self) -> bool:
        """Whether the handle is being dragged."""
        return self._drag_x is not None

    def finish(self) -> None:
        """Commit wheel or key steps immediately, without waiting for the pause."""
        self.key_repeat.release()
        if self._gesture.isActive():
            self._gesture.stop()
            self._commit()

    def abandon(self) -> None:
        """Cancel the current gesture, if any."""
        self.key_repeat.release()
        if self.is_dragging or self._gesture.isActive():
            self._drag_x = None
            self._gesture.stop()
            self.abandoned.emit()

    def _commit(self) -> None:
        self.committed.emit(self._value_ms)

    def x_of(self, value_ms: float) -> float:
        """Return the horizontal position of a shift, in pixels, clamped to the range."""
        share = max(-1.0, min(1.0, value_ms / self._reach_ms))
        return self.width() / 2 + share * self._half_px()

    def sizeHint(self) -> QSize:
        """Return a height that is easy to grab."""
        return QSize(480, 52)

    def minimumSizeHint(self) -> QSize:
        """Return the least usable size."""
        return QSize(200, 52)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag; a press away from the handle moves it under the pointer first."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._gesture.stop()
        self._drag_x = event.position().x()
        self._exact_ms = float(self._value_ms)
        if abs(self._drag_x - self.x_of(self._value_ms)) > _MARGIN_PX:
            self._drag_to((self._drag_x - self.width() / 2) / self._half_px() * self._reach_ms, fine=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self._drag_x is None:
            return
        x = event.position().x()
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moved_ms = (x - self._drag_x) / self._half_px() * self._reach_ms
        self._drag_to(self._exact_ms + moved_ms * (_FINE if fine else 1), fine=fine)
        self._drag_x = x

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End and commit the drag."""
        if event.button() is Qt.MouseButton.LeftButton and self._drag_x is not None:
            self._drag_x = None
            self._commit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reset the shift to 0."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag_x = None
            self._move_to(0)
            self._commit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by 100 ms, with Shift by 10 ms, with Ctrl by 1 s, with both by 1 ms."""
        by_ms = wheel_step_ms(event)
        if by_ms:
            self.step(by_ms)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the slider's keys from triggering window shortcuts."""
        return override_shortcut(event, _OWN_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and page keys, repeating while held; reset to 0 with Home; cancel with Escape."""
        if event.key() in _STEPS:
            self._step_and_hold(_STEPS[Qt.Key(event.key())] * step_ms(event.modifiers()), event)
        elif event.key() in _LEAPS_MS:
            self._step_and_hold(_LEAPS_MS[Qt.Key(event.key())], event)
        elif event.key() == Qt.Key.Key_Home:
            self._gesture.stop()
            self._move_to(0)
            self._commit()
        elif event.key() == Qt.Key.Key_Escape and (self.is_dragging or self._gesture.isActive()):
            self.abandon()
        else:
            event.ignore()  # QAbstractSlider would handle End and shift by hours

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Stop the repeat of a held key."""
        if not event.isAutoRepeat():
            self.key_repeat.release()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop the repeat of a held key, whose release will not arrive."""
        self.key_repeat.release()
        super().focusOutEvent(event)

    def _step_and_hold(self, step: int, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.step(step)
            self.key_repeat.hold(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ticks, the groove, its part from 0 to the handle, and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        self._paint_ticks(painter, palette)
        self._paint_note(painter, palette)
        groove_y = self._groove_y()
        dim = palette.color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(dim, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self.x_of(-self._reach_ms), groove_y), QPointF(self.x_of(self._reach_ms), groove_y))
        accent = palette.color(QPalette.ColorRole.Highlight if self.isEnabled() else QPalette.ColorRole.Mid)
        painter.setPen(QPen(accent, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        at = self.x_of(self._value_ms)
        painter.drawLine(QPointF(self.x_of(0), groove_y), QPointF(at, groove_y))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 2))
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(at - 7, groove_y - 13, 14, 26), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.5))
            painter.drawRoundedRect(QRectF(at - 9.5, groove_y - 15.5, 19, 31), 7, 7)

    def _paint_ticks(self, painter: QPainter, palette: QPalette) -> None:
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(colour, 1))
        small, large = self._tick_step(_LEAST_TICK_PX), self._tick_step(_LEAST_LABEL_PX)
        groove_y = self._groove_y()
        for tick_ms in range(0, self._reach_ms + 1, small):
            for value_ms in {tick_ms, -tick_ms}:
                x = round(self.x_of(value_ms)) + 0.5
                labelled = value_ms % large == 0
                painter.drawLine(QPointF(x, groove_y + 15), QPointF(x, groove_y + (21 if labelled else 18)))
        font = self.font()
        font.setPixelSize(10)
        painter.setFont(font)
        for tick_ms in range(0, self._reach_ms + 1, large):
            for value_ms in {tick_ms, -tick_ms}:
                text = "0" if not value_ms else format_shift(value_ms).replace(".000", "").replace("00 s", " s")
                box = QRectF(self.x_of(value_ms) - 40, 0, 80, 12)
                box.moveLeft(max(0.0, min(self.width() - 80.0, box.left())))
                at_edge = abs(value_ms) == self._reach_ms
                align = Qt.AlignmentFlag.AlignHCenter
                if at_edge:
                    align = Qt.AlignmentFlag.AlignRight if value_ms > 0 else Qt.AlignmentFlag.AlignLeft
                painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_note(self, painter: QPainter, palette: QPalette) -> None:
        """Write the note above the groove, on the side where the handle is not."""
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        place = QRectF(0, 12, self.width() / 2 - 14, 13)
        if self._value_ms < 0:
            place.moveRight(self.width())
        side = Qt.AlignmentFlag.AlignRight if self._value_ms < 0 else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _tick_step(self, least_px: float) -> int:
        per_ms = self._half_px() / self._reach_ms
        return next((step for step in _TICK_STEPS_MS if step * per_ms >= least_px), _TICK_STEPS_MS[-1])

    def _drag_to(self, value_ms: float, *, fine: bool) -> None:
        """Drag to a value; if a pixel spans more than 10 ms, round to 10 ms unless `fine`."""
        is_coarse = not fine and self._reach_ms / self._half_px() > _ROUND_MS
        self._move_to(value_ms, _ROUND_MS if is_coarse else 1)

    def _move_to(self, value_ms: float, grid_ms: int = 1, *, limit_ms: int | None = None) -> None:
        limit = float(limit_ms or self._reach_ms)
        self._exact_ms = max(-limit, min(limit, float(value_ms)))
        rounded = round(self._exact_ms / grid_ms) * grid_ms
        if rounded != self._value_ms:
            self._value_ms = rounded
            self._show_value()
            self.previewed.emit(rounded)

    def _step_to_value(self, value_ms: int) -> None:
        """Step to a value set from outside, for example by a screen reader."""
        if value_ms != self._value_ms:
            self.step(value_ms - self._value_ms)

    def _show_value(self) -> None:
        self.setAccessibleDescription(" · ".join(filter(None, (format_shift(self._value_ms), self._note))))
        self.setValue(self._value_ms)
        self.update()

    def _half_px(self) -> float:
        return max(1.0, self.width() / 2 - _MARGIN_PX)

    def _groove_y(self) -> float:
        return 28.0
