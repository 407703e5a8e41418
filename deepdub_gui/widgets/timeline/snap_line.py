"""The line at the time that a drag has snapped to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.item import TimelineItem


class SnapLine(TimelineItem):
    """A dashed line through cues and lanes, shown while a drag is snapped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.time_ms: int | None = None
        self.setZValue(9)

    def set_time(self, time_ms: int | None) -> None:
        """Show the line at a time; None hides it."""
        if time_ms != self.time_ms:
            self._refresh()
            self.time_ms = time_ms
            self._refresh()

    def _refresh(self) -> None:
        if self.time_ms is not None:
            left = self.axis.column(self.time_ms) / self.scale_factor
            self.update(QRectF(left - 2, 0, 5, self.boundingRect().height()))

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the dashed line."""
        if self.time_ms is None:
            return
        width = max(1, self.physical(1))
        pen = QPen(self.theme.accent, width, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        column = self.axis.column(self.time_ms) + width // 2
        painter.drawLine(column, 0, column, self.rows)
