"""Retiming anchors, drawn as pins on the ruler with a line down through the cues."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.item import TimelineItem

_HEAD_PX = 5.5
_MIDDLE_PX = 8  # centre of the head, below the top of the ruler
_GRIP_PX = 8  # on either side of the pin
_GRIP_HEIGHT_PX = 18


class AnchorLayer(TimelineItem):
    """The layer of anchor pins, which also does their hit testing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.times_ms: Sequence[int] = ()
        self._held: int | None = None
        self.setZValue(5)

    def set_pins(self, times_ms: Sequence[int]) -> None:
        """Show a pin at each of these times."""
        if times_ms != self.times_ms:
            self.times_ms = times_ms
            self.update()

    def set_held(self, index: int | None) -> None:
        """Highlight the pin that is being dragged; None highlights none."""
        if index != self._held:
            self._held = index
            self.update()

    def pin_at(self, place: QPointF) -> int | None:
        """Return the index of the nearest pin within reach of a view position, in logical pixels."""
        if not self.isVisible() or not 0 <= place.y() - self.y() < _GRIP_HEIGHT_PX:
            return None
        distances = [(abs(self._x(time_ms) - place.x()), index) for index, time_ms in enumerate(self.times_ms)]
        nearest = min(distances, default=(_GRIP_PX + 1.0, 0))
        return nearest[1] if nearest[0] <= _GRIP_PX else None

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the exposed pins."""
        reach = self.physical(_HEAD_PX + 3)
        for index, time_ms in enumerate(self.times_ms):
            column = self.axis.column(time_ms)
            if first - reach <= column < stop + reach:
                self._paint_pin(painter, column, is_held=index == self._held)

    def _paint_pin(self, painter: QPainter, column: int, *, is_held: bool) -> None:
        line, head = max(1, self.physical(1.5)), self.physical(_HEAD_PX)
        middle = QPointF(column + line / 2, self.physical(_MIDDLE_PX))
        colour = self.theme.accent
        painter.fillRect(column, round(middle.y()), line, self.rows - round(middle.y()), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.window if is_held else colour, max(1.0, self.scale_factor * 1.5)))
        painter.setBrush(colour if is_held else self.theme.window)
        painter.drawEllipse(middle, head, head)
        painter.setBrush(self.theme.window if is_held else colour)
        painter.drawEllipse(middle, head * 0.3, head * 0.3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _x(self, time_ms: float) -> float:
        return self.axis.column(time_ms) / self.scale_factor
