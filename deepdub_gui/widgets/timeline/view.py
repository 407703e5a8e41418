"""Mouse input on the timeline, reported as times and indices."""

from __future__ import annotations

import math
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.plain_text import tooltip
from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag
from deepdub_gui.widgets.timeline.band_layout import CUES_PX, GAP_PX, OVERVIEW_PX, RULER_PX, BandLayout
from deepdub_gui.widgets.timeline.cue_handles import CueHandle, handle_at
from deepdub_gui.widgets.timeline.cue_mouse import CueMouseHandler
from deepdub_gui.widgets.timeline.voice_mouse import VoiceMouseHandler

_NOTCH = 120  # one wheel step, in Qt's eighths of a degree
_SCROLL_SHARE = 0.1  # of the visible range per wheel step
_ZOOM_STEP = 1.25


class _MouseMode(Enum):
    NONE = auto()
    SEEK = auto()
    PRESSED = auto()  # in the ruler: becomes SCRUB when the mouse moves
    SCRUB = auto()
    OVERVIEW = auto()


class TimelineView(BandLayout):
    """The bands of the timeline with their mouse input; it knows no documents."""

    seek = Signal(float)  # ms
    scrub = Signal(float)  # ms
    scrub_ended = Signal()
    cue_pressed = Signal(int)
    cue_double_clicked = Signal(int)
    lane_pressed = Signal(int)
    scrolled = Signal(int)  # columns
    zoomed = Signal(float, float)  # factor, time in ms that stays under the pointer
    amplified = Signal(float)  # factor
    moved = Signal(float)  # start of the visible range in ms

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.drag = AutoScrollDrag(self._ms_at, lambda: float(self.viewport().width()), self._scroll_px, self)
        self.cue_mouse = CueMouseHandler(self._grip_at, self.drag, self)
        self.cue_mouse.clicked.connect(self.cue_pressed)
        self.voice_mouse = VoiceMouseHandler(
            lambda place: self.voice_boxes.box_at(place - self.voice_boxes.pos()), self.drag, self
        )
        self.voice_mouse.clicked.connect(lambda x: self.seek.emit(self._ms_at(x)))
        self._drag = _MouseMode.NONE
        self._grab_px = 0.0
        self._scroll_rest = 0.0

    @property
    def is_dragging(self) -> bool:
        """Whether a drag is in progress; the view must not scroll on its own meanwhile."""
        return self._drag is not _MouseMode.NONE or self.drag.is_held

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Seek, press a cue, choose a lane, or start dragging the overview frame."""
        if event.button() != Qt.MouseButton.LeftButton or self.duration_ms is None:
            return
        place = event.position()
        lane = self.lane_header_at(place)
        if place.y() < OVERVIEW_PX:
            self._grab_overview(place.x())
        elif self.cue_mouse.press(place, event.modifiers()):
            self.viewport().setCursor(self._cursor_at(place))
        elif lane is not None:
            self.lane_pressed.emit(lane)
        elif self.voice_mouse.press(place):
            self.viewport().setCursor(self._cursor_at(place))
        elif place.y() >= OVERVIEW_PX + GAP_PX:
            in_ruler = place.y() < OVERVIEW_PX + GAP_PX + RULER_PX
            self._drag = _MouseMode.PRESSED if in_ruler else _MouseMode.SEEK
            pressed_ms = self._ms_at(place.x())
            self.seek.emit(pressed_ms)
            self.drag.begin(place.x(), lambda by_ms: self._pulled_to(pressed_ms + by_ms))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Continue the current drag; otherwise set the cursor for what is under the pointer."""
        place = event.position()
        if self.is_dragging and not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()  # the button was released outside the window
        if self._drag is _MouseMode.OVERVIEW:
            self._move_frame(place.x() - self._grab_px)
        elif self._drag is not _MouseMode.NONE:
            self._drag = _MouseMode.SEEK if self._drag is _MouseMode.SEEK else _MouseMode.SCRUB
            self.drag.move(place.x())
        else:
            self.cue_mouse.move(place, event.modifiers())
            self.voice_mouse.move(place, event.modifiers())
            self.viewport().setCursor(self._cursor_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the current drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()
            self.viewport().setCursor(self._cursor_at(event.position()))

    def _let_go(self) -> None:
        scrubbed, self._drag = self._drag is _MouseMode.SCRUB, _MouseMode.NONE
        self.drag.end()
        if scrubbed:
            self.scrub_ended.emit()
        self.cue_mouse.release()
        self.voice_mouse.release()

    def _pulled_to(self, time_ms: float) -> None:
        (self.seek if self._drag is _MouseMode.SEEK else self.scrub).emit(time_ms)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report a double click on a cue; elsewhere, treat it as another press."""
        cue = self.cue_at(event.position())
        if cue is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cue_double_clicked.emit(cue)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom about the pointer; with Shift, scale the amplitude."""
        event.accept()
        if self.duration_ms is None:
            return
        angle, modifiers = event.angleDelta(), event.modifiers()
        notches = (angle.y() or angle.x()) / _NOTCH
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(_ZOOM_STEP**notches, self._ms_at(event.position().x()))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.amplified.emit(_ZOOM_STEP**notches)
        else:
            self._scroll_px(-notches * _SCROLL_SHARE * self.viewport().width())

    def _scroll_px(self, by_px: float) -> None:
        # Touchpads and edge scrolling send fractions of a column; accumulate them.
        wanted = by_px * self.devicePixelRatioF() + self._scroll_rest
        self._scroll_rest = wanted - math.trunc(wanted)
        self.scrolled.emit(math.trunc(wanted))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the full text of the cue under the pointer as a tooltip."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.drag.rest()  # an inactive window may never see the button released
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        place = QPointF(event.pos())
        index = self.cue_at(place)
        in_band = 0 <= place.y() - self.cues.y() < CUES_PX and self.duration_ms is not None
        lines = [self.speech.text_at(self._ms_at(place.x()), index)] if in_band else [""]
        if index is not None:
            cue = self.cues.cues[index]
            times = f"{format_clock(cue.start_ms)} → {format_clock(cue.end_ms)}"
            lines = [f"{index + 1} · {times}", cue.text, *lines]
        QToolTip.showText(event.globalPos(), tooltip("\n".join(filter(None, lines))), self)  # an empty text hides it
        return True

    def _grip_at(self, place: QPointF) -> CueHandle | None:
        row = place.y() - self.cues.y()
        if not 0 <= row < CUES_PX or self.duration_ms is None:
            return None
        factor = self.devicePixelRatioF()
        height = self.cues.height_of(math.floor(row * factor))
        column = math.floor(place.x() * factor)
        return None if height is None else handle_at(self.cues.layout, self.axis, column, height, factor)

    def lane_header_at(self, place: QPointF) -> int | None:
        """Return the lane whose header is at a place; None if there is none."""
        return next((i for i, lane in enumerate(self.lanes) if lane.header_rect().contains(place)), None)

    def _grab_overview(self, x: float) -> None:
        left, right = self.overview.frame()
        self._drag = _MouseMode.OVERVIEW
        if left <= x <= right:
            self._grab_px = x - left
        else:
            self._grab_px = (right - left) / 2
            self._move_frame(x - self._grab_px)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _move_frame(self, left_px: float) -> None:
        left, right = self.overview.frame()
        # A narrow frame is drawn wider than the range it marks, so use its centre.
        middle = (left_px + (right - left) / 2) * self.devicePixelRatioF()
        self.moved.emit(self.overview.axis.ms(middle) - self.axis.span_ms / 2)

    def _cursor_at(self, place: QPointF) -> Qt.CursorShape:
        left, right = self.overview.frame()
        if self.duration_ms is not None and place.y() < OVERVIEW_PX and left <= place.x() <= right:
            return Qt.CursorShape.OpenHandCursor
        over_header = self.lane_header_at(place) is not None
        if over_header:
            return self.cue_mouse.cursor_at(place) or Qt.CursorShape.PointingHandCursor
        return self.cue_mouse.cursor_at(place) or self.voice_mouse.cursor_at(place) or Qt.CursorShape.ArrowCursor
