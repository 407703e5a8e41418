"""Markers over the lanes: the playhead and the edges of the current cue."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.item import TimelineItem

_FAR = 1000  # columns outside the view, at most
_HEAD_PX = 5  # half the width of the playhead's handle


class CurrentSpan(TimelineItem):
    """A tint over the lanes for the current cue, to compare its start with the start of the speech."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._span_ms: tuple[int, int] | None = None

    def set_span(self, span_ms: tuple[int, int] | None) -> None:
        """Set the span in milliseconds; None shows nothing."""
        if span_ms != self._span_ms:
            self._refresh()
            self._span_ms = span_ms
            self._refresh()

    def _refresh(self) -> None:
        if self._span_ms is not None:
            left, right = (self.axis.column(time_ms) / self.scale_factor for time_ms in self._span_ms)
            self.update(QRectF(left - 1, 0, right - left + 4, self.boundingRect().height()))

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Tint the span and draw its edges."""
        if self._span_ms is None:
            return
        left, right = (self.axis.column(time_ms) for time_ms in self._span_ms)
        tint, edge = QColor(self.theme.accent), QColor(self.theme.accent)
        tint.setAlphaF(0.07)
        edge.setAlphaF(0.55)
        line = max(1, self.physical(1))
        inside_left, inside_right = max(left, first), min(right, stop)
        if inside_left < inside_right:
            painter.fillRect(inside_left, 0, inside_right - inside_left, self.rows, tint)
        for column in (left, right):
            if first - line <= column < stop:
                painter.fillRect(column, 0, line, self.rows, edge)


class Playhead(TimelineItem):
    """A thin line with a handle in the ruler; moving it repaints only its old and new strip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.time_ms = 0.0
        self._column = 0
        self._has_handle = True
        self.setZValue(10)

    def without_handle(self) -> Playhead:
        """Hide the handle and return self."""
        self._has_handle = False
        return self

    def set_time(self, time_ms: float) -> None:
        """Move to a time; repaint only if its column changes."""
        self.time_ms = time_ms
        if self._place() != self._column:
            self.changed()

    def changed(self) -> None:
        """Recompute the column and repaint."""
        self.prepareGeometryChange()
        self._column = self._place()
        super().changed()

    def _place(self) -> int:
        # Clamped: a distant time would overflow the painter's coordinates.
        return min(max(self.axis.column(self.time_ms), -_FAR), self.axis.columns + _FAR)

    def boundingRect(self) -> QRectF:
        """Return the strip around the line."""
        half = _HEAD_PX + 2 if self._has_handle else 2
        return QRectF(self._column / self.scale_factor - half, 0, 2 * half + 1, super().boundingRect().height())

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the line and the handle."""
        line = max(1, self.physical(1))
        painter.fillRect(self._column, 0, line, self.rows, self.theme.playhead)
        if self._has_handle:
            half, middle = self.physical(_HEAD_PX), self._column + line / 2
            points = [QPointF(middle - half, 0), QPointF(middle + half, 0), QPointF(middle, half * 1.4)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.theme.playhead)
            painter.setBrush(self.theme.playhead)
            painter.drawPolygon(QPolygonF(points))
