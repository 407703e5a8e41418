"""Speech markers in the band of cues: where a cue should begin, and speech without a cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from deepdub_engine.base.messages import MessageOrText
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.item import TimelineItem

_MARK_PX = 5  # height of a marker at the lower edge
_LEAST_TEXT_PX = 76
_TEXT = mark("no subtitle")


class TimeSpan(Protocol):
    """A time span of the clip."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...


class OffSpeechCue(Protocol):
    """A cue that does not match the speech; `text` explains why."""

    @property
    def start_ms(self) -> int: ...
    @property
    def onset_ms(self) -> int | None: ...
    @property
    def text(self) -> MessageOrText: ...


class SpeechMarks(TimelineItem):
    """Arrows from the start of cues to the onset of speech, and brackets under speech without a cue."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.off: Mapping[int, OffSpeechCue] = {}
        self.uncued: Sequence[TimeSpan] = ()

    def set_marks(self, off: Mapping[int, OffSpeechCue], uncued: Sequence[TimeSpan]) -> None:
        """Set the cues that do not match the speech, by index, and the spans of speech without a cue."""
        if off or uncued or self.off or self.uncued:
            self.off, self.uncued = off, uncued
            self.update()

    def text_at(self, time_ms: float, cue: int | None) -> str:
        """Return the tooltip of the marker of a cue or, without a cue, at a time; empty if there is none."""
        if cue is not None:
            return tr(self.off[cue].text) if cue in self.off else ""
        there = any(span.start_ms <= time_ms < span.end_ms for span in self.uncued)
        return tr("Speech without a subtitle") if there else ""

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the exposed markers."""
        for span in self.uncued:
            left, right = self.axis.column(span.start_ms), self.axis.column(span.end_ms)
            if left < stop and right >= first:
                self._paint_bracket(painter, max(left, -10), min(right, self.axis.columns + 10))
        for off in self.off.values():
            if off.onset_ms is not None:
                start, onset = self.axis.column(off.start_ms), self.axis.column(off.onset_ms)
                if min(start, onset) < stop and max(start, onset) >= first:
                    self._paint_arrow(painter, start, onset)

    def _paint_bracket(self, painter: QPainter, left: int, right: int) -> None:
        line, height = max(1, self.physical(1.5)), self.physical(_MARK_PX)
        width, top = max(line, right - left), self.rows - height
        colour = self.theme.vocals
        painter.fillRect(left, self.rows - line, width, line, colour)
        painter.fillRect(left, top, line, height, colour)
        painter.fillRect(left + width - line, top, line, height, colour)
        if width >= self.physical(_LEAST_TEXT_PX):
            painter.setFont(self.font(self.theme.small_px))
            painter.setPen(colour)
            painter.drawText(QRect(left, 0, width, top), Qt.AlignmentFlag.AlignCenter, tr(_TEXT))

    def _paint_arrow(self, painter: QPainter, start: int, onset: int) -> None:
        size = self.physical(_MARK_PX) * 0.9
        middle, tip = self.rows - size - 1, float(onset)
        back = tip - size * 1.4 * (1 if onset > start else -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(blend(self.theme.error, self.theme.window, 0.9), max(1, self.physical(1.5))))
        painter.setBrush(self.theme.error)
        if abs(onset - start) > size * 1.4:
            painter.drawLine(QPointF(start, middle), QPointF(back, middle))
        painter.drawPolygon(
            QPolygonF([QPointF(tip, middle), QPointF(back, middle - size), QPointF(back, middle + size)])
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
