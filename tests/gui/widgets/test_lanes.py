"""Lanes: folding, solo, height, colour for speech; all of it is saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.speech.speech_spans import spans_of_activity, spans_of_vocals
from deepdub_engine.audio.peaks import PeakBuilder
from deepdub_gui.base import theme
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.lane import HEADER_PX
from deepdub_gui.widgets.timeline.lane_stack import LANES, LEAST_PX, LaneStack
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow, open_window

RATE_HZ = 8000


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    """Return a one-minute timeline with constant noise in every lane."""
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_duration(60_000)
    builder = PeakBuilder()
    builder.add(np.random.default_rng(1).uniform(-0.9, 0.9, (60 * RATE_HZ, 1)).astype(np.float32))
    for lane in range(LANES):
        widget.set_lane(lane, builder.peaks(RATE_HZ), None)
    widget.zoom_to_fit()
    return widget


def heights(timeline: Timeline) -> list[int]:
    return [round(lane.boundingRect().height()) for lane in timeline._canvas.lanes]


def pixels(timeline: Timeline) -> np.ndarray:
    image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return words & 0xFFFFFF


def click(qtbot: QtBot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drag_down(edge, by_px: int) -> None:
    """Drag a lane's edge down by moving the mouse; the edge moves under the pointer."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    start = edge.mapToGlobal(QPoint(300, 3))
    steps = [(QEvent.Type.MouseButtonPress, 0), *((QEvent.Type.MouseMove, by_px * part // 5) for part in range(1, 6))]
    for kind, moved in [*steps, (QEvent.Type.MouseButtonRelease, by_px)]:
        spot = QPointF(start + QPoint(0, moved))
        event = QMouseEvent(kind, QPointF(edge.mapFromGlobal(spot)), spot, left, left, none)
        QApplication.sendEvent(edge, event)


def test_a_folded_lane_gives_its_room_to_the_others_and_takes_it_back(qtbot: QtBot, timeline: Timeline) -> None:
    before = heights(timeline)
    controls = timeline._canvas.controls
    click(qtbot, controls.folds[1])
    assert heights(timeline)[1] == HEADER_PX
    assert sum(heights(timeline)) == sum(before)
    assert heights(timeline)[0] == pytest.approx(heights(timeline)[2], abs=1)
    click(qtbot, controls.folds[1])
    assert heights(timeline) == before


def test_a_lane_alone_has_all_the_room_and_the_others_come_back_as_they_were(qtbot: QtBot, timeline: Timeline) -> None:
    controls = timeline._canvas.controls
    click(qtbot, controls.folds[2])
    before = heights(timeline)
    click(qtbot, controls.alones[1])
    assert heights(timeline) == [HEADER_PX, sum(before) - 2 * HEADER_PX, HEADER_PX]
    click(qtbot, controls.alones[1])
    assert heights(timeline) == before
    click(qtbot, controls.alones[0])
    click(qtbot, controls.folds[1])  # unfolding another lane ends the solo view
    assert [height > HEADER_PX for height in heights(timeline)] == [True, True, False]


def test_an_edge_follows_the_hand_and_leaves_no_lane_without_a_waveform(timeline: Timeline) -> None:
    before = heights(timeline)
    edge = timeline._canvas.controls.edges[0]
    drag_down(edge, 60)
    assert heights(timeline) == [before[0] + 60, before[1] - 60, before[2]]
    drag_down(edge, 2000)
    assert heights(timeline)[1] == LEAST_PX
    assert sum(heights(timeline)) == sum(before)
    edge.mouseDoubleClickEvent(None)
    assert heights(timeline) == before


def test_the_waveform_fills_the_lane_at_its_new_height(timeline: Timeline) -> None:
    timeline.arrange_lanes(LaneStack(alone=0))
    lane = timeline._canvas.lanes[0]
    top, height = round(lane.y()) + 1, round(lane.boundingRect().height())
    middle = pixels(timeline)[top + HEADER_PX : top + height, 500]
    drawn = middle != (theme.light().panel.rgb() & 0xFFFFFF)
    assert drawn[20:-20].all()


def test_a_folded_lane_offers_no_separation(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_lane(1, None, None)
    button = next(button for button in timeline.findChildren(QPushButton) if button.isVisible())
    click(qtbot, timeline._canvas.controls.folds[1])
    assert not button.isVisible()


stacks = st.builds(
    LaneStack,
    st.tuples(*[st.floats(0.02, 50)] * LANES),
    st.frozensets(st.integers(0, LANES - 1)),
    st.none() | st.integers(0, LANES - 1),
)


@given(stacks, st.integers(0, 3000))
def test_open_lanes_share_all_of_the_height(stack: LaneStack, height: int) -> None:
    edges = stack.edges(height, HEADER_PX)
    sizes = np.diff(edges)
    assert edges[0] == 0
    assert (sizes >= 0).all()
    assert all(sizes[lane] == HEADER_PX for lane in range(LANES) if not stack.is_open(lane))
    if stack.open_lanes and height >= HEADER_PX * LANES:
        assert edges[-1] == height


@given(stacks, st.integers(0, LANES - 2), st.floats(-5000, 5000), st.integers(300, 3000))
def test_dragging_changes_two_lanes_only(stack: LaneStack, edge: int, by_px: float, height: int) -> None:
    before = np.diff(stack.edges(height, HEADER_PX))
    after = np.diff(stack.dragged(edge, by_px, height, HEADER_PX).edges(height, HEADER_PX))
    pair = stack.neighbours(edge) or ()
    others = [lane for lane in range(LANES) if lane not in pair]
    assert np.abs(after[others] - before[others]).max(initial=0) <= 1  # rounding error
    assert after.sum() == before.sum()


@given(stacks)
def test_an_arrangement_survives_the_settings(stack: LaneStack) -> None:
    again = LaneStack.from_text(stack.to_text())
    assert again.shares == pytest.approx(stack.shares, rel=1e-3)
    assert (again.folded, again.alone) == (stack.folded, stack.alone)


@pytest.mark.parametrize("text", ["", "1 1 1", "1 1 / / ", "nan 1 1 / / ", "1 1 1 / 7 / ", "1 1 1 / / 9", "a / b / c"])
def test_settings_that_make_no_sense_give_the_usual_lanes(text: str) -> None:
    assert LaneStack.from_text(text) == LaneStack()


def test_what_is_chosen_in_the_menu_is_there_again_at_the_next_start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    first = open_window(qapp, qtbot, tmp_path)
    actions = first.window.viewing.actions
    actions.folds[2].trigger()
    next(reversed(actions.following.values())).trigger()
    actions.colours_speech.trigger()
    first.close()
    second = open_window(qapp, qtbot, tmp_path)
    again = second.window.viewing.actions
    assert [fold.isChecked() for fold in again.folds] == [False, False, True, False]
    assert [action.isChecked() for action in again.following.values()] == [False, False, True]
    assert not again.colours_speech.isChecked()
    assert second.window.timeline.lane_stack == LaneStack(folded=frozenset({2}))
    second.close()


def test_taller_waveforms_say_by_how_much(timeline: Timeline, opened: OpenWindow) -> None:
    actions = opened.window.viewing.actions
    actions.taller.trigger()
    actions.taller.trigger()
    assert opened.window.timeline.amplitude == pytest.approx(2.25)
    actions.lower.trigger()
    actions.plain_height.trigger()
    assert opened.window.timeline.amplitude == 1
    before = pixels(timeline)
    timeline.set_amplitude(4)
    lane = timeline._canvas.lanes[0]
    header = slice(round(lane.y()) + 2, round(lane.y()) + HEADER_PX)
    assert (pixels(timeline)[header] != before[header]).any()


def test_speech_has_the_colour_of_the_vocals_and_a_strip_below(timeline: Timeline) -> None:
    timeline.set_active_lane(0)
    timeline.set_speech(np.array([[10_000.0, 20_000.0]]))
    lane = timeline._canvas.lanes[0]
    bottom = round(lane.y() + lane.boundingRect().height())  # last row; the widget has a frame
    middle = round(lane.y() + (HEADER_PX + lane.boundingRect().height()) / 2) + 12
    shown = pixels(timeline)
    spoken, silent = round(timeline.x_of(15_000)), round(timeline.x_of(30_000))
    assert shown[bottom - 1, spoken] == theme.light().vocals.rgb() & 0xFFFFFF
    red, blue = (shown[middle, [spoken, silent]] >> shift & 255 for shift in (16, 0))
    assert red[0] > blue[0] + 60
    assert abs(int(red[1]) - int(blue[1])) < 20
    edges = [round(timeline.x_of(time_ms)) for time_ms in (10_000, 20_000)]
    strip = np.flatnonzero(shown[bottom - 1] == theme.light().vocals.rgb() & 0xFFFFFF)
    assert [strip[0], strip[-1]] == pytest.approx(edges, abs=1)


def test_speech_is_where_the_activity_is_or_else_the_vocals() -> None:
    likelihood = np.zeros(1000, np.uint8)
    likelihood[100:150] = likelihood[160:200] = 255  # a short pause for breath
    likelihood[500:502] = 255  # a click, too short for speech
    assert spans_of_activity(SpeechActivity(likelihood, likelihood)).tolist() == [[1000, 2000]]
    sound = np.zeros((10 * 48_000, 1), np.float32)
    sound[96_000:144_000] = 0.3
    builder = PeakBuilder()
    builder.add(sound)
    (span,) = spans_of_vocals(builder.peaks(48_000)).tolist()
    assert span == pytest.approx([2000, 3000], abs=25)
    assert len(spans_of_activity(SpeechActivity(likelihood[:0], likelihood[:0]))) == 0


def test_in_the_window_speech_is_coloured_once_it_is_known_and_can_be_plain(opened: OpenWindow) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    lane = opened.window.timeline._canvas.lanes[0]
    assert len(lane._speech_ms) > 0
    spoken = sum(stop - start for start, stop in lane._speech_ms)
    assert 2000 < spoken < opened.session.clip.duration_ms
    opened.window.viewing.actions.colours_speech.trigger()
    assert len(lane._speech_ms) == 0


def test_the_buttons_of_a_lane_say_what_they_do(timeline: Timeline) -> None:
    controls = timeline._canvas.controls
    assert all(button.accessibleName() and button.toolTip() for button in (*controls.folds, *controls.alones))
    timeline.set_duration(None)
    assert not any(button.isVisible() for button in (*controls.folds, *controls.alones, *controls.edges))


def test_the_buttons_of_a_lane_are_large_enough_to_hit(timeline: Timeline) -> None:
    controls = timeline._canvas.controls
    for button in (*controls.folds, *controls.alones):
        assert min(button.width(), button.height()) >= 24
