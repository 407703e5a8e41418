"""Controls on the headers and edges of the lanes: fold, show alone, resize."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.lane import HEADER_PX, HEADER_WIDTH_PX
from deepdub_gui.widgets.timeline.lane_stack import LaneStack

_BUTTON_PX = 24  # what the mouse hits
_ICON_PX = 18
_MARGIN_PX = (_BUTTON_PX - _ICON_PX) // 2
_EDGE_PX = 7  # height of the resize handle


class _HeaderButton(QAbstractButton):
    """A small painted button for the mouse; keyboard users have the menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(self.sizeHint())
        self.theme: Theme | None = None

    def sizeHint(self) -> QSize:
        """Return the fixed size of the button."""
        return QSize(_BUTTON_PX, _BUTTON_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        if self.theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN_PX, _MARGIN_PX)
        self.draw(painter, self.theme)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Draw the icon, highlighted under the pointer."""
        raise NotImplementedError


class FoldButton(_HeaderButton):
    """A disclosure triangle that points down while the lane is open; checked while it is folded."""

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Draw the triangle."""
        middle, reach = _ICON_PX / 2, 3.6
        corners = [(-reach, -reach / 2), (reach, -reach / 2), (0, reach * 0.8)]
        if self.isChecked():
            corners = [(y, x) for x, y in corners]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text if self.underMouse() else theme.text_dim)
        painter.drawPolygon(QPolygonF([QPointF(middle + x, middle + y) for x, y in corners]))


class AloneButton(_HeaderButton):
    """An icon of a tall lane between two thin ones; checked while the lane is shown alone."""

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Draw the three lanes."""
        colour = theme.accent if self.isChecked() else theme.text if self.underMouse() else theme.text_dim
        painter.setPen(QPen(colour, 1.3))
        left, right = 4.0, _ICON_PX - 4.0
        for y in (4.0, _ICON_PX - 4.0):
            painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setBrush(colour if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, 6.7, right - left, _ICON_PX - 13.4))


class _Edge(QWidget):
    """The resize handle between two lanes."""

    dragged = Signal(float)  # px since the last signal
    reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SplitVCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(tr("Drag to resize the lanes; double-click to make them equal"))
        self._grab_y: float | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab_y = event.position().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Emit the distance dragged; the lanes then move this widget along."""
        if self._grab_y is not None:
            self.dragged.emit(event.position().y() - self._grab_y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._grab_y = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for equal heights."""
        self.reset.emit()


class LaneControls(QObject):
    """The header buttons and resize handles; they emit requests and change nothing themselves.

    Parameters
    ----------
    names
        Names of the lanes, for screen readers.
    view
        The viewport that the lanes are drawn in.
    """

    fold_wanted = Signal(int)
    alone_wanted = Signal(int)
    edge_dragged = Signal(int, float)
    even_wanted = Signal()

    def __init__(self, names: Sequence[str], view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.folds = tuple(FoldButton(view) for _ in names)
        self.alones = tuple(AloneButton(view) for _ in names)
        self.edges = tuple(_Edge(view) for _ in names[:-1])
        for lane, name in enumerate(names):
            self.folds[lane].setAccessibleName(tr("Fold the lane {name}", name=name))
            self.folds[lane].clicked.connect(lambda _checked=False, lane=lane: self.fold_wanted.emit(lane))
            self.alones[lane].setAccessibleName(tr("Show only the lane {name}", name=name))
            self.alones[lane].clicked.connect(lambda _checked=False, lane=lane: self.alone_wanted.emit(lane))
        for number, edge in enumerate(self.edges):
            edge.dragged.connect(lambda by_px, number=number: self.edge_dragged.emit(number, by_px))
            edge.reset.connect(self.even_wanted)

    def set_theme(self, theme: Theme) -> None:
        """Set the colours."""
        for button in (*self.folds, *self.alones):
            button.theme = theme
            button.update()

    def place(self, tops: Sequence[int], stack: LaneStack, *, visible: bool) -> None:
        """Position the controls; `tops` has the top of each lane and the bottom of the last."""
        inset = (HEADER_PX - _BUTTON_PX) // 2 + 1
        for lane, (fold, alone) in enumerate(zip(self.folds, self.alones, strict=True)):
            is_shown = lane < len(stack.shares)
            fold.setVisible(visible and is_shown)
            alone.setVisible(visible and is_shown)
            if is_shown:
                fold.move(0, tops[lane] + inset)
                alone.move(HEADER_WIDTH_PX - _MARGIN_PX, tops[lane] + inset)
            fold.setChecked(not stack.is_open(lane))
            alone.setChecked(stack.alone == lane)
            fold.setToolTip(tr("Fold this lane") if stack.is_open(lane) else tr("Open this lane"))
            alone.setToolTip(tr("Show all lanes") if stack.alone == lane else tr("Show only this lane"))
        for number, edge in enumerate(self.edges):
            if number + 1 >= len(tops):
                edge.hide()
                continue
            top = tops[number + 1] - _EDGE_PX // 2
            edge.setGeometry(QRect(0, top, self._view.width(), _EDGE_PX))
            edge.setVisible(visible and stack.neighbours(number) is not None)
