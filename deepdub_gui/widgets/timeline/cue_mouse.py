"""Mouse handling for cues: click, select, drag."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag
from deepdub_gui.widgets.timeline.cue_handles import CueHandle, CuePart

LEAST_DRAG_PX = 4
_CURSORS = {
    CuePart.BODY: Qt.CursorShape.PointingHandCursor,
    CuePart.CLICK: Qt.CursorShape.PointingHandCursor,
    CuePart.START: Qt.CursorShape.SizeHorCursor,
    CuePart.END: Qt.CursorShape.SizeHorCursor,
    CuePart.SHARED: Qt.CursorShape.SplitHCursor,
}


class SelectionMode(enum.Enum):
    """How a press with a modifier key changes the selection."""

    TOGGLE = enum.auto()
    RANGE = enum.auto()


class CueMouseHandler(QObject):
    """Turns mouse events on cues into clicks, selections and drags.

    `clicked` carries a cue index, `picked` a cue index and a `SelectionMode`, `began` the `CueHandle` that is dragged,
    `moved` the distance from the start of the drag in milliseconds, and whether Alt turns off snapping and collisions.
    Every `began` is followed by either `dropped` or `cancelled`.

    Parameters
    ----------
    grip_at
        Returns the handle at a view position.
    pull
        Tracks the drag and scrolls at the edges of the view.
    """

    clicked = Signal(int)
    picked = Signal(int, object)
    began = Signal(object)
    moved = Signal(int, bool)
    dropped = Signal()
    cancelled = Signal()

    def __init__(self, grip_at: Callable[[QPointF], CueHandle | None], pull: AutoScrollDrag, parent: QObject) -> None:
        super().__init__(parent)
        self._grip_at, self._pull = grip_at, pull
        self._grip: CueHandle | None = None
        self._pressed_x = 0.0
        self._is_dragging = self._is_free = False

    def press(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Press at a view position; return whether there is a cue."""
        grip = self._grip_at(place)
        if grip is None:
            return False
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.picked.emit(grip.cue, SelectionMode.TOGGLE)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.picked.emit(grip.cue, SelectionMode.RANGE)
        else:
            self._grip, self._is_dragging = grip, False
            self._pressed_x = place.x()
            self._pull.begin(place.x(), self._pulled, self._give_up)
        return True

    def move(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Start or continue the drag of the pressed cue."""
        if self._grip is None or self._grip.part is CuePart.CLICK:
            return
        if not self._is_dragging and abs(place.x() - self._pressed_x) >= LEAST_DRAG_PX:
            self._is_dragging = True
            self.began.emit(self._grip)
        if self._is_dragging:
            self._is_free = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            self._pull.move(place.x())

    def release(self) -> None:
        """End the drag, or emit the click."""
        grip, was_dragging = self._grip, self._is_dragging
        self._grip, self._is_dragging = None, False
        if was_dragging:
            self.dropped.emit()
        elif grip is not None:
            self.clicked.emit(grip.cue)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        """Return the cursor for a view position; None where there is no cue."""
        if self._is_dragging and self._grip is not None and self._grip.part is CuePart.BODY:
            return Qt.CursorShape.ClosedHandCursor
        grip = self._grip or self._grip_at(place)
        return None if grip is None else _CURSORS[grip.part]

    def _pulled(self, by_ms: float) -> None:
        self.moved.emit(round(by_ms), self._is_free)

    def _give_up(self) -> None:
        was_dragging = self._is_dragging
        self._grip, self._is_dragging = None, False
        if was_dragging:
            self.cancelled.emit()
