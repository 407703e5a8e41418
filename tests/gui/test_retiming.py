"""Retiming in the window: what is shifted, by how much, typed or held, before and after."""

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_engine.retime import Break, Retiming, frame_rate_ratio
from deepdub_gui.commands import retime
from deepdub_gui.retiming.scope_choice import ALL, FROM_HERE, SELECTED
from deepdub_gui.retiming.steps import glided_ms
from tests.gui.window import SAMPLE, OpenWindow

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(opened: OpenWindow, mine: Path) -> OpenWindow:
    opened.open(mine)
    return opened


def drag_slider(opened: OpenWindow, shift_ms: int) -> None:
    slider = opened.window.shift_bar.slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(slider.value_ms)), 28))
    for share in (0.5, 1.0):
        QTest.mouseMove(slider, QPoint(round(slider.x_of(shift_ms * share)), 28))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(shift_ms)), 28))


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    (widget.lineEdit() if hasattr(widget, "lineEdit") else widget).selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def mean(opened: OpenWindow, scope: int, row: int = 5) -> None:
    """Choose what is meant, with a subtitle chosen."""
    opened.window.travel.choose(row)
    opened.window.shift_bar.scope.setCurrentIndex(scope)


def moves(opened: OpenWindow) -> list[int]:
    pairs = zip(opened.session.cues, opened.session.untouched_cues, strict=True)
    return [cue.start_ms - before.start_ms for cue, before in pairs]


def test_from_here_on_the_rest_is_shifted_and_the_line_says_so(opened):
    mean(opened, FROM_HERE)
    drag_slider(opened, -2000)
    by_ms = opened.window.shift_bar.slider.value_ms
    assert abs(by_ms + 2000) <= 20
    count = len(opened.session.cues)
    assert moves(opened) == [0] * 5 + [by_ms] * (count - 5)
    here = opened.session.base_cues[5].start_ms
    assert opened.session.retiming == Retiming(breaks=(Break(here, by_ms),))
    assert opened.window.shift_bar.line.text().startswith(f"+0.000 s, break of −{-by_ms / 1000:.3f} s at 00:00:")
    assert opened.session.undo.count() == 1
    opened.session.undo.undo()
    assert opened.window.shift_bar.slider.value_ms == 0


def test_further_on_another_break_is_made_and_the_slider_shows_what_holds_there(opened):
    mean(opened, FROM_HERE)
    opened.window.shift_bar.nudge(-500)
    opened.window.shift_bar.finish()
    mean(opened, FROM_HERE, 8)
    assert opened.window.shift_bar.slider.value_ms == -500
    opened.window.shift_bar.nudge(-300)
    opened.window.shift_bar.finish()
    assert moves(opened)[4:9] == [0, -500, -500, -500, -800]
    mean(opened, FROM_HERE, 2)
    assert opened.window.shift_bar.slider.value_ms == 0


def test_selected_subtitles_alone_are_shifted_as_one_step(opened):
    view = opened.window.table.view
    opened.window.shift_bar.scope.setCurrentIndex(SELECTED)
    for row in (2, 3, 7):
        place = view.visualRect(view.model().index(row, 3)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    drag_slider(opened, 1500)
    by_ms = opened.window.shift_bar.slider.value_ms
    assert abs(by_ms - 1500) <= 20
    assert {row: by for row, by in enumerate(moves(opened)) if by} == {2: by_ms, 3: by_ms, 7: by_ms}
    assert opened.session.undo.undoText() == f"Shift 3 subtitles by +{by_ms / 1000:.3f} s"
    assert opened.session.retiming == Retiming()
    opened.session.undo.undo()
    assert set(moves(opened)) == {0}
    assert opened.window.shift_bar.slider.value_ms == 0


def test_back_to_all_the_slider_shows_the_shift_of_all(opened):
    retime(opened.session, Retiming(-3000))
    mean(opened, SELECTED)
    assert opened.window.shift_bar.slider.value_ms == 0
    opened.window.shift_bar.nudge(40)
    opened.window.shift_bar.finish()
    assert opened.window.shift_bar.slider.value_ms == 40
    mean(opened, ALL)
    assert opened.window.shift_bar.slider.value_ms == -3000


def test_without_a_chosen_subtitle_nothing_can_be_shifted_by_mistake(opened):
    opened.window.playback.set_current_cue(None)
    opened.window.table.view.clearSelection()
    for scope in (SELECTED, FROM_HERE):
        opened.window.shift_bar.scope.setCurrentIndex(scope)
        assert not opened.window.shift_bar.slider.isEnabled()
        opened.window.actions_.later.trigger()
        opened.window.shift_bar.finish()
    assert not opened.session.undo.canUndo()


@pytest.mark.parametrize(
    ("modifiers", "step_ms"),
    [(Qt.KeyboardModifier.NoModifier, 100), (SHIFT, 10), (CTRL, 1000), (SHIFT | CTRL, 1)],
)
def test_wheel_and_keys_step_at_four_sizes(opened, modifiers, step_ms):
    bar = opened.window.shift_bar
    for turn in (bar.slider, bar.value):
        place = QPointF(turn.rect().center())
        event = QWheelEvent(
            place,
            turn.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(turn, event)
    bar.slider.setFocus()
    QTest.keyClick(bar.slider, Qt.Key.Key_Right, modifiers)
    bar.value.setFocus()
    QTest.keyClick(bar.value, Qt.Key.Key_Up, modifiers)
    bar.finish()
    assert opened.session.retiming == Retiming(4 * step_ms)
    assert opened.session.undo.count() == 1


@pytest.mark.parametrize(
    ("text", "shift_ms"),
    [("-3", -3000), ("2,5", 2500), ("-.042", -42), ("-420ms", -420), ("1:02.5", 62_500), ("-0:00:07.420", -7420)],
)
def test_a_shift_can_be_typed_in_every_way(opened, text, shift_ms):
    type_into(opened.window.shift_bar.value, text)
    assert opened.session.retiming == Retiming(shift_ms)
    assert opened.session.undo.count() == 1


def test_the_whole_retiming_can_be_typed(opened):
    line = opened.window.shift_bar.line
    type_into(line, "-3s, x25/23.976, break of -0.5s at 0:00:20")
    wanted = Retiming(-3000, frame_rate_ratio("25/23.976"), (Break(20_000, -500),))
    assert opened.session.retiming == wanted
    assert line.text() == "−3.000 s, ×25/23.976, break of −0.500 s at 00:00:20"
    assert opened.window.shift_bar.slider.value_ms == -3000
    type_into(line, "about three seconds")
    assert opened.session.retiming == wanted
    assert "is not a shift" in opened.window.status.message
    assert line.text() == "about three seconds"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "−3.000 s, ×25/23.976, break of −0.500 s at 00:00:20"


def test_ratios_are_chosen_or_typed(opened):
    box = opened.window.shift_bar.ratio
    names = [box.itemText(row) for row in range(box.count())]
    for rates in ("23.976/24", "24/25", "29.97/25", "30/23.976"):
        assert f"×{rates}" in names
    row = names.index("×25/24")
    box.setCurrentIndex(row)
    box.activated.emit(row)
    assert opened.session.retiming == Retiming(0, Fraction(25, 24))
    type_into(box, "1.0427")
    assert opened.session.retiming == Retiming(0, Fraction("1.0427"))
    assert box.currentText() == "×1.04270"
    type_into(box, "quick")
    assert opened.session.retiming == Retiming(0, Fraction("1.0427"))
    opened.session.undo.undo()
    assert box.currentText() == "×25/24"


@pytest.mark.parametrize(("modifiers", "sign"), [(Qt.KeyboardModifier.NoModifier, -1), (SHIFT, 1)])
def test_a_key_that_is_held_shifts_evenly_and_is_one_step(opened, modifiers, sign):
    bar = opened.window.shift_bar
    values = []
    bar.slider.previewed.connect(values.append)
    QTest.keyPress(opened.window.timeline, Qt.Key.Key_Z, modifiers)
    opened.until(lambda: len(values) > 12)
    QTest.keyRelease(opened.window.timeline, Qt.Key.Key_Z)
    held_ms = bar.slider.value_ms
    assert values[0] == 100 * sign
    assert values == sorted(values, reverse=sign < 0)
    bar.finish()
    assert opened.session.retiming == Retiming(held_ms)
    assert opened.session.undo.count() == 1


def test_an_arrow_key_that_is_held_goes_on_until_it_is_let_go(opened):
    slider = opened.window.shift_bar.slider
    slider.setFocus()
    QTest.keyPress(slider, Qt.Key.Key_Right, SHIFT)
    opened.until(lambda: slider.value_ms > 30)
    QTest.keyRelease(slider, Qt.Key.Key_Right, SHIFT)
    opened.window.shift_bar.finish()
    assert opened.session.undo.count() == 1


def test_an_arrow_of_the_value_that_is_held_goes_on_evenly(opened):
    value, slider = opened.window.shift_bar.value, opened.window.shift_bar.slider
    place = QPoint(value.width() - 8, value.height() // 4)
    QTest.mousePress(value, Qt.MouseButton.LeftButton, pos=place)
    opened.until(lambda: slider.value_ms > 200)
    QTest.mouseRelease(value, Qt.MouseButton.LeftButton, pos=place)
    opened.window.shift_bar.finish()
    assert opened.session.undo.count() == 1


def test_what_is_held_goes_further_the_longer_and_begins_gently():
    ways = [glided_ms(seconds / 10, 100) for seconds in range(120)]
    assert ways == sorted(ways)
    assert ways[0] == 0
    assert 1000 <= ways[10] <= 1500
    assert 80_000 <= glided_ms(9, 100) <= 110_000
    assert glided_ms(1, 1) == 14


def test_this_cue_starts_now(opened):
    opened.open(SAMPLE, opened.session.subtitles.path)
    opened.window.playback.set_current_cue(3)
    opened.window.playback.seek(12_345)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N)
    assert opened.session.cues[3].start_ms == 12_345
    assert len(set(moves(opened))) == 1
    assert opened.session.undo.count() == 1
    opened.session.undo.undo()
    mean(opened, FROM_HERE, 6)
    opened.window.playback.seek(20_000)
    opened.window.playback.set_current_cue(6)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N)
    assert opened.session.cues[6].start_ms == 20_000
    assert set(moves(opened)[:6]) == {0}


def test_a_time_that_is_typed_is_where_the_current_cue_starts(opened):
    opened.window.playback.set_current_cue(3)
    type_into(opened.window.shift_bar.value, "=0:12.345")
    assert opened.session.cues[3].start_ms == 12_345
    assert len(set(moves(opened))) == 1
    assert opened.session.undo.count() == 1
    opened.window.playback.set_current_cue(None)
    type_into(opened.window.shift_bar.value, "=0:20")
    assert opened.session.undo.count() == 1
    assert opened.window.shift_bar.value.text() == f"{moves(opened)[0] / 1000:+.3f} s".replace("-", "−")


def test_while_a_key_is_held_the_subtitles_are_as_they_were(opened):
    retime(opened.session, Retiming(-3000))
    after = opened.session.cues
    QTest.keyPress(opened.window.timeline, Qt.Key.Key_U)
    assert opened.session.cues == opened.session.untouched_cues
    assert opened.window.shift_bar.slider.value_ms == 0
    QTest.keyRelease(opened.window.timeline, Qt.Key.Key_U)
    assert opened.session.cues == after
    assert opened.session.undo.count() == 1
    opened.window.retiming.before_after.action.trigger()
    assert opened.session.cues == after
    assert opened.window.status.message.startswith("Hold U")


def test_the_score_is_of_what_is_shifted_and_a_click_shifts_just_that(opened):
    opened.open(SAMPLE, opened.session.subtitles.path)
    strip = opened.window.suggesting.strip
    opened.until(lambda: strip.curve is not None and opened.idle())
    of_all = strip.curve
    mean(opened, FROM_HERE)
    opened.until(lambda: strip.curve is not of_all and opened.idle())
    best = max(strip.peaks, key=lambda peak: peak.score)
    x = round(opened.window.shift_bar.slider.x_of(best.shift_ms))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, strip.height() // 2))
    opened.until(opened.idle)
    assert abs(moves(opened)[5] + 3000) <= 80
    assert set(moves(opened)[:5]) == {0}
    opened.session.undo.undo()
    mean(opened, SELECTED, 3)
    opened.until(opened.idle)
    before = strip.curve
    opened.window.shift_bar.nudge(-200)
    opened.window.shift_bar.finish()
    opened.until(opened.idle)
    assert strip.curve is before or (strip.curve.scores == before.scores).all()


@pytest.fixture
def with_clip(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, opened.session.subtitles.path)
    opened.window.timeline.zoom_to_fit()
    return opened


def anchor(opened: OpenWindow, row: int, time_ms: int) -> None:
    opened.window.travel.choose(row)
    opened.window.playback.seek(time_ms)
    opened.window.playback.set_current_cue(row)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N, SHIFT)


def pin_place(opened: OpenWindow, time_ms: int) -> QPoint:
    """Return where in the view the head of a pin at a time is."""
    layer = opened.window.retiming.anchors.layer
    return QPoint(round(layer.axis.column(time_ms) / layer.scale_factor), round(layer.y()) + 8)


def surface(opened: OpenWindow) -> QWidget:
    return opened.window.timeline.add_layer(type(opened.window.retiming.anchors.layer)(opened.window.timeline.theme))


def test_two_anchors_fit_everything_between_them(with_clip):
    base = with_clip.session.base_cues
    first, last = base[1].start_ms, base[14].start_ms
    anchor(with_clip, 1, first - 3000)
    assert set(moves(with_clip)) == {-3000}
    assert "Anchor another" in with_clip.window.status.message
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
    moved = moves(with_clip)
    by_ms = moved[8] + 3000
    layer = with_clip.window.retiming.anchors.layer
    assert abs(by_ms - 20 * layer.ms_per_px) <= 2
    assert (moved[1], moved[14]) == (-3000, -3000)
    assert -3000 < moved[4] < -3000 + by_ms
    assert moved[0] == -3000
    assert moved[16] == -3000
    assert with_clip.session.undo.count() == steps + 1
    with_clip.session.undo.undo()
    assert set(moves(with_clip)) == {-3000}


def test_an_anchor_that_is_let_go_with_escape_goes_back(with_clip):
    base = with_clip.session.base_cues
    anchor(with_clip, 4, base[4].start_ms - 1000)
    steps = with_clip.session.undo.count()
    place, view = pin_place(with_clip, base[4].start_ms - 1000), surface(with_clip)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(view, place + QPoint(50, 0))
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(50, 0))
    assert set(moves(with_clip)) == {-1000}
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
        with_clip.window.travel.choose(row)
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
    """Press the key when lines begin that are spoken 3 s before their subtitles, as late as a hand is."""
    timeline = opened.window.timeline
    for row in rows:
        opened.window.playback.seek(opened.session.untouched_cues[row].start_ms - 3000 + late_ms)
        QTest.keyClick(timeline, Qt.Key.Key_T)


def begin_tapping(opened: OpenWindow, row: int) -> None:
    opened.window.travel.choose(row)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_T)
    opened.until(lambda: opened.window.playback.playing and opened.idle())


def test_tapping_along_shifts_as_one_step(with_clip):
    with_clip.window.travel.choose(3)
    with_clip.window.actions_.transport.loop.trigger()
    begin_tapping(with_clip, 3)
    assert with_clip.window.playback.loop_ms is None
    assert "line 4 begins" in with_clip.window.status.message
    assert with_clip.window.playback.position_ms < with_clip.session.untouched_cues[3].start_ms - 2000
    tap_along(with_clip, [3, 4, 6, 7, 9], 200)
    assert with_clip.window.status.message.startswith("5 lines tapped")
    assert with_clip.session.undo.count() == 0
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert len(set(moves(with_clip))) == 1
    assert abs(moves(with_clip)[0] + 3000) <= 60
    assert with_clip.session.undo.count() == 1
    with_clip.session.undo.undo()
    assert set(moves(with_clip)) == {0}
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    assert not with_clip.session.undo.canUndo()


def test_taps_are_left_with_escape(with_clip):
    begin_tapping(with_clip, 3)
    tap_along(with_clip, [3, 4], 200)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Escape)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert not with_clip.session.undo.canUndo()
    assert with_clip.window.status.message == ""


def test_tapping_from_here_on_shifts_what_follows(with_clip):
    mean(with_clip, FROM_HERE, 5)
    begin_tapping(with_clip, 5)
    tap_along(with_clip, [5, 6, 8], 200)
    with_clip.window.playback.set_current_cue(5)
    QTest.mouseClick(with_clip.window.status.help_button, Qt.MouseButton.LeftButton)
    with_clip.window.playback.toggle()
    assert set(moves(with_clip)[:5]) == {0}
    assert all(abs(by_ms + 3000) <= 60 for by_ms in moves(with_clip)[5:])


def test_the_reaction_time_is_measured_and_kept(with_clip):
    retime(with_clip.session, Retiming(-3000))
    with_clip.window.travel.choose(2)
    with_clip.window.retiming.tapping.calibrate.trigger()
    with_clip.until(lambda: with_clip.window.playback.playing and with_clip.idle())
    tap_along(with_clip, [2, 3, 5], 320)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert abs(with_clip.settings.reaction_ms - 320) <= 60
    assert "Your reaction time is 0.3" in with_clip.window.status.message
    assert set(moves(with_clip)) == {-3000}


def test_a_reaction_time_that_nobody_has_is_not_kept(with_clip):
    with_clip.window.travel.choose(2)
    with_clip.window.retiming.tapping.calibrate.trigger()
    with_clip.until(lambda: with_clip.window.playback.playing and with_clip.idle())
    tap_along(with_clip, [2, 3], 200)
    QTest.keyClick(with_clip.window.timeline, Qt.Key.Key_Return)
    with_clip.window.playback.toggle()
    assert with_clip.settings.reaction_ms == 200
    assert with_clip.window.status.message.startswith("Nobody reacts in −2.")
