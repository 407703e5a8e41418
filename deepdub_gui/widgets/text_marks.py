"""Marks in the texts of the cue table: what was found, and what is misspelled."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption

from deepdub_engine.subtitles.editing.visible_text import VisibleText

_FOUND, _CURRENT = (QColor("#ffe08a"), QColor("#5c4a00")), (QColor("#ffb238"), QColor("#8a6500"))  # light, dark
_WRONG = QColor("#d0342c"), QColor("#ff8a80")
_BREAK = "\\N"


class MarkKind(enum.Enum):
    """What a mark says."""

    FOUND = enum.auto()
    CURRENT = enum.auto()
    MISSPELLED = enum.auto()


class TextMark(NamedTuple):
    """A mark in the text of a cue: start and stop in the text with tags."""

    start: int
    stop: int
    kind: MarkKind


MarkSource = Callable[[int], Iterable[TextMark]]


def marks_on_line(text: str, marks: Iterable[TextMark]) -> tuple[str, list[TextMark]]:
    """Return the text of a cue on one line, as the table shows it, and the marks in it."""
    visible = VisibleText.of(text)
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(visible.text):
        is_break = visible.text.startswith(_BREAK, at)
        if is_break or visible.text[at].isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(visible.places[at])
            at += 2 if is_break else 1
            continue
        letters.append(visible.text[at])
        places.append(visible.places[at])
        at += 1
    if letters and letters[-1] == " ":
        del letters[-1], places[-1]
    found = []
    for mark in marks:
        inside = [place for place, spot in enumerate(places) if mark.start <= spot < mark.stop]
        if inside:
            found.append(TextMark(inside[0], inside[-1] + 1, mark.kind))
    return "".join(letters), found


def char_format(kind: MarkKind, palette: QPalette) -> QTextCharFormat:
    """Return how a mark is drawn; what was found has a ground and dark or light letters, so it stays readable."""
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    shape = QTextCharFormat()
    if kind is MarkKind.MISSPELLED:
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        shape.setUnderlineColor(_WRONG[is_dark])
        return shape
    shape.setBackground((_CURRENT if kind is MarkKind.CURRENT else _FOUND)[is_dark])
    shape.setForeground(QColor("#ffffff" if is_dark else "#17191c"))
    shape.setFontUnderline(kind is MarkKind.CURRENT)
    return shape


def draw_line(
    painter: QPainter,
    place: QRect,
    text: str,
    marks: Sequence[TextMark],
    font: QFont,
    palette: QPalette,
    colour: QColor,
) -> None:
    """Draw a line of text with marks into a rectangle; what does not fit is elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges = []
    for mark in marks:
        one = QTextLayout.FormatRange()
        one.start, one.length = mark.start, mark.stop - mark.start
        one.format = char_format(mark.kind, palette)
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    painter.save()
    painter.setClipRect(place)
    painter.setPen(colour)
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2))
    painter.restore()
