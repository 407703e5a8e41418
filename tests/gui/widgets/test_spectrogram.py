"""The spectrogram: correct where it is visible, computed in the background, and bounded in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from deepdub_gui.base import theme
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline import spectrogram as module
from deepdub_gui.widgets.timeline.lane import HEADER_PX
from deepdub_gui.widgets.timeline.spectrogram import SpectrogramTiles
from tests.helpers.open_window import SAMPLE, OpenWindow

RATE_HZ = 16_000
SECONDS = 30


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    """Return silence with a 2 kHz tone from 10 s to 20 s."""
    sound = np.zeros((SECONDS * RATE_HZ, 1), np.float32)
    tone = np.arange(10 * RATE_HZ)
    sound[10 * RATE_HZ : 20 * RATE_HZ, 0] = 0.5 * np.sin(2 * np.pi * 2000 * tone / RATE_HZ)
    with PcmWriter(tmp_path / "tone.pcm", 1) as writer:
        writer.write(sound)
        return writer.clip(RATE_HZ)


@pytest.fixture
def timeline(qtbot: QtBot, clip: PcmClip) -> Timeline:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(1002, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_duration(clip.duration_ms)
    widget.set_lane(0, finish(build_peaks(clip)), clip)
    widget.zoom_to_fit()
    return widget


@pytest.fixture
def tiles(qtbot: QtBot, timeline: Timeline) -> SpectrogramTiles:
    jobs = JobRunner()
    tiles = SpectrogramTiles(jobs, jobs)
    tiles.arrived.connect(timeline.redraw_lanes)
    tiles.jobs = jobs
    yield tiles
    qtbot.waitUntil(lambda: not jobs.running)


def lane_pixels(timeline: Timeline) -> np.ndarray:
    """Return the pixel values of the first lane below its header; 0 is the background, brighter is louder."""
    image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine()).astype(int)
    lane = timeline._canvas.lanes[0]
    top, height = round(lane.y()) + 1, round(lane.boundingRect().height())
    base_clip = theme.light().panel.lightness()
    return base_clip - grey[top + HEADER_PX : top + height, 1:1001]


def settled(qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles) -> np.ndarray:
    timeline.grab()
    qtbot.waitUntil(lambda: not tiles.jobs.running)
    return lane_pixels(timeline)


@pytest.mark.parametrize("span", [(0, 30_000), (8_000, 12_000), (9_950, 10_050)])
def test_a_tone_is_a_line_at_its_frequency_and_from_its_start(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles, span: tuple[int, int]
) -> None:
    timeline.set_spectrogram(tiles)
    timeline.show_span(*span)
    shown = settled(qtbot, timeline, tiles)
    row = round(len(shown) * (1 - 2000 / 8000))
    loud = np.flatnonzero(shown[row - 3 : row + 3, 60:].max(axis=0) > 100) + 60
    start = timeline.x_of(10_000) - 1
    slack = 2 + 0.02 * RATE_HZ / 16 / timeline._canvas.axis.ms_per_column
    assert abs(loud[0] - max(60, start)) <= slack
    assert len(loud) == loud[-1] - loud[0] + 1
    far = shown[: len(shown) // 3, 60:]
    assert np.median(far) < 10


def test_no_tile_is_made_before_it_is_looked_at_and_none_behind_the_view(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles
) -> None:
    timeline.show_span(0, 2_000)
    settled(qtbot, timeline, tiles)
    assert not tiles._tiles
    timeline.set_spectrogram(tiles)
    settled(qtbot, timeline, tiles)
    form = module.SpectrogramParams.of_rate(RATE_HZ)
    level = next(iter(tiles._tiles)).level
    assert len(tiles._tiles) == -(-2 * RATE_HZ // (form.hop(level) * module.TILE_COLUMNS))


def test_memory_is_bounded_and_what_was_dropped_comes_back(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_TILES", 20)
    timeline.set_spectrogram(tiles)
    timeline.show_span(9_000, 11_000)
    before = settled(qtbot, timeline, tiles)
    for start_ms in range(0, 28_000, 2_000):
        timeline.show_span(start_ms, start_ms + 2_000)
        settled(qtbot, timeline, tiles)
    assert len(tiles._tiles) <= 20
    timeline.show_span(9_000, 11_000)
    assert np.array_equal(settled(qtbot, timeline, tiles), before)
    timeline.set_spectrogram(None)
    tiles.forget()
    assert not tiles._tiles


def test_cancelled_work_begins_again_when_something_else_is_looked_at(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles
) -> None:
    timeline.set_spectrogram(tiles)
    timeline.grab()
    for job in tiles.jobs.running:
        job.cancel()
    settled(qtbot, timeline, tiles)
    timeline.show_span(9_000, 21_000)
    shown = settled(qtbot, timeline, tiles)
    assert (shown.max(axis=0) > 100).mean() > 0.7


def test_a_file_that_went_away_leaves_an_empty_lane_and_an_open_window(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles, clip: PcmClip
) -> None:
    clip.path.unlink()
    timeline.set_spectrogram(tiles)
    shown = settled(qtbot, timeline, tiles)
    assert np.median(shown) < 10
    assert not tiles.jobs.running


def test_another_sound_in_the_lane_is_another_spectrogram(
    qtbot: QtBot, timeline: Timeline, tiles: SpectrogramTiles, tmp_path: Path
) -> None:
    timeline.set_spectrogram(tiles)
    assert settled(qtbot, timeline, tiles).max() > 100
    with PcmWriter(tmp_path / "silence.pcm", 1) as writer:
        writer.write(np.zeros((SECONDS * RATE_HZ, 1), np.float32))
        silence = writer.clip(RATE_HZ)
    timeline.set_lane(0, finish(build_peaks(silence)), silence)
    assert settled(qtbot, timeline, tiles)[:, 60:].max() < 30


def test_the_key_shows_it_in_the_window_and_takes_it_away_again(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    window = opened.window
    waveform = window.timeline.grab().toImage()
    window.viewing.actions.spectrogram.trigger()
    window.timeline.grab()
    opened.until(lambda: len(window.viewing.tiles._tiles) > 0)
    opened.until(opened.idle)
    assert window.timeline._canvas.lanes[0].shows_spectrogram
    assert window.timeline.grab().toImage() != waveform
    window.viewing.actions.spectrogram.trigger()
    assert window.timeline.grab().toImage() == waveform
    assert not window.viewing.tiles._tiles
