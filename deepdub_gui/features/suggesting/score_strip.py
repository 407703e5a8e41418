"""The strip below the shift slider with the score of every shift in the slider's range."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from deepdub_engine.alignment.curve import Peak, ScoreCurve
from deepdub_engine.base.timing import format_shift
from deepdub_gui.base.i18n import tr
from deepdub_gui.shortcuts.shortcut_override import override_shortcut
from deepdub_gui.widgets.shift.slider import ShiftSlider

_HEIGHT_PX = 34
_MARK_PX = 7  # space above the curve for the peak markers
_CLICK_PX = 10
_LEAST_TOP = 0.12  # least full scale, so that a flat curve looks flat
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ScoreStrip(QWidget):
    """Draws the score curve and its peaks at the scale of the slider.

    A click on a peak, or Enter on the peak selected with the arrow keys, emits `peak_chosen` with its shift.

    Parameters
    ----------
    slider
        The slider above the strip, of the same width.
    """

    peak_chosen = Signal(int)

    def __init__(self, slider: ShiftSlider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = slider
        self._curve: ScoreCurve | None = None
        self._peaks: tuple[Peak, ...] = ()
        self._suggested_ms: int | None = None
        self._at: Peak | None = None
        self._hint = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Score of every shift"))
        slider.previewed.connect(lambda _: self.update())
        self.set_curve(None, "")

    @property
    def curve(self) -> ScoreCurve | None:
        """The curve that is shown; None if there is none."""
        return self._curve

    @property
    def peaks(self) -> tuple[Peak, ...]:
        """The peaks of the curve, from left to right."""
        return self._peaks

    def set_curve(self, curve: ScoreCurve | None, hint: str) -> None:
        """Show a curve, or a hint why there is none."""
        self._curve, self._hint = curve, hint
        self._peaks = tuple(sorted(curve.peaks, key=lambda peak: peak.shift_ms)) if curve is not None else ()
        self._at = self._nearest(self._at.shift_ms) if self._at is not None else None
        self._describe()

    def set_suggested(self, shift_ms: int | None) -> None:
        """Mark the peak at the suggested shift; None marks none."""
        self._suggested_ms = shift_ms
        self._describe()

    def go_to_peak(self, step: int) -> int | None:
        """Select the next peak to the right, or for −1 to the left; return its shift, or None if there is none."""
        from_ms = self._slider.value_ms if self._at is None else self._at.shift_ms
        beyond = [peak for peak in self._peaks if (peak.shift_ms - from_ms) * step > 0]
        self._at = (beyond[0] if step > 0 else beyond[-1]) if beyond else self._at
        self._describe()
        return self._at.shift_ms if beyond and self._at is not None else None

    def sizeHint(self) -> QSize:
        """Return the width of the slider."""
        return QSize(480, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits narrow windows."""
        return QSize(200, _HEIGHT_PX)

    def event(self, event: QEvent) -> bool:
        """Keep the strip's keys from triggering window shortcuts, and show shift and score as a tooltip."""
        if override_shortcut(event, {*_KEYS, *_CHOOSING}):
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._text_at(event.pos().x()), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select peaks with the arrow keys; choose the selected one with Enter."""
        if event.key() in _KEYS:
            self.go_to_peak(_KEYS[Qt.Key(event.key())])
        elif event.key() in _CHOOSING:
            if self._at is not None:
                self.peak_chosen.emit(self._at.shift_ms)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the peak under the pointer."""
        peak = self._peak_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and peak is not None:
            self._at = peak
            self._describe()
            self.peak_chosen.emit(peak.shift_ms)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand cursor over peaks."""
        near = self._peak_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the peak nearest to the slider's value if none is selected."""
        super().focusInEvent(event)
        if self._at is None:
            self._at = self._nearest(self._slider.value_ms)
            self._describe()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the curve, its peaks and the position of the slider."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        base = self.height() - 2.5
        left, right = self._slider.x_of(-self._slider.reach_ms), self._slider.x_of(self._slider.reach_ms)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Midlight), 1))
        painter.drawLine(QPointF(left, base), QPointF(right, base))
        if self._curve is None or not len(self._curve.scores):
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        else:
            self._paint_curve(painter, self._curve, base, left, right)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_curve(self, painter: QPainter, curve: ScoreCurve, base: float, left: float, right: float) -> None:
        palette = self.palette()
        ratio = self.devicePixelRatioF()
        columns = left + np.arange(max(1, round((right - left) * ratio))) / ratio
        heights = self._heights(curve, columns)
        outline = [QPointF(x, base - y) for x, y in zip(columns.tolist(), heights.tolist(), strict=True)]
        fill = palette.color(QPalette.ColorRole.PlaceholderText)
        fill.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF([QPointF(left, base), *outline, QPointF(right, base)]))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawPolyline(QPolygonF(outline))
        accent = palette.color(QPalette.ColorRole.Highlight)
        stands = self._slider.x_of(self._slider.value_ms)
        painter.setPen(QPen(accent, 1.5))
        painter.drawLine(QPointF(stands, 0), QPointF(stands, base))
        for peak in self._peaks:
            self._paint_peak(painter, peak, base)

    def _paint_peak(self, painter: QPainter, peak: Peak, base: float) -> None:
        """Draw a peak as a triangle, filled if suggested, with a ring if it is selected and has focus."""
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        x = self._slider.x_of(peak.shift_ms)
        y = base - self._height_of(peak.score) - 2
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(accent if self._is_suggested(peak) else palette.color(QPalette.ColorRole.Window))
        size = 4.5 if self._is_suggested(peak) else 3.5
        painter.drawPolygon(
            QPolygonF([QPointF(x - size, y - 1.3 * size), QPointF(x + size, y - 1.3 * size), QPointF(x, y)])
        )
        if peak is self._at and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y - 0.6 * size), size + 3, size + 3)

    def _heights(self, curve: ScoreCurve, columns: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the height of the curve in each pixel column; if several shifts share a column, the highest."""
        centre, edge = self._slider.x_of(0), self._slider.x_of(self._slider.reach_ms)
        per_px = self._slider.reach_ms / (edge - centre)
        shifts = (columns - centre) * per_px
        step_px = 1 / self.devicePixelRatioF()
        places = curve.start_ms + curve.step_ms * np.arange(len(curve.scores))
        if per_px * step_px <= curve.step_ms:
            scores = np.interp(shifts, places, curve.scores)
        else:
            first = np.searchsorted(places, shifts).clip(0, len(places) - 1)
            scores = np.maximum.reduceat(curve.scores, first)
        return np.clip(scores, 0, None) * (self._room() / self._top())

    def _height_of(self, score: float) -> float:
        return max(0.0, score) * self._room() / self._top()

    def _room(self) -> float:
        return self.height() - 5 - _MARK_PX

    def _top(self) -> float:
        curve = self._curve
        return max(_LEAST_TOP, float(curve.scores.max())) if curve is not None and len(curve.scores) else 1.0

    def _peak_at(self, x: float) -> Peak | None:
        near = [peak for peak in self._peaks if abs(self._slider.x_of(peak.shift_ms) - x) <= _CLICK_PX]
        return max(near, key=lambda peak: peak.score, default=None)

    def _nearest(self, shift_ms: int) -> Peak | None:
        return min(self._peaks, key=lambda peak: abs(peak.shift_ms - shift_ms), default=None)

    def _is_suggested(self, peak: Peak) -> bool:
        if self._suggested_ms is None or self._curve is None:
            return False
        near_ms = max(200, self._curve.step_ms)
        return peak is self._nearest(self._suggested_ms) and abs(peak.shift_ms - self._suggested_ms) <= near_ms

    def _text_at(self, x: int) -> str:
        if self._curve is None:
            return self._hint
        peak = self._peak_at(x)
        if peak is not None:
            mark = tr("Suggested") if self._is_suggested(peak) else tr("Peak")
            return tr(
                "{mark}: {shift} · score {score:.2f} · click to apply",
                mark=mark,
                shift=format_shift(peak.shift_ms),
                score=peak.score,
            )
        centre, edge = self._slider.x_of(0), self._slider.x_of(self._slider.reach_ms)
        shift_ms = round((x - centre) / (edge - centre) * self._slider.reach_ms)
        return tr(
            "{shift} · score {score:.2f} · 0 is chance",
            shift=format_shift(shift_ms),
            score=self._curve.score_at(shift_ms),
        )

    def _describe(self) -> None:
        """Update the description for screen readers, and repaint."""
        if self._curve is None:
            text = self._hint
        elif not self._peaks:
            text = tr("No shift stands out.")
        else:
            best = max(self._peaks, key=lambda peak: peak.score)
            count = tr("{peaks} peaks", peaks=len(self._peaks)) if len(self._peaks) > 1 else tr("1 peak")
            text = tr("{count}, the highest at {shift}.", count=count, shift=format_shift(best.shift_ms))
            if self._at is not None:
                mark = tr(", suggested") if self._is_suggested(self._at) else ""
                text = tr(
                    "Peak at {shift}, score {score:.2f}{mark}. {more}",
                    shift=format_shift(self._at.shift_ms),
                    score=self._at.score,
                    mark=mark,
                    more=text,
                )
        self.setAccessibleDescription(text)
        self.update()
