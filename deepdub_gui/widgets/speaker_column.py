"""The speakers in the list of subtitles: a chip with the number, and the name."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deepdub_gui.base.speaker_colours import speaker_colour

NOTE_ROLE = Qt.ItemDataRole.UserRole + 7
_CHIP_PX = 18
_GAP_PX = 5


class SpeakerNote(NamedTuple):
    """Who speaks a cue, as the window shows it.

    Parameters
    ----------
    number, name
        The number and the name of the speaker.
    text
        The name with the signs of a suggestion and of several voices.
    tip
        The tooltip.
    is_settled
        Whether it is more than a suggestion.
    """

    number: int
    name: str
    text: str
    tip: str
    is_settled: bool


def paint_chip(painter: QPainter, place: QRect, number: int, *, is_settled: bool, palette: QPalette) -> None:
    """Paint the number of a speaker in its colour: on a filled chip, or in an open one for a suggestion.

    Parameters
    ----------
    painter, place
        The painter, and where to paint; the chip is at the left, in the middle of the height.
    number, is_settled
        The number, and whether the chip is filled.
    palette
        The colours of the widget.
    """
    background = palette.color(QPalette.ColorRole.Base)
    colours = speaker_colour(number, background)
    side = min(_CHIP_PX, place.height() - 2)
    chip = QRectF(place.left() + 0.5, place.top() + (place.height() - side) / 2 + 0.5, side - 1, side - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.line, 1.0 if is_settled else 1.5))
    painter.setBrush(colours.fill if is_settled else background)
    painter.drawRoundedRect(chip, 4, 4)
    font = QFont(painter.font())
    font.setItalic(False)
    font.setPixelSize(11 if number < 100 else 8)
    painter.setFont(font)
    painter.setPen(colours.on_fill if is_settled else palette.color(QPalette.ColorRole.Text))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


class SpeakerDelegate(QStyledItemDelegate):
    """Draws a chip and a name; suggestions have an open chip and a slanted name."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the background as usual, and the speaker on it."""
        note = index.data(NOTE_ROLE)
        if not isinstance(note, SpeakerNote):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        place: QRect = option.rect.adjusted(4, 0, -2, 0)
        state, palette = option.state, option.palette
        painter.save()
        paint_chip(painter, place, note.number, is_settled=note.is_settled, palette=palette)
        font = QFont(option.font)
        font.setItalic(not note.is_settled)
        painter.setFont(font)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        painter.setPen(QColor(palette.color(role)))
        rest = place.adjusted(_CHIP_PX + _GAP_PX, 0, 0, 0)
        name = painter.fontMetrics().elidedText(note.text, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        painter.restore()
