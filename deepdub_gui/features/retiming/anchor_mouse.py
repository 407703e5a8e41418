"""Mouse handling for the anchors on the timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.widgets.timeline.anchor_layer import AnchorLayer
from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag

_FINE = 0.1  # factor of the mouse movement while Shift is held
_TIP = mark(
    "Anchor at {time}\n"
    "Drag to move · Shift for fine control · Alt to turn off snapping · Escape to cancel · double-click to remove"
)


class AnchorMouseHandler(QObject):
    """An event filter that handles the mouse over anchors and leaves everything else to the timeline.

    `grabbed` starts a drag. `moved` carries the anchor's index, its time, and whether snapping is off (Alt, or Shift
    for fine control). `dropped` ends the drag, `cancelled` cancels it. `removed` carries the index of a double-clicked
    anchor.

    Parameters
    ----------
    layer
        The layer that draws the anchors.
    surface
        The widget whose mouse events are filtered.
    pull
        Tracks the drag and scrolls at the edges of the view.
    """

    grabbed = Signal()
    moved = Signal(int, int, bool)
    dropped = Signal()
    cancelled = Signal()
    removed = Signal(int)

    def __init__(self, layer: AnchorLayer, surface: QWidget, pull: AutoScrollDrag, parent: QObject) -> None:
        super().__init__(parent)
        self._layer, self._surface, self._pull = layer, surface, pull
        self._held: int | None = None
        self._is_free = False
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle mouse and tooltip events over an anchor."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_tip(event)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseMove:
            return self._follow(event)
        return event.button() is Qt.MouseButton.LeftButton and self._take_button(event)

    def _take_button(self, event: QMouseEvent) -> bool:
        kind, pin = event.type(), self._layer.pin_at(event.position())
        if kind == QEvent.Type.MouseButtonRelease and self._held is not None:
            self._let_go()
            self.dropped.emit()
            return True
        if pin is None or kind == QEvent.Type.MouseButtonRelease:
            return False
        if kind == QEvent.Type.MouseButtonDblClick:
            self.removed.emit(pin)
        else:
            self._grab(pin, event.position())
        return True

    def _grab(self, pin: int, place: QPointF) -> None:
        self._held, begun_ms = pin, self._layer.times_ms[pin]
        self._layer.set_held(pin)
        self._pull.begin(place.x(), lambda by_ms: self._pulled_to(begun_ms + round(by_ms)), self._give_up)
        self.grabbed.emit()

    def _follow(self, event: QMouseEvent) -> bool:
        if self._held is None:
            over = self._layer.pin_at(event.position()) is not None and not event.buttons()
            if over:
                self._surface.setCursor(Qt.CursorShape.SizeHorCursor)
            return over
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._is_free = is_fine or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._pull.move(event.position().x(), _FINE if is_fine else 1.0)
        return True

    def _pulled_to(self, time_ms: int) -> None:
        if self._held is not None:
            self.moved.emit(self._held, time_ms, self._is_free)

    def _let_go(self) -> None:
        self._held = None
        self._pull.end()
        self._layer.set_held(None)

    def _give_up(self) -> None:
        self._let_go()
        self.cancelled.emit()

    def _show_tip(self, event: QHelpEvent) -> bool:
        pin = self._layer.pin_at(QPointF(event.pos()))
        if pin is None:
            return False
        time = format_clock(self._layer.times_ms[pin])
        QToolTip.showText(event.globalPos(), tr(_TIP, time=time), self._surface)
        return True
