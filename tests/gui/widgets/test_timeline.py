"""The timeline: one time axis, checked in the pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.audio.peaks import PeakBuilder, Peaks
from deepdub_engine.subtitles import Cue
from deepdub_gui.base import theme
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.band_layout import CUES_PX, GAP_PX, OVERVIEW_PX, RULER_PX
from deepdub_gui.widgets.timeline.lane import HEADER_PX
from tests.helpers.timeline import scroll_by

RATE_HZ = 8000
DURATION_MS = 60_000
CUES_TOP = 1 + OVERVIEW_PX + GAP_PX + RULER_PX
Sound = Callable[[np.ndarray], tuple[Peaks, PcmClip]]


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    """Return a function that stores samples and returns a lane's arguments."""

    def store(samples: np.ndarray) -> tuple[Peaks, PcmClip]:
        block = samples.astype(np.float32).reshape(-1, 1)
        builder = PeakBuilder()
        builder.add(block)
        with PcmWriter(tmp_path / f"{len(samples)}.pcm", 1) as writer:
            writer.write(block)
            return builder.peaks(RATE_HZ), writer.clip(RATE_HZ)

    return store


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    """Return an empty timeline of one minute."""
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(1000, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_duration(DURATION_MS)
    return widget


def silence(impulses_ms: Sequence[int] = ()) -> np.ndarray:
    samples = np.zeros(DURATION_MS * RATE_HZ // 1000)
    for time_ms in impulses_ms:
        samples[time_ms * RATE_HZ // 1000] = 0.9
    return samples


def pixels(timeline: Timeline) -> np.ndarray:
    """Return the screen as 0xRRGGBB, ``[rows, columns]`` of physical pixels."""
    image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return words & 0xFFFFFF


def word(colour: QColor) -> int:
    return colour.rgb() & 0xFFFFFF


def lane_rows(timeline: Timeline, lane: int) -> tuple[int, int]:
    """Return the first and the last logical row of a lane's waveform."""
    top = CUES_TOP + CUES_PX
    height = timeline.height() - 1 - top
    return top + height * lane // 3 + HEADER_PX, top + height * (lane + 1) // 3


def columns_with_sound(timeline: Timeline, lane: int, share: float = 0.25) -> list[int]:
    """Return the columns where a lane's waveform reaches `share` of its full height."""
    scale = timeline.devicePixelRatioF()
    first, last = (round(row * scale) for row in lane_rows(timeline, lane))
    row = round((first + last) / 2 - share * (last - first) / 2)
    line = pixels(timeline)[row, round(scale) : -round(scale)]
    look = theme.light()
    nothing = [word(colour) for colour in (look.panel, look.lane, look.grid_line, look.playhead)]
    return (np.flatnonzero(~np.isin(line, nothing)) + round(scale)).tolist()


def box_left(timeline: Timeline, near_x: float) -> int:
    """Return the left column of the cue box at a point."""
    line = pixels(timeline)[CUES_TOP + CUES_PX // 2]
    column = round(near_x)
    while line[column] != word(theme.light().window):
        column -= 1
    return column + 1


def wheel(
    timeline: Timeline, x: float, notches: float, key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    view = timeline._canvas.viewport()
    place = QPointF(x, CUES_TOP + CUES_PX + 40)
    spot = view.mapToGlobal(place.toPoint()).toPointF()
    turn = QPoint(0, round(120 * notches))
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view, QWheelEvent(place, spot, QPoint(), turn, Qt.MouseButton.NoButton, key, phase, False))


def press(qtbot: QtBot, timeline: Timeline, x: float, y: float) -> None:
    qtbot.mouseClick(timeline._canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x) - 1, round(y) - 1))


def drag(timeline: Timeline, points: Sequence[tuple[float, float]]) -> None:
    """Drag the mouse along the given points."""
    view, left = timeline._canvas.viewport(), Qt.MouseButton.LeftButton
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(points) - 1), QEvent.Type.MouseButtonRelease]
    for kind, (x, y) in zip(kinds, [*points, points[-1]], strict=True):
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        place = QPointF(x - 1, y - 1)
        spot = view.mapToGlobal(place.toPoint()).toPointF()
        QApplication.sendEvent(view, QMouseEvent(kind, place, spot, left, held, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("span", [(0, 60_000), (11_000, 15_200), (12_300, 12_420)])
def test_an_impulse_a_box_and_the_playhead_of_the_same_time_share_a_column(
    timeline: Timeline, sound: Sound, span: tuple[int, int]
) -> None:
    at_ms = 12_345
    timeline.set_lane(0, *sound(silence([at_ms])))
    timeline.set_lane(2, *sound(silence([at_ms])))
    cues = [Cue(at_ms, at_ms + 5000, "")]
    timeline.set_cues(cues, cues)
    timeline.show_span(*span)
    column = round(timeline.x_of(at_ms))
    assert box_left(timeline, column + 3) == column
    # A peak may fill the bin around an impulse, but nothing outside it.
    start_ms, stop_ms = timeline.visible_ms
    samples_per_column = (stop_ms - start_ms) * RATE_HZ / 1000 / 998
    for lane in (0, 2):
        found = columns_with_sound(timeline, lane)
        assert column in found
        assert len(found) <= (2 if samples_per_column >= 256 else max(1, np.ceil(1 / samples_per_column)))
    before = pixels(timeline)
    timeline.set_playhead(at_ms, follow=False)
    changed = np.flatnonzero((pixels(timeline) != before)[lane_rows(timeline, 1)[0] + 5])
    assert set(changed.tolist()) - {1} == {column}  # column 1 is the old position, time 0


def test_the_ruler_marks_the_column_of_its_time(timeline: Timeline) -> None:
    timeline.show_span(0, 20_000)
    row = 1 + OVERVIEW_PX + GAP_PX + RULER_PX - 10
    marks = np.flatnonzero(pixels(timeline)[row] == word(theme.light().edge)).tolist()
    assert {round(timeline.x_of(second * 1000)) for second in (5, 10, 15)} <= set(marks)


@pytest.mark.parametrize("notches", [1, 5, -2])
def test_zooming_keeps_the_time_under_the_pointer(timeline: Timeline, notches: float) -> None:
    timeline.show_span(10_000, 30_000)
    x = 401.0
    start_ms, stop_ms = timeline.visible_ms
    under = start_ms + (x + 0.5) * (stop_ms - start_ms) / 998
    wheel(timeline, x, notches, Qt.KeyboardModifier.ControlModifier)
    start_ms, stop_ms = timeline.visible_ms
    assert stop_ms - start_ms == pytest.approx(20_000 / 1.25**notches)
    assert start_ms + (x + 0.5) * (stop_ms - start_ms) / 998 == pytest.approx(under)


def test_the_wheel_scrolls_by_whole_pixels_and_stops_at_the_ends(timeline: Timeline) -> None:
    timeline.show_span(10_000, 30_000)
    wheel(timeline, 300, -0.37)
    moved = (timeline.visible_ms[0] - 10_000) / (20_000 / 998)
    assert moved == pytest.approx(round(moved), abs=1e-6)
    assert moved > 0
    wheel(timeline, 300, 100)
    assert timeline.visible_ms[0] == 0
    wheel(timeline, 300, -1000)
    assert timeline.visible_ms[1] == pytest.approx(DURATION_MS)


def test_shift_and_wheel_make_quiet_sound_taller(timeline: Timeline, sound: Sound) -> None:
    timeline.set_lane(0, *sound(silence([30_000]) * 0.2))
    timeline.zoom_to_fit()
    assert columns_with_sound(timeline, 0, share=0.5) == []
    wheel(timeline, 300, 8, Qt.KeyboardModifier.ShiftModifier)
    assert columns_with_sound(timeline, 0, share=0.5) != []


def test_scrolled_waveforms_look_as_if_drawn_afresh(timeline: Timeline, sound: Sound) -> None:
    noise = np.random.default_rng(2).uniform(-0.8, 0.8, RATE_HZ * 60)
    timeline.set_lane(0, *sound(noise))
    timeline.show_span(10_000, 20_000)
    pixels(timeline)
    for notches in (-1, -2, 1):
        wheel(timeline, 300, notches)
        pixels(timeline)
    scrolled = pixels(timeline)
    timeline.set_lane(0, None, None)
    timeline.set_lane(0, *sound(noise))
    assert np.array_equal(pixels(timeline), scrolled)


def test_the_view_follows_the_playhead_by_pages(timeline: Timeline) -> None:
    timeline.show_span(0, 10_000)
    timeline.set_playhead(9_990, follow=True)
    assert timeline.visible_ms[0] == 0
    timeline.set_playhead(10_020, follow=True)
    start_ms, stop_ms = timeline.visible_ms
    assert stop_ms - start_ms == pytest.approx(10_000)
    assert start_ms < 10_020 < start_ms + 2_000
    timeline.set_playhead(10_900, follow=True)
    assert timeline.visible_ms[0] == start_ms


def test_a_view_that_was_scrolled_away_from_the_playhead_is_left_alone(timeline: Timeline) -> None:
    timeline.show_span(0, 10_000)
    timeline.set_playhead(5_000, follow=True)
    scroll_by(timeline, 20_000)
    looked_at = timeline.visible_ms
    timeline.set_playhead(5_040, follow=True)
    assert timeline.visible_ms == looked_at
    timeline.reveal(5_040)
    assert timeline.visible_ms[0] < 5_040 < timeline.visible_ms[1]


def test_clicks_in_ruler_and_waveform_seek(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.show_span(10_000, 20_000)
    sought: list[int] = []
    timeline.seek_requested.connect(sought.append)
    x = 500
    for y in (1 + OVERVIEW_PX + GAP_PX + 5, lane_rows(timeline, 1)[0] + 20):
        press(qtbot, timeline, x, y)
    assert [round(timeline.x_of(time_ms)) for time_ms in sought] == [x, x]


def test_dragging_in_the_waveform_seeks_along_and_never_outside_the_clip(timeline: Timeline) -> None:
    timeline.zoom_to_fit()
    sought: list[int] = []
    timeline.seek_requested.connect(sought.append)
    y = lane_rows(timeline, 0)[0] + 20
    drag(timeline, [(400, y), (200, y), (-300, y), (5000, y)])
    assert sought == [*sorted(sought[:3], reverse=True), DURATION_MS]
    assert sought[2] == 0


def test_clicks_on_cues_say_which_of_them_also_where_they_overlap(qtbot: QtBot, timeline: Timeline) -> None:
    # Unsorted on purpose: indices are those of the file.
    cues = [Cue(20_000, 24_000, "second"), Cue(10_000, 14_000, "first"), Cue(21_000, 25_000, "over it")]
    timeline.set_cues(cues, cues)
    timeline.zoom_to_fit()
    chosen: list[int] = []
    played: list[int] = []
    timeline.cue_clicked.connect(chosen.append)
    timeline.cue_activated.connect(played.append)
    press(qtbot, timeline, timeline.x_of(12_000), CUES_TOP + 30)
    x = timeline.x_of(23_000)
    press(qtbot, timeline, x, CUES_TOP + 15)
    press(qtbot, timeline, x, CUES_TOP + 45)
    assert chosen == [1, 0, 2]
    place = QPoint(round(timeline.x_of(12_000)) - 1, CUES_TOP + 29)
    qtbot.mouseDClick(timeline._canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert played == [1]


def test_the_overview_centres_where_it_is_clicked_and_its_frame_can_be_dragged(timeline: Timeline) -> None:
    timeline.show_span(0, 6_000)
    x = 1 + 998 / 2
    drag(timeline, [(x, 20)])
    start_ms, stop_ms = timeline.visible_ms
    assert (start_ms + stop_ms) / 2 == pytest.approx(30_000, abs=100)
    drag(timeline, [(x + 10, 20), (x + 110, 20)])
    moved_ms = timeline.visible_ms[0] - start_ms
    assert moved_ms == pytest.approx(100 * DURATION_MS / 998, abs=100)


def test_a_click_on_a_header_chooses_the_lane(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.waitSignal(timeline.lane_chosen, timeout=1000) as chosen:
        press(qtbot, timeline, 30, lane_rows(timeline, 2)[0] - 8)
    assert chosen.args == [2]


def test_the_waveform_grows_while_the_clip_is_read(timeline: Timeline, sound: Sound) -> None:
    whole = silence([5_000, 29_990, 30_010, 50_000])
    timeline.zoom_to_fit()
    for until_ms in (10_000, 29_993, 60_000):
        timeline.set_lane(0, *sound(whole[: until_ms * RATE_HZ // 1000]))
        pixels(timeline)
    grown = pixels(timeline)
    assert {round(timeline.x_of(time_ms)) for time_ms in (5_000, 29_990, 30_010, 50_000)} <= set(
        columns_with_sound(timeline, 0)
    )
    timeline.set_lane(0, None, None)
    timeline.set_lane(0, *sound(whole))
    assert np.array_equal(pixels(timeline), grown)


def test_shifted_cues_leave_their_ghosts_behind(timeline: Timeline) -> None:
    untouched = [Cue(10_000, 12_000, "here")]
    timeline.show_span(0, 20_000)
    timeline.set_cues(untouched, untouched)
    row = CUES_TOP + CUES_PX // 2
    ghost = round(timeline.x_of(11_000))
    box = pixels(timeline)[row, ghost]
    timeline.set_cues([Cue(14_000, 16_000, "here")], untouched)
    line = pixels(timeline)[row]
    assert line[ghost] not in (box, word(theme.light().window))
    assert line[round(timeline.x_of(15_950))] == word(theme.light().cue)


def test_the_current_cue_and_problems_look_different_and_problems_not_by_colour_alone(timeline: Timeline) -> None:
    cues = [Cue(at, at + 2000, "") for at in (1000, 5000, 9000)]
    timeline.show_span(0, 20_000)
    timeline.set_cues(cues, cues)
    plain = pixels(timeline)
    timeline.set_current_cue(1)
    timeline.set_problem_cues(frozenset({2}))
    marked = pixels(timeline)
    row, right = CUES_TOP + CUES_PX // 2, [round(timeline.x_of(cue.end_ms)) - 6 for cue in cues]
    assert [marked[row, column] for column in right] == [
        word(colour) for colour in (theme.light().cue, theme.light().cue_current, theme.light().cue_problem)
    ]
    left = round(timeline.x_of(9000)) + 3
    inside = marked[CUES_TOP + 10 : CUES_TOP + CUES_PX - 10, left : left + 14]
    assert (inside == word(theme.light().error)).any()
    edge = round(timeline.x_of(5000))
    below = lane_rows(timeline, 1)[0] + 5
    assert marked[below, edge] != plain[below, edge]


def test_empty_stem_lanes_offer_separation_and_then_its_progress(
    qtbot: QtBot, timeline: Timeline, sound: Sound
) -> None:
    buttons = timeline.findChildren(QPushButton)
    assert [button.isVisible() for button in buttons] == [True, True]
    with qtbot.waitSignal(timeline.separate_requested, timeout=1000):
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    timeline.set_separate_enabled(False)
    assert not buttons[1].isEnabled()
    before = pixels(timeline)
    timeline.set_lane_progress(1, 0.4)
    timeline.set_lane_progress(2, 0.4)
    assert not any(button.isVisible() for button in buttons)
    assert (pixels(timeline) != before).any()
    timeline.set_lane_progress(1, None)
    timeline.set_lane(1, *sound(silence()))
    timeline.set_lane_progress(2, None)
    assert [button.isVisible() for button in buttons] == [False, True]


def test_without_a_clip_nothing_is_drawn_and_nothing_can_be_clicked(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_duration(None)
    shown = pixels(timeline)[2:-2, 2:-2]
    assert (shown == word(theme.light().window)).all()
    with qtbot.assertNotEmitted(timeline.seek_requested):
        press(qtbot, timeline, 300, 300)
    wheel(timeline, 300, 3)


def test_a_long_list_of_cues_is_drawn_as_strokes_where_they_are(timeline: Timeline) -> None:
    cues = [Cue(at, at + 60, f"{at}") for at in range(0, 30_000, 60)]
    timeline.set_cues(cues, cues)
    timeline.zoom_to_fit()
    line = pixels(timeline)[CUES_TOP + CUES_PX // 2, 1:-1] != word(theme.light().window)
    middle = round(timeline.x_of(30_000)) - 1
    assert line[: middle - 2].all()
    assert not line[middle + 2 :].any()


def test_the_view_is_announced_and_kept_when_the_window_grows(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.waitSignal(timeline.view_changed, timeout=1000) as changed:
        timeline.show_span(1000, 5000)
    assert changed.args == pytest.approx([1000, 5000])
    timeline.resize(1200, 700)
    assert timeline.visible_ms == pytest.approx((1000, 5000))


def test_a_dark_theme_reaches_every_part(timeline: Timeline, sound: Sound) -> None:
    timeline.set_lane(0, *sound(silence([30_000])))
    timeline.set_theme(theme.dark())
    shown = pixels(timeline)[1:-1, 1:-1]
    brightness = (shown >> 16 & 255) + (shown >> 8 & 255) + (shown & 255)
    assert np.median(brightness, axis=0)[10:-10].max() < 3 * 80


def test_a_screen_reader_hears_what_it_is(timeline: Timeline) -> None:
    assert timeline.accessibleName() == "Timeline"
    assert "Waveforms" in timeline.accessibleDescription()
    assert all("Separate" in button.accessibleName() for button in timeline.findChildren(QPushButton))
