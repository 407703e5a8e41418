"""The graphics view that lays out the timeline's bands."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.theme import Theme
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_item import CueBand
from deepdub_gui.widgets.timeline.item import TimelineItem
from deepdub_gui.widgets.timeline.lane import HEADER_PX, Lane
from deepdub_gui.widgets.timeline.lane_controls import LaneControls
from deepdub_gui.widgets.timeline.lane_stack import LANES, LaneStack
from deepdub_gui.widgets.timeline.marks import CurrentSpan, Playhead
from deepdub_gui.widgets.timeline.overview import Overview
from deepdub_gui.widgets.timeline.ruler import Ruler
from deepdub_gui.widgets.timeline.snap_line import SnapLine
from deepdub_gui.widgets.timeline.speech_marks import SpeechMarks
from deepdub_gui.widgets.timeline.voice_boxes import VoiceBoxes

OVERVIEW_PX, RULER_PX, CUES_PX, GAP_PX = 46, 24, 60, 4
_LANES_TOP = OVERVIEW_PX + GAP_PX + RULER_PX + CUES_PX
LANE_NAMES = (mark("Original"), mark("Vocals"), mark("Music & effects"), mark("Voices"))


class BandLayout(pg.GraphicsView):
    """A view of bands in pixel coordinates: overview, ruler, cues and lanes on one time axis.

    `resized` is emitted after the bands have been laid out for a new size.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self, self.viewport()):
            widget.setAcceptDrops(False)  # the window takes files
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.overview, self.ruler, self.cues = Overview(theme), Ruler(theme), CueBand(theme)
        self.every_lane = tuple(Lane(theme, number, tr(name)) for number, name in enumerate(LANE_NAMES, 1))
        self.lanes = self.every_lane[:LANES]
        self.speech, self.snap_line = SpeechMarks(theme), SnapLine(theme)
        self.voice_boxes = VoiceBoxes(theme)
        self.span, self.playhead = CurrentSpan(theme), Playhead(theme)
        self.overview_playhead = Playhead(theme).without_handle()
        self.stack = LaneStack()
        self.controls = LaneControls([tr(name) for name in LANE_NAMES], self.viewport())
        self.duration_ms: int | None = None
        self.axis = TimeAxis(0.0, 1.0, 1)
        self._layers: list[TimelineItem] = []
        scene = self.scene()
        scene.setItemIndexMethod(scene.ItemIndexMethod.NoIndex)
        for band in (*self._on_axis(), self.overview, self.overview_playhead):
            scene.addItem(band)

    def _on_axis(self) -> tuple[TimelineItem, ...]:
        return (
            self.ruler,
            self.cues,
            self.speech,
            *self.every_lane,
            self.voice_boxes,
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
        self._show_voices(has_clip=has_clip)

    def set_has_voices(self, has_voices: bool) -> None:
        """Show or hide the lane of the generated voices, which is the last."""
        self.lanes = self.every_lane if has_voices else self.every_lane[:LANES]
        self.stack = self.stack.with_lanes(len(self.lanes))
        self._show_voices(has_clip=self.duration_ms is not None)

    def _show_voices(self, *, has_clip: bool) -> None:
        for band in (self.every_lane[-1], self.voice_boxes):
            band.setVisible(has_clip and len(self.lanes) > LANES)
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
            if lane is self.every_lane[-1]:
                top = min(stop, start + HEADER_PX)
                self.voice_boxes.place(top, self.viewport().width(), stop - top)
        self.controls.place(tops, self.stack, visible=self.duration_ms is not None)

    def set_axis(self, axis: TimeAxis) -> None:
        """Set the visible time range of all bands."""
        self.axis = axis
        factor = self.devicePixelRatioF()
        for band in self._on_axis():
            band.set_axis(axis, factor)
        grid = self.ruler.grid_columns()
        for lane in self.every_lane:
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

    def lane_middle(self, lane: int) -> QPoint:
        """Return the centre of a lane below its header, where its button goes."""
        band = self.lanes[lane]
        return QPoint(self.viewport().width() // 2, round(band.y() + (band.boundingRect().height() + HEADER_PX) / 2))
