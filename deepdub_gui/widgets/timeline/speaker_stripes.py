"""A layer with the speakers: a stripe with a name at the foot of each cue box."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from deepdub_gui.base.speaker_colours import speaker_colour
from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.speaker_column import SpeakerNote
from deepdub_gui.widgets.timeline.cue_item import CueBand
from deepdub_gui.widgets.timeline.item import TimelineItem

FOOTER_PX = 14
_THIN_PX = 5  # without a name, where cues overlap and boxes are low
_NAMES_AT_MOST = 160  # visible cues; with more, only colours are drawn
_LEAST_NAME_PX = 14
_TEXT_PX = 10
_FAINT = 110  # alpha of suggestions in a view of many cues


class SpeakerStripes(TimelineItem):
    """Draws who speaks on the boxes of a cue band; without speakers it draws nothing.

    A stripe is filled where a speaker is settled, and open, with a slanted name, where one is suggested.

    Parameters
    ----------
    theme, band
        The colours, and the boxes to draw on.
    """

    def __init__(self, theme: Theme, band: CueBand) -> None:
        super().__init__(theme)
        self._band = band
        self.notes: Sequence[SpeakerNote | None] = ()
        self._places = np.zeros(0, np.int64)

    def set_speakers(self, notes: Sequence[SpeakerNote | None]) -> None:
        """Set who speaks, by index of the cue; an empty sequence shows nothing."""
        if bool(notes) != bool(self.notes):
            self._band.set_footer(FOOTER_PX if notes else 0)
        self.notes = notes
        # 0 where nobody is known, else twice the number, and one more where it is settled
        self._places = np.array([2 * one.number + one.is_settled if one else 0 for one in notes], np.int64)
        self.update()

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Paint the stripes of the exposed cues."""
        layout = self._band.layout
        if not self.notes or layout.count != len(self.notes):
            return
        found = layout.visible(self.axis.ms(first - 1), self.axis.ms(stop + 1))
        offset = self.physical(self._band.y() - self.y())
        if len(found) > _NAMES_AT_MOST:
            self._paint_strip(painter, found, offset)
            return
        for index in found.tolist():
            note = self.notes[index]
            if note is not None:
                self._paint_stripe(painter, note, self._stripe(index, offset))

    def _stripe(self, index: int, offset: int) -> QRect:
        box = self._band.box_of(index)
        box.setRight(min(box.right(), self.axis.columns + 100))
        box.setLeft(max(box.left(), -100))
        height = FOOTER_PX if self._band.layout.rows[index] == 1 else _THIN_PX
        edge = self.physical(2) if box.width() > self.physical(6) else 0
        bottom = box.bottom() - max(1, self.physical(1)) + offset
        top = bottom - self.physical(height) + self.physical(2)
        return QRect(box.left() + edge, top, max(1, box.width() - 2 * edge), bottom - top)

    def _paint_stripe(self, painter: QPainter, note: SpeakerNote, place: QRect) -> None:
        colours = speaker_colour(note.number, self.theme.cue)
        if note.is_settled or place.width() <= self.physical(4):
            painter.fillRect(place, colours.fill)
            pen = colours.on_fill
        else:
            painter.fillRect(place, self.theme.panel)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.line, self.physical(1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            pen = self.theme.text
        if place.height() >= self.physical(FOOTER_PX - 4) and place.width() >= self.physical(_LEAST_NAME_PX):
            self._paint_name(painter, note, place, pen)

    def _paint_name(self, painter: QPainter, note: SpeakerNote, place: QRect, pen: QColor) -> None:
        font = QFont(self.font(_TEXT_PX))
        font.setItalic(not note.is_settled)
        pad = self.physical(4)
        left = max(place.left(), 0) + pad
        room = min(place.right(), self.axis.columns) - left - pad // 2
        metrics = QFontMetrics(font)
        text = f"{note.number} {note.text}"
        if metrics.horizontalAdvance(text) > room:
            shorter = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            text = shorter if len(shorter) > len(str(note.number)) + 3 else str(note.number)
        if room > 0:
            painter.setFont(font)
            painter.setPen(pen)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRect(left, place.top(), room + pad, place.height()), int(flags), text)

    def _paint_strip(self, painter: QPainter, found: npt.NDArray[np.int64], offset: int) -> None:
        """Paint the colours of many cues as one row of pixels."""
        layout, columns = self._band.layout, self.axis.columns
        lefts = self.axis.columns_of(layout.starts_ms[found].astype(np.float64))
        rights = np.maximum(lefts + 1, self.axis.columns_of(layout.ends_ms[found].astype(np.float64)))
        middle = np.searchsorted(lefts, np.arange(columns), side="right") - 1
        at = np.maximum(middle, 0)
        is_covered = (middle >= 0) & (np.arange(columns) < rights[at])
        kinds = np.where(is_covered, self._places[found[at]], 0)
        known, inverse = np.unique(kinds, return_inverse=True)
        colours = np.array([self._strip_colour(int(kind)) for kind in known], np.uint32)
        row = np.ascontiguousarray(colours[inverse][None, :])
        image = QImage(row.data, columns, 1, 4 * columns, QImage.Format.Format_ARGB32)
        bottom = self._band.rows - self.physical(6) + offset
        height = self.physical(_THIN_PX)
        painter.drawImage(QRect(0, bottom - height, columns, height), image)

    def _strip_colour(self, kind: int) -> int:
        if not kind:
            return 0
        colour = QColor(speaker_colour(kind // 2, self.theme.cue).fill)
        colour.setAlpha(255 if kind % 2 else _FAINT)
        return colour.rgba()
