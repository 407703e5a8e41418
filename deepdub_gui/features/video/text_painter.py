"""Draws styled subtitles: letters with outline and shadow, wrapped, placed and stacked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from deepdub_engine.subtitles.appearance.looks import Anchor, Rgba, StyledText, TextLook

_LINE_END = "\u2028"
_WORD = re.compile(r"\s*\S+|\s+")
_WORD_PARITY = QTextFormat.Property.UserProperty + 1
_MEASURED_PX = 100
_LEAST_PX = 6
_HALVINGS = 8  # of the width, to make wrapped lines about equally long
_MOST_LINES = 40
_MOST_TEXTS = 30


@dataclass(frozen=True, slots=True)
class _Block:
    """A wrapped text: its lines, and where it is put."""

    text: StyledText
    scale: float
    width: float
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Painting:
    """A request to draw texts.

    Parameters
    ----------
    texts
        The texts, the first ones nearest to their edge of the screen.
    width, height
        Size of the image, in physical pixels.
    family
        The font of texts that name none.
    """

    texts: tuple[StyledText, ...]
    width: int
    height: int
    family: str


def paint_texts(painting: Painting) -> QImage:
    """Return a transparent image with texts drawn on it; may be called in any thread.

    Texts of one layer never cover each other, unless they have a position of their own.
    """
    texts, width, height = (_named(painting.texts, painting.family), painting.width, painting.height)
    image = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    blocks: list[_Block] = []
    for text in texts[:_MOST_TEXTS]:
        blocks.append(_placed(text, image.width(), image.height(), blocks))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for block in sorted(blocks, key=lambda each: each.text.layer):
        _draw(painter, block)
    painter.end()
    return image


def _named(texts: Sequence[StyledText], family: str) -> list[StyledText]:
    """Return texts with the usual font wherever they name none."""
    return [
        replace(
            text,
            runs=tuple(replace(run, look=replace(run.look, family=run.look.family or family)) for run in text.runs),
        )
        for text in texts
    ]


# Places


def _placed(text: StyledText, width: int, height: int, former: Sequence[_Block]) -> _Block:
    across, down = width / text.screen[0], height / text.screen[1]
    left, right, margin = text.margins[0] * across, text.margins[1] * across, text.margins[2] * down
    room = max(width / 10, width - left - right)
    layout, wrapped = _wrapped(text, down, room)
    size = layout.boundingRect().size()
    anchor = text.anchor
    if text.position is not None:
        x, y = text.position[0] * across, text.position[1] * down
        corner = QPointF(x - size.width() * (anchor.across + 1) / 2, y - size.height() * (1 - anchor.up) / 2)
        return _Block(text, down, wrapped, QRectF(corner, size))
    x = left + (room - size.width()) * (anchor.across + 1) / 2
    y = margin if anchor.up > 0 else height - margin - size.height() if anchor.up < 0 else (height - size.height()) / 2
    rect = QRectF(QPointF(x, max(0.0, min(y, height - size.height()))), size)
    taken = [
        block.rect
        for block in former
        if block.text.layer == text.layer and (block.text.position is None) and block.rect
    ]
    return _Block(text, down, wrapped, _beside(rect, taken, 1 if anchor.up >= 0 else -1))


def _beside(rect: QRectF, taken: Sequence[QRectF], step: int) -> QRectF:
    """Move a rectangle down or up until it is free; the order of those taken does not matter."""
    moved = QRectF(rect)
    for other in sorted(taken, key=lambda each: each.top() * step):
        if moved.intersects(other):
            moved.moveTop(other.bottom() if step > 0 else other.top() - moved.height())
    return moved


# Letters


def _wrapped(text: StyledText, scale: float, room: float) -> tuple[QTextLayout, float]:
    """Return a layout in lines of about equal length that fit a width, and the width that they were wrapped at."""
    layout = _laid_out(text, scale, room, _letters)
    lines = layout.lineCount()
    if lines <= text.plain.count("\n") + 1:
        return layout, room
    least, most = 0.0, room
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        tried = _laid_out(text, scale, middle, _letters)
        if tried.lineCount() > lines or tried.boundingRect().width() > middle + 1:
            least = middle
        else:
            most, layout = middle, tried
    return layout, most


def _laid_out(
    text: StyledText, scale: float, room: float, dressed: Callable[[TextLook, float], QTextCharFormat]
) -> QTextLayout:
    layout = QTextLayout(text.plain.replace("\n", _LINE_END))
    option = QTextOption(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    formats = []
    start = 0
    for run in text.runs:
        dress = dressed(run.look, scale)
        for number, word in enumerate(_WORD.findall(run.text)):
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(word.encode("utf-16-le")) // 2  # Qt counts in UTF-16
            # Different formats: the time to draw an outline grows with the square of the length of a part.
            dress.setProperty(_WORD_PARITY, number % 2)
            part.format = dress
            start += part.length
            formats.append(part)
    layout.setFormats(formats)
    _break_lines(layout, room, text.anchor)
    return layout


def _break_lines(layout: QTextLayout, room: float, anchor: Anchor) -> None:
    layout.beginLayout()
    lines: list[QTextLine] = []
    while len(lines) < _MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        lines.append(line)
    layout.endLayout()
    width = max((line.naturalTextWidth() for line in lines), default=0.0)
    y = 0.0
    for line in lines:
        line.setPosition(QPointF((width - line.naturalTextWidth()) * (anchor.across + 1) / 2, y))
        line.setLineWidth(max(1.0, line.naturalTextWidth()))
        y += line.height()


def _letters(look: TextLook, scale: float) -> QTextCharFormat:
    font = QFont(look.family)
    pixels = look.size * scale * _em_share(look.family)
    font.setPixelSize(max(_LEAST_PX, min(4000, round(pixels))))
    font.setBold(look.is_bold)
    font.setItalic(look.is_italic)
    font.setUnderline(look.is_underlined)
    font.setStrikeOut(look.is_struck)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if look.stretch != 1:
        font.setStretch(max(1, min(4000, round(look.stretch * 100))))
    if look.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, look.spacing * scale)
    dress = QTextCharFormat()
    dress.setFont(font)
    return dress


@lru_cache(64)
def _em_share(family: str) -> float:
    """Return the em size of a font as a share of the height of its lines, which sizes of subtitles refer to."""
    font = QFont(family)
    font.setPixelSize(_MEASURED_PX)
    return _MEASURED_PX / max(1.0, QFontMetricsF(font).height())


# Drawing


def _draw(painter: QPainter, block: _Block) -> None:
    text, scale = block.text, block.scale
    looks = [run.look for run in text.runs]
    if any(look.has_box for look in looks):
        _draw_boxes(painter, block)
    if any(look.shadow and look.shade[3] and not look.has_box for look in looks):
        depth = max(look.shadow for look in looks) * scale
        _draw_pass(painter, block, _shade, QPointF(depth, depth))
    if any(look.outline_width and look.outline[3] and not look.has_box for look in looks):
        _draw_pass(painter, block, _outline, QPointF())
    _draw_pass(painter, block, _fill, QPointF())


def _draw_pass(
    painter: QPainter, block: _Block, dressed: Callable[[TextLook, float], QTextCharFormat], offset: QPointF
) -> None:
    _laid_out(block.text, block.scale, block.width, dressed).draw(painter, block.rect.topLeft() + offset)


def _draw_boxes(painter: QPainter, block: _Block) -> None:
    layout = _laid_out(block.text, block.scale, block.width, _letters)
    look = next(run.look for run in block.text.runs if run.look.has_box)
    pad = max(look.outline_width, 2.0) * block.scale
    for number in range(layout.lineCount()):
        place = layout.lineAt(number).naturalTextRect().translated(block.rect.topLeft())
        painter.fillRect(place.adjusted(-pad, 0, pad, 0).toAlignedRect(), QColor(*look.shade))


def _fill(look: TextLook, scale: float) -> QTextCharFormat:
    return _coloured(look, scale, look.fill, 0.0)


def _outline(look: TextLook, scale: float) -> QTextCharFormat:
    is_drawn = look.outline_width and not look.has_box
    return _coloured(look, scale, look.outline if is_drawn else (0, 0, 0, 0), look.outline_width)


def _shade(look: TextLook, scale: float) -> QTextCharFormat:
    is_drawn = look.shadow and not look.has_box
    return _coloured(look, scale, look.shade if is_drawn else (0, 0, 0, 0), look.outline_width)


def _coloured(look: TextLook, scale: float, colour: Rgba, outline: float) -> QTextCharFormat:
    dress = _letters(look, scale)
    dress.setForeground(QBrush(QColor(*colour)))
    if outline and colour[3]:
        width = min(2 * outline * scale, look.size * scale)
        pen = QPen(QColor(*colour), max(1.0, width if math.isfinite(width) else 1.0))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        dress.setTextOutline(pen)
    return dress
