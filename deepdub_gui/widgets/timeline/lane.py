"""One lane: its header, and the waveform or spectrogram of one stem as an image in physical pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from deepdub_engine.audio.spectrogram import SpectrogramParams
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.envelope import EnvelopeColumns, WaveformSource, filled, pixel_rows
from deepdub_gui.widgets.timeline.item import TimelineItem
from deepdub_gui.widgets.timeline.spectrogram import SpectrogramTiles, colour_map, picture

HEADER_PX = 22
HEADER_WIDTH_PX = 150  # a click here chooses the lane
_LEFT_PX = 22  # leaves room for the fold button left of the badge
_KHZ = 4  # spacing of the frequency labels
_STRIP_PX = 3  # height of the strip below speech
_HATCH_PX = 9  # spacing of the hatching where nothing has been separated
_DIM = 0.55  # share of the colour that inactive lanes keep
_SOFT = 0.62  # share of the colour at full scale; at silence it is 1


class Lane(TimelineItem):
    """A lane whose waveform spans, in each pixel column, the lowest to the highest sample.

    The image is built with numpy once for each axis, size and source; painting copies the exposed part. That is several
    times faster than painter paths or line lists, and exact to the physical pixel.
    """

    def __init__(self, theme: Theme, number: int, name: str) -> None:
        super().__init__(theme)
        self.number = number
        self.name = name
        self.source: WaveformSource | None = None
        self.progress: float | None = None
        self.is_active = False
        self.gain = 1.0
        self._grid: Sequence[int] = ()
        self._separated_ms: npt.NDArray[np.float64] | None = None
        self._speech_ms = np.zeros((0, 2))
        self._columns = EnvelopeColumns()
        self._tiles: SpectrogramTiles | None = None
        self._image: QImage | None = None
        self._pixels = np.zeros((0, 0), np.uint32)
        self._shades = np.zeros(0, np.uint32)
        self._speech_shades = self._shades
        self._shades_for: tuple[int, int, bool] | None = None

    @property
    def colour(self) -> QColor:
        """Colour of the stem, before inactive lanes are dimmed."""
        theme = self.theme
        return (theme.original, theme.vocals, theme.accompaniment, theme.accent)[self.number - 1]

    def changed(self) -> None:
        """Drop the cached image and schedule a repaint."""
        self._image = None
        super().changed()

    def set_grid(self, columns: Sequence[int]) -> None:
        """Set the columns of the grid lines behind the waveform: those that the ruler labels."""
        self._grid = columns
        self.changed()

    def set_source(self, source: WaveformSource | None) -> None:
        """Set the waveform; redraw unless it has only grown beyond the visible range."""
        before, self.source = self.source, source
        if (
            source is None
            or before is None
            or not source.continues(before)
            or self.axis.column(before.settled_ms) <= self.axis.columns
        ):
            self.changed()

    def set_separated(self, spans_ms: Sequence[tuple[float, float]] | None) -> None:
        """Hatch everything outside these spans, because it has not been separated yet; None hatches nothing."""
        if spans_ms is not None or self._separated_ms is not None:
            self._separated_ms = None if spans_ms is None else np.array(spans_ms, np.float64).reshape(-1, 2)
            self.changed()

    def set_speech(self, spans_ms: npt.NDArray[np.float64]) -> None:
        """Colour the spans of speech, float64 ``[n, 2]`` in milliseconds."""
        if not np.array_equal(spans_ms, self._speech_ms):
            self._speech_ms = spans_ms
            self.changed()

    def set_spectrogram(self, tiles: SpectrogramTiles | None) -> None:
        """Show a spectrogram instead of the waveform once there is sound; None shows the waveform."""
        self._tiles = tiles
        self.changed()

    @property
    def shows_spectrogram(self) -> bool:
        """Whether the lane shows a spectrogram."""
        return self._tiles is not None and self.source is not None and self.source.clip is not None

    def set_active(self, is_active: bool) -> None:
        """Draw the lane in full colours, or dimmed."""
        if is_active != self.is_active:
            self.is_active = is_active
            self.changed()

    def set_gain(self, gain: float) -> None:
        """Set the amplitude gain of the drawing."""
        if gain != self.gain:
            self.gain = gain
            self.changed()

    def set_progress(self, fraction: float | None) -> None:
        """Show the progress of the separation, 0 to 1, in an empty lane or in the header; None hides it."""
        if fraction != self.progress:
            self.progress = fraction
            self.update()

    def header_rect(self) -> QRectF:
        """Return the clickable rectangle of the header, in view coordinates."""
        return QRectF(0, self.y(), HEADER_WIDTH_PX, HEADER_PX)

    @property
    def is_folded(self) -> bool:
        """Whether the lane is only as tall as its header."""
        return self.rows <= self.physical(HEADER_PX)

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Copy the exposed columns from the image and draw the header."""
        top = self.rows
        if not self.is_folded:
            if self._image is None:
                self._image = self._draw()
            top -= self._image.height()
            painter.drawImage(QPoint(first, top), self._image, QRect(first, 0, stop - first, self._image.height()))
            if self.shows_spectrogram:
                self._paint_frequencies(painter, top)
        painter.fillRect(first, 0, stop - first, top, self._ground)
        painter.fillRect(first, 0, stop - first, max(1, self.physical(1)), self.theme.border)
        if first < self.physical(HEADER_WIDTH_PX + 150):
            self._paint_header(painter)
        if self.progress is not None:
            self._paint_progress(painter)

    @property
    def _ground(self) -> QColor:
        return self.theme.panel if self.is_active else self.theme.lane

    def _draw(self) -> QImage:
        height, width = max(1, self.rows - self.physical(HEADER_PX)), self.axis.columns
        if self._pixels.shape != (height, width):
            self._pixels = np.empty((height, width), np.uint32)
        pixels = self._pixels
        if self.shows_spectrogram:
            self._draw_spectrogram(pixels)
        else:
            self._draw_waveform(pixels)
        self._hatch(pixels)
        # QImage does not own the array; the array lives as long as this item.
        return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)

    def _draw_spectrogram(self, pixels: npt.NDArray[np.uint32]) -> None:
        if self._tiles is None or self.source is None or self.source.clip is None:
            return
        levels = self._tiles.columns(self.number - 1, self.source.clip, self.axis)
        colour = self.colour if self.is_active else blend(self.colour, self._ground, _DIM)
        colours = colour_map(self._ground, colour, self.theme.text if self.is_active else self.theme.text_dim)
        pixels[:] = picture(levels, len(pixels), self.gain, colours)

    def _draw_waveform(self, pixels: npt.NDArray[np.uint32]) -> None:
        self._columns.update(self.source, self.axis)
        height = len(pixels)
        pixels.fill(self._ground.rgb())
        line = max(1, self.physical(1))
        for column in self._grid:
            pixels[:, column : column + line] = self.theme.grid_line.rgb()
        pixels[height // 2 : height // 2 + line, :] = self.theme.grid_line.rgb()
        mask = filled(*pixel_rows(self._columns.values, height, self.gain, line), height)
        looks = height, self.colour.rgb(), self.is_active
        if looks != self._shades_for:
            self._shades_for, self._shades = looks, self._shaded(self.colour, height)
            self._speech_shades = self._shaded(self.theme.vocals, height)
        np.copyto(pixels, self._shades[:, None], where=mask)
        self._colour_speech(pixels, mask)

    def _inside(self, spans_ms: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which columns are touched by any of the spans."""
        edges = np.clip((spans_ms - self.axis.start_ms) / self.axis.ms_per_column, 0, self.axis.columns)
        steps = np.zeros(self.axis.columns + 1, np.int64)
        np.add.at(steps, np.floor(edges[:, 0]).astype(int), 1)
        np.add.at(steps, np.ceil(edges[:, 1]).astype(int), -1)
        return steps.cumsum()[:-1] > 0

    def _colour_speech(self, pixels: npt.NDArray[np.uint32], mask: npt.NDArray[np.bool_]) -> None:
        if not len(self._speech_ms):
            return
        spoken = self._inside(self._speech_ms)
        np.copyto(pixels, self._speech_shades[:, None], where=mask & spoken)
        # A strip below, so that speech does not rely on colour alone.
        pixels[-self.physical(_STRIP_PX) :, spoken] = self.theme.vocals.rgb()

    def _hatch(self, pixels: npt.NDArray[np.uint32]) -> None:
        if self._separated_ms is None:
            return
        unknown = np.flatnonzero(~self._inside(self._separated_ms))
        if not len(unknown):
            return
        # Offset the hatching by the scroll position, so that it moves with the sound.
        at = unknown + round(self.axis.start_ms / self.axis.ms_per_column)
        distance, line = self.physical(_HATCH_PX), max(1, self.physical(1))
        lines = (at + np.arange(len(pixels))[:, None]) % distance < line
        pixels[:, unknown] = np.where(lines, self.theme.border.rgb(), self._ground.rgb()).astype(np.uint32)

    def _shaded(self, colour: QColor, height: int) -> npt.NDArray[np.uint32]:
        """Return the shade of a colour in each row: full at silence, softer towards full scale."""
        strong = colour if self.is_active else blend(colour, self._ground, _DIM)
        soft = blend(strong, self._ground, _SOFT)
        distance = np.abs(np.linspace(-1, 1, height))[:, None]
        ends = np.array([[one.red(), one.green(), one.blue()] for one in (strong, soft)], np.float64)
        red, green, blue = (ends[0] + (ends[1] - ends[0]) * distance).round().astype(np.uint32).T
        return np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue

    def _paint_frequencies(self, painter: QPainter, top: int) -> None:
        """Label every 4 kHz at the left edge, if there is room."""
        if self._tiles is None or self.source is None:
            return
        highest = SpectrogramParams.of_rate(self.source.peaks.rate_hz).highest_hz
        height, size = self.rows - top, self.physical(16)
        painter.setFont(self.font(self.theme.small_px - 1))
        for khz in range(_KHZ, int(highest / 1000) + 1, _KHZ):
            row = top + round(height * (1 - 1000 * khz / highest))
            if row - top >= size // 2 and height * _KHZ * 1000 / highest >= size:
                place = QRect(self.physical(2), row - size // 2, self.physical(40), size)
                painter.fillRect(place, self._ground)
                painter.setPen(self.theme.text_dim)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tr("{khz} kHz", khz=khz))

    def _paint_header(self, painter: QPainter) -> None:
        size, left, top = self.physical(14), self.physical(_LEFT_PX), self.physical((HEADER_PX - 14) / 2 + 1)
        badge = QRect(left, top, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour if self.is_active else blend(self.colour, self._ground, 0.22))
        painter.drawRoundedRect(badge, self.physical(3), self.physical(3))
        painter.setFont(self.font(10, bold=True))
        painter.setPen(self._ground if self.is_active else self.colour)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(self.font(self.theme.small_px, bold=self.is_active))
        painter.setPen(self.theme.text if self.is_active else self.theme.text_dim)
        place = QRect(left + size + self.physical(6), top, self.physical(120), size)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.name)
        if self.gain != 1 and not self.is_folded:
            painter.setFont(self.font(self.theme.small_px))
            painter.setPen(self.theme.text_dim)
            place.moveLeft(self.physical(HEADER_WIDTH_PX + 26))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"×{self.gain:.3g}")

    def _paint_progress(self, painter: QPainter) -> None:
        """Draw a progress bar with its percentage: in the middle of an empty lane, otherwise in the header."""
        fraction = min(1.0, max(0.0, self.progress or 0.0))
        unit = self.physical(1)
        width = min(220 * unit, self.axis.columns // 2)
        empty = self.source is None and not self.is_folded
        left = (self.axis.columns - width) // 2 if empty else self.axis.columns - width - 12 * unit
        middle = (self.rows + self.physical(HEADER_PX)) // 2 if empty else self.physical(HEADER_PX / 2 + 4)
        painter.setFont(self.font(self.theme.small_px))
        painter.setPen(self.theme.text_dim)
        above = QRect(left, middle - 22 * unit, width, 18 * unit)
        beside = QRect(left - 160 * unit, middle - 8 * unit, 152 * unit, 18 * unit)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        text = tr("Separating {percent} %", percent=round(100 * fraction))
        painter.drawText(above if empty else beside, Qt.AlignmentFlag.AlignCenter if empty else right, text)
        bar = QRect(left, middle, width, max(3 * unit, 3))
        painter.fillRect(bar, self.theme.grid_line)
        painter.fillRect(QRect(bar.left(), bar.top(), round(width * fraction), bar.height()), self.colour)
