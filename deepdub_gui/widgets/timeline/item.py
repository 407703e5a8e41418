"""The base class of timeline items: geometry, time axis, screen scale and theme."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QWidget

from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.axis import TimeAxis


class TimelineItem(pg.GraphicsObject):
    """A horizontal band of the timeline.

    Positions and sizes are in the widget's logical pixels; `paint_physical` draws in physical pixels from the band's
    top-left corner, so that each column of the time axis is exactly one screen pixel.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.axis = TimeAxis(0.0, 1.0, 1)
        self.scale_factor = 1.0
        self._size = QRectF()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # provides exposedRect
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Return the rectangle of the band in its own coordinates."""
        return self._size

    def place(self, top: int, width: int, height: int) -> None:
        """Set the band's position and size in the view."""
        self.prepareGeometryChange()
        self._size = QRectF(0, 0, width, height)
        self.setPos(0, top)
        self.changed()

    def set_axis(self, axis: TimeAxis, scale_factor: float) -> None:
        """Set the visible time range and the screen's scale factor."""
        if (axis, scale_factor) != (self.axis, self.scale_factor):
            self.axis, self.scale_factor = axis, scale_factor
            self.changed()

    def set_theme(self, theme: Theme) -> None:
        """Set the colours."""
        self.theme = theme
        self.changed()

    def changed(self) -> None:
        """Schedule a repaint; subclasses drop their cached drawings here."""
        self.update()

    @property
    def rows(self) -> int:
        """Height in physical pixels."""
        return max(1, round(self._size.height() * self.scale_factor))

    def physical(self, logical: float) -> int:
        """Return a logical length in physical pixels, rounded."""
        return round(logical * self.scale_factor)

    def font(self, size_px: float, *, bold: bool = False) -> QFont:
        """Return the application font at a size in logical pixels, scaled for painting in physical ones."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(1, self.physical(size_px)))
        font.setBold(bold)
        return font

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the exposed columns."""
        exposed = option.exposedRect
        first = max(0, int(exposed.left() * self.scale_factor) - 1)
        stop = min(self.axis.columns, int(exposed.right() * self.scale_factor) + 2)
        if first < stop:
            with self._in_physical_pixels(painter):
                self.paint_physical(painter, first, stop)

    def paint_physical(self, painter: QPainter, first: int, stop: int) -> None:
        """Paint columns ``[first, stop)`` in physical pixels."""
        raise NotImplementedError

    @contextlib.contextmanager
    def _in_physical_pixels(self, painter: QPainter) -> Iterator[None]:
        painter.save()
        painter.scale(1 / self.scale_factor, 1 / self.scale_factor)
        try:
            yield
        finally:
            painter.restore()
