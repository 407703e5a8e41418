"""The video beside the timeline: the picture in sync with the sound, read only on demand."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt

from deepdub_gui.features.video.dock import VideoDock
from tests.engine.audio.test_video import make_film, number_in
from tests.helpers.open_window import OpenWindow

PICTURE_MS = 40


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_film(tmp_path / "film.mkv")


def dock_of(opened: OpenWindow) -> VideoDock:
    return opened.window.video


def number_shown(dock: VideoDock) -> int | None:
    image = dock.canvas.image
    if image is None:
        return None
    words = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return number_in(words)


def film_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("film")]


def test_nothing_is_decoded_before_it_is_asked_for_nor_afterwards(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    assert not dock.isVisible()
    assert film_threads() == []
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    assert film_threads() == ["film: film.mkv"]
    dock.toggleViewAction().trigger()
    assert not dock.is_running
    assert film_threads() == []


def test_the_picture_is_that_of_the_playhead_wherever_one_goes(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    for time_ms in (1000, 3210, 40, 4790, 2000):
        opened.window.playback.seek(time_ms)
        opened.until(lambda time_ms=time_ms: number_shown(dock) == time_ms // PICTURE_MS)
        assert dock.canvas.start_ms == pytest.approx(time_ms // PICTURE_MS * PICTURE_MS, abs=1)


def test_while_it_plays_the_picture_follows_the_same_clock(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    window, dock = opened.window, dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    window.actions_.transport.play.trigger()
    opened.until(lambda: window.playback.playing)
    rate_hz = opened.session.clip.rate_hz
    for _ in range(20):
        opened.output.pull(rate_hz // 10)
        # The picture at the playhead, or the next one, because a drawn frame stays for a moment.
        opened.until(lambda: 0 <= (number_shown(dock) or 0) - window.playback.position_ms // PICTURE_MS <= 1)
    assert window.playback.position_ms > 1900
    window.actions_.transport.play.trigger()


def test_another_clip_has_another_picture_or_says_that_it_has_none(
    opened: OpenWindow, clip: Path, tmp_path: Path
) -> None:
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    assert "Open a clip" in dock.canvas.text
    opened.open(clip)
    opened.until(lambda: number_shown(dock) == 0)
    sound = tmp_path / "sound.wav"
    soundfile.write(sound, np.zeros((48_000, 2)), 48_000)
    opened.open(sound)
    assert dock.canvas.image is None
    assert "no video" in dock.canvas.text
    assert film_threads() == []


def test_a_picture_fits_its_dock_and_keeps_its_form(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: dock.canvas.image is not None)
    before = dock.canvas.width()
    opened.window.projects.docks.resizeDocks([dock], [before + 60], Qt.Orientation.Horizontal)
    opened.until(lambda: dock.canvas.width() != before)
    opened.until(lambda: dock.canvas.image.width() == dock.canvas.width())
    assert dock.canvas.image.height() == pytest.approx(dock.canvas.width() / 2, abs=1)


def test_a_file_that_disappears_is_reported_in_the_dock(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    clip.unlink()
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: "film.mkv" in dock.canvas.text)


def test_closing_the_window_ends_it(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock_of(opened).toggleViewAction().trigger()
    opened.until(lambda: dock_of(opened).canvas.image is not None)
    opened.close()
    assert film_threads() == []
