"""The graphics view that lays out the timeline's bands and handles mouse input on them."""

from __future__ import annotations

import math
from enum import Enum, auto

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_handles import CueHandle, handle_at
from deepdub_gui.widgets.timeline.cue_item import CueBand
from deepdub_gui.widgets.timeline.cue_mouse import CueMouseHandler
from deepdub_gui.widgets.timeline.item import TimelineItem
from deepdub_gui.widgets.timeline.lane import HEADER_PX, Lane
from deepdub_gui.widgets.timeline.lane_controls import LaneControls
from deepdub_gui.widgets.timeline.lane_stack import LaneStack
from deepdub_gui.widgets.timeline.marks import CurrentSpan, Playhead
from deepdub_gui.widgets.timeline.overview import Overview
from deepdub_gui.widgets.timeline.ruler import Ruler
from deepdub_gui.widgets.timeline.snap_line import SnapLine
from deepdub_gui.widgets.timeline.speech_marks import SpeechMarks

OVERVIEW_PX, RULER_PX, CUES_PX, GAP_PX = 46, 24, 60, 4
_LANES_TOP = OVERVIEW_PX + GAP_PX + RULER_PX + CUES_PX
_NOTCH = 120  # one wheel step, in Qt's eighths of a degree
_SCROLL_SHARE = 0.1  # of the visible range per wheel step
_ZOOM_STEP = 1.25
LANE_NAMES = (mark("Original"), mark("Vocals"), mark("Accompaniment"))


class _MouseMode(Enum):
    NONE = auto()
    SEEK = auto()
    PRESSED = auto()  # in the ruler: becomes SCRUB when the mouse moves
    SCRUB = auto()
    OVERVIEW = auto()


class TimelineView(pg.GraphicsView):
    """A view of bands in pixel coordinates; it reports mouse input as times and indices and knows no documents."""

    resized = Signal()
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
        super().__init__(parent, useOpenGL=False, background=None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.overview, self.ruler, self.cues = Overview(theme), Ruler(theme), CueBand(theme)
        self.lanes = tuple(Lane(theme, number, tr(name)) for number, name in enumerate(LANE_NAMES, 1))
        self.speech, self.snap_line = SpeechMarks(theme), SnapLine(theme)
        self.drag = AutoScrollDrag(self._ms_at, lambda: float(self.viewport().width()), self._scroll_px, self)
        self.cue_mouse = CueMouseHandler(self._grip_at, self.drag, self)
        self.cue_mouse.clicked.connect(self.cue_pressed)
        self.span, self.playhead = CurrentSpan(theme), Playhead(theme)
        self.overview_playhead = Playhead(theme).without_handle()
        self.stack = LaneStack()
        self.controls = LaneControls(LANE_NAMES, self.viewport())
        self.duration_ms: int | None = None
        self.axis = TimeAxis(0.0, 1.0, 1)
        self._layers: list[TimelineItem] = []
        self._drag = _MouseMode.NONE
        self._grab_px = 0.0
        self._scroll_rest = 0.0
        scene = self.scene()
        scene.setItemIndexMethod(scene.ItemIndexMethod.NoIndex)
        for band in (*self._on_axis(), self.overview, self.overview_playhead):
            scene.addItem(band)

    def _on_axis(self) -> tuple[TimelineItem, ...]:
        return (
            self.ruler,
            self.cues,
            self.speech,
            *self.lanes,
            self.span,
            self.snap_line,
            self.playhead,
            *self._layers,
        )

    def add_layer(self, layer: TimelineItem) -> None:
        """Add a layer on top of the ruler and the cues."""
        self._layers.append(layer)
        self.scene().addItem(layer)
        layer.setVisible(self.duration_ms is not None)
        layer.set_axis(self.axis, self.devicePixelRatioF())

    @property
    def is_dragging(self) -> bool:
        """Whether a drag is in progress; the view must not scroll on its own meanwhile."""
        return self._drag is not _MouseMode.NONE or self.drag.is_held

    @property
    def columns(self) -> int:
        """Width of the view in physical pixels."""
        return max(1, round(self.viewport().width() * self.devicePixelRatioF()))

    def set_theme(self, theme: Theme) -> None:
        """Set the colours."""
        self.setBackground(theme.window)
        for band in (*self._on_axis(), self.overview, self.overview_playhead):
            band.set_theme(theme)
        self.controls.set_theme(theme)

    def set_has_clip(self, has_clip: bool) -> None:
        """Show the bands if there is a clip, or else only the empty frame."""
        for band in (*self._on_axis(), self.overview, self.overview_playhead):
            band.setVisible(has_clip)
        self._place_lanes()

    def set_stack(self, stack: LaneStack) -> None:
        """Set how the lanes are folded and sized."""
        self.stack = stack
        self._place_lanes()

    def drag_edge(self, edge: int, by_px: float) -> LaneStack:
        """Return the arrangement after moving the lower edge of a lane."""
        return self.stack.dragged(edge, by_px, self._lanes_height, HEADER_PX)

    @property
    def _lanes_height(self) -> int:
        return max(0, self.viewport().height() - _LANES_TOP)

    def _place_lanes(self) -> None:
        tops = [_LANES_TOP + edge for edge in self.stack.edges(self._lanes_height, HEADER_PX)]
        for lane, start, stop in zip(self.lanes, tops, tops[1:], strict=False):
            lane.place(start, self.viewport().width(), stop - start)
        self.controls.place(tops, self.stack, visible=self.duration_ms is not None)

    def set_axis(self, axis: TimeAxis) -> None:
        """Set the visible time range of all bands."""
        self.axis = axis
        factor = self.devicePixelRatioF()
        for band in self._on_axis():
            band.set_axis(axis, factor)
        grid = self.ruler.grid_columns()
        for lane in self.lanes:
            lane.set_grid(grid)
        whole = TimeAxis.spanning(0.0, float(self.duration_ms or 1), axis.columns)
        self.overview.set_axis(whole, factor)
        self.overview_playhead.set_axis(whole, factor)
        self.overview.set_visible(axis)

    def arrange(self) -> None:
        """Set the position and size of every band."""
        width, height = self.viewport().width(), self.viewport().height()
        self.overview.place(0, width, OVERVIEW_PX)
        self.overview_playhead.place(0, width, OVERVIEW_PX)
        top = OVERVIEW_PX + GAP_PX
        self.ruler.place(top, width, RULER_PX)
        self.playhead.place(top, width, height - top)
        self.snap_line.place(top + RULER_PX, width, max(0, height - top - RULER_PX))
        self.cues.place(top + RULER_PX, width, CUES_PX)
        self.speech.place(top + RULER_PX, width, CUES_PX)
        for layer in self._layers:
            layer.place(top, width, RULER_PX + CUES_PX)
        self.span.place(_LANES_TOP, width, self._lanes_height)
        self._place_lanes()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay out the bands for the new size."""
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this from its constructor, before the bands exist
            self.arrange()
            self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Seek, press a cue, choose a lane, or start dragging the overview frame."""
        if event.button() != Qt.MouseButton.LeftButton or self.duration_ms is None:
            return
        place = event.position()
        lane = self._lane_header_at(place)
        if place.y() < OVERVIEW_PX:
            self._grab_overview(place.x())
        elif self.cue_mouse.press(place, event.modifiers()):
            self.viewport().setCursor(self._cursor_at(place))
        elif lane is not None:
            self.lane_pressed.emit(lane)
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
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, lines)), self)  # an empty text hides it
        return True

    def _ms_at(self, x: float) -> float:
        # The centre of the column, so that the time stays in it after rounding.
        return self.axis.ms(math.floor(x * self.devicePixelRatioF()) + 0.5)

    def cue_at(self, place: QPointF) -> int | None:
        """Return the index of the cue at a view position; None if there is none."""
        row = place.y() - self.cues.y()
        if not 0 <= row < CUES_PX or self.duration_ms is None:
            return None
        factor = self.devicePixelRatioF()
        return self.cues.cue_at(math.floor(place.x() * factor), math.floor(row * factor))

    def _grip_at(self, place: QPointF) -> CueHandle | None:
        row = place.y() - self.cues.y()
        if not 0 <= row < CUES_PX or self.duration_ms is None:
            return None
        factor = self.devicePixelRatioF()
        height = self.cues.height_of(math.floor(row * factor))
        column = math.floor(place.x() * factor)
        return None if height is None else handle_at(self.cues.layout, self.axis, column, height, factor)

    def _lane_header_at(self, place: QPointF) -> int | None:
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
        over_header = self._lane_header_at(place) is not None
        over_lanes = Qt.CursorShape.PointingHandCursor if over_header else Qt.CursorShape.ArrowCursor
        return self.cue_mouse.cursor_at(place) or over_lanes

    def lane_middle(self, lane: int) -> QPoint:
        """Return the centre of a lane below its header, where its button goes."""
        band = self.lanes[lane]
        return QPoint(self.viewport().width() // 2, round(band.y() + (band.boundingRect().height() + HEADER_PX) / 2))
