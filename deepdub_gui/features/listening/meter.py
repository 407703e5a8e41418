"""A level meter: a bar for the RMS level, a line for the true peak, and a clip indicator that holds."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from deepdub_engine.player import MeterLevel
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.theme import Theme

FLOOR_DB = -60.0
_CLIP_PX = 8


def level_text(level: MeterLevel) -> str:
    """Return the RMS level and the true peak as text."""
    if level.true_peak_db == -math.inf:
        return tr("silent")
    clipped = tr(", clipped") if level.clipped else ""
    rms = "−∞" if level.rms_db == -math.inf else _decibels(level.rms_db)
    return tr("{rms} dB, peak {peak} dBTP{clipped}", rms=rms, peak=_decibels(level.true_peak_db), clipped=clipped)


def _decibels(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


class Meter(QWidget):
    """Shows a level; a click resets the peak and the clip indicator.

    Parameters
    ----------
    name
        Accessible name: “Level of vocals”.
    """

    reset_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = MeterLevel()
        self._colour, self._clip = QColor("grey"), QColor("red")
        self._drawn = (-1, -1, False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(12)
        self.set_level(MeterLevel())

    def sizeHint(self) -> QSize:
        """Return the preferred size; its width shows steps of 1 dB."""
        return QSize(96, 12)

    @property
    def level(self) -> MeterLevel:
        """The level on display."""
        return self._level

    def set_theme(self, theme: Theme, colour: QColor) -> None:
        """Set the colours of the bar and of the clip indicator."""
        self._colour, self._clip = colour, theme.error
        self.update()

    def set_level(self, level: MeterLevel) -> None:
        """Show a level; repaint only if a pixel changes."""
        self._level = level
        drawn = (self._column(level.rms_db), self._column(level.true_peak_db), level.clipped)
        if drawn != self._drawn:
            self._drawn = drawn
            self.update()

    def update_description(self) -> None:
        """Update the accessible description and the tooltip."""
        text = level_text(self._level)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            self.setToolTip(
                tr(
                    "{name}: {words}\nClick to reset the clip indicator",
                    name=self.accessibleName(),
                    words=text,
                )
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `reset_wanted` on a left click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the level bar, the peak line, the clip indicator and the frame."""
        painter = QPainter(self)
        palette = self.palette()
        top, height = 2, self.height() - 4
        painter.fillRect(QRectF(0, top, self._width(), height), palette.color(QPalette.ColorRole.Base))
        level, peak, clipped = self._drawn
        painter.fillRect(QRectF(0, top, level, height), self._colour)
        if peak > 0:
            painter.fillRect(QRectF(peak - 2, top, 2, height), palette.color(QPalette.ColorRole.Text))
        mark = QRectF(self.width() - _CLIP_PX, 0, _CLIP_PX, self.height())
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(self._clip if clipped else Qt.BrushStyle.NoBrush)
        painter.drawRect(mark.adjusted(0.5, 0.5, -0.5, -0.5))
        if clipped:  # do not rely on colour alone
            painter.drawLine(mark.topLeft(), mark.bottomRight())
            painter.drawLine(mark.topRight(), mark.bottomLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, top + 0.5, self._width() - 1, height - 1))

    def _width(self) -> int:
        return max(1, self.width() - _CLIP_PX - 3)

    def _column(self, decibels: float) -> int:
        share = (max(FLOOR_DB, min(0.0, decibels)) - FLOOR_DB) / -FLOOR_DB
        return round(share * self._width())
