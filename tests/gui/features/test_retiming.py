"""Retiming in the window: scopes, typed shifts, held keys, undo."""

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.subtitles.retime import Break, Retiming, frame_rate_ratio
from deepdub_gui.document.commands import retime
from deepdub_gui.widgets.shift.scope_choice import ALL, FROM_HERE, SELECTED
from deepdub_gui.widgets.shift.steps import repeat_distance_ms
from tests.helpers.open_window import SAMPLE, OpenWindow
from tests.helpers.retiming import choose_scope, shifts_ms, type_into

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


def test_shifting_from_here_on_moves_the_rest_and_is_described(opened):
    choose_scope(opened, FROM_HERE)
    drag_slider(opened, -2000)
    by_ms = opened.window.shift_bar.slider.value_ms
    assert abs(by_ms + 2000) <= 20
    count = len(opened.session.cues)
    assert shifts_ms(opened) == [0] * 5 + [by_ms] * (count - 5)
    here = opened.session.base_cues[5].start_ms
    assert opened.session.retiming == Retiming(breaks=(Break(here, by_ms),))
    assert opened.window.shift_bar.line.text().startswith(f"+0.000 s, break of −{-by_ms / 1000:.3f} s at 00:00:")
    assert opened.session.undo.count() == 1
    opened.session.undo.undo()
    assert opened.window.shift_bar.slider.value_ms == 0


def test_a_second_break_is_made_further_on_and_the_slider_shows_its_shift(opened):
    choose_scope(opened, FROM_HERE)
    opened.window.shift_bar.nudge(-500)
    opened.window.shift_bar.finish()
    choose_scope(opened, FROM_HERE, 8)
    assert opened.window.shift_bar.slider.value_ms == -500
    opened.window.shift_bar.nudge(-300)
    opened.window.shift_bar.finish()
    assert shifts_ms(opened)[4:9] == [0, -500, -500, -500, -800]
    choose_scope(opened, FROM_HERE, 2)
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
    assert {row: by for row, by in enumerate(shifts_ms(opened)) if by} == {2: by_ms, 3: by_ms, 7: by_ms}
    assert opened.session.undo.undoText() == f"Shift 3 subtitles by +{by_ms / 1000:.3f} s"
    assert opened.session.retiming == Retiming()
    opened.session.undo.undo()
    assert set(shifts_ms(opened)) == {0}
    assert opened.window.shift_bar.slider.value_ms == 0


def test_back_to_all_the_slider_shows_the_shift_of_all(opened):
    retime(opened.session, Retiming(-3000))
    choose_scope(opened, SELECTED)
    assert opened.window.shift_bar.slider.value_ms == 0
    opened.window.shift_bar.nudge(40)
    opened.window.shift_bar.finish()
    assert opened.window.shift_bar.slider.value_ms == 40
    choose_scope(opened, ALL)
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
    [
        ("-3", -3000),
        ("2,5", 2500),
        ("-.042", -42),
        ("-420ms", -420),
        ("1:02.5", 62_500),
        ("-0:03.4", -3400),
        ("3.4s", 3400),
        ("-60", -60_000),
        ("3000", 3_000_000),
    ],
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
    ways = [repeat_distance_ms(seconds / 10, 100) for seconds in range(120)]
    assert ways == sorted(ways)
    assert ways[0] == 0
    assert 1000 <= ways[10] <= 1500
    assert 80_000 <= repeat_distance_ms(9, 100) <= 110_000
    assert repeat_distance_ms(1, 1) == 14


def test_this_cue_starts_now(opened):
    opened.open(SAMPLE, opened.session.subtitles.path)
    opened.window.playback.set_current_cue(3)
    opened.window.playback.seek(12_345)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N)
    assert opened.session.cues[3].start_ms == 12_345
    assert len(set(shifts_ms(opened))) == 1
    assert opened.session.undo.count() == 1
    opened.session.undo.undo()
    choose_scope(opened, FROM_HERE, 6)
    opened.window.playback.seek(20_000)
    opened.window.playback.set_current_cue(6)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_N)
    assert opened.session.cues[6].start_ms == 20_000
    assert set(shifts_ms(opened)[:6]) == {0}


def test_a_time_that_is_typed_is_where_the_current_cue_starts(opened):
    opened.window.playback.set_current_cue(3)
    type_into(opened.window.shift_bar.value, "=0:12.345")
    assert opened.session.cues[3].start_ms == 12_345
    assert len(set(shifts_ms(opened))) == 1
    assert opened.session.undo.count() == 1
    opened.window.playback.set_current_cue(None)
    type_into(opened.window.shift_bar.value, "=0:20")
    assert opened.session.undo.count() == 1
    assert opened.window.shift_bar.value.text() == f"{shifts_ms(opened)[0] / 1000:+.3f} s".replace("-", "−")


def test_while_a_key_is_held_the_subtitles_are_as_they_were(opened):
    retime(opened.session, Retiming(-3000))
    after = opened.session.cues
    QTest.keyPress(opened.window.timeline, Qt.Key.Key_U)
    assert opened.session.cues == opened.session.file_cues
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
    choose_scope(opened, FROM_HERE)
    opened.until(lambda: strip.curve is not of_all and opened.idle())
    best = max(strip.peaks, key=lambda peak: peak.score)
    x = round(opened.window.shift_bar.slider.x_of(best.shift_ms))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, strip.height() // 2))
    opened.until(opened.idle)
    assert abs(shifts_ms(opened)[5] + 3000) <= 80
    assert set(shifts_ms(opened)[:5]) == {0}
    opened.session.undo.undo()
    choose_scope(opened, SELECTED, 3)
    opened.until(opened.idle)
    before = strip.curve
    opened.window.shift_bar.nudge(-200)
    opened.window.shift_bar.finish()
    opened.until(opened.idle)
    assert strip.curve is before or (strip.curve.scores == before.scores).all()
