"""A strip that shows the whole clip: waveform, cues, and a frame around the visible range."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_density import coverage, image
from deepdub_gui.widgets.timeline.cue_layout import CueLayout
from deepdub_gui.widgets.timeline.envelope import EnvelopeColumns, WaveformSource, filled, pixel_rows
from deepdub_gui.widgets.timeline.item import TimelineItem

_CUES_PX = 7  # height of the strip of cues
_NARROWEST_PX = 8  # least width of the frame, so that it can be seen and grabbed
_Pair = tuple[QImage, QImage]  # shaded for outside the frame, plain for inside


class Overview(TimelineItem):
    """The overview strip; its own axis always spans the whole clip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.source: WaveformSource | None = None
        self.colour = theme.original
        self._layout = CueLayout.of(())
        self._problems = np.zeros(0, np.int64)
        self._visible_ms = (0.0, 0.0)
        self._columns = EnvelopeColumns()
        self._wave: _Pair | None = None
        self._cues: _Pair | None = None

    def changed(self) -> None:
        """Drop the cached images and schedule a repaint."""
        self._wave = self._cues = None
        super().changed()

    def set_source(self, source: WaveformSource | None, colour: QColor) -> None:
        """Set the waveform and its colour: those of the active lane."""
        self.source, self.colour = source, colour
        self._wave = None
        self.update()

    def set_cues(self, layout: CueLayout, problems: frozenset[int]) -> None:
        """Set the cues and the indices of those with problems, which are marked."""
        self._layout = layout
        known = np.array(sorted(problems), np.int64)
        self._problems = known[(known >= 0) & (known < layout.count)]
        self._cues = None
        self.update()

    def set_visible(self, axis: TimeAxis) -> None:
        """Set the visible range, which the frame surrounds."""
        if (axis.start_ms, axis.stop_ms) != self._visible_ms:
            self._visible_ms = (axis.start_ms, axis.stop_ms)
            self.update()

    def frame(self) -> tuple[float, float]:
        """Return the left and right edge of the frame, in logical pixels."""
        left, right = ((time - self.axis.start_ms) / self.axis.ms_per_column for time in self._visible_ms)
        left, right = left / self.scale_factor, right / self.scale_factor
        missing = max(0.0, _NARROWEST_PX - (right - left)) / 2
        return left - missing, right + missing

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Copy the images, with the shaded ones outside the frame, and draw the frame."""
        cues_height = self.physical(_CUES_PX)
        if self._wave is None:
            self._wave = self._draw_wave(max(1, self.rows - cues_height))
        if self._cues is None:
            self._cues = self._draw_cues()
        left, right = (min(max(round(edge * self.scale_factor), 0), self.axis.columns) for edge in self.frame())
        for start, end, is_inside in ((0, left, False), (left, right, True), (right, self.axis.columns, False)):
            wave, cues = self._wave[is_inside], self._cues[is_inside]
            painter.drawImage(QPoint(start, 0), wave, QRect(start, 0, end - start, wave.height()))
            strip = QRect(start, wave.height(), end - start, cues_height)
            painter.drawImage(strip, cues, QRect(start, 0, end - start, 1))
        self._paint_frame(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        left, right = (round(edge * self.scale_factor) for edge in self.frame())
        line = self.physical(1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.accent, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = QRectF(QPointF(left + line / 2, line / 2), QPointF(right - line / 2, self.rows - line / 2))
        painter.drawRoundedRect(place, self.physical(2), self.physical(2))

    def _draw_wave(self, height: int) -> _Pair:
        self._columns.update(self.source, self.axis)
        mask = filled(*pixel_rows(self._columns.values, height, 1.0), height)
        colour = blend(self.colour, self.theme.panel, 0.7)
        return self._in_both_shades(mask.astype(np.uint8), [self.theme.panel, colour])

    def _draw_cues(self) -> _Pair:
        everything = np.arange(self._layout.count, dtype=np.int64)
        covered, _ = coverage(self._layout, everything, self.axis)
        odd, _ = coverage(self._layout, self._problems, self.axis)
        density = np.minimum(covered.max(axis=0, keepdims=True), 3)
        classes = np.where(odd.any(axis=0, keepdims=True), 4, density).astype(np.uint8)
        shades = [blend(self.theme.accent, self.theme.panel, share) for share in (0.5, 0.7, 0.9)]
        return self._in_both_shades(classes, [self.theme.panel, *shades, self.theme.error])

    def _in_both_shades(self, classes: npt.NDArray[np.uint8], colours: list[QColor]) -> _Pair:
        shaded = [blend(self.theme.window, colour, 0.55).rgba() for colour in colours]
        return image(classes, shaded), image(classes, [colour.rgba() for colour in colours])
