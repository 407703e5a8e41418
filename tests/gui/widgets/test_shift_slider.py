"""The shift slider: previews, commits and fine adjustment."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from deepdub_gui.widgets.shift.slider import ShiftSlider


class Hand:
    """A slider with a log of its signals."""

    def __init__(self, slider: ShiftSlider) -> None:
        self.slider = slider
        self.previewed: list[int] = []
        self.committed: list[int] = []
        slider.previewed.connect(self.previewed.append)
        slider.committed.connect(self.committed.append)

    def at(self, shift_ms: float) -> QPoint:
        return QPoint(round(self.slider.x_of(shift_ms)), 28)


@pytest.fixture
def hand(qtbot):
    frame = QWidget()
    qtbot.addWidget(frame)
    slider = ShiftSlider(frame)
    QVBoxLayout(frame).addWidget(slider)
    frame.resize(1000, 90)
    frame.show()
    qtbot.waitExposed(frame)
    hand = Hand(slider)
    yield hand
    frame.close()


def test_a_drag_previews_and_only_its_release_commits(hand: Hand) -> None:
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(0))
    QTest.mouseMove(hand.slider, hand.at(1500))
    QTest.mouseMove(hand.slider, hand.at(3000))
    assert abs(hand.previewed[-1] - 3000) < 25
    assert hand.committed == []
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(3000))
    assert hand.committed == [hand.previewed[-1]]


def test_a_coarse_drag_lands_on_round_values_and_a_fine_one_anywhere(hand: Hand) -> None:
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(0))
    for shift_ms in (-777, -1234, -3001):
        QTest.mouseMove(hand.slider, hand.at(shift_ms))
    assert all(value % 10 == 0 for value in hand.previewed)
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(-3001))
    hand.slider.set_reach_ms(1000)
    hand.previewed.clear()
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(0))
    QTest.mouseMove(hand.slider, hand.at(-333))
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(-333))
    assert any(value % 10 for value in hand.previewed)


def test_pressing_beside_the_handle_brings_it_there(hand: Hand) -> None:
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(-5000))
    assert abs(hand.slider.value_ms + 5000) < 25
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(-5000))
    assert len(hand.committed) == 1


def test_the_value_stops_at_both_ends(hand: Hand) -> None:
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(0))
    QTest.mouseMove(hand.slider, QPoint(5000, 28))
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=QPoint(5000, 28))
    assert hand.committed == [10_000]


def test_keys_step_and_a_pause_makes_them_one_gesture(hand: Hand, qtbot) -> None:
    hand.slider.setFocus()
    QTest.keyClick(hand.slider, Qt.Key.Key_Right)
    QTest.keyClick(hand.slider, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(hand.slider, Qt.Key.Key_PageDown)
    assert hand.previewed == [100, 110, -890]
    qtbot.waitUntil(lambda: bool(hand.committed))
    assert hand.committed == [-890]


def test_the_wheel_steps_up_and_down(hand: Hand, qtbot) -> None:
    for turned in (120, 120, -120):
        event = QWheelEvent(
            QPointF(500, 28),
            hand.slider.mapToGlobal(QPointF(500, 28)),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.slider, event)
    assert hand.previewed == [100, 200, 100]
    qtbot.waitUntil(lambda: hand.committed == [100])


def test_a_double_click_resets(hand: Hand) -> None:
    hand.slider.set_value_ms(4321)
    QTest.mouseDClick(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(4321))
    assert hand.slider.value_ms == 0
    assert hand.committed[-1] == 0


def test_what_the_document_says_does_not_disturb_a_drag(hand: Hand) -> None:
    QTest.mousePress(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(0))
    QTest.mouseMove(hand.slider, hand.at(2000))
    held = hand.slider.value_ms
    hand.slider.set_value_ms(0)
    assert hand.slider.value_ms == held
    QTest.mouseRelease(hand.slider, Qt.MouseButton.LeftButton, pos=hand.at(2000))


@pytest.mark.parametrize("reach_ms", [1000, 10_000, 60_000, 600_000])
def test_it_paints_at_every_reach(hand: Hand, reach_ms: int) -> None:
    hand.slider.set_reach_ms(reach_ms)
    image = hand.slider.grab().toImage()
    colours = {image.pixel(x, 28) for x in range(0, image.width(), 3)}
    assert len(colours) > 2
