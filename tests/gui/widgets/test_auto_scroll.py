"""Dragging beyond the edge of the timeline scrolls the view, which never loses the dragged item."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.alignment.per_cue import onsets_and_ends
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Pin, Retiming, retiming_through
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.document.commands import retime
from deepdub_gui.document.suggestions import SpeechAnalysis
from deepdub_gui.widgets.timeline.auto_scroll import speed_px_s
from deepdub_gui.widgets.timeline.band_layout import GAP_PX, OVERVIEW_PX
from tests.helpers.cue_editor import ALT, CUES, NONE, ROW, SHIFT, Editor, send
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

LEFT = Qt.MouseButton.LeftButton


class ViewLog:
    """Records the start of the view after each scroll."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.starts_ms: list[float] = []
        editor.timeline.view_changed.connect(lambda start_ms, _: self.starts_ms.append(start_ms))

    def wait(self, count: int) -> None:
        wanted = len(self.starts_ms) + count
        self.editor.opened.until(lambda: len(self.starts_ms) >= wanted)


def pointer_ms(editor: Editor, beyond_px: float) -> float:
    """Return the time at a distance beyond the right edge of the view; a negative distance is beyond the left edge."""
    start_ms, stop_ms = editor.timeline.visible_ms
    px_ms = (stop_ms - start_ms) / editor.timeline.width()
    return stop_ms + beyond_px * px_ms if beyond_px >= 0 else start_ms + beyond_px * px_ms


def ticks(editor: Editor, count: int) -> None:
    """Wait for this many ticks of the scroll timer."""
    seen: list[bool] = []
    editor.timeline.drag._timer.timeout.connect(lambda: seen.append(True))
    editor.opened.until(lambda: len(seen) >= count)


@pytest.mark.parametrize(("grip_ms", "side"), [(13_000, 1), (13_980, 1), (13_000, -1), (12_020, -1)])
def test_a_cue_or_an_edge_at_the_edge_of_the_view_takes_it_along(editor: Editor, grip_ms: int, side: int) -> None:
    editor.timeline.show_span(11_000, 15_000)
    views = ViewLog(editor)
    editor.press(grip_ms, ALT)
    editor.move(pointer_ms(editor, 40 * side), ALT)
    for _ in range(3):
        views.wait(4)
        gone_ms = editor.timeline.visible_ms[side > 0] - grip_ms
        moved = editor.times[3]
        held = moved[0] - 12_000 if grip_ms < 13_500 else moved[1] - 14_000
        assert held == pytest.approx(gone_ms, abs=12), "the dragged item stays under the pointer"
    starts_ms = views.starts_ms
    assert starts_ms == sorted(starts_ms, reverse=side < 0), "the view scrolls in one direction only"
    assert max(abs(one - other) for one, other in itertools.pairwise(starts_ms)) < 2000
    editor.release(pointer_ms(editor, 40 * side))
    assert not editor.timeline.drag._timer.isActive()
    assert len(editor.steps) == 1
    editor.session.undo.undo()
    assert editor.session.cues == CUES


@given(st.floats(0, 1e5), st.floats(0, 1e5))
def test_scrolling_speeds_up_with_the_distance(one_px: float, other_px: float) -> None:
    near, far = sorted((one_px, other_px))
    assert speed_px_s(near) <= speed_px_s(far) <= 3000
    assert speed_px_s(0) == 0 < speed_px_s(1) < speed_px_s(20) < speed_px_s(100)


def test_inside_the_view_nothing_scrolls_not_even_what_was_taken_at_its_edge(editor: Editor) -> None:
    editor.timeline.show_span(10_000, 13_050)
    editor.press(13_030)  # a few pixels inside the edge
    editor.move(13_010)
    assert editor.timeline.drag.is_held
    assert not editor.timeline.drag._timer.isActive()
    editor.move(12_900)
    assert not editor.timeline.drag._timer.isActive()
    editor.move(13_045)
    assert editor.timeline.drag._timer.isActive(), "scrolling starts when the pointer leaves"
    editor.move(12_900)
    assert not editor.timeline.drag._timer.isActive(), "scrolling stops when the pointer returns"
    editor.release(12_900)


def test_escape_ends_the_scrolling_and_brings_the_cue_back(editor: Editor) -> None:
    editor.timeline.show_span(11_000, 15_000)
    views = ViewLog(editor)
    editor.press(13_000)
    editor.move(pointer_ms(editor, 60))
    views.wait(5)
    QTest.keyClick(editor.timeline, Qt.Key.Key_Escape)
    assert editor.session.cues == CUES
    assert not editor.timeline.drag._timer.isActive()
    assert not editor.timeline.drag.is_held
    editor.release(pointer_ms(editor, 60))
    assert editor.steps == []


def test_the_view_does_not_go_on_without_a_cue_that_is_stopped(editor: Editor) -> None:
    editor.timeline.show_span(1000, 5500)
    editor.press(3000)
    editor.move(pointer_ms(editor, 200))
    ticks(editor, 10)
    assert editor.times[0] == (3000, 5000), "the cue stops at its neighbour"
    assert editor.timeline.visible_ms == (1000, 5500)
    editor.move(pointer_ms(editor, 200), ALT)
    ViewLog(editor).wait(5)
    assert editor.times[0][1] > 5500, "Alt allows the overlap"
    editor.release(pointer_ms(editor, 200))


def test_scrolling_stops_when_the_window_or_the_mouse_button_is_lost(editor: Editor) -> None:
    editor.timeline.show_span(11_000, 15_000)
    view = editor.timeline._canvas.viewport()
    editor.press(13_000)
    editor.move(pointer_ms(editor, 60))
    assert editor.timeline.drag._timer.isActive()
    QApplication.sendEvent(view, QEvent(QEvent.Type.WindowDeactivate))
    assert not editor.timeline.drag._timer.isActive()
    place, none = QPointF(300, ROW), Qt.MouseButton.NoButton
    spot = view.mapToGlobal(place.toPoint()).toPointF()
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, place, spot, none, none, NONE))
    assert not editor.timeline.drag.is_held
    assert len(editor.steps) == 1, "the drag ends at the last known position"


def test_a_seek_that_is_drawn_to_the_edge_takes_the_view_along(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    timeline = opened.window.timeline
    timeline.show_span(5_000, 10_000)
    view, row = timeline._canvas.viewport(), timeline.height() - 60
    QTest.mousePress(view, LEFT, pos=QPoint(view.width() // 2, row))
    QTest.mouseMove(view, QPoint(view.width() + 50, row))
    opened.until(lambda: timeline.visible_ms[0] > 7_000)
    assert opened.window.playback.position_ms > 10_000
    QTest.mouseRelease(view, LEFT, pos=QPoint(view.width() + 50, row))
    start_ms, stop_ms = timeline.visible_ms
    assert start_ms < opened.window.playback.position_ms <= stop_ms + 10, "the playhead is in view"


@pytest.mark.parametrize("mode", [FollowMode.CENTRED, FollowMode.PAGE])
@pytest.mark.parametrize("first_px", [0, 5])
def test_an_edge_that_is_dragged_while_it_plays_does_not_run_away(
    opened: OpenWindow, mode: FollowMode, first_px: int
) -> None:
    opened.open(SAMPLE, LATE_SUBS)
    window, timeline, cue = opened.window, opened.window.timeline, opened.session.cues[3]
    window.viewing.actions.following[mode].trigger()
    window.playback.seek(cue.end_ms - 300)
    timeline.show_span(cue.end_ms - 700, cue.end_ms + 200)
    window.actions_.transport.play.trigger()
    opened.until(lambda: window.playback.playing and opened.idle())
    view, before = timeline._canvas.viewport(), timeline.visible_ms
    place = QPoint(round(timeline.x_of(cue.end_ms)) - 3, ROW)
    QTest.mousePress(view, LEFT, pos=place)
    if first_px:
        QTest.mouseMove(view, place - QPoint(first_px, 0))
    places_ms = []
    for _ in range(30):
        opened.output.pull(opened.session.clip.rate_hz // 10)
        window.playback._follow()
        places_ms.append(timeline.playhead_ms)
        assert timeline.visible_ms == before, "the view does not scroll during the drag"
    if first_px:
        assert places_ms != sorted(places_ms), "the dragged edge is played in a loop"
    else:
        assert places_ms[-1] > before[1], "the playhead has left the view"
    QTest.mouseMove(view, place - QPoint(40, 0), 0)
    px_ms = (before[1] - before[0]) / view.width()
    assert opened.session.cues[3].end_ms == pytest.approx(cue.end_ms - 40 * px_ms, abs=12 * px_ms)
    QTest.mouseRelease(view, LEFT, pos=place - QPoint(40, 0))
    window.playback.toggle()


class AnchorDriver:
    """Three subtitles of the sample with anchors; the middle one is dragged."""

    row = 8

    def __init__(self, opened: OpenWindow) -> None:
        self.opened, self.session, self.timeline = opened, opened.session, opened.window.timeline
        starts_ms = [opened.session.base_cues[row].start_ms for row in (1, self.row, 10)]
        retime(opened.session, retiming_through([Pin(at_ms, at_ms) for at_ms in starts_ms], Retiming()))
        self.before_ms = self.now_ms
        self.timeline.show_span(self.before_ms - 3000, self.before_ms + 3000)

    @property
    def now_ms(self) -> int:
        return self.session.cues[self.row].start_ms

    @property
    def px_ms(self) -> float:
        start_ms, stop_ms = self.timeline.visible_ms
        return (stop_ms - start_ms) / self.timeline._canvas.viewport().width()

    def mouse(self, kind: QEvent.Type, time_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        place = QPointF(self.timeline.x_of(time_ms) - self.timeline._canvas.x(), OVERVIEW_PX + GAP_PX + 8)
        send(self.timeline._canvas.viewport(), kind, place, modifiers)

    def press(self) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, self.now_ms)

    def move(self, time_ms: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseMove, time_ms, modifiers)

    def release(self) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, self.now_ms)


@pytest.fixture
def pins(opened: OpenWindow) -> AnchorDriver:
    opened.open(SAMPLE, LATE_SUBS)
    return AnchorDriver(opened)


def test_an_anchor_snaps_to_speech_to_starts_and_to_the_playhead(pins: AnchorDriver) -> None:
    speech = SpeechActivity.from_cues([Cue(pins.before_ms - 1300, pins.before_ms + 3000, "Said")])
    pins.opened.window.suggesting.service.heard = SpeechAnalysis(speech, SpeechEvidence.of(speech))
    onset_ms = onsets_and_ends(speech)[0][0]
    pins.opened.window.playback.seek(pins.before_ms - 800)
    other_ms = pins.session.cues[pins.row + 1].start_ms
    pins.press()
    for meant_ms in (onset_ms, pins.before_ms - 800, pins.before_ms, other_ms):
        for off_px in (-6, 5):
            pins.move(meant_ms + off_px * pins.px_ms)
            assert pins.now_ms == meant_ms
            assert pins.timeline._canvas.snap_line.time_ms == meant_ms
    pins.move(onset_ms + 12 * pins.px_ms)
    assert pins.now_ms == pytest.approx(onset_ms + 12 * pins.px_ms, abs=2 * pins.px_ms)
    assert pins.timeline._canvas.snap_line.time_ms is None
    pins.move(onset_ms + 5 * pins.px_ms)
    pins.release()
    assert pins.now_ms == onset_ms
    assert pins.timeline._canvas.snap_line.time_ms is None
    assert pins.session.undo.count() == 2


def test_with_alt_or_finely_an_anchor_does_not_snap(pins: AnchorDriver) -> None:
    pins.opened.window.playback.seek(pins.before_ms - 800)
    near_ms = pins.before_ms - 800 + 5 * pins.px_ms
    pins.press()
    pins.move(near_ms, ALT)
    assert pins.now_ms == pytest.approx(near_ms, abs=2 * pins.px_ms)
    assert pins.now_ms != pins.before_ms - 800
    free_ms = pins.now_ms
    pins.move(near_ms - 10 * pins.px_ms, SHIFT)
    assert pins.now_ms == pytest.approx(free_ms - pins.px_ms, abs=2), "ten times finer"
    QTest.keyClick(pins.timeline, Qt.Key.Key_Escape)
    assert pins.now_ms == pins.before_ms
    pins.release()
    assert pins.session.undo.count() == 1


def test_an_anchor_at_the_edge_takes_the_view_along_until_it_meets_the_next(pins: AnchorDriver) -> None:
    pins.timeline.show_span(pins.before_ms - 1000, pins.before_ms + 1000)
    pins.press()
    out_ms = pins.timeline.visible_ms[1] + 30 * pins.px_ms
    pins.move(out_ms, ALT)
    starts_ms = []
    pins.timeline.view_changed.connect(lambda start_ms, _: starts_ms.append(start_ms))
    pins.opened.until(lambda: pins.timeline.visible_ms[0] > pins.before_ms)
    edge_ms = pins.timeline.visible_ms[1]
    assert pins.now_ms == pytest.approx(edge_ms, abs=4 * pins.px_ms), "the anchor stays under the pointer"
    seen = []
    pins.timeline.drag._timer.timeout.connect(lambda: seen.append(pins.now_ms))
    last_ms = pins.session.base_cues[10].start_ms
    pins.opened.until(lambda: len(seen) > 6 and len(set(seen[-6:])) == 1)
    assert pins.now_ms < last_ms
    assert pins.timeline.visible_ms[1] < last_ms + 1000, "the view stops scrolling with the anchor"
    assert starts_ms == sorted(starts_ms)
    pins.release()
    assert not pins.timeline.drag._timer.isActive()
    assert pins.session.undo.count() == 2


def test_during_playback_an_anchor_stays_under_the_pointer_and_undo_restores_it(pins: AnchorDriver) -> None:
    pins.opened.window.viewing.actions.following[FollowMode.CENTRED].trigger()
    pins.opened.window.playback.seek(pins.before_ms - 100)
    pins.opened.window.actions_.transport.play.trigger()
    pins.opened.until(lambda: pins.opened.window.playback.playing and pins.opened.idle())
    pins.press()
    pins.move(pins.before_ms + 500, ALT)
    before = pins.timeline.visible_ms
    for _ in range(5):
        pins.opened.output.pull(pins.session.clip.rate_hz)
        pins.opened.window.playback._follow()
    assert pins.timeline.visible_ms == before
    pins.opened.window.playback.toggle()
    QTest.keyClick(pins.opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pins.now_ms == pins.before_ms
    pins.move(pins.before_ms + 600, ALT)
    pins.release()
    assert pins.now_ms == pins.before_ms
    assert pins.session.undo.count() == 1
