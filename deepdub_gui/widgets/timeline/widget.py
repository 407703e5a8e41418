"""The timeline widget, the interface of this package to the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.subtitles import Cue
from deepdub_gui.base import theme as themes
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.i18n import tr
from deepdub_gui.widgets.timeline.auto_scroll import AutoScrollDrag
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_mouse import CueMouseHandler
from deepdub_gui.widgets.timeline.envelope import WaveformSource
from deepdub_gui.widgets.timeline.following import followed, page_of
from deepdub_gui.widgets.timeline.item import TimelineItem
from deepdub_gui.widgets.timeline.lane_stack import LaneStack
from deepdub_gui.widgets.timeline.separate_buttons import SeparateButtons
from deepdub_gui.widgets.timeline.spectrogram import SpectrogramTiles
from deepdub_gui.widgets.timeline.speech_marks import OffSpeechCue, TimeSpan
from deepdub_gui.widgets.timeline.view import TimelineView
from deepdub_gui.widgets.timeline.voice_boxes import VoiceBoxes
from deepdub_gui.widgets.timeline.voice_mouse import VoiceMouseHandler

STEM_LANES, VOICES_LANE = (1, 2), 3
_FIRST_SPAN_MS = 30_000  # shown of a newly opened clip: a few sentences
_SHORT_CLIP_MS = 60_000  # clips up to this length are shown whole
_MOST_GAIN = 64.0


class Timeline(QWidget):
    """Overview, time ruler, cue boxes, the waveform lanes and playhead on one time axis.

    It draws and emits signals for user input; it changes nothing but its own view. Times are in milliseconds from the
    start of the clip. The wheel scrolls, Ctrl+wheel zooms about the pointer, Shift+wheel scales the amplitude.
    """

    seek_requested = Signal(int)
    scrub_requested = Signal(int)
    scrub_ended = Signal()
    cue_clicked = Signal(int)
    cue_activated = Signal(int)
    cue_menu_requested = Signal(int, object)  # cue index, global position
    lane_chosen = Signal(int)
    separate_requested = Signal()
    view_changed = Signal(float, float)
    lanes_arranged = Signal(object)  # LaneStack
    amplitude_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = themes.light()
        self._current: int | None = None
        self._problems: frozenset[int] = frozenset()
        self._active_lane = 0
        self._gain = 1.0
        self.following = FollowMode.PAGE
        # A span set by `show_span` survives resizing until the user scrolls or zooms.
        self._kept_span: tuple[float, float] | None = None
        self._canvas = self.canvas = TimelineView(self._theme, self)
        self._buttons = SeparateButtons(self._canvas, STEM_LANES)
        self._buttons.clicked.connect(self.separate_requested)
        self._set_up()
        self.set_theme(self._theme)
        self.set_active_lane(0)
        self.set_duration(None)

    def _set_up(self) -> None:
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(tr("Waveforms of all sources with the subtitles above them on one time axis."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 280)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._canvas)
        canvas = self._canvas
        canvas.resized.connect(self._resized)
        canvas.seek.connect(lambda ms: self.seek_requested.emit(self._inside(ms)))
        canvas.scrub.connect(lambda ms: self.scrub_requested.emit(self._inside(ms)))
        canvas.scrub_ended.connect(self.scrub_ended)
        canvas.cue_pressed.connect(self.cue_clicked)
        canvas.cue_double_clicked.connect(self.cue_activated)
        canvas.lane_pressed.connect(self.lane_chosen)
        canvas.scrolled.connect(lambda columns: self._look_at(canvas.axis.scrolled(columns)))
        canvas.zoomed.connect(self.zoom)
        canvas.amplified.connect(lambda factor: self.set_amplitude(self._gain * factor))
        canvas.moved.connect(self._move_to)
        controls = canvas.controls
        controls.fold_wanted.connect(lambda lane: self.arrange_lanes(canvas.stack.toggled_fold(lane)))
        controls.alone_wanted.connect(lambda lane: self.arrange_lanes(canvas.stack.toggled_alone(lane)))
        controls.edge_dragged.connect(lambda edge, by_px: self.arrange_lanes(canvas.drag_edge(edge, by_px)))
        controls.even_wanted.connect(lambda: self.arrange_lanes(canvas.stack.evened()))

    # Content

    @property
    def theme(self) -> themes.Theme:
        """The current colours."""
        return self._theme

    def add_layer(self, layer: TimelineItem) -> QWidget:
        """Add a layer on top of the ruler and the cues; return the widget that receives its mouse events."""
        self._canvas.add_layer(layer)
        return self._canvas.viewport()

    def set_duration(self, ms: int | None) -> None:
        """Set the length of the clip, None if there is none; the first clip is shown from its start."""
        is_first = self._canvas.duration_ms is None
        self._canvas.duration_ms = ms
        self._canvas.set_has_clip(ms is not None)
        self._buttons.place()
        if is_first and ms is not None:
            self.show_span(0, ms if ms <= _SHORT_CLIP_MS else _FIRST_SPAN_MS)
        elif ms is not None:
            self._look_at(self._canvas.axis, kept=self._kept_span)

    def set_lane(self, lane: int, peaks: Peaks | None, clip: PcmClip | None) -> None:
        """Set the waveform of a lane; called again with every snapshot while it grows."""
        source = None if peaks is None else WaveformSource(peaks, clip)
        self._canvas.lanes[lane].set_source(source)
        if lane == self._active_lane:
            self._show_in_overview()
        self._buttons.place()

    def set_has_voices(self, has_voices: bool) -> None:
        """Show or hide the lane of the generated voices."""
        if has_voices == (len(self._canvas.lanes) > VOICES_LANE):
            return
        if not has_voices:
            self.set_lane(VOICES_LANE, None, None)
        self._canvas.set_has_voices(has_voices)
        self.set_active_lane(self._active_lane)
        self._buttons.place()
        self.lanes_arranged.emit(self._canvas.stack)

    def set_cues(self, cues: Sequence[Cue], ghosts: Sequence[Cue]) -> None:
        """Set the cues and, in the same order, their original times as ghosts."""
        self._canvas.cues.set_cues(cues, ghosts)
        self._canvas.overview.set_cues(self._canvas.cues.layout, self._problems)
        self._show_span_of_current()

    def set_current_cue(self, index: int | None) -> None:
        """Highlight the current cue without scrolling to it; see `reveal`."""
        self._current = index
        self._canvas.cues.set_current(index)
        self._show_span_of_current()

    @property
    def cue_mouse(self) -> CueMouseHandler:
        """The mouse handler of the cues."""
        return self._canvas.cue_mouse

    @property
    def voice_mouse(self) -> VoiceMouseHandler:
        """The mouse handler of the voices."""
        return self._canvas.voice_mouse

    @property
    def voice_boxes(self) -> VoiceBoxes:
        """The frames around the voices."""
        return self._canvas.voice_boxes

    @property
    def drag(self) -> AutoScrollDrag:
        """The drag along the time axis, shared with the layers."""
        return self._canvas.drag

    def set_selected_cues(self, indices: frozenset[int]) -> None:
        """Highlight the selected cues."""
        self._canvas.cues.set_selected(indices)

    def show_snapped(self, time_ms: int | None) -> None:
        """Show the time that a drag has snapped to; None hides the line."""
        self._canvas.snap_line.set_time(time_ms)

    def cue_rect(self, index: int) -> QRect:
        """Return the box of a cue in this widget's coordinates, in logical pixels; it may lie outside the view."""
        box, scale = self._canvas.cues.box_of(index), self.devicePixelRatioF()
        place = self._canvas.pos()
        left, top = place.x() + box.left() / scale, place.y() + self._canvas.cues.y() + box.top() / scale
        return QRect(round(left), round(top), round(box.width() / scale), round(box.height() / scale))

    def set_problem_cues(self, indices: frozenset[int]) -> None:
        """Mark the cues that have problems, by colour and by an exclamation mark."""
        if indices != self._problems:
            self._problems = indices
            self._canvas.cues.set_problems(indices)
            self._canvas.overview.set_cues(self._canvas.cues.layout, indices)

    def set_speech_marks(self, off: Mapping[int, OffSpeechCue], uncued: Sequence[TimeSpan]) -> None:
        """Show the cues that do not match the speech, by index, and the spans of speech without a cue."""
        self._canvas.speech.set_marks(off, uncued)

    def set_active_lane(self, lane: int) -> None:
        """Highlight the lane that is played and show it in the overview."""
        self._active_lane = lane = lane if lane < len(self._canvas.lanes) else VOICES_LANE - 1
        for number, band in enumerate(self._canvas.lanes):
            band.set_active(number == lane)
        self._show_in_overview()

    def set_separate_enabled(self, is_enabled: bool) -> None:
        """Enable or disable the Separate buttons."""
        self._buttons.set_enabled(is_enabled)

    def set_separated(self, spans_ms: Sequence[tuple[float, float]] | None) -> None:
        """Hatch the stems outside these spans, where they have not been separated; None hatches nothing."""
        for lane in STEM_LANES:
            self._canvas.lanes[lane].set_separated(spans_ms)

    def set_lane_progress(self, lane: int, fraction: float | None) -> None:
        """Show the progress of a separation in place of the lane's button; None hides it."""
        self._canvas.lanes[lane].set_progress(fraction)
        self._buttons.place()

    @property
    def lane_stack(self) -> LaneStack:
        """How the lanes share the height."""
        return self._canvas.stack

    def arrange_lanes(self, stack: LaneStack) -> None:
        """Set how the lanes are folded and sized."""
        stack = stack.with_lanes(len(self._canvas.lanes))
        if stack != self._canvas.stack:
            self._canvas.set_stack(stack)
            self._buttons.place()
            self.lanes_arranged.emit(stack)

    def set_speech(self, spans_ms: npt.NDArray[np.float64]) -> None:
        """Colour the spans of speech in the original, float64 ``[n, 2]`` in milliseconds."""
        self._canvas.lanes[0].set_speech(spans_ms)

    def set_spectrogram(self, tiles: SpectrogramTiles | None) -> None:
        """Show spectrograms in all lanes; None shows waveforms."""
        for lane in self._canvas.every_lane:
            lane.set_spectrogram(tiles)

    def redraw_lanes(self) -> None:
        """Redraw all lanes."""
        for lane in self._canvas.lanes:
            lane.changed()

    def set_theme(self, theme: themes.Theme) -> None:
        """Set the colours."""
        self._theme = theme
        self._canvas.set_theme(theme)
        self._show_in_overview()
        self.update()

    def set_amplitude(self, gain: float) -> None:
        """Set the amplitude gain of all lanes, clamped to 1–64."""
        self._gain = min(max(gain, 1.0), _MOST_GAIN)
        for lane in self._canvas.every_lane:
            lane.set_gain(self._gain)
        self.amplitude_changed.emit(self._gain)

    @property
    def amplitude(self) -> float:
        """The amplitude gain of the lanes."""
        return self._gain

    # Playhead

    @property
    def playhead_ms(self) -> float:
        """Time of the playhead."""
        return self._canvas.playhead.time_ms

    def set_playhead(self, ms: float, *, follow: bool) -> None:
        """Move the playhead.

        With `follow`, the view follows it in the mode `following`. A view that the user has scrolled away from the
        playhead stays; `reveal` brings it back.
        """
        before_ms = self.playhead_ms
        self._canvas.playhead.set_time(ms)
        self._canvas.overview_playhead.set_time(ms)
        if follow and not self._canvas.is_dragging:
            axis = followed(self._canvas.axis, before_ms, ms, self.following)
            if axis is not None:
                self._look_at(axis)

    # View

    @property
    def visible_ms(self) -> tuple[float, float]:
        """Start and end of the visible range."""
        return self._canvas.axis.start_ms, self._canvas.axis.stop_ms

    def x_of(self, ms: float) -> float:
        """Return the horizontal position of a time in this widget, in logical pixels."""
        return self._canvas.x() + self._canvas.axis.column(ms) / self.devicePixelRatioF()

    def zoom(self, factor: float, about_ms: float | None = None) -> None:
        """Zoom in by `factor` about `about_ms`; by default about the playhead, or the middle if that is not visible."""
        axis = self._canvas.axis
        if about_ms is None:
            about_ms = self.playhead_ms if axis.shows(self.playhead_ms) else axis.ms(axis.columns / 2)
        first, last = self._bounds()
        self._look_at(axis.zoomed(factor, about_ms, last - first))

    def zoom_to_fit(self) -> None:
        """Show the whole clip and any cues outside it."""
        self.show_span(*self._bounds())

    def show_span(self, start_ms: float, stop_ms: float) -> None:
        """Show this range, limited to the clip and its cues."""
        self._look_at(TimeAxis.spanning(start_ms, stop_ms, self._canvas.columns), kept=(start_ms, stop_ms))

    def reveal(self, ms: float) -> None:
        """Scroll to the page of a time unless it is already visible."""
        if not self._canvas.axis.shows(ms):
            self._look_at(page_of(self._canvas.axis, ms))

    def _bounds(self) -> tuple[float, float]:
        first, last = self._canvas.cues.layout.extent_ms
        return float(min(0, first)), float(max(self._canvas.duration_ms or 0, last, 1))

    def _move_to(self, start_ms: float) -> None:
        axis = self._canvas.axis
        self._look_at(axis.scrolled(round((start_ms - axis.start_ms) / axis.ms_per_column)))

    def _look_at(self, axis: TimeAxis, kept: tuple[float, float] | None = None) -> None:
        first, last = self._bounds()
        if axis.span_ms > last - first:
            axis = TimeAxis.spanning(first, last, axis.columns)
        axis = axis.within(first, last)
        self._kept_span = kept
        before = self.visible_ms
        self._canvas.set_axis(axis)
        if self.visible_ms != before:
            self.view_changed.emit(*self.visible_ms)

    def _resized(self) -> None:
        axis, columns = self._canvas.axis, self._canvas.columns
        if self._canvas.duration_ms is not None and self._kept_span is not None:
            self.show_span(*self._kept_span)
        elif axis.columns != columns:
            self._look_at(TimeAxis(axis.start_ms, axis.ms_per_column, columns))
        self._buttons.place()

    def _inside(self, ms: float) -> int:
        return round(min(max(ms, 0.0), float(self._canvas.duration_ms or 0)))

    def _show_in_overview(self) -> None:
        lane = self._canvas.lanes[self._active_lane]
        self._canvas.overview.set_source(lane.source, lane.colour)

    def _show_span_of_current(self) -> None:
        cues, index = self._canvas.cues.cues, self._current
        cue = cues[index] if index is not None and 0 <= index < len(cues) else None
        self._canvas.span.set_span((cue.start_ms, cue.end_ms) if cue is not None else None)

    def repaint_now(self) -> None:
        """Repaint immediately, without waiting for the event loop; used for benchmarks."""
        self._canvas.viewport().repaint()

    # Widget events

    def event(self, event: QEvent) -> bool:
        """Adapt to the scale factor of another screen; reserve Escape for cancelling a drag."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape and self.drag.can_cancel:
            event.accept()
            return True
        handled = super().event(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            start_ms, stop_ms = self.visible_ms
            self._look_at(TimeAxis.spanning(start_ms, stop_ms, self._canvas.columns), kept=self._kept_span)
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel a drag on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.drag.can_cancel:
            self.drag.cancel()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, highlighted while the widget has focus."""
        painter = QPainter(self)
        painter.setPen(self._theme.focus if self.hasFocus() else self._theme.border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Request the context menu of the cue or the voice under the pointer."""
        place = QPointF(self._canvas.viewport().mapFromGlobal(event.globalPos()))
        cue = self._canvas.cue_at(place)
        if cue is not None:
            self.cue_menu_requested.emit(cue, event.globalPos())
        else:
            self.voice_mouse.ask_menu(place, event.globalPos())
