"""Mouse handling for the voices in their lane: click and drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal

from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag
from deepdub_gui.widgets.timeline.cue_mouse import LEAST_DRAG_PX
from deepdub_gui.widgets.timeline.voice_boxes import VoiceBox


class VoiceMouseHandler(QObject):
    """Turns mouse events on voices into clicks and drags.

    `clicked` carries the horizontal position, `menu_requested` the hash of a line and the global position of its menu,
    `began` the hash of a line, `moved` the distance from the start of the drag in milliseconds, and whether Alt turns
    off snapping. Every `began` is followed by either `dropped` or `cancelled`.

    Parameters
    ----------
    box_at
        Returns the voice at a view position.
    pull
        Tracks the drag and scrolls at the edges of the view.
    """

    clicked = Signal(float)
    menu_requested = Signal(object, object)
    began = Signal(object)
    moved = Signal(int, bool)
    dropped = Signal()
    cancelled = Signal()

    def __init__(self, box_at: Callable[[QPointF], VoiceBox | None], pull: AutoScrollDrag, parent: QObject) -> None:
        super().__init__(parent)
        self._box_at, self._pull = box_at, pull
        self._box: VoiceBox | None = None
        self._pressed_x = 0.0
        self._is_dragging = self._is_free = False

    def ask_menu(self, place: QPointF, global_place: QPoint) -> None:
        """Request the menu of the voice at a view position, if there is one."""
        box = self._box_at(place)
        if box is not None:
            self.menu_requested.emit(box.line, global_place)

    def press(self, place: QPointF) -> bool:
        """Press at a view position; return whether there is a voice that can be dragged."""
        box = self._box_at(place)
        if box is None or not box.is_movable:
            return False
        self._box, self._is_dragging, self._pressed_x = box, False, place.x()
        self._pull.begin(place.x(), self._pulled, self._give_up)
        return True

    def move(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Start or continue the drag of the pressed voice."""
        if self._box is None:
            return
        if not self._is_dragging and abs(place.x() - self._pressed_x) >= LEAST_DRAG_PX:
            self._is_dragging = True
            self.began.emit(self._box.line)
        if self._is_dragging:
            self._is_free = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            self._pull.move(place.x())

    def release(self) -> None:
        """End the drag, or emit the click."""
        box, was_dragging = self._box, self._is_dragging
        self._box, self._is_dragging = None, False
        if was_dragging:
            self.dropped.emit()
        elif box is not None:
            self.clicked.emit(self._pressed_x)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        """Return the cursor for a view position; None where there is no voice to drag."""
        if self._is_dragging:
            return Qt.CursorShape.ClosedHandCursor
        box = self._box or self._box_at(place)
        return Qt.CursorShape.OpenHandCursor if box is not None and box.is_movable else None

    def _pulled(self, by_ms: float) -> None:
        self.moved.emit(round(by_ms), self._is_free)

    def _give_up(self) -> None:
        was_dragging = self._is_dragging
        self._box, self._is_dragging = None, False
        if was_dragging:
            self.cancelled.emit()
