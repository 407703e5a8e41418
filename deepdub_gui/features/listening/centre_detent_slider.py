"""A slider with a centre detent."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSlider, QWidget

_OWN_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home)
_HANDLE_PX = 14


class CentreDetentSlider(QSlider):
    """A slider that snaps to 0 when dragged near it, and returns there on double-click or Home; 0 is marked."""

    def __init__(self, least: int, most: int, catch: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(least, most)
        self.setSingleStep(max(1, (most - least) // 40))
        self.setPageStep((most - least) // 10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._catch = catch
        self.sliderMoved.connect(self._fall_in)

    def event(self, event: QEvent) -> bool:
        """Claim the arrow keys and Home before the shortcuts of the window."""
        is_own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS and not event.modifiers()
        if is_own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return to 0 on Home."""
        if event.key() == Qt.Key.Key_Home:
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Return to 0."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.setValue(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the slider over a line at 0."""
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        share = -self.minimum() / (self.maximum() - self.minimum())
        x = round(_HANDLE_PX / 2 + share * (self.width() - _HANDLE_PX))
        middle = self.height() // 2
        painter.drawLine(x, middle - 8, x, middle + 8)
        painter.end()
        super().paintEvent(event)

    def _fall_in(self, value: int) -> None:
        if value and abs(value) < self._catch:
            self.setValue(0)
