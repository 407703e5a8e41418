"""Clips of twelve hours: same behaviour, sample accuracy, little memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.peaks import PeakBuilder, Peaks, pyramid
from deepdub_engine.subtitles import Cue
from deepdub_gui.base import theme
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.axis import SHORTEST_MS_PER_COLUMN, TimeAxis
from deepdub_gui.widgets.timeline.ruler import choose_ticks, label

HOURS_MS = 13 * 3_600_000
RATE_HZ = 48_000


def long_peaks(clicks_ms: list[int]) -> Peaks:
    """Return the peaks of thirteen hours of silence with clicks."""
    samples = HOURS_MS * RATE_HZ // 1000
    bins = np.zeros((-(-samples // 256), 2), np.int16)
    for time_ms in clicks_ms:
        bins[time_ms * RATE_HZ // 1000 // 256] = (-30_000, 30_000)
    return Peaks(RATE_HZ, samples, pyramid(bins))


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(1002, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_duration(HOURS_MS)
    return widget


def lane_row(timeline: Timeline) -> np.ndarray:
    """Return the columns in which the first lane shows a click, on a row above its centre."""
    image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()) & 0xFFFFFF
    lane = timeline._canvas.lanes[0]
    row = round(lane.y() + 22 + (lane.boundingRect().height() - 22) * 0.3)
    look = theme.light()
    nothing = [colour.rgb() & 0xFFFFFF for colour in (look.panel, look.grid_line, look.playhead)]
    return np.flatnonzero(~np.isin(words[row, 1:-1], nothing))


def test_a_click_beyond_the_limit_of_wav_files_is_seen_in_its_column_at_every_zoom(timeline: Timeline) -> None:
    at_ms = 12 * 3_600_000 + 25 * 60_000 + 39_500  # where other programs stop
    timeline.set_lane(0, long_peaks([at_ms]), None)
    for span_ms in (HOURS_MS, 3_600_000, 60_000, 1_000):
        timeline.show_span(max(0, at_ms - span_ms // 3), min(HOURS_MS, at_ms + span_ms * 2 // 3))
        column = timeline._canvas.axis.column(at_ms)
        found = lane_row(timeline)
        assert len(found)
        assert found[0] - 1 <= column <= found[-1] + 1


def test_peaks_of_thirteen_hours_take_fifty_megabytes_and_twice_that_while_they_grow() -> None:
    assert sum(level.nbytes for level in long_peaks([]).levels) < 50_000_000
    builder, block = PeakBuilder(), np.zeros((1 << 22, 1), np.float32)
    tracemalloc.start()
    try:
        while builder.samples < 1800 * RATE_HZ:
            builder.add(block)
        kept = sum(level.nbytes for level in builder.peaks(RATE_HZ).levels)
        assert tracemalloc.get_traced_memory()[0] < 2.1 * kept + 100_000
    finally:
        tracemalloc.stop()


@given(
    st.floats(0, HOURS_MS - 1),
    st.floats(np.log(SHORTEST_MS_PER_COLUMN), np.log(HOURS_MS / 1000)),
    st.integers(200, 4000),
)
def test_labels_of_any_view_say_different_times_and_keep_clear_of_each_other(
    start_ms: float, zoom: float, columns: int
) -> None:
    axis = TimeAxis(start_ms, float(np.exp(zoom)), columns)
    width = 100
    ticks = choose_ticks(axis, width)
    texts = [label(time_ms, ticks.step_ms) for time_ms in ticks.labelled_ms]
    assert len(set(texts)) == len(texts)
    places = [axis.column(time_ms) for time_ms in ticks.labelled_ms]
    assert min(np.diff(places), default=width) >= width - 1


def test_the_longest_label_fits_the_room_that_is_kept_for_it(timeline: Timeline) -> None:
    ruler = timeline._canvas.ruler
    text = label(HOURS_MS, 10)
    assert text == "13:00:00.000"
    assert QFontMetricsF(ruler._font).horizontalAdvance(text) <= ruler._label_columns


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_place_and_zoom_can_be_painted(timeline: Timeline, data: st.DataObject) -> None:
    """Cue edges, playhead and spans may be billions of columns away, beyond the painter's integer range."""
    cues = [Cue(0, HOURS_MS, "all"), Cue(HOURS_MS - 2, HOURS_MS, "end"), Cue(5, 7, "start")]
    timeline.set_cues(cues, cues)
    timeline.set_speech(np.array([[0.0, HOURS_MS / 2], [HOURS_MS - 10.0, HOURS_MS]]))
    timeline.set_current_cue(data.draw(st.sampled_from([0, 1, 2, None])))
    timeline.set_separated([(0.0, 10.0), (HOURS_MS - 10.0, HOURS_MS)])
    timeline.set_playhead(data.draw(st.sampled_from([0, 1234, HOURS_MS])), follow=False)
    middle_ms = data.draw(st.floats(0, HOURS_MS))
    half_ms = data.draw(st.floats(0.1, HOURS_MS / 2))
    timeline.show_span(middle_ms - half_ms, middle_ms + half_ms)
    timeline.set_playhead(data.draw(st.integers(0, HOURS_MS)), follow=True)
    shown = timeline.grab().toImage()
    assert shown.width() == 1002
    start_ms, stop_ms = timeline.visible_ms
    assert start_ms < stop_ms
