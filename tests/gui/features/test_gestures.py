"""Gestures on the shift bar with unusual endings: each makes one undo step or none, and no change is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.dialogs.dialogs import SaveAnswer
from tests.helpers.open_window import TRUE_SUBS, OpenWindow


@pytest.fixture
def opened(opened: OpenWindow, mine: Path) -> OpenWindow:
    opened.open(mine)
    return opened


def begin_drag(opened: OpenWindow, shift_ms: int) -> QPoint:
    slider = opened.window.shift_bar.slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(slider.value_ms)), 28))
    place = QPoint(round(slider.x_of(shift_ms)), 28)
    QTest.mouseMove(slider, place)
    return place


def release(opened: OpenWindow, place: QPoint) -> None:
    QTest.mouseRelease(opened.window.shift_bar.slider, Qt.MouseButton.LeftButton, pos=place)


def turn_wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_escape_during_a_drag_gives_the_old_shift_back(opened: OpenWindow) -> None:
    place = begin_drag(opened, 4000)
    assert opened.session.cues != opened.session.file_cues
    QTest.keyClick(opened.window.shift_bar.slider, Qt.Key.Key_Escape)
    assert opened.session.cues == opened.session.file_cues
    assert opened.window.shift_bar.slider.value_ms == 0
    QTest.mouseMove(opened.window.shift_bar.slider, place + QPoint(30, 0))
    release(opened, place)
    assert opened.session.cues == opened.session.file_cues
    assert opened.session.undo.count() == 0


def test_undo_during_a_drag_takes_back_the_drag_only(opened: OpenWindow) -> None:
    opened.window.shift_bar.nudge(-3000)
    opened.window.shift_bar.finish()
    place = begin_drag(opened, 4000)
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    release(opened, place)
    assert opened.session.retiming == Retiming(-3000)
    assert opened.window.shift_bar.slider.value_ms == -3000
    assert opened.session.undo.count() == 1


def test_undo_right_after_a_key_step_takes_back_that_step(opened: OpenWindow) -> None:
    for _ in range(2):
        opened.window.actions_.later.trigger()
        opened.window.shift_bar.finish()
    opened.window.actions_.later.trigger()
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.session.shown_retiming == Retiming(200)
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.session.shown_retiming == Retiming(100)
    opened.session.undo.redo()
    opened.session.undo.redo()
    assert opened.session.retiming == Retiming(300)


def test_closing_right_after_a_key_step_asks_about_it(opened: OpenWindow) -> None:
    opened.window.actions_.later.trigger()
    opened.answers.saving = SaveAnswer.CANCEL
    opened.window.close()
    assert opened.answers.asked == ["saving"]
    assert opened.window.isVisible()


def test_saving_right_after_a_key_step_saves_it(opened: OpenWindow) -> None:
    opened.window.shift_bar.nudge(-3000)
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert opened.session.subtitles.path.read_bytes() == TRUE_SUBS.read_bytes()
    assert not opened.window.isWindowModified()


def test_other_subtitles_end_a_drag(opened: OpenWindow) -> None:
    place = begin_drag(opened, 4000)
    opened.window.opener.open_subtitles(TRUE_SUBS)
    opened.until(opened.idle)
    release(opened, place)
    assert opened.session.cues == load_subtitles(TRUE_SUBS).cues
    assert opened.window.shift_bar.slider.value_ms == 0


def test_the_arrows_of_the_value_make_one_undo_step(opened: OpenWindow) -> None:
    value = opened.window.shift_bar.value
    value.setFocus()
    for _ in range(4):
        QTest.keyClick(value, Qt.Key.Key_Up)
    assert value.text() == "+0.400 s"
    opened.window.shift_bar.finish()
    assert opened.session.undo.count() == 1


def test_steps_go_on_beyond_the_reach_of_the_slider(opened: OpenWindow) -> None:
    bar = opened.window.shift_bar
    bar.value.setValue(700.0)
    bar.nudge(100)
    bar.finish()
    assert opened.session.retiming == Retiming(700_100)
    bar.value.setValue(10.0)
    turn_wheel(bar.slider)
    bar.finish()
    assert opened.session.retiming == Retiming(10_100)


def test_a_wheel_that_passes_over_the_lists_changes_nothing(opened: OpenWindow) -> None:
    bar = opened.window.shift_bar
    for chooser in (bar.ratio, bar.ranges):
        before = chooser.currentIndex()
        turn_wheel(chooser)
        assert chooser.currentIndex() == before
    assert opened.session.retiming == Retiming()


def test_a_reach_smaller_than_the_shift_is_not_taken(opened: OpenWindow) -> None:
    bar = opened.window.shift_bar
    bar.value.setValue(-3.0)
    bar.ranges.setCurrentIndex(0)
    bar.ranges.activated.emit(0)
    assert bar.slider.reach_ms == 10_000
    assert bar.ranges.currentText() == "±10 s"
