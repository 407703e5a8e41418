"""Anchors, and tapping along with the lines."""

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from deepdub_gui.widgets.shift.scope_choice import FROM_HERE
from tests.helpers.open_window import SAMPLE, OpenWindow
from tests.helpers.playback import loop_ms
from tests.helpers.retiming import choose_scope, shifts_ms, type_into

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def with_clip(opened: OpenWindow, mine: Path) -> OpenWindow:
    opened.open(SAMPLE, mine)
    opened.window.timeline.zoom_to_fit()
    return opened


def anchor(opened: OpenWindow, row: int, time_ms: int) -> None:
    opened.window.navigator.choose(row)
    opened.window.playback.seek(time_ms)
    opened.window.playback.set_current_cue(row)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N, SHIFT)


def pin_place(opened: OpenWindow, time_ms: int) -> QPoint:
    """Return the position of an anchor's head in the view."""
    layer = opened.window.retiming.anchors.layer
    return QPoint(round(layer.axis.column(time_ms) / layer.scale_factor), round(layer.y()) + 8)


def surface(opened: OpenWindow) -> QWidget:
    return opened.window.timeline.add_layer(type(opened.window.retiming.anchors.layer)(opened.window.timeline.theme))


def test_two_anchors_fit_everything_between_them(with_clip):
    base = with_clip.session.base_cues
    first, last = base[1].start_ms, base[14].start_ms
    anchor(with_clip, 1, first - 3000)
    assert set(shifts_ms(with_clip)) == {-3000}
    assert "anchor another" in with_clip.window.status.message
    anchor(with_clip, 14, last - 2200)
    cues = with_clip.session.cues
    assert (cues[1].start_ms, cues[14].start_ms) == (first - 3000, last - 2200)
    for cue, moved in zip(base[2:14], cues[2:14], strict=True):
        share = (cue.start_ms - first) / (last - first)
        assert abs(moved.start_ms - cue.start_ms + 3000 - 800 * share) <= 1
    assert with_clip.window.retiming.anchors.layer.times_ms == [first - 3000, last - 2200]
    assert "anchor at 00:00:08.190" in with_clip.window.shift_bar.line.text()
    assert with_clip.session.undo.count() == 2


def test_an_anchor_is_dragged_as_one_step_and_the_others_hold(with_clip):
    base = with_clip.session.base_cues
    for row in (1, 8, 14):
        anchor(with_clip, row, base[row].start_ms - 3000)
    steps = with_clip.session.undo.count()
    place = pin_place(with_clip, base[8].start_ms - 3000)
    view = surface(with_clip)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    for step in range(1, 6):
        QTest.mouseMove(view, place + QPoint(4 * step, 0))
    assert with_clip.session.previewing
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(20, 0))
    moved = shifts_ms(with_clip)
    by_ms = moved[8] + 3000
    start_ms, stop_ms = with_clip.window.timeline.visible_ms
    assert abs(by_ms - 20 * (stop_ms - start_ms) / view.width()) <= 2
    assert (moved[1], moved[14]) == (-3000, -3000)
    assert -3000 < moved[4] < -3000 + by_ms
    assert moved[0] == -3000
    assert moved[16] == -3000
    assert with_clip.session.undo.count() == steps + 1
    with_clip.session.undo.undo()
    assert set(shifts_ms(with_clip)) == {-3000}


def test_escape_cancels_the_drag_of_an_anchor(with_clip):
    base = with_clip.session.base_cues
    anchor(with_clip, 4, base[4].start_ms - 1000)
    steps = with_clip.session.undo.count()
    place, view = pin_place(with_clip, base[4].start_ms - 1000), surface(with_clip)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(view, place + QPoint(50, 0))
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(50, 0))
    assert set(shifts_ms(with_clip)) == {-1000}
    assert with_clip.session.undo.count() == steps


def test_an_anchor_cannot_be_dragged_past_another(with_clip):
    base = with_clip.session.base_cues
    for row in (4, 5):
        anchor(with_clip, row, base[row].start_ms)
    place, view = pin_place(with_clip, base[4].start_ms), surface(with_clip)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    for step in (5, 10, 200):
        QTest.mouseMove(view, place + QPoint(step, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(200, 0))
    starts = [cue.start_ms for cue in with_clip.session.cues]
    assert starts == sorted(starts)
    anchor(with_clip, 5, 1000)
    assert "run backwards" in with_clip.window.status.message
    assert [cue.start_ms for cue in with_clip.session.cues] == starts


def test_an_anchor_set_in_place_moves_nothing_and_is_taken_off_again(with_clip):
    retime(with_clip.session, Retiming(-3000, Fraction("1.0001")))
    before = with_clip.session.cues
    for row in (2, 9):
        with_clip.window.navigator.choose(row)
        QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert [cue.start_ms for cue in with_clip.session.cues] == [cue.start_ms for cue in before]
    place = pin_place(with_clip, before[2].start_ms)
    QTest.mouseDClick(surface(with_clip), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert with_clip.session.retiming.anchors == ()
    assert with_clip.session.cues == before


def test_another_ratio_leaves_what_is_anchored_where_it_is(with_clip):
    base = with_clip.session.base_cues
    anchor(with_clip, 4, base[4].start_ms - 1000)
    type_into(with_clip.window.shift_bar.ratio, "25/24")
    assert with_clip.session.cues[4].start_ms == base[4].start_ms - 1000
    assert with_clip.session.retiming.ratio == Fraction(25, 24)


def tap_along(opened: OpenWindow, rows: list[int], late_ms: int) -> None:
    """Press the tap key at the start of lines that are spoken 3 s before their subtitles, with a reaction time."""
    timeline = opened.window.timeline
    for row in rows:
        opened.window.playback.seek(opened.session.file_cues[row].start_ms - 3000 + late_ms)
        QTest.keyClick(timeline, Qt.Key.Key_T)


def begin_tapping(opened: OpenWindow, row: int) -> None:
    opened.window.navigator.choose(row)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_T)
    opened.until(lambda: opened.window.playback.playing and opened.idle())


def test_tapping_along_shifts_as_one_step(with_clip):
    with_clip.window.navigator.choose(3)
    with_clip.window.actions_.transport.loop.trigger()
    begin_tapping(with_clip, 3)
    assert loop_ms(with_clip.window.playback) is None
    assert "when line 4 (" in with_clip.window.status.message
    assert with_clip.window.playback.position_ms < with_clip.session.file_cues[3].start_ms - 2000
    tap_along(with_clip, [3, 4, 6, 7, 9], 200)
    assert with_clip.window.status.message.startswith("5 lines tapped")
    assert with_clip.session.undo.count() == 0
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert len(set(shifts_ms(with_clip))) == 1
    assert abs(shifts_ms(with_clip)[0] + 3000) <= 60
    assert with_clip.session.undo.count() == 1
    with_clip.session.undo.undo()
    assert set(shifts_ms(with_clip)) == {0}
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    assert not with_clip.session.undo.canUndo()


def test_taps_are_left_with_escape(with_clip):
    begin_tapping(with_clip, 3)
    tap_along(with_clip, [3, 4], 200)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Escape)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert not with_clip.session.undo.canUndo()
    assert "tapped" not in with_clip.window.status.message


def test_tapping_from_here_on_shifts_what_follows(with_clip):
    choose_scope(with_clip, FROM_HERE, 5)
    begin_tapping(with_clip, 5)
    tap_along(with_clip, [5, 6, 8], 200)
    with_clip.window.playback.set_current_cue(5)
    QTest.mouseClick(with_clip.window.status.help_button, Qt.MouseButton.LeftButton)
    with_clip.window.playback.toggle()
    assert set(shifts_ms(with_clip)[:5]) == {0}
    assert all(abs(by_ms + 3000) <= 60 for by_ms in shifts_ms(with_clip)[5:])


def test_the_reaction_time_is_measured_and_kept(with_clip):
    retime(with_clip.session, Retiming(-3000))
    with_clip.window.navigator.choose(2)
    with_clip.window.retiming.tapping.calibrate.trigger()
    with_clip.until(lambda: with_clip.window.playback.playing and with_clip.idle())
    tap_along(with_clip, [2, 3, 5], 320)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert abs(with_clip.settings.reaction_ms - 320) <= 60
    assert "Your reaction time is 0.3" in with_clip.window.status.message
    assert set(shifts_ms(with_clip)) == {-3000}


def test_an_implausible_reaction_time_is_not_saved(with_clip):
    with_clip.window.navigator.choose(2)
    with_clip.window.retiming.tapping.calibrate.trigger()
    with_clip.until(lambda: with_clip.window.playback.playing and with_clip.idle())
    tap_along(with_clip, [2, 3], 200)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert with_clip.settings.reaction_ms == 200
    assert with_clip.window.status.message.startswith("A reaction time of −2.")
