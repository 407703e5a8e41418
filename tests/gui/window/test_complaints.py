"""Complaints about other programs, tried here as their users would; each test names the issue."""

from __future__ import annotations

import itertools
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.subtitles import Cue, editing, load_subtitles, srt_text
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.document.session import ORIGINAL
from tests.helpers.cue_editor import Editor
from tests.helpers.media_files import FRAME_SAMPLES, TrackToMake, impulses, make_media
from tests.helpers.open_window import SAMPLE, OpenWindow, open_window

RATE_HZ = 48_000
BIN_MS = 256 / RATE_HZ * 1000


@pytest.fixture
def late(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """A window whose output device has a latency of 0.1 s."""
    window = open_window(qapp, qtbot, tmp_path, OfflineOutput(latency_s=0.1))
    yield window
    window.close()


def play(opened: OpenWindow) -> None:
    opened.window.actions_.transport.play.trigger()
    opened.until(lambda: opened.window.playback.playing and opened.idle())


def clicks_drawn_ms(opened: OpenWindow) -> list[float]:
    """Return the times of clicks in the waveform, from the drawn bins."""
    bins = np.asarray(opened.session.peaks(ORIGINAL).levels[0])
    return [float(place) * BIN_MS for place in np.flatnonzero(np.abs(bins.astype(np.int32)).max(axis=1) > 10_000)]


def click_heard_ms(opened: OpenWindow, from_ms: int) -> float:
    """Play from a time; return the time of the first click in the output."""
    opened.window.playback.seek(from_ms)
    play(opened)
    heard = np.abs(opened.output.pull(RATE_HZ // 2)).max(axis=1)
    opened.window.playback.toggle()
    return from_ms + int(heard.argmax()) / 48


def test_se_12233_the_playhead_stands_still_after_pause_where_the_sound_stopped(late: OpenWindow) -> None:
    late.open(SAMPLE)
    window, timeline = late.window, late.window.timeline
    window.playback.seek(5000)
    play(late)
    late.output.pull(RATE_HZ)
    window.playback._follow()
    drawn_ms = timeline.playhead_ms
    assert drawn_ms == pytest.approx(5900, abs=20), "where the sound is now, not where the buffer ends"
    window.actions_.transport.play.trigger()
    places_ms = {timeline.playhead_ms}
    for _ in range(10):
        late.output.pull(RATE_HZ // 10)
        window.playback._follow()
        QCoreApplication.sendPostedEvents()
        places_ms.add(timeline.playhead_ms)
    assert len(places_ms) == 1
    assert places_ms.pop() == pytest.approx(drawn_ms, abs=10)
    play(late)
    late.output.pull(RATE_HZ // 5)
    window.playback._follow()
    assert timeline.playhead_ms == pytest.approx(drawn_ms + 100, abs=20), "playback resumes there"
    window.playback.toggle()


@pytest.mark.parametrize("mode", [FollowMode.CENTRED, FollowMode.PAGE])
def test_se_14332_the_view_does_not_jitter_with_an_uneven_sound_card(late: OpenWindow, mode: FollowMode) -> None:
    late.open(SAMPLE)
    window, timeline = late.window, late.window.timeline
    window.viewing.actions.following[mode].trigger()
    late.until(late.idle)
    timeline.show_span(0, 3000)
    play(late)
    axis = timeline._canvas.axis
    starts, columns = [], []
    for frames in np.random.default_rng(7).integers(100, 5000, 150):
        late.output.pull(int(frames))
        window.playback._follow()
        starts.append((timeline.visible_ms[0] - axis.start_ms) / axis.ms_per_column)
        columns.append(timeline._canvas.axis.column(timeline.playhead_ms))
    window.playback.toggle()
    assert np.abs(np.array(starts) - np.round(starts)).max() < 1e-3, "the view moves by whole pixels"
    assert starts == sorted(starts), "it never moves backwards"
    if mode is FollowMode.CENTRED:
        moving = [column for start, column in zip(starts, columns, strict=True) if start > 0]
        assert len(moving) > 50
        assert set(moving) == {axis.columns // 2}, "the playhead stays in the centre"
    else:
        assert 1 < len(set(np.round(starts))) < 8


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4"])
def test_se_5834_sound_that_starts_later_in_its_file_is_drawn_and_heard_later(opened: OpenWindow, name: str) -> None:
    sound = impulses(2 * RATE_HZ, [RATE_HZ // 2], level=0.95)
    path = opened.session.folders.new() / name
    opened.open(make_media(path, [TrackToMake(sound, "flac", start_ms=1250)], video_s=4))
    assert clicks_drawn_ms(opened) == [pytest.approx(1750, abs=BIN_MS)]
    assert click_heard_ms(opened, 1500) == pytest.approx(1750, abs=1)


def test_se_9682_joined_files_do_not_drift(opened: OpenWindow) -> None:
    """At each seam of a joined file some packets are missing; after ten seams, nothing is 0.2 s early."""
    seams = range(20, 220, 20)
    after = [(seam + 5) * FRAME_SAMPLES for seam in seams]
    sound = impulses(230 * FRAME_SAMPLES, after, level=0.95)
    path = opened.session.folders.new() / "joined.nut"
    opened.open(make_media(path, [TrackToMake(sound, skip_frames=frozenset(seams))]))
    assert clicks_drawn_ms(opened) == [pytest.approx(place / 48, abs=BIN_MS) for place in after]
    assert click_heard_ms(opened, after[-1] // 48 - 100) == pytest.approx(after[-1] / 48, abs=1)


def test_se_9682_joined_broadcasts_are_drawn_where_they_are_heard(opened: OpenWindow) -> None:
    folder = opened.session.folders.new()
    part = impulses(50 * 1152, [48_000], level=0.95)
    data = make_media(folder / "part.ts", [TrackToMake(part, "mp2")]).read_bytes()
    joined = folder / "joined.ts"
    joined.write_bytes(8 * data)
    opened.open(joined)
    drawn_ms = clicks_drawn_ms(opened)  # after lossy coding, a click covers several bins
    starts_ms = [drawn_ms[0], *(later for one, later in itertools.pairwise(drawn_ms) if later - one > 100)]
    assert len(starts_ms) == 8
    assert np.diff(starts_ms) == pytest.approx(np.full(7, 1200), abs=30), "each part keeps its length"
    assert starts_ms[-1] - starts_ms[0] == pytest.approx(7 * 1200, abs=60), "errors do not add up"
    assert click_heard_ms(opened, round(starts_ms[-1]) - 100) == pytest.approx(starts_ms[-1], abs=2 * BIN_MS)


def test_se_4712_editing_goes_on_with_progress_while_the_waveform_grows(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    window, session = opened.window, opened.session
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, (4 * 60 * RATE_HZ, 1)).astype(np.float32)
    path = make_media(session.folders.new() / "long.mka", [TrackToMake(sound, "flac", layout="mono")])
    drawn, said = [], []

    def look(lane: int) -> None:
        peaks = session.peaks(lane)
        if peaks is not None and window.jobs.running:
            drawn.append(peaks.samples)
            window.shift_bar.nudge(10)
            said.extend(label.text() for label in window.status.findChildren(QLabel) if "Reading" in label.text())

    session.lane_changed.connect(look)
    opened.open(path)
    window.shift_bar.finish()
    assert len(set(drawn)) > 1
    assert drawn == sorted(drawn), "the waveform grows"
    assert drawn[0] < len(sound)
    assert session.retiming.offset_ms == 10 * len(drawn), "editing goes on meanwhile"
    assert any(re.search(r"[1-9]\d? %", text) for text in said), said


def median_s(do: Callable[[int], object], count: int) -> float:
    times_s = []
    for number in range(count):
        began_s = time.perf_counter()
        do(number)
        times_s.append(time.perf_counter() - began_s)
    return sorted(times_s)[count // 2]


def test_se_10818_after_hundreds_of_edits_one_more_takes_no_longer_and_little_memory(
    editor: Editor, tmp_path: Path
) -> None:
    path = tmp_path / "long.srt"
    cues = [Cue(3600 * number, 3600 * number + 3000, f"Line {number} is long enough") for number in range(2000)]
    path.write_text(srt_text(cues), encoding="utf-8")
    editor.session.set_subtitles(load_subtitles(path))
    service = editor.window.editing.service

    def edit(number: int) -> None:
        service.edit("Move", lambda shown: editing.shifted(shown, [number * 37 % 2000], 1 + number % 3))
        QCoreApplication.sendPostedEvents()

    first_s = median_s(edit, 40)
    median_s(edit, 150)
    last_s = median_s(edit, 40)
    assert last_s < 2 * first_s + 0.002
    before, steps = editor.session.cues, editor.session.undo.count()
    tracemalloc.start()
    taken = []
    for _ in range(2):
        median_s(edit, 30)
        editor.window.projects.recorder.wait()
        taken.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    grown = taken[1] - taken[0]
    assert grown < 30 * 6000, "undo and journal store only differences"
    assert editor.session.undo.count() == steps + 60
    editor.session.undo.setIndex(steps)
    assert editor.session.cues == before
