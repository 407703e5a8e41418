"""The band of cue boxes above the lanes, with ghosts at the original times behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QStaticText, QTransform

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import overlaps
from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.cue_density import coverage, image
from deepdub_gui.widgets.timeline.cue_layout import CueLayout
from deepdub_gui.widgets.timeline.cue_text import plain, wrap
from deepdub_gui.widgets.timeline.item import TimelineItem

_MARGIN_PX = 5  # above and below the boxes
_GHOST_MARGIN_PX = 2  # smaller, so that ghosts show behind the boxes
_BOXES_AT_MOST = 160  # visible cues; with more, boxes are so narrow that a density image replaces them
_ROUNDED_FROM_PX = 20  # rounded corners are slow and barely visible on narrower boxes
_LEAST_TEXT_PX = 28  # narrower text would be only an ellipsis
_HATCH = 0.5  # opacity over the text
_CACHED_TEXTS = 20_000


class CueBand(TimelineItem):
    """The band of cue boxes; it draws only the visible cues, and a shift updates only their arrays of times."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.cues: Sequence[Cue] = ()
        self.layout = CueLayout.of(())
        self._untouched: Sequence[Cue] = ()
        self._ghosts = CueLayout.of(())
        self._current: int | None = None
        self._selected: frozenset[int] = frozenset()
        self._problems: frozenset[int] = frozenset()
        self._footer_px = 0
        self._is_problem = np.zeros(0, bool)
        self._fitted: dict[tuple[str, int, int], list[QStaticText]] = {}
        self._text_font = QFont()
        self._metrics = QFontMetrics(self._text_font)

    def set_cues(self, cues: Sequence[Cue], ghosts: Sequence[Cue]) -> None:
        """Set the cues and, in the same order, their original times as ghosts."""
        count = len(self.cues)
        self.cues, self.layout = cues, CueLayout.of(cues, self.layout)
        if ghosts is not self._untouched:  # unchanged while a shift is adjusted
            self._untouched, self._ghosts = ghosts, CueLayout.of(ghosts)
        if len(cues) != count:
            self.set_problems(self._problems)
        self.update()

    def set_current(self, index: int | None) -> None:
        """Highlight the current cue."""
        self._current = index
        self.update()

    def set_selected(self, indices: frozenset[int]) -> None:
        """Highlight the selected cues."""
        if indices != self._selected:
            self._selected = indices
            self.update()

    def set_problems(self, indices: frozenset[int]) -> None:
        """Mark the cues that have problems."""
        self._problems = indices
        self._is_problem = np.zeros(len(self.cues), bool)
        self._is_problem[[index for index in indices if 0 <= index < len(self.cues)]] = True
        self.update()

    def set_footer(self, footer_px: int) -> None:
        """Leave room under the texts, for the names of speakers."""
        self._footer_px = footer_px
        self.update()

    def cue_at(self, column: int, row: int) -> int | None:
        """Return the index of the cue at a physical pixel of the band; None if there is none."""
        height = self.height_of(row)
        if height is None:
            return None
        # A box is at least one pixel wide however short its cue, so test the centre of the column.
        return self.layout.at(self.axis.ms(column + 0.5), height)

    def height_of(self, row: int) -> float | None:
        """Return a physical row as a fraction of the boxes' height; None above and below the boxes."""
        margin = self.physical(_MARGIN_PX)
        height = (row - margin) / max(1, self.rows - 2 * margin)
        return height if 0 <= height < 1 else None

    def box_of(self, index: int) -> QRect:
        """Return the rectangle of a cue's box in physical pixels of the band."""
        left, right = (self.axis.column(int(times[index])) for times in (self.layout.starts_ms, self.layout.ends_ms))
        return self._place(self.layout, index, left, right)

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Paint the exposed ghosts and cues, the current cue on top."""
        painter.fillRect(first, 0, stop - first, self.rows, self.theme.window)
        start_ms, stop_ms = self.axis.ms(first - 1), self.axis.ms(stop + 1)
        self._paint_ghosts(painter, self._ghosts.visible(start_ms, stop_ms))
        found = self.layout.visible(start_ms, stop_ms)
        if len(found) > _BOXES_AT_MOST:
            self._paint_strip(painter, found)
            found = found[found == (-1 if self._current is None else self._current)]
        self._prepare_text()
        lefts = self.axis.columns_of(self.layout.starts_ms[found].astype(np.float64)).tolist()
        rights = self.axis.columns_of(self.layout.ends_ms[found].astype(np.float64)).tolist()
        boxes = list(zip(found.tolist(), lefts, rights, strict=True))
        boxes.sort(key=lambda box: box[0] == self._current)
        for index, left, right in boxes:
            self._paint_box(painter, index, self._place(self.layout, index, left, right))
        self._paint_overlaps(painter, [index for index, _, _ in boxes])

    def _place(self, layout: CueLayout, index: int, left: int, right: int) -> QRect:
        # Far edges are pulled in: they are not seen, and painters dislike rectangles of a million pixels.
        left, right = max(left, -1000), min(right, self.axis.columns + 1000)
        gap = 1 if right - left > 4 else 0  # so that neighbours that touch stay apart
        margin = self.physical(_MARGIN_PX if layout is self.layout else _GHOST_MARGIN_PX)
        rows, row, height = int(layout.rows[index]), int(layout.row[index]), self.rows - 2 * margin
        top, bottom = margin + height * row // rows, margin + height * (row + 1) // rows
        return QRect(left, top, max(1, right - left - gap), bottom - top - (self.physical(1) if rows > 1 else 0))

    def _paint_ghosts(self, painter: QPainter, found: npt.NDArray[np.int64]) -> None:
        ghosts = self._ghosts
        if ghosts.count == self.layout.count:
            moved = ghosts.starts_ms[found] != self.layout.starts_ms[found]
            found = found[moved | (ghosts.ends_ms[found] != self.layout.ends_ms[found])]
        if not len(found):
            return
        fill = blend(self.theme.ghost, self.theme.window, 0.16)
        edge = blend(self.theme.ghost, self.theme.window, 0.55)
        if len(found) > _BOXES_AT_MOST:
            covered, begins = coverage(ghosts, found, self.axis)
            classes = np.where(begins, 2, covered > 0).astype(np.uint8)
            self._draw_strip(painter, image(classes, [0, fill.rgba(), edge.rgba()]))
            return
        lefts = self.axis.columns_of(ghosts.starts_ms[found].astype(np.float64)).tolist()
        rights = self.axis.columns_of(ghosts.ends_ms[found].astype(np.float64)).tolist()
        painter.setPen(QPen(edge, 1, Qt.PenStyle.DotLine))
        painter.setBrush(fill)
        for index, left, right in zip(found.tolist(), lefts, rights, strict=True):
            place = self._place(ghosts, index, left, right)
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_strip(self, painter: QPainter, found: npt.NDArray[np.int64]) -> None:
        """Paint many cues as a density image, with a notch above those that have problems."""
        covered, begins = coverage(self.layout, found, self.axis)
        classes = np.where(begins, 2, covered > 0).astype(np.uint8)
        odd = coverage(self.layout, found[self._is_problem[found]], self.axis)[0] > 0
        classes = classes + 2 * (odd & (classes > 0))
        colours = [0, *(colour.rgba() for kind in (False, True) for colour in self._colours(kind, False)[:2])]
        self._draw_strip(painter, image(classes.astype(np.uint8), colours))
        notch = self.physical(3)
        for column in np.flatnonzero(np.diff(np.r_[0, odd.any(axis=0)]) > 0).tolist():
            painter.fillRect(column, 0, notch, notch, self.theme.error)

    def _draw_strip(self, painter: QPainter, strip: QImage) -> None:
        margin = self.physical(_MARGIN_PX)
        painter.drawImage(QRect(0, margin, self.axis.columns, self.rows - 2 * margin), strip)

    def _colours(self, is_problem: bool, is_current: bool) -> tuple[QColor, QColor]:
        """Return the fill and outline colours of a box."""
        theme = self.theme
        fill = theme.cue_current if is_current else theme.cue_problem if is_problem else theme.cue
        if is_problem:
            return fill, theme.error
        return fill, theme.accent if is_current else blend(theme.edge, fill, 0.6)

    def _paint_box(self, painter: QPainter, index: int, place: QRect) -> None:
        is_problem, is_current = bool(self._is_problem[index]), index == self._current
        fill, edge = self._colours(is_problem, is_current)
        is_selected = index in self._selected
        if is_selected and not is_problem:
            fill, edge = self.theme.cue_current if is_current else self.theme.selection, self.theme.accent
        line = self.physical(1) * (2 if is_current else 1)
        notch = self.physical(3)
        if place.width() < self.physical(8):
            painter.fillRect(place, edge if place.width() <= 2 else fill)
            painter.fillRect(place.left(), place.top(), max(1, self.physical(1)), place.height(), edge)
            if is_problem:
                painter.fillRect(place.left(), place.top() - notch, notch, notch, edge)
            return
        inner = place.adjusted(line, line, -line, -line)
        if place.width() < self.physical(_ROUNDED_FROM_PX):
            painter.fillRect(place, edge)
            painter.fillRect(inner, fill)
        else:
            self._paint_rounded(painter, place, edge, notch)
            self._paint_rounded(painter, inner, fill, notch - line)
        if is_selected:
            self._paint_grips(painter, inner)
        if self.layout.rows[index] == 1:
            inner.setBottom(inner.bottom() - self.physical(self._footer_px))
        self._paint_text(painter, index, inner, is_problem)

    def _paint_grips(self, painter: QPainter, place: QRect) -> None:
        """Draw a short stroke inside both edges, so that selection does not rely on colour alone."""
        width, inset = max(1, self.physical(2)), self.physical(2)
        height = place.height() // 2
        if place.width() >= self.physical(_ROUNDED_FROM_PX):
            top = place.top() + (place.height() - height) // 2
            painter.fillRect(place.left() + inset, top, width, height, self.theme.accent)
            painter.fillRect(place.right() + 1 - inset - width, top, width, height, self.theme.accent)

    def _paint_overlaps(self, painter: QPainter, indices: list[int]) -> None:
        """Hatch the times at which two cues overlap, over all rows."""
        margin = self.physical(_MARGIN_PX)
        crowded = [index for index in sorted(indices) if self.layout.rows[index] > 1]
        for overlap in overlaps([self.cues[index] for index in crowded]):
            left, right = self.axis.column(overlap.start_ms), self.axis.column(overlap.end_ms)
            left, right = max(left, -10), min(max(left + 1, right), self.axis.columns + 10)
            colour = QColor(self.theme.error)
            colour.setAlphaF(_HATCH)
            place = QRect(left, margin, right - left, self.rows - 2 * margin)
            painter.fillRect(place, QBrush(colour, Qt.BrushStyle.BDiagPattern))

    def _paint_rounded(self, painter: QPainter, place: QRect, colour: QColor, radius: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(place, max(0, radius), max(0, radius))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_text(self, painter: QPainter, index: int, place: QRect, is_problem: bool) -> None:
        pad, mark = self.physical(5), self.physical(14)
        left = max(place.left() + pad, pad)  # keeps text visible when the box begins left of the view
        room = min(place.right() + 1, self.axis.columns) - left - pad
        if is_problem and place.width() >= mark:
            beside = min(left, place.right() - mark) - self.physical(1)
            self._paint_mark(painter, QRect(beside, place.top(), mark, place.height()))
            left, room = left + mark, room - mark
        if room < self.physical(_LEAST_TEXT_PX):
            return
        painter.setFont(self._text_font)
        painter.setPen(self.theme.cue_text)
        height = self._metrics.height()
        lines = self._fit(self.cues[index].text, room, max(1, place.height() // height))
        top = place.top() + (place.height() - height * len(lines)) // 2
        for number, line in enumerate(lines):
            painter.drawStaticText(left, top + number * height, line)

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        painter.setFont(self.font(self.theme.text_px, bold=True))
        painter.setPen(self.theme.error)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")

    def _prepare_text(self) -> None:
        font = self.font(self.theme.small_px)
        if font != self._text_font:
            self._text_font, self._metrics = font, QFontMetrics(font)
            self._fitted.clear()

    def _fit(self, text: str, room: int, most: int) -> list[QStaticText]:
        fitted = self._fitted.get((text, room, most))
        if fitted is None:
            if len(self._fitted) > _CACHED_TEXTS:
                self._fitted.clear()
            lines = wrap(plain(text), self._metrics, room, most)
            fitted = self._fitted[text, room, most] = [self._laid_out(line) for line in lines]
        return fitted

    def _laid_out(self, line: str) -> QStaticText:
        text = QStaticText(line)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(QTransform(), self._text_font)
        return text
