"""What the mouse does to the anchors on the timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from deepdub_engine.timing import format_clock
from deepdub_gui.timeline.anchor_layer import AnchorLayer
from deepdub_gui.words import mark, tr

_FINE = 0.1  # of the hand's movement, while Shift is held
_TIP = mark("Anchor: held at {time}\nDrag it · with Shift finer · Escape gives it back · a double click takes it off")


class AnchorHand(QObject):
    """Takes the mouse where it is over an anchor, and leaves it to the timeline elsewhere.

    `grabbed` tells that the hand took one, `moved` carries an anchor's index and the time it was dragged to; `dropped`
    ends that, `given_up` takes it back; `removed` carries the index of one that was double-clicked.

    Parameters
    ----------
    layer
        Knows where the anchors are.
    surface
        On which it is drawn.
    window
        Where Escape is pressed.
    """

    grabbed = Signal()
    moved = Signal(int, int)
    dropped = Signal()
    given_up = Signal()
    removed = Signal(int)

    def __init__(self, layer: AnchorLayer, surface: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._layer, self._surface, self._window = layer, surface, window
        self._held: int | None = None
        self._last_x = 0.0
        self._time_ms = 0.0
        surface.installEventFilter(self)
        window.installEventFilter(self)

    @property
    def is_dragging(self) -> bool:
        """Whether an anchor is held."""
        return self._held is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for an anchor."""
        if watched is self._window:
            return self.is_dragging and isinstance(event, QKeyEvent) and self._take_key(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_tip(event)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseMove:
            return self._follow(event)
        return event.button() is Qt.MouseButton.LeftButton and self._take_button(event)

    def _take_button(self, event: QMouseEvent) -> bool:
        kind, pin = event.type(), self._layer.pin_at(event.position())
        if kind == QEvent.Type.MouseButtonRelease and self.is_dragging:
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
        self._held, self._last_x = pin, place.x()
        self._time_ms = float(self._layer.times_ms[pin])
        self._layer.set_held(pin)
        self.grabbed.emit()

    def _follow(self, event: QMouseEvent) -> bool:
        if self._held is None:
            over = self._layer.pin_at(event.position()) is not None
            if over:
                self._surface.setCursor(Qt.CursorShape.SizeHorCursor)
            return over
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moved_px = event.position().x() - self._last_x
        self._last_x = event.position().x()
        if moved_px:
            self._time_ms += moved_px * self._layer.ms_per_px * (_FINE if fine else 1.0)
            self.moved.emit(self._held, round(self._time_ms))
        return True

    def _let_go(self) -> None:
        self._held = None
        self._layer.set_held(None)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut gets it meanwhile
        elif event.type() == QEvent.Type.KeyPress:
            self._let_go()
            self.given_up.emit()
        return True

    def _show_tip(self, event: QHelpEvent) -> bool:
        pin = self._layer.pin_at(QPointF(event.pos()))
        if pin is None:
            return False
        time = format_clock(self._layer.times_ms[pin])
        QToolTip.showText(event.globalPos(), tr(_TIP, time=time), self._surface)
        return True
