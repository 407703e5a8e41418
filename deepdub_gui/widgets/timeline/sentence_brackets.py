"""Brackets over the cue boxes: each spans what will be one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF

from deepdub_gui.base.theme import Theme, blend
from deepdub_gui.widgets.timeline.band_layout import RULER_PX
from deepdub_gui.widgets.timeline.cue_density import image
from deepdub_gui.widgets.timeline.item import TimelineItem

_TOP_PX = 1  # below the ruler
_LEG_PX = 5  # ends at the boxes
_BRACKETS_AT_MOST = 160  # visible ones; more of them are drawn as one image
_LEAST_LEGS_PX = 4  # narrower brackets are a line only
_DIM = 0.75
Ints = npt.NDArray[np.int64]


class SentenceBrackets(TimelineItem):
    """The layer of sentence brackets, with a mark where the person has split or joined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.starts_ms: Ints = np.zeros(0, np.int64)
        self.ends_ms: Ints = np.zeros(0, np.int64)
        self.marks: Sequence[tuple[int, bool]] = ()

    def set_sentences(self, starts_ms: Ints, ends_ms: Ints, marks: Sequence[tuple[int, bool]]) -> None:
        """Show sentences.

        Parameters
        ----------
        starts_ms, ends_ms
            int64 ``[n]``: start and end of each sentence; both ascend.
        marks
            Times at which the person has split (True) or joined (False).
        """
        self.starts_ms, self.ends_ms, self.marks = starts_ms, ends_ms, marks
        self.update()

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Draw the exposed brackets and marks."""
        low = int(np.searchsorted(self.ends_ms, self.axis.ms(first - 1)))
        high = int(np.searchsorted(self.starts_ms, self.axis.ms(stop + 1), side="right"))
        if high <= low:
            return
        lefts = self.axis.columns_of(self.starts_ms[low:high].astype(np.float64))
        rights = self.axis.columns_of(self.ends_ms[low:high].astype(np.float64))
        if high - low > _BRACKETS_AT_MOST:
            self._paint_strip(painter, lefts, rights)
            return
        self._paint_brackets(painter, lefts.tolist(), rights.tolist())
        for time_ms, splits in self.marks:
            column = self.axis.column(time_ms)
            if first - self.physical(_LEG_PX) <= column <= stop + self.physical(_LEG_PX):
                self._paint_mark(painter, column, splits=splits)

    def _paint_brackets(self, painter: QPainter, lefts: list[int], rights: list[int]) -> None:
        line, leg, top = max(1, self.physical(1.5)), self.physical(_LEG_PX), self._top
        rects: list[QRect] = []
        for left, right in zip(lefts, rights, strict=True):
            start, end = max(left, -100), min(right, self.axis.columns + 100)
            gap = line if end - start > 4 * line else 0  # so that neighbours that touch stay apart
            width = max(1, end - start - gap)
            rects.append(QRect(start, top, width, line))
            if width >= self.physical(_LEAST_LEGS_PX):
                rects += [QRect(start, top, line, leg), QRect(start + width - line, top, line, leg)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(self.theme.text_dim, self.theme.window, _DIM))
        painter.drawRects(rects)

    def _paint_mark(self, painter: QPainter, column: int, *, splits: bool) -> None:
        """Draw a wedge that points between two sentences, or a dot that holds one together."""
        size, top = self.physical(4), self._top
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.window)
        painter.setBrush(self.theme.accent)
        if splits:
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(column - size, top - size),
                        QPointF(column + size, top - size),
                        QPointF(column, top + size),
                    ]
                )
            )
        else:
            painter.drawEllipse(QPointF(column, top), size * 0.8, size * 0.8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_strip(self, painter: QPainter, lefts: Ints, rights: Ints) -> None:
        """Draw many brackets as a line with gaps where sentences begin."""
        columns = self.axis.columns
        left, right = lefts.clip(0, columns), np.maximum(rights, lefts + 1).clip(0, columns)
        steps = np.bincount(left, minlength=columns + 1) - np.bincount(right, minlength=columns + 1)
        covered = steps.cumsum()[:columns] > 0
        begins = np.zeros(columns + 1, bool)
        begins[left[right - left > 2]] = True
        classes = (covered & ~begins[:columns]).astype(np.uint8)[None, :]
        colour = blend(self.theme.text_dim, self.theme.window, _DIM)
        strip = image(classes, [0, colour.rgba()])
        painter.drawImage(QRect(0, self._top, columns, max(1, self.physical(1.5))), strip)

    @property
    def _top(self) -> int:
        return self.physical(RULER_PX + _TOP_PX)
