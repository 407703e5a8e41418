"""Properties of the timeline's parts: axis, cue rows, labels and pixel rows."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.subtitles import Cue
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.cue_density import coverage
from deepdub_gui.widgets.timeline.cue_layout import ROWS, CueLayout
from deepdub_gui.widgets.timeline.envelope import filled, pixel_rows
from deepdub_gui.widgets.timeline.ruler import choose_ticks, label

axes = st.builds(TimeAxis, st.floats(-1e5, 5e7, width=32), st.floats(0.0625, 50_000, width=32), st.integers(1, 4000))
cue_lists = st.lists(
    st.builds(lambda start, length: Cue(start, start + length, ""), st.integers(-5000, 50_000), st.integers(0, 9000)),
    max_size=40,
)


@given(axes, st.integers(-100, 5000))
def test_the_left_edge_of_a_column_is_in_that_column(axis: TimeAxis, column: int) -> None:
    assert axis.column(axis.ms(column)) == column
    assert axis.columns_of(np.array([axis.ms(column)])).tolist() == [column]


@given(axes, st.integers(-3000, 3000))
def test_scrolling_is_whole_columns_there_and_back(axis: TimeAxis, columns: int) -> None:
    assert axis.scrolled(columns).columns_behind(axis) == columns
    assert axis.columns_behind(axis.scrolled(columns)) == -columns


@given(axes, st.floats(0.1, 10), st.floats(0, 1))
def test_zooming_keeps_a_time_in_its_place(axis: TimeAxis, factor: float, share: float) -> None:
    about_ms = axis.start_ms + share * axis.span_ms
    zoomed = axis.zoomed(factor, about_ms, 1e9)
    assert (about_ms - zoomed.start_ms) / zoomed.span_ms == pytest.approx(share, abs=1e-3)


@given(axes, st.integers(-1000, 0), st.integers(1, 10**7))
def test_a_view_is_never_beyond_the_clip(axis: TimeAxis, first_ms: int, last_ms: int) -> None:
    inside = axis.within(first_ms, last_ms)
    assert inside.start_ms >= first_ms
    assert inside.stop_ms <= last_ms + 1e-6 * abs(last_ms) + 1e-6 or inside.start_ms == first_ms


@given(cue_lists, st.integers(-6000, 60_000), st.integers(0, 20_000))
def test_exactly_the_cues_that_touch_a_range_are_found(cues: list[Cue], start_ms: int, length_ms: int) -> None:
    found = CueLayout.of(cues).visible(start_ms, start_ms + length_ms)
    assert sorted(found.tolist()) == [
        index for index, cue in enumerate(cues) if cue.end_ms >= start_ms and cue.start_ms <= start_ms + length_ms
    ]


@given(cue_lists)
def test_up_to_three_overlapping_cues_never_share_a_row(cues: list[Cue]) -> None:
    layout = CueLayout.of(cues)
    for index, cue in enumerate(cues):
        over = [
            other
            for other in range(len(cues))
            if other != index and max(cues[other].start_ms, cue.start_ms) < min(cues[other].end_ms, cue.end_ms)
        ]
        at_once = sum(1 for other in cues if other.start_ms <= cue.start_ms < other.end_ms)
        if all(
            sum(1 for third in cues if third.start_ms <= cues[other].start_ms < third.end_ms) <= ROWS
            for other in [*over, index]
        ):
            assert layout.row[index] not in {layout.row[other] for other in over}
        assert at_once == 0 or 0 <= layout.row[index] < layout.rows[index] <= ROWS


@given(cue_lists, st.integers(-10_000, 10_000))
def test_a_shift_gives_the_same_layout_as_laying_out_again(cues: list[Cue], shift_ms: int) -> None:
    shifted = [Cue(cue.start_ms + shift_ms, cue.end_ms + shift_ms, cue.text) for cue in cues]
    quick, fresh = CueLayout.of(shifted, CueLayout.of(cues)), CueLayout.of(shifted)
    for name in ("starts_ms", "ends_ms", "order", "latest_end_ms", "row", "rows"):
        assert np.array_equal(getattr(quick, name), getattr(fresh, name))


@given(cue_lists)
def test_strokes_cover_the_columns_of_their_cues(cues: list[Cue]) -> None:
    axis = TimeAxis(0.0, 20.0, 1000)
    layout = CueLayout.of(cues)
    covered, begins = coverage(layout, np.arange(len(cues)), axis)
    wanted = np.zeros(axis.columns, bool)
    for cue in cues:
        left = axis.column(cue.start_ms)
        wanted[max(0, left) : max(0, left + 1, axis.column(cue.end_ms))] = True
    assert np.array_equal(covered.any(axis=0), wanted)
    starts = {axis.column(cue.start_ms) for cue in cues}
    assert set(np.flatnonzero(begins.any(axis=0)).tolist()) == {left for left in starts if 0 <= left < axis.columns}


@given(axes, st.integers(20, 200))
def test_labels_of_the_ruler_never_overlap_and_tell_times_apart(axis: TimeAxis, width: int) -> None:
    ticks = choose_ticks(axis, width)
    columns = [axis.column(time_ms) for time_ms in ticks.labelled_ms[:50]]
    assert all(right - left >= width - 1 for left, right in pairwise(columns)) or (ticks.step_ms == 86_400_000)
    texts = [label(time_ms, ticks.step_ms) for time_ms in ticks.labelled_ms[:50]]
    assert len(set(texts)) == len(texts)


@given(
    st.lists(st.tuples(st.floats(-1, 1, width=32), st.floats(-1, 1, width=32)), min_size=1, max_size=60),
    st.integers(2, 300),
    st.floats(1, 64),
)
def test_every_column_spans_its_samples_and_touches_its_neighbour(
    pairs: list[tuple[float, float]], height: int, gain: float
) -> None:
    values = np.sort(np.array(pairs, np.float32), axis=1)
    first, count = (part.astype(int) for part in pixel_rows(values, height, gain))
    half = height / 2
    top = half - np.clip(values[:, 1] * gain, -1, 1) * half
    bottom = half - np.clip(values[:, 0] * gain, -1, 1) * half
    assert (first <= np.floor(top + 1e-3)).all()
    assert (first + count >= np.ceil(bottom - 1e-3)).all()
    assert (count >= 1).all()
    assert (first + count <= height).all()
    assert (first[1:] <= (first + count)[:-1]).all()
    assert (first[:-1] <= (first + count)[1:]).all()
    mask = filled(first.astype(np.uint16), count.astype(np.uint16), height)
    assert np.array_equal(mask.sum(axis=0), count)


def test_where_there_is_no_sound_nothing_is_filled() -> None:
    values = np.array([[np.nan, np.nan], [-0.5, 0.5], [np.nan, np.nan]], np.float32)
    first, count = pixel_rows(values, 100, 1.0)
    assert count.tolist() == [0, 50, 0]
    assert filled(first, count, 100).sum() == 50


def test_on_a_screen_of_twice_the_density_columns_are_physical_pixels() -> None:
    # The scale factor is fixed when Qt starts, so this needs its own process.
    code = """
import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from deepdub_engine.audio.peaks import PeakBuilder
from deepdub_engine.subtitles import Cue
from deepdub_gui.base import theme
from deepdub_gui.widgets.timeline import Timeline
app = QApplication([])
samples = np.zeros((8000 * 120, 1), np.float32)
samples[8 * 40_001] = 0.9
builder = PeakBuilder()
builder.add(samples)
cues = [Cue(40_001, 90_000, "")]
timeline = Timeline()
timeline.resize(1000, 600)
timeline.set_duration(120_000)
timeline.set_lane(0, builder.peaks(8000), None)
timeline.set_cues(cues, cues)
timeline.show()
app.processEvents()
timeline.zoom_to_fit()
image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
look = theme.light()
row = words[2 * 175, 4:-4]
found = np.flatnonzero(~np.isin(row, [look.panel.rgb(), look.grid_line.rgb(), look.playhead.rgb()])) + 4
box = np.flatnonzero(~np.isin(words[2 * 105, 4:-4], [look.window.rgb(), look.playhead.rgb()]))[0] + 4
print(image.width(), round(2 * timeline.x_of(40_001)), box, *found.tolist())
"""
    root = Path(__file__).parents[3]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    width, column, box, *found = map(int, run.stdout.splitlines()[-1].split())
    assert width == 2000
    assert box == column
    assert column in found
    assert len(found) <= 2  # the impulse's bin of 256 samples may reach into a second column
