"""The time ruler, whose labels adapt to the zoom and never overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.theme import Theme, tabular_font
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.item import TimelineItem

_SECOND_MS, _MINUTE_MS, _HOUR_MS = 1000, 60_000, 3_600_000
# Spacing of the labels in ms, and into how many parts minor ticks divide it.
_STEPS = (
    *((size * unit, parts) for unit in (1, 10, 100, 1000) for size, parts in ((1, 5), (2, 4), (5, 5))),
    *((seconds * _SECOND_MS, parts) for seconds, parts in ((10, 5), (15, 3), (30, 3))),
    *((minutes * _MINUTE_MS, parts) for minutes, parts in ((1, 6), (2, 4), (5, 5), (10, 5), (15, 3), (30, 3))),
    *((hours * _HOUR_MS, parts) for hours, parts in ((1, 6), (2, 4), (6, 6), (12, 6), (24, 6))),
)


@dataclass(frozen=True, slots=True)
class RulerTicks:
    """The positions of labels and minor ticks on the ruler.

    Parameters
    ----------
    step_ms, parts
        Spacing of the labels, and the number of parts that minor ticks divide it into.
    labelled_ms
        Times with a label, from just before the visible range to its end.
    """

    step_ms: int
    parts: int
    labelled_ms: range


def choose_ticks(axis: TimeAxis, label_columns: float) -> RulerTicks:
    """Return the densest ticks at which labels `label_columns` wide do not overlap."""
    wanted = label_columns * axis.ms_per_column
    step, parts = next((found for found in _STEPS if found[0] >= wanted), _STEPS[-1])
    first = math.floor(axis.start_ms / step) * step
    return RulerTicks(step, parts, range(first, math.ceil(axis.stop_ms) + 1, step))


def label(time_ms: int, step_ms: int) -> str:
    """Return a time as ``HH:MM:SS``, with milliseconds if the labels are less than a second apart."""
    text = format_clock(time_ms)
    return text if step_ms < _SECOND_MS else text[:-4]


class Ruler(TimelineItem):
    """The ruler; its labels also set the grid of the lanes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.ticks = choose_ticks(self.axis, 1)

    def changed(self) -> None:
        """Recompute the ticks and repaint."""
        font = tabular_font(max(1, self.physical(self.theme.small_px - 1)))
        metrics = QFontMetricsF(font)
        self._font, self._label_columns = font, math.ceil(metrics.horizontalAdvance("−00:00:00.000"))
        self.ticks = choose_ticks(self.axis, self._label_columns + self.physical(20))
        super().changed()

    def grid_columns(self) -> list[int]:
        """Return the visible columns with a label."""
        found = (self.axis.column(time_ms) for time_ms in self.ticks.labelled_ms)
        return [column for column in found if 0 <= column < self.axis.columns]

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Paint the exposed ticks, each with its label to the right."""
        height, line = self.rows, max(1, self.physical(1))
        painter.fillRect(first, 0, stop - first, height, self.theme.window)
        painter.fillRect(first, height - line, stop - first, line, self.theme.border)
        painter.setFont(self._font)
        gap = self.physical(5)
        for time_ms in self.ticks.labelled_ms:
            column = self.axis.column(time_ms)
            self._paint_marks(painter, time_ms)
            if column + gap + self._label_columns >= first and column < stop:
                painter.fillRect(column, height - self.physical(12), line, self.physical(12), self.theme.edge)
                painter.setPen(self.theme.text_dim)
                place = QRect(column + gap, 0, self._label_columns, height - self.physical(5))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, label(time_ms, self.ticks.step_ms))

    def _paint_marks(self, painter: QPainter, time_ms: int) -> None:
        length, line = self.physical(4), max(1, self.physical(1))
        for part in range(1, self.ticks.parts):
            column = self.axis.column(time_ms + self.ticks.step_ms * part / self.ticks.parts)
            painter.fillRect(column, self.rows - length, line, length, self.theme.edge)
