"""The frames around the generated voices in their lane, and the limits of one that is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from deepdub_engine.base.timing import format_shift
from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.item import TimelineItem

_LEAST_PX = 6  # narrower voices cannot be dragged
_RADIUS_PX = 3
_LIMIT_PX = 8  # height of the foot of a limit
_FILL = 0.14


@dataclass(frozen=True, slots=True)
class VoiceBox:
    """A voice in its lane.

    Parameters
    ----------
    line
        Hash of its line.
    start_ms, stop_ms
        Where it lies.
    moved_ms
        How far it was moved from where the fit lays it.
    is_movable
        Whether it can be dragged.
    """

    line: int
    start_ms: float
    stop_ms: float
    moved_ms: int = 0
    is_movable: bool = True


@dataclass(frozen=True, slots=True)
class VoiceDrag:
    """A voice that is being moved: its line, and from where to where the voice may reach."""

    line: int
    first_ms: float
    last_ms: float


class VoiceBoxes(TimelineItem):
    """Draws a frame around each voice; the current one's is stronger, that of a dragged one shows how far it may go."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.boxes: tuple[VoiceBox, ...] = ()
        self.drag: VoiceDrag | None = None
        self._starts = self._stops = np.zeros(0)
        self._longest_ms = 0.0
        self._current: int | None = None
        self.setZValue(4)

    def set_boxes(self, boxes: Sequence[VoiceBox], drag: VoiceDrag | None = None) -> None:
        """Set the voices, and the one that is being dragged."""
        self.boxes, self.drag = tuple(sorted(boxes, key=lambda box: box.start_ms)), drag
        self._starts = np.array([box.start_ms for box in self.boxes])
        self._stops = np.array([box.stop_ms for box in self.boxes])
        self._longest_ms = float((self._stops - self._starts).max(initial=0.0))
        self.changed()

    def set_current(self, line: int | None) -> None:
        """Set the line whose voice is marked."""
        if line != self._current:
            self._current = line
            self.changed()

    def box_at(self, place: QPointF) -> VoiceBox | None:
        """Return the voice at a position of this item, in logical pixels; the later one where two overlap."""
        if not self.isVisible() or not self.boundingRect().contains(place):
            return None
        ms = self.axis.ms(place.x() * self.scale_factor)
        under = [box for box in self._between(ms, ms) if box.start_ms <= ms < box.stop_ms]
        wide = [box for box in under if self._columns(box)[1] >= _LEAST_PX * self.scale_factor]
        return wide[-1] if wide else None

    def _between(self, first_ms: float, last_ms: float) -> Sequence[VoiceBox]:
        first = int(np.searchsorted(self._starts, first_ms - self._longest_ms))
        return self.boxes[first : int(np.searchsorted(self._starts, last_ms, side="right"))]

    def _columns(self, box: VoiceBox) -> tuple[int, int]:
        """Return the left column of a voice and its width, limited for the painter."""
        left, right = self.axis.column(box.start_ms), self.axis.column(box.stop_ms)
        left, right = max(left, -1000), min(right, self.axis.columns + 1000)
        return left, max(1, right - left)

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the frames, the dragged one and its limits last."""
        dragged = None
        for box in self._between(self.axis.ms(first), self.axis.ms(stop)):
            if self.drag is not None and box.line == self.drag.line:
                dragged = box
            else:
                is_current = box.line == self._current
                edge = self.theme.accent if is_current else blend(self.theme.accent, self.theme.lane, 0.5)
                self._paint_frame(painter, box, edge, self.physical(2 if is_current else 1))
        if dragged is not None and self.drag is not None:
            self._paint_dragged(painter, dragged, self.drag)

    def _paint_frame(self, painter: QPainter, box: VoiceBox, edge: QColor, line: int) -> None:
        left, width = self._columns(box)
        line = max(1, line)
        place = QRect(left, line, width, self.rows - 2 * line)
        if width < self.physical(_LEAST_PX):
            painter.fillRect(place.left(), place.top(), 1, place.height(), edge)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(edge)
        pen.setWidth(line)
        pen.setStyle(Qt.PenStyle.SolidLine if box.is_movable else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        radius = self.physical(_RADIUS_PX)
        painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_dragged(self, painter: QPainter, box: VoiceBox, drag: VoiceDrag) -> None:
        left, width = self._columns(box)
        fill = QColor(self.theme.accent)
        fill.setAlphaF(_FILL)
        painter.fillRect(QRect(left, 0, width, self.rows), fill)
        self._paint_frame(painter, box, self.theme.accent, self.physical(2))
        for limit_ms, edge_ms, way in ((drag.first_ms, box.start_ms, 1), (drag.last_ms, box.stop_ms, -1)):
            self._paint_limit(painter, limit_ms, way, is_touched=abs(limit_ms - edge_ms) < 1)
        painter.setFont(self.font(self.theme.small_px, bold=True))
        text = format_shift(box.moved_ms)
        room = painter.fontMetrics().horizontalAdvance(text) + self.physical(8)
        label = QRect(min(max(left, 0), self.axis.columns - room), 0, room, self.physical(18))
        label.translate(self.physical(3), self.physical(3))
        painter.fillRect(label, self.theme.panel)
        painter.setPen(self.theme.text)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_limit(self, painter: QPainter, limit_ms: float, way: int, *, is_touched: bool) -> None:
        """Draw a limit as a bracket that opens towards the voice: thin, or thick in another colour once touched."""
        column = self.axis.column(limit_ms)
        if not 0 <= column <= self.axis.columns:
            return
        line = max(1, self.physical(3 if is_touched else 1))
        colour = self.theme.error if is_touched else self.theme.text_dim
        foot = self.physical(_LIMIT_PX)
        left = column if way > 0 else column - line
        painter.fillRect(left, 0, line, self.rows, colour)
        for top in (0, self.rows - line):
            painter.fillRect(column if way > 0 else column - foot, top, foot, line, colour)
